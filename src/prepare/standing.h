/* May the document say who checked it (REV-04, ERL-20)? Used by document.c,
 * and by check/ to say why not. */
#ifndef PREPARE_STANDING_H
#define PREPARE_STANDING_H

#include "model/node.h"
#include "model/review.h"

/* What the review says of the sentences that stand in a document. */
struct group_standing {
	bool is_reviewed;  /* there is a review of the publication */
	size_t nreviewers; /* that answered about words still standing */
	size_t nopen;      /* a "no" without a decision, or not done */
	size_t nunchecked;
};

/* Of the sentences below root that the author wrote. review may be NULL. */
struct group_standing standing_measure(
    const struct node *root, const struct review *review);
/* Where one sentence stands; *subject (NULL allowed) is what was said. */
enum standing standing_of(const struct review *review,
    const struct sentence *sentence, const struct review_subject **subject);
/* At least two people, and nothing left open. */
bool standing_proves(const struct group_standing *standing);
/* The author's sentences, and the meanings of hard words. */
bool standing_is_asked(const struct sentence *sentence);
/* The picture beside a sentence as written; NULL = none. */
const char *standing_picture(const struct sentence *sentence);

#endif
