/* everyread review items, form: what is asked, for programs and for typing. */
#include <getopt.h>
#include <stdio.h>

#include "base/buf.h"
#include "command/command.h"
#include "command/review.h"

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

/* Read the command line: the file, and where to write. -1 to go on. */
static int
read_options(int argc, char **argv, const char *help, const char **output)
{
	static const struct option table[] = {
	    {"output", required_argument, NULL, 'o'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	int c;

	while ((c = getopt_long(argc, argv, "o:h", table, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return STATUS_OK;
		}
		if (c != 'o')
			return command_usage("review", "Please check.");
		*output = optarg;
	}
	if (optind + 1 != argc)
		return command_usage(
		    "review", "Which publication? Name its XML file.");
	return -1;
}

static int
run(int argc, char **argv, const struct making *making)
{
	const char *output = NULL;
	struct reviewing reviewing;
	struct diags diags = {0};
	struct buf out = {0};
	int status = read_options(argc, argv, making->help, &output);

	if (status >= 0)
		return status;
	if (reviewing_open(&reviewing, argv[optind], &diags)) {
		making->put(reviewing.items, &out);
		reviewing_write(output, making->mark, &out, &diags);
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
