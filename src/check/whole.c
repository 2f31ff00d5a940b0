/* What only shows when the whole easy-read document is looked at. */
#include <glib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "check/rules.h"

enum {
	FIRST_SENTENCES = 6, /* of which one says what it is: ERW-29 */
	LEAFLET_SENTENCES = 15,
	AROUND_INITIALS = 2, /* sentences before and after: ERW-12 */
};

static bool
is_source(const struct sentence *s)
{
	return s->node->origin == ORIGIN_SOURCE;
}

static bool
is_english_document(const struct document *document)
{
	return str_starts(document->lang, "en");
}

static bool
has_any(const char *text, const char *const *words)
{
	char *plain = g_utf8_casefold(text, -1);
	bool found = str_has_one(plain, words);

	g_free(plain);
	return found;
}

/* ERW-29: what is this about? That it is easy read, and who it is from, the
 * cover says. A leaflet of a few sentences needs no introduction. */
static void
check_start(struct checking *c, const struct document *document)
{
	static const char *const about[] = {"about", "tells you", "says",
	    "this plan", "this report", "this booklet", "this leaflet", NULL};
	bool says_about = document->nsentences < LEAFLET_SENTENCES;

	for (size_t i = 0; i < document->nsentences && i < FIRST_SENTENCES; i++)
		says_about =
		    says_about || has_any(document->sentences[i]->text, about);
	if (!says_about)
		finding_sentence(c, DIAG_START_MISSING, document->sentences[0]);
}

/* One way to tell parts of a whole. What has none of the words is not asked:
 * patterns are slow. */
static const struct {
	const char *name, *words[12], *pattern;
} styles[] = {
    {"percentages", {"%", "cent"}, "\\d\\s?%|\\bper ?cent\\b"},
    {"\"1 in 5\"", {" in ", " out of "},
        "\\b\\d+ (?:in|out of) (?:every )?\\d+\\b"},
    {"fractions",
        {"half", "third", "quarter", "fifth", "tenth", "/", "½", "¼", "¾", "⅓",
            "⅔"},
        "\\b(?:a|one) (?:half|third|quarter|fifth|tenth)\\b|"
        "\\b(?:two|three|2|3) (?:thirds|quarters|fifths)\\b|"
        "\\b\\d/\\d\\b|[½¼¾⅓⅔]"},
};
enum { NSTYLES = sizeof styles / sizeof *styles };

static void
check_number_styles(struct checking *c, const struct document *document)
{
	const struct sentence *second = NULL;
	bool used[NSTYLES] = {false};
	struct buf names = {0};
	size_t n = 0;

	for (size_t k = 0; k < NSTYLES; k++) {
		GRegex *regex = g_regex_new(styles[k].pattern, 0, 0, NULL);

		for (size_t i = 0; i < document->nsentences && !used[k]; i++) {
			const struct sentence *s = document->sentences[i];

			used[k] = is_source(s) &&
			          str_has_one(s->text, styles[k].words) &&
			          g_regex_match(regex, s->text, 0, NULL);
			if (used[k])
				second = s;
		}
		if (used[k])
			buf_printf(&names, "%s%s", n++ > 0 ? ", " : "",
			    styles[k].name);
		g_regex_unref(regex);
	}
	if (n > 1)
		finding_sentence(
		    c, DIAG_NUMBER_STYLES, second, buf_str(&names));
	buf_release(&names);
}

/* The byte where `word` stands as a whole word, or -1. */
static long
find_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; (p = strstr(p, word)) != NULL; p++) {
		const char *before =
		    p > text ? g_utf8_find_prev_char(text, p) : NULL;
		gunichar a = before != NULL ? g_utf8_get_char(before) : ' ';
		gunichar z = g_utf8_get_char(p + n);

		if (!g_unichar_isalnum(a) &&
		    (!g_unichar_isalnum(z) ||
		        (z == 's' &&
		            !g_unichar_isalnum(g_utf8_get_char(p + n + 1)))))
			return p - text;
	}
	return -1;
}

static bool
says_full(const struct document *document, size_t at, const char *full)
{
	size_t first = at > AROUND_INITIALS ? at - AROUND_INITIALS : 0;
	char *plain = g_utf8_casefold(full, -1);
	bool found = false;

	for (size_t i = first;
	     !found && i < document->nsentences && i <= at + AROUND_INITIALS;
	     i++) {
		const struct sentence *s = document->sentences[i];
		char *text = g_utf8_casefold(s->text, -1);

		found = is_source(s) && strstr(text, plain) != NULL;
		g_free(text);
	}
	g_free(plain);
	return found;
}

/* ERW-12: an abbreviation of <words> where it is met first. */
static void
check_first_use(struct checking *c, const struct document *document,
    const struct node *abbreviation)
{
	const char *written =
	    node_text(c->arena, node_child(abbreviation, KIND_SHORT));
	const char *full =
	    node_text(c->arena, node_child(abbreviation, KIND_FULL));

	if (words_known_initials(written))
		return;
	for (size_t i = 0; i < document->nsentences; i++) {
		const struct sentence *s = document->sentences[i];
		long at = is_source(s) && s->node->kind != KIND_HEADING
		              ? find_word(s->text, written)
		              : -1;

		if (at < 0)
			continue;
		if (!says_full(document, i, full))
			finding_add(c,
			    &(struct finding){.rule = DIAG_INITIALS_LATE,
			        .sentence = s,
			        .start = (size_t)at,
			        .len = strlen(written)},
			    written);
		return;
	}
}

static void
check_first_uses(struct checking *c, const struct document *document)
{
	const struct node *words = c->publication->words;

	for (const struct node *w = words ? words->first : NULL; w != NULL;
	     w = w->next)
		if (w->kind == KIND_ABBREVIATION)
			check_first_use(c, document, w);
}

/* ERW-26: points of one list are alike in length. */
static void
check_even(struct checking *c, const struct node *list)
{
	enum { RATIO = 4, LONG = 8 };
	const struct node *longest = NULL;
	size_t most = 0, least = SIZE_MAX;

	for (const struct node *i = list->first; i != NULL; i = i->next) {
		size_t n;

		if (i->kind != KIND_ITEM || i->nsentences == 0)
			continue;
		n = sentence_count_words(document_words(c->arena, i));
		if (n > most) {
			most = n;
			longest = i;
		}
		least = n < least ? n : least;
	}
	if (longest != NULL && most >= LONG && most >= RATIO * least)
		finding_sentence(
		    c, DIAG_LIST_UNEVEN, &longest->sentences[0], most, least);
}

void
whole_check(struct checking *c, const struct document *document)
{
	const struct node *root = document->root;

	if (document->nsentences == 0)
		return;
	for (const struct node *n = root; n != NULL; n = node_next(n, root))
		if (n->kind == KIND_LIST)
			check_even(c, n);
	if (!is_english_document(document))
		return;
	check_start(c, document);
	check_number_styles(c, document);
	check_first_uses(c, document);
}
