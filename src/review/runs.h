/* Which words of a changed sentence are other ones. Used by diff.c alone. */
#ifndef REVIEW_RUNS_H
#define REVIEW_RUNS_H

#include "review/diff.h"

/* Set the runs of both sentences of an entry: the longest common run of
 * words, as they are written, with what stands at them. */
void runs_compare(struct arena *arena, struct diff_entry *entry);

#endif
