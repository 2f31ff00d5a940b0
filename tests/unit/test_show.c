/* Texts of a PDF: codes in reading order, glyphs where Pango put them. */
#include "unit.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "base/buf.h"
#include "page/shape.h"
#include "write/pdf/flate.h"
#include "write/pdf/show.h"
#include "write/pdf/token.h"

static const char families[] = "Liberation Sans";
static const char others[] =
    "Noto Sans, Noto Naskh Arabic, Noto Sans Hebrew, Noto Sans Bengali, "
    "Noto Sans Devanagari, Noto Sans Tamil, Noto Sans Ethiopic";

struct bench {
	struct arena *arena;
	struct fonts *fonts;
	struct diags diags;
};

static struct bench b;

/* A text as a PDF reader sees it. */
struct reader {
	struct pdf_fonts fonts;
	struct buf words;
	size_t font, nglyphs, nspans;
	double size, x, line_x, line_y, rise;
	double x_sum, y_sum; /* of the places of all glyphs */
	bool in_span;
};

static double
number(struct slice s)
{
	double value = 0;

	CHECK(value_real(s, &value));
	return value;
}

/* A literal string as two-byte codes. */
static void
read_codes(struct reader *r, struct slice s)
{
	unsigned char codes[4000];
	size_t n = 0;

	for (const char *p = s.p + 1; p < s.end - 1; p++) {
		if (*p == '\\')
			p++;
		codes[n++] =
		    (unsigned char)(p[-1] == '\\' && *p == 'r' ? '\r' : *p);
	}
	CHECK(n % 2 == 0);
	for (size_t i = 0; i < n; i += 2) {
		const struct pdf_font *font = &r->fonts.fonts[r->font];
		unsigned cid = (unsigned)codes[i] << 8 | codes[i + 1];
		const struct pdf_code *code = NULL;

		for (size_t k = 0; k < font->n; k++)
			if (font->codes[k].cid == cid)
				code = &font->codes[k];
		CHECK(code != NULL && code->len > 0);
		if (!r->in_span)
			buf_add(&r->words,
			    font->characters.data + code->characters,
			    code->len);
		r->nglyphs++;
		r->x_sum += r->x;
		r->y_sum += r->line_y + r->rise;
		r->x += code->advance * r->size / 1000;
	}
}

static void
read_array(struct reader *r, struct slice array)
{
	struct token token;

	CHECK(token_next(&array, &token) && token.kind == TOKEN_ARRAY_OPEN);
	while (token_next(&array, &token)) {
		if (token.kind == TOKEN_STRING)
			read_codes(r, token.text);
		if (token.kind == TOKEN_NUMBER)
			r->x -= number(token.text) * r->size / 1000;
	}
}

static void
read_span(struct reader *r, struct slice dict)
{
	struct slice value;

	CHECK(dict_find(dict, "/ActualText", &value));
	CHECK(strncmp(value.p, "<FEFF", 5) == 0);
	for (const char *p = value.p + 5; p + 4 <= value.end - 1; p += 4) {
		char digits[5] = {p[0], p[1], p[2], p[3], 0};

		buf_put_utf8(&r->words, (unsigned)strtoul(digits, NULL, 16));
	}
	r->in_span = true;
	r->nspans++;
}

static void
read_operator(struct reader *r, struct slice name, struct slice last[3])
{
	if (slice_is(name, "Tf")) {
		r->font = (size_t)strtoul(last[1].p + 2, NULL, 10);
		r->size = number(last[2]);
	} else if (slice_is(name, "Td")) {
		r->line_x += number(last[1]);
		r->line_y += number(last[2]);
		r->x = r->line_x;
	} else if (slice_is(name, "Ts")) {
		r->rise = number(last[2]);
	} else if (slice_is(name, "TJ")) {
		read_array(r, last[2]);
	} else if (slice_is(name, "BDC")) {
		read_span(r, last[2]);
	} else if (slice_is(name, "EMC")) {
		r->in_span = false;
	}
}

static void
read_text(struct reader *r, const struct buf *text)
{
	struct slice in = {text->data, text->data + text->len}, last[3];
	struct token token;

	last[0] = last[1] = last[2] = (struct slice){text->data, text->data};
	while (in.p < in.end) {
		struct slice rest = in;

		if (!token_next(&rest, &token)) {
			CHECK(token.kind == TOKEN_END);
			return;
		}
		if (token.kind == TOKEN_WORD) {
			read_operator(r, token.text, last);
			in = rest;
			continue;
		}
		last[0] = last[1];
		last[1] = last[2];
		if (!value_next(&in, &last[2])) {
			CHECK(false); /* no value */
			return;
		}
	}
}

/* Where Pango put the glyphs that are seen: the sums of all places. */
static void
add_places(const struct text_fragment *text, double x, double top,
    double *x_sum, double *y_sum, size_t *n)
{
	for (size_t i = 0; i < text->nruns; i++) {
		const struct text_run *run = &text->runs[i];
		const PangoGlyphString *g = run->glyphs->glyphs;
		double at = x + run->x;

		for (int k = 0; k < g->num_glyphs; k++) {
			const PangoGlyphInfo *glyph = &g->glyphs[k];

			if (glyph->glyph != PANGO_GLYPH_EMPTY) {
				*x_sum +=
				    at + glyph_units(glyph->geometry.x_offset,
				             run->size);
				*y_sum += top - run->baseline -
				          glyph_units(glyph->geometry.y_offset,
				              run->size);
				++*n;
			}
			at += glyph_units(glyph->geometry.width, run->size);
		}
	}
}

/* Show words in a column; true if they read back as they are and each glyph
 * is in its place. *nspans: how often /ActualText was needed. */
static bool
reads_back(const char *words, const char *lang, size_t *nspans)
{
	struct paragraph_style style = {
	    .size = 17, .line_height = 1.5, .width = 150};
	struct word_run run = {
	    .text = words, .len = strlen(words), .lang = lang};
	struct paragraph p;
	struct reader r = {.size = 0};
	struct buf out = {0};
	double x_sum = 0, y_sum = 0, far;
	size_t n = 0;
	bool ok;

	CHECK(paragraph_shape(
	    b.fonts, b.arena, &run, 1, &style, LOC_NONE, &p, &b.diags));
	CHECK(show_text(&out, p.fragments[0], 30.25, 700, &r.fonts));
	add_places(p.fragments[0], 30.25, 700, &x_sum, &y_sum, &n);
	read_text(&r, &out);
	CHECK(n == r.nglyphs && n > 0);
	/* half of 1/1000 of the size, and roundings of Pango's own */
	far = 17 * 0.0006;
	CHECK(fabs(x_sum - r.x_sum) / (double)n < far);
	CHECK(fabs(y_sum - r.y_sum) / (double)n < far);
	ok = strcmp(buf_str(&r.words), words) == 0;
	if (!ok)
		printf(
		    "wanted \"%s\", read \"%s\"\n", words, buf_str(&r.words));
	*nspans = r.nspans;
	pdf_fonts_release(&r.fonts);
	buf_release(&r.words);
	buf_release(&out);
	return ok;
}

static void
test_words_read_back(void)
{
	static const struct {
		const char *words, *lang;
		bool any_spans;
	} rows[] = {
	    {"We (all) help you \\ and your family, every day.", "en-GB",
	        false},
	    {"AVATAR To. Wa, 01268\xC2\xA0"
	     "594350 x",
	        "en-GB", false},
	    {"soft\xC2\xADhyphen \xC2\xAD"
	     "a\xE2\x80\x8B"
	     "b\xE2\x81\xA0"
	     "c\xE2\x80\x8D",
	        "en-GB", false},
	    {"\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE\xD9\x88\xD8\xA7\xD9\x87"
	     "\xD9\x85 \xE2\x80\x8F\xD8\xA8",
	        "fa", false},
	    {"Caf\xC3\xA9 cafe\xCC\x81 ch\xC5\xB5yn w\xCC\x82", "cy", false},
	    {"Zadzwo\xC5\x84 \xC5\xBC\xC3\xB3\xC5\x82w x\xCC\xA3\xCC\x81", "pl",
	        false},
	    {"\xD9\x85\xD8\xAF\xD8\xAF 01268 \xDA\xA9\xDB\x8C "
	     "\xD9\xBE\xDB\x81\xD9\x86\xDA\x86 (a) \xD9\x85\xD9\x8F\xD8\xAF"
	     "\xD9\x8E\xD8\xAF\xD9\x91",
	        "ur", true},
	    {"\xD7\xA9\xD6\xB8\xD7\x81\xD7\x9C\xD7\x95\xD6\xB9\xD7\x9D 12 abc",
	        "he", true},
	    {"\xE0\xA4\x95\xE0\xA4\xBF\xE0\xA4\xA4\xE0\xA4\xBE\xE0\xA4\xAC "
	     "\xE0\xA4\x95\xE0\xA5\x8D\xE0\xA4\xB7\xE0\xA4\xAE\xE0\xA4\xBE",
	        "hi", true},
	    {"\xE0\xA6\x86\xE0\xA6\xAE\xE0\xA6\xBF \xE0\xA6\x95\xE0\xA7\x8B",
	        "bn", true},
	    {"\xE0\xAE\x95\xE0\xAF\x8B\xE0\xAE\x9F\xE0\xAF\x8D\xE0\xAE\x9F\xE0"
	     "\xAF"
	     "\x88",
	        "ta", true},
	    {"\xE1\x8A\xA0\xE1\x88\x9B\xE1\x88\xAD\xE1\x8A\x9B", "am", false},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t nspans;

		CHECK(reads_back(rows[i].words, rows[i].lang, &nspans));
		CHECK(rows[i].any_spans || nspans == 0);
	}
}

/* One glyph, two characters: two codes. The same again: the same codes. */
static void
test_readings(void)
{
	struct pdf_fonts fonts = {.n = 0};
	PangoFontDescription *description =
	    pango_font_description_from_string("Liberation Sans 12");
	PangoContext *context =
	    pango_font_map_create_context(pango_cairo_font_map_get_default());
	PangoFont *pango = pango_context_load_font(context, description);
	static const char space[] = " ", hard[] = "\xC2\xA0";
	const struct slice a = {space, space + 1}, z = {hard, hard + 2};
	size_t number = pdf_fonts_find(&fonts, pango);
	struct pdf_font *font = &fonts.fonts[number];
	unsigned first, second;

	first = pdf_font_code(font, 3, a)->cid;
	second = pdf_font_code(font, 3, z)->cid;
	CHECK(first != second && font->n == 2);
	CHECK(pdf_font_code(font, 3, a)->cid == first);
	CHECK(pdf_font_code(font, 3, z)->cid == second);
	CHECK(pdf_font_any_code(font, 3, z)->cid == second && font->n == 2);
	CHECK(pdf_font_any_code(font, 5, z)->cid != second && font->n == 3);
	pdf_fonts_release(&fonts);
	g_object_unref(pango);
	g_object_unref(context);
	pango_font_description_free(description);
}

/* A face of pixels, say. */
static void
test_font_without_outlines(void)
{
	struct paragraph_style style = {
	    .size = 17, .line_height = 1.5, .width = 150};
	struct word_run run = {.text = "Us", .len = 2, .lang = "en-GB"};
	struct paragraph p;
	struct pdf_fonts fonts = {.n = 0};
	struct buf out = {0}, file = {0};
	struct pdfw w;

	CHECK(paragraph_shape(
	    b.fonts, b.arena, &run, 1, &style, LOC_NONE, &p, &b.diags));
	CHECK(show_text(&out, p.fragments[0], 0, 0, &fonts));
	CHECK(fonts.n == 1 && fonts.fonts[0].on_page);
	pdfw_start(&w, &file, "1.7");
	fonts.fonts[0].number = pdfw_number(&w);
	fonts.fonts[0].has_outlines = false;
	CHECK(!pdf_fonts_write(&fonts, &w, &b.diags));
	CHECK(b.diags.n == 1 && b.diags.items[0].id == DIAG_PDF_FONT);
	CHECK_STR(b.diags.items[0].text,
	    "the font LiberationSans cannot be put into a PDF");
	pdfw_release(&w);
	pdf_fonts_release(&fonts);
	buf_release(&out);
	buf_release(&file);
}

/* All streams of a file, one after the other. */
static void
unpack_streams(const struct buf *file, struct buf *out)
{
	static const char start[] = "stream\n", end[] = "\nendstream";
	struct flate flate = {.can_inflate = false};
	const char *p = file->data, *stop = file->data + file->len;

	while ((p = memmem(p, (size_t)(stop - p), start, 7)) != NULL) {
		const char *last =
		    memmem(p, (size_t)(stop - p), end, sizeof end - 1);

		CHECK(last != NULL &&
		      flate_unpack(&flate, (struct slice){p + 7, last}, out));
		p = last + sizeof end - 1;
	}
	flate_release(&flate);
}

/* Left in a text, it would make the file fail PDF/A and PDF/UA. */
static void
test_byte_order_mark(void)
{
	struct paragraph_style style = {
	    .size = 17, .line_height = 1.5, .width = 150};
	static const char words[] = "a\xEF\xBB\xBF b\xC3\xA9";
	struct word_run run = {
	    .text = words, .len = sizeof words - 1, .lang = "en-GB"};
	struct paragraph p;
	struct pdf_fonts fonts = {.n = 0};
	struct buf out = {0}, file = {0}, text = {0};
	struct pdfw w;

	CHECK(paragraph_shape(
	    b.fonts, b.arena, &run, 1, &style, LOC_NONE, &p, &b.diags));
	CHECK(show_text(&out, p.fragments[0], 0, 0, &fonts));
	pdfw_start(&w, &file, "1.7");
	fonts.fonts[0].number = pdfw_number(&w);
	CHECK(pdf_fonts_write(&fonts, &w, &b.diags));
	pdfw_finish(&w, fonts.fonts[0].number, 0);
	unpack_streams(&file, &text);
	CHECK(memmem(text.data, text.len, "> <00612060>", 12) != NULL);
	CHECK(memmem(text.data, text.len, "> <00E9>", 8) != NULL);
	CHECK(memmem(text.data, text.len, "FEFF", 4) == NULL);
	pdfw_release(&w);
	pdf_fonts_release(&fonts);
	buf_release(&out);
	buf_release(&file);
	buf_release(&text);
}

int
main(void)
{
	b.arena = arena_new();
	b.fonts = fonts_open(families, others, &b.diags);
	CHECK(b.fonts != NULL);
	if (b.fonts != NULL) {
		RUN(test_words_read_back);
		RUN(test_readings);
		RUN(test_byte_order_mark);
		RUN(test_font_without_outlines);
	}
	fonts_close(b.fonts);
	diags_release(&b.diags);
	arena_free(b.arena);
	return unit_end();
}
