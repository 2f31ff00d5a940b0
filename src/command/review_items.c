/* everyread review items, form: what is asked, for programs and for typing. */
#include <stdio.h>

#include "base/buf.h"
#include "command/command.h"
#include "command/review.h"
#include "command/review_line.h"

static const char items_help[] =
    "usage: everyread review items FILE [-o LIST]\n"
    "\n"
    "Prints every sentence and question that a group is asked about, with\n"
    "its number, its id and its hash. docs/review-format.md explains it.\n"
    "\n"
    "  -o, --output LIST  write it there\n";

static const char form_help[] =
    "usage: everyread review form FILE -o TABLE.csv\n"
    "\n"
    "Makes the table to type answers into that were given on paper. Open it\n"
    "in a spreadsheet, fill in a copy for each person, save it as CSV.\n"
    "\n"
    "  -o, --output TABLE  write it there\n";

/* What is made of the items. A table that is there may hold answers. */
struct making {
	const char *help;
	void (*put)(const struct review_items *items, struct buf *out);
	const char *mark; /* of an earlier one that may be written over */
};

static int
run(int argc, char **argv, const struct making *making)
{
	struct review_line line = {.command = "review", .help = making->help};
	struct reviewing reviewing;
	struct diags diags = {0};
	struct buf out = {0};
	int status = review_line_read(&line, argc, argv);

	if (status >= 0)
		return status;
	if (reviewing_open(&reviewing, line.path, &diags)) {
		making->put(reviewing.items, &out);
		reviewing_write(line.output, making->mark, &out, &diags);
	}
	reviewing_close(&reviewing);
	buf_release(&out);
	return command_report(&diags);
}

int
review_command_items(int argc, char **argv)
{
	return run(argc, argv,
	    &(struct making){
	        items_help, review_items_json, "\"everyread-items-1\""});
}

int
review_command_form(int argc, char **argv)
{
	return run(
	    argc, argv, &(struct making){form_help, review_items_form, NULL});
}
