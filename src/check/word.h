/*
 * The words of a text as a reader counts them (ERW-01).
 *
 * A word is a run of letters, digits and their marks. An apostrophe or a
 * hyphen with a letter or digit behind it, and a comma or point between two
 * digits, stay inside: "council’s", "one-to-one" and "8,000" are a word
 * each. These are the boundaries of UAX #29 but for three things: a hyphen
 * joins, a point or colon between letters parts, and what Chinese and
 * Japanese write without spaces counts a word for each ideograph.
 */
#ifndef CHECK_WORD_H
#define CHECK_WORD_H

#include <stdbool.h>
#include <stddef.h>

struct word_place {
	size_t start, len; /* bytes of the text */
};

/* The first word at or behind byte `from`; false if there is none. The next
 * one is asked for from start + len. */
bool word_next(const char *text, size_t from, struct word_place *out);
/* Is the word, which starts at p, a number: "8,000", "2nd", "5pm"? */
bool word_is_number(const char *p);

#endif
