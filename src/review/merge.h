/*
 * What was said comes into the review: each answer to the sentence it is
 * about, once. What was said of words that stand no more is not counted,
 * unless a person says that it holds for the new words too.
 *
 * Merging in another order, or the same file again, gives the same review.
 */
#ifndef REVIEW_MERGE_H
#define REVIEW_MERGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "model/review.h"
#include "review/answers.h"
#include "review/items.h"

struct merging {
	struct review *review; /* changed; what it had is kept */
	const struct review_items *items;
	struct diags *diags;
	/* does what was said of the old words hold for the new ones?
	 * NULL: never */
	bool (*still_holds)(
	    void *arg, const char *old_words, const char *new_words);
	void *arg;
};

/* How much was taken. */
struct merged {
	size_t answers;  /* new, or other than before */
	size_t repeated; /* they were there already */
	size_t left_out;
};

void review_merge(const struct merging *merging, const struct heard *heard,
    struct merged *merged);
/* Make what a review says of sentences fit the draft: their ids, sections and
 * pictures, and its order. review_merge() needs it before and after. */
void review_fit(struct review *review, const struct review_items *items);
/* review.xml; the same review gives the same bytes. */
void review_write(const struct review *review, struct buf *out);

#endif
