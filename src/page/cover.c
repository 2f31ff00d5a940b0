/*
 * The cover: who it is from, the title, one clear picture, that it is easy
 * read or large print, the date (ERL-19, PR-19).
 */
#include "page/layout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

struct cover {
	struct layout *l;
	int page, sect;
	double width;
	double top; /* of the band */
	bool band;
	struct color ink; /* of the words at the top */
};

/* Words below y; moves y past them. */
static void
add_words(struct cover *c, const char *text, enum role role,
    const struct words_style *style, double *y)
{
	struct layout *l = c->l;
	int elem;
	const struct words *words;

	if (str_is_blank(text))
		return;
	elem = tree_elem(l, role, c->sect);
	words = words_of_text(l, text, elem, style);
	if (words == NULL)
		return;
	words_place(l, words, c->page, l->left, *y, ARTIFACT_NONE);
	*y += words->paragraph.height;
}

static void
add_shape(struct cover *c, struct rect r, struct shape shape, size_t at)
{
	struct layout *l = c->l;
	struct box box = {.kind = BOX_SHAPE,
	    .width = r.width,
	    .height = r.height,
	    .shape = shape};

	tree_place(l, c->page,
	    (struct placement){.box = tree_box(l, box),
	        .x = r.x,
	        .y = r.y,
	        .artifact = ARTIFACT_LAYOUT,
	        .elem = NO_ELEM},
	    at);
}

/* The logo on a strip of paper above the band: it keeps its own colours and
 * its own white. Returns where the strip ends. */
static double
add_logo(struct cover *c)
{
	struct layout *l = c->l;
	const struct style *s = l->style;
	const struct picture *logo;
	struct box box = {.kind = BOX_PICTURE, .height = s->logo_height};
	int elem;

	if (s->logo == NULL)
		return 0;
	logo = picture_lookup(l->pictures, s->logo, LOC_NONE, l->diags);
	if (logo == NULL)
		return 0;
	box.picture = logo;
	box.width = box.height * logo->width / logo->height;
	if (box.width > c->width) {
		box.height *= c->width / box.width;
		box.width = c->width;
	}
	elem = tree_elem(l, ROLE_FIGURE, c->sect);
	l->pages->elems[elem].alt = s->logo_alt;
	tree_place(l, c->page,
	    (struct placement){.box = tree_box(l, box),
	        .x = l->left,
	        .y = s->margin_top / 2,
	        .elem = elem},
	    SIZE_MAX);
	return box.height + s->margin_top;
}

static double
add_title(struct cover *c)
{
	struct layout *l = c->l;
	const struct style *s = l->style;
	const struct document *doc = l->doc;
	struct words_style small = words_body(l, c->width);
	struct words_style title = {.size = s->title_size,
	    .line_height = s->heading_line_height,
	    .width = c->width,
	    .bold = true,
	    .pause_breaks = true,
	    .color = c->ink};
	struct words_style subtitle = title;
	double y = c->top + s->margin_left;
	int elem;

	small.color = c->ink;
	subtitle.size = s->subtitle_size;
	subtitle.bold = false;
	add_words(c, doc->organisation, ROLE_P, &small, &y);
	y += s->title_size * 0.9;
	elem = (int)l->pages->nelems;
	add_words(c, doc->title, ROLE_H1, &title, &y);
	tree_outline(l, 1, doc->title, elem);
	y += s->size * 0.8;
	add_words(c, doc->subtitle, ROLE_P, &subtitle, &y);
	y += s->margin_left * 0.75;
	return y > c->top + s->cover_band ? y : c->top + s->cover_band;
}

/* What kind of edition it is, in a box of its own. Returns its top. */
static double
add_badge(struct cover *c)
{
	struct layout *l = c->l;
	const struct style *s = l->style;
	const char *const *words = l->doc->language->words;
	struct words_style style = words_body(l, c->width);
	double padding = s->size * 0.6, width, height, x, y;
	const struct words *badge;

	height = s->size * s->heading_line_height + 2 * padding;
	y = s->page_height - s->margin_bottom - height;
	if (document_badge(l->doc) == BADGE_NONE)
		return y;
	style.bold = true;
	style.line_height = s->heading_line_height;
	style.color = s->heading;
	badge = words_of_text(l,
	    words[document_badge(l->doc) == BADGE_LARGE_PRINT ? WORD_LARGE_PRINT
	                                                      : WORD_EASY_READ],
	    tree_elem(l, ROLE_P, c->sect), &style);
	if (badge == NULL)
		return y;
	width = badge->paragraph.width + 3 * padding;
	x = l->mirrored ? l->right - width : l->left;
	add_shape(c, (struct rect){x, y, width, height},
	    (struct shape){.stroked = true,
	        .stroke = s->accent,
	        .line_width = s->size / 6,
	        .radius = s->radius},
	    SIZE_MAX);
	words_place_ink(
	    l, badge, c->page, x + 1.5 * padding, y + padding, ARTIFACT_NONE);
	return y;
}

static void
add_date(struct cover *c, double y)
{
	struct layout *l = c->l;
	struct words_style style = words_body(l, c->width);
	const struct words *date;

	if (str_is_blank(l->doc->date_words))
		return;
	style.line_height = l->style->heading_line_height;
	date = words_of_text(
	    l, l->doc->date_words, tree_elem(l, ROLE_P, c->sect), &style);
	if (date != NULL)
		words_place_ink(l, date, c->page,
		    l->mirrored ? l->left : l->right - date->paragraph.width,
		    y + l->style->size * 0.6, ARTIFACT_NONE);
}

/* The lines about a large print: its size, its pages, whom to ask for
 * another (PR-19). */
static size_t
note_texts(const struct layout *l, const char **texts)
{
	const struct document *doc = l->doc;
	const char *const *words = doc->language->words;
	size_t n = 0;

	texts[n++] = arena_printf(l->arena, "%s %s",
	    language_fill(l->arena, words[WORD_SIZE_NOTE], "size",
	        arena_printf(l->arena, "%g", l->style->size), NULL),
	    language_fill(l->arena, words[WORD_PAGES_NOTE], "n",
	        arena_printf(l->arena, "%zu", l->pages->npages), NULL));
	if (doc->ncontacts > 0) {
		texts[n++] = words[WORD_OTHER_FORMATS];
		texts[n++] = document_contact(doc, &doc->contacts[0]);
	}
	return n;
}

static double
notes_height(struct layout *l)
{
	struct words_style style = words_body(l, l->right - l->left);
	const char *texts[3];
	double height = 0;
	size_t n;

	if (document_badge(l->doc) != BADGE_LARGE_PRINT)
		return 0;
	n = note_texts(l, texts);
	for (size_t i = 0; i < n; i++) {
		const struct words *words =
		    words_of_text(l, texts[i], NO_ELEM, &style);

		if (words != NULL)
			height += words->paragraph.height;
	}
	return height;
}

void
cover_notes(struct layout *l)
{
	struct words_style style = words_body(l, l->right - l->left);
	const struct words *words[3];
	const char *texts[3];
	double y = l->notes_bottom;
	size_t n;

	if (document_badge(l->doc) != BADGE_LARGE_PRINT)
		return;
	n = note_texts(l, texts);
	for (size_t i = 0; i < n; i++) {
		words[i] = words_of_text(
		    l, texts[i], tree_elem(l, ROLE_P, l->cover), &style);
		if (words[i] == NULL)
			return;
		y -= words[i]->paragraph.height;
	}
	for (size_t i = 0; i < n; i++) {
		words_place(l, words[i], 0, l->left, y, ARTIFACT_NONE);
		y += words[i]->paragraph.height;
	}
}

static void
add_picture(struct cover *c, double top, double bottom)
{
	struct layout *l = c->l;
	const struct document *doc = l->doc;
	const struct picture *picture;
	double size = l->style->cover_picture, room = bottom - top;
	struct row row = {0};
	const struct part *part;
	const char *alt;
	int elem = NO_ELEM;
	struct box box;

	if (doc->cover_picture == NULL || size <= 0 ||
	    str_eq(doc->cover_picture, "none"))
		return;
	if (room < size / 3) { /* a stamp helps nobody */
		diag_add(l->diags, DIAG_COVER_ROOM, doc->cover_loc);
		return;
	}
	picture = picture_lookup(
	    l->pictures, doc->cover_picture, doc->cover_loc, l->diags);
	if (picture == NULL)
		return;
	alt = doc->cover_alt != NULL ? doc->cover_alt : picture->alt;
	if (!str_is_blank(alt)) {
		elem = tree_elem(l, ROLE_FIGURE, c->sect);
		l->pages->elems[elem].alt = alt;
	}
	if (size > room * 0.86)
		size = room * 0.86;
	rows_picture(
	    &row, picture, (struct rect){l->left, 0, c->width, size}, elem);
	part = &row.parts[0];
	box = (struct box){.kind = BOX_PICTURE,
	    .width = part->width,
	    .height = part->height,
	    .picture = picture};
	tree_place(l, c->page,
	    (struct placement){.box = tree_box(l, box),
	        .x = part->x,
	        .y = top + (room - part->height) / 2,
	        .artifact = part->artifact,
	        .elem = elem},
	    SIZE_MAX);
}

void
cover_lay_out(struct layout *l)
{
	const struct style *s = l->style;
	struct cover c = {.l = l,
	    .page = tree_page(l),
	    .sect = tree_elem(l, ROLE_SECT, 0),
	    .width = l->right - l->left,
	    .band = s->cover_style == COVER_BAND};
	double band, badge;

	c.ink = c.band ? s->on_brand : s->heading;
	c.top = add_logo(&c);
	band = add_title(&c);
	add_shape(&c, (struct rect){0, c.top, s->page_width, band - c.top},
	    (struct shape){
	        .filled = true, .fill = c.band ? s->brand : s->paper},
	    0);
	add_shape(&c,
	    (struct rect){c.band ? 0 : l->left, band,
	        c.band ? s->page_width : c.width, s->size / 4},
	    (struct shape){.filled = true, .fill = s->accent}, 1);
	badge = add_badge(&c);
	add_date(&c, badge);
	l->cover = c.sect;
	l->notes_bottom = badge - s->size;
	badge = l->notes_bottom - notes_height(l);
	add_picture(&c, band, badge);
	l->page = c.page;
	l->at_top = false;
	l->y = l->bottom;
}
