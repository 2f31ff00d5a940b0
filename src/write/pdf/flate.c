/* Deflate and inflate. */
#include "write/pdf/flate.h"

#include <assert.h>

enum {
	LEVEL = 6,     /* 9 is 1 % smaller and takes three times as long */
	CHUNK = 16384, /* bytes that inflate gets room for at a time */
};

void
flate_release(struct flate *flate)
{
	if (flate->deflate != NULL)
		libdeflate_free_compressor(flate->deflate);
	if (flate->can_inflate)
		inflateEnd(&flate->inflate);
	*flate = (struct flate){.can_inflate = false};
}

void
flate_pack(struct flate *flate, struct slice bytes, struct buf *out)
{
	size_t len = slice_len(bytes), room, packed;

	if (flate->deflate == NULL)
		flate->deflate = libdeflate_alloc_compressor(LEVEL);
	assert(flate->deflate != NULL); /* base/memory.c: malloc has it */
	room = libdeflate_zlib_compress_bound(flate->deflate, len);
	buf_reserve(out, room);
	packed = libdeflate_zlib_compress(
	    flate->deflate, bytes.p, len, out->data + out->len, room);
	assert(packed > 0);
	out->len += packed;
	buf_add(out, "", 0);
}

bool
flate_unpack(struct flate *flate, struct slice bytes, struct buf *out)
{
	z_stream *z = &flate->inflate;
	int status;

	if (!flate->can_inflate)
		status = inflateInit(z);
	else
		status = inflateReset(z);
	assert(status == Z_OK);
	flate->can_inflate = true;
	z->next_in = (Bytef *)bytes.p;
	z->avail_in = (uInt)slice_len(bytes);
	do {
		buf_reserve(out, CHUNK);
		z->next_out = (Bytef *)out->data + out->len;
		z->avail_out = CHUNK;
		status = inflate(z, Z_NO_FLUSH);
		out->len = (size_t)((char *)z->next_out - out->data);
	} while (status == Z_OK && (z->avail_in > 0 || z->avail_out == 0));
	buf_add(out, "", 0);
	return status == Z_STREAM_END && z->avail_in == 0;
}
