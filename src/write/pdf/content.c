/* Pages: placed drawings, marked with what they are. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "page/shape.h"
#include "write/pdf/assembly.h"
#include "write/pdf/copy.h"
#include "write/pdf/put.h"
#include "write/pdf/show.h"

/* Furniture of a page: read out by nobody, so each says what it is. */
static const char *const artifacts[] = {
    [ARTIFACT_HEADER] =
        "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>>",
    [ARTIFACT_FOOTER] =
        "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>>",
    [ARTIFACT_LAYOUT] = "/Artifact <</Type /Layout>>",
};

/* A picture as a form that all pages share. */
struct form {
	long number;      /* 0 = not yet written */
	size_t last_page; /* + 1 that uses it; 0 = none */
};

struct page_writer {
	struct assembly *a;
	struct form *forms; /* by sheet */
	/* of the page being written */
	size_t page;
	struct buf content, form_list;
};

/* The page of a picture's file as a form. */
static bool
copy_form(struct copier *copier, const struct sheet *sheet, long number)
{
	const struct scratch_page *page = &copier->scratch->page;
	struct buf dict = {0};
	bool ok;

	buf_puts(&dict, "/Type /XObject /Subtype /Form /BBox [0 0 ");
	PUT_NUMBERS(&dict, sheet->paper_width, sheet->paper_height);
	buf_puts(&dict, "] /Resources");
	ok = copier_value(copier, page->resources, &dict);
	if (ok && page->group.p != NULL) {
		buf_puts(&dict, " /Group");
		ok = copier_value(copier, page->group, &dict);
	}
	if (page->packed)
		buf_puts(&dict, " /Filter /FlateDecode");
	if (ok)
		pdfw_stream(copier->out, number, buf_str(&dict), page->contents,
		    PDFW_FILTERED);
	buf_release(&dict);
	return ok && copier_finish(copier);
}

static bool
write_form(struct page_writer *w, size_t number)
{
	struct assembly *a = w->a;
	const struct sheet *sheet = &a->painting->sheets[number];
	struct scratch scratch;
	struct copier copier;
	bool ok = scratch_open(&scratch, &sheet->file, sheet, a->diags);

	if (ok) {
		copier_start(&copier, &scratch, a->out);
		w->forms[number].number = pdfw_number(a->out);
		ok = copy_form(&copier, sheet, w->forms[number].number);
		copier_release(&copier);
	}
	scratch_close(&scratch);
	return ok;
}

static bool
put_picture_drawing(struct page_writer *w, size_t sheet)
{
	struct form *form = &w->forms[sheet];

	if (form->number == 0 && !write_form(w, sheet))
		return false;
	buf_printf(&w->content, "/B%zu Do\n", sheet);
	if (form->last_page == w->page + 1)
		return true;
	form->last_page = w->page + 1;
	buf_printf(&w->form_list, "/B%zu", sheet);
	put_ref(&w->form_list, form->number);
	buf_putc(&w->form_list, ' ');
	return true;
}

/* Text stands in the page itself, so that each reader finds its words in
 * their element; docs/pdf.md has what readers do with forms. */
static bool
put_words(struct page_writer *w, const struct placement *placement)
{
	const struct assembly *a = w->a;
	const struct text_fragment *text = a->pages->boxes[placement->box].text;

	return show_text(&w->content, text, placement->x,
	           a->pages->pages[w->page].height - placement->y, a->fonts) ||
	       diag_add(a->diags, DIAG_PDF_GLYPH, LOC_NONE, text->text);
}

/* Move to the lower left corner of a box. */
static void
put_place(struct page_writer *w, const struct placement *p, double scale,
    double height)
{
	buf_puts(&w->content, "q ");
	PUT_NUMBERS(&w->content, scale, 0, 0, scale, p->x,
	    w->a->pages->pages[w->page].height - p->y - height);
	buf_puts(&w->content, "cm\n");
}

/* One box at its place. */
static bool
put_drawing(struct page_writer *w, const struct placement *placement)
{
	const struct painting *painting = w->a->painting;
	const struct box *box = &w->a->pages->boxes[placement->box];
	const struct painted_box *painted = &painting->boxes[placement->box];
	bool ok = true;

	switch (box->kind) {
	case BOX_TEXT:
		return put_words(w, placement);
	case BOX_PICTURE:
		put_place(w, placement, painted->scale,
		    painting->sheets[painted->sheet].paper_height *
		        painted->scale);
		ok = put_picture_drawing(w, (size_t)painted->sheet);
		break;
	case BOX_SHAPE:
		put_place(w, placement, 1, box->height);
		put_shape(&w->content, box);
		break;
	}
	buf_puts(&w->content, "Q\n");
	return ok;
}

static bool
put_content(struct page_writer *w)
{
	const struct pages *pages = w->a->pages;
	const struct page *page = &pages->pages[w->page];
	int mcid = 0;

	for (size_t i = 0; i < page->nplacements; i++) {
		const struct placement *p = &page->placements[i];

		if (p->artifact == ARTIFACT_NONE)
			buf_printf(&w->content, "/%s <</MCID %d>> BDC\n",
			    role_written(pages->elems[p->elem].role), mcid++);
		else
			buf_printf(
			    &w->content, "%s BDC\n", artifacts[p->artifact]);
		if (!put_drawing(w, p))
			return false;
		buf_puts(&w->content, "EMC\n");
	}
	return true;
}

/* The fonts that the page shows its texts with. */
static void
put_fonts(struct page_writer *w, struct buf *out)
{
	struct pdf_fonts *fonts = w->a->fonts;
	bool any = false;

	for (size_t i = 0; i < fonts->n; i++) {
		struct pdf_font *font = &fonts->fonts[i];

		if (!font->on_page)
			continue;
		font->on_page = false;
		if (font->number == 0)
			font->number = pdfw_number(w->a->out);
		buf_printf(out, "%s/F%zu", any ? " " : " /Font << ", i);
		put_ref(out, font->number);
		any = true;
	}
	buf_puts(out, any ? " >>" : "");
}

static void
put_resources(struct page_writer *w, struct buf *out)
{
	buf_puts(out, " /Resources <<");
	put_fonts(w, out);
	if (w->form_list.len > 0)
		buf_printf(out, " /XObject << %s>>", buf_str(&w->form_list));
	buf_puts(out, " >>");
}

static void
put_annotations(const struct assembly *a, size_t page, struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < a->pages->nlinks; i++) {
		if ((size_t)a->pages->links[i].page != page)
			continue;
		buf_puts(out, any ? "" : " /Annots [");
		put_ref(out, a->first_link + (long)i);
		any = true;
	}
	buf_puts(out, any ? " ]" : "");
}

static void
write_page(struct page_writer *w)
{
	const struct assembly *a = w->a;
	const struct page *page = &a->pages->pages[w->page];
	long contents = pdfw_number(a->out);
	struct buf *out;

	pdfw_stream(a->out, contents, "",
	    (struct slice){w->content.data, w->content.data + w->content.len},
	    PDFW_PACK);
	out = pdfw_open(a->out, a->first_page + (long)w->page);
	buf_puts(out, "<< /Type /Page /Parent");
	put_ref(out, a->page_tree);
	buf_puts(out, " /MediaBox [0 0 ");
	PUT_NUMBERS(out, page->width, page->height);
	buf_puts(out, "] /Contents");
	put_ref(out, contents);
	put_resources(w, out);
	/* /Group: blend colours of pictures as sRGB. /Tabs: the tab key
	 * follows the structure. */
	buf_printf(out,
	    " /Group << /Type /Group /S /Transparency /I true"
	    " /CS /DeviceRGB >> /Tabs /S /StructParents %zu",
	    w->page);
	put_annotations(a, w->page, out);
	buf_puts(out, " >>");
	pdfw_close(a->out);
}

static void
write_page_tree(const struct assembly *a)
{
	struct buf *out = pdfw_open(a->out, a->page_tree);

	buf_printf(out, "<< /Type /Pages /Count %zu /Kids [", a->pages->npages);
	for (size_t i = 0; i < a->pages->npages; i++)
		put_ref(out, a->first_page + (long)i);
	buf_puts(out, " ] >>");
	pdfw_close(a->out);
}

bool
assemble_pages(struct assembly *a)
{
	struct page_writer w = {.a = a};
	const size_t size = a->painting->nsheets * sizeof *w.forms;
	bool ok = true;

	w.forms = memset(mem_alloc(size), 0, size);
	for (w.page = 0; ok && w.page < a->pages->npages; w.page++) {
		buf_clear(&w.content);
		buf_clear(&w.form_list);
		ok = put_content(&w);
		if (ok)
			write_page(&w);
	}
	write_page_tree(a);
	free(w.forms);
	buf_release(&w.content);
	buf_release(&w.form_list);
	return ok && pdf_fonts_write(a->fonts, a->out, a->diags);
}
