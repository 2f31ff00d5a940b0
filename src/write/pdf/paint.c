/* Which pictures there are, and their drawings. */
#include "write/pdf/paint.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

void
painting_release(struct painting *painting)
{
	for (size_t i = 0; i < painting->nsheets; i++)
		buf_release(&painting->sheets[i].file);
	free(painting->sheets);
	free(painting->boxes);
	*painting = (struct painting){.nsheets = 0};
}

/* Boxes of the same picture share a sheet if their sides have one ratio. */
static int
sheet_find(const struct painting *painting, const struct pages *pages,
    const struct box *box)
{
	for (size_t i = 0; i < painting->nsheets; i++) {
		const struct sheet *sheet = &painting->sheets[i];

		if (pages->boxes[sheet->box].picture == box->picture &&
		    fabs(sheet->width * box->height -
		         sheet->height * box->width) <
		        1e-4 * sheet->width * box->height)
			return (int)i;
	}
	return NO_SHEET;
}

static int
sheet_add(struct painting *painting, size_t box)
{
	ARRAY_GROW(painting->sheets, painting->nsheets, painting->cap);
	painting->sheets[painting->nsheets] = (struct sheet){.box = box};
	return (int)painting->nsheets++;
}

/* A picture's sheet fits its largest box. */
static void
plan_box(struct painting *painting, const struct pages *pages, size_t box)
{
	const struct box *b = &pages->boxes[box];
	int found = sheet_find(painting, pages, b);
	struct sheet *sheet;

	assert(b->width > 0 && b->height > 0);
	if (found == NO_SHEET)
		found = sheet_add(painting, box);
	painting->boxes[box].sheet = found;
	sheet = &painting->sheets[found];
	if (sheet->width < b->width) {
		sheet->width = b->width;
		sheet->height = b->height;
	}
}

/* All pictures have one of a few sizes, and are placed smaller. */
static void
enlarge(struct sheet *sheet)
{
	double longest = fmax(sheet->width, sheet->height);
	double side = picture_form_side(longest);

	sheet->width = side * (sheet->width / longest);
	sheet->height = side * (sheet->height / longest);
	sheet->paper_width = ceil(sheet->width);
	sheet->paper_height = ceil(sheet->height);
}

/* Which sheets there will be: for boxes that stand on a page. */
static void
plan(struct painting *painting, const struct pages *pages)
{
	painting->boxes = mem_alloc(pages->nboxes * sizeof *painting->boxes);
	for (size_t i = 0; i < pages->nboxes; i++)
		painting->boxes[i] = (struct painted_box){NO_SHEET, 1};
	for (size_t i = 0; i < pages->npages; i++) {
		const struct page *page = &pages->pages[i];

		for (size_t k = 0; k < page->nplacements; k++) {
			size_t box = (size_t)page->placements[k].box;

			if (pages->boxes[box].kind == BOX_PICTURE &&
			    painting->boxes[box].sheet == NO_SHEET)
				plan_box(painting, pages, box);
		}
	}
	for (size_t i = 0; i < painting->nsheets; i++)
		enlarge(&painting->sheets[i]);
	for (size_t i = 0; i < pages->nboxes; i++)
		if (painting->boxes[i].sheet != NO_SHEET)
			painting->boxes[i].scale =
			    pages->boxes[i].width /
			    painting->sheets[painting->boxes[i].sheet].width;
}

bool
painting_paint(
    struct painting *painting, const struct pages *pages, struct diags *diags)
{
	bool ok = true;

	plan(painting, pages);
	for (size_t i = 0; i < painting->nsheets; i++) {
		struct sheet *sheet = &painting->sheets[i];
		const struct picture *picture =
		    pages->boxes[sheet->box].picture;

		if (!picture_form(picture, sheet->width, sheet->height,
		        &sheet->file, diags))
			ok = diag_add(
			    diags, DIAG_PDF_PICTURE, LOC_NONE, picture->name);
	}
	return ok;
}
