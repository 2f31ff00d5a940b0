/* Deflate and inflate. */
#include "write/pdf/flate.h"

#include <assert.h>

enum {
	LEVEL = 6,     /* 9 is 1 % smaller and 3 % slower */
	CHUNK = 16384, /* bytes that inflate gets room for at a time */
};

void
flate_release(struct flate *flate)
{
	if (flate->can_deflate)
		deflateEnd(&flate->deflate);
	if (flate->can_inflate)
		inflateEnd(&flate->inflate);
	*flate = (struct flate){.can_deflate = false};
}

void
flate_pack(struct flate *flate, struct slice bytes, struct buf *out)
{
	z_stream *z = &flate->deflate;
	int status;

	if (!flate->can_deflate)
		status = deflateInit(z, LEVEL);
	else
		status = deflateReset(z);
	assert(status == Z_OK);
	flate->can_deflate = true;
	z->next_in = (Bytef *)bytes.p;
	z->avail_in = (uInt)slice_len(bytes);
	buf_reserve(out, deflateBound(z, (uLong)slice_len(bytes)));
	z->next_out = (Bytef *)out->data + out->len;
	z->avail_out = (uInt)(out->cap - out->len);
	status = deflate(z, Z_FINISH);
	assert(status == Z_STREAM_END);
	(void)status;
	out->len = (size_t)((char *)z->next_out - out->data);
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
