/*
 * The commands. Each takes its own name and arguments as main() does and
 * returns the exit status: 0 fine, 1 the publication has errors, 2 wrong
 * usage, 3 the machine failed, 130 interrupted.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

int command_build(int argc, char **argv);
int command_check(int argc, char **argv);
int command_review(int argc, char **argv);
int command_diff(int argc, char **argv);
int command_preview(int argc, char **argv);
int command_say(int argc, char **argv);
int command_pictures(int argc, char **argv);
int command_template(int argc, char **argv);
int command_dump(int argc, char **argv);

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help, *arguments;
};

/* The i-th command, NULL past the last. */
const struct command *command_at(size_t i);
/* NULL if there is none of that name. */
const struct command *command_lookup(const char *name);

enum {
	STATUS_OK = 0,
	STATUS_AUTHOR = 1,
	STATUS_USAGE = 2,
	STATUS_MACHINE = 3,
	STATUS_INTERRUPTED = 130,
};

/*
 * The folder "templates" or "symbols" that came with the program: beside the
 * program, above it in a source tree, else where it was installed.
 * mem_alloc'ed.
 */
char *command_data(const char *name);

/* A folder for work that may be kept: $XDG_CACHE_HOME/everyread or
 * ~/.cache/everyread. mem_alloc'ed, NULL if there is no home. */
char *command_cache(void);
/* The program that speaks (src/voice/): beside this one in the build tree,
 * below libexec/ where it is installed. NULL if it is not there: then this
 * one speaks itself. mem_alloc'ed. */
char *command_voice_program(void);

enum { DAY_SIZE = 16 };

/* The day it is, "2026-03-31", in UTC: SOURCE_DATE_EPOCH, else the clock; ""
 * if that is no day. */
void command_today(char day[DAY_SIZE]);

/* Print the messages to standard error, in order of place, each once, and
 * release them. Returns the exit status they stand for. */
int command_report(struct diags *diags);

/* Say what is wrong with the command line. Returns STATUS_USAGE. */
int command_usage(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
