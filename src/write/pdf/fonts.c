/* Which codes a text has. */
#include "write/pdf/fonts.h"

#include <assert.h>
#include <freetype/freetype.h>
#include <freetype/ftcid.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { LAST_CODE = 0xFFFF };

/* A CFF face of many glyphs may number them in a way of its own. */
struct cff_ids {
	FT_Library library;
	FT_Face face;
	hb_blob_t *file;
};

static bool
has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *table = hb_face_reference_table(face, tag);
	bool has = hb_blob_get_length(table) > 0;

	hb_blob_destroy(table);
	return has;
}

static void
cff_close(struct cff_ids *cff)
{
	if (cff == NULL)
		return;
	if (cff->face != NULL)
		FT_Done_Face(cff->face);
	if (cff->library != NULL)
		FT_Done_FreeType(cff->library);
	hb_blob_destroy(cff->file);
	free(cff);
}

static struct cff_ids *
cff_open(hb_face_t *face)
{
	struct cff_ids *cff = mem_alloc(sizeof *cff);
	unsigned len;
	const char *bytes;

	*cff = (struct cff_ids){.file = hb_face_reference_blob(face)};
	bytes = hb_blob_get_data(cff->file, &len);
	if (FT_Init_FreeType(&cff->library) != 0)
		cff->library = NULL;
	else if (FT_New_Memory_Face(cff->library, (const FT_Byte *)bytes,
	             (FT_Long)len, (FT_Long)(hb_face_get_index(face) & 0xFFFF),
	             &cff->face) != 0)
		cff->face = NULL;
	return cff;
}

/* A face without ids of its own goes by the glyphs. */
unsigned
cff_id(const struct cff_ids *cff, unsigned glyph)
{
	FT_UInt id;

	if (cff->face == NULL ||
	    FT_Get_CID_From_Glyph_Index(cff->face, glyph, &id) != 0)
		return glyph;
	return id;
}

void
pdf_fonts_release(struct pdf_fonts *fonts)
{
	for (size_t i = 0; i < fonts->n; i++) {
		struct pdf_font *font = &fonts->fonts[i];

		hb_font_destroy(font->units);
		hb_face_destroy(font->face);
		cff_close(font->cff);
		free(font->codes);
		free(font->of_glyph);
		buf_release(&font->characters);
	}
	free(fonts->fonts);
	*fonts = (struct pdf_fonts){.n = 0};
}

static void
font_start(struct pdf_font *font, hb_face_t *face)
{
	size_t size;

	*font = (struct pdf_font){
	    .face = hb_face_reference(face),
	    .units = hb_font_create(face),
	    .nglyphs = hb_face_get_glyph_count(face),
	};
	if (has_table(face, HB_TAG('C', 'F', 'F', ' ')))
		font->cff = cff_open(face);
	font->has_outlines =
	    font->cff != NULL || has_table(face, HB_TAG('g', 'l', 'y', 'f'));
	size = font->nglyphs * sizeof *font->of_glyph;
	font->of_glyph = memset(mem_alloc(size + 1), 0, size);
}

size_t
pdf_fonts_find(struct pdf_fonts *fonts, PangoFont *pango)
{
	hb_font_t *hb = pango_font_get_hb_font(pango);
	hb_face_t *face = hb_font_get_face(hb);

	for (size_t i = 0; i < fonts->n; i++)
		if (fonts->fonts[i].face == face)
			return i;
	ARRAY_GROW(fonts->fonts, fonts->n, fonts->cap);
	font_start(&fonts->fonts[fonts->n], face);
	return fonts->n++;
}

static const struct pdf_code *
code_add(struct pdf_font *font, unsigned glyph, struct slice characters)
{
	struct pdf_code *code;
	double upem = hb_face_get_upem(font->face);

	ARRAY_GROW(font->codes, font->n, font->cap);
	code = &font->codes[font->n++];
	*code = (struct pdf_code){
	    .cid = font->cff != NULL ? cff_id(font->cff, glyph)
	                             : (unsigned)font->n,
	    .glyph = glyph,
	    .advance =
	        hb_font_get_glyph_h_advance(font->units, glyph) * 1000 / upem,
	    .characters = font->characters.len,
	    .len = slice_len(characters),
	    .next = font->of_glyph[glyph],
	};
	assert(code->cid > 0 && code->cid <= LAST_CODE);
	buf_add(&font->characters, characters.p, code->len);
	font->of_glyph[glyph] = (unsigned)font->n;
	return code;
}

/* The code that was made last for a glyph comes first. */
const struct pdf_code *
pdf_font_code(struct pdf_font *font, unsigned glyph, struct slice characters)
{
	unsigned at;

	assert(glyph < font->nglyphs && slice_len(characters) > 0);
	for (at = font->of_glyph[glyph]; at != 0;
	     at = font->codes[at - 1].next) {
		const struct pdf_code *code = &font->codes[at - 1];

		if (code->len == slice_len(characters) &&
		    memcmp(font->characters.data + code->characters,
		        characters.p, code->len) == 0)
			return code;
	}
	/* what is left is kept for glyphs that have no code yet */
	if (font->of_glyph[glyph] != 0 &&
	    (font->cff != NULL || font->n + font->nglyphs >= LAST_CODE))
		return NULL;
	return code_add(font, glyph, characters);
}

const struct pdf_code *
pdf_font_any_code(
    struct pdf_font *font, unsigned glyph, struct slice characters)
{
	assert(glyph < font->nglyphs);
	if (font->of_glyph[glyph] != 0)
		return &font->codes[font->of_glyph[glyph] - 1];
	return code_add(font, glyph, characters);
}
