/* everyread review pack: all that a group needs to review a draft. */
#include <stdio.h>
#include <stdlib.h>

#include "base/job.h"
#include "command/command.h"
#include "command/review_line.h"
#include "command/review_packing.h"

static const char help[] =
    "usage: everyread review pack FILE [options]\n"
    "\n"
    "Makes what a group needs to read the draft and say what it thinks, in\n"
    "FOLDER/ID-review: a page for a computer or a tablet, a form on paper\n"
    "in two sizes, a guide for the person who runs the session, the sound.\n"
    "\n"
    "  -o, --output FOLDER  where to put it (output)\n"
    "      --jobs N         use N processes (one for each core)\n"
    "      --no-cache       speak every sentence anew\n"
    "  -q, --quiet          print messages only\n"
    "  -h, --help           this page\n"
    "\n"
    "The folder is made anew each time. Keep answers somewhere else: it stops\n"
    "if it finds a file there that it has not made.\n";

static int
take_option(struct review_line *line, int c)
{
	struct pack_options *o = line->arg;

	switch (c) {
	case 'j':
		return review_line_jobs(line, &o->workers);
	case 'n':
		o->no_cache = true;
		return -1;
	default:
		o->quiet = true;
		return -1;
	}
}

/* -1 to go on, else the exit status. */
static int
read_options(struct pack_options *o, int argc, char **argv)
{
	static const struct option own[] = {
	    {"jobs", required_argument, NULL, 'j'},
	    {"no-cache", no_argument, NULL, 'n'},
	    {"quiet", no_argument, NULL, 'q'},
	    {0},
	};
	struct review_line line = {.command = "review pack",
	    .help = help,
	    .own = own,
	    .letters = "q",
	    .take = take_option,
	    .arg = o,
	    .output = o->output};
	int status = review_line_read(&line, argc, argv);

	o->path = line.path;
	o->output = line.output;
	return status;
}

int
review_command_pack(int argc, char **argv)
{
	struct pack_options options = {.output = "output"};
	struct packing packing;
	struct diags diags = {0};
	int status = read_options(&options, argc, argv);
	bool ok;

	if (status >= 0)
		return status;
	job_catch_interrupts();
	ok = packing_open(&packing, &options, &diags) &&
	     packing_make(&packing, &diags);
	packing_close(&packing);
	if (!ok && job_interrupted()) {
		diag_add(&diags, DIAG_INTERRUPTED, LOC_NONE);
		command_report(&diags);
		return STATUS_INTERRUPTED;
	}
	status = command_report(&diags);
	return ok || status != STATUS_OK ? status : STATUS_MACHINE;
}
