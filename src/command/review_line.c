/* Options, then one publication. */
#include "command/review_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"

enum { MOST_OWN = 8, MOST_JOBS = 256 };

/* The options of all, then its own, then none. */
static void
fill_table(const struct review_line *line, struct option *table)
{
	static const struct option common[] = {
	    {"output", required_argument, NULL, 'o'},
	    {"help", no_argument, NULL, 'h'},
	};
	size_t n = sizeof common / sizeof *common;

	memcpy(table, common, sizeof common);
	for (size_t i = 0;
	     line->own != NULL && line->own[i].name != NULL && i < MOST_OWN;
	     i++)
		table[n++] = line->own[i];
	table[n] = (struct option){0};
}

static int
take_option(struct review_line *line, int c)
{
	switch (c) {
	case 'o':
		line->output = optarg;
		return -1;
	case 'h':
		fputs(line->help, stdout);
		return STATUS_OK;
	case '?':
		return command_usage(line->command, "Please check.");
	default:
		return line->take(line, c);
	}
}

int
review_line_read(struct review_line *line, int argc, char **argv)
{
	struct option table[2 + MOST_OWN + 1];
	char letters[16];
	int c, status;

	fill_table(line, table);
	snprintf(letters, sizeof letters, "o:h%s",
	    line->letters != NULL ? line->letters : "");
	while ((c = getopt_long(argc, argv, letters, table, NULL)) != -1) {
		status = take_option(line, c);
		if (status >= 0)
			return status;
	}
	if (optind == argc)
		return command_usage(
		    line->command, "Which publication? Name its XML file.");
	if (optind + 1 != argc)
		return command_usage(line->command, "%s",
		    line->too_many != NULL
		        ? line->too_many
		        : "One publication at a time, please.");
	line->path = argv[optind];
	return -1;
}

int
review_line_count(const struct review_line *line, const char *option,
    unsigned most, unsigned *count)
{
	char *end;
	unsigned long number = strtoul(optarg, &end, 10);

	if (optarg[0] < '0' || optarg[0] > '9' || *end != '\0' || number < 1 ||
	    number > most)
		return command_usage(line->command,
		    "%s needs a number from 1 to %u, not \"%s\".", option, most,
		    optarg);
	*count = (unsigned)number;
	return -1;
}

int
review_line_jobs(const struct review_line *line, unsigned *jobs)
{
	return review_line_count(line, "--jobs", MOST_JOBS, jobs);
}
