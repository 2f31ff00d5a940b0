/* everyread: one publication, every format. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "command/command.h"

static const char head[] =
    "usage: everyread COMMAND …\n"
    "\n"
    "Makes one publication into easy read, large print, a web page, an\n"
    "e-book, plain text and audio.\n"
    "\n";

static void
print_help(void)
{
	fputs(head, stdout);
	for (size_t i = 0; command_at(i) != NULL; i++) {
		const struct command *c = command_at(i);

		printf("  %-9s %-18s %s\n", c->name, c->arguments, c->help);
	}
	puts("\neveryread COMMAND --help tells more. "
	     "everyread --version tells the version.");
}

static int
unknown_command(const char *name)
{
	const char *names[32];
	const char *nearest;
	size_t n = 0;

	if (name[0] == '-')
		return command_usage(
		    NULL, "Name the command first, then \"%s\".", name);
	while (command_at(n) != NULL && n < 32) {
		names[n] = command_at(n)->name;
		n++;
	}
	nearest = str_nearest(name, names, n);
	if (nearest != NULL)
		return command_usage(NULL,
		    "There is no command \"%s\". Did you mean \"%s\"?", name,
		    nearest);
	return command_usage(NULL, "There is no command \"%s\".", name);
}

/* everyread help COMMAND … is everyread COMMAND … --help. */
static int
help_with(int argc, char **argv)
{
	static char option[] = "--help";
	const struct command *command = command_lookup(argv[2]);

	if (command == NULL)
		return unknown_command(argv[2]);
	for (int i = 1; i + 1 < argc; i++)
		argv[i] = argv[i + 1];
	argv[argc - 1] = option;
	return command->run(argc - 1, argv + 1);
}

static int
run(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_help();
		return STATUS_USAGE;
	}
	if (str_eq(argv[1], "help") && argc > 2)
		return help_with(argc, argv);
	if (str_eq(argv[1], "--help") || str_eq(argv[1], "-h") ||
	    str_eq(argv[1], "help")) {
		print_help();
		return STATUS_OK;
	}
	if (str_eq(argv[1], "--version")) {
		printf("everyread %s\n", VERSION);
		return STATUS_OK;
	}
	command = command_lookup(argv[1]);
	if (command == NULL)
		return unknown_command(argv[1]);
	return command->run(argc - 1, argv + 1);
}

/* A stream that is closed must not become a file that is opened later: words
 * for the screen would come into it. What is read finds nothing, what is
 * written fails. */
static void
hold_streams(void)
{
	static const int modes[] = {O_RDONLY, O_RDONLY, O_WRONLY};

	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", modes[fd]);
}

int
main(int argc, char **argv)
{
	int status;

	hold_streams();
	status = run(argc, argv);
	if ((fflush(stdout) != 0 || ferror(stdout)) && status == STATUS_OK) {
		struct diags diags = {0};

		diag_add(&diags, DIAG_FILE_WRITE, LOC_NONE, "standard output",
		    "it takes no more");
		status = command_report(&diags);
	}
	return status;
}
