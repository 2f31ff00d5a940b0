/*
 * Pictures → drawings: every distinct picture once, as the one page ("sheet")
 * of a PDF that Cairo writes into memory. It may be ready (picture_form()).
 *
 * Cairo cannot tag a PDF; it draws pictures and nothing else. Texts are shown
 * by show_text(), shapes by put_shape().
 */
#ifndef WRITE_PDF_PAINT_H
#define WRITE_PDF_PAINT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "page/page.h"

/* A picture's PDF. */
struct sheet {
	size_t box;           /* the first box it is for */
	double width, height; /* of the drawing, at its top left, pt */
	/* of the page: whole pt, for else Cairo clips it */
	double paper_width, paper_height;
	struct buf file;
};

enum { NO_SHEET = -1 };

/* Where the drawing of a box is. */
struct painted_box {
	int sheet;    /* NO_SHEET: no picture, or on no page */
	double scale; /* sheet to box */
};

struct painting {
	struct sheet *sheets;
	size_t nsheets, cap;
	struct painted_box *boxes; /* one for each box of the pages */
};

/* Draw all pictures that stand on a page. False after a message. Release the
 * result in either case. */
bool painting_paint(
    struct painting *painting, const struct pages *pages, struct diags *diags);
void painting_release(struct painting *painting);

#endif
