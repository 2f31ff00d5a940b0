/*
 * The contents page: each section with its page number, the whole row a link
 * (ERL-18). Laid out after the body, when the numbers are known, then moved
 * to stand behind the cover.
 */
#include "page/layout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum { FEWEST_PAGES = 5 }; /* without contents up to 4: ERL-18 */

struct entry {
	const char *title;
	const struct words *words;
	int level, link, heading;
	double x;
	int page; /* of the contents, from 0 */
	double y;
};

struct contents {
	struct layout *l;
	struct entry *entries;
	size_t n;
	int toc;
	double number_width, row_gap;
	int npages;
};

static void
make_entry(struct contents *c, const struct outline_entry *outline)
{
	struct layout *l = c->l;
	struct entry *e = &c->entries[c->n++];
	struct words_style style;
	int item = tree_elem(l, ROLE_TOCI, c->toc);
	int reference = tree_elem(l, ROLE_REFERENCE, item);

	e->title = outline->title;
	e->level = outline->level;
	e->heading = outline->elem;
	e->link = tree_elem(l, ROLE_LINK, reference);
	e->x = l->left + (outline->level - 1) * l->style->indent;
	style = words_body(l, l->right - c->number_width - e->x);
	/* the space parts the title from its number when read aloud */
	e->words = words_of_text(
	    l, arena_printf(l->arena, "%s ", outline->title), e->link, &style);
	l->pages->elems[item].ref = outline->elem;
}

/* Where each entry stands; how many pages they need. */
static void
paginate(struct contents *c, double first_y)
{
	struct layout *l = c->l;
	double y = first_y;
	int page = 0;

	for (size_t i = 0; i < c->n; i++) {
		double height = c->entries[i].words->paragraph.height;

		if (y + height > l->bottom) {
			page++;
			y = l->top;
		}
		c->entries[i].page = page;
		c->entries[i].y = y;
		y += height + c->row_gap;
	}
	c->npages = page + 1;
}

/* Close the rows up a little if that keeps the contents on one page. */
static void
close_up(struct contents *c, double first_y)
{
	double height = 0, gap;

	for (size_t i = 0; i < c->n; i++)
		height += c->entries[i].words->paragraph.height;
	gap = (c->l->bottom - first_y - height) / (double)c->n;
	if (gap < c->row_gap && gap > c->l->style->size / 8)
		c->row_gap = gap;
}

static void
place_entry(struct contents *c, const struct entry *e, int first_page)
{
	struct layout *l = c->l;
	const struct style *s = l->style;
	int page = first_page + e->page;
	int number = l->pages->elems[e->heading].page + c->npages + 1;
	double height = e->words->paragraph.height;
	double last_line = e->y + height - s->size * s->line_height;
	struct words_style style = words_body(l, c->number_width);
	struct rect *rect = ARENA_NEW(l->arena, struct rect);
	struct box leader = {.kind = BOX_SHAPE,
	    .width = l->right - l->left,
	    .height = s->rule_width,
	    .shape = {.filled = true, .fill = s->rule}};
	const char *text = arena_printf(l->arena, "%d", number);
	const struct words *words;

	words_place(l, e->words, page,
	    l->mirrored ? l->right - (e->x - l->left) - e->words->width : e->x,
	    e->y, ARTIFACT_NONE);
	style.bold = true;
	style.color = s->brand;
	words = words_of_text(l, text, e->link, &style);
	if (words == NULL)
		return;
	words_place_ink(l, words, page,
	    l->mirrored ? l->left : l->right - words->paragraph.width,
	    last_line, ARTIFACT_NONE);
	tree_place(l, page,
	    (struct placement){.box = tree_box(l, leader),
	        .x = l->left,
	        .y = e->y + height + c->row_gap / 2 - s->rule_width,
	        .artifact = ARTIFACT_LAYOUT,
	        .elem = NO_ELEM},
	    SIZE_MAX);
	*rect = (struct rect){l->left, e->y, l->right - l->left, height};
	tree_link(l, (struct page_link){.elem = e->link,
	                 .page = page,
	                 .rects = rect,
	                 .nrects = 1,
	                 .target = e->heading,
	                 .contents = language_fill(l->arena,
	                     l->doc->language->words[WORD_LINK_TO], "title",
	                     e->title, NULL)});
}

static double
place_heading(struct layout *l, int page, int sect)
{
	const struct style *s = l->style;
	struct words_style style = {.size = s->h1,
	    .line_height = s->heading_line_height,
	    .width = l->right - l->left,
	    .bold = true,
	    .color = s->heading};
	int elem = tree_elem(l, ROLE_H2, sect);
	const struct words *words = words_of_text(
	    l, l->doc->language->words[WORD_CONTENTS], elem, &style);
	struct box rule = {.kind = BOX_SHAPE,
	    .width = s->heading_rule_width,
	    .height = s->heading_rule,
	    .shape = {.filled = true, .fill = s->accent}};
	double y = l->top;

	words_place(l, words, page, l->left, y, ARTIFACT_NONE);
	y += words->paragraph.height + s->heading_rule;
	if (s->heading_rule > 0)
		tree_place(l, page,
		    (struct placement){.box = tree_box(l, rule),
		        .x = l->mirrored ? l->right - rule.width : l->left,
		        .y = y,
		        .artifact = ARTIFACT_LAYOUT,
		        .elem = NO_ELEM},
		    SIZE_MAX);
	return y + s->heading_rule + s->heading_gap_after;
}

static size_t
count_entries(const struct layout *l, int depth)
{
	size_t n = 0;

	/* the first entry of the outline is the cover */
	for (size_t i = 1; i < l->pages->noutline; i++)
		n += l->pages->outline[i].level <= depth;
	return n;
}

/* As deep as the template wants, but no deeper than one page holds. */
static int
choose_depth(const struct contents *c)
{
	const struct style *s = c->l->style;
	double line = s->size * s->line_height + c->row_gap;
	double room = c->l->bottom - c->l->top - s->h1 * 2;
	int depth = (int)s->contents_depth;

	while (depth > 1 && (double)count_entries(c->l, depth) * line > room)
		depth--;
	return depth;
}

void
contents_lay_out(struct layout *l)
{
	struct contents c = {.l = l,
	    .number_width = 3 * l->style->size,
	    .row_gap = l->style->contents_gap};
	int first = (int)l->pages->npages, sect;
	int depth = choose_depth(&c);
	size_t n = count_entries(l, depth);
	double first_y;

	if (l->style->contents != STYLE_YES || first < FEWEST_PAGES || n == 0)
		return;
	c.entries = ARENA_ARRAY(l->arena, struct entry, n);
	sect = tree_elem(l, ROLE_SECT, 0);
	tree_page(l);
	first_y = place_heading(l, first, sect);
	c.toc = tree_elem(l, ROLE_TOC, sect);
	for (size_t i = 1; i < l->pages->noutline; i++)
		if (l->pages->outline[i].level <= depth)
			make_entry(&c, &l->pages->outline[i]);
	if (l->failed)
		return;
	close_up(&c, first_y);
	paginate(&c, first_y);
	while ((int)l->pages->npages < first + c.npages)
		tree_page(l);
	for (size_t i = 0; i < c.n; i++)
		place_entry(&c, &c.entries[i], first);
	tree_move_pages(l, first);
}
