/*
 * The sheet of pictures. It writes a publication whose points are the
 * pictures, into a folder of its own, and makes its easy-read edition with
 * smaller pictures: no second way of making pages.
 */
#include "command/sheet.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "command/command.h"
#include "command/editions.h"
#include "prepare/document.h"
#include "write/write.h"

enum { MAX_PDF = 256 * 1024 * 1024 };

/* Small pictures, many on a page. */
static const struct setting looks[] = {
    {"picture", "30mm"},
    {"picture-point", "20mm"},
    {"section-start", "flow"},
    {"badge", "none"},
};

/* ---- the publication ---------------------------------------------------- */

static void
put_escaped(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		switch (*text) {
		case '&':
			buf_puts(out, "&amp;");
			break;
		case '<':
			buf_puts(out, "&lt;");
			break;
		case '"':
			buf_puts(out, "&quot;");
			break;
		default:
			buf_putc(out, *text);
		}
}

static void
put_picture(struct buf *out, const struct picture *picture, size_t number)
{
	buf_puts(out, "<item picture=\"");
	put_escaped(out, picture->name);
	/* the words beside it are the picture's own: not to be read twice */
	buf_printf(out, "\" alt=\"\">%zu: <strong>", number);
	put_escaped(out, picture->name);
	buf_puts(out, "</strong>");
	if (picture->alt[0] != '\0') {
		buf_puts(out, " – ");
		put_escaped(out, picture->alt);
	}
	buf_puts(out, "</item>\n");
}

static void
put_heading(struct buf *out, size_t n, const char *heading)
{
	buf_printf(
	    out, "</list></section>\n<section id=\"part-%zu\"><heading>", n);
	put_escaped(out, heading);
	buf_puts(out, "</heading><list>\n");
}

/* The group that comes after this one in the alphabet, or NULL. */
static const char *
next_group(const struct sheet *sheet, const char *group)
{
	const char *next = NULL;

	for (size_t i = 0; i < sheet->npictures; i++) {
		const char *g = sheet->pictures[i]->group;

		if ((group == NULL || strcmp(g, group) > 0) &&
		    (next == NULL || strcmp(g, next) < 0))
			next = g;
	}
	return next;
}

static void
put_groups(struct buf *out, const struct sheet *sheet)
{
	const char *group = NULL;
	size_t number = 0, ngroups = 0;

	while ((group = next_group(sheet, group)) != NULL) {
		put_heading(out, ++ngroups, group[0] != '\0' ? group : "More");
		for (size_t i = 0; i < sheet->npictures; i++)
			if (strcmp(sheet->pictures[i]->group, group) == 0)
				put_picture(out, sheet->pictures[i], ++number);
	}
}

static void
put_publication(struct buf *out, const struct sheet *sheet)
{
	bool all = sheet->words[0] == '\0';

	buf_puts(out,
	    "<publication xmlns=\"urn:everyread:1\" id=\"pictures\" "
	    "xml:lang=\"en-GB\" wording=\"easy-read\"><about><title>Pictures "
	    "to choose from</title><subtitle>");
	put_escaped(out, all ? "All pictures, by group" : sheet->words);
	buf_puts(out,
	    "</subtitle><description>Pictures for easy-read publications, "
	    "with their names.</description>");
	buf_puts(out, "<cover picture=\"");
	put_escaped(out, all ? "choose" : sheet->pictures[0]->name);
	buf_puts(out, "\" alt=\"\"/>");
	buf_puts(out,
	    "</about><section id=\"use\"><heading>How to use this sheet"
	    "</heading><list><item picture=\"check\" alt=\"\">Look for a "
	    "picture that fits your words.</item><item picture=\"write\" "
	    "alt=\"\">Write its name in your publication.</item><item "
	    "picture=\"ask\" alt=\"\">Ask readers what the picture shows."
	    "</item>\n");
	if (all) {
		put_groups(out, sheet);
	} else {
		put_heading(out, 1, sheet->words);
		for (size_t i = 0; i < sheet->npictures; i++)
			put_picture(out, sheet->pictures[i], i + 1);
	}
	buf_puts(out, "</list></section></publication>\n");
}

/* ---- making it ---------------------------------------------------------- */

/* Write the PDF of the opened publication and copy it to path. */
static bool
make_pdf(const struct sheet *sheet, const struct opened *opened,
    struct stage *stage, const char *path, struct diags *diags)
{
	const struct edition *edition = opened->editions[0];
	const struct writer *writer = writer_lookup(edition->writer);
	struct buf facts = {0}, timings = {0}, pdf = {0};
	struct write_job job = {.pictures = sheet->catalogue,
	    .stage = stage,
	    .base = "sheet",
	    .workers = 1,
	    .facts = &facts,
	    .timings = &timings};
	char *made = path_join(stage_folder(stage), "sheet.pdf");
	bool ok;

	job.document = document_prepare(opened->arena, opened->publication,
	    edition, opened->language, sheet->catalogue, diags);
	ok = job.document != NULL && diags_worst(diags) < DIAG_ERROR &&
	     writer->write(&job, diags) &&
	     file_read(made, MAX_PDF, &pdf, diags, LOC_NONE) &&
	     file_write(path, pdf.data, pdf.len, diags);
	buf_release(&pdf);
	buf_release(&facts);
	buf_release(&timings);
	free(made);
	return ok;
}

static bool
make_sheet(const struct sheet *sheet, const char *source, const char *work,
    const char *path, struct diags *diags)
{
	struct opening opening = {.path = source,
	    .only = "easy-read",
	    .settings = looks,
	    .nsettings = sizeof looks / sizeof *looks};
	struct opened opened;
	struct stage *stage;
	char *out = path_join(work, "out");
	bool ok = opened_open(&opened, &opening, diags);

	stage = ok ? stage_open(out, diags) : NULL;
	ok = stage != NULL && make_pdf(sheet, &opened, stage, path, diags);
	if (stage != NULL)
		stage_abandon(stage);
	opened_close(&opened);
	free(out);
	return ok;
}

bool
sheet_write(const struct sheet *sheet, const char *path, struct diags *diags)
{
	const char *temporary = getenv("TMPDIR");
	char *work = path_join(
	    str_is_blank(temporary) ? "/tmp" : temporary, "everyread-XXXXXX");
	struct buf text = {0};
	char *source;
	bool ok;

	if (mkdtemp(work) == NULL) {
		diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, work,
		    "no folder for temporary files");
		free(work);
		return false;
	}
	put_publication(&text, sheet);
	source = path_join(work, "publication.xml");
	ok = file_write(source, text.data, text.len, diags) &&
	     make_sheet(sheet, source, work, path, diags);
	unlink(source);
	rmdir(work);
	buf_release(&text);
	free(source);
	free(work);
	return ok;
}
