/*
 * The structure tree made ready to write: which content, children and links
 * belong to each element, in reading order. Knows no PDF syntax.
 */
#ifndef WRITE_PDF_TAGS_H
#define WRITE_PDF_TAGS_H

#include <stdbool.h>
#include <stddef.h>

#include "page/page.h"

/* Members of each group, in order: items[start[g]] to items[start[g + 1]]. */
struct groups {
	size_t *start;
	size_t *items;
};

/* Real content on a page, in content-stream order of the document. */
struct content {
	int page;
	int mcid; /* counts from 0 on each page */
	const struct placement *placement;
};

enum kid_kind {
	KID_ELEM,
	KID_CONTENT,
	KID_LINK,
};

struct kid {
	enum kid_kind kind;
	size_t index; /* of elems, contents or links */
};

struct tags {
	const struct pages *pages;
	struct content *contents;
	size_t ncontents;
	size_t *page_start; /* first content of each page, and the end */
	/* by element */
	struct groups own, children, links;
	size_t *first;    /* content in its subtree; ncontents = none */
	struct kid *kids; /* of the element last asked for */
	size_t nkids, cap;
};

void tags_build(struct tags *tags, const struct pages *pages);
void tags_release(struct tags *tags);

/* Children, content and links of an element, in reading order, in
 * tags->kids. */
void tags_kids(struct tags *tags, size_t elem);
/* The page of an element's own content or first link; -1 = none. */
int tags_page(const struct tags *tags, size_t elem);
/* The area its own content covers on that page. False if there is none. */
bool tags_area(const struct tags *tags, size_t elem, struct rect *area);
/* Where to go to read an element. */
void tags_place(const struct tags *tags, size_t elem, int *page, double *top);

#endif
