/*
 * What the assembler relies on in Cairo's drawings, checked each time: a
 * picture with words in it has fonts, and these are held to what PDF/A and
 * PDF/UA want.
 */
#ifndef WRITE_PDF_CHECK_H
#define WRITE_PDF_CHECK_H

#include <stdbool.h>

#include "write/pdf/scratch.h"

/* A font, or a font's descendant: embedded, with its Unicode values. False
 * after a message. */
bool check_font(struct scratch *scratch, struct slice font);

#endif
