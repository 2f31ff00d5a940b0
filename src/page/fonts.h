/* The fonts of one process; what shape.c needs of them. */
#ifndef PAGE_FONTS_H
#define PAGE_FONTS_H

#include <pango/pango.h>

#include "page/shape.h"

/* Distances of the first family, in pt. */
struct font_metrics {
	double ascent, descent;
};

struct fonts {
	size_t users; /* who have opened them and not closed */
	char *families, *other_scripts;
	PangoFontMap *map;
	PangoContext *context;
	PangoFontDescription *regular, *bold; /* of all families */
	bool is_bold;                         /* what is prepared */
	struct font_metrics metrics[2]; /* regular, bold; as shaped; or 0 */
	GPtrArray *glyphs;              /* PangoGlyphItem of every run made */
	PangoAttrClass fragment_class;
};

/* Before a paragraph is shaped. Each weight and language is a search for fonts
 * of its own; sizes are not (SHAPED_SIZE). */
void fonts_prepare(struct fonts *fonts, bool bold, const char *lang);
/* At a size in pt, of the weight that was prepared. */
struct font_metrics fonts_metrics(struct fonts *fonts, double size);
/* Which fragment a run of text belongs to: an attribute of our own. Pango
 * parts runs where it changes without changing the shaping. */
PangoAttribute *fonts_fragment(const struct fonts *fonts, int fragment);

#endif
