/*
 * What a group said, put in order for those who write: the worst sentences
 * first, where people disagree, hard words, pictures to change, what was
 * understood of each section, what nobody has read. There is no single score:
 * one would hide the person who said no.
 */
#ifndef REVIEW_REPORT_H
#define REVIEW_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "model/review.h"
#include "review/items.h"

/* A sentence of the draft that something was said of. */
struct told_sentence {
	const struct review_item *item;
	const struct review_subject *subject;
	size_t yes, unsure, no; /* to the words */
	size_t picture_no, picture_unsure;
	size_t hard; /* words marked, all people together */
	enum standing standing;
};

/* A word, however it is written. */
struct told_word {
	const char *text;
	size_t people;      /* codes that marked it */
	const char *places; /* "2, 5": numbers of sentences */
};

struct told_vote {
	const char *name; /* of a picture */
	size_t n;
};

struct told_picture {
	const struct told_sentence *sentence;
	const struct told_vote *votes; /* the most wanted first */
	size_t nvotes;
};

struct told_question {
	const struct review_question *question;
	const struct review_subject *subject; /* NULL: nobody answered */
	size_t right, wrong, dont_know;
};

struct told {
	struct arena *arena;
	const struct review *review;
	const struct review_items *items;
	size_t npeople, nsessions;
	/* those with a no, a doubt or a mark; the worst first */
	const struct told_sentence *worst;
	size_t nworst;
	/* of these, the ones that some understand and some do not */
	size_t ndisputed, nopen;
	const struct told_word *words; /* most people first */
	size_t nwords;
	const struct told_picture *pictures;
	size_t npictures;
	const struct told_question *questions;
	size_t nquestions;
	const struct review_item *const *unread;
	size_t nunread;
	size_t ngone; /* sentences that were read and stand no more */
};

/* review fits the draft (review_fit); in arena. */
const struct told *told_make(struct arena *arena, const struct review *review,
    const struct review_items *items);
/* Some understand it and some do not. */
bool told_is_disputed(const struct told_sentence *sentence);
/* What is to be done about it, in words: "Nobody has decided yet." */
const char *told_state(const struct told_sentence *sentence);

/* The name of a face in the language of the publication: "Not sure". */
const char *told_face(const struct told *told, enum face face);

void told_text(const struct told *told, struct buf *out);
/* A page; templates is the folder. False after a message. */
bool told_html(const struct told *told, const char *templates, struct buf *out,
    struct diags *diags);

#endif
