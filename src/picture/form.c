/* Pictures as PDF. */
#include <cairo-pdf.h>
#include <math.h>

#include "picture/drawable.h"

/* Forms are drawn larger than they are shown: librsvg turns filters into
 * pixels at one a point, which is 72 to an inch; so it is at least 288. */
static const double OVERSIZE = 4;

/* Side of the smallest form: its coordinates have three digits before the
 * point, and it is large enough for the rows of all templates. */
static const double SMALLEST = 999;

double
picture_form_side(double longest)
{
	double side = SMALLEST;

	while (side < longest * OVERSIZE)
		side *= 2;
	return side;
}

static cairo_status_t
collect(void *out, const unsigned char *bytes, unsigned n)
{
	buf_add(out, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

bool
form_draw(
    struct drawable *drawable, double width, double height, struct buf *out)
{
	/* whole points, for else Cairo clips it */
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
	    collect, out, ceil(width), ceil(height));
	cairo_t *cr = cairo_create(surface);
	bool ok;

	/* for else it would be now */
	cairo_pdf_surface_set_metadata(
	    surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	ok = picture_draw(&drawable->picture, cr, width, height);
	cairo_show_page(cr);
	ok = ok && cairo_status(cr) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	ok = ok && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return ok;
}
