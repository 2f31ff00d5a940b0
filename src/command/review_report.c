/* everyread review report: what the group said, the worst first. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "command/command.h"
#include "command/review.h"
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
	static const struct option table[] = {
	    {"output", required_argument, NULL, 'o'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	const char *output = NULL;
	struct reviewing reviewing;
	struct diags diags = {0};
	int c, status;

	while ((c = getopt_long(argc, argv, "o:h", table, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return STATUS_OK;
		}
		if (c != 'o')
			return command_usage("review report", "Please check.");
		output = optarg;
	}
	if (optind + 1 != argc)
		return command_usage(
		    "review report", "Which publication? Name its XML file.");
	if (reviewing_open(&reviewing, argv[optind], &diags))
		report(&reviewing, output, &diags);
	status = command_report(&diags);
	reviewing_close(&reviewing);
	return status;
}
