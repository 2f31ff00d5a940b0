/* everyread review said: "You said, we did", for the people of the group. */
#include <stdio.h>

#include "base/buf.h"
#include "command/command.h"
#include "command/review.h"
#include "command/review_line.h"
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
	struct review_line line = {.command = "review said", .help = help};
	struct reviewing reviewing;
	struct diags diags = {0};
	int status = review_line_read(&line, argc, argv);

	if (status >= 0)
		return status;
	if (reviewing_open(&reviewing, line.path, &diags))
		write_booklet(&reviewing, line.output, &diags);
	status = command_report(&diags);
	reviewing_close(&reviewing);
	return status;
}
