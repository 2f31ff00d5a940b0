/* Initials that nobody explains, and hard words. */
#include <glib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "check/rules.h"

/* Initials that everybody knows better than their words (ERW-12), and
 * capitals of addresses and clocks. */
static const char *const known_initials[] = {"NHS", "GP", "UK", "IT", "TV",
    "CD", "DVD", "PDF", "ID", "EU", "US", "USA", "BBC", "PC", "PO", "OK", "AM",
    "PM", "COVID", "HIV", "AIDS", "DNA", "QR", "SMS", "PIN", "MP", "MPs"};

/* As many bytes of a word are the same in its other forms. */
enum { STEM_BYTES = 5 };

/* Two to six capitals that are no part of a code, no word that is to be
 * texted, no Roman number and no shouting. */
static const char initials_pattern[] =
    "(?<![\\w&'’./@#-])(?<![Tt]ext )(?<![A-Z]{4} )(?![IVX]+\\b)"
    "(?!" EMPHASIS "\\b)([A-Z]{2,6})s?(?![\\w&/]|[-.]\\w)(?! [A-Z]{4,}\\b)";

bool
words_known_initials(const char *written)
{
	for (size_t i = 0; i < sizeof known_initials / sizeof *known_initials;
	     i++)
		if (str_eq(known_initials[i], written))
			return true;
	return false;
}

struct initials {
	struct checking *c;
	GHashTable *explained; /* those known, and those already reported */
	const char *text;      /* all words of the document */
};

static void
learn(GHashTable *explained, const char *written)
{
	g_hash_table_add(explained, g_strdup(written));
}

/* "(ICB)", "ICB (", "ICB means" and so on explain in the running text. */
static bool
is_explained_in_text(const char *text, const char *initials)
{
	static const char *const forms[] = {
	    "(%s)", "%s (", "%s means ", "%s stands for ", "%s is short for "};
	bool found = false;

	for (size_t i = 0; i < sizeof forms / sizeof *forms && !found; i++) {
		GString *form = g_string_new(forms[i]);

		g_string_replace(form, "%s", initials, 1);
		found = strstr(text, form->str) != NULL;
		g_string_free(form, TRUE);
	}
	return found;
}

static void
report_initials(struct checking *c, const struct sentence *sentence,
    const GMatchInfo *match)
{
	int start, end;

	g_match_info_fetch_pos(match, 1, &start, &end);
	finding_add(c,
	    &(struct finding){.rule = DIAG_INITIALS,
	        .sentence = sentence,
	        .start = (size_t)start,
	        .len = (size_t)(end - start)},
	    arena_strndup(
	        c->arena, sentence->text + start, (size_t)(end - start)));
}

static void
check_initials(
    struct initials *all, const struct subject *subject, GRegex *regex)
{
	GMatchInfo *match = NULL;

	g_regex_match(regex, subject->text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		char *written = g_match_info_fetch(match, 1);

		if (!g_hash_table_contains(all->explained, written) &&
		    !is_explained_in_text(all->text, written))
			report_initials(all->c, subject->sentence, match);
		g_hash_table_add(all->explained, written);
	}
	g_match_info_free(match);
}

static const char *
all_text(struct checking *c, const struct document *document)
{
	struct buf text = {0};
	const char *result;

	for (size_t i = 0; i < document->nsentences; i++)
		buf_printf(&text, "%s\n", document->sentences[i]->text);
	result = arena_strdup(c->arena, buf_str(&text));
	buf_release(&text);
	return result;
}

static void
check_all_initials(struct checking *c, const struct document *document)
{
	struct initials all = {.c = c,
	    .explained =
	        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	    .text = all_text(c, document)};
	const struct node *words = c->publication->words;
	GRegex *regex =
	    g_regex_new(initials_pattern, G_REGEX_OPTIMIZE, 0, NULL);

	for (size_t i = 0; i < sizeof known_initials / sizeof *known_initials;
	     i++)
		learn(all.explained, known_initials[i]);
	for (const struct node *w = words ? words->first : NULL; w; w = w->next)
		if (w->kind != KIND_PRONOUNCE)
			learn(all.explained,
			    node_text(
			        c->arena, node_child(w, w->kind == KIND_WORD
			                                    ? KIND_TERM
			                                    : KIND_SHORT)));
	for (size_t i = 0; i < document->nsentences; i++) {
		struct subject s =
		    sentence_subject(c->arena, document->sentences[i], true);

		if (s.is_english && s.sentence->node->origin == ORIGIN_SOURCE &&
		    strpbrk(s.text, "abcdefghijklmnopqrstuvwxyz") != NULL)
			check_initials(&all, &s, regex);
	}
	g_regex_unref(regex);
	g_hash_table_destroy(all.explained);
}

/* The same for letters of ASCII, whose case is quickly told. */
static bool
has_ascii_words(const char *text, const char *words, size_t most)
{
	char *start = g_strndup(words, most);
	bool found = strcasestr(text, start) != NULL;

	g_free(start);
	return found;
}

/* Does the text have the words, or their first bytes, in any case? */
static bool
has_words(const char *text, const char *words, size_t most)
{
	char *a, *b;
	bool found;

	if (g_str_is_ascii(text) && g_str_is_ascii(words))
		return has_ascii_words(text, words, most);
	a = g_utf8_casefold(text, -1);
	b = g_utf8_casefold(words, -1);
	if (strlen(b) > most)
		*g_utf8_find_prev_char(b, b + most + 1) = '\0';
	found = strstr(a, b) != NULL;
	g_free(a);
	g_free(b);
	return found;
}

/* The first run of a hard word in a sentence, or NULL. */
static const struct span *
hard_span(const struct sentence *s)
{
	for (size_t i = 0; i < s->nspans; i++)
		if (s->spans[i].marks & SPAN_HARD)
			return &s->spans[i];
	return NULL;
}

/* "A vision is what we want." */
static bool
explains_itself(const struct sentence *s, const struct span *span)
{
	static const char *const verbs[] = {
	    " is ", " are ", " means ", " mean "};
	const char *after = s->text + span->start + span->len;

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (str_starts(after, verbs[i]))
			return true;
	return false;
}

static const struct node *
list_of(const struct sentence *s)
{
	const struct node *parent = s->node->parent;

	return parent != NULL && parent->kind == KIND_LIST ? parent : NULL;
}

/* Does one of the next sentences say the word at i again? Those in the same
 * list do not count as steps: a list is not broken by a meaning. */
static bool
is_explained_next(const struct document *document, size_t i,
    const char *written, size_t within)
{
	const struct node *list = list_of(document->sentences[i]);
	size_t steps = 0;

	for (i++; i < document->nsentences && steps < within; i++) {
		const struct sentence *s = document->sentences[i];

		if (s->node->origin != ORIGIN_SOURCE)
			break;
		if (has_words(s->text, written, STEM_BYTES))
			return true;
		steps += list == NULL || list_of(s) != list;
	}
	return false;
}

static void
check_hard_explained(struct checking *c, const struct document *document)
{
	GHashTable *seen =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (size_t i = 0; i < document->nsentences; i++) {
		const struct sentence *s = document->sentences[i];
		const struct span *span = hard_span(s);
		const char *written;

		if (span == NULL || s->node->origin != ORIGIN_SOURCE ||
		    s->node->kind == KIND_HEADING)
			continue;
		written =
		    arena_strndup(c->arena, s->text + span->start, span->len);
		if (!g_hash_table_add(seen, g_utf8_casefold(written, -1)))
			continue;
		if (!explains_itself(s, span) &&
		    !is_explained_next(document, i, written,
		        (size_t)limit_number(c, LIMIT_MEANING_WITHIN)))
			finding_add(c,
			    &(struct finding){.rule = DIAG_HARD_NOT_EXPLAINED,
			        .sentence = s,
			        .start = span->start,
			        .len = span->len},
			    written);
	}
	g_hash_table_destroy(seen);
}

static bool
is_used(struct checking *c, const struct node *word, const char *term)
{
	const struct node *root = c->publication->root;
	const char *id = node_attr(word, ATTR_ID);

	for (const struct node *n = root; n != NULL;) {
		if (n->kind == KIND_WORDLIST) {
			n = node_skip(n, root);
			continue;
		}
		if (str_eq(node_attr(n, ATTR_REF), id))
			return true;
		if (kind_info(n->kind)->class == CLASS_WORDS &&
		    has_words(node_text(c->arena, n), term, strlen(term) * 3))
			return true;
		n = node_next(n, root);
	}
	return false;
}

void
words_check_used(struct checking *c)
{
	const struct node *words = c->publication->words;

	for (const struct node *w = words ? words->first : NULL; w;
	     w = w->next) {
		const char *term;

		if (w->kind == KIND_PRONOUNCE)
			continue;
		term = node_text(c->arena,
		    node_child(
		        w, w->kind == KIND_WORD ? KIND_TERM : KIND_SHORT));
		if (!is_used(c, w, term))
			finding_node(c, DIAG_WORD_UNUSED, w, w->loc, term);
	}
}

void
words_check(struct checking *c, const struct document *document)
{
	check_all_initials(c, document);
	check_hard_explained(c, document);
}
