/* Getting about: links, bookmarks, page labels. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "write/pdf/assembly.h"
#include "write/pdf/put.h"

/* A view that starts a little above its target, pt. */
static const double ABOVE = 8;

/* [first /XYZ 0 y null]: first is a page, or an element of that page. */
static void
put_view(struct buf *out, long first, double y)
{
	buf_putc(out, '[');
	put_ref(out, first);
	buf_puts(out, " /XYZ 0 ");
	put_number(out, y);
	buf_puts(out, " null]");
}

/* /Dest to an element; PDF/UA-2 wants an action that names the element, and
 * older readers the page beside it. */
static void
put_destination(const struct assembly *a, int elem, struct buf *out)
{
	double top, y;
	int page;

	tags_place(a->tags, (size_t)elem, &page, &top);
	y = a->pages->pages[page].height - fmax(0, top - ABOVE);
	if (!a->is_ua2) {
		buf_puts(out, " /Dest ");
		put_view(out, a->first_page + page, y);
		return;
	}
	buf_puts(out, " /A << /S /GoTo /D ");
	put_view(out, a->first_page + page, y);
	buf_puts(out, " /SD ");
	put_view(out, a->first_elem + elem, y);
	buf_puts(out, " >>");
}

static void
put_rect(struct buf *out, const struct page_link *link, double page_height)
{
	double left = INFINITY, top = INFINITY, right = 0, bottom = 0;

	for (size_t i = 0; i < link->nrects; i++) {
		const struct rect *r = &link->rects[i];

		left = fmin(left, r->x);
		top = fmin(top, r->y);
		right = fmax(right, r->x + r->width);
		bottom = fmax(bottom, r->y + r->height);
	}
	buf_puts(out, " /Rect [");
	PUT_NUMBERS(out, left, page_height - bottom, right, page_height - top);
	buf_putc(out, ']');
}

/* The areas of a link that goes over several lines. The corners stand in
 * the order that readers take them in, which is not the one ISO 32000 says:
 * upper left, upper right, lower left, lower right. */
static void
put_quads(struct buf *out, const struct page_link *link, double page_height)
{
	buf_puts(out, " /QuadPoints [");
	for (size_t i = 0; i < link->nrects; i++) {
		const struct rect *r = &link->rects[i];
		double right = r->x + r->width, top = page_height - r->y;
		double bottom = top - r->height;

		PUT_NUMBERS(
		    out, r->x, top, right, top, r->x, bottom, right, bottom);
	}
	buf_putc(out, ']');
}

static void
write_link(const struct assembly *a, size_t i)
{
	const struct page_link *link = &a->pages->links[i];
	double page_height = a->pages->pages[link->page].height;
	struct buf *out = pdfw_open(a->out, a->first_link + (long)i);

	assert(link->nrects > 0 && link->contents != NULL);
	buf_puts(out, "<< /Type /Annot /Subtype /Link");
	put_rect(out, link, page_height);
	if (link->nrects > 1)
		put_quads(out, link, page_height);
	/* /F 4: it is printed; PDF/A wants that said */
	buf_printf(out, " /Border [0 0 0] /F 4 /StructParent %zu /Contents ",
	    a->pages->npages + i);
	put_text(out, link->contents);
	if (link->uri != NULL) {
		buf_puts(out, " /A << /S /URI /URI ");
		put_uri(out, link->uri);
		buf_puts(out, " >>");
	} else {
		put_destination(a, link->target, out);
	}
	buf_puts(out, " >>");
	pdfw_close(a->out);
}

void
assemble_links(struct assembly *a)
{
	for (size_t i = 0; i < a->pages->nlinks; i++)
		write_link(a, i);
}

enum { NO_ENTRY = -1 };

/* How a bookmark stands among the others; numbers of entries. */
struct bookmark {
	int parent, prev, next, first, last;
	size_t below; /* all bookmarks under it */
};

/* Nest the entries by level; one that leaves out a level goes one deeper. */
static struct bookmark *
nest_outline(const struct pages *pages, struct bookmark *root)
{
	const struct bookmark empty = {
	    NO_ENTRY, NO_ENTRY, NO_ENTRY, NO_ENTRY, NO_ENTRY, 0};
	struct bookmark *marks = mem_alloc(pages->noutline * sizeof *marks);
	int open = NO_ENTRY;

	*root = empty;
	for (int i = 0; i < (int)pages->noutline; i++) {
		struct bookmark *parent;

		while (open != NO_ENTRY &&
		       pages->outline[open].level >= pages->outline[i].level)
			open = marks[open].parent;
		parent = open == NO_ENTRY ? root : &marks[open];
		marks[i] = empty;
		marks[i].parent = open;
		marks[i].prev = parent->last;
		if (parent->last == NO_ENTRY)
			parent->first = i;
		else
			marks[parent->last].next = i;
		parent->last = i;
		for (; open != NO_ENTRY; open = marks[open].parent)
			marks[open].below++;
		root->below++;
		open = i;
	}
	return marks;
}

static void
put_neighbour(struct buf *out, const char *key, long first, int entry)
{
	if (entry == NO_ENTRY)
		return;
	buf_printf(out, " /%s", key);
	put_ref(out, first + entry);
}

static void
put_below(struct buf *out, const struct bookmark *mark, long first)
{
	put_neighbour(out, "First", first, mark->first);
	put_neighbour(out, "Last", first, mark->last);
	if (mark->below > 0)
		buf_printf(out, " /Count %zu", mark->below);
}

static void
write_bookmark(
    const struct assembly *a, const struct bookmark *mark, size_t i, long first)
{
	const struct outline_entry *entry = &a->pages->outline[i];
	struct buf *out = pdfw_open(a->out, first + (long)i);

	buf_puts(out, "<< /Title ");
	put_text(out, entry->title);
	buf_puts(out, " /Parent");
	put_ref(
	    out, mark->parent == NO_ENTRY ? a->outline : first + mark->parent);
	put_neighbour(out, "Prev", first, mark->prev);
	put_neighbour(out, "Next", first, mark->next);
	put_below(out, mark, first);
	put_destination(a, entry->elem, out);
	buf_puts(out, " >>");
	pdfw_close(a->out);
}

void
assemble_outline(struct assembly *a)
{
	struct bookmark root, *marks = nest_outline(a->pages, &root);
	long first = pdfw_numbers(a->out, a->pages->noutline);
	struct buf *out;

	for (size_t i = 0; i < a->pages->noutline; i++)
		write_bookmark(a, &marks[i], i, first);
	out = pdfw_open(a->out, a->outline);
	buf_puts(out, "<< /Type /Outlines");
	put_below(out, &root, first);
	buf_puts(out, " >>");
	pdfw_close(a->out);
	free(marks);
}

/* A label that is a plain number; 0 if it is something else. */
static size_t
label_number(const char *label)
{
	char *end;
	unsigned long n;

	if (label[0] < '1' || label[0] > '9' || strlen(label) > 6)
		return 0;
	n = strtoul(label, &end, 10);
	return *end == '\0' ? n : 0;
}

/* A page without a printed number is known by its place. */
void
put_page_labels(struct buf *out, const struct pages *pages)
{
	size_t expected = 0; /* what the range so far goes on with */

	buf_puts(out, "<< /Nums [");
	for (size_t i = 0; i < pages->npages; i++) {
		const char *label = pages->pages[i].label;
		bool none = label == NULL || label[0] == '\0';
		size_t n = none ? i + 1 : label_number(label);

		if (n == 0) {
			buf_printf(out, " %zu << /P ", i);
			put_text(out, label);
			buf_puts(out, " >>");
			expected = 0;
			continue;
		}
		if (n != expected)
			buf_printf(out, " %zu << /S /D /St %zu >>", i, n);
		expected = n + 1;
	}
	buf_puts(out, " ] >>");
}
