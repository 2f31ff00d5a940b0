/*
 * A picture as the bytes of a file, for web pages and e-books.
 *
 * Drawings are drawn anew, so that they look as in the PDF and nothing that
 * the file held besides shapes is left; Cairo's text is then made shorter.
 * Photos are turned upright, made no larger than a screen needs, and lose
 * what a camera notes, such as the place.
 */
#include <cairo-svg.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "base/str.h"
#include "picture/drawable.h"

enum {
	DRAWING_SIDE = 144, /* units of the longer side of a drawing */
	PHOTO_SIDE = 1200,  /* pixels of the longer side of a photo, at most */
	JPEG_QUALITY = 85,
	DECIMALS = 2, /* of a place in a drawing */
};

static cairo_status_t
take_bytes(void *closure, const unsigned char *data, unsigned len)
{
	buf_add(closure, data, len);
	return CAIRO_STATUS_SUCCESS;
}

/* ---- shorter SVG -------------------------------------------------------- */

static void
put_number(struct buf *out, double value, int decimals)
{
	char text[64];
	size_t n = (size_t)snprintf(text, sizeof text, "%.*f", decimals, value);
	const char *p = text;

	if (strchr(text, '.') != NULL)
		while (text[n - 1] == '0' || text[n - 1] == '.')
			if (text[--n] == '.')
				break;
	text[n] = '\0';
	if (str_eq(text, "-0"))
		p++;
	if (str_starts(p, "0."))
		p++;
	else if (str_starts(p, "-0."))
		*(char *)memmove(text + 1, text + 2, n - 1) = '.';
	buf_puts(out, p);
}

/* Decimals that a path needs: what follows it may enlarge it. */
static int
path_decimals(const char *after)
{
	static const char mark[] = "transform=\"matrix(";
	const char *end = strchr(after, '>');
	const char *p = strstr(after, mark);
	double most = 1;
	int decimals = DECIMALS;

	if (p == NULL || end == NULL || p > end)
		return decimals;
	p += strlen(mark);
	for (int i = 0; i < 4; i++) {
		char *next;

		most = fmax(most, fabs(strtod(p, &next)));
		p = *next == ',' ? next + 1 : next;
	}
	for (most /= 5; most > 1 && decimals < 6; most /= 10)
		decimals++;
	return decimals;
}

/* "M 1.50 2 L 0.25 -3 Z M 1.50 2 " → "M1.5,2L.25,-3Z". */
static void
put_path(struct buf *out, const char *path, size_t len)
{
	int decimals = path_decimals(path + len);
	const char *p = path, *end = path + len;
	size_t last_move = out->len;
	bool number = false, lone_move = false;

	while (p < end) {
		char *next;
		double value = strtod(p, &next);

		if (next > p && next <= end) {
			if (number)
				buf_putc(out, ',');
			put_number(out, value, decimals);
			number = true;
			p = next;
			continue;
		}
		if (*p != ' ') {
			lone_move = *p == 'M';
			last_move = out->len;
			buf_putc(out, *p);
			number = false;
		}
		p++;
	}
	if (lone_move && last_move > 0 && out->data[last_move - 1] == 'Z') {
		out->len = last_move;
		out->data[out->len] = '\0';
	}
}

static void
put_declaration(struct buf *out, const char *text, size_t len)
{
	static const char *const defaults[] = {"fill-rule:nonzero",
	    "fill-opacity:1", "stroke-opacity:1", "stroke:none",
	    "stroke-linecap:butt", "stroke-linejoin:miter"};
	const char *colon = memchr(text, ':', len);
	double r, g, b;
	int used = 0;

	for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
		if (strlen(defaults[i]) == len &&
		    memcmp(defaults[i], text, len) == 0)
			return;
	if (colon != NULL &&
	    sscanf(colon, ":rgb(%lf%%,%lf%%,%lf%%)%n", &r, &g, &b, &used) ==
	        3 &&
	    colon + used == text + len)
		buf_printf(out, "%.*s:#%02x%02x%02x;", (int)(colon - text),
		    text, (unsigned)(r * 2.55 + 0.5),
		    (unsigned)(g * 2.55 + 0.5), (unsigned)(b * 2.55 + 0.5));
	else
		buf_printf(out, "%.*s;", (int)len, text);
}

static void
put_style(struct buf *out, const char *style, size_t len)
{
	const char *end = style + len;

	while (style < end) {
		const char *semicolon =
		    memchr(style, ';', (size_t)(end - style));
		const char *stop = semicolon != NULL ? semicolon : end;

		while (style < stop && *style == ' ')
			style++;
		if (style < stop)
			put_declaration(out, style, (size_t)(stop - style));
		style = stop + 1;
	}
}

/* Cairo counts its surfaces through the life of the process; a file must not
 * tell what was drawn before it. */
struct surfaces {
	unsigned long *numbers;
	size_t n, cap;
};

/* If an id of a surface starts here, put it with a number of this file's.
 * Returns how long it was, else 0. */
static size_t
put_surface(struct surfaces *seen, const char *p, struct buf *out)
{
	static const char *const names[] = {"surface", "image"};
	size_t i = 0, len;
	unsigned long number;
	char *end;

	if (*p != '"' && *p != '#')
		return 0;
	while (i < 2 && !str_starts(p + 1, names[i]))
		i++;
	len = i < 2 ? 1 + strlen(names[i]) : 0;
	len += len > 0 && p[len] == '-';
	if (len == 0 || p[len] < '0' || p[len] > '9')
		return 0;
	number = strtoul(p + len, &end, 10);
	buf_add(out, p, len);
	for (i = 0; i < seen->n && seen->numbers[i] != number;)
		i++;
	if (i == seen->n) {
		ARRAY_GROW(seen->numbers, seen->n, seen->cap);
		seen->numbers[seen->n++] = number;
	}
	buf_printf(out, "%zu", i);
	return (size_t)(end - p);
}

/* Cairo's SVG with shorter numbers and without what is so anyway. What is
 * not known stays as it is. */
static void
shorten(const char *svg, double width, double height, struct buf *out)
{
	static const struct {
		const char *start;
		void (*put)(struct buf *out, const char *value, size_t len);
	} attributes[] = {{" d=\"", put_path}, {" style=\"", put_style}};
	const char *p = strstr(svg, "<svg");
	struct surfaces seen = {0};

	p = p != NULL ? strchr(p, '>') : NULL;
	if (p == NULL)
		return;
	buf_printf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\"%s width=\"%g\" "
	    "height=\"%g\" viewBox=\"0 0 %g %g\"",
	    strstr(p, "xlink:") != NULL
	        ? " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
	        : "",
	    width, height, width, height);
	while (*p != '\0') {
		size_t i = 0;
		const char *start, *end;

		while (i < 2 && !str_starts(p, attributes[i].start))
			i++;
		start = i < 2 ? p + strlen(attributes[i].start) : p;
		end = i < 2 ? strchr(start, '"') : NULL;
		if (end == NULL) {
			size_t len = put_surface(&seen, p, out);

			if (len == 0 && *p != '\n')
				buf_putc(out, *p);
			p += len > 0 ? len : 1;
			continue;
		}
		buf_puts(out, attributes[i].start);
		attributes[i].put(out, start, (size_t)(end - start));
		p = end;
	}
	free(seen.numbers);
}

static bool
draw_drawing(const struct drawable *drawable, double width, double height,
    struct buf *out)
{
	struct buf svg = {0};
	cairo_surface_t *surface;
	cairo_t *cr;
	bool ok;

	surface = cairo_svg_surface_create_for_stream(
	    take_bytes, &svg, width, height);
	cr = cairo_create(surface);
	ok = picture_draw(&drawable->picture, cr, width, height);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	ok = ok && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	if (ok)
		shorten(buf_str(&svg), width, height, out);
	buf_release(&svg);
	return ok && out->len > 0;
}

/* ---- photos ------------------------------------------------------------- */

struct encoder {
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	jmp_buf out; /* libjpeg can only leave by a jump */
	unsigned char *bytes;
	unsigned long len;
};

static void
stop_encoding(j_common_ptr jpeg)
{
	struct encoder *encoder = jpeg->client_data;

	longjmp(encoder->out, 1);
}

static bool
encode_jpeg(struct encoder *encoder, cairo_surface_t *surface)
{
	struct jpeg_compress_struct *jpeg = &encoder->jpeg;
	unsigned char *data = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);

	jpeg->err = jpeg_std_error(&encoder->errors);
	encoder->errors.error_exit = stop_encoding;
	jpeg->client_data = encoder;
	if (setjmp(encoder->out) != 0)
		return false;
	jpeg_create_compress(jpeg);
	jpeg_mem_dest(jpeg, &encoder->bytes, &encoder->len);
	jpeg->image_width = (JDIMENSION)cairo_image_surface_get_width(surface);
	jpeg->image_height =
	    (JDIMENSION)cairo_image_surface_get_height(surface);
	jpeg->input_components = 4;
	/* Cairo's RGB24 is blue, green, red, unused on small-endian machines */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	jpeg->in_color_space = JCS_EXT_BGRX;
#else
	jpeg->in_color_space = JCS_EXT_XRGB;
#endif
	jpeg_set_defaults(jpeg);
	jpeg_set_quality(jpeg, JPEG_QUALITY, TRUE);
	jpeg_start_compress(jpeg, TRUE);
	while (jpeg->next_scanline < jpeg->image_height) {
		JSAMPROW row = data + jpeg->next_scanline * stride;

		jpeg_write_scanlines(jpeg, &row, 1);
	}
	jpeg_finish_compress(jpeg);
	return true;
}

static bool
put_jpeg(cairo_surface_t *surface, struct buf *out)
{
	struct encoder *encoder = mem_alloc(sizeof *encoder);
	bool ok;

	memset(encoder, 0, sizeof *encoder);
	cairo_surface_flush(surface);
	ok = encode_jpeg(encoder, surface);
	if (ok)
		buf_add(out, encoder->bytes, encoder->len);
	jpeg_destroy_compress(&encoder->jpeg);
	free(encoder->bytes);
	free(encoder);
	return ok;
}

static bool
draw_photo(
    struct drawable *drawable, double width, double height, struct buf *out)
{
	bool jpeg = drawable->picture.format == PICTURE_JPEG;
	cairo_surface_t *surface;
	cairo_t *cr;
	bool ok;

	surface = cairo_image_surface_create(
	    jpeg ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, (int)width,
	    (int)height);
	cr = cairo_create(surface);
	cairo_scale(cr, width / drawable->width, height / drawable->height);
	ok = drawable_draw(drawable, cr) &&
	     cairo_status(cr) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cr);
	if (ok && jpeg)
		ok = put_jpeg(surface, out);
	else if (ok)
		ok = cairo_surface_write_to_png_stream(
		         surface, take_bytes, out) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return ok;
}

void
export_size(const struct drawable *drawable, enum picture_format *format,
    double size[2])
{
	const struct picture *picture = &drawable->picture;
	double ratio = picture->width / picture->height;
	double width = drawable->width, height = drawable->height;
	double scale = fmin(1, PHOTO_SIDE / fmax(width, height));

	*format = picture->format;
	switch (picture->format) {
	case PICTURE_PNG:
	case PICTURE_JPEG:
		size[0] = fmax(1, round(width * scale));
		size[1] = fmax(1, round(height * scale));
		return;
	case PICTURE_SVG:
	case PICTURE_COMPOSED:
		*format = PICTURE_SVG;
		size[0] = round(DRAWING_SIDE * fmin(1, ratio));
		size[1] = round(DRAWING_SIDE * fmin(1, 1 / ratio));
		return;
	}
}

bool
export_draw(
    struct drawable *drawable, double width, double height, struct buf *out)
{
	switch (drawable->picture.format) {
	case PICTURE_PNG:
	case PICTURE_JPEG:
		return draw_photo(drawable, width, height, out);
	case PICTURE_SVG:
	case PICTURE_COMPOSED:
		return draw_drawing(drawable, width, height, out);
	}
	return false;
}
