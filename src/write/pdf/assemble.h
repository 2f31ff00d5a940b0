/*
 * Pages and their drawings → a tagged PDF: the whole file.
 *
 * The style's "pdf" token says which: PDF/UA-1 and PDF/A-2a in one file
 * (PDF 1.7), or PDF/UA-2 and PDF/A-4 (PDF 2.0). The same pages give the same
 * bytes with the same version of Cairo. docs/pdf.md tells how it is made.
 */
#ifndef WRITE_PDF_ASSEMBLE_H
#define WRITE_PDF_ASSEMBLE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "page/page.h"
#include "write/pdf/paint.h"

/* Append the file to out. False after a message; out is of no use then. */
bool pdf_assemble(const struct pages *pages, const struct painting *painting,
    struct buf *out, struct diags *diags);

#endif
