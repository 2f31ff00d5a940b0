/*
 * What was meant by a word that no dictionary has: the words that are a
 * slip of the fingers or of the ear away, the likeliest first. Slips are: two
 * letters changed about, one too many or too few, a letter doubled or not, a
 * vowel for a vowel, "f" for "ph", a missing apostrophe, a missing space.
 */
#ifndef CHECK_SUGGEST_H
#define CHECK_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct suggesting {
	bool (*is_word)(void *arg, const char *word);
	bool (*is_common)(void *arg, const char *word); /* goes first */
	void *arg;
	const char *letters; /* of the language, in small letters */
};

/*
 * Up to n suggestions for a word in small letters; out is filled up with
 * NULL. The strings are in arena. Returns the cost of the first, 0 if there
 * is none: up to SUGGEST_NEAR it is a slip, above it may be another word.
 */
enum { SUGGEST_NEAR = 3 };
unsigned suggest_words(const struct suggesting *how, struct arena *arena,
    const char *word, const char **out, size_t n);

#endif
