/*
 * Tables: a grid where it can be read, else each row as a list of
 * "column: value" (PR-17). Rows are never parted; the head is shown again on
 * each page.
 */
#include "page/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum {
	MAX_COLUMNS = 3, /* more cannot be read at these sizes: PR-17 */
	MAX_CELLS = 32,
};

struct table {
	struct layout *l;
	const struct node *node;
	const struct node *head; /* NULL if it has none */
	int elem;
	size_t ncolumns;
	double widths[MAX_COLUMNS]; /* pt, with padding */
	bool row_headers;
};

static size_t
count_cells(const struct node *row)
{
	size_t n = 0;

	for (const struct node *c = row->first; c != NULL; c = c->next)
		n++;
	return n;
}

/* The width of a cell's words on one line, and of its longest word. */
static void
measure_cell(struct layout *l, const struct node *cell, bool bold,
    double *natural, double *least)
{
	struct words_style style = words_body(l, 100000);
	const struct words *words;
	const char *text = document_words(l->arena, cell);

	style.bold = bold;
	style.pause_breaks = false;
	words = words_of_text(l, text, NO_ELEM, &style);
	*natural = words != NULL ? words->paragraph.width : 0;
	*least = 0;
	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, " ");
		double part = *natural * (double)n / (double)strlen(text);

		/* letters differ in width: a third to be safe */
		if (part * 1.33 > *least)
			*least = part * 1.33;
		p += n + (p[n] == ' ');
	}
	if (*least > *natural)
		*least = *natural;
}

static void
measure_row(
    struct table *t, const struct node *row, double *natural, double *least)
{
	size_t i = 0;

	for (const struct node *c = row->first; c != NULL; c = c->next, i++) {
		double n, m;
		bool bold =
		    row->kind == KIND_HEAD || (i == 0 && t->row_headers);

		measure_cell(t->l, c, bold, &n, &m);
		if (n > natural[i])
			natural[i] = n;
		if (m > least[i])
			least[i] = m;
	}
}

/* Share the width: each column its longest word, the rest by need. False if
 * the longest words do not fit. */
static bool
choose_widths(struct table *t)
{
	struct layout *l = t->l;
	double natural[MAX_COLUMNS] = {0}, least[MAX_COLUMNS] = {0};
	double room = l->right - l->left, need = 0, want = 0;
	double padding = 2 * l->style->cell_padding;

	for (const struct node *r = t->node->first; r != NULL; r = r->next)
		if (r->kind == KIND_HEAD || r->kind == KIND_ROW)
			measure_row(t, r, natural, least);
	room -= padding * (double)t->ncolumns;
	for (size_t i = 0; i < t->ncolumns; i++) {
		/* a column that asks for little gets all it asks for */
		if (natural[i] < room / (double)(t->ncolumns + 1))
			least[i] = natural[i];
		need += least[i];
		want += natural[i] - least[i];
	}
	if (need > room)
		return false;
	for (size_t i = 0; i < t->ncolumns; i++) {
		double share = want > 0 ? (natural[i] - least[i]) / want
		                        : 1.0 / (double)t->ncolumns;

		t->widths[i] = least[i] + share * (room - need) + padding;
	}
	return true;
}

static void
add_rule(struct table *t, struct row *row, struct color color)
{
	struct layout *l = t->l;

	rows_part(row, (struct part){.kind = PART_SHAPE,
	                   .x = l->left,
	                   .y = row->height,
	                   .width = l->right - l->left,
	                   .height = l->style->table_rule,
	                   .shape = {.filled = true, .fill = color}});
	row->height += l->style->table_rule;
}

static struct row
grid_row(struct table *t, const struct node *node, int parent)
{
	struct layout *l = t->l;
	bool head = node->kind == KIND_HEAD;
	struct row row = {.loc = node->loc, .keep_next = head};
	int tr = tree_elem(l, ROLE_TR, parent);
	double x = l->left, padding = l->style->cell_padding;
	size_t i = 0, tint = 0;

	if (head) {
		tint = row.nparts;
		rows_part(&row,
		    (struct part){.kind = PART_SHAPE,
		        .x = l->left,
		        .width = l->right - l->left,
		        .shape = {.filled = true, .fill = l->style->tint}});
	}
	for (const struct node *c = node->first; c != NULL; c = c->next, i++) {
		enum role role =
		    head || (i == 0 && t->row_headers) ? ROLE_TH : ROLE_TD;
		struct words_style style =
		    words_body(l, t->widths[i] - 2 * padding);
		int elem = tree_elem(l, role, tr);

		if (role == ROLE_TH)
			l->pages->elems[elem].scope =
			    head ? SCOPE_COLUMN : SCOPE_ROW;
		style.bold = role == ROLE_TH;
		rows_words(&row,
		    words_of_node(l, c, ROLE_P, elem, &style, NULL),
		    x + padding, padding);
		x += t->widths[i];
	}
	/* a short row keeps the grid regular (PDF/UA 7.2) */
	for (; i < t->ncolumns; i++)
		tree_elem(l, ROLE_TD, tr);
	row.height += padding;
	if (head)
		row.parts[tint].height = row.height;
	add_rule(t, &row, head ? l->style->brand : l->style->rule);
	return row;
}

static void
lay_out_grid(struct table *t)
{
	struct layout *l = t->l;
	struct row *head = NULL;
	int body;
	bool first = true;

	if (t->head != NULL) {
		head = ARENA_NEW(l->arena, struct row);
		*head = grid_row(t, t->head, tree_elem(l, ROLE_THEAD, t->elem));
		head->gap = l->style->paragraph_gap;
		rows_add(l, head);
	}
	body = tree_elem(l, ROLE_TBODY, t->elem);
	for (const struct node *r = t->node->first; r != NULL; r = r->next) {
		struct row row;

		if (r->kind != KIND_ROW)
			continue;
		row = grid_row(t, r, body);
		if (first && head == NULL)
			row.gap = l->style->paragraph_gap;
		if (!first)
			row.repeat = head;
		/* the last row does not go over alone */
		row.keep_next =
		    r->next != NULL && r->next->next == NULL && !first;
		rows_add(l, &row);
		first = false;
	}
	rows_flush(l);
}

/* One cell of a linearised row: "Column: value". */
static void
linear_cell(struct table *t, const struct node *cell, const char *column,
    int parent, double gap)
{
	struct layout *l = t->l;
	struct words_style style = words_body(l, l->right - l->left);
	int div = tree_elem(l, ROLE_DIV, parent);
	struct row row = {.gap = gap, .loc = cell->loc};

	if (column != NULL) {
		struct row label = row;

		style.bold = true;
		rows_words(&label,
		    words_of_text(l, arena_printf(l->arena, "%s:", column),
		        tree_elem(l, ROLE_P, div), &style),
		    l->left, 0);
		label.keep_next = true;
		rows_add(l, &label);
		style.bold = false;
		row.gap = 0;
	}
	rows_words(&row, words_of_node(l, cell, ROLE_P, div, &style, NULL),
	    l->left, 0);
	row.keep_next = cell->next != NULL;
	rows_add(l, &row);
}

static void
lay_out_linear(struct table *t, int parent)
{
	struct layout *l = t->l;
	const char *columns[MAX_CELLS] = {0};
	size_t n = 0;

	if (t->head != NULL)
		for (const struct node *c = t->head->first;
		     c != NULL && n < MAX_CELLS; c = c->next)
			columns[n++] = document_words(l->arena, c);
	for (const struct node *r = t->node->first; r != NULL; r = r->next) {
		int div;
		size_t i = 0;

		if (r->kind != KIND_ROW)
			continue;
		div = tree_elem(l, ROLE_DIV, parent);
		for (const struct node *c = r->first; c; c = c->next, i++)
			linear_cell(t, c, i < n ? columns[i] : NULL, div,
			    i == 0 ? l->style->item_gap : l->style->point_gap);
		rows_flush(l);
	}
}

static void
lay_out_caption(
    struct table *t, const struct node *caption, enum role role, int parent)
{
	struct layout *l = t->l;
	struct words_style style = words_body(l, l->right - l->left);
	struct row row = {.gap = l->style->paragraph_gap, .loc = caption->loc};

	style.bold = true;
	rows_words(&row, words_of_node(l, caption, role, parent, &style, NULL),
	    l->left, 0);
	row.keep_next = true;
	rows_add(l, &row);
}

void
table_lay_out(struct layout *l, const struct node *node, int parent)
{
	struct table t = {.l = l,
	    .node = node,
	    .head = node_child(node, KIND_HEAD),
	    .row_headers = !str_eq(node_attr(node, ATTR_ROW_HEADERS), "no")};
	const struct node *caption = node_child(node, KIND_CAPTION);
	bool grid;

	for (const struct node *r = node->first; r != NULL; r = r->next)
		if (r->kind != KIND_CAPTION && count_cells(r) > t.ncolumns)
			t.ncolumns = count_cells(r);
	grid = t.ncolumns <= MAX_COLUMNS && choose_widths(&t);
	if (!grid) {
		if (caption != NULL)
			lay_out_caption(&t, caption, ROLE_P, parent);
		lay_out_linear(&t, parent);
		return;
	}
	t.elem = tree_elem(l, ROLE_TABLE, parent);
	tree_target(l, node_attr(node, ATTR_ID), t.elem);
	if (caption != NULL)
		lay_out_caption(&t, caption, ROLE_CAPTION, t.elem);
	lay_out_grid(&t);
}
