/* Adding boxes, pages, structure elements and links to struct pages. */
#include "page/layout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static const struct {
	const char *written;
	bool old;
} roles[] = {
#define ROLE(name, written, old) [ROLE_##name] = {written, old},
#include "page/roles.def"
#undef ROLE
};

const char *
role_written(enum role role)
{
	return roles[role].written;
}

bool
role_is_old(enum role role)
{
	return roles[role].old;
}

int
tree_elem(struct layout *l, enum role role, int parent)
{
	struct pages *pages = l->pages;

	ARRAY_GROW(pages->elems, pages->nelems, pages->elems_cap);
	pages->elems[pages->nelems] = (struct elem){
	    .role = role, .parent = parent, .ref = NO_ELEM, .page = -1};
	return (int)pages->nelems++;
}

int
tree_box(struct layout *l, struct box box)
{
	struct pages *pages = l->pages;

	ARRAY_GROW(pages->boxes, pages->nboxes, pages->boxes_cap);
	pages->boxes[pages->nboxes] = box;
	return (int)pages->nboxes++;
}

int
tree_page(struct layout *l)
{
	struct pages *pages = l->pages;

	ARRAY_GROW(pages->pages, pages->npages, pages->pages_cap);
	pages->pages[pages->npages] =
	    (struct page){.width = l->style->page_width,
	        .height = l->style->page_height,
	        .label = ""};
	return (int)pages->npages++;
}

void
tree_place(struct layout *l, int number, struct placement placement, size_t at)
{
	struct page *page = &l->pages->pages[number];

	ARRAY_GROW(page->placements, page->nplacements, page->cap);
	if (at > page->nplacements)
		at = page->nplacements;
	memmove(page->placements + at + 1, page->placements + at,
	    (page->nplacements - at) * sizeof *page->placements);
	page->placements[at] = placement;
	page->nplacements++;
	/* an element starts where its first content does, and so do those
	 * it stands in */
	for (int e = placement.elem; e != NO_ELEM;
	     e = l->pages->elems[e].parent) {
		struct elem *elem = &l->pages->elems[e];

		if (elem->page >= 0)
			break;
		elem->page = number;
		elem->top = placement.y;
	}
}

void
tree_outline(struct layout *l, int level, const char *title, int elem)
{
	struct pages *pages = l->pages;

	ARRAY_GROW(pages->outline, pages->noutline, pages->outline_cap);
	pages->outline[pages->noutline++] =
	    (struct outline_entry){level, title, elem};
}

void
tree_target(struct layout *l, const char *id, int elem)
{
	if (id != NULL && !g_hash_table_contains(l->targets, id))
		g_hash_table_insert(
		    l->targets, (char *)id, GINT_TO_POINTER(elem + 1));
}

size_t
tree_link(struct layout *l, struct page_link link)
{
	struct pages *pages = l->pages;

	ARRAY_GROW(pages->links, pages->nlinks, pages->links_cap);
	pages->links[pages->nlinks] = link;
	return pages->nlinks++;
}

void
tree_resolve_links(struct layout *l)
{
	for (guint i = 0; i < l->inside_links->len; i++) {
		const struct inside_link *inside =
		    &g_array_index(l->inside_links, struct inside_link, i);
		int found = GPOINTER_TO_INT(
		    g_hash_table_lookup(l->targets, inside->id));

		/* an id of the source that this edition leaves out: the
		 * link leads to the start */
		l->pages->links[inside->link].target =
		    found > 0 ? found - 1 : 0;
	}
}

void
tree_move_pages(struct layout *l, int first)
{
	struct pages *pages = l->pages;
	int n = (int)pages->npages, moved = n - first;
	struct page *copy = mem_alloc((size_t)n * sizeof *copy);
	int *to = mem_alloc((size_t)n * sizeof *to);

	for (int i = 0; i < n; i++) {
		to[i] = i;
		if (i >= first)
			to[i] = 1 + i - first;
		else if (i > 0)
			to[i] = i + moved;
		copy[to[i]] = pages->pages[i];
	}
	memcpy(pages->pages, copy, (size_t)n * sizeof *copy);
	for (size_t i = 0; i < pages->nelems; i++)
		if (pages->elems[i].page >= 0)
			pages->elems[i].page = to[pages->elems[i].page];
	for (size_t i = 0; i < pages->nlinks; i++)
		pages->links[i].page = to[pages->links[i].page];
	free(copy);
	free(to);
}
