/*
 * The command line of the commands of everyread review that take one
 * publication: what is the same for all, and a place for what is not.
 */
#ifndef COMMAND_REVIEW_LINE_H
#define COMMAND_REVIEW_LINE_H

#include <getopt.h>

struct review_line;

/* An option that only one command has: c is its letter, optarg its value. -1
 * to go on, else the exit status after a message. */
typedef int review_take(struct review_line *line, int c);

struct review_line {
	const char *command; /* "review pack", for messages */
	const char *help;
	/* Those of its own, or NULL; -o, --output and -h, --help are known. */
	const struct option *own;
	const char *letters;  /* of its own short ones: "q"; may be NULL */
	review_take *take;    /* NULL: none are its own */
	void *arg;            /* for take */
	const char *too_many; /* for more than one publication; NULL = usual */

	/* filled: */
	const char *path;   /* of the publication */
	const char *output; /* as it was if it is not named */
};

/* -1 to go on, else the exit status. */
int review_line_read(struct review_line *line, int argc, char **argv);

/* For a review_take: a whole number from 1 to most, and that of --jobs. */
int review_line_count(const struct review_line *line, const char *option,
    unsigned most, unsigned *count);
int review_line_jobs(const struct review_line *line, unsigned *jobs);

#endif
