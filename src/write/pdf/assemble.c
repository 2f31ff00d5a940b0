/* Putting the file together. */
#include "write/pdf/assemble.h"

#include "write/pdf/assembly.h"
#include "write/pdf/put.h"

static void
take_numbers(struct assembly *a)
{
	a->page_tree = pdfw_number(a->out);
	a->structure = pdfw_number(a->out);
	a->metadata = pdfw_number(a->out);
	a->profile = pdfw_number(a->out);
	if (a->pages->noutline > 0)
		a->outline = pdfw_number(a->out);
	if (a->is_ua2) {
		a->namespace_new = pdfw_number(a->out);
		a->namespace_old = pdfw_number(a->out);
	}
	a->first_page = pdfw_numbers(a->out, a->pages->npages);
	a->first_elem = pdfw_numbers(a->out, a->pages->nelems);
	a->first_link = pdfw_numbers(a->out, a->pages->nlinks);
}

/* /Info is left out: XMP says it all, and PDF/A-4 forbids it. */
static long
write_catalogue(const struct assembly *a)
{
	long number = pdfw_number(a->out);
	struct buf *out = pdfw_open(a->out, number);

	buf_puts(out, "<< /Type /Catalog /Pages");
	put_ref(out, a->page_tree);
	buf_puts(out, " /StructTreeRoot");
	put_ref(out, a->structure);
	buf_puts(out, " /Metadata");
	put_ref(out, a->metadata);
	buf_puts(out, " /MarkInfo << /Marked true >> /Lang ");
	put_bytes(out, a->pages->document->lang);
	buf_puts(out, " /ViewerPreferences << /DisplayDocTitle true >>"
	              " /PageLabels ");
	put_page_labels(out, a->pages);
	if (a->outline != 0) {
		buf_puts(out, " /Outlines");
		put_ref(out, a->outline);
	}
	buf_puts(out, " /OutputIntents [ << /Type /OutputIntent /S /GTS_PDFA1"
	              " /OutputConditionIdentifier (sRGB IEC61966-2.1)"
	              " /Info (sRGB IEC61966-2.1) /DestOutputProfile");
	put_ref(out, a->profile);
	buf_puts(out, " >> ] >>");
	pdfw_close(a->out);
	return number;
}

static void
write_profile(const struct assembly *a)
{
	struct buf bytes = {0};

	put_profile(&bytes);
	pdfw_stream(a->out, a->profile, "/N 3",
	    (struct slice){bytes.data, bytes.data + bytes.len}, PDFW_PACK);
	buf_release(&bytes);
}

static void
write_metadata(const struct assembly *a)
{
	struct buf bytes = {0};

	put_metadata(&bytes, a->pages->document, a->is_ua2);
	pdfw_stream(a->out, a->metadata, "/Type /Metadata /Subtype /XML",
	    (struct slice){bytes.data, bytes.data + bytes.len}, PDFW_PLAIN);
	buf_release(&bytes);
}

/* The title once more, for readers that know no XMP: browsers show it on the
 * tab. PDF/A-4 forbids it (6.1.3). */
static long
write_info(const struct assembly *a)
{
	struct buf *out;
	long number;

	if (a->is_ua2)
		return 0;
	number = pdfw_number(a->out);
	out = pdfw_open(a->out, number);
	buf_puts(out, "<< /Title ");
	put_text(out, a->pages->document->title);
	buf_puts(out, " >>");
	pdfw_close(a->out);
	return number;
}

static bool
assemble_file(struct assembly *a, struct tags *tags)
{
	long catalogue;

	take_numbers(a);
	if (!assemble_pages(a))
		return false;
	assemble_structure(a, tags);
	assemble_links(a);
	if (a->outline != 0)
		assemble_outline(a);
	write_profile(a);
	write_metadata(a);
	catalogue = write_catalogue(a);
	pdfw_finish(a->out, catalogue, write_info(a));
	return true;
}

bool
pdf_assemble(const struct pages *pages, const struct painting *painting,
    struct buf *out, struct diags *diags)
{
	struct tags tags;
	struct pdf_fonts fonts = {.n = 0};
	struct pdfw file;
	struct assembly a = {
	    .pages = pages,
	    .painting = painting,
	    .tags = &tags,
	    .diags = diags,
	    .fonts = &fonts,
	    .out = &file,
	    .is_ua2 = pages->document->edition->style.pdf == PDF_UA2,
	};
	bool ok;

	pdfw_start(&file, out, a.is_ua2 ? "2.0" : "1.7");
	tags_build(&tags, pages);
	ok = assemble_file(&a, &tags);
	tags_release(&tags);
	pdf_fonts_release(&fonts);
	pdfw_release(&file);
	return ok;
}
