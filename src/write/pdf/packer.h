/*
 * Deflating the streams of a file beside making them, in a thread: it takes
 * half of the time of putting a PDF together, and a single PDF should keep two
 * processors at work.
 *
 * What comes out depends on the order in which streams are added and on nothing
 * else.
 */
#ifndef WRITE_PDF_PACKER_H
#define WRITE_PDF_PACKER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "write/pdf/token.h"

struct packer;

/* A stream. */
struct packed {
	long number;      /* of its object */
	struct buf dict;  /* entries */
	struct buf bytes; /* to be deflated, and then they are */
};

struct packer *packer_new(void);
void packer_free(struct packer *packer);
/* Add a stream; dict and bytes are copied. */
void packer_add(
    struct packer *packer, long number, const char *dict, struct slice bytes);
/* Wait until all are done: *n of them, in the order they were added, lent
 * until packer_free(). Nothing can be added after it. */
const struct packed *packer_finish(struct packer *packer, size_t *n);
/* Then deflate this, too; append to out. */
void packer_pack(struct packer *packer, struct slice bytes, struct buf *out);

#endif
