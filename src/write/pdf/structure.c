/* The structure tree: ISO 32000-1, 14.7 and 14.8. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "write/pdf/assembly.h"
#include "write/pdf/put.h"

static const char *const scopes[] = {
    [SCOPE_COLUMN] = "Column", [SCOPE_ROW] = "Row", [SCOPE_BOTH] = "Both"};
static const char *const numberings[] = {
    [NUMBERING_DISC] = "Disc", [NUMBERING_DECIMAL] = "Decimal"};

/* The area of a figure, for readers that show it alone. */
static void
put_figure_attributes(const struct assembly *a, size_t elem, struct buf *out)
{
	int page = tags_page(a->tags, elem);
	struct rect r;
	double height;

	if (!tags_area(a->tags, elem, &r))
		return;
	height = a->pages->pages[page].height;
	buf_puts(out, " /A << /O /Layout /Placement /Block /BBox [");
	PUT_NUMBERS(
	    out, r.x, height - r.y - r.height, r.x + r.width, height - r.y);
	buf_puts(out, "] >>");
}

static void
put_attributes(const struct assembly *a, size_t elem, struct buf *out)
{
	const struct elem *e = &a->pages->elems[elem];

	if (e->role == ROLE_FIGURE)
		put_figure_attributes(a, elem, out);
	if (e->scope != SCOPE_NONE)
		buf_printf(
		    out, " /A << /O /Table /Scope /%s >>", scopes[e->scope]);
	if (e->numbering != NUMBERING_NONE)
		buf_printf(out, " /A << /O /List /ListNumbering /%s >>",
		    numberings[e->numbering]);
}

static void
put_kid(
    const struct assembly *a, const struct kid *kid, int page, struct buf *out)
{
	const struct content *content;

	switch (kid->kind) {
	case KID_ELEM:
		put_ref(out, a->first_elem + (long)kid->index);
		break;
	case KID_CONTENT:
		content = &a->tags->contents[kid->index];
		if (content->page == page) {
			buf_printf(out, " %d", content->mcid);
			break;
		}
		buf_puts(out, " << /Type /MCR /Pg");
		put_ref(out, a->first_page + content->page);
		buf_printf(out, " /MCID %d >>", content->mcid);
		break;
	case KID_LINK:
		buf_puts(out, " << /Type /OBJR /Obj");
		put_ref(out, a->first_link + (long)kid->index);
		buf_puts(out, " /Pg");
		put_ref(out, a->first_page + a->pages->links[kid->index].page);
		buf_puts(out, " >>");
		break;
	}
}

static void
put_kids(
    const struct assembly *a, struct tags *tags, size_t elem, struct buf *out)
{
	int page = tags_page(tags, elem);

	if (page >= 0) {
		buf_puts(out, " /Pg");
		put_ref(out, a->first_page + page);
	}
	tags_kids(tags, elem);
	if (tags->nkids == 0)
		return;
	buf_puts(out, " /K [");
	for (size_t i = 0; i < tags->nkids; i++)
		put_kid(a, &tags->kids[i], page, out);
	buf_puts(out, " ]");
}

/* What only PDF 2.0 knows. */
static void
put_ua2(const struct assembly *a, const struct elem *e, struct buf *out)
{
	buf_puts(out, " /NS");
	put_ref(
	    out, role_is_old(e->role) ? a->namespace_old : a->namespace_new);
	if (e->ref != NO_ELEM) {
		buf_puts(out, " /Ref [");
		put_ref(out, a->first_elem + e->ref);
		buf_puts(out, " ]");
	}
}

static void
write_element(
    const struct assembly *a, struct tags *tags, size_t elem, bool has_id)
{
	const struct elem *e = &a->pages->elems[elem];
	struct buf *out = pdfw_open(a->out, a->first_elem + (long)elem);

	buf_printf(
	    out, "<< /Type /StructElem /S /%s /P", role_written(e->role));
	put_ref(out,
	    e->parent == NO_ELEM ? a->structure : a->first_elem + e->parent);
	if (has_id) {
		buf_puts(out, " /ID ");
		put_bytes(out, e->id);
	}
	if (e->lang != NULL) {
		buf_puts(out, " /Lang ");
		put_bytes(out, e->lang);
	}
	if (e->alt != NULL) {
		buf_puts(out, " /Alt ");
		put_text(out, e->alt);
	}
	if (a->is_ua2)
		put_ua2(a, e, out);
	put_attributes(a, elem, out);
	put_kids(a, tags, elem, out);
	buf_puts(out, " >>");
	pdfw_close(a->out);
}

/* An element with a sentence's id. */
struct named {
	const char *id;
	size_t elem;
};

static int
compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	if (order != 0)
		return order;
	return x->elem < y->elem ? -1 : x->elem > y->elem;
}

/* Elements with an id, sorted, each id once: where a sentence has several
 * elements the first one names it. */
static struct named *
find_named(const struct pages *pages, size_t *n)
{
	struct named *all = mem_alloc(pages->nelems * sizeof *all);
	size_t found = 0, kept = 0;

	for (size_t i = 0; i < pages->nelems; i++)
		if (pages->elems[i].id != NULL)
			all[found++] = (struct named){pages->elems[i].id, i};
	qsort(all, found, sizeof *all, compare_named);
	for (size_t i = 0; i < found; i++)
		if (kept == 0 || strcmp(all[kept - 1].id, all[i].id) != 0)
			all[kept++] = all[i];
	*n = kept;
	return all;
}

static void
write_id_tree(
    const struct assembly *a, long number, const struct named *named, size_t n)
{
	struct buf *out = pdfw_open(a->out, number);

	buf_puts(out, "<< /Names [");
	for (size_t i = 0; i < n; i++) {
		buf_putc(out, ' ');
		put_bytes(out, named[i].id);
		put_ref(out, a->first_elem + (long)named[i].elem);
	}
	buf_puts(out, " ] >>");
	pdfw_close(a->out);
}

/* From marked content and links back to their elements. */
static void
write_parent_tree(const struct assembly *a, long number)
{
	const struct tags *tags = a->tags;
	const size_t npages = a->pages->npages;
	struct buf *out = pdfw_open(a->out, number);

	buf_puts(out, "<< /Nums [");
	for (size_t i = 0; i < npages; i++) {
		buf_printf(out, " %zu [", i);
		for (size_t k = tags->page_start[i];
		     k < tags->page_start[i + 1]; k++)
			put_ref(out,
			    a->first_elem + tags->contents[k].placement->elem);
		buf_puts(out, " ]");
	}
	for (size_t i = 0; i < a->pages->nlinks; i++) {
		buf_printf(out, " %zu", npages + i);
		put_ref(out, a->first_elem + a->pages->links[i].elem);
	}
	buf_puts(out, " ] >>");
	pdfw_close(a->out);
}

static void
write_namespace(const struct assembly *a, long number, const char *name)
{
	buf_printf(pdfw_open(a->out, number),
	    "<< /Type /Namespace /NS (http://iso.org/%s/ssn) >>", name);
	pdfw_close(a->out);
}

static void
write_root(const struct assembly *a, long parents, long ids)
{
	struct buf *out = pdfw_open(a->out, a->structure);

	buf_puts(out, "<< /Type /StructTreeRoot /K [");
	put_ref(out, a->first_elem);
	buf_puts(out, " ] /ParentTree");
	put_ref(out, parents);
	buf_printf(out, " /ParentTreeNextKey %zu",
	    a->pages->npages + a->pages->nlinks);
	if (ids != 0) {
		buf_puts(out, " /IDTree");
		put_ref(out, ids);
	}
	if (a->is_ua2) {
		buf_puts(out, " /Namespaces [");
		put_ref(out, a->namespace_new);
		put_ref(out, a->namespace_old);
		buf_puts(out, " ]");
	}
	buf_puts(out, " >>");
	pdfw_close(a->out);
}

void
assemble_structure(struct assembly *a, struct tags *tags)
{
	long parents = pdfw_number(a->out), ids = 0;
	size_t nnamed;
	struct named *named = find_named(a->pages, &nnamed);
	bool *has_id = mem_alloc(a->pages->nelems * sizeof *has_id);

	memset(has_id, 0, a->pages->nelems * sizeof *has_id);
	for (size_t i = 0; i < nnamed; i++)
		has_id[named[i].elem] = true;
	for (size_t i = 0; i < a->pages->nelems; i++)
		write_element(a, tags, i, has_id[i]);
	write_parent_tree(a, parents);
	if (nnamed > 0) {
		ids = pdfw_number(a->out);
		write_id_tree(a, ids, named, nnamed);
	}
	if (a->is_ua2) {
		write_namespace(a, a->namespace_new, "pdf2");
		write_namespace(a, a->namespace_old, "pdf");
	}
	write_root(a, parents, ids);
	free(named);
	free(has_id);
}
