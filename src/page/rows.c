/*
 * Rows → pages.
 *
 * A chain of rows that keep together goes onto the page it fits on: this
 * one, else a new one. Only a chain taller than a page is parted, between
 * its rows. Words that may split leave at least two lines on each side.
 */
#include "page/layout.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

enum { FEWEST_LINES = 2 }; /* of a split paragraph on either page */

void
rows_part(struct row *row, struct part part)
{
	assert(row->nparts < ROW_PARTS);
	row->parts[row->nparts++] = part;
	if (part.kind != PART_SHAPE && part.y + part.height > row->height)
		row->height = part.y + part.height;
}

void
rows_words(struct row *row, const struct words *words, double x, double y)
{
	if (words == NULL)
		return;
	rows_part(row, (struct part){.kind = PART_WORDS,
	                   .x = x,
	                   .y = y,
	                   .width = words->width,
	                   .height = words->paragraph.height,
	                   .elem = NO_ELEM,
	                   .words = words});
}

void
rows_picture(
    struct row *row, const struct picture *picture, struct rect box, int elem)
{
	double ratio = picture->width / picture->height;
	double width = box.width, height = width / ratio;

	if (height > box.height) {
		height = box.height;
		width = height * ratio;
	}
	rows_part(row,
	    (struct part){.kind = PART_PICTURE,
	        .x = box.x + (box.width - width) / 2,
	        .y = box.y,
	        .width = width,
	        .height = height,
	        .elem = elem,
	        .artifact = elem == NO_ELEM ? ARTIFACT_LAYOUT : ARTIFACT_NONE,
	        .picture = picture});
}

static double
page_height(const struct layout *l)
{
	return l->bottom - l->top;
}

/* Put the panel behind what was placed since it was opened. */
static void
close_frame(struct layout *l)
{
	const struct frame *f = l->frame;
	double height = l->y - l->frame_top;
	struct box box = {.kind = BOX_SHAPE,
	    .width = f->width,
	    .height = height,
	    .shape = {.filled = true, .fill = f->tint, .radius = f->radius}};
	struct placement placement = {.x = f->x,
	    .y = l->frame_top,
	    .artifact = ARTIFACT_LAYOUT,
	    .elem = NO_ELEM};
	size_t at = l->frame_index;

	l->frame = NULL;
	if (height <= 0)
		return;
	if (f->tinted) {
		placement.box = tree_box(l, box);
		tree_place(l, l->page, placement, at++);
	}
	if (f->bar > 0) {
		box.width = f->bar;
		box.shape =
		    (struct shape){.filled = true, .fill = f->bar_color};
		placement.box = tree_box(l, box);
		tree_place(l, l->page, placement, at);
	}
}

static void
open_frame(struct layout *l, const struct frame *frame)
{
	if (l->frame == frame)
		return;
	l->frame = frame;
	l->frame_index = l->pages->pages[l->page].nplacements;
	l->frame_top = l->y;
}

static void
next_page(struct layout *l)
{
	if (l->frame != NULL)
		close_frame(l);
	l->page = tree_page(l);
	l->y = l->top;
	l->at_top = true;
}

static void
place_part(struct layout *l, const struct part *part, enum artifact artifact)
{
	struct box box = {.width = part->width,
	    .height = part->height,
	    .picture = part->picture,
	    .shape = part->shape};
	double y = l->y + part->y;

	if (artifact == ARTIFACT_NONE)
		artifact = part->artifact;
	switch (part->kind) {
	case PART_WORDS:
		words_place(l, part->words, l->page, part->x, y, artifact);
		return;
	case PART_PICTURE:
		box.kind = BOX_PICTURE;
		break;
	case PART_SHAPE:
		box.kind = BOX_SHAPE;
		artifact = ARTIFACT_LAYOUT;
		break;
	}
	tree_place(l, l->page,
	    (struct placement){.box = tree_box(l, box),
	        .x = part->x,
	        .y = y,
	        .artifact = artifact,
	        .elem = artifact == ARTIFACT_NONE ? part->elem : NO_ELEM},
	    SIZE_MAX);
}

static void
place_row(struct layout *l, const struct row *row, enum artifact artifact)
{
	if (l->frame != NULL && row->frame != l->frame)
		close_frame(l);
	if (!l->at_top)
		l->y += row->gap;
	open_frame(l, row->frame);
	for (size_t i = 0; i < row->nparts; i++)
		place_part(l, &row->parts[i], artifact);
	l->y += row->height;
	l->at_top = false;
}

static double
space_left(const struct layout *l, const struct row *row)
{
	return l->bottom - l->y - (l->at_top ? 0 : row->gap);
}

/* Place as many lines as fit, the rest on new pages. */
static void
place_split(struct layout *l, const struct row *row)
{
	const struct part *part = &row->parts[0];
	const struct words *words = part->words;
	size_t n = words->paragraph.nlines, from = 0;
	double line = words->paragraph.height / (double)n;

	while (from < n) {
		double left = space_left(l, row) - part->y;
		size_t fit = left > 0 ? (size_t)(left / line + 1e-6) : 0;
		struct row piece = *row;

		if (fit >= n - from)
			fit = n - from;
		else if (n - from - fit < FEWEST_LINES)
			fit = n - from > 2 * FEWEST_LINES - 1
			          ? n - from - FEWEST_LINES
			          : 0;
		if (fit < FEWEST_LINES && fit < n - from) {
			if (!l->at_top) {
				next_page(l);
				continue;
			}
			fit = 1; /* a page lower than two lines */
		}
		piece.nparts = 0;
		piece.height = 0;
		rows_words(&piece, words_slice(l, words, from, from + fit),
		    part->x, part->y);
		place_row(l, &piece, ARTIFACT_NONE);
		from += fit;
	}
}

static void
place_alone(struct layout *l, const struct row *row)
{
	if (row->height <= space_left(l, row) + 0.01) {
		place_row(l, row, ARTIFACT_NONE);
		return;
	}
	if (row->may_split) {
		place_split(l, row);
		return;
	}
	if (!l->at_top)
		next_page(l);
	if (row->repeat != NULL)
		place_row(l, row->repeat, ARTIFACT_LAYOUT);
	if (row->height > page_height(l) + 0.01) {
		diag_add(l->diags,
		    row->is_heading ? DIAG_HEADING_TOO_TALL
		                    : DIAG_ITEM_TOO_TALL,
		    row->loc, row->height, page_height(l));
		l->failed = true;
	}
	place_row(l, row, ARTIFACT_NONE);
}

static double
chain_height(const struct row *rows, size_t n)
{
	double height = 0;

	for (size_t i = 0; i < n; i++)
		height += rows[i].height + (i > 0 ? rows[i].gap : 0);
	return height;
}

/* What must go onto the page with the chain's last row: all of it, or its
 * first lines. */
static double
needed_height(const struct row *rows, size_t n)
{
	const struct row *last = &rows[n - 1];
	double height = chain_height(rows, n);

	if (last->may_split) {
		const struct paragraph *p = &last->parts[0].words->paragraph;
		size_t kept =
		    p->nlines > 2 * FEWEST_LINES - 1 ? FEWEST_LINES : p->nlines;

		height -=
		    p->height * (double)(p->nlines - kept) / (double)p->nlines;
	}
	return height;
}

/* Place rows that keep together. */
static void
place_chain(struct layout *l, const struct row *rows, size_t n)
{
	if (l->page < 0)
		next_page(l);
	if (needed_height(rows, n) > space_left(l, &rows[0]) + 0.01 &&
	    !l->at_top) {
		next_page(l);
		if (rows[0].repeat != NULL)
			place_row(l, rows[0].repeat, ARTIFACT_LAYOUT);
	}
	for (size_t i = 0; i < n; i++)
		place_alone(l, &rows[i]);
}

void
rows_flush(struct layout *l)
{
	size_t n = l->nqueue, start = 0;

	l->nqueue = 0;
	for (size_t i = 0; i < n; i++)
		if (!l->queue[i].keep_next || i + 1 == n) {
			place_chain(l, l->queue + start, i + 1 - start);
			start = i + 1;
		}
}

void
rows_add(struct layout *l, const struct row *row)
{
	ARRAY_GROW(l->queue, l->nqueue, l->queue_cap);
	l->queue[l->nqueue] = *row;
	/* the white below a heading is the gap of what follows it */
	if (l->nqueue > 0 && l->queue[l->nqueue - 1].is_spacer)
		l->queue[l->nqueue].gap = 0;
	l->nqueue++;
	if (!row->keep_next && l->holding == 0)
		rows_flush(l);
}

size_t
rows_hold(struct layout *l)
{
	l->holding++;
	return l->nqueue;
}

void
rows_release(struct layout *l, size_t first)
{
	assert(l->holding > 0);
	if (chain_height(l->queue + first, l->nqueue - first) <= page_height(l))
		for (size_t i = first; i + 1 < l->nqueue; i++)
			l->queue[i].keep_next = true;
	if (--l->holding == 0)
		rows_flush(l);
}

/* What a page must have room for: a chain that fits on one whole, of another
 * each row. What no page has room for does not count. */
static double
tallest(const struct layout *l, const struct row *rows, size_t n)
{
	double height = chain_height(rows, n), most = 0;

	if (height <= page_height(l))
		return height;
	for (size_t i = 0; i < n; i++)
		if (!rows[i].may_split && rows[i].height <= page_height(l))
			most = MAX(most, rows[i].height);
	return most;
}

/* How many pages the queue needs if each is filled to limit pt, the first
 * from y on. Too many if the limit would part what a whole page holds. */
static int
count_pages(const struct layout *l, double y, double limit)
{
	int pages = 1;
	size_t start = 0;

	for (size_t i = 0; i < l->nqueue; i++) {
		const struct row *rows = l->queue + start;
		double height;

		if (l->queue[i].keep_next && i + 1 < l->nqueue)
			continue;
		height = chain_height(rows, i + 1 - start);
		if (tallest(l, rows, i + 1 - start) > limit + 0.01)
			return INT_MAX;
		if (y > 0 && y + rows[0].gap + height > limit + 0.01) {
			pages++;
			y = 0;
		}
		y += (y > 0 ? rows[0].gap : 0) + height;
		start = i + 1;
	}
	return pages;
}

void
rows_release_evenly(struct layout *l)
{
	double bottom = l->bottom, low = 0, high = page_height(l);
	double y = l->at_top || l->page < 0 ? 0 : l->y - l->top;
	int pages = count_pages(l, y, high);

	assert(l->holding == 1);
	l->holding = 0;
	for (int i = 0; pages > 1 && i < 12; i++) {
		double middle = (low + high) / 2;

		if (count_pages(l, y, middle) <= pages)
			high = middle;
		else
			low = middle;
	}
	if (pages > 1)
		l->bottom = l->top + high;
	rows_flush(l);
	l->bottom = bottom;
}

void
rows_end(struct layout *l)
{
	rows_flush(l);
	if (l->frame != NULL)
		close_frame(l);
}

void
rows_new_page(struct layout *l)
{
	rows_flush(l);
	if (l->page < 0 || !l->at_top)
		next_page(l);
}
