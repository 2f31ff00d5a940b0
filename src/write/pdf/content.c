/* Pages: placed drawings, marked with what they are. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "write/pdf/assembly.h"
#include "write/pdf/check.h"
#include "write/pdf/put.h"

/* Furniture of a page: read out by nobody, so each says what it is. */
static const char *const artifacts[] = {
    [ARTIFACT_HEADER] =
        "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>>",
    [ARTIFACT_FOOTER] =
        "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>>",
    [ARTIFACT_LAYOUT] = "/Artifact <</Type /Layout>>",
};

/* A font has the same name in all of Cairo's file. */
struct font {
	struct slice name; /* in Cairo's file */
	long old, number;
	size_t last_page; /* + 1 that uses it; 0 = none */
};

/* A picture as a form that all pages share. */
struct form {
	long number;      /* 0 = not yet written */
	size_t last_page; /* + 1 that uses it; 0 = none */
};

struct page_writer {
	struct assembly *a;
	struct font *fonts;
	size_t nfonts, fonts_cap;
	struct form *forms; /* by sheet */
	/* of the page being written */
	size_t page;
	struct buf content, font_list, form_list;
	bool has_text;
};

static struct font *
font_find(struct page_writer *w, struct slice name, long old)
{
	struct font *font;

	for (size_t i = 0; i < w->nfonts; i++)
		if (slice_same(w->fonts[i].name, name))
			return &w->fonts[i];
	ARRAY_GROW(w->fonts, w->nfonts, w->fonts_cap);
	font = &w->fonts[w->nfonts++];
	*font = (struct font){name, old, copier_number(w->a->copier, old), 0};
	return font;
}

/* The fonts of a drawing go into the resources of the page. */
static bool
use_fonts(struct page_writer *w, struct slice resources)
{
	struct scratch *scratch = w->a->scratch;
	struct slice fonts, name, value;

	if (!dict_find(resources, "/Font", &fonts))
		return true;
	if (!scratch_resolve(scratch, fonts, &fonts))
		return false;
	while (dict_next(&fonts, &name, &value)) {
		long old = value_ref(value);
		struct font *font = font_find(w, name, old);

		if (font->old != old || font->number == 0)
			return scratch_refuse(
			    scratch, "two fonts with one name");
		if (font->last_page == w->page + 1)
			continue;
		font->last_page = w->page + 1;
		buf_add(&w->font_list, name.p, slice_len(name));
		put_ref(&w->font_list, font->number);
		buf_putc(&w->font_list, ' ');
	}
	return true;
}

/* Text stands in the page itself, so that each reader finds its words in
 * their element; pdf.md, section 4, has what readers do with forms. */
static bool
put_text_drawing(struct page_writer *w, size_t sheet)
{
	struct scratch *scratch = w->a->scratch;
	struct scratch_page *page =
	    &scratch->pages[sheet - w->a->painting->npictures];
	size_t start = w->content.len;

	if (!scratch_contents(scratch, page, &w->content))
		return false;
	if (!page->checked &&
	    !check_text(scratch,
	        (struct slice){
	            w->content.data + start, w->content.data + w->content.len},
	        page->resources, w->a->painting->sheets[sheet].has_glyphs))
		return false;
	page->checked = true;
	w->has_text = true;
	return use_fonts(w, page->resources);
}

/* The page of a picture's file as a form. */
static bool
copy_form(struct copier *copier, const struct sheet *sheet, long number)
{
	const struct scratch_page *page = &copier->scratch->pages[0];
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
	bool ok = scratch_open(&scratch, &sheet->file, sheet, 1, a->diags);

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

/* One box at its place. */
static bool
put_drawing(struct page_writer *w, const struct placement *placement)
{
	const struct assembly *a = w->a;
	const struct box *box = &a->pages->boxes[placement->box];
	const struct painted_box *painted = &a->painting->boxes[placement->box];
	double scale = painted->scale, height = box->height;
	bool ok = true;

	if (painted->sheet != NO_SHEET)
		height =
		    a->painting->sheets[painted->sheet].paper_height * scale;
	buf_puts(&w->content, "q ");
	PUT_NUMBERS(&w->content, scale, 0, 0, scale, placement->x,
	    a->pages->pages[w->page].height - placement->y - height);
	buf_puts(&w->content, "cm\n");
	switch (box->kind) {
	case BOX_TEXT:
		ok = put_text_drawing(w, (size_t)painted->sheet);
		break;
	case BOX_PICTURE:
		ok = put_picture_drawing(w, (size_t)painted->sheet);
		break;
	case BOX_SHAPE:
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

static void
put_resources(const struct page_writer *w, struct buf *out)
{
	buf_puts(out, " /Resources <<");
	if (w->font_list.len > 0)
		buf_printf(out, " /Font << %s>>", buf_str(&w->font_list));
	if (w->has_text)
		buf_puts(out, " /ExtGState << /a0 << /CA 1 /ca 1 >> >>");
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
		buf_clear(&w.font_list);
		buf_clear(&w.form_list);
		w.has_text = false;
		ok = put_content(&w);
		if (ok)
			write_page(&w);
	}
	write_page_tree(a);
	free(w.fonts);
	free(w.forms);
	buf_release(&w.content);
	buf_release(&w.font_list);
	buf_release(&w.form_list);
	return ok && copier_finish(a->copier);
}
