/* everyread review merge: what a group said comes into review.xml. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "command/command.h"
#include "command/review.h"
#include "review/merge.h"

static const char help[] =
    "usage: everyread review merge ANSWERS… FILE [options]\n"
    "\n"
    "Takes what a group said out of the files ANSWERS and puts it into\n"
    "review.xml beside the publication FILE. Nothing is taken twice. What\n"
    "you decided stays.\n"
    "\n"
    "ANSWERS are the .json files of the review page, and .csv files typed\n"
    "from paper (everyread review form makes the table for them).\n"
    "\n"
    "      --older ask     show what was said of older words, and ask if it\n"
    "                      still holds\n"
    "      --older refuse  leave it out (this is what happens otherwise)\n"
    "  -h, --help          this page\n";

struct options {
	bool asks;
	char **files;
	int nfiles;
	const char *publication;
};

/* -1 to go on, else the exit status. */
static int
read_options(struct options *o, int argc, char **argv)
{
	static const struct option table[] = {
	    {"older", required_argument, NULL, 'a'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	int c;

	while ((c = getopt_long(argc, argv, "h", table, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return STATUS_OK;
		}
		if (c != 'a')
			return command_usage("review merge", "Please check.");
		if (!str_eq(optarg, "ask") && !str_eq(optarg, "refuse"))
			return command_usage(
			    "review merge", "--older is ask or refuse.");
		o->asks = str_eq(optarg, "ask");
	}
	o->files = argv + optind;
	o->nfiles = argc - optind - 1;
	if (o->nfiles < 1)
		return command_usage("review merge",
		    "Name the files of answers, and last the publication.");
	o->publication = argv[argc - 1];
	for (int i = 0; i < o->nfiles; i++)
		if (str_ends(o->files[i], ".xml") &&
		    !str_ends(o->publication, ".xml"))
			return command_usage("review merge",
			    "Name the publication last, after the answers: "
			    "%s.",
			    o->files[i]);
	return -1;
}

static bool
ask_if_still_holds(void *arg, const char *old_words, const char *new_words)
{
	char line[16];

	(void)arg;
	printf("\nThis was said of older words:\n    %s\nNow it says:\n    %s\n"
	       "Does what was said still hold? Type y for yes, n for no: ",
	    old_words, new_words);
	fflush(stdout);
	return fgets(line, sizeof line, stdin) != NULL &&
	       (*line == 'y' || *line == 'Y');
}

/* All words of the publication: what stands in it is no secret. */
static const char *
known_words(struct arena *arena, const struct reviewing *r)
{
	struct buf known = {0};
	const char *result;

	for (size_t i = 0; i < r->document->nsentences; i++)
		buf_printf(&known, "%s\n", r->document->sentences[i]->text);
	for (size_t i = 0; i < r->document->ncontacts; i++)
		buf_printf(&known, "%s\n", r->document->contacts[i].value);
	result = arena_strdup(arena, buf_str(&known));
	buf_release(&known);
	return result;
}

/* Is it a table? The name does not tell: people save as .txt, too. */
static bool
is_table(const struct answers_file *file)
{
	size_t at = 0;

	if (file->len >= 3 && memcmp(file->bytes, "\xEF\xBB\xBF", 3) == 0)
		at = 3;
	while (at < file->len && strchr(" \t\r\n", file->bytes[at]) != NULL &&
	       file->bytes[at] != '\0')
		at++;
	return at < file->len && file->bytes[at] != '{' &&
	       file->bytes[at] != '[';
}

/* False after a message if it is a spreadsheet as it was saved. */
static bool
is_text(const struct answers_file *file, struct diags *diags)
{
	static const char *const starts[] = {"PK\3\4", "\xD0\xCF\x11\xE0"};

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (file->len >= 4 && memcmp(file->bytes, starts[i], 4) == 0)
			return diag_add(
			    diags, DIAG_ANSWERS_SHEET, LOC_FILE(file->path));
	return true;
}

static void
merge_file(const struct merging *merging, const char *path, const char *known,
    struct merged *merged)
{
	struct arena *arena = merging->review->arena;
	struct buf bytes = {0};
	struct answers_file file = {.path = arena_strdup(arena, path),
	    .known = known,
	    .language = merging->items->document->language};
	struct heard *heard;

	if (!file_read(
	        path, ANSWERS_MAX_BYTES, &bytes, merging->diags, LOC_NONE)) {
		buf_release(&bytes);
		return;
	}
	file.bytes = buf_str(&bytes);
	file.len = bytes.len;
	if (is_text(&file, merging->diags)) {
		heard = is_table(&file)
		            ? answers_read_csv(arena, &file, merging->diags)
		            : answers_read_json(arena, &file, merging->diags);
		review_merge(merging, heard, merged);
	}
	buf_release(&bytes);
}

static void
merge_all(const struct options *o, struct reviewing *r, struct diags *diags)
{
	const char *known = known_words(r->arena, r);
	struct merged merged = {0};
	struct merging merging = {.review = reviewing_load(r, diags),
	    .items = r->items,
	    .diags = diags,
	    .still_holds = o->asks ? ask_if_still_holds : NULL};

	if (merging.review == NULL)
		return;
	for (int i = 0; i < o->nfiles; i++)
		merge_file(&merging, o->files[i], known, &merged);
	if (!reviewing_save(r, merging.review, diags))
		return;
	printf("New answers: %zu. Known already: %zu. Left out: %zu.\n",
	    merged.answers, merged.repeated, merged.left_out);
	printf(
	    "See what was said: everyread review report %s\n", o->publication);
}

int
review_command_merge(int argc, char **argv)
{
	struct options options = {0};
	struct reviewing reviewing;
	struct diags diags = {0};
	int status = read_options(&options, argc, argv);

	if (status >= 0)
		return status;
	if (reviewing_open(&reviewing, options.publication, &diags))
		merge_all(&options, &reviewing, &diags);
	status = command_report(&diags);
	reviewing_close(&reviewing);
	return status;
}
