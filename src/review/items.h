/*
 * What a group is asked about: every sentence of a draft with its number, and
 * the questions of the publication. The review page, the paper form and the
 * reading of answers all take it from here. docs/review-format.md.
 */
#ifndef REVIEW_ITEMS_H
#define REVIEW_ITEMS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/node.h"
#include "model/review.h"
#include "prepare/document.h"

enum { REVIEW_PACK = 12 }; /* characters of the code of a draft */

/* One sentence. */
struct review_item {
	size_t number; /* from 1, in reading order */
	char hash[REVIEW_HASH + 1];
	const struct sentence *sentence;
	const char *section, *section_title; /* id and heading, never NULL */
	const char *picture; /* beside it, as written; NULL = none */
};

struct review_choice {
	const char *words;
	const char *picture; /* as written, or NULL */
	const struct node *node;
	bool is_right;
};

struct review_question {
	size_t number; /* from 1 */
	const char *id;
	char hash[REVIEW_HASH + 1];
	const char *section, *section_title;
	const char *after; /* id of the sentence before it, or NULL */
	const char *words, *lang;
	const struct review_choice *choices; /* none: an open question */
	size_t nchoices;
	struct loc loc;
};

struct review_items {
	const struct document *document;
	const struct review_item *items;
	size_t n;
	const struct review_question *questions;
	size_t nquestions;
	char pack[REVIEW_PACK + 1]; /* stands for all of it */
};

/* Number everything; in arena. The document is of any edition of the wording
 * that has the list of hard words. */
const struct review_items *review_items(
    struct arena *arena, const struct document *document);
/* As JSON, without the right answers. */
void review_items_json(const struct review_items *items, struct buf *out);
/* The table to type answers into that were given on paper. */
void review_items_form(const struct review_items *items, struct buf *out);

#endif
