/* Drawing boxes with Cairo and Pango. */
#include "write/pdf/paint.h"

#include <assert.h>
#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "base/arena.h"
#include "page/shape.h"

void
painting_release(struct painting *painting)
{
	buf_release(&painting->texts);
	for (size_t i = 0; i < painting->npictures; i++)
		buf_release(&painting->sheets[i].file);
	free(painting->sheets);
	free(painting->boxes);
	*painting = (struct painting){.nsheets = 0};
}

static int
sheet_add(struct painting *painting, const struct sheet *sheet)
{
	ARRAY_GROW(painting->sheets, painting->nsheets, painting->cap);
	painting->sheets[painting->nsheets] = *sheet;
	return (int)painting->nsheets++;
}

/* Boxes of the same picture share a sheet if their sides have one ratio. */
static int
sheet_find_picture(const struct painting *painting, const struct pages *pages,
    const struct box *box)
{
	for (size_t i = 0; i < painting->nsheets; i++) {
		const struct sheet *sheet = &painting->sheets[i];
		const struct box *other = &pages->boxes[sheet->box];

		if (sheet->kind == BOX_PICTURE &&
		    other->picture == box->picture &&
		    fabs(sheet->width * box->height -
		         sheet->height * box->width) <
		        1e-4 * sheet->width * box->height)
			return (int)i;
	}
	return NO_SHEET;
}

/* A picture's sheet fits its largest box. */
static void
plan_picture(struct painting *painting, const struct pages *pages, size_t box)
{
	const struct box *b = &pages->boxes[box];
	int found = sheet_find_picture(painting, pages, b);
	struct sheet *sheet;

	if (found == NO_SHEET)
		found = sheet_add(
		    painting, &(struct sheet){.kind = BOX_PICTURE, .box = box});
	painting->boxes[box].sheet = found;
	sheet = &painting->sheets[found];
	if (sheet->width < b->width) {
		sheet->width = b->width;
		sheet->height = b->height;
	}
}

static bool
has_glyphs(const struct text_fragment *text)
{
	for (size_t i = 0; i < text->nruns; i++) {
		const PangoGlyphString *g = text->runs[i].glyphs->glyphs;

		for (int k = 0; k < g->num_glyphs; k++)
			if (g->glyphs[k].glyph != PANGO_GLYPH_EMPTY)
				return true;
	}
	return false;
}

static void
plan_text(struct painting *painting, const struct pages *pages, size_t box)
{
	const struct box *b = &pages->boxes[box];

	if (painting->boxes[box].sheet != NO_SHEET)
		return;
	painting->boxes[box].sheet =
	    sheet_add(painting, &(struct sheet){.kind = BOX_TEXT,
	                            .box = box,
	                            .width = b->width,
	                            .height = b->height,
	                            .has_glyphs = has_glyphs(b->text)});
}

/* All pictures have one of a few sizes, and are placed smaller. */
static void
enlarge_pictures(struct painting *painting)
{
	for (size_t i = 0; i < painting->nsheets; i++) {
		struct sheet *sheet = &painting->sheets[i];
		double longest = fmax(sheet->width, sheet->height);
		double side = picture_form_side(longest);

		sheet->width = side * (sheet->width / longest);
		sheet->height = side * (sheet->height / longest);
	}
}

typedef void plan_function(
    struct painting *painting, const struct pages *pages, size_t box);

/* Plan the boxes of one kind that stand on a page. */
static void
plan_kind(struct painting *painting, const struct pages *pages,
    enum box_kind kind, plan_function *plan_box)
{
	for (size_t i = 0; i < pages->npages; i++) {
		const struct page *page = &pages->pages[i];

		for (size_t k = 0; k < page->nplacements; k++) {
			int box = page->placements[k].box;

			assert(pages->boxes[box].width > 0 &&
			       pages->boxes[box].height > 0);
			if (pages->boxes[box].kind == kind)
				plan_box(painting, pages, (size_t)box);
		}
	}
}

/* Which sheets there will be. */
static void
plan(struct painting *painting, const struct pages *pages)
{
	painting->boxes = mem_alloc(pages->nboxes * sizeof *painting->boxes);
	for (size_t i = 0; i < pages->nboxes; i++)
		painting->boxes[i] = (struct painted_box){NO_SHEET, 1};
	/* pictures first: they are searched for */
	plan_kind(painting, pages, BOX_PICTURE, plan_picture);
	painting->npictures = painting->nsheets;
	enlarge_pictures(painting);
	plan_kind(painting, pages, BOX_TEXT, plan_text);
	for (size_t i = 0; i < painting->nsheets; i++) {
		struct sheet *sheet = &painting->sheets[i];

		sheet->paper_width = ceil(sheet->width);
		sheet->paper_height = ceil(sheet->height);
	}
	for (size_t i = 0; i < pages->nboxes; i++)
		if (painting->boxes[i].sheet != NO_SHEET)
			painting->boxes[i].scale =
			    pages->boxes[i].width /
			    painting->sheets[painting->boxes[i].sheet].width;
}

/* Pango draws a character that no font has as a small box with digits in it,
 * and those digits would be read out. */
static bool
run_is_known(const struct text_run *run)
{
	const PangoGlyphString *g = run->glyphs->glyphs;

	for (int i = 0; i < g->num_glyphs; i++)
		if (g->glyphs[i].glyph != PANGO_GLYPH_EMPTY &&
		    (g->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0)
			return false;
	return true;
}

static bool
has_ink(const struct text_run *run)
{
	PangoRectangle ink;

	pango_glyph_string_extents(
	    run->glyphs->glyphs, run->glyphs->item->analysis.font, &ink, NULL);
	return ink.width > 0 && ink.height > 0;
}

/* Cairo leaves out what covers no pixel: a run of spaces alone does not, if
 * it stands at a whole number. Then its words would run together. */
static double
off_the_grid(double x)
{
	static const double step = 1.0 / 32, near = 1.0 / 64;

	return fabs(x - round(x)) < near ? x + step : x;
}

static void
move_to(cairo_t *cr, const struct text_run *run)
{
	if (has_ink(run))
		cairo_move_to(cr, run->x, run->baseline);
	else
		cairo_move_to(
		    cr, off_the_grid(run->x), off_the_grid(run->baseline));
}

static bool
paint_text(cairo_t *cr, const struct text_fragment *text, struct diags *diags)
{
	cairo_set_source_rgb(cr, text->color.r, text->color.g, text->color.b);
	for (size_t i = 0; i < text->nruns; i++) {
		const struct text_run *run = &text->runs[i];

		if (!run_is_known(run))
			return diag_add(
			    diags, DIAG_PDF_GLYPH, LOC_NONE, text->text);
		move_to(cr, run);
		pango_cairo_show_glyph_item(cr, text->text, run->glyphs);
	}
	cairo_new_path(cr);
	return true;
}

static bool
paint_picture(
    struct sheet *sheet, const struct picture *picture, struct diags *diags)
{
	return picture_form(
	           picture, sheet->width, sheet->height, &sheet->file) ||
	       diag_add(diags, DIAG_PDF_PICTURE, LOC_NONE, picture->name);
}

static cairo_status_t
collect(void *file, const unsigned char *bytes, unsigned n)
{
	buf_add(file, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static bool
paint_texts(
    struct painting *painting, const struct pages *pages, struct diags *diags)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
	    collect, &painting->texts, 100, 100);
	cairo_t *cr = cairo_create(surface);
	cairo_status_t status;
	bool ok = true;

	for (size_t i = painting->npictures; i < painting->nsheets; i++) {
		const struct sheet *sheet = &painting->sheets[i];

		cairo_pdf_surface_set_size(
		    surface, sheet->paper_width, sheet->paper_height);
		ok = paint_text(cr, pages->boxes[sheet->box].text, diags) && ok;
		cairo_show_page(cr);
	}
	status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status != CAIRO_STATUS_SUCCESS)
		return diag_add(diags, DIAG_PDF_PAINT, LOC_NONE,
		    cairo_status_to_string(status));
	return ok;
}

bool
painting_paint(
    struct painting *painting, const struct pages *pages, struct diags *diags)
{
	bool ok = true;

	plan(painting, pages);
	for (size_t i = 0; i < painting->npictures; i++) {
		struct sheet *sheet = &painting->sheets[i];

		ok = paint_picture(
		         sheet, pages->boxes[sheet->box].picture, diags) &&
		     ok;
	}
	return paint_texts(painting, pages, diags) && ok;
}
