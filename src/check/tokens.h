/*
 * The words of a sentence, cut once for all families that look at words.
 *
 * Words are runs of letters, digits and marks by the properties of Unicode,
 * with an apostrophe inside. A hyphen parts two words but joins them, so that
 * "joined-up" and "joined up" are the same two words.
 */
#ifndef CHECK_TOKENS_H
#define CHECK_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct token {
	const char *word;  /* in small letters, its apostrophes straight */
	size_t word_len;   /* bytes of it */
	size_t base_len;   /* without "'s" at its end */
	size_t start, len; /* bytes of the text */
	/* what parts it from the word before: 0 = only spaces, '-' = a hyphen
	 * alone, else the first punctuation mark as a code point */
	unsigned before;
	bool is_capital;  /* starts with a capital letter */
	bool is_initials; /* all capitals, two or more */
	bool is_number;   /* starts with a digit */
};

struct tokens {
	const struct token *items;
	size_t n;
	unsigned end; /* the last mark of the text, 0 if it ends with a word */
};

/* All in arena; text may have any bytes of valid UTF-8. */
struct tokens tokens_cut(struct arena *arena, const char *text);

/* Does word i follow the one before it without a mark? False for the first. */
bool tokens_joined(const struct tokens *tokens, size_t i);
/* Is word i there, without a mark before it, and one of these words? The
 * words are parted by one space: "is are was". */
bool tokens_is(const struct tokens *tokens, size_t i, const char *words);
/* Does a name start here, or stand here? A capital that does not begin the
 * sentence, or one that does and is followed by another. */
bool tokens_is_name(const struct tokens *tokens, size_t i);

#endif
