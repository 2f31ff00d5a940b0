/* Deflate and inflate, with one zlib state for a whole file. */
#ifndef WRITE_PDF_FLATE_H
#define WRITE_PDF_FLATE_H

#include <stdbool.h>
#include <zlib.h>

#include "base/buf.h"
#include "write/pdf/token.h"

struct flate {
	z_stream deflate, inflate;
	bool can_deflate, can_inflate; /* set up at first use */
};

void flate_release(struct flate *flate);
/* Append to out. */
void flate_pack(struct flate *flate, struct slice bytes, struct buf *out);
/* Append to out; false if the bytes are damaged or go on behind the end. */
bool flate_unpack(struct flate *flate, struct slice bytes, struct buf *out);

#endif
