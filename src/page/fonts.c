/*
 * Opening fonts. The families of a template are looked up among what is
 * installed, and only their files go into a private configuration: nothing
 * else that is installed can change a page, and Pango need not look at it.
 */
#include "page/fonts.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* A font file that Pango can use: 1.50 skips WOFF without a word. */
static bool
is_usable(const char *file)
{
	return str_ends(file, ".ttf") || str_ends(file, ".otf") ||
	       str_ends(file, ".ttc") || str_ends(file, ".TTF") ||
	       str_ends(file, ".OTF");
}

/* Add the upright regular and bold files of a family; which were found. */
static void
add_family(FcConfig *private, FcConfig *installed, const char *family,
    bool *has_regular, bool *has_bold)
{
	FcPattern *wanted = FcPatternCreate();
	FcObjectSet *facts =
	    FcObjectSetBuild(FC_FILE, FC_WEIGHT, FC_SLANT, FC_WIDTH, (char *)0);
	FcFontSet *found;

	*has_regular = *has_bold = false;
	FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)family);
	FcPatternAddInteger(wanted, FC_SLANT, FC_SLANT_ROMAN);
	found = FcFontList(installed, wanted, facts);
	for (int i = 0; i < found->nfont; i++) {
		FcChar8 *file;
		int weight = 0, width = FC_WIDTH_NORMAL;

		FcPatternGetInteger(found->fonts[i], FC_WEIGHT, 0, &weight);
		FcPatternGetInteger(found->fonts[i], FC_WIDTH, 0, &width);
		if ((weight != FC_WEIGHT_REGULAR && weight != FC_WEIGHT_BOLD) ||
		    width != FC_WIDTH_NORMAL ||
		    FcPatternGetString(found->fonts[i], FC_FILE, 0, &file) !=
		        FcResultMatch ||
		    !is_usable((const char *)file))
			continue;
		FcConfigAppFontAddFile(private, file);
		*(weight == FC_WEIGHT_BOLD ? has_bold : has_regular) = true;
	}
	FcFontSetDestroy(found);
	FcObjectSetDestroy(facts);
	FcPatternDestroy(wanted);
}

/* Add each family of a comma-separated list. Required ones must be there in
 * regular and bold; of others, what there is. */
static bool
add_families(FcConfig *private, FcConfig *installed, const char *families,
    bool required, struct diags *diags)
{
	char **names = g_strsplit(families, ",", -1);
	bool ok = true;

	for (char **name = names; *name != NULL; name++) {
		bool regular, bold;

		if (*g_strstrip(*name) == '\0')
			continue;
		add_family(private, installed, *name, &regular, &bold);
		if (required && !(regular && bold))
			ok = diag_add(diags, DIAG_FONT_MISSING, LOC_NONE, *name,
			    regular ? "bold" : "regular");
	}
	g_strfreev(names);
	return ok;
}

static PangoContext *
make_context(PangoFontMap *map)
{
	PangoContext *context = pango_font_map_create_context(map);
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
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

struct fonts *
fonts_open(const char *families, const char *other_scripts, struct diags *diags)
{
	FcConfig *installed = FcInitLoadConfigAndFonts();
	FcConfig *private = FcConfigCreate();
	struct fonts *fonts = NULL;
	bool ok;

	ok = add_families(private, installed, families, true, diags);
	add_families(private, installed, other_scripts, false, diags);
	FcConfigDestroy(installed);
	if (ok) {
		/* so that nobody loads the system's configuration again */
		FcConfigSetCurrent(private);
		fonts = mem_alloc(sizeof *fonts);
		fonts->map =
		    pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
		pango_fc_font_map_set_config(
		    PANGO_FC_FONT_MAP(fonts->map), private);
		pango_cairo_font_map_set_resolution(
		    PANGO_CAIRO_FONT_MAP(fonts->map), 72);
		/* pictures with words in them use the default map */
		pango_cairo_font_map_set_default(
		    PANGO_CAIRO_FONT_MAP(fonts->map));
		fonts->context = make_context(fonts->map);
		fonts->families =
		    g_strconcat(families, ",", other_scripts, (char *)0);
		fonts->fragment_class = (PangoAttrClass){
		    .type = pango_attr_type_register("everyread-fragment"),
		    .copy = fragment_copy,
		    .destroy = fragment_free,
		    .equal = fragment_equal};
		fonts->glyphs = g_ptr_array_new_with_free_func(free_glyphs);
	}
	FcConfigDestroy(private);
	return fonts;
}

void
fonts_close(struct fonts *fonts)
{
	if (fonts == NULL)
		return;
	g_ptr_array_unref(fonts->glyphs);
	g_object_unref(fonts->context);
	pango_cairo_font_map_set_default(NULL);
	g_object_unref(fonts->map);
	g_free(fonts->families);
	free(fonts);
}

PangoFontDescription *
fonts_description(const struct fonts *fonts, double size_pt, bool bold)
{
	PangoFontDescription *description = pango_font_description_new();

	pango_font_description_set_family_static(description, fonts->families);
	pango_font_description_set_absolute_size(
	    description, size_pt * PANGO_SCALE);
	pango_font_description_set_weight(
	    description, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	return description;
}

struct font_metrics
fonts_metrics(struct fonts *fonts, double size_pt, bool bold)
{
	PangoFontDescription *description =
	    fonts_description(fonts, size_pt, bold);
	PangoFont *font = pango_context_load_font(fonts->context, description);
	hb_font_extents_t extents = {0};
	struct font_metrics metrics;

	hb_font_get_h_extents(pango_font_get_hb_font(font), &extents);
	metrics.ascent = pango_units_to_double(extents.ascender);
	metrics.descent = pango_units_to_double(-extents.descender);
	g_object_unref(font);
	pango_font_description_free(description);
	return metrics;
}
