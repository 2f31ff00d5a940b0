/*
 * What word lists and grammar find in the sentences of a document (English
 * alone). One message for a fault: a word that several of them find is told
 * once, and a word that comes again is told at its first place.
 */
#include <glib.h>
#include <string.h>

#include "base/str.h"
#include "check/grammar.h"
#include "check/lists.h"
#include "check/rules.h"
#include "check/spelling.h"
#include "check/tokens.h"
#include "check/vocabulary.h"

enum { STEM_BYTES = 5, FOUND_MOST = 64 };

/* The rule of what a list finds. */
static const enum diag_id by_list[LIST_COUNT] = {
    [LIST_PERSON_FIRST] = DIAG_PERSON_FIRST,
    [LIST_DISTANCE] = DIAG_DISTANCE,
    [LIST_NEGATIVES] = DIAG_NEGATIVE,
    [LIST_FILLER] = DIAG_FILLER,
    [LIST_FOREIGN] = DIAG_FOREIGN,
    [LIST_IDIOMS] = DIAG_IDIOM,
    [LIST_FORMAL] = DIAG_STIFF_WORD,
    [LIST_JARGON] = DIAG_JARGON,
    [LIST_HARD] = DIAG_HARD_WORD,
    [LIST_CHILDISH] = DIAG_CHILDISH,
};

static const enum diag_id by_grammar[GRAMMAR_RULE_COUNT] = {
    [GRAMMAR_PASSIVE] = DIAG_PASSIVE,
    [GRAMMAR_IDEAS] = DIAG_IDEAS,
    [GRAMMAR_NESTED] = DIAG_NESTED,
    [GRAMMAR_DOUBLE_NEGATIVE] = DIAG_DOUBLE_NEGATIVE,
    [GRAMMAR_TENSE] = DIAG_TENSE,
    [GRAMMAR_NOUN_STRING] = DIAG_NOUN_STRING,
    [GRAMMAR_ABSTRACT] = DIAG_ABSTRACT,
};

struct english {
	struct lists *lists;
	GHashTable *told;   /* phrases and words that have been found */
	GHashTable *groups; /* line of a group → the first word of it found */
	size_t chops;       /* ERW-35: so many in a row */
};

/* One sentence in hand. */
struct looking {
	struct checking *c;
	const struct subject *subject;
	struct tokens tokens;
	/* the words that have a message already */
	struct {
		size_t start, len;
	} taken[FOUND_MOST];
	size_t ntaken;
};

struct english *
english_new(const char *folder, struct diags *diags)
{
	struct english *english = mem_alloc(sizeof *english);
	char *path = g_strdup_printf("%s/check", folder);

	*english = (struct english){.lists = lists_open(path, diags),
	    .told =
	        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	    .groups = g_hash_table_new(g_direct_hash, g_direct_equal)};
	g_free(path);
	return english;
}

void
english_free(struct english *english)
{
	if (english == NULL)
		return;
	lists_close(english->lists);
	g_hash_table_destroy(english->told);
	g_hash_table_destroy(english->groups);
	free(english);
}

static bool
is_taken(const struct looking *l, size_t start, size_t len)
{
	for (size_t i = 0; i < l->ntaken; i++)
		if (start < l->taken[i].start + l->taken[i].len &&
		    l->taken[i].start < start + len)
			return true;
	return false;
}

/* The same for several words: "joined up". */
static bool
is_in_phrase(const struct looking *l, size_t start, size_t len)
{
	for (size_t i = 0; i < l->ntaken; i++) {
		const char *words = l->subject->text + l->taken[i].start;

		if (memchr(words, ' ', l->taken[i].len) != NULL &&
		    start < l->taken[i].start + l->taken[i].len &&
		    l->taken[i].start < start + len)
			return true;
	}
	return false;
}

static void
take(struct looking *l, size_t start, size_t len)
{
	if (l->ntaken < FOUND_MOST) {
		l->taken[l->ntaken].start = start;
		l->taken[l->ntaken++].len = len;
	}
}

/* Is it marked as hard, so that the next sentence says what it means? */
static bool
is_marked(const struct looking *l, size_t start, size_t len)
{
	const struct sentence *s = l->subject->sentence;

	for (size_t i = 0; i < s->nspans; i++)
		if ((s->spans[i].marks & SPAN_HARD) &&
		    start < s->spans[i].start + s->spans[i].len &&
		    s->spans[i].start < start + len)
			return true;
	return false;
}

/* Does a word of the term begin like what was found? */
static bool
is_of_term(const char *term, const char *found)
{
	for (const char *p = term; p != NULL; p = strchr(p, ' ')) {
		p += *p == ' ';
		if (g_ascii_strncasecmp(p, found, STEM_BYTES) == 0)
			return true;
	}
	return false;
}

/* Does <words> explain it, or a word with the same beginning? */
static bool
is_explained(const struct looking *l, const char *found)
{
	const struct node *words = l->c->publication->words;

	for (const struct node *w = words ? words->first : NULL; w;
	     w = w->next) {
		const char *term;

		if (w->kind != KIND_WORD)
			continue;
		term = node_text(l->c->arena, node_child(w, KIND_TERM));
		if (is_of_term(term, found))
			return true;
	}
	return false;
}

/* "to" for "in order to", with the capital of what it stands for. NULL if
 * there are several ways to say it, or it would not fit into the sentence. */
static const char *
ready(const struct looking *l, const struct list_match *m)
{
	char *words;

	if (m->list != LIST_FORMAL && m->list != LIST_FILLER &&
	    m->list != LIST_NEGATIVES)
		return NULL;
	if (m->instead == NULL || strpbrk(m->instead, ",…") != NULL ||
	    strchr(m->phrase, '*') != NULL)
		return NULL;
	words = arena_strdup(l->c->arena, m->instead);
	if (g_ascii_isupper(l->subject->text[m->start]))
		words[0] = g_ascii_toupper(words[0]);
	return words;
}

static bool
tell(struct looking *l, enum diag_id rule, size_t start, size_t len,
    const char *replacement)
{
	const struct sentence *s = l->subject->sentence;

	return finding_add(l->c,
	    &(struct finding){.rule = rule,
	        .sentence = s,
	        .start = start,
	        .len = len,
	        .replacement = replacement},
	    arena_strndup(l->c->arena, s->text + start, len));
}

/* A word or phrase that should not be used: at its first place alone. */
static bool
tell_once(struct looking *l, enum diag_id rule, size_t start, size_t len,
    const char *replacement)
{
	GHashTable *told = l->c->english->told;
	char *words = g_utf8_strdown(l->subject->text + start, (gssize)len);
	bool is_new = !g_hash_table_contains(told, words) &&
	              tell(l, rule, start, len, replacement);

	if (is_new)
		g_hash_table_add(told, words);
	else
		g_free(words);
	return is_new;
}

/* Two words for one thing (ERW-09): told once for a group. */
static void
look_at_group(struct looking *l, const struct list_match *m)
{
	GHashTable *groups = l->c->english->groups;
	gpointer key = GSIZE_TO_POINTER(m->group);
	const char *first = g_hash_table_lookup(groups, key);
	const char *now =
	    arena_strndup(l->c->arena, l->subject->text + m->start, m->len);

	if (first == NULL)
		g_hash_table_insert(groups, key, (gpointer)now);
	else if (*first != '\0' && g_ascii_strcasecmp(first, now) != 0) {
		finding_add(l->c,
		    &(struct finding){.rule = DIAG_SYNONYM,
		        .sentence = l->subject->sentence,
		        .start = m->start,
		        .len = m->len},
		    now, first);
		g_hash_table_insert(groups, key, (gpointer) "");
	}
}

static void
look_at_lists(struct looking *l)
{
	struct list_match *found;
	size_t n =
	    lists_find(l->c->english->lists, l->c->arena, &l->tokens, &found);

	for (size_t i = 0; i < n; i++) {
		const struct list_match *m = &found[i];
		const char *instead;

		if (m->list == LIST_SYNONYMS) {
			if (l->subject->is_easy)
				look_at_group(l, m);
			continue;
		}
		take(l, m->start, m->len);
		if (is_marked(l, m->start, m->len) ||
		    is_explained(l, l->subject->text + m->start))
			continue;
		instead = ready(l, m);
		if (tell_once(l, by_list[m->list], m->start, m->len, instead) &&
		    m->instead != NULL && instead == NULL)
			diag_hint(l->c->diags, "Plain words: %s", m->instead);
	}
}

/* An abstract noun is a word like those of the lists. */
static void
look_at_abstract(struct looking *l, const struct grammar_match *m)
{
	if (is_taken(l, m->start, m->len) || is_marked(l, m->start, m->len) ||
	    is_explained(l, l->subject->text + m->start))
		return;
	tell_once(l, DIAG_ABSTRACT, m->start, m->len, NULL);
	take(l, m->start, m->len);
}

static void
look_at_grammar(struct looking *l)
{
	struct grammar_match *found;
	size_t n =
	    grammar_find(l->c->english->lists, l->c->arena, &l->tokens, &found);

	for (size_t i = 0; i < n; i++) {
		const struct grammar_match *m = &found[i];

		if (m->rule == GRAMMAR_ABSTRACT) {
			look_at_abstract(l, m);
			continue;
		}
		/* "to be joined up": an idiom, and that is told */
		if ((m->rule == GRAMMAR_PASSIVE &&
		        is_in_phrase(l, m->start, m->len)) ||
		    (m->rule == GRAMMAR_NOUN_STRING &&
		        is_taken(l, m->start, m->len)))
			continue;
		tell(l, by_grammar[m->rule], m->start, m->len, NULL);
		if (m->rule == GRAMMAR_NOUN_STRING)
			take(l, m->start, m->len);
	}
}

/* A misspelt word has its message already. */
static bool
is_misspelt(const struct looking *l, const struct token *t)
{
	for (size_t i = 0; i < l->c->nmisspelt; i++)
		if (l->c->misspelt[i].start < t->start + t->len &&
		    t->start < l->c->misspelt[i].start + l->c->misspelt[i].len)
			return true;
	return false;
}

static void
look_at_vocabulary(struct looking *l)
{
	for (size_t i = 0; i < l->tokens.n; i++) {
		const struct token *t = &l->tokens.items[i];

		if (vocabulary_is_rare(l->c->english->lists, &l->tokens, i) &&
		    !is_misspelt(l, t) && !is_taken(l, t->start, t->len) &&
		    !is_marked(l, t->start, t->len) &&
		    !is_explained(l, t->word))
			tell_once(l, DIAG_RARE_WORD, t->start, t->len, NULL);
	}
}

static void
look_at_chops(struct looking *l)
{
	const struct node *node = l->subject->sentence->node;
	size_t *run = &l->c->english->chops;

	if (!l->subject->is_running || node->kind == KIND_LEAD ||
	    (node->parent != NULL && node->parent->kind == KIND_LIST))
		*run = 0;
	else if (grammar_is_chopped(&l->tokens, run))
		finding_sentence(l->c, DIAG_CHOPPED, l->subject->sentence);
}

void
english_check(struct checking *c, const struct subject *subject)
{
	struct looking l = {.c = c, .subject = subject};

	if (c->english == NULL || !subject->is_english ||
	    subject->sentence->node->kind == KIND_QUOTE)
		return;
	l.tokens = tokens_cut(c->arena, subject->text);
	look_at_lists(&l);
	if (!subject->is_easy)
		return;
	if (subject->is_running)
		look_at_grammar(&l);
	look_at_vocabulary(&l);
	look_at_chops(&l);
}
