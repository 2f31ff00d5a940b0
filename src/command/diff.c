/* everyread diff: what has changed between two drafts. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "command/command.h"
#include "command/review.h"
#include "review/changes.h"

static const char help[] =
    "usage: everyread diff OLD NEW [options]\n"
    "\n"
    "Says what has changed from the draft OLD to the draft NEW, sentence by\n"
    "sentence: new, changed, gone, moved, with another picture. Words that\n"
    "are other ones stand in [ ].\n"
    "\n"
    "      --format FORMAT     text or json\n"
    "      --publication FILE  write it as an easy-read publication, for the\n"
    "                          people who read the old draft; build it with\n"
    "                          everyread build FILE\n"
    "  -h, --help              this page\n";

struct options {
	const char *old_path, *new_path, *publication;
	bool is_json;
};

/* -1 to go on, else the exit status. */
static int
take_option(struct options *o, int c)
{
	switch (c) {
	case 'h':
		fputs(help, stdout);
		return STATUS_OK;
	case 'f':
		o->is_json = str_eq(optarg, "json");
		return o->is_json || str_eq(optarg, "text")
		           ? -1
		           : command_usage("diff",
		                 "--format is text or json, not \"%s\".",
		                 optarg);
	case 'p':
		o->publication = optarg;
		return -1;
	default:
		return command_usage("diff", "Please check the options.");
	}
}

static int
read_options(struct options *o, int argc, char **argv)
{
	static const struct option table[] = {
	    {"format", required_argument, NULL, 'f'},
	    {"publication", required_argument, NULL, 'p'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	int c, status;

	while ((c = getopt_long(argc, argv, "h", table, NULL)) != -1) {
		status = take_option(o, c);
		if (status >= 0)
			return status;
	}
	if (optind + 2 != argc)
		return command_usage(
		    "diff", "Name two publications: the old one, the new one.");
	o->old_path = argv[optind];
	o->new_path = argv[optind + 1];
	return -1;
}

static void
put(const struct options *o, const struct reviewing *now,
    const struct diff *diff, struct diags *diags)
{
	struct buf out = {0};

	if (o->publication != NULL) {
		struct catalogue *pictures =
		    reviewing_catalogue(o->publication, diags);

		if (pictures != NULL) {
			diff_booklet(diff, pictures, &out);
			catalogue_close(pictures);
			reviewing_write(o->publication,
			    arena_printf(now->arena, "id=\"%s-changes\"",
			        now->publication->id),
			    &out, diags);
		}
	} else {
		if (o->is_json)
			diff_json(diff, &out);
		else
			diff_text(diff, &out);
		reviewing_write(NULL, NULL, &out, diags);
	}
	buf_release(&out);
}

int
command_diff(int argc, char **argv)
{
	struct options options = {0};
	struct reviewing before, now;
	struct diags diags = {0};
	int status = read_options(&options, argc, argv);
	bool ok;

	if (status >= 0)
		return status;
	ok = reviewing_open(&before, options.old_path, &diags);
	ok = reviewing_open(&now, options.new_path, &diags) && ok;
	if (ok)
		put(&options, &now,
		    diff_compare(now.arena, before.items, now.items), &diags);
	status = command_report(&diags);
	reviewing_close(&before);
	reviewing_close(&now);
	return status;
}
