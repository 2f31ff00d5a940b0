/*
 * The least that a PDF can cost: the same boxes on the same pages, drawn by
 * Cairo as any program would, without tags, links, bookmarks or metadata, and
 * without a check. A picture is recorded once; Cairo writes it once.
 *
 * usage: pdf_floor PUBLICATION EDITION OUT.pdf
 */
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <hb.h>
#include <pango/pangofc-font.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "page/page.h"
#include "page/shape.h"
#include "picture/drawable.h"
#include "prepare/document.h"
#include "read/publication.h"
#include "style/language.h"

struct floor {
	cairo_t *cr;
	const struct pages *pages;
	const struct picture **pictures; /* recorded ones */
	cairo_surface_t **recordings;
	size_t n;
};

/* The font of a run for Cairo, made once for a font. */
static void
set_font(cairo_t *cr, PangoFont *font)
{
	static PangoFont *fonts[64];
	static cairo_font_face_t *faces[64];
	static size_t n;
	size_t i = 0;
	int scale, unused;

	while (i < n && fonts[i] != font)
		i++;
	if (i == n && n < sizeof fonts / sizeof *fonts) {
		fonts[n] = font;
		faces[n++] = cairo_ft_font_face_create_for_pattern(
		    pango_fc_font_get_pattern(PANGO_FC_FONT(font)));
	}
	hb_font_get_scale(pango_font_get_hb_font(font), &scale, &unused);
	cairo_set_font_face(cr, faces[i]);
	cairo_set_font_size(cr, pango_units_to_double(scale));
}

static void
draw_text(cairo_t *cr, const struct text_fragment *text)
{
	cairo_set_source_rgb(cr, text->color.r, text->color.g, text->color.b);
	for (size_t i = 0; i < text->nruns; i++) {
		const struct text_run *run = &text->runs[i];
		const PangoGlyphString *g = run->glyphs->glyphs;
		cairo_glyph_t *glyphs = cairo_glyph_allocate(g->num_glyphs + 1);
		double x = run->x;
		int n = 0;

		for (int k = 0; k < g->num_glyphs; k++) {
			const PangoGlyphGeometry *at = &g->glyphs[k].geometry;

			if (g->glyphs[k].glyph != PANGO_GLYPH_EMPTY)
				glyphs[n++] =
				    (cairo_glyph_t){g->glyphs[k].glyph,
				        x + pango_units_to_double(at->x_offset),
				        run->baseline + pango_units_to_double(
				                            at->y_offset)};
			x += pango_units_to_double(at->width);
		}
		set_font(cr, run->glyphs->item->analysis.font);
		cairo_show_glyphs(cr, glyphs, n);
		cairo_glyph_free(glyphs);
	}
}

static void
draw_shape(cairo_t *cr, const struct box *box)
{
	const struct shape *shape = &box->shape;

	cairo_rectangle(cr, 0, 0, box->width, box->height);
	if (shape->filled) {
		cairo_set_source_rgb(
		    cr, shape->fill.r, shape->fill.g, shape->fill.b);
		cairo_fill_preserve(cr);
	}
	if (shape->stroked) {
		cairo_set_line_width(cr, shape->line_width);
		cairo_set_source_rgb(
		    cr, shape->stroke.r, shape->stroke.g, shape->stroke.b);
		cairo_stroke_preserve(cr);
	}
	cairo_new_path(cr);
}

/* One recording for each picture, of 100 by 100 or less. */
static cairo_surface_t *
record(struct floor *f, const struct picture *picture, double ratio)
{
	cairo_rectangle_t area = {0, 0, 100, 100 / ratio};
	cairo_surface_t *surface;
	cairo_t *cr;

	for (size_t i = 0; i < f->n; i++)
		if (f->pictures[i] == picture)
			return f->recordings[i];
	surface =
	    cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &area);
	cr = cairo_create(surface);
	if (!picture_draw(picture, cr, area.width, area.height))
		exit(1);
	cairo_destroy(cr);
	f->pictures[f->n] = picture;
	f->recordings[f->n] = surface;
	return f->recordings[f->n++];
}

static void
draw_picture(struct floor *f, const struct box *box)
{
	cairo_surface_t *recording =
	    record(f, box->picture, box->width / box->height);

	cairo_scale(f->cr, box->width / 100, box->width / 100);
	cairo_set_source_surface(f->cr, recording, 0, 0);
	cairo_paint(f->cr);
}

static void
draw_page(struct floor *f, const struct page *page)
{
	for (size_t i = 0; i < page->nplacements; i++) {
		const struct placement *p = &page->placements[i];
		const struct box *box = &f->pages->boxes[p->box];

		cairo_save(f->cr);
		cairo_translate(f->cr, p->x, p->y);
		switch (box->kind) {
		case BOX_TEXT:
			draw_text(f->cr, box->text);
			break;
		case BOX_PICTURE:
			draw_picture(f, box);
			break;
		case BOX_SHAPE:
			draw_shape(f->cr, box);
			break;
		}
		cairo_restore(f->cr);
	}
	cairo_show_page(f->cr);
}

static void
draw(const struct pages *pages, const char *out)
{
	cairo_surface_t *surface = cairo_pdf_surface_create(out, 1, 1);
	struct floor f = {.cr = cairo_create(surface), .pages = pages};

	f.pictures = mem_alloc((pages->nboxes + 1) * sizeof *f.pictures);
	f.recordings = mem_alloc((pages->nboxes + 1) * sizeof *f.recordings);
	for (size_t i = 0; i < pages->npages; i++) {
		cairo_pdf_surface_set_size(
		    surface, pages->pages[i].width, pages->pages[i].height);
		draw_page(&f, &pages->pages[i]);
	}
	cairo_destroy(f.cr);
	cairo_surface_finish(surface);
	if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
		exit(1);
	cairo_surface_destroy(surface);
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct diags diags = {0};
	const struct publication *publication;
	const struct edition *edition;
	const struct language *language;
	const struct document *document;
	struct catalogue *pictures;
	struct fonts *fonts;
	struct pages *pages;

	if (argc != 4)
		return 2;
	publication = publication_read(argv[1], &diags);
	edition =
	    edition_read(arena, argv[2], "templates", NULL, NULL, 0, &diags);
	language = language_read(arena, "en-GB", "templates", &diags);
	pictures = catalogue_open("symbols", NULL, &diags);
	if (publication == NULL || edition == NULL || language == NULL ||
	    pictures == NULL)
		return 1;
	fonts =
	    fonts_open(edition->style.font, edition->style.font_other, &diags);
	document = document_prepare(
	    arena, publication, edition, language, pictures, &diags);
	pages = pages_layout(document, pictures, fonts, &diags);
	if (pages == NULL)
		return 1;
	draw(pages, argv[3]);
	printf("%zu\n", pages->npages);
	return 0;
}
