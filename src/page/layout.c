/* document → pages: the order of work. */
#include "page/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/str.h"

static void
set_columns(struct layout *l)
{
	const struct style *s = l->style;
	bool pictures_right;

	l->mirrored = language_is_right_to_left(l->doc->lang);
	pictures_right = (s->picture_side == SIDE_RIGHT) != l->mirrored;

	l->left = s->margin_left;
	l->right = s->page_width - s->margin_right;
	l->top =
	    s->margin_top + s->header_gap + s->size * s->heading_line_height;
	l->bottom = s->page_height - s->margin_bottom - s->footer_gap -
	            s->size * s->heading_line_height;
	l->column = (struct column){.x = l->left, .width = l->right - l->left};
	if (s->pictures != PICTURES_ALL)
		return;
	l->column.picture_width = s->picture;
	l->column.width -= s->picture + s->gutter;
	l->column.picture_x = l->left;
	if (pictures_right)
		l->column.picture_x = l->right - s->picture;
	else
		l->column.x += s->picture + s->gutter;
}

static struct pages *
pages_new(const struct document *document)
{
	struct pages *pages = mem_alloc(sizeof *pages);

	*pages = (struct pages){.arena = arena_new(), .document = document};
	return pages;
}

struct pages *
pages_layout(const struct document *document, struct catalogue *pictures,
    struct fonts *fonts, struct diags *diags)
{
	struct pages *pages = pages_new(document);
	struct layout l = {.arena = pages->arena,
	    .doc = document,
	    .style = &document->edition->style,
	    .pictures = pictures,
	    .fonts = fonts,
	    .diags = diags,
	    .pages = pages,
	    .page = -1,
	    .targets = g_hash_table_new(g_str_hash, g_str_equal),
	    .inside_links =
	        g_array_new(FALSE, FALSE, sizeof(struct inside_link))};

	set_columns(&l);
	tree_elem(&l, ROLE_DOCUMENT, NO_ELEM);
	cover_lay_out(&l);
	for (const struct node *s = document->root->first; s; s = s->next)
		blocks_section(&l, s, 0);
	rows_end(&l);
	if (!l.failed)
		contents_lay_out(&l);
	furniture_add(&l);
	cover_notes(&l);
	tree_resolve_links(&l);
	g_hash_table_destroy(l.targets);
	g_array_unref(l.inside_links);
	free(l.queue);
	if (pages->npages > BOUND_PAGES)
		l.failed = !diag_add(
		    diags, DIAG_PAGES_MANY, document->root->loc, BOUND_PAGES);
	if (!l.failed)
		return pages;
	pages_free(pages);
	return NULL;
}

void
pages_free(struct pages *pages)
{
	if (pages == NULL)
		return;
	for (size_t i = 0; i < pages->npages; i++)
		free(pages->pages[i].placements);
	free(pages->boxes);
	free(pages->elems);
	free(pages->pages);
	free(pages->links);
	free(pages->outline);
	arena_free(pages->arena);
	free(pages);
}
