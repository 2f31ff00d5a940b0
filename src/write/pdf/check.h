/*
 * What the assembler relies on in Cairo's drawings, checked each time.
 *
 * The bytes of a text go into the real page as they are. So they must hold
 * only operators that are known to be harmless there, and only resources
 * that mean the same on every page.
 */
#ifndef WRITE_PDF_CHECK_H
#define WRITE_PDF_CHECK_H

#include <stdbool.h>

#include "write/pdf/scratch.h"

/* The contents of a sheet of text: operators, balance, marks, fonts.
 * has_glyphs: something must be shown. */
bool check_text(struct scratch *scratch, struct slice contents,
    struct slice resources, bool has_glyphs);
/* A font, or a font's descendant: embedded, with its Unicode values. */
bool check_font(struct scratch *scratch, struct slice font);

#endif
