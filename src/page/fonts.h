/* The fonts of one process; what shape.c needs of them. */
#ifndef PAGE_FONTS_H
#define PAGE_FONTS_H

#include <pango/pango.h>

#include "page/shape.h"

struct fonts {
	PangoFontMap *map;
	PangoContext *context;
	char *families;    /* all of them, for a font description */
	GPtrArray *glyphs; /* PangoGlyphItem of every run made */
	PangoAttrClass fragment_class;
};

/* Distances of the first family at a size, in pt. */
struct font_metrics {
	double ascent, descent;
};

struct font_metrics fonts_metrics(
    struct fonts *fonts, double size_pt, bool bold);
/* Which fragment a run of text belongs to: an attribute of our own. Pango
 * parts runs where it changes without changing the shaping. */
PangoAttribute *fonts_fragment(const struct fonts *fonts, int fragment);
PangoFontDescription *fonts_description(
    const struct fonts *fonts, double size_pt, bool bold);

#endif
