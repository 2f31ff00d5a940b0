/* Words that are one or two slips away. */
#include "check/suggest.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum {
	LETTERS_MOST = 32, /* longer words are not typed by mistake */
	WITHIN = 3,        /* how much worse than the best one may be */
};

/* What a slip costs. The first letter is seldom wrong, and what people write
 * is seldom a rare word. */
enum {
	COST_SWAP = 1,
	COST_DOUBLE = 1,
	COST_VOWEL = 2,
	COST_ADD = 2,
	COST_DROP = 3,
	COST_CHANGE = 3,
	COST_SPLIT = 4,
	COST_FIRST = 3,
	COST_RARE = 2,
	COST_AGAIN = 1, /* a second slip */
};

struct candidate {
	const char *word;
	unsigned cost;
};

struct search {
	const struct suggesting *how;
	struct arena *arena;
	const char *word;
	gunichar first;
	GHashTable *tried; /* word → cost + 1 at its best */
	struct candidate *found;
	size_t n, cap;
};

/* A word as its letters. */
struct letters {
	gunichar c[LETTERS_MOST + 2];
	size_t n;
};

/* What is done with each word that a slip makes. */
typedef void taking(
    struct search *search, const struct letters *made, unsigned cost);

static bool
is_vowel(gunichar c)
{
	return c < 128 && strchr("aeiouy", (int)c) != NULL;
}

static void
keep(struct search *search, const char *word, unsigned cost)
{
	for (size_t i = 0; i < search->n; i++)
		if (str_eq(search->found[i].word, word)) {
			if (cost < search->found[i].cost)
				search->found[i].cost = cost;
			return;
		}
	ARRAY_GROW(search->found, search->n, search->cap);
	search->found[search->n++] =
	    (struct candidate){arena_strdup(search->arena, word), cost};
}

/* Keep what was made if it is a word. */
static void
try_word(struct search *search, const struct letters *made, unsigned cost)
{
	char word[LETTERS_MOST * 6 + 13];
	unsigned before;
	size_t len = 0;

	for (size_t i = 0; i < made->n; i++)
		len += (size_t)g_unichar_to_utf8(made->c[i], word + len);
	word[len] = '\0';
	if (made->n > 0 && made->c[0] != search->first)
		cost += COST_FIRST;
	before = GPOINTER_TO_UINT(g_hash_table_lookup(search->tried, word));
	if (before != 0 && before <= cost + 1)
		return;
	g_hash_table_insert(
	    search->tried, g_strdup(word), GUINT_TO_POINTER(cost + 1));
	if (len == 0 || str_eq(word, search->word) ||
	    !search->how->is_word(search->how->arg, word))
		return;
	if (!search->how->is_common(search->how->arg, word))
		cost += COST_RARE;
	keep(search, word, cost);
}

/* Letters with `cut` of them at i taken out and `put` put in (0 = nothing). */
static struct letters
replaced(const struct letters *w, size_t i, size_t cut, gunichar put)
{
	struct letters made = {.n = w->n - cut + (put != 0)};
	size_t at = i + (put != 0);

	memcpy(made.c, w->c, i * sizeof *made.c);
	if (put != 0)
		made.c[i] = put;
	memcpy(made.c + at, w->c + i + cut, (w->n - i - cut) * sizeof *made.c);
	return made;
}

/* The slips that people make most: they are also tried twice. */
static void
easy_slips(
    struct search *search, const struct letters *w, unsigned cost, taking *take)
{
	static const char vowels[] = "aeiouy";

	for (size_t i = 0; i < w->n; i++) {
		bool is_double = i > 0 && w->c[i - 1] == w->c[i];
		struct letters made = replaced(w, i, 1, 0);

		take(search, &made,
		    cost + (is_double ? COST_DOUBLE : COST_DROP));
		made = replaced(w, i, 0, w->c[i]);
		if (w->n < LETTERS_MOST)
			take(search, &made, cost + COST_DOUBLE);
		if (i > 0 && !is_double) {
			made = *w;
			made.c[i - 1] = w->c[i];
			made.c[i] = w->c[i - 1];
			take(search, &made, cost + COST_SWAP);
		}
		for (size_t k = 0; is_vowel(w->c[i]) && k < strlen(vowels);
		     k++) {
			made = replaced(w, i, 1, (gunichar)vowels[k]);
			take(search, &made, cost + COST_VOWEL);
		}
	}
}

static void
easy_slips_again(
    struct search *search, const struct letters *made, unsigned cost)
{
	easy_slips(search, made, cost + COST_AGAIN, try_word);
}

/* Any letter put in or put for another; "f" for "ph". */
static void
other_slips(struct search *search, const struct letters *w)
{
	struct letters made;

	for (const char *p = search->how->letters; *p != '\0';
	     p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		for (size_t i = 0; i <= w->n && w->n < LETTERS_MOST; i++) {
			made = replaced(w, i, 0, c);
			try_word(search, &made, COST_ADD);
		}
		for (size_t i = 0; i < w->n; i++) {
			made = replaced(w, i, 1, c);
			try_word(search, &made, COST_CHANGE);
		}
	}
	for (size_t i = 0; i < w->n && w->n < LETTERS_MOST; i++)
		if (w->c[i] == 'f') {
			made = replaced(w, i, 1, 'h');
			made = replaced(&made, i, 0, 'p');
			try_word(search, &made, COST_DOUBLE);
		}
}

/* "infact": a space is missing between two words that are common. */
static void
split(struct search *search)
{
	const char *word = search->word;

	for (const char *p = word + 2; p < word + strlen(word); p++) {
		char *left = g_strndup(word, (size_t)(p - word));

		/* a byte inside a letter: neither half is a word */
		if (strlen(p) > 1 &&
		    search->how->is_common(search->how->arg, left) &&
		    search->how->is_common(search->how->arg, p)) {
			char *both = g_strdup_printf("%s %s", left, p);

			keep(search, both, COST_SPLIT);
			g_free(both);
		}
		g_free(left);
	}
}

static int
compare(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return strcmp(x->word, y->word);
}

static bool
spell_out(const char *word, struct letters *out)
{
	out->n = 0;
	for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p)) {
		if (out->n == LETTERS_MOST)
			return false;
		out->c[out->n++] = g_utf8_get_char(p);
	}
	return out->n > 1;
}

unsigned
suggest_words(const struct suggesting *how, struct arena *arena,
    const char *word, const char **out, size_t n)
{
	struct search search = {.how = how, .arena = arena, .word = word};
	struct letters letters;
	unsigned best = 0;

	for (size_t i = 0; i < n; i++)
		out[i] = NULL;
	if (!spell_out(word, &letters))
		return 0;
	search.first = letters.c[0];
	search.tried =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	easy_slips(&search, &letters, 0, try_word);
	other_slips(&search, &letters);
	split(&search);
	if (search.n == 0)
		easy_slips(&search, &letters, 0, easy_slips_again);
	if (search.n > 0) {
		qsort(search.found, search.n, sizeof *search.found, compare);
		best = search.found[0].cost;
	}
	for (size_t i = 0; i < n && i < search.n; i++)
		if (search.found[i].cost <= best + WITHIN)
			out[i] = search.found[i].word;
	free(search.found);
	g_hash_table_destroy(search.tried);
	return best;
}
