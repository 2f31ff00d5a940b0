/* everyread dump: what is inside, as text; for developers and tests. */
#include "command/command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/job.h"
#include "command/editions.h"
#include "model/node.h"
#include "page/page.h"
#include "page/shape.h"
#include "prepare/document.h"

static const char help[] =
    "usage: everyread dump --tree FILE\n"
    "       everyread dump --document EDITION FILE\n"
    "       everyread dump --sentences EDITION FILE\n"
    "       everyread dump --boxes EDITION FILE\n"
    "\n"
    "Prints what is inside: the tree as it was read, the document that an\n"
    "edition is made of, its sentences (id, tab, words), its pages.\n";

static void
dump_sentences(const struct document *doc, struct buf *out)
{
	for (size_t i = 0; i < doc->nsentences; i++)
		buf_printf(out, "%s\t%s\n", doc->sentences[i]->id,
		    doc->sentences[i]->text);
}

static bool
dump_boxes(const struct opened *o, const struct document *doc, struct buf *out,
    struct diags *diags)
{
	const struct style *style = &doc->edition->style;
	struct fonts *fonts =
	    fonts_open_again(o->fonts, style->font, style->font_other, diags);
	struct pages *pages =
	    fonts == NULL ? NULL : pages_layout(doc, o->pictures, fonts, diags);

	if (pages != NULL)
		pages_dump(pages, out);
	pages_free(pages);
	fonts_close(fonts);
	return pages != NULL;
}

struct dumping {
	const struct opened *opened;
	int what; /* the letter of the option */
};

/* In a worker: a picture may make its decoder misbehave. */
static bool
dump(void *arg, struct buf *out, struct diags *diags)
{
	const struct dumping *dumping = arg;
	const struct opened *o = dumping->opened;
	const struct document *doc;
	int what = dumping->what;

	if (what == 't') {
		node_dump(o->publication->root, out);
		return true;
	}
	doc = document_prepare(o->arena, o->publication, o->editions[0],
	    o->language, o->pictures, diags);
	if (doc == NULL)
		return false;
	if (what == 'd')
		document_dump(doc, out);
	else if (what == 's')
		dump_sentences(doc, out);
	else
		return dump_boxes(o, doc, out, diags);
	return true;
}

int
command_dump(int argc, char **argv)
{
	static const struct option table[] = {
	    {"tree", no_argument, NULL, 't'},
	    {"document", required_argument, NULL, 'd'},
	    {"sentences", required_argument, NULL, 's'},
	    {"boxes", required_argument, NULL, 'b'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	struct opening opening = {.only = "easy-read"};
	struct opened opened;
	struct diags diags = {0};
	struct dumping dumping = {.opened = &opened};
	struct job job = {.name = "dump", .run = dump, .arg = &dumping};
	int c;

	while ((c = getopt_long(argc, argv, "h", table, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return STATUS_OK;
		}
		if (c == '?')
			return command_usage("dump", "Please check.");
		dumping.what = c;
		if (optarg != NULL)
			opening.only = optarg;
	}
	if (dumping.what == 0 || optind + 1 != argc)
		return command_usage("dump", "Say what, and of which file.");
	opening.path = argv[optind];
	if (opened_open(&opened, &opening, &diags) &&
	    jobs_run(&job, 1, 1, NULL, &diags))
		fwrite(job.result.data, 1, job.result.len, stdout);
	opened_close(&opened);
	buf_release(&job.result);
	return command_report(&diags);
}
