/* The pages as text, for tests: positions in pt, to a tenth. */
#include "page/page.h"

#include "base/buf.h"
#include "page/shape.h"

static const char *const artifacts[] = {
    [ARTIFACT_NONE] = "",
    [ARTIFACT_HEADER] = "header",
    [ARTIFACT_FOOTER] = "footer",
    [ARTIFACT_LAYOUT] = "layout",
};

/* The words of a fragment, lines parted by " | ". */
static void
dump_words(const struct text_fragment *text, struct buf *out)
{
	double baseline = -1;

	buf_puts(out, " \"");
	for (size_t i = 0; i < text->nruns; i++) {
		const PangoItem *item = text->runs[i].glyphs->item;

		if (baseline >= 0 && text->runs[i].baseline > baseline)
			buf_puts(out, "| ");
		baseline = text->runs[i].baseline;
		buf_add(out, text->text + item->offset, (size_t)item->length);
	}
	buf_putc(out, '"');
}

static void
dump_placement(
    const struct pages *pages, const struct placement *p, struct buf *out)
{
	const struct box *box = &pages->boxes[p->box];

	buf_puts(out, "  ");
	if (p->elem != NO_ELEM)
		buf_printf(out, "%s", role_written(pages->elems[p->elem].role));
	else
		buf_printf(out, "(%s)", artifacts[p->artifact]);
	buf_printf(
	    out, " %.1f,%.1f %.1fx%.1f", p->x, p->y, box->width, box->height);
	switch (box->kind) {
	case BOX_TEXT:
		dump_words(box->text, out);
		break;
	case BOX_PICTURE:
		buf_printf(out, " picture %s", box->picture->name);
		break;
	case BOX_SHAPE:
		buf_puts(out, " shape");
		break;
	}
	if (p->elem != NO_ELEM && pages->elems[p->elem].id != NULL)
		buf_printf(out, " #%s", pages->elems[p->elem].id);
	buf_putc(out, '\n');
}

static void
dump_links(const struct pages *pages, struct buf *out)
{
	for (size_t i = 0; i < pages->nlinks; i++) {
		const struct page_link *link = &pages->links[i];

		buf_printf(out, "link page %d, %zu areas, \"%s\" to ",
		    link->page + 1, link->nrects, link->contents);
		if (link->uri != NULL)
			buf_printf(out, "%s\n", link->uri);
		else
			buf_printf(out, "page %d\n",
			    pages->elems[link->target].page + 1);
	}
}

void
pages_dump(const struct pages *pages, struct buf *out)
{
	for (size_t i = 0; i < pages->npages; i++) {
		const struct page *page = &pages->pages[i];

		buf_printf(out, "page %s %.1fx%.1f\n", page->label, page->width,
		    page->height);
		for (size_t k = 0; k < page->nplacements; k++)
			dump_placement(pages, &page->placements[k], out);
	}
	for (size_t i = 0; i < pages->noutline; i++)
		buf_printf(out, "outline %d page %d \"%s\"\n",
		    pages->outline[i].level,
		    pages->elems[pages->outline[i].elem].page + 1,
		    pages->outline[i].title);
	dump_links(pages, out);
}
