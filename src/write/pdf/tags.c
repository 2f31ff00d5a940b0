/* The structure tree made ready to write. */
#include "write/pdf/tags.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Group n items by key, keeping their order; key NO_ELEM is in no group. */
static void
groups_build(struct groups *groups, const int *keys, size_t n, size_t ngroups)
{
	size_t *next = mem_alloc((ngroups + 1) * sizeof *next);

	groups->start = mem_alloc((ngroups + 1) * sizeof *groups->start);
	groups->items = mem_alloc(n * sizeof *groups->items);
	for (size_t g = 0; g <= ngroups; g++)
		groups->start[g] = 0;
	for (size_t i = 0; i < n; i++)
		if (keys[i] != NO_ELEM)
			groups->start[keys[i] + 1]++;
	for (size_t g = 0; g < ngroups; g++) {
		next[g] = groups->start[g];
		groups->start[g + 1] += groups->start[g];
	}
	for (size_t i = 0; i < n; i++)
		if (keys[i] != NO_ELEM)
			groups->items[next[keys[i]]++] = i;
	free(next);
}

static void
groups_release(struct groups *groups)
{
	free(groups->start);
	free(groups->items);
}

static void
add_page_contents(struct tags *tags, size_t page)
{
	const struct page *p = &tags->pages->pages[page];
	int mcid = 0;

	tags->page_start[page] = tags->ncontents;
	for (size_t i = 0; i < p->nplacements; i++)
		if (p->placements[i].artifact == ARTIFACT_NONE)
			tags->contents[tags->ncontents++] = (struct content){
			    (int)page, mcid++, &p->placements[i]};
}

static void
find_contents(struct tags *tags)
{
	const struct pages *pages = tags->pages;
	size_t n = 0;

	for (size_t i = 0; i < pages->npages; i++)
		n += pages->pages[i].nplacements;
	tags->contents = mem_alloc(n * sizeof *tags->contents);
	tags->page_start =
	    mem_alloc((pages->npages + 1) * sizeof *tags->page_start);
	for (size_t i = 0; i < pages->npages; i++)
		add_page_contents(tags, i);
	tags->page_start[pages->npages] = tags->ncontents;
}

static void
group_all(struct tags *tags)
{
	const struct pages *pages = tags->pages;
	size_t most = tags->ncontents + pages->nelems + pages->nlinks;
	int *keys = mem_alloc(most * sizeof *keys);

	for (size_t i = 0; i < tags->ncontents; i++)
		keys[i] = tags->contents[i].placement->elem;
	groups_build(&tags->own, keys, tags->ncontents, pages->nelems);
	for (size_t i = 0; i < pages->nelems; i++)
		keys[i] = pages->elems[i].parent;
	groups_build(&tags->children, keys, pages->nelems, pages->nelems);
	for (size_t i = 0; i < pages->nlinks; i++)
		keys[i] = pages->links[i].elem;
	groups_build(&tags->links, keys, pages->nlinks, pages->nelems);
	free(keys);
}

/* Contents come in order, so the first to reach an element is its first. */
static void
find_first(struct tags *tags)
{
	const struct elem *elems = tags->pages->elems;
	const size_t n = tags->pages->nelems;

	tags->first = mem_alloc(n * sizeof *tags->first);
	for (size_t i = 0; i < n; i++)
		tags->first[i] = tags->ncontents;
	for (size_t i = 0; i < tags->ncontents; i++) {
		int e = tags->contents[i].placement->elem;

		for (; e != NO_ELEM && tags->first[e] == tags->ncontents;
		     e = elems[e].parent)
			tags->first[e] = i;
	}
}

/* An element without content, an empty cell, stands where the one made
 * before it starts. */
static void
place_empty(struct tags *tags)
{
	const struct elem *elems = tags->pages->elems;
	const size_t n = tags->pages->nelems;
	size_t *last = mem_alloc(n * sizeof *last); /* of the kids so far */

	memset(last, 0, n * sizeof *last);
	for (size_t i = 0; i < n; i++) {
		if (elems[i].parent == NO_ELEM)
			continue;
		if (tags->first[i] == tags->ncontents)
			tags->first[i] = last[elems[i].parent];
		last[elems[i].parent] = tags->first[i];
	}
	free(last);
}

/* Children in order of where they start; nearly so already, and those that
 * start at one place stay as they are. */
static void
sort_children(struct tags *tags)
{
	for (size_t g = 0; g < tags->pages->nelems; g++) {
		size_t *items = tags->children.items;
		size_t start = tags->children.start[g];

		for (size_t i = start + 1; i < tags->children.start[g + 1];
		     i++) {
			size_t moving = items[i], k = i;

			for (; k > start &&
			       tags->first[items[k - 1]] > tags->first[moving];
			     k--)
				items[k] = items[k - 1];
			items[k] = moving;
		}
	}
}

void
tags_build(struct tags *tags, const struct pages *pages)
{
	*tags = (struct tags){.pages = pages};
	find_contents(tags);
	group_all(tags);
	find_first(tags);
	place_empty(tags);
	sort_children(tags);
}

void
tags_release(struct tags *tags)
{
	free(tags->contents);
	free(tags->page_start);
	groups_release(&tags->own);
	groups_release(&tags->children);
	groups_release(&tags->links);
	free(tags->first);
	free(tags->kids);
}

static void
kid_add(struct tags *tags, enum kid_kind kind, size_t index)
{
	ARRAY_GROW(tags->kids, tags->nkids, tags->cap);
	tags->kids[tags->nkids++] = (struct kid){kind, index};
}

/* Children and own content are each in order of where they start; a child
 * stands before the content that is read after its start. */
void
tags_kids(struct tags *tags, size_t elem)
{
	const struct groups *own = &tags->own, *children = &tags->children;
	size_t o = own->start[elem], o_end = own->start[elem + 1];
	size_t c = children->start[elem], c_end = children->start[elem + 1];

	tags->nkids = 0;
	while (o < o_end || c < c_end) {
		if (o == o_end ||
		    (c < c_end &&
		        tags->first[children->items[c]] < own->items[o]))
			kid_add(tags, KID_ELEM, children->items[c++]);
		else
			kid_add(tags, KID_CONTENT, own->items[o++]);
	}
	for (size_t i = tags->links.start[elem];
	     i < tags->links.start[elem + 1]; i++)
		kid_add(tags, KID_LINK, tags->links.items[i]);
}

int
tags_page(const struct tags *tags, size_t elem)
{
	if (tags->own.start[elem] < tags->own.start[elem + 1])
		return tags->contents[tags->own.items[tags->own.start[elem]]]
		    .page;
	if (tags->links.start[elem] < tags->links.start[elem + 1])
		return tags->pages
		    ->links[tags->links.items[tags->links.start[elem]]]
		    .page;
	return -1;
}

bool
tags_area(const struct tags *tags, size_t elem, struct rect *area)
{
	double left = INFINITY, top = INFINITY, right = 0, bottom = 0;
	int page = -1;

	for (size_t i = tags->own.start[elem]; i < tags->own.start[elem + 1];
	     i++) {
		const struct content *c = &tags->contents[tags->own.items[i]];
		const struct placement *p = c->placement;
		const struct box *box = &tags->pages->boxes[p->box];

		if (page != -1 && c->page != page)
			break;
		page = c->page;
		left = fmin(left, p->x);
		top = fmin(top, p->y);
		right = fmax(right, p->x + box->width);
		bottom = fmax(bottom, p->y + box->height);
	}
	if (page == -1)
		return false;
	*area = (struct rect){left, top, right - left, bottom - top};
	return true;
}

void
tags_place(const struct tags *tags, size_t elem, int *page, double *top)
{
	const struct elem *e = &tags->pages->elems[elem];

	*page = e->page;
	*top = e->top;
	if (e->page < 0 && tags->first[elem] < tags->ncontents) {
		const struct content *c = &tags->contents[tags->first[elem]];

		*page = c->page;
		*top = c->placement->y;
	} else if (e->page < 0) {
		*page = 0;
		*top = 0;
	}
}
