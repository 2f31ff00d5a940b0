/*
 * Words → lines of glyphs (Pango), with our own line breaking.
 *
 * A paragraph is itemised and shaped once as one endless line; breaks are
 * then chosen over the whole paragraph so that lines end where a reader
 * pauses (ERL-07) and nothing that belongs together is parted (ERL-06). A
 * space at a line's end keeps its glyph with no width, so that text read back
 * from the PDF has its spaces. Runs stand in logical order within their line.
 */
#ifndef PAGE_SHAPE_H
#define PAGE_SHAPE_H

#include <pango/pango.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "page/page.h"

/*
 * All words are shaped at one size, in pt, and glyphs are scaled when they are
 * measured and shown: nothing is fitted to pixels, so the shapes are the same
 * at all sizes, and each further size would cost a search for fonts. It is
 * large, for Pango rounds to 1/PANGO_SCALE pt, and small enough for a sentence
 * of the longest kind in an int.
 */
enum { SHAPED_SIZE = 64 };

/* Glyphs of one font on one line. */
struct text_run {
	PangoGlyphItem *glyphs; /* item->offset counts bytes of text */
	double size;            /* pt */
	double x, baseline;     /* pt in the box, y down */
	double width;           /* pt, advance */
};

/* A distance of shaped glyphs at a size, both in pt. */
static inline double
glyph_units(int units, double size)
{
	return pango_units_to_double(units) * size / SHAPED_SIZE;
}

/* Part of a paragraph with its own place in the structure tree. All
 * fragments of a paragraph have the size of the whole paragraph and are laid
 * over each other. */
struct text_fragment {
	const char *text; /* of the whole paragraph; glyph offsets count here */
	struct color color;
	struct text_run *runs; /* reading order */
	size_t nruns;
};

/*
 * Open the fonts: only the named families, from a private configuration, so
 * that nothing installed by chance changes a page. Each family must exist in
 * regular and bold. NULL after a message.
 */
struct fonts *fonts_open(
    const char *families, const char *other_scripts, struct diags *diags);
/* The same ones once more if these families are what is open already (early.h;
 * may be NULL). */
struct fonts *fonts_open_again(struct fonts *open, const char *families,
    const char *other_scripts, struct diags *diags);
/* Each that was opened; NULL is allowed. */
void fonts_close(struct fonts *fonts);

/* A run of words going into a paragraph. */
struct word_run {
	const char *text;
	size_t len;
	bool bold;
	const char *lang;   /* BCP 47 */
	int fragment;       /* 0, 1, 2 …; neighbours may share one */
	bool keep_together; /* a phone number, a date */
};

struct paragraph_style {
	double size;        /* pt */
	double line_height; /* x size */
	double width;       /* pt to break at */
	bool bold;
	bool pause_breaks;
	struct color color;
	const struct language *language; /* pause words; may be NULL */
};

struct paragraph {
	double width, height; /* pt: widest line, lines x line height */
	double left; /* pt: where the leftmost line starts; 0 unless the words
	                run from right to left */
	size_t nlines;
	double ascent; /* pt from the top to the first baseline */
	struct text_fragment **fragments;
	size_t nfragments;
	/* where each fragment stands, a rectangle a line */
	struct rect **rects;
	size_t *nrects;
	bool broken_word; /* a word was wider than the column */
};

/*
 * Shape and break. Everything is in arena but the glyphs, which belong to
 * fonts until fonts_close(). False after a message at loc: a character that
 * no font has.
 */
bool paragraph_shape(struct fonts *fonts, struct arena *arena,
    const struct word_run *runs, size_t nruns,
    const struct paragraph_style *style, struct loc loc, struct paragraph *out,
    struct diags *diags);

#endif
