/*
 * Where the lines of a paragraph end.
 *
 * Easy read wants few lines, each ending where a reader would pause: after a
 * comma, before "and" or "because", never after "the" (ERL-07); a number
 * stays with its noun, a phone number on one line (ERL-06). That is a choice
 * over the whole paragraph, so it is made by cost: fewest lines first, then
 * the least sum of penalties for bad line ends and of unevenness.
 */
#ifndef PAGE_BREAKS_H
#define PAGE_BREAKS_H

#include <pango/pango.h>
#include <stdbool.h>
#include <stddef.h>

#include "style/language.h"

struct break_text {
	const char *text;
	size_t nchars;
	const size_t *offsets; /* byte of each character, and of the end */
	const double *x;       /* pt from the start to each, and to the end */
	const PangoLogAttr *attrs; /* nchars + 1 */
	const bool *glued; /* no break before this character if avoidable */
	double width;      /* pt of the column */
	const struct language *language; /* NULL = no pauses wanted */
};

/*
 * Write the character index at which each line ends (the last is nchars) to
 * ends, which has room for nchars + 1. Returns the number of lines;
 * *broken_word tells if a word was wider than the column and was parted.
 */
size_t breaks_choose(
    const struct break_text *text, size_t *ends, bool *broken_word);

#endif
