/* What only shows on the laid-out pages: length, items, lines, pictures. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "check/locate.h"
#include "check/rules.h"
#include "page/page.h"
#include "page/shape.h"

enum {
	SHORT_LAST_WORD = 3, /* characters: ERL-07 */
	PT_AN_INCH = 72,
};

/* The sentences of a document by their ids. */
static GHashTable *
sentences_by_id(const struct document *document)
{
	GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < document->nsentences; i++)
		g_hash_table_insert(table, (char *)document->sentences[i]->id,
		    document->sentences[i]);
	return table;
}

struct looking {
	struct checking *c;
	const struct pages *pages;
	GHashTable *sentences;
};

/* The sentence that an element is, or stands in; NULL if it is none. */
static const struct sentence *
sentence_of(const struct looking *l, int elem)
{
	for (; elem != NO_ELEM; elem = l->pages->elems[elem].parent) {
		const char *id = l->pages->elems[elem].id;

		if (id != NULL)
			return g_hash_table_lookup(l->sentences, id);
	}
	return NULL;
}

/* ERW-28: and how many parts would do. */
static void
check_length(const struct looking *l)
{
	const struct node *root = l->pages->document->root;
	int good = limit_number(l->c, LIMIT_PAGES_GOOD);
	int most = limit_number(l->c, LIMIT_PAGES_MOST);
	int n = (int)l->pages->npages, parts = (n + good - 1) / good;

	if (n > most)
		finding_node(l->c, DIAG_TOO_LONG, root->source, root->loc, n,
		    most, limit_source(l->c, LIMIT_PAGES_MOST), parts);
	else if (n > good)
		finding_node(l->c, DIAG_LONG, root->source, root->loc, n, good,
		    limit_source(l->c, LIMIT_PAGES_GOOD));
}

/* ERL-01, PR-01: the letters. Templates have a floor; this is what is
 * better. */
static void
check_size(const struct looking *l, bool is_easy)
{
	const struct node *root = l->pages->document->root;
	enum limit limit = is_easy ? LIMIT_EASY_GOOD : LIMIT_LARGE_GOOD;
	double size = l->pages->document->edition->style.size;

	if (size < limit_number(l->c, limit))
		finding_node(l->c, is_easy ? DIAG_EASY_SMALL : DIAG_LARGE_SMALL,
		    root->source, root->loc, size, limit_number(l->c, limit),
		    limit_source(l->c, limit));
}

static bool
has_picture(const struct node *node)
{
	const char *picture = node_attr(node, ATTR_PICTURE);

	return node->kind == KIND_ITEM && picture != NULL &&
	       !str_eq(picture, "none");
}

/* ERL-11: on each page, the items with a picture that begin there. */
static void
check_items(const struct looking *l)
{
	size_t *items = ARENA_ARRAY(l->c->arena, size_t, l->pages->npages);
	int most = limit_number(l->c, LIMIT_PAGE_ITEMS);

	for (size_t i = 0; i < l->pages->nelems; i++) {
		const struct elem *elem = &l->pages->elems[i];
		const struct sentence *s =
		    elem->id != NULL
		        ? g_hash_table_lookup(l->sentences, elem->id)
		        : NULL;

		if (s == NULL || elem->page < 0 || !has_picture(s->node) ||
		    s != &s->node->sentences[0])
			continue;
		if (++items[elem->page] == (size_t)most + 1)
			finding_node(l->c, DIAG_PAGE_FULL, s->node->source,
			    s->node->loc, l->pages->pages[elem->page].label,
			    most, limit_source(l->c, LIMIT_PAGE_ITEMS));
	}
}

/* ERP-04: the pixels of a photo on an inch of paper. */
static void
check_resolution(const struct looking *l, const struct placement *placement)
{
	const struct box *box = &l->pages->boxes[placement->box];
	const struct picture *picture = box->picture;
	int least = limit_number(l->c, LIMIT_PICTURE_DPI), dpi;
	const struct sentence *s = sentence_of(l, placement->elem);
	double scale;

	if (picture->format != PICTURE_PNG && picture->format != PICTURE_JPEG)
		return;
	scale =
	    fmin(box->width / picture->width, box->height / picture->height);
	dpi = (int)(PT_AN_INCH / scale);
	if (dpi < least)
		finding_node(l->c, DIAG_PICTURE_COARSE,
		    s != NULL ? s->node->source
		              : l->pages->document->root->source,
		    s != NULL ? s->node->loc : l->pages->document->root->loc,
		    picture->name, dpi, least,
		    limit_source(l->c, LIMIT_PICTURE_DPI));
}

/* The text of a line: bytes of the paragraph. */
struct line {
	double baseline;
	size_t start, end;
};

static void
add_run(struct line *lines, size_t *n, const struct text_run *run)
{
	size_t start = (size_t)run->glyphs->item->offset;
	size_t end = start + (size_t)run->glyphs->item->length;
	struct line *line = *n > 0 ? &lines[*n - 1] : NULL;

	if (line == NULL || fabs(line->baseline - run->baseline) > 1) {
		lines[(*n)++] = (struct line){run->baseline, start, end};
		return;
	}
	line->start = start < line->start ? start : line->start;
	line->end = end > line->end ? end : line->end;
}

static void
trim_line(const char *text, struct line *line)
{
	while (line->end > line->start && text[line->end - 1] == ' ')
		line->end--;
}

/* ERL-07: the last line is not one short word. */
static void
check_last_line(const struct looking *l, const struct sentence *s,
    const char *line, size_t len)
{
	if (memchr(line, ' ', len) == NULL &&
	    utf8_count(line, len) <= SHORT_LAST_WORD + 1)
		finding_sentence(l->c, DIAG_LAST_LINE, s,
		    arena_strndup(l->c->arena, line, len));
}

/* Is this all of the paragraph? With a link in it there are several pieces,
 * and one of them does not know what else stands on its lines. */
static bool
is_whole(const char *text, const struct line *lines, size_t n)
{
	struct line all = {.end = strlen(text)};

	trim_line(text, &all);
	return lines[0].start == 0 && lines[n - 1].end == all.end;
}

/* ERL-10, PR-10: characters on a line. One message for a sentence. */
static void
check_lines(const struct looking *l, const struct placement *placement)
{
	const struct text_fragment *text = l->pages->boxes[placement->box].text;
	const struct sentence *s = sentence_of(l, placement->elem);
	int most = limit_number(l->c, LIMIT_LINE_CHARACTERS);
	struct line *lines;
	size_t n = 0, longest = 0;

	if (s == NULL || s->node->kind == KIND_CELL || text->nruns == 0)
		return;
	lines = ARENA_ARRAY(l->c->arena, struct line, text->nruns);
	for (size_t i = 0; i < text->nruns; i++)
		add_run(lines, &n, &text->runs[i]);
	for (size_t i = 0; i < n; i++) {
		size_t count;

		trim_line(text->text, &lines[i]);
		count = utf8_count(
		    text->text + lines[i].start, lines[i].end - lines[i].start);
		longest = count > longest ? count : longest;
	}
	if (longest > (size_t)most)
		finding_sentence(l->c, DIAG_LINE_LONG, s, longest, most,
		    limit_source(l->c, LIMIT_LINE_CHARACTERS));
	if (n > 1 && is_whole(text->text, lines, n))
		check_last_line(l, s, text->text + lines[n - 1].start,
		    lines[n - 1].end - lines[n - 1].start);
}

static void
check_placements(const struct looking *l, const struct page *page)
{
	for (size_t i = 0; i < page->nplacements; i++) {
		const struct placement *p = &page->placements[i];

		switch (l->pages->boxes[p->box].kind) {
		case BOX_TEXT:
			if (p->elem != NO_ELEM)
				check_lines(l, p);
			break;
		case BOX_PICTURE:
			check_resolution(l, p);
			break;
		case BOX_SHAPE:
			break;
		}
	}
}

/* PR-17: a table of many columns is hard to follow in large letters. */
static void
check_tables(const struct looking *l)
{
	const struct node *root = l->pages->document->root;
	int most = limit_number(l->c, LIMIT_TABLE_COLUMNS);

	for (const struct node *n = root; n != NULL; n = node_next(n, root)) {
		const struct node *row =
		    n->kind == KIND_TABLE ? node_child(n, KIND_ROW) : NULL;
		int columns = 0;

		for (const struct node *cell = row ? row->first : NULL;
		     cell != NULL; cell = cell->next)
			columns += cell->kind == KIND_CELL;
		if (columns > most)
			finding_node(l->c, DIAG_TABLE_WIDE, n->source, n->loc,
			    columns, most,
			    limit_source(l->c, LIMIT_TABLE_COLUMNS));
	}
}

void
check_pages(const struct check_job *job, const struct pages *pages,
    struct checked *checked)
{
	bool is_easy = document_badge(pages->document) == BADGE_EASY_READ;
	struct checking c;
	struct looking l = {&c, pages, sentences_by_id(pages->document)};

	checking_init(&c, job, checked);
	c.profile = job->profiles
	                ->of[is_easy ? PROFILE_EASY_READ : PROFILE_LARGE_PRINT];
	check_length(&l);
	check_size(&l, is_easy);
	if (is_easy)
		check_items(&l);
	else
		check_tables(&l);
	for (size_t i = 0; i < pages->npages; i++)
		check_placements(&l, &pages->pages[i]);
	g_hash_table_destroy(l.sentences);
	checking_release(&c);
}
