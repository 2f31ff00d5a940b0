/*
 * What has changed between two drafts, sentence by sentence.
 *
 * Sentences with the same words are paired (by id, then by hash); the longest
 * run of pairs that keep their order stands still, the other pairs have
 * moved. What is left between those that stand still is paired by how alike
 * the words are: that is what was changed. The rest is new or gone.
 */
#ifndef REVIEW_DIFF_H
#define REVIEW_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "review/items.h"

enum change {
	CHANGE_NONE,
	CHANGE_NEW,
	CHANGE_WORDS,   /* other words in the same place */
	CHANGE_PICTURE, /* the same words, another picture */
	CHANGE_MOVED,   /* the same words in another place */
	CHANGE_GONE,
};
enum { CHANGE_COUNT = CHANGE_GONE + 1 };

/* "new", "changed", "picture", "moved", "gone", "same" */
const char *change_name(enum change change);

/* A run of a sentence's words. */
struct diff_run {
	size_t start, len; /* bytes of the text */
	bool is_other;     /* not in the other sentence */
};

struct diff_entry {
	enum change change;
	const struct review_item *before, *now; /* NULL for new, gone */
	bool has_other_picture;
	/* of CHANGE_WORDS: the whole of each text */
	const struct diff_run *before_runs, *now_runs;
	size_t nbefore_runs, nnow_runs;
};

struct diff {
	const struct review_items *before, *now;
	/* in the order of the new draft; what is gone stands behind what it
	 * stood behind */
	const struct diff_entry *entries;
	size_t n;
	size_t counts[CHANGE_COUNT];
};

/* In arena; both lists are borrowed. */
const struct diff *diff_compare(struct arena *arena,
    const struct review_items *before, const struct review_items *now);

/* For people at a terminal; for programs. */
void diff_text(const struct diff *diff, struct buf *out);
void diff_json(const struct diff *diff, struct buf *out);

#endif
