/* The easy-read publications that the program makes of changes and of
 * decisions. pictures: the catalogue as seen from where the file will stand. */
#ifndef REVIEW_CHANGES_H
#define REVIEW_CHANGES_H

#include "base/buf.h"
#include "review/booklet.h"
#include "review/diff.h"
#include "review/items.h"

/* What has changed between two drafts. */
void diff_booklet(
    const struct diff *diff, struct catalogue *pictures, struct buf *out);

/* "You said, we did": what the group found hard, and what was done. review
 * fits the draft (review_fit). */
void said_booklet(const struct review *review, const struct review_items *items,
    struct catalogue *pictures, struct buf *out);

#endif
