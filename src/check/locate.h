/*
 * From the words of a sentence back to the bytes of the source.
 *
 * A sentence has lost the mark-up of its block, its entities and its extra
 * white space. The block is walked again in the file, character for
 * character, so that a message can point at the words it is about, and a
 * correction can be written there.
 */
#ifndef CHECK_LOCATE_H
#define CHECK_LOCATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/source.h"
#include "model/node.h"

struct locator;

/* In these files, which must outlive it. One that is not there is read. */
struct locator *locator_new(struct sources *sources);
void locator_free(struct locator *locator);

/*
 * The place of len bytes (0 = all of them) from start on in the sentence's
 * text. False if it is not found there (words that the program made, a file
 * that has changed): the sentence's own loc is all there is then. The extent
 * has bytes only if the words stand there as they are, without mark-up
 * between.
 */
bool locate(struct locator *locator, const struct sentence *sentence,
    size_t start, size_t len, struct loc *loc, struct diag_extent *extent);
/* The same for the text of an element of the publication that has no
 * sentences: a phone number in <contact>. */
bool locate_data(struct locator *locator, const struct node *node,
    struct loc *loc, struct diag_extent *extent);

#endif
