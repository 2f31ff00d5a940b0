/* everyread review: a group reads the draft, and what it says comes back. */
#include "command/review.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/str.h"
#include "check/check.h"
#include "command/command.h"
#include "command/keep.h"
#include "read/publication.h"
#include "read/review.h"
#include "read/xml.h"
#include "review/merge.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help, *arguments;
} rows[] = {
#define REVIEW(name, function, help, arguments)                                \
	{name, function, help, arguments},
#include "command/review.def"
#undef REVIEW
};
enum { NROWS = sizeof rows / sizeof *rows };

static void
print_help(void)
{
	puts("usage: everyread review SUBCOMMAND …\n"
	     "\n"
	     "A group reads your draft, sentence by sentence. What it says\n"
	     "comes back into the publication. docs/review.md is the guide.\n");
	for (size_t i = 0; i < NROWS; i++)
		printf("  %-7s %-26s %s\n", rows[i].name, rows[i].arguments,
		    rows[i].help);
	puts("\neveryread review SUBCOMMAND --help tells more.");
}

/* everyread review help [SUBCOMMAND] */
static int
help_with(int argc, char **argv)
{
	static char option[] = "--help";
	char *asked[] = {argv[0], argc > 2 ? argv[2] : option, option, NULL};

	return command_review(argc > 2 ? 3 : 2, asked);
}

int
command_review(int argc, char **argv)
{
	const char *names[NROWS], *nearest;

	if (argc < 2 || str_eq(argv[1], "--help") || str_eq(argv[1], "-h")) {
		print_help();
		return argc < 2 ? STATUS_USAGE : STATUS_OK;
	}
	for (size_t i = 0; i < NROWS; i++) {
		if (str_eq(argv[1], rows[i].name))
			return rows[i].run(argc - 1, argv + 1);
		names[i] = rows[i].name;
	}
	if (str_eq(argv[1], "help"))
		return help_with(argc, argv);
	nearest = str_nearest(argv[1], names, NROWS);
	if (nearest != NULL)
		return command_usage("review",
		    "There is no \"review %s\". Did you mean \"%s\"?", argv[1],
		    nearest);
	return command_usage("review", "There is no \"review %s\".", argv[1]);
}

static const struct document *
open_document(const struct reviewing *r, struct diags *diags)
{
	const struct document *document = check_document(
	    r->arena, r->publication, WORDING_EASY_READ, r->language, diags);

	if (document != NULL)
		return document;
	return check_document(
	    r->arena, r->publication, WORDING_STANDARD, r->language, diags);
}

bool
reviewing_open(
    struct reviewing *reviewing, const char *path, struct diags *diags)
{
	struct reviewing *r = reviewing;
	char *templates = command_data("templates");
	char *symbols = command_data("symbols");

	*r = (struct reviewing){.arena = arena_new()};
	r->publication = publication_read(path, diags);
	if (r->publication != NULL) {
		r->language = language_read(
		    r->arena, r->publication->root->lang, templates, diags);
		r->pictures =
		    catalogue_open(symbols, r->publication->folder, diags);
	}
	if (r->language != NULL && r->pictures != NULL)
		r->document = open_document(r, diags);
	if (r->document != NULL)
		r->items = review_items(r->arena, r->document);
	free(templates);
	free(symbols);
	return r->items != NULL;
}

void
reviewing_close(struct reviewing *reviewing)
{
	if (reviewing->pictures != NULL)
		catalogue_close(reviewing->pictures);
	publication_free(reviewing->publication);
	arena_free(reviewing->arena);
}

bool
reviewing_write(const char *path, const char *mark, const struct buf *bytes,
    struct diags *diags)
{
	if (path != NULL && !str_eq(path, "-"))
		return keep_file(path, mark, diags) &&
		       file_write(path, buf_str(bytes), bytes->len, diags);
	if (fwrite(buf_str(bytes), 1, bytes->len, stdout) == bytes->len &&
	    fflush(stdout) == 0)
		return true;
	return diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, "standard output",
	    "it takes no more");
}

/* All of it, in arena; NULL if it cannot be read. */
static const char *
read_review(struct arena *arena, const char *path)
{
	struct buf bytes = {0};
	struct diags unread = {0};
	const char *text = NULL;

	if (file_read(path, XML_MAX_BYTES, &bytes, &unread, LOC_NONE))
		text = arena_strdup(arena, buf_str(&bytes));
	diags_release(&unread);
	buf_release(&bytes);
	return text;
}

bool
reviewing_save(
    const struct reviewing *r, struct review *review, struct diags *diags)
{
	char *path = path_join(r->publication->folder, REVIEW_FILE);
	const char *before = read_review(r->arena, path);
	struct buf now = {0};
	bool ok = true;

	review_fit(review, r->items);
	review_write(review, &now);
	if ((before == NULL) != (r->review_was == NULL) ||
	    (before != NULL && !str_eq(before, r->review_was)))
		ok = diag_add(diags, DIAG_REVIEW_CHANGED, LOC_NONE);
	else if (before == NULL || !str_eq(before, buf_str(&now)))
		ok = file_write(path, now.data, now.len, diags);
	buf_release(&now);
	free(path);
	return ok;
}

struct review *
reviewing_load(struct reviewing *r, struct diags *diags)
{
	char *path = path_join(r->publication->folder, REVIEW_FILE);
	struct review *review = NULL;

	r->review_was = read_review(r->arena, path);
	if (!file_exists(path))
		review = review_new(r->arena, r->publication->id);
	else
		review =
		    review_read(r->arena, arena_strdup(r->arena, path), diags);
	if (review != NULL &&
	    !str_eq(review->publication, r->publication->id)) {
		diag_add(
		    diags, DIAG_REVIEW_TAKEN, LOC_NONE, review->publication);
		review = NULL;
	}
	free(path);
	if (review != NULL)
		review_fit(review, r->items);
	return review;
}

struct catalogue *
reviewing_catalogue(const char *path, struct diags *diags)
{
	char *symbols = command_data("symbols");
	char *folder = path_folder(path);
	struct catalogue *catalogue = catalogue_open(symbols, folder, diags);

	free(symbols);
	free(folder);
	return catalogue;
}
