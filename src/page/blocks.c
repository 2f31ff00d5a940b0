/* The blocks of a document, one function a kind. */
#include "page/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* Lays out a node below an element of the structure tree. */
typedef void block_function(
    struct layout *l, const struct node *node, int parent);

static block_function block;

static bool
shows_item_pictures(const struct layout *l)
{
	return l->style->pictures == PICTURES_ALL;
}

/* Where a block without a picture stands: the column of words. */
struct row
row_for(const struct layout *l, const struct node *node, double gap)
{
	return (struct row){
	    .gap = gap, .frame = l->column.frame, .loc = node->loc};
}

/* The Figure for a node's picture; NO_ELEM if it is decoration. */
static int
figure_elem(struct layout *l, const struct node *node,
    const struct picture *picture, int parent)
{
	const char *alt = document_alt(node, picture);
	int elem;

	if (str_is_blank(alt))
		return NO_ELEM;
	elem = tree_elem(l, ROLE_FIGURE, parent);
	l->pages->elems[elem].alt = alt;
	return elem;
}

/* The picture of a node, loaded; NULL if it has none, or after a message. */
static const struct picture *
drawn_picture(struct layout *l, const struct node *node)
{
	const struct attr *attr = node_attr_entry(node, ATTR_PICTURE);
	const struct picture *picture;

	if (attr == NULL || str_eq(attr->value, "none"))
		return NULL;
	picture = picture_lookup(l->pictures, attr->value, attr->loc, l->diags);
	l->failed = l->failed || picture == NULL;
	return picture;
}

/* Add the node's picture to its row, in the picture column, size pt high and
 * wide at most. */
static void
add_picture(struct layout *l, struct row *row, const struct node *node,
    double size, int parent)
{
	const struct picture *picture;
	const struct column *c = &l->column;

	if (!shows_item_pictures(l) || c->picture_width <= 0)
		return;
	picture = drawn_picture(l, node);
	if (picture == NULL)
		return;
	if (size > c->picture_width)
		size = c->picture_width;
	rows_picture(row, picture,
	    (struct rect){
	        c->picture_x + (c->picture_width - size) / 2, 0, size, size},
	    figure_elem(l, node, picture, parent));
}

/* The node's words, and below them the address of each link whose words do
 * not show it: paper cannot be clicked (ERW-32). */
static void
add_sentences(struct layout *l, struct row *row, const struct node *node,
    int parent, const struct words_style *style)
{
	double x = l->column.x + l->column.width - style->width;

	rows_words(
	    row, words_of_node(l, node, ROLE_P, parent, style, NULL), x, 0);
	for (size_t i = 0; i < node->nsentences; i++) {
		const struct sentence *s = &node->sentences[i];

		for (size_t k = 0; k < s->nspans; k++)
			if (row->nparts + 2 < ROW_PARTS)
				rows_words(row,
				    words_of_address(
				        l, s, &s->spans[k], parent, style),
				    x, row->height);
	}
}

/* A hard word is explained in the next item (ERW-08): they stay on a page. */
static bool
is_explained_next(const struct node *node)
{
	if (node->next == NULL || node->next->kind != KIND_ITEM)
		return false;
	for (size_t i = 0; i < node->nsentences; i++)
		for (size_t k = 0; k < node->sentences[i].nspans; k++)
			if (node->sentences[i].spans[k].marks & SPAN_HARD)
				return true;
	return false;
}

static void
lay_out_item(struct layout *l, const struct node *node, int parent)
{
	struct words_style style = words_body(l, l->column.width);
	bool pictured = shows_item_pictures(l) && l->column.picture_width > 0;
	struct row row = row_for(
	    l, node, pictured ? l->style->item_gap : l->style->paragraph_gap);
	int div = tree_elem(l, ROLE_DIV, parent);

	add_sentences(l, &row, node, div, &style);
	add_picture(l, &row, node,
	    node->origin == ORIGIN_CONTACT ? l->style->picture_point
	                                   : l->style->picture,
	    div);
	row.may_split = row.nparts == 1 && !pictured;
	row.keep_next = is_explained_next(node);
	rows_add(l, &row);
}

/* Words that end in a colon belong to the list after them. */
static bool
leads_into_next(const struct node *node)
{
	const struct sentence *last;

	if (node->next == NULL || node->next->kind != KIND_LIST ||
	    node->nsentences == 0)
		return false;
	last = &node->sentences[node->nsentences - 1];
	return last->text[last->len - 1] == ':';
}

static void
lay_out_paragraph(struct layout *l, const struct node *node, int parent)
{
	const struct column outer = l->column;
	bool credit = node->origin == ORIGIN_CREDITS;
	struct words_style style;
	struct row row = row_for(
	    l, node, credit ? l->style->point_gap : l->style->paragraph_gap);

	if (credit) /* no pictures beside them: the whole width */
		l->column =
		    (struct column){.x = l->left, .width = l->right - l->left};
	style = words_body(l, l->column.width);
	add_sentences(l, &row, node, parent, &style);
	row.may_split = row.nparts == 1;
	row.keep_next = leads_into_next(node);
	rows_add(l, &row);
	l->column = outer;
}

/* The line that leads into a list or a box: it keeps with what follows. */
static void
lay_out_lead(struct layout *l, const struct node *node, int parent, bool bold)
{
	struct words_style style = words_body(l, l->column.width);
	bool pictured = node_attr(node, ATTR_PICTURE) != NULL &&
	                shows_item_pictures(l) && l->column.picture_width > 0;
	struct row row = row_for(
	    l, node, pictured ? l->style->item_gap : l->style->paragraph_gap);
	int div = pictured ? tree_elem(l, ROLE_DIV, parent) : parent;

	style.bold = bold;
	add_sentences(l, &row, node, div, &style);
	if (pictured)
		add_picture(l, &row, node, l->style->picture, div);
	row.keep_next = true;
	rows_add(l, &row);
}

struct point {
	const struct node *node;
	int list;
	const char *label;
	bool keep_next;
	double gap;
	double indent; /* pt, of the words; the same for the whole list */
};

static struct words_style
mark_style(const struct layout *l, double width)
{
	struct words_style style = words_body(l, width);

	style.color = l->style->brand;
	style.bold = true;
	return style;
}

static const char *
point_label(struct layout *l, bool numbered, int n)
{
	return numbered ? arena_printf(l->arena, "%d.", n) : "•";
}

/* What the template says, or more where the widest mark needs more: a mark is
 * never broken and never touches the words. */
static double
list_indent(struct layout *l, const struct node *list, bool numbered)
{
	static const double GAP = 0.25; /* of the size of the letters */
	struct words_style style = mark_style(l, 100000);
	const struct words *mark;
	int n = 0;

	for (const struct node *i = list->first; i != NULL; i = i->next)
		n += i->kind == KIND_ITEM;
	mark = words_of_text(l, point_label(l, numbered, n), NO_ELEM, &style);
	if (mark == NULL)
		return l->style->indent;
	return fmax(
	    l->style->indent, mark->paragraph.width + GAP * l->style->size);
}

static void
lay_out_point(struct layout *l, const struct point *point)
{
	struct words_style style =
	    words_body(l, l->column.width - point->indent);
	struct words_style mark = mark_style(l, point->indent);
	struct row row = row_for(l, point->node, point->gap);
	int item = tree_elem(l, ROLE_LI, point->list);
	int label = tree_elem(l, ROLE_LBL, item);
	int body = tree_elem(l, ROLE_LBODY, item);

	rows_words(
	    &row, words_of_text(l, point->label, label, &mark), l->column.x, 0);
	add_sentences(l, &row, point->node, body, &style);
	add_picture(l, &row, point->node, l->style->picture_point, body);
	row.keep_next = point->keep_next;
	rows_add(l, &row);
}

static void
lay_out_list(struct layout *l, const struct node *node, int parent)
{
	bool numbered = str_eq(node_attr(node, ATTR_NUMBERED), "yes");
	const struct node *lead = node_child(node, KIND_LEAD);
	bool pictured = shows_item_pictures(l) && l->column.picture_width > 0;
	size_t held = rows_hold(l);
	double indent = list_indent(l, node, numbered);
	int list, n = 0;

	if (lead != NULL)
		lay_out_lead(l, lead, parent, false);
	list = tree_elem(l, ROLE_L, parent);
	l->pages->elems[list].numbering =
	    numbered ? NUMBERING_DECIMAL : NUMBERING_DISC;
	tree_target(l, node_attr(node, ATTR_ID), list);
	for (const struct node *i = node->first; i != NULL; i = i->next) {
		struct point point = {
		    .node = i, .list = list, .indent = indent};

		if (i->kind != KIND_ITEM)
			continue;
		n++;
		point.label = point_label(l, numbered, n);
		point.gap = n > 1      ? l->style->point_gap
		            : pictured ? l->style->item_gap
		                       : l->style->point_gap;
		/* the last point does not go over alone */
		point.keep_next =
		    i->next != NULL && i->next->next == NULL && n > 1;
		lay_out_point(l, &point);
	}
	rows_release(l, held);
}

/* Blocks from here on stand on the frame. It is as wide as the words and
 * pictures are now; they move in by its bar and padding. */
static void
begin_frame(struct layout *l, struct frame *frame)
{
	struct column *c = &l->column;
	double inset = frame->bar + l->style->box_padding;
	double right = c->x + c->width;

	frame->x = c->x;
	if (c->picture_width > 0 && c->picture_x < c->x)
		frame->x = c->picture_x;
	else if (c->picture_width > 0)
		right = c->picture_x + c->picture_width;
	frame->width = right - frame->x;
	c->frame = frame;
	c->width -= inset + l->style->box_padding;
	c->x += inset;
	c->picture_x += c->picture_x > c->x ? -l->style->box_padding : inset;
}

/* White inside a frame, above its first row or below its last. */
static void
add_padding(struct layout *l, const struct node *node, double gap,
    double padding, bool keep_next)
{
	struct row row = row_for(l, node, gap);

	row.height = padding;
	row.keep_next = keep_next;
	row.is_spacer = keep_next;
	rows_add(l, &row);
}

static void
lay_out_quote(struct layout *l, const struct node *node, int parent)
{
	const struct column outer = l->column;
	struct frame *frame = ARENA_NEW(l->arena, struct frame);
	const char *by = node_attr(node, ATTR_BY);
	int quote = tree_elem(l, ROLE_BLOCK_QUOTE, parent);
	struct words_style style;
	struct row row;

	*frame = (struct frame){
	    .bar = l->style->box_bar, .bar_color = l->style->accent};
	begin_frame(l, frame);
	/* the bar stands at the words, the picture where pictures stand */
	frame->x = outer.x;
	frame->width = outer.width;
	l->column.picture_x = outer.picture_x;
	style = words_body(l, l->column.width);
	row = row_for(l, node, l->style->paragraph_gap);
	if (by != NULL) {
		struct row said = row;

		style.bold = true;
		rows_words(&said,
		    words_of_text(l,
		        language_fill(l->arena,
		            l->doc->language->words[WORD_QUOTE_BY], "by", by,
		            NULL),
		        tree_elem(l, ROLE_P, quote), &style),
		    l->column.x, 0);
		said.keep_next = true;
		rows_add(l, &said);
		style.bold = false;
		row.gap = 0;
	}
	add_sentences(l, &row, node, quote, &style);
	add_picture(l, &row, node, l->style->picture, quote);
	row.may_split = row.nparts == 1;
	rows_add(l, &row);
	l->column = outer;
}

static void
lay_out_box(struct layout *l, const struct node *node, int parent)
{
	const struct column outer = l->column;
	struct frame *frame = ARENA_NEW(l->arena, struct frame);
	double padding = l->style->box_padding;
	int div = tree_elem(l, ROLE_DIV, parent);
	size_t held;

	*frame = (struct frame){.tinted = true,
	    .tint = l->style->tint,
	    .bar = l->style->box_bar,
	    .bar_color = l->style->brand,
	    .radius = l->style->radius};
	begin_frame(l, frame);
	held = rows_hold(l);
	add_padding(l, node, l->style->paragraph_gap, padding, true);
	for (const struct node *c = node->first; c != NULL; c = c->next) {
		if (c->kind == KIND_LEAD)
			lay_out_lead(l, c, div, true);
		else
			block(l, c, div);
	}
	add_padding(l, node, 0, padding, false);
	rows_release(l, held);
	l->column = outer;
}

static void
lay_out_figure(struct layout *l, const struct node *node, int parent)
{
	const struct picture *picture = drawn_picture(l, node);
	const struct node *caption = node_child(node, KIND_CAPTION);
	struct words_style style = words_body(l, l->column.width);
	struct row row = row_for(l, node, l->style->item_gap);
	int div = tree_elem(l, ROLE_DIV, parent);

	if (picture == NULL)
		return;
	if (l->style->pictures == PICTURES_NONE) {
		rows_words(&row,
		    words_of_text(l,
		        language_fill(l->arena,
		            l->doc->language->words[WORD_PICTURE], "alt",
		            document_alt(node, picture), NULL),
		        tree_elem(l, ROLE_P, div), &style),
		    l->column.x, 0);
	} else {
		rows_picture(&row, picture,
		    (struct rect){l->column.x, 0, l->column.width,
		        l->style->figure_height},
		    figure_elem(l, node, picture, div));
	}
	row.keep_next = caption != NULL;
	rows_add(l, &row);
	if (caption == NULL)
		return;
	row = row_for(l, caption, l->style->point_gap);
	rows_words(&row, words_of_node(l, caption, ROLE_P, div, &style, NULL),
	    l->column.x, 0);
	rows_add(l, &row);
}

/* A word of the list of hard words, its meaning below it. */
static void
lay_out_word(struct layout *l, const struct node *node, int parent)
{
	const struct node *term = node_child(node, KIND_TERM);
	const struct node *meaning = node_child(node, KIND_MEANING);
	double width = l->right - l->left;
	struct words_style style = words_body(l, width);
	struct row row = row_for(l, node, l->style->paragraph_gap);
	int div = tree_elem(l, ROLE_DIV, parent);

	tree_target(l, node_attr(node, ATTR_ID), div);
	style.bold = true;
	style.color = l->style->hard;
	rows_words(&row, words_of_node(l, term, ROLE_P, div, &style, NULL),
	    l->left, 0);
	row.keep_next = true;
	rows_add(l, &row);
	style = words_body(l, width);
	row = row_for(l, meaning, 0);
	rows_words(&row, words_of_node(l, meaning, ROLE_P, div, &style, NULL),
	    l->left, 0);
	rows_add(l, &row);
}

static void
lay_out_heading(struct layout *l, const struct node *node, int parent)
{
	const int level = node->parent->level;
	const struct style *s = l->style;
	const double sizes[] = {s->h1, s->h2, s->h3};
	const enum role roles[] = {ROLE_H2, ROLE_H3, ROLE_H4};
	struct words_style style = {.size = sizes[level - 1],
	    .line_height = s->heading_line_height,
	    .width = l->right - l->left,
	    .bold = true,
	    .pause_breaks = s->pause_breaks == STYLE_YES,
	    .color = s->heading};
	struct row row = row_for(l, node, s->heading_gap_before);
	int elem;

	rows_words(&row,
	    words_of_node(l, node, roles[level - 1], parent, &style, &elem),
	    l->left, 0);
	if (level == 1 && s->heading_rule > 0) {
		rows_part(&row,
		    (struct part){.kind = PART_SHAPE,
		        .x = l->mirrored ? l->right - s->heading_rule_width
		                         : l->left,
		        .y = row.height + s->heading_rule,
		        .width = s->heading_rule_width,
		        .height = s->heading_rule,
		        .shape = {.filled = true, .fill = s->accent}});
		row.height += 2 * s->heading_rule;
	}
	row.is_heading = true;
	row.keep_next = true;
	rows_add(l, &row);
	row = row_for(l, node, 0);
	row.height = s->heading_gap_after;
	row.is_spacer = true;
	row.keep_next = true;
	rows_add(l, &row);
	tree_target(l, node_attr(node->parent, ATTR_ID), elem);
	tree_outline(l, level, document_words(l->arena, node), elem);
}

/* How a kind of block is laid out; NULL for what its parent lays out. */
static block_function *
function_for(enum kind kind)
{
	switch (kind) {
	case KIND_SECTION:
		return blocks_section;
	case KIND_ITEM:
		return lay_out_item;
	case KIND_LIST:
		return lay_out_list;
	case KIND_P:
		return lay_out_paragraph;
	case KIND_QUOTE:
		return lay_out_quote;
	case KIND_BOX:
		return lay_out_box;
	case KIND_TABLE:
		return table_lay_out;
	case KIND_FIGURE:
		return lay_out_figure;
	case KIND_WORD:
		return lay_out_word;
	case KIND_HEADING: /* blocks_section */
	case KIND_LEAD:    /* lay_out_list, lay_out_box */
	case KIND_CAPTION:
	case KIND_HEAD: /* table_lay_out */
	case KIND_ROW:
	case KIND_CELL:
	case KIND_TERM: /* lay_out_word */
	case KIND_MEANING:
	case KIND_PUBLICATION:
	CASES_NOT_IN_DOCUMENT:
		return NULL;
	}
	return NULL;
}

static void
block(struct layout *l, const struct node *node, int parent)
{
	block_function *lay_out = function_for(node->kind);

	if (lay_out != NULL)
		lay_out(l, node, parent);
}

void
blocks_section(struct layout *l, const struct node *section, int parent)
{
	int sect = tree_elem(l, ROLE_SECT, parent);
	bool even =
	    section->level == 1 && l->style->section_start == START_NEW_PAGE;

	if (even) {
		if (section->origin != ORIGIN_CREDITS)
			rows_new_page(l);
		rows_hold(l);
	}
	if (!str_eq(section->lang, l->doc->lang))
		l->pages->elems[sect].lang = section->lang;
	for (const struct node *c = section->first; c != NULL; c = c->next) {
		if (c->kind == KIND_HEADING)
			lay_out_heading(l, c, sect);
		else
			block(l, c, sect);
	}
	if (even)
		rows_release_evenly(l);
}
