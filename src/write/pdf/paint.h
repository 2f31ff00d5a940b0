/*
 * Boxes → drawings: every distinct box of text and every distinct picture,
 * once, as one page ("sheet") of a PDF that Cairo writes into memory.
 *
 * Cairo cannot tag a PDF; it paints and nothing else. One file for all texts,
 * so that each font is subset once; a file for each picture, since it may be
 * ready (picture_form()). Shapes need no Cairo: put_shape().
 */
#ifndef WRITE_PDF_PAINT_H
#define WRITE_PDF_PAINT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "page/page.h"

/* One page of a file of Cairo's. */
struct sheet {
	enum box_kind kind;   /* BOX_TEXT or BOX_PICTURE */
	size_t box;           /* the first box it is for */
	double width, height; /* of the drawing, at its top left, pt */
	/* of the page: whole pt, for else Cairo clips it */
	double paper_width, paper_height;
	bool has_glyphs; /* of text: something must be drawn */
	struct buf file; /* of a picture: its own PDF */
};

enum { NO_SHEET = -1 };

/* Where the drawing of a box is. */
struct painted_box {
	int sheet;    /* NO_SHEET: a shape, or on no page */
	double scale; /* sheet to box */
};

struct painting {
	struct buf texts;     /* Cairo's PDF of the sheets of texts, in order */
	struct sheet *sheets; /* pictures first */
	size_t nsheets, npictures, cap;
	struct painted_box *boxes; /* one for each box of the pages */
};

/* Paint all boxes that stand on a page. False after a message. Release the
 * result in either case. */
bool painting_paint(
    struct painting *painting, const struct pages *pages, struct diags *diags);
void painting_release(struct painting *painting);

#endif
