/* Comparing sentences by their words. */
#include "review/words.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

static bool
is_inside(const char *text, const char *p)
{
	gunichar c = g_utf8_get_char(p);

	if (g_unichar_isalnum(c) || g_unichar_ismark(c))
		return true;
	return (c == '\'' || c == '-' || c == 0x2019) && p > text &&
	       g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(p))) &&
	       g_unichar_isalnum(g_utf8_get_char(g_utf8_next_char(p)));
}

static uint64_t
hash_word(const char *word, size_t len)
{
	char *folded = g_utf8_casefold(word, (gssize)len);
	uint64_t hash = hash_add(HASH_START, folded, strlen(folded));

	g_free(folded);
	return hash;
}

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static size_t
find_words(const char *text, struct word_run *words)
{
	size_t n = 0;

	for (const char *p = text; *p != '\0';) {
		const char *start = p;

		while (*p != '\0' && is_inside(text, p))
			p = g_utf8_next_char(p);
		if (p == start) {
			p = g_utf8_next_char(p);
			continue;
		}
		words[n].start = (size_t)(start - text);
		words[n].len = (size_t)(p - start);
		words[n].hash = hash_word(start, words[n].len);
		n++;
	}
	return n;
}

const struct word_list *
words_split(struct arena *arena, const char *text)
{
	struct word_list *list = ARENA_NEW(arena, struct word_list);
	struct word_run *words =
	    ARENA_ARRAY(arena, struct word_run, strlen(text) / 2 + 1);
	uint64_t *sorted;

	list->text = text;
	list->words = words;
	list->n = find_words(text, words);
	list->sorted = sorted = ARENA_ARRAY(arena, uint64_t, list->n + 1);
	for (size_t i = 0; i < list->n; i++)
		sorted[i] = words[i].hash;
	qsort(sorted, list->n, sizeof *sorted, compare);
	return list;
}

double
words_alike(const struct word_list *a, const struct word_list *b)
{
	size_t i = 0, k = 0, common = 0;

	while (i < a->n && k < b->n)
		if (a->sorted[i] < b->sorted[k]) {
			i++;
		} else if (a->sorted[i] > b->sorted[k]) {
			k++;
		} else {
			common++;
			i++;
			k++;
		}
	return a->n + b->n == 0 ? 1
	                        : 2.0 * (double)common / (double)(a->n + b->n);
}
