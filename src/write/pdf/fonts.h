/*
 * The fonts of a PDF: glyphs that Pango chose → codes in its texts.
 *
 * A font of the file is a face, in whatever sizes it is used: a Type 0 font
 * whose codes are two bytes (Identity-H). A code stands for a glyph and for
 * the characters it is read as. So a reader that knows nothing but /ToUnicode
 * (ISO 32000-1, 9.10.3) finds the words, even where one glyph stands for
 * different characters. What is used of the face is embedded (PDF/UA-1
 * 7.21.4.1, PDF/A-2 6.2.11.4.1); HarfBuzz cuts it out.
 */
#ifndef WRITE_PDF_FONTS_H
#define WRITE_PDF_FONTS_H

#include <pango/pango.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "write/pdf/pdfw.h"
#include "write/pdf/token.h"

/* What a code stands for. */
struct pdf_code {
	unsigned cid;           /* as it stands in a text */
	unsigned glyph;         /* of the face */
	double advance;         /* of the pen, 1/1000 of the size */
	size_t characters, len; /* in pdf_font.characters, UTF-8 */
	unsigned next;          /* of the same glyph, + 1; 0 = none */
};

struct cff_ids; /* fonts.c */

struct pdf_font {
	hb_face_t *face;
	hb_font_t *units;    /* the face in its own units */
	bool has_outlines;   /* of a kind that can be embedded */
	struct cff_ids *cff; /* of CFF outlines; NULL = TrueType */
	struct pdf_code *codes;
	size_t n, cap;
	unsigned *of_glyph; /* its first code, + 1; by glyph */
	unsigned nglyphs;
	struct buf characters;
	bool on_page; /* shown since this was last taken down */
	long number;  /* of its object; 0 = not used */
};

struct pdf_fonts {
	struct pdf_font *fonts; /* "/F0", "/F1" …, in order of first use */
	size_t n, cap;
};

void pdf_fonts_release(struct pdf_fonts *fonts);

/* The font of a glyph run. */
size_t pdf_fonts_find(struct pdf_fonts *fonts, PangoFont *pango);

/* The code of a glyph that is read as these characters (UTF-8). NULL if there
 * is none: a glyph of a CFF face has one code, and so one reading. Lent until
 * the next call. */
const struct pdf_code *pdf_font_code(
    struct pdf_font *font, unsigned glyph, struct slice characters);
/* The code of a glyph whose reading does not count. */
const struct pdf_code *pdf_font_any_code(
    struct pdf_font *font, unsigned glyph, struct slice characters);

/* embed.c: write all fonts that have a number; no code can be asked for after
 * it. False after a message. */
bool pdf_fonts_write(
    struct pdf_fonts *fonts, struct pdfw *out, struct diags *diags);
/* The id by which a CFF face knows a glyph. */
unsigned cff_id(const struct cff_ids *ids, unsigned glyph);

#endif
