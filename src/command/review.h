/* What the commands of everyread review share. Each takes its own name and
 * arguments as main() does, and returns the exit status. */
#ifndef COMMAND_REVIEW_H
#define COMMAND_REVIEW_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "command/editions.h"
#include "review/items.h"

#define REVIEW(name, function, help, arguments)                                \
	int function(int argc, char **argv);
#include "command/review.def"
#undef REVIEW

/* A publication opened for its review: the easy-read words, if it has some,
 * and what is asked about them. */
struct reviewing {
	struct arena *arena;
	struct publication *publication;
	struct catalogue *pictures;
	const struct language *language;
	const struct document *document;
	const struct review_items *items;
	const char *review_was; /* review.xml when it was read; NULL: none */
};

/* False after messages; reviewing_close() in any case. */
bool reviewing_open(
    struct reviewing *reviewing, const char *path, struct diags *diags);
void reviewing_close(struct reviewing *reviewing);

/* The review that stands beside the publication, to be added to, or a new
 * one. NULL after a message. It lives as long as reviewing. */
struct review *reviewing_load(struct reviewing *reviewing, struct diags *diags);
/* Write it, if it is another one than what stands there. False after a
 * message, also if somebody has changed that since it was read. */
bool reviewing_save(const struct reviewing *reviewing, struct review *review,
    struct diags *diags);

/* The pictures as a publication at that path will see them. NULL after a
 * message; the caller closes it. */
struct catalogue *reviewing_catalogue(const char *path, struct diags *diags);
/* Write the bytes to a file; "-" or NULL is standard output. A file that is
 * there already needs the mark of an earlier result (command/keep.h). */
bool reviewing_write(const char *path, const char *mark,
    const struct buf *bytes, struct diags *diags);

#endif
