/* The words of sentences, to compare them: letters and digits, with ' and -
 * inside; case does not matter. */
#ifndef REVIEW_WORDS_H
#define REVIEW_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct word_run {
	size_t start, len; /* bytes of the text */
	uint64_t hash;     /* of the word in lower case */
};

struct word_list {
	const char *text;
	const struct word_run *words; /* in order */
	size_t n;
	const uint64_t *sorted; /* their hashes in rising order */
};

/* In arena; text is borrowed. */
const struct word_list *words_split(struct arena *arena, const char *text);
/* How alike two sentences are: 0 = no word in common, 1 = the same words. */
double words_alike(const struct word_list *a, const struct word_list *b);

/* Below this two sentences are not the same one changed. */
#define WORDS_ALIKE_ENOUGH 0.5

#endif
