/* everyread review report: what the group said, the worst first. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "command/command.h"
#include "command/review.h"
#include "command/review_line.h"
#include "review/report.h"

#define MARK "everyread review report" /* of templates/review/report.html */

static const char help[] =
    "usage: everyread review report FILE [options]\n"
    "\n"
    "Says what the group said of the publication FILE: the worst sentences\n"
    "first, where people disagree, hard words, pictures to change, what was\n"
    "understood, and what nobody has read.\n"
    "\n"
    "  -o, --output PAGE.html  write it as a web page instead\n"
    "  -h, --help              this page\n";

static void
report(struct reviewing *r, const char *output, struct diags *diags)
{
	struct review *review = reviewing_load(r, diags);
	char *templates = command_data("templates");
	const struct told *told;
	struct buf out = {0};

	if (review != NULL) {
		told = told_make(r->arena, review, r->items);
		if (output == NULL)
			told_text(told, &out);
		if (output == NULL || told_html(told, templates, &out, diags))
			reviewing_write(output, MARK, &out, diags);
	}
	buf_release(&out);
	free(templates);
}

int
review_command_report(int argc, char **argv)
{
	struct review_line line = {.command = "review report", .help = help};
	struct reviewing reviewing;
	struct diags diags = {0};
	int status = review_line_read(&line, argc, argv);

	if (status >= 0)
		return status;
	if (reviewing_open(&reviewing, line.path, &diags))
		report(&reviewing, line.output, &diags);
	status = command_report(&diags);
	reviewing_close(&reviewing);
	return status;
}
