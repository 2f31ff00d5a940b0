/* Writing PDF values into a buffer. */
#ifndef WRITE_PDF_PUT_H
#define WRITE_PDF_PUT_H

#include <stddef.h>

#include "base/buf.h"
#include "page/page.h"

/* A number with at most three decimals, never in another locale's way. */
void put_number(struct buf *out, double value);
/* Numbers with a space behind each. */
void put_numbers(struct buf *out, const double *values, size_t n);
#define PUT_NUMBERS(out, ...)                                                  \
	put_numbers((out), (const double[]){__VA_ARGS__},                      \
	    sizeof(double[]){__VA_ARGS__} / sizeof(double))
/* "12 0 R" with a space before it. */
void put_ref(struct buf *out, long number);
/* A character as UTF-16 in hexadecimal. */
void put_utf16(struct buf *out, unsigned code_point);
/* Words for people: ASCII as it is, anything else as UTF-16. */
void put_text(struct buf *out, const char *utf8);
/* Bytes, as they are: an id, an address. */
void put_bytes(struct buf *out, const char *bytes);
/* An address in 7 bits: other bytes as %E2. */
void put_uri(struct buf *out, const char *uri);

/* The operators that draw a shape; the origin is the box's lower left
 * corner, y up. */
void put_shape(struct buf *out, const struct box *box);

#endif
