/*
 * Copying objects from Cairo's file into the real one.
 *
 * An object gets its new number when something first refers to it, and is
 * written by copier_finish() with all that it refers to in turn. The bytes
 * of streams are copied as they stand. What PDF/A and PDF/UA want of fonts
 * and images and Cairo does not do is mended on the way.
 */
#ifndef WRITE_PDF_COPY_H
#define WRITE_PDF_COPY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "write/pdf/pdfw.h"
#include "write/pdf/scratch.h"

struct copier {
	struct scratch *scratch;
	struct pdfw *out;
	long *numbers; /* old → new; 0 = not copied */
	long *queue;   /* old numbers with a new one, not yet written */
	size_t n, cap;
};

void copier_start(
    struct copier *copier, struct scratch *scratch, struct pdfw *out);
void copier_release(struct copier *copier);

/* The new number of an object; 0 after a message. */
long copier_number(struct copier *copier, long old);
/* Write a value with new numbers in it. False after a message. */
bool copier_value(struct copier *copier, struct slice value, struct buf *out);
/* Write all objects that were asked for. False after a message. */
bool copier_finish(struct copier *copier);

#endif
