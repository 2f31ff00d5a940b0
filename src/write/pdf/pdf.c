/* The writer of tagged PDF: layout, paint, assemble, write. */
#include "write/write.h"

#include <stdlib.h>

#include "page/page.h"
#include "page/shape.h"
#include "write/pdf/assemble.h"
#include "write/pdf/paint.h"

static void
note_facts(const struct write_job *job, const char *name,
    const struct pages *pages, const struct buf *file)
{
	const struct document *document = pages->document;

	write_fact(job, name, "pages", "%zu", pages->npages);
	write_fact(job, name, "bytes", "%zu", file->len);
	write_fact(job, name, "title", "%s", document->title);
	write_fact(job, name, "standard", "%s",
	    document->edition->style.pdf == PDF_UA2 ? "PDF/UA-2 PDF/A-4"
	                                            : "PDF/UA-1 PDF/A-2a");
}

static bool
write_file(const struct write_job *job, const struct pages *pages,
    const struct buf *file, struct diags *diags)
{
	struct buf name = {0};
	char *path;
	bool ok;

	buf_printf(&name, "%s.pdf", job->base);
	path = stage_path(job->stage, buf_str(&name), diags);
	ok = path != NULL && file_write(path, file->data, file->len, diags);
	if (ok)
		note_facts(job, buf_str(&name), pages, file);
	free(path);
	buf_release(&name);
	return ok;
}

static void
note_progress(const struct write_job *job, size_t done)
{
	if (job->progress != NULL)
		job->progress(job->progress_arg, done, 3);
}

/* Paint and assemble into file. */
static bool
make_file(const struct write_job *job, const struct pages *pages,
    struct buf *file, struct diags *diags)
{
	struct painting painting = {.nsheets = 0};
	double start = write_clock();
	bool ok = painting_paint(&painting, pages, diags);

	write_timing(job, "paint", write_clock() - start);
	note_progress(job, 2);
	start = write_clock();
	ok = ok && pdf_assemble(pages, &painting, file, diags);
	write_timing(job, "assemble", write_clock() - start);
	painting_release(&painting);
	note_progress(job, 3);
	return ok;
}

bool
write_pdf(const struct write_job *job, struct diags *diags)
{
	const struct style *style = &job->document->edition->style;
	struct buf file = {0};
	struct pages *pages = NULL;
	struct fonts *fonts;
	double start;
	bool ok;

	start = write_clock();
	fonts =
	    fonts_open_again(job->fonts, style->font, style->font_other, diags);
	if (fonts != NULL)
		pages =
		    pages_layout(job->document, job->pictures, fonts, diags);
	write_timing(job, "layout", write_clock() - start);
	note_progress(job, 1);
	if (pages != NULL && job->laid_out != NULL)
		job->laid_out(job->laid_out_arg, pages, diags);
	ok = pages != NULL && make_file(job, pages, &file, diags) &&
	     write_file(job, pages, &file, diags);
	buf_release(&file);
	if (pages != NULL)
		pages_free(pages);
	fonts_close(fonts);
	return ok;
}
