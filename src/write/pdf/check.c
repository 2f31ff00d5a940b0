/* Checks of fonts in Cairo's drawings. */
#include "write/pdf/check.h"

/* Fonts Cairo makes, and what each must have. */
static const struct font_kind {
	const char *subtype;
	bool unicode, embedded;
} font_kinds[] = {
    {"/Type0", true, false}, /* its descendant is embedded */
    {"/TrueType", true, true},
    {"/Type1", true, true},
    {"/CIDFontType0", false, true},
    {"/CIDFontType2", false, true},
};

static bool
is_embedded(struct scratch *scratch, struct slice font)
{
	struct slice descriptor, file;

	return dict_find(font, "/FontDescriptor", &descriptor) &&
	       scratch_resolve(scratch, descriptor, &descriptor) &&
	       (dict_find(descriptor, "/FontFile", &file) ||
	           dict_find(descriptor, "/FontFile2", &file) ||
	           dict_find(descriptor, "/FontFile3", &file));
}

bool
check_font(struct scratch *scratch, struct slice font)
{
	const struct font_kind *kind = NULL;
	struct slice unicode;

	for (size_t i = 0; i < sizeof font_kinds / sizeof *font_kinds; i++)
		if (dict_has(font, "/Subtype", font_kinds[i].subtype))
			kind = &font_kinds[i];
	if (kind == NULL)
		return scratch_refuse(scratch, "a font of another kind");
	if (kind->unicode && !dict_find(font, "/ToUnicode", &unicode))
		return scratch_refuse(
		    scratch, "a font without Unicode characters");
	if (kind->embedded && !is_embedded(scratch, font))
		return scratch_refuse(scratch, "a font that is not embedded");
	return true;
}
