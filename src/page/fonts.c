/* Opening fonts, and what shape.c asks of them. */
#include "page/fonts.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/str.h"
#include "page/fontset.h"

/* Pages are for all sizes and printers: no glyph is fitted to pixels. */
static void
unhint(FcPattern *pattern, gpointer unused)
{
	(void)unused;
	FcPatternDel(pattern, FC_HINTING);
	FcPatternAddBool(pattern, FC_HINTING, FcFalse);
}

/* With FreeType alone: nothing here is drawn, and Cairo, which pangocairo
 * would load, takes as long to start as a page to lay out. */
static PangoFontMap *
make_map(FcConfig *config)
{
	PangoFontMap *map = pango_ft2_font_map_new();

	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
	pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(map), 72, 72);
	pango_fc_font_map_set_default_substitute(
	    PANGO_FC_FONT_MAP(map), unhint, NULL, NULL);
	return map;
}

static PangoContext *
make_context(PangoFontMap *map)
{
	PangoContext *context = pango_font_map_create_context(map);

	pango_context_set_round_glyph_positions(context, FALSE);
	return context;
}

static void
free_glyphs(void *glyphs)
{
	pango_glyph_item_free(glyphs);
}

static PangoAttribute *
fragment_new(const PangoAttrClass *class, int fragment)
{
	PangoAttrInt *attribute = g_new0(PangoAttrInt, 1);

	pango_attribute_init(&attribute->attr, class);
	attribute->value = fragment;
	return &attribute->attr;
}

static PangoAttribute *
fragment_copy(const PangoAttribute *attribute)
{
	return fragment_new(
	    attribute->klass, ((const PangoAttrInt *)attribute)->value);
}

static void
fragment_free(PangoAttribute *attribute)
{
	g_free(attribute);
}

static gboolean
fragment_equal(const PangoAttribute *a, const PangoAttribute *b)
{
	return ((const PangoAttrInt *)a)->value ==
	       ((const PangoAttrInt *)b)->value;
}

PangoAttribute *
fonts_fragment(const struct fonts *fonts, int fragment)
{
	return fragment_new(&fonts->fragment_class, fragment);
}

static PangoFontDescription *
make_description(const char *families, PangoWeight weight)
{
	PangoFontDescription *description = pango_font_description_new();

	pango_font_description_set_family(description, families);
	pango_font_description_set_absolute_size(
	    description, SHAPED_SIZE * PANGO_SCALE);
	pango_font_description_set_weight(description, weight);
	return description;
}

struct fonts *
fonts_open(const char *families, const char *other_scripts, struct diags *diags)
{
	FcConfig *private = fontset_open(families, other_scripts, diags);
	struct fonts *fonts = NULL;
	char *all;

	if (private != NULL) {
		/* so that nobody loads the system's configuration again */
		FcConfigSetCurrent(private);
		fonts = mem_alloc(sizeof *fonts);
		*fonts = (struct fonts){.users = 1,
		    .families = g_strdup(families),
		    .other_scripts = g_strdup(other_scripts),
		    .map = make_map(private)};
		fonts->context = make_context(fonts->map);
		all = g_strconcat(families, ",", other_scripts, (char *)0);
		fonts->regular = make_description(all, PANGO_WEIGHT_NORMAL);
		fonts->bold = make_description(all, PANGO_WEIGHT_BOLD);
		g_free(all);
		fonts->fragment_class = (PangoAttrClass){
		    .type = pango_attr_type_register("everyread-fragment"),
		    .copy = fragment_copy,
		    .destroy = fragment_free,
		    .equal = fragment_equal};
		fonts->glyphs = g_ptr_array_new_with_free_func(free_glyphs);
	}
	if (private != NULL)
		FcConfigDestroy(private);
	return fonts;
}

struct fonts *
fonts_open_again(struct fonts *open, const char *families,
    const char *other_scripts, struct diags *diags)
{
	if (open == NULL || !str_eq(open->families, families) ||
	    !str_eq(open->other_scripts, other_scripts))
		return fonts_open(families, other_scripts, diags);
	open->users++;
	return open;
}

void
fonts_close(struct fonts *fonts)
{
	if (fonts == NULL || --fonts->users > 0)
		return;
	g_ptr_array_unref(fonts->glyphs);
	g_object_unref(fonts->context);
	g_object_unref(fonts->map);
	pango_font_description_free(fonts->regular);
	pango_font_description_free(fonts->bold);
	g_free(fonts->families);
	g_free(fonts->other_scripts);
	free(fonts);
}

void
fonts_prepare(struct fonts *fonts, bool bold, const char *lang)
{
	fonts->is_bold = bold;
	pango_context_set_font_description(
	    fonts->context, bold ? fonts->bold : fonts->regular);
	pango_context_set_language(
	    fonts->context, pango_language_from_string(lang));
}

static struct font_metrics
find_metrics(PangoContext *context)
{
	PangoFont *font = pango_context_load_font(
	    context, pango_context_get_font_description(context));
	hb_font_extents_t extents = {0};

	hb_font_get_h_extents(pango_font_get_hb_font(font), &extents);
	g_object_unref(font);
	return (struct font_metrics){pango_units_to_double(extents.ascender),
	    pango_units_to_double(-extents.descender)};
}

struct font_metrics
fonts_metrics(struct fonts *fonts, double size)
{
	struct font_metrics *shaped = &fonts->metrics[fonts->is_bold];

	if (shaped->ascent == 0)
		*shaped = find_metrics(fonts->context);
	return (struct font_metrics){shaped->ascent * size / SHAPED_SIZE,
	    shaped->descent * size / SHAPED_SIZE};
}
