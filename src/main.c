/* everyread: one publication, every format. */
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

int
main(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_help();
		return STATUS_USAGE;
	}
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
