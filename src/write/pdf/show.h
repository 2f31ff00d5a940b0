/*
 * A box of text → the operators that show it.
 *
 * The glyphs stand where Pango put them, to 1/1000 of their size. The codes
 * stand in reading order (ISO 32000-1, 14.8.2.3), also where words run from
 * right to left. A cluster of several glyphs shares out its characters among
 * them. Only one that has more glyphs than characters needs /ActualText,
 * which not all readers know.
 */
#ifndef WRITE_PDF_SHOW_H
#define WRITE_PDF_SHOW_H

#include <stdbool.h>

#include "base/buf.h"
#include "page/page.h"
#include "write/pdf/fonts.h"

/* x and top: of the box's upper left corner, pt, y up. Fonts that it is shown
 * with are marked as on the page. False if a character has no glyph: Pango
 * draws a box with digits then, and those would be read out. */
bool show_text(struct buf *out, const struct text_fragment *text, double x,
    double top, struct pdf_fonts *fonts);

#endif
