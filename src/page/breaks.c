/* Where the lines of a paragraph end. */
#include "page/breaks.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

/* Costs. A line that is a third empty costs 11, two thirds 44. */
enum {
	COST_PARTED = 200000, /* a word in two pieces */
	COST_LINE = 10000,    /* one line more than needed */
	COST_UNEVEN = 100,    /* x (empty part of the line) squared */
	COST_AFTER_NUMBER = 80,
	COST_AFTER_SHORT = 15,      /* a line that ends in "the" or "of" */
	COST_BEFORE_NUMBER = 40,    /* "July | 2028" */
	COST_AFTER_PAUSE_WORD = 30, /* "and | then" */
	COST_IN_NAME = 12,          /* between two capitals: "South Essex" */
	COST_LONE_WORD = 40,        /* a last line of one word */
	GAIN_PAUSE_WORD = 22,
	GAIN_PUNCTUATION = 30,
	SHORT_WORD = 3, /* letters */
};

/* How willing we are to break, from good manners to last resort. */
enum manners {
	AT_SPACES,  /* opportunities outside glued pieces and "long-term" */
	IN_ADDRESS, /* also there, after / . @ - and spaces */
	ANYWHERE,   /* between any two graphemes, if no other way is left */
};

static bool
is_space(const struct break_text *t, size_t i)
{
	return t->text[t->offsets[i]] == ' ';
}

static bool
can_break(const struct break_text *t, size_t i, enum manners manners)
{
	switch (manners) {
	case AT_SPACES:
		return t->attrs[i].is_line_break && !t->glued[i] &&
		       strchr("-/", t->text[t->offsets[i - 1]]) == NULL;
	case IN_ADDRESS:
		return t->attrs[i].is_line_break ||
		       (t->glued[i] &&
		           strchr("/.@-_", t->text[t->offsets[i - 1]]) != NULL);
	case ANYWHERE:
		/* A space belongs to the line before it. */
		return t->attrs[i].is_cursor_position && !is_space(t, i);
	}
	return false;
}

/* Does the text at character i start with the word, as a whole word? */
static bool
is_word(const struct break_text *t, size_t i, const char *word)
{
	const char *at = t->text + t->offsets[i];

	while (*word != '\0' && *word == *at) {
		word++;
		at++;
	}
	return *word == '\0' && (*at == ' ' || *at == '\0');
}

static bool
is_pause_word(const struct break_text *t, size_t i)
{
	for (size_t k = 0; k < t->language->npause_words; k++)
		if (is_word(t, i, t->language->pause_words[k]))
			return true;
	return false;
}

/* The penalty for a line that ends before character i. */
static double
end_cost(const struct break_text *t, size_t i)
{
	const char *text = t->text;
	size_t end = i, start;
	gunichar last, first, next;

	if (t->language == NULL || i >= t->nchars)
		return 0;
	while (end > 0 && is_space(t, end - 1))
		end--;
	for (start = end; start > 0 && !is_space(t, start - 1);)
		start--;
	if (end == 0)
		return 0;
	last = g_utf8_get_char(text + t->offsets[end - 1]);
	first = g_utf8_get_char(text + t->offsets[start]);
	next = g_utf8_get_char(text + t->offsets[i]);
	if (g_unichar_isdigit(last))
		return COST_AFTER_NUMBER;
	if (g_unichar_ispunct(last) && last != ')' && last != '\'')
		return -GAIN_PUNCTUATION;
	if (is_pause_word(t, start))
		return COST_AFTER_PAUSE_WORD;
	if (g_unichar_isdigit(next))
		return COST_BEFORE_NUMBER;
	if (is_pause_word(t, i))
		return -GAIN_PAUSE_WORD;
	if (end - start <= SHORT_WORD)
		return COST_AFTER_SHORT;
	if (g_unichar_isupper(first) && g_unichar_isupper(next))
		return COST_IN_NAME;
	return 0;
}

/* Width of the characters from a to b without the spaces at the end. */
static double
line_width(const struct break_text *t, size_t a, size_t b)
{
	while (b > a && is_space(t, b - 1))
		b--;
	return t->x[b] - t->x[a];
}

static bool
is_one_word(const struct break_text *t, size_t a, size_t b)
{
	for (size_t i = a; i < b; i++)
		if (is_space(t, i))
			return false;
	return true;
}

/* A line from a to b, where it may end at that cost. */
static double
line_cost(const struct break_text *t, size_t a, size_t b, double end)
{
	double width = line_width(t, a, b);
	double empty = (t->width - width) / t->width;

	if (width > t->width + 0.01)
		return INFINITY;
	if (b == t->nchars)
		return COST_LINE +
		       (a > 0 && is_one_word(t, a, b) ? COST_LONE_WORD : 0);
	return COST_LINE + COST_UNEVEN * empty * empty + end;
}

/* Least cost to set the characters before each place; where the last line
 * before it starts. */
struct best {
	double cost;
	size_t from;
};

static bool
choose(const struct break_text *t, struct best *best, const size_t *places,
    size_t nplaces)
{
	best[0] = (struct best){0, 0};
	for (size_t j = 1; j < nplaces; j++) {
		double end = end_cost(t, places[j]);

		if (places[j] < t->nchars &&
		    !can_break(t, places[j], IN_ADDRESS))
			end += COST_PARTED;
		best[j] = (struct best){INFINITY, 0};
		for (size_t i = j; i-- > 0;) {
			double cost;

			if (line_width(t, places[i], places[j]) >
			    t->width + 0.01)
				break;
			cost = best[i].cost +
			       line_cost(t, places[i], places[j], end);
			if (cost < best[j].cost)
				best[j] = (struct best){cost, i};
		}
	}
	return isfinite(best[nplaces - 1].cost);
}

static size_t
find_places(const struct break_text *t, size_t *places, enum manners manners)
{
	size_t n = 0;

	places[n++] = 0;
	for (size_t i = 1; i < t->nchars; i++)
		if (can_break(t, i, manners))
			places[n++] = i;
	if (t->nchars > 0)
		places[n++] = t->nchars;
	return n;
}

static size_t
read_back(
    const struct best *best, const size_t *places, size_t nplaces, size_t *ends)
{
	size_t n = 0, k = nplaces - 1;

	for (size_t j = k; j > 0; j = best[j].from)
		n++;
	for (size_t i = n; k > 0; k = best[k].from)
		ends[--i] = places[k];
	return n;
}

size_t
breaks_choose(const struct break_text *text, size_t *ends, bool *broken_word)
{
	size_t *places = mem_alloc((text->nchars + 2) * sizeof *places);
	struct best *best = mem_alloc((text->nchars + 2) * sizeof *best);
	size_t nplaces = 0, n;
	bool done = false;

	*broken_word = false;
	for (int manners = AT_SPACES; !done && manners <= ANYWHERE; manners++) {
		nplaces = find_places(text, places, (enum manners)manners);
		done = choose(text, best, places, nplaces);
		*broken_word = manners == ANYWHERE;
	}
	if (done) {
		n = read_back(best, places, nplaces, ends);
	} else { /* a column narrower than a letter: one line, and say so */
		ends[0] = text->nchars;
		n = 1;
	}
	free(places);
	free(best);
	return n;
}
