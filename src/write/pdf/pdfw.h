/*
 * A PDF file being written: numbered objects → object streams, a
 * cross-reference stream, a trailer. Knows PDF syntax and nothing of pages.
 *
 * A number is taken first (pdfw_number) and the object written later, in any
 * order, exactly once. One object may be open at a time.
 */
#ifndef WRITE_PDF_PDFW_H
#define WRITE_PDF_PDFW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "write/pdf/packer.h"
#include "write/pdf/token.h"

struct pdfw_entry {
	unsigned char type; /* 1 = at an offset, 2 = in an object stream */
	size_t where;       /* offset, or the object stream's number */
	size_t index;       /* in the object stream */
};

struct pdfw {
	struct buf *out;            /* borrowed: the file */
	struct packer *packer;      /* of all streams that are deflated */
	struct pdfw_entry *entries; /* by object number */
	size_t n, cap;
	struct buf index, bodies; /* of the object stream being filled */
	long stream;              /* its number */
	size_t nobjects;          /* in it */
};

/* How the bytes of a stream are given. */
enum pdfw_bytes {
	PDFW_PLAIN,    /* written as they are, with no filter */
	PDFW_PACK,     /* to be deflated */
	PDFW_FILTERED, /* the dictionary says how they are packed */
};

/* version: "1.7" or "2.0" */
void pdfw_start(struct pdfw *w, struct buf *out, const char *version);
void pdfw_release(struct pdfw *w);

long pdfw_number(struct pdfw *w);
/* n numbers that follow one another: the first. */
long pdfw_numbers(struct pdfw *w, size_t n);

/* Open an object and write its text into the buffer. */
struct buf *pdfw_open(struct pdfw *w, long number);
void pdfw_close(struct pdfw *w);
/* dict: entries without << >>, without /Length. */
void pdfw_stream(struct pdfw *w, long number, const char *dict,
    struct slice bytes, enum pdfw_bytes how);
/* Write what is left, the cross-reference stream and the end. The /ID is a
 * hash of the file. info is the number of the information dictionary, or 0. */
void pdfw_finish(struct pdfw *w, long catalogue, long info);

#endif
