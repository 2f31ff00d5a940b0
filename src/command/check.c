/* everyread check: every message about a publication, changing nothing. */
#include "check/check.h"
#include "command/command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "command/editions.h"
#include "prepare/document.h"

static const char help[] =
    "usage: everyread check FILE…\n"
    "\n"
    "Says what is wrong with a publication, and what would make it hard to\n"
    "read: where, why, and what to do. Changes nothing.\n"
    "\n"
    "  -h, --help   this page\n"
    "\n"
    "  error    the publication cannot be built: the exit status is 1\n"
    "  rule     a rule of easy read that must hold is broken\n"
    "  warning  a rule that should hold is broken\n"
    "  note     something to know\n";

/* A damaged picture must be known before the day of the build. */
static void
load_pictures(const struct opened *opened, struct diags *diags)
{
	const struct node *root = opened->publication->root;

	for (const struct node *n = root; n != NULL; n = node_next(n, root)) {
		const struct attr *attr = node_attr_entry(n, ATTR_PICTURE);

		if (attr != NULL && strcmp(attr->value, "none") != 0)
			picture_lookup(
			    opened->pictures, attr->value, attr->loc, diags);
	}
}

static void
check_file(const char *path, struct diags *diags)
{
	struct opening opening = {.path = path};
	struct opened opened;

	if (opened_open(&opened, &opening, diags)) {
		check_publication(opened.publication, opened.pictures,
		    opened.language, diags);
		load_pictures(&opened, diags);
	}
	opened_close(&opened);
}

int
command_check(int argc, char **argv)
{
	static const struct option table[] = {
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	struct diags diags = {0};
	size_t errors, rules, warnings;
	int c, status;

	while ((c = getopt_long(argc, argv, "h", table, NULL)) != -1) {
		if (c != 'h')
			return command_usage("check", "Please check.");
		fputs(help, stdout);
		return STATUS_OK;
	}
	if (optind == argc)
		return command_usage(
		    "check", "Which publication? Name its XML file.");
	for (int i = optind; i < argc; i++)
		check_file(argv[i], &diags);
	diags_sort(&diags);
	diags_unite(&diags);
	errors =
	    diags_count(&diags, DIAG_ERROR) + diags_count(&diags, DIAG_MACHINE);
	rules = diags_count(&diags, DIAG_BREACH);
	warnings = diags_count(&diags, DIAG_WARNING);
	status = command_report(&diags);
	printf("%zu %s, %zu %s broken, %zu %s\n", errors,
	    errors == 1 ? "error" : "errors", rules,
	    rules == 1 ? "rule" : "rules", warnings,
	    warnings == 1 ? "warning" : "warnings");
	return status;
}
