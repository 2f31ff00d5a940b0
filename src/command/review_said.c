/* everyread review said: "You said, we did", for the people of the group. */
#include <getopt.h>
#include <stdio.h>

#include "base/buf.h"
#include "command/command.h"
#include "command/review.h"
#include "review/changes.h"

static const char help[] =
    "usage: everyread review said FILE -o BOOKLET.xml\n"
    "\n"
    "Writes an easy-read publication for the people who read the draft: what\n"
    "they said, and what you did. It is made of review.xml and your\n"
    "decisions. Then make it in every format: everyread build BOOKLET.xml\n"
    "\n"
    "  -o, --output BOOKLET  write it there; beside the publication, it finds\n"
    "                        the pictures of its own\n"
    "  -h, --help            this page\n";

static void
write_booklet(struct reviewing *r, const char *output, struct diags *diags)
{
	struct review *review = reviewing_load(r, diags);
	struct catalogue *pictures =
	    reviewing_catalogue(output != NULL ? output : "-", diags);
	struct buf out = {0};

	if (review != NULL && pictures != NULL) {
		said_booklet(review, r->items, pictures, &out);
		reviewing_write(output,
		    arena_printf(
		        r->arena, "id=\"%s-said\"", r->publication->id),
		    &out, diags);
	}
	if (pictures != NULL)
		catalogue_close(pictures);
	buf_release(&out);
}

int
review_command_said(int argc, char **argv)
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
			return command_usage("review said", "Please check.");
		output = optarg;
	}
	if (optind + 1 != argc)
		return command_usage(
		    "review said", "Which publication? Name its XML file.");
	if (reviewing_open(&reviewing, argv[optind], &diags))
		write_booklet(&reviewing, output, &diags);
	status = command_report(&diags);
	reviewing_close(&reviewing);
	return status;
}
