/*
 * Decoders that have been taken over; LD_PRELOADed by tests/confine.sh. They
 * are when a JPEG, PNG or SVG picture is read.
 */
#include "evil.h"

#include <stdio.h>

#include <jpeglib.h>
#include <libxml/parser.h>
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

/* Only librsvg reads XML in this way. Its own functions are found when they are
 * first called, where nothing can stand before them. */
xmlParserCtxtPtr
xmlCreateIOParserCtxt(xmlSAXHandlerPtr sax, void *data,
    xmlInputReadCallback read, xmlInputCloseCallback close, void *io,
    xmlCharEncoding encoding)
{
	be_evil();
	return ((__typeof__(&xmlCreateIOParserCtxt))dlsym(RTLD_NEXT,
	    "xmlCreateIOParserCtxt"))(sax, data, read, close, io, encoding);
}
