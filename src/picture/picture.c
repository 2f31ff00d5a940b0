/* Drawing a picture of any kind into a box. */
#include <math.h>

#include "picture/drawable.h"

bool
drawable_draw(const struct drawable *drawable, cairo_t *cr)
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

/* Draw so that the part x, y, width, height of the drawing fills the box as
 * far as its ratio lets it, times fill. */
static bool
draw_fitted(const struct drawable *drawable, cairo_t *cr, const double box[4],
    const struct ink *ink)
{
	double scale =
	    fmin(box[2] / ink->width, box[3] / ink->height) * ink->fill;
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
drawable_draw_ink(const struct drawable *drawable, cairo_t *cr,
    const double box[4], double fill)
{
	struct ink ink = drawable->ink;

	if (ink.width <= 0) /* pixels have no ink box: all of them count */
		ink =
		    (struct ink){0, 0, drawable->width, drawable->height, fill};
	ink.fill = fill;
	return draw_fitted(drawable, cr, box, &ink);
}

bool
picture_draw(
    const struct picture *picture, cairo_t *cr, double width, double height)
{
	/* every picture that a catalogue gives out is the head of a drawable */
	const struct drawable *drawable = (const struct drawable *)picture;
	const double box[4] = {0, 0, width, height};
	struct ink whole = {0, 0, drawable->width, drawable->height, 1};

	if (drawable->is_symbol && drawable->ink.width > 0)
		return drawable_draw_ink(drawable, cr, box, drawable->ink.fill);
	return draw_fitted(drawable, cr, box, &whole);
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
