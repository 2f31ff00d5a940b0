/* Poppler draws the pages. */
#include "render/render.h"

#include <cairo.h>
#include <poppler.h>
#include <stdlib.h>

static PopplerDocument *
open_pdf(const char *path)
{
	char *real = realpath(path, NULL);
	char *address =
	    real != NULL ? g_filename_to_uri(real, NULL, NULL) : NULL;
	PopplerDocument *document =
	    address != NULL
	        ? poppler_document_new_from_file(address, NULL, NULL)
	        : NULL;

	g_free(address);
	free(real);
	return document;
}

static cairo_status_t
take_png(void *arg, const unsigned char *bytes, unsigned len)
{
	buf_add(arg, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static bool
draw(PopplerPage *page, unsigned width, struct buf *png)
{
	double size[2], scale;
	cairo_surface_t *paper;
	cairo_t *cr;
	bool ok;

	poppler_page_get_size(page, &size[0], &size[1]);
	if (size[0] < 1 || size[1] / size[0] > 10)
		return false;
	scale = width / size[0];
	paper = cairo_image_surface_create(
	    CAIRO_FORMAT_RGB24, (int)width, (int)(size[1] * scale + .5));
	cr = cairo_create(paper);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, scale, scale);
	poppler_page_render(page, cr);
	ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS &&
	     cairo_surface_write_to_png_stream(paper, take_png, png) ==
	         CAIRO_STATUS_SUCCESS;
	cairo_destroy(cr);
	cairo_surface_destroy(paper);
	return ok;
}

bool
render_page(const char *path, unsigned number, unsigned width, struct buf *png)
{
	PopplerDocument *document = open_pdf(path);
	PopplerPage *page = NULL;
	bool ok = false;

	if (document != NULL && number > 0 && width >= RENDER_MIN_WIDTH &&
	    width <= RENDER_MAX_WIDTH &&
	    number <= (unsigned)poppler_document_get_n_pages(document))
		page = poppler_document_get_page(document, (int)number - 1);
	if (page != NULL) {
		ok = draw(page, width, png);
		g_object_unref(page);
	}
	if (document != NULL)
		g_object_unref(document);
	return ok;
}

bool
render_size(const char *path, unsigned *pages, double size[2])
{
	PopplerDocument *document = open_pdf(path);
	PopplerPage *page = NULL;

	if (document != NULL && poppler_document_get_n_pages(document) > 0)
		page = poppler_document_get_page(document, 0);
	if (page != NULL) {
		*pages = (unsigned)poppler_document_get_n_pages(document);
		poppler_page_get_size(page, &size[0], &size[1]);
		g_object_unref(page);
	}
	if (document != NULL)
		g_object_unref(document);
	return page != NULL;
}
