/*
 * An easy-read publication that the program writes: what has changed, and
 * "You said, we did". It is a file like one that people write, and builds in
 * every format.
 */
#ifndef REVIEW_BOOKLET_H
#define REVIEW_BOOKLET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "picture/picture.h"
#include "prepare/document.h"
#include "review/diff.h"

struct booklet {
	struct buf *out;
	const struct document *about; /* organisation, contact and so on */
	/* of the folder that the file will stand in: a picture that is not
	 * there is left out */
	struct catalogue *pictures;
	bool is_in_section;
};

/* What a booklet is called. suffix is added to the publication's id. */
struct booklet_title {
	const char *suffix, *title, *description;
	const char *cover; /* picture */
};

void booklet_open(struct booklet *b, const struct booklet_title *title);
void booklet_close(struct booklet *b);

/* A section; the one before ends. */
void booklet_section(struct booklet *b, const char *heading);
/* A box with its first line, until booklet_end_box(). */
void booklet_box(struct booklet *b, const char *picture, const char *lead);
void booklet_end_box(struct booklet *b);
/* An idea with its picture (NULL = none). */
void booklet_item(struct booklet *b, const char *picture, const char *words);
/* The same with a sentence where a word of the language has {words}: "Before:
 * {words}". Runs that are other words are strong; none = the whole sentence. */
struct booklet_quote {
	const char *around; /* the word of the language */
	const char *sentence;
	const struct diff_run *runs;
	size_t nruns;
};
void booklet_quote(
    struct booklet *b, const char *picture, const struct booklet_quote *quote);

#endif
