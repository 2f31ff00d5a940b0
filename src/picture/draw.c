/* Drawing a picture of any kind into a box. */
#include <math.h>

#include "picture/drawable.h"

bool
drawable_draw(struct drawable *drawable, cairo_t *cr)
{
	switch (drawable->picture.format) {
	case PICTURE_SVG:
		return svg_draw(drawable, cr);
	case PICTURE_PNG:
	case PICTURE_JPEG:
		return raster_draw(drawable, cr);
	case PICTURE_COMPOSED:
		return compose_draw(drawable, cr);
	}
	return false;
}

bool
drawable_draw_ink(
    struct drawable *drawable, cairo_t *cr, const double box[4], double fill)
{
	const struct ink *ink = &drawable->ink;
	double scale = fmin(box[2] / ink->width, box[3] / ink->height) * fill;
	bool ok;

	cairo_save(cr);
	cairo_translate(cr, box[0] + (box[2] - ink->width * scale) / 2,
	    box[1] + (box[3] - ink->height * scale) / 2);
	cairo_scale(cr, scale, scale);
	cairo_translate(cr, -ink->x, -ink->y);
	ok = drawable_draw(drawable, cr);
	cairo_restore(cr);
	return ok && cairo_status(cr) == CAIRO_STATUS_SUCCESS;
}

bool
picture_draw(
    const struct picture *picture, cairo_t *cr, double width, double height)
{
	/* every picture that a catalogue gives out is the head of a drawable */
	struct drawable *drawable = (struct drawable *)picture;
	const double box[4] = {0, 0, width, height};

	return drawable_draw_ink(drawable, cr, box,
	    drawable->is_symbol ? ink_fill(&drawable->ink) : 1);
}

void
drawable_release(struct drawable *drawable)
{
	if (drawable->svg != NULL)
		g_object_unref(drawable->svg);
	if (drawable->surface != NULL)
		cairo_surface_destroy(drawable->surface);
	drawable->svg = NULL;
	drawable->surface = NULL;
}
