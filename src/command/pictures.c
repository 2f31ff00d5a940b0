/* everyread pictures: find a picture by a word, or see them on paper. */
#include "command/command.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "command/keep.h"
#include "command/sheet.h"
#include "picture/picture.h"

static const char help[] =
    "usage: everyread pictures [WORD…] [options]\n"
    "\n"
    "Lists the names of pictures that fit the words, best first, with what\n"
    "each picture shows. Without words it lists all of them.\n"
    "\n"
    "      --sheet FILE.pdf    publish them as a PDF to choose from\n"
    "  -p, --publication FILE  also look at the pictures of a publication\n"
    "      --licences          say whose they are, too\n"
    "      --prepare           draw all built-in pictures once, so that\n"
    "                          builds are faster\n"
    "  -h, --help              this page\n"
    "\n"
    "Write the name in your publication: <item picture=\"nurse\">\n";

struct options {
	const char *publication;
	const char *sheet; /* PDF to write, or NULL: list them */
	bool licences;
	bool prepare;
};

/* The words of the command line as one. mem_alloc'ed. */
static char *
join_words(int n, char **words)
{
	size_t len = 1;
	char *joined, *end;

	for (int i = 0; i < n; i++)
		len += strlen(words[i]) + 1;
	joined = end = mem_alloc(len);
	*end = '\0';
	for (int i = 0; i < n; i++)
		end += sprintf(end, "%s%s", i > 0 ? " " : "", words[i]);
	return joined;
}

static void
print_pictures(const struct picture *const *pictures, size_t n, bool licences)
{
	size_t width = 0;

	for (size_t i = 0; i < n; i++)
		if (strlen(pictures[i]->name) > width)
			width = strlen(pictures[i]->name);
	for (size_t i = 0; i < n; i++) {
		const struct picture *p = pictures[i];

		printf("%-*s  %s", (int)width, p->name, p->alt);
		if (licences)
			printf(" [%s, %s]", p->credit, p->licence);
		putchar('\n');
	}
}

/* List or publish what fits. */
static void
show_found(struct catalogue *catalogue, const char *words,
    const struct options *options, struct diags *diags)
{
	size_t n;
	const struct picture *const *all = catalogue_list(catalogue, &n);
	const struct picture **found = mem_alloc((n + 1) * sizeof *found);
	struct sheet sheet = {catalogue, all, n, words};

	if (words[0] != '\0') {
		sheet.npictures = catalogue_find(catalogue, words, found, n);
		sheet.pictures = found;
	}
	if (sheet.npictures == 0)
		diag_add(diags, DIAG_PICTURE_NONE, LOC_NONE, words);
	else if (options->sheet == NULL)
		print_pictures(
		    sheet.pictures, sheet.npictures, options->licences);
	else if (keep_file(options->sheet, "%PDF-", diags) &&
	         sheet_write(&sheet, options->sheet, diags))
		printf("%s: %zu pictures\n", options->sheet, sheet.npictures);
	free(found);
}

/* Whether the publication that was named, if one was, can be there. */
static bool
is_there(const char *publication, struct diags *diags)
{
	return publication == NULL || file_exists(publication) ||
	       diag_add(diags, DIAG_FILE_READ, LOC_NONE, publication,
	           strerror(ENOENT));
}

static struct catalogue *
open_catalogue(const struct options *options, struct diags *diags)
{
	char *data = command_data("symbols");
	char *folder = options->publication == NULL
	                   ? NULL
	                   : path_folder(options->publication);
	struct catalogue *catalogue = catalogue_open(data, folder, diags);

	free(folder);
	free(data);
	return catalogue;
}

int
command_pictures(int argc, char **argv)
{
	static const struct option table[] = {
	    {"publication", required_argument, NULL, 'p'},
	    {"sheet", required_argument, NULL, 's'},
	    {"licences", no_argument, NULL, 'l'},
	    {"prepare", no_argument, NULL, 'r'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	struct options options = {0};
	struct diags diags = {0};
	struct catalogue *catalogue;
	int c;

	while ((c = getopt_long(argc, argv, "p:h", table, NULL)) != -1)
		switch (c) {
		case 'p':
			options.publication = optarg;
			break;
		case 's':
			options.sheet = optarg;
			break;
		case 'l':
			options.licences = true;
			break;
		case 'r':
			options.prepare = true;
			break;
		case 'h':
			fputs(help, stdout);
			return STATUS_OK;
		default:
			return command_usage("pictures", "Please check.");
		}
	catalogue = is_there(options.publication, &diags)
	                ? open_catalogue(&options, &diags)
	                : NULL;
	if (catalogue != NULL && options.prepare) {
		catalogue_prepare(catalogue, &diags);
	} else if (catalogue != NULL) {
		char *words = join_words(argc - optind, argv + optind);

		show_found(catalogue, words, &options, &diags);
		free(words);
	}
	catalogue_close(catalogue);
	return command_report(&diags);
}
