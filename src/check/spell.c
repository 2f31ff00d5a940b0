/* Spelling as a rule: what spelling.c finds in the sentences of a document. */
#include <glib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "check/rules.h"
#include "check/spelling.h"

static const enum diag_id rules[] = {
    [SPELLING_WRONG] = DIAG_MISSPELT,
    [SPELLING_AMERICAN] = DIAG_AMERICAN,
    [SPELLING_NAME] = DIAG_NAME_UNSURE,
};

/* A language is looked at when it has a list of words: an empty one will do.
 * So what a machine has installed does not decide what is checked. */
static bool
has_list(struct arena *arena, const struct language *language)
{
	return language->folder != NULL &&
	       file_exists(arena_printf(
	           arena, "%s/check/spelling.txt", language->folder));
}

void
spell_open(
    struct checking *c, const struct language *language, const char *cache)
{
	if (!has_list(c->arena, language) || !str_starts(language->code, "en"))
		return;
	c->spelling = spelling_open(language, cache, c->diags);
	spelling_learn_publication(c->spelling, c->publication);
}

void
spell_see(struct checking *c, const struct sentence *sentence)
{
	struct subject subject = sentence_subject(c->arena, sentence, true);

	if (c->spelling != NULL && subject.is_english)
		spelling_see(c->spelling, subject.text);
}

/* The other suggestions: the first is the replacement. */
static void
hint(struct checking *c, const struct misspelling *m)
{
	if (m->suggestions[1] == NULL)
		return;
	if (m->suggestions[2] == NULL)
		diag_hint(c->diags, "Or: %s", m->suggestions[1]);
	else
		diag_hint(c->diags, "Or: %s, %s", m->suggestions[1],
		    m->suggestions[2]);
}

/* Does the author show that the word is meant: with how it is said, or with
 * a link to an address that has the word? */
static bool
is_meant(const struct sentence *s, const struct misspelling *m)
{
	char *word = g_utf8_strdown(s->text + m->start, (gssize)m->len);
	bool is = false;

	for (size_t i = 0; i < s->nspans; i++) {
		const struct span *span = &s->spans[i];

		if (span->start <= m->start &&
		    m->start < span->start + span->len)
			is = span->say != NULL ||
			     (span->href != NULL &&
			         strstr(span->href, word) != NULL);
	}
	g_free(word);
	return is;
}

void
spell_check(struct checking *c, const struct subject *subject)
{
	const struct sentence *s = subject->sentence;

	c->nmisspelt = 0;
	if (c->spelling == NULL || !subject->is_english)
		return;
	c->nmisspelt =
	    spelling_find(c->spelling, c->arena, subject->text, &c->misspelt);
	for (size_t i = 0; i < c->nmisspelt; i++) {
		const struct misspelling *m = &c->misspelt[i];

		if (is_meant(s, m))
			continue;
		if (finding_add(c,
		        &(struct finding){.rule = rules[m->kind],
		            .sentence = s,
		            .start = m->start,
		            .len = m->len,
		            .replacement = m->suggestions[0]},
		        arena_strndup(c->arena, s->text + m->start, m->len)))
			hint(c, m);
	}
}

void
spell_finish(struct checking *c)
{
	const struct node *root = c->publication->root;

	if (c->spelling == NULL)
		return;
	if (!spelling_has_dictionary(c->spelling))
		finding_node(
		    c, DIAG_NO_DICTIONARY, root, root->loc, root->lang);
	spelling_close(c->spelling);
	c->spelling = NULL;
}
