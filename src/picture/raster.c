/*
 * Photos and other pictures made of pixels. A JPEG is decoded once, so that
 * damage is found now and not by a reader; its own bytes go into the PDF.
 */
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "picture/drawable.h"

static bool
check_pixels(const char *name, uint64_t width, uint64_t height, struct loc loc,
    struct diags *diags)
{
	if (width > 0 && height > 0 && width <= 30000 && height <= 30000 &&
	    width * height <= RASTER_MAX_PIXELS)
		return true;
	return diag_add(diags, DIAG_PICTURE_PIXELS, loc, name,
	    (unsigned long)width, (unsigned long)height,
	    RASTER_MAX_PIXELS / 1000000);
}

/* ---- PNG ---------------------------------------------------------------- */

struct reader {
	const struct buf *bytes;
	size_t at;
};

static cairo_status_t
read_bytes(void *closure, unsigned char *data, unsigned length)
{
	struct reader *reader = closure;

	if (reader->bytes->len - reader->at < length)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, reader->bytes->data + reader->at, length);
	reader->at += length;
	return CAIRO_STATUS_SUCCESS;
}

static uint32_t
big_endian(const char *bytes)
{
	const unsigned char *b = (const unsigned char *)bytes;

	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	       (uint32_t)b[2] << 8 | b[3];
}

bool
png_load(struct drawable *drawable, const struct buf *bytes, struct loc loc,
    struct diags *diags)
{
	struct picture *picture = &drawable->picture;
	struct reader reader = {bytes, 0};
	cairo_status_t status;

	/* width and height stand first, so a huge one is never decoded */
	if (bytes->len >= 24 &&
	    !check_pixels(picture->file, big_endian(bytes->data + 16),
	        big_endian(bytes->data + 20), loc, diags))
		return false;
	drawable->surface =
	    cairo_image_surface_create_from_png_stream(read_bytes, &reader);
	status = cairo_surface_status(drawable->surface);
	if (status != CAIRO_STATUS_SUCCESS)
		return diag_add(diags, DIAG_PICTURE_DAMAGED, loc, picture->file,
		    "PNG", cairo_status_to_string(status));
	drawable->width = cairo_image_surface_get_width(drawable->surface);
	drawable->height = cairo_image_surface_get_height(drawable->surface);
	return true;
}

/* ---- JPEG --------------------------------------------------------------- */

struct decoder {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	jmp_buf out; /* libjpeg can only leave by a jump */
	char problem[JMSG_LENGTH_MAX];
};

static void
stop_decoding(j_common_ptr jpeg)
{
	struct decoder *decoder = jpeg->client_data;

	jpeg->err->format_message(jpeg, decoder->problem);
	longjmp(decoder->out, 1);
}

/* libjpeg fills missing data with grey and only warns: that is damage. */
static void
stop_at_warning(j_common_ptr jpeg, int level)
{
	if (level < 0)
		stop_decoding(jpeg);
}

static unsigned
exif_number(const unsigned char *at, unsigned size, bool little)
{
	unsigned n = 0;

	for (unsigned i = 0; i < size; i++)
		n |= (unsigned)at[i] << 8 * (little ? i : size - 1 - i);
	return n;
}

/* How the camera was held: tag 0x0112 of the first Exif directory. */
static int
exif_orientation(const unsigned char *data, size_t len)
{
	const unsigned char *tiff = data + 6;
	bool little;
	unsigned start, n;

	if (len < 20 || memcmp(data, "Exif\0\0", 6) != 0)
		return 1;
	len -= 6;
	little = tiff[0] == 'I';
	start = exif_number(tiff + 4, 4, little);
	if (start > len - 2 || len < 2)
		return 1;
	n = exif_number(tiff + start, 2, little);
	for (unsigned i = 0; i < n; i++) {
		size_t at = (size_t)start + 2 + (size_t)i * 12;

		if (at + 12 > len)
			break;
		if (exif_number(tiff + at, 2, little) == 0x0112) {
			unsigned value = exif_number(tiff + at + 8, 2, little);

			return value >= 1 && value <= 8 ? (int)value : 1;
		}
	}
	return 1;
}

static void
read_orientation(struct drawable *drawable, j_decompress_ptr jpeg)
{
	drawable->orientation = 1;
	for (jpeg_saved_marker_ptr m = jpeg->marker_list; m; m = m->next)
		if (m->marker == JPEG_APP0 + 1 && drawable->orientation == 1)
			drawable->orientation =
			    exif_orientation(m->data, m->data_length);
}

static void
start_decoding(struct decoder *decoder, const struct buf *bytes)
{
	jpeg_create_decompress(&decoder->jpeg);
	jpeg_mem_src(&decoder->jpeg, (const unsigned char *)bytes->data,
	    (unsigned long)bytes->len);
	jpeg_save_markers(&decoder->jpeg, JPEG_APP0 + 1, 0xffff);
	jpeg_read_header(&decoder->jpeg, TRUE);
}

/* Decode into the surface. Runs inside the jump's guard. */
static void
decode_pixels(struct decoder *decoder, cairo_surface_t *surface)
{
	unsigned char *data = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);

	/* Cairo's RGB24 is blue, green, red, unused on small-endian machines */
	decoder->jpeg.out_color_space =
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	    JCS_EXT_BGRX;
#else
	    JCS_EXT_XRGB;
#endif
	jpeg_start_decompress(&decoder->jpeg);
	while (decoder->jpeg.output_scanline < decoder->jpeg.output_height) {
		JSAMPROW row = data + decoder->jpeg.output_scanline * stride;

		jpeg_read_scanlines(&decoder->jpeg, &row, 1);
	}
	jpeg_finish_decompress(&decoder->jpeg);
}

static bool
decode(struct drawable *drawable, struct decoder *decoder,
    const struct buf *bytes, struct loc loc, struct diags *diags)
{
	const char *name = drawable->picture.file;
	struct jpeg_decompress_struct *jpeg = &decoder->jpeg;

	jpeg->err = jpeg_std_error(&decoder->errors);
	decoder->errors.error_exit = stop_decoding;
	decoder->errors.emit_message = stop_at_warning;
	jpeg->client_data = decoder;
	if (setjmp(decoder->out) != 0)
		return diag_add(diags, DIAG_PICTURE_DAMAGED, loc, name, "JPEG",
		    decoder->problem);
	start_decoding(decoder, bytes);
	if (jpeg->num_components == 4)
		return diag_add(diags, DIAG_PICTURE_CMYK, loc, name);
	if (!check_pixels(
	        name, jpeg->image_width, jpeg->image_height, loc, diags))
		return false;
	read_orientation(drawable, jpeg);
	drawable->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
	    (int)jpeg->image_width, (int)jpeg->image_height);
	if (cairo_surface_status(drawable->surface) != CAIRO_STATUS_SUCCESS)
		return diag_add(diags, DIAG_PICTURE_DAMAGED, loc, name, "JPEG",
		    "too large for this machine");
	decode_pixels(decoder, drawable->surface);
	cairo_surface_mark_dirty(drawable->surface);
	return true;
}

/* Hand the file's bytes to Cairo, which writes them into a PDF unchanged. */
static void
keep_bytes(cairo_surface_t *surface, struct buf *bytes)
{
	cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG,
	    (unsigned char *)bytes->data, bytes->len, free, bytes->data);
	*bytes = (struct buf){0};
}

bool
jpeg_load(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags)
{
	struct decoder *decoder = mem_alloc(sizeof *decoder);
	bool ok;

	memset(decoder, 0, sizeof *decoder);
	ok = decode(drawable, decoder, bytes, loc, diags);
	jpeg_destroy_decompress(&decoder->jpeg);
	free(decoder);
	if (!ok)
		return false;
	keep_bytes(drawable->surface, bytes);
	drawable->width = cairo_image_surface_get_width(drawable->surface);
	drawable->height = cairo_image_surface_get_height(drawable->surface);
	if (drawable->orientation >= 5) { /* lying on its side */
		double width = drawable->width;

		drawable->width = drawable->height;
		drawable->height = width;
	}
	return true;
}

/* ---- drawing ------------------------------------------------------------ */

/* From stored pixels to upright ones: x' = xx·x + xy·y + x0·width … */
static void
turn_upright(cairo_t *cr, const struct drawable *drawable)
{
	static const struct {
		signed char xx, yx, xy, yy, x0, y0;
	} turns[9] = {
	    [1] = {1, 0, 0, 1, 0, 0},
	    [2] = {-1, 0, 0, 1, 1, 0},
	    [3] = {-1, 0, 0, -1, 1, 1},
	    [4] = {1, 0, 0, -1, 0, 1},
	    [5] = {0, 1, 1, 0, 0, 0},
	    [6] = {0, 1, -1, 0, 1, 0},
	    [7] = {0, -1, -1, 0, 1, 1},
	    [8] = {0, -1, 1, 0, 0, 1},
	};
	int o = drawable->orientation;
	cairo_matrix_t matrix;

	if (o <= 1)
		return;
	cairo_matrix_init(&matrix, turns[o].xx, turns[o].yx, turns[o].xy,
	    turns[o].yy, turns[o].x0 * drawable->width,
	    turns[o].y0 * drawable->height);
	cairo_transform(cr, &matrix);
}

bool
raster_draw(struct drawable *drawable, cairo_t *cr)
{
	if (!drawable_wake(drawable))
		return false;
	cairo_save(cr);
	turn_upright(cr, drawable);
	cairo_set_source_surface(cr, drawable->surface, 0, 0);
	cairo_paint(cr);
	cairo_restore(cr);
	return true;
}
