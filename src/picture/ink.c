/*
 * Where a drawing has ink, and how much of a box it should fill.
 *
 * Symbols of one set differ in size: some touch the edge of their field,
 * some float in the middle. Fitting the ink itself into the box makes them
 * equal in extent; a full dark square still looks bigger than a thin line
 * drawing, so the heavier a picture is, the less of the box it fills.
 *
 * Drawing a picture to find its ink costs as much as all the rest of loading
 * it; so an index may say it (ink="x y width height heavy"), and the ink of a
 * composition is worked out from that of its parts.
 */
#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "picture/drawable.h"

enum {
	RASTER = 120, /* pixels that the longer side is drawn with */
	MARGIN = 15,  /* pixels around it: ink may pass the edge */
	SIDE = RASTER + 2 * MARGIN
};

struct extent {
	int left, top, right, bottom; /* pixels with ink, inclusive */
	double weight;                /* in pixels of full black */
};

static double
pixel_weight(uint32_t argb)
{
	unsigned a = argb >> 24, r = argb >> 16 & 255, g = argb >> 8 & 255,
	         b = argb & 255;
	/* premultiplied: light is at most a */
	double light = 0.3 * r + 0.59 * g + 0.11 * b;

	return (a - 0.45 * light) / 255;
}

static bool
measure_extent(cairo_surface_t *surface, struct extent *extent)
{
	const unsigned char *data = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface);

	*extent = (struct extent){SIDE, SIDE, -1, -1, 0};
	for (int y = 0; y < SIDE; y++) {
		const uint32_t *row =
		    (const uint32_t *)(const void *)(data +
		                                     (ptrdiff_t)y * stride);

		for (int x = 0; x < SIDE; x++) {
			if (row[x] >> 24 < 24)
				continue;
			extent->left = x < extent->left ? x : extent->left;
			extent->right = x > extent->right ? x : extent->right;
			extent->top = y < extent->top ? y : extent->top;
			extent->bottom = y;
			extent->weight += pixel_weight(row[x]);
		}
	}
	return extent->right >= 0;
}

static void
set_ink(struct ink *ink, const struct extent *extent, double scale)
{
	double width = extent->right - extent->left + 1;
	double height = extent->bottom - extent->top + 1;
	double side = fmax(width, height);

	*ink = (struct ink){
	    .x = (extent->left - MARGIN) / scale,
	    .y = (extent->top - MARGIN) / scale,
	    .width = width / scale,
	    .height = height / scale,
	    .heavy = extent->weight / (side * side),
	};
}

double
ink_fill(const struct ink *ink)
{
	return fmin(1, fmax(0.84, 1.08 - 0.3 * ink->heavy));
}

bool
ink_measure(struct drawable *drawable)
{
	double scale = RASTER / fmax(drawable->width, drawable->height);
	cairo_surface_t *surface =
	    cairo_image_surface_create(CAIRO_FORMAT_ARGB32, SIDE, SIDE);
	cairo_t *cr = cairo_create(surface);
	struct extent extent = {0};
	bool ok;

	cairo_translate(cr, MARGIN, MARGIN);
	cairo_scale(cr, scale, scale);
	ok = drawable_draw(drawable, cr);
	cairo_surface_flush(surface);
	ok = ok && measure_extent(surface, &extent);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	if (!ok)
		return false;
	set_ink(&drawable->ink, &extent, scale);
	return true;
}
