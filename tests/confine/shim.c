/*
 * Decoders that have been taken over; LD_PRELOADed by tests/confine.sh. They
 * are when a JPEG, PNG or SVG picture is read.
 */
#include "evil.h"

#include <stdio.h>

#include <jpeglib.h>
#include <librsvg/rsvg.h>
#include <png.h>

int
jpeg_read_header(j_decompress_ptr jpeg, boolean needs_picture)
{
	be_evil();
	return ((__typeof__(&jpeg_read_header))dlsym(
	    RTLD_NEXT, "jpeg_read_header"))(jpeg, needs_picture);
}

void
png_read_info(png_structrp png, png_inforp info)
{
	be_evil();
	((__typeof__(&png_read_info))dlsym(RTLD_NEXT, "png_read_info"))(
	    png, info);
}

RsvgHandle *
rsvg_handle_new_from_data(const guint8 *bytes, gsize n, GError **error)
{
	be_evil();
	return ((__typeof__(&rsvg_handle_new_from_data))dlsym(
	    RTLD_NEXT, "rsvg_handle_new_from_data"))(bytes, n, error);
}
