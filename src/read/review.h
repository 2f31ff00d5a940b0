/* review.xml → struct review. */
#ifndef READ_REVIEW_H
#define READ_REVIEW_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/review.h"

/* The name of the file, beside the publication. */
#define REVIEW_FILE "review.xml"

/*
 * Read the file into arena. NULL after messages: every mistake of the file is
 * one, since people edit it by hand. docs/review.rng is its schema.
 */
struct review *review_read(
    struct arena *arena, const char *path, struct diags *diags);

#endif
