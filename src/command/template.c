/* everyread template: the editions there are, and where a value is from. */
#include "command/command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "style/style.h"

static const char help[] =
    "usage: everyread template list [FILE]\n"
    "       everyread template explain TOKEN [FILE] [--edition NAME]\n"
    "\n"
    "list prints the editions: name, format, end of the file's name.\n"
    "explain prints the value of a token, such as size or heading, and each\n"
    "template that sets it, the one that counts first.\n"
    "\n"
    "FILE is a publication: its own templates count too.\n"
    "\n"
    "      --edition NAME    only this edition (all)\n"
    "  -h, --help            this page\n";

struct asking {
	const char *token;       /* NULL for list */
	const char *edition;     /* NULL = all */
	const char *publication; /* its file, or NULL */
};

/* -1 to go on, else the exit status. */
static int
read_options(struct asking *asking, int argc, char **argv)
{
	static const struct option table[] = {
	    {"edition", required_argument, NULL, 'e'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	bool explains;
	int c, files;

	while ((c = getopt_long(argc, argv, "h", table, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return STATUS_OK;
		}
		if (c == '?')
			return command_usage("template", "Please check.");
		asking->edition = optarg;
	}
	explains = optind < argc && str_eq(argv[optind], "explain");
	if (!explains && (optind >= argc || !str_eq(argv[optind], "list")))
		return command_usage("template", "Say list or explain.");
	optind++;
	if (explains && optind < argc)
		asking->token = argv[optind++];
	else if (explains)
		return command_usage("template", "Which token?");
	files = argc - optind;
	if (files > 1)
		return command_usage(
		    "template", "One publication at a time, please.");
	asking->publication = files == 1 ? argv[optind] : NULL;
	return -1;
}

static bool
answer(const struct asking *asking, const struct edition *edition,
    struct buf *out, struct diags *diags)
{
	if (asking->token != NULL)
		return edition_explain(edition, asking->token, out, diags);
	buf_printf(out, "%-20s %-6s %s\n", edition->name, edition->writer,
	    edition->suffix);
	return true;
}

/* All editions are tried, so that every message is seen; a token that does
 * not exist is said once. */
static void
answer_all(const struct asking *asking, struct arena *arena, struct buf *out,
    struct diags *diags)
{
	char *templates = command_data("templates");
	char *folder = asking->publication != NULL
	                   ? path_folder(asking->publication)
	                   : NULL;
	const char *const *names = &asking->edition;
	size_t n = 1;

	if (asking->edition == NULL)
		names = edition_names(arena, templates, folder, &n, diags);
	for (size_t i = 0; i < n; i++) {
		const struct edition *edition = edition_read(
		    arena, names[i], templates, folder, NULL, 0, diags);

		if (edition != NULL && !answer(asking, edition, out, diags))
			break;
	}
	free(templates);
	free(folder);
}

int
command_template(int argc, char **argv)
{
	struct asking asking = {0};
	struct diags diags = {0};
	struct buf out = {0};
	struct arena *arena;
	int status = read_options(&asking, argc, argv);

	if (status >= 0)
		return status;
	arena = arena_new();
	if (asking.publication != NULL && !file_exists(asking.publication))
		diag_add(&diags, DIAG_FILE_READ, LOC_NONE, asking.publication,
		    "no such file");
	else
		answer_all(&asking, arena, &out, &diags);
	fputs(buf_str(&out), stdout);
	buf_release(&out);
	arena_free(arena);
	return command_report(&diags);
}
