/* Fonts as objects of the file: the face cut down, its widths and readings. */
#include <hb-ot.h>
#include <hb-subset.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"
#include "write/pdf/fonts.h"
#include "write/pdf/put.h"

enum {
	NAME_BYTES = 128, /* of the name of a face */
	TAG_LETTERS = 6,  /* before it: ISO 32000-1, 9.6.4 */
	MAP_ROWS = 100,   /* in one block of a CMap, at most */
};

/* A face on its way into the file. */
struct embedding {
	const struct pdf_font *font;
	struct pdfw *out;
	struct buf name; /* "/ABCDEF+LiberationSans" */
	hb_subset_plan_t *plan;
	hb_face_t *subset;
	long file, descriptor, descendant, unicode, glyphs;
};

/* All that drawing needs; words and shaping are done. */
static const hb_tag_t kept_tables[] = {HB_TAG('g', 'l', 'y', 'f'),
    HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
    HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
    HB_TAG('m', 'a', 'x', 'p'), HB_TAG('c', 'v', 't', ' '),
    HB_TAG('f', 'p', 'g', 'm'), HB_TAG('p', 'r', 'e', 'p'),
    HB_TAG('C', 'F', 'F', ' ')};

static void
drop_tables(hb_face_t *face, hb_set_t *dropped)
{
	hb_tag_t tags[64];
	unsigned n, start = 0;

	do {
		n = sizeof tags / sizeof *tags;
		hb_face_get_table_tags(face, start, &n, tags);
		for (unsigned i = 0; i < n; i++)
			hb_set_add(dropped, tags[i]);
		start += n;
	} while (n == sizeof tags / sizeof *tags);
	for (size_t i = 0; i < sizeof kept_tables / sizeof *kept_tables; i++)
		hb_set_del(dropped, kept_tables[i]);
}

static bool
cut(struct embedding *e)
{
	const struct pdf_font *font = e->font;
	hb_subset_input_t *input = hb_subset_input_create_or_fail();

	if (input == NULL || !font->has_outlines) {
		hb_subset_input_destroy(input);
		return false;
	}
	/* a CFF face is asked for its own glyphs */
	if (font->cff != NULL)
		hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS);
	drop_tables(font->face,
	    hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
	for (size_t i = 0; i < font->n; i++)
		hb_set_add(
		    hb_subset_input_glyph_set(input), font->codes[i].glyph);
	e->plan = hb_subset_plan_create_or_fail(font->face, input);
	hb_subset_input_destroy(input);
	if (e->plan != NULL)
		e->subset = hb_subset_plan_execute_or_fail(e->plan);
	return e->subset != NULL;
}

/* "/ABCDEF+Name": the letters tell subsets of one face apart. */
static void
make_name(struct embedding *e)
{
	char name[NAME_BYTES];
	unsigned size = sizeof name;
	uint64_t hash = HASH_START;

	hb_ot_name_get_utf8(e->font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME,
	    HB_LANGUAGE_INVALID, &size, name);
	for (size_t i = 0; i < e->font->n; i++)
		hash = hash_add(hash, &e->font->codes[i].glyph,
		    sizeof e->font->codes[i].glyph);
	buf_putc(&e->name, '/');
	for (int i = 0; i < TAG_LETTERS; i++, hash /= 26)
		buf_putc(&e->name, (char)('A' + hash % 26));
	buf_putc(&e->name, '+');
	for (const char *p = name; *p != '\0'; p++)
		if ((*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z') ||
		    (*p >= 'a' && *p <= 'z') || *p == '-' || *p == '_')
			buf_putc(&e->name, *p);
}

/* The font program: TrueType as it is, of CFF only that table. */
static void
write_program(const struct embedding *e)
{
	bool is_cff = e->font->cff != NULL;
	hb_blob_t *blob = is_cff ? hb_face_reference_table(
	                               e->subset, HB_TAG('C', 'F', 'F', ' '))
	                         : hb_face_reference_blob(e->subset);
	unsigned len;
	const char *bytes = hb_blob_get_data(blob, &len);
	struct buf dict = {0};

	if (is_cff)
		buf_puts(&dict, "/Subtype /CIDFontType0C");
	else
		buf_printf(&dict, "/Length1 %u", len);
	pdfw_stream(e->out, e->file, buf_str(&dict),
	    (struct slice){bytes, bytes + len}, PDFW_PACK);
	buf_release(&dict);
	hb_blob_destroy(blob);
}

/* A length of the face in 1/1000 of its size. */
static double
in_thousandths(const struct embedding *e, double units)
{
	return units * 1000 / hb_face_get_upem(e->font->face);
}

/* Four numbers of the table "head". */
static void
put_face_box(const struct embedding *e, struct buf *out)
{
	enum { BOX_AT = 36, BOX_BYTES = 8 };
	hb_blob_t *head =
	    hb_face_reference_table(e->font->face, HB_TAG('h', 'e', 'a', 'd'));
	unsigned len;
	const unsigned char *p =
	    (const unsigned char *)hb_blob_get_data(head, &len);

	buf_puts(out, "/FontBBox [");
	for (int i = BOX_AT; i < BOX_AT + BOX_BYTES; i += 2) {
		int16_t units = 0;

		if (len >= BOX_AT + BOX_BYTES)
			units = (int16_t)(p[i] << 8 | p[i + 1]);
		put_number(out, in_thousandths(e, units));
		buf_putc(out, ' ');
	}
	buf_puts(out, "] ");
	hb_blob_destroy(head);
}

static void
put_metric(const struct embedding *e, struct buf *out, const char *key,
    hb_ot_metrics_tag_t tag)
{
	hb_position_t units;

	hb_ot_metrics_get_position_with_fallback(e->font->units, tag, &units);
	buf_printf(out, "%s ", key);
	put_number(out, in_thousandths(e, units));
	buf_putc(out, ' ');
}

/* Stems are guessed from the weight; only a reader without the face needs
 * them. Flags: symbolic, as all fonts with codes of their own (9.8.2). */
static void
write_descriptor(const struct embedding *e)
{
	struct buf *out = pdfw_open(e->out, e->descriptor);
	double weight = hb_style_get_value(e->font->units, HB_STYLE_TAG_WEIGHT);

	buf_printf(out, "<< /Type /FontDescriptor /FontName %s /Flags 4 ",
	    buf_str(&e->name));
	put_face_box(e, out);
	put_metric(e, out, "/Ascent", HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER);
	put_metric(e, out, "/Descent", HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER);
	put_metric(e, out, "/CapHeight", HB_OT_METRICS_TAG_CAP_HEIGHT);
	buf_puts(out, "/ItalicAngle 0 /StemV ");
	put_number(out, 50 + (weight / 65) * (weight / 65));
	buf_printf(
	    out, " /%s", e->font->cff != NULL ? "FontFile3" : "FontFile2");
	put_ref(out, e->file);
	buf_puts(out, " >>");
	pdfw_close(e->out);
}

static int
by_cid(const void *a, const void *b)
{
	const struct pdf_code *x = a, *y = b;

	return (x->cid > y->cid) - (x->cid < y->cid);
}

/* "1 [500 500] 9 [250]": widths of ids that follow one another. */
static void
put_widths(const struct embedding *e, struct buf *out)
{
	const struct pdf_code *codes = e->font->codes;

	for (size_t i = 0; i < e->font->n; i++) {
		if (i == 0 || codes[i].cid != codes[i - 1].cid + 1)
			buf_printf(
			    out, "%s%u [", i == 0 ? "" : "] ", codes[i].cid);
		put_number(out, codes[i].advance);
		buf_putc(out, ' ');
	}
	buf_puts(out, "]");
}

static void
write_descendant(const struct embedding *e)
{
	struct buf *out = pdfw_open(e->out, e->descendant);

	buf_printf(out,
	    "<< /Type /Font /Subtype /CIDFontType%d /BaseFont %s"
	    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
	    " /Supplement 0 >> /FontDescriptor",
	    e->font->cff != NULL ? 0 : 2, buf_str(&e->name));
	put_ref(out, e->descriptor);
	buf_puts(out, " /DW 0 /W [");
	put_widths(e, out);
	buf_puts(out, "]");
	if (e->font->cff == NULL) {
		buf_puts(out, " /CIDToGIDMap");
		put_ref(out, e->glyphs);
	}
	buf_puts(out, " >>");
	pdfw_close(e->out);
}

/* Code → glyph of the cut face, two bytes each. */
static void
write_glyphs(const struct embedding *e)
{
	const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(e->plan);
	struct buf bytes = {0};

	buf_add(&bytes, "\0", 2);
	for (size_t i = 0; i < e->font->n; i++) {
		unsigned glyph = hb_map_get(map, e->font->codes[i].glyph);

		buf_putc(&bytes, (char)(glyph >> 8));
		buf_putc(&bytes, (char)(glyph & 0xFF));
	}
	pdfw_stream(e->out, e->glyphs, "",
	    (struct slice){bytes.data, bytes.data + bytes.len}, PDFW_PACK);
	buf_release(&bytes);
}

/* The mark of byte order, where somebody left it in a text, is no character
 * that a font may have (PDF/A-2 6.2.11.7.2, PDF/UA-1 7.21.7); Unicode has
 * another one for what it once meant. */
static unsigned
allowed(unsigned character)
{
	return character == 0xFEFF ? 0x2060 : character;
}

static void
put_characters(
    const struct pdf_font *font, const struct pdf_code *code, struct buf *out)
{
	const char *p = font->characters.data + code->characters;
	const char *end = p + code->len;

	while (p < end)
		put_utf16(out, allowed(utf8_next(&p)));
}

/* ISO 32000-1, 9.10.3 */
static void
put_cmap(const struct pdf_font *font, struct buf *out)
{
	buf_puts(out,
	    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0"
	    " >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
	    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (size_t i = 0; i < font->n; i++) {
		size_t row = i % MAP_ROWS, left = font->n - i;

		if (row == 0)
			buf_printf(out, "%zu beginbfchar\n",
			    left < MAP_ROWS ? left : MAP_ROWS);
		buf_printf(out, "<%04X> <", font->codes[i].cid);
		put_characters(font, &font->codes[i], out);
		buf_puts(out, ">\n");
		if (row == MAP_ROWS - 1 || left == 1)
			buf_puts(out, "endbfchar\n");
	}
	buf_puts(out, "endcmap\nCMapName currentdict /CMap defineresource pop\n"
	              "end\nend\n");
}

static void
write_unicode(const struct embedding *e)
{
	struct buf map = {0};

	put_cmap(e->font, &map);
	pdfw_stream(e->out, e->unicode, "",
	    (struct slice){map.data, map.data + map.len}, PDFW_PACK);
	buf_release(&map);
}

static void
write_font(const struct embedding *e)
{
	struct buf *out = pdfw_open(e->out, e->font->number);

	buf_printf(out,
	    "<< /Type /Font /Subtype /Type0 /BaseFont %s /Encoding /Identity-H"
	    " /DescendantFonts [",
	    buf_str(&e->name));
	put_ref(out, e->descendant);
	buf_puts(out, " ] /ToUnicode");
	put_ref(out, e->unicode);
	buf_puts(out, " >>");
	pdfw_close(e->out);
}

static void
write_objects(struct embedding *e)
{
	e->file = pdfw_number(e->out);
	e->descriptor = pdfw_number(e->out);
	e->descendant = pdfw_number(e->out);
	e->unicode = pdfw_number(e->out);
	write_program(e);
	write_descriptor(e);
	if (e->font->cff == NULL) {
		e->glyphs = pdfw_number(e->out);
		write_glyphs(e);
	}
	write_descendant(e);
	write_unicode(e);
	write_font(e);
}

static bool
embed(struct pdf_font *font, struct pdfw *out, struct diags *diags)
{
	struct embedding e = {.font = font, .out = out};
	bool ok;

	/* no code is asked for any more; glyphs know theirs by the old order */
	qsort(font->codes, font->n, sizeof *font->codes, by_cid);
	make_name(&e);
	ok = cut(&e);
	if (ok) {
		write_objects(&e);
		hb_face_destroy(e.subset);
	} else {
		diag_add(diags, DIAG_PDF_FONT, LOC_NONE, buf_str(&e.name) + 8);
	}
	hb_subset_plan_destroy(e.plan);
	buf_release(&e.name);
	return ok;
}

bool
pdf_fonts_write(struct pdf_fonts *fonts, struct pdfw *out, struct diags *diags)
{
	bool ok = true;

	for (size_t i = 0; i < fonts->n; i++)
		if (fonts->fonts[i].number != 0)
			ok = embed(&fonts->fonts[i], out, diags) && ok;
	return ok;
}
