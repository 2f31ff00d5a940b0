/* Deflate with libdeflate, inflate with zlib; one state for a whole file. */
#ifndef WRITE_PDF_FLATE_H
#define WRITE_PDF_FLATE_H

#include <libdeflate.h>
#include <stdbool.h>
#include <zlib.h>

#include "base/buf.h"
#include "write/pdf/token.h"

struct flate {
	struct libdeflate_compressor *deflate; /* each set up at first use */
	z_stream inflate;
	bool can_inflate;
};

void flate_release(struct flate *flate);
/* Append to out. */
void flate_pack(struct flate *flate, struct slice bytes, struct buf *out);
/* Append to out; false if the bytes are damaged or go on behind the end. */
bool flate_unpack(struct flate *flate, struct slice bytes, struct buf *out);

#endif
