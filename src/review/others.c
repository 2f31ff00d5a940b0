/* Finding other pictures: each word of the sentence is looked for in the
 * catalogue, and what fits more of them comes first. */
#include "review/others.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

enum {
	HITS = 12,       /* of a word that count; the first one counts most */
	SHORTEST = 3,    /* letters of a word that is looked for */
	MAX_WORDS = 40,  /* of a sentence */
	OF_SENTENCE = 6, /* how much its words count, */
	OF_PICTURE = 1,  /* and those of its picture */
};

struct candidate {
	const struct picture *picture;
	int score;
};

struct search {
	struct catalogue *catalogue;
	const struct language *language;
	const struct picture *present;
	struct candidate *found;
	size_t n, cap;
};

/* Words such as "and" and "with" tell nothing of a picture. */
static bool
is_small(const struct language *language, const char *word)
{
	if (g_utf8_strlen(word, -1) < SHORTEST)
		return true;
	for (size_t i = 0; i < language->npause_words; i++)
		if (g_ascii_strcasecmp(language->pause_words[i], word) == 0)
			return true;
	return false;
}

static bool
looks_same(const struct picture *a, const struct picture *b)
{
	return b != NULL && (str_eq(a->name, b->name) ||
	                        (a->file != NULL && str_eq(a->file, b->file)));
}

static void
add_score(struct search *s, const struct picture *picture, int score)
{
	if (looks_same(picture, s->present))
		return;
	for (size_t i = 0; i < s->n; i++)
		if (looks_same(picture, s->found[i].picture)) {
			s->found[i].score += score;
			return;
		}
	ARRAY_GROW(s->found, s->n, s->cap);
	s->found[s->n++] = (struct candidate){picture, score};
}

static void
look_for(struct search *s, const char *word, int weight)
{
	const struct picture *hits[HITS];
	size_t n;

	if (is_small(s->language, word))
		return;
	n = catalogue_find(s->catalogue, word, hits, HITS);
	for (size_t i = 0; i < n; i++)
		add_score(s, hits[i], (HITS - (int)i) * weight);
}

static void
look_for_words(struct search *s, const char *words, int weight)
{
	gchar **list = g_regex_split_simple(
	    "[^\\p{L}]+", words, G_REGEX_OPTIMIZE, (GRegexMatchFlags)0);

	for (size_t i = 0; list[i] != NULL && i < MAX_WORDS; i++)
		look_for(s, list[i], weight);
	g_strfreev(list);
}

static int
compare(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return strcmp(x->picture->name, y->picture->name);
}

size_t
others_find(struct catalogue *catalogue, const struct language *language,
    const char *words, const struct picture *present,
    const struct picture *out[OTHERS_MAX])
{
	struct search s = {
	    .catalogue = catalogue, .language = language, .present = present};
	size_t n = 0;

	look_for_words(&s, words, OF_SENTENCE);
	if (present != NULL) {
		look_for_words(&s, present->name, OF_PICTURE);
		for (size_t i = 0; i < present->nwords; i++)
			look_for(&s, present->words[i], OF_PICTURE);
	}
	if (s.n > 0)
		qsort(s.found, s.n, sizeof *s.found, compare);
	while (n < s.n && n < OTHERS_MAX) {
		out[n] = s.found[n].picture;
		n++;
	}
	free(s.found);
	return n;
}
