/*
 * What a group has said of a publication and what was decided: review.xml as
 * data. docs/review-format.md explains each field.
 *
 * read/ fills it, prepare/ and check/ ask it, review/ adds to it and writes
 * it. Everything is in one arena and is never freed singly.
 */
#ifndef MODEL_REVIEW_H
#define MODEL_REVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

enum {
	REVIEW_HASH = 16,    /* characters of the hash of a wording */
	REVIEW_REVIEWERS = 2 /* so many make a group (REV-04) */
};

enum face {
	FACE_NONE, /* not said */
	FACE_YES,
	FACE_UNSURE,
	FACE_NO,
};
enum { FACE_COUNT = FACE_NO + 1 };

/* "yes", "unsure", "no"; "" for FACE_NONE. */
const char *face_name(enum face face);
bool face_lookup(const char *name, enum face *face);

struct review_hard {
	const char *text;
	unsigned from, to; /* characters of the sentence; both 0 = not known */
	struct review_hard *next;
};

enum { CHOICE_NONE = -1, CHOICE_DONT_KNOW = 0 };

/* What one reviewer said of one sentence or question. Strings are NULL where
 * nothing was said. */
struct review_answer {
	const char *by, *session;
	/* of a sentence */
	enum face face;
	const char *means, *suggestion, *comment;
	bool is_typed_by_supporter; /* the suggestion */
	struct review_hard *hard;
	const char *picture; /* the one that was shown */
	enum face picture_ok;
	const char *picture_choice, *picture_shows;
	/* of a question */
	int choice; /* from 1; CHOICE_… */
	const char *said;
	/* the hash of older words it was said of: a person has agreed that it
	 * holds for these too; else NULL */
	const char *older;
	struct review_answer *next;
};

enum decision {
	DECISION_OPEN,
	DECISION_CHANGED,
	DECISION_KEPT,
};
enum { DECISION_COUNT = DECISION_KEPT + 1 };

const char *decision_name(enum decision decision);
bool decision_lookup(const char *name, enum decision *decision);

struct review_decision {
	enum decision is;
	const char *by, *date; /* NULL if not said */
	const char *reason;    /* why nothing is changed */
	const char *now;       /* the new words */
};

/* A sentence or a question that something was said of. */
struct review_subject {
	bool is_question;
	const char *id, *hash, *words;
	const char *section; /* heading of its section, or "" */
	const char *picture; /* the last that was beside it, or NULL */
	struct review_answer *answers, **last_answer;
	const struct review_decision *decision; /* NULL: there is none */
	struct loc loc;
	struct review_subject *next;
};

/* A reviewer in a session. */
struct review_visit {
	const char *code, *session, *mode, *pack;
	const char *saved; /* NULL: typed from paper */
	bool has_supporter;
	const char *comment;
	struct review_visit *next;
};

struct review {
	struct arena *arena;
	const char *publication; /* its id */
	struct review_visit *visits, **last_visit;
	struct review_subject *subjects, **last_subject;
	/* for review_find(): made by review_index() */
	const struct review_subject **by_hash;
	size_t nby_hash;
};

/* An empty one. */
struct review *review_new(struct arena *arena, const char *publication);
/* Add at the end of a list. */
struct review_subject *review_add_subject(
    struct review *review, const struct review_subject *like);
struct review_answer *review_add_answer(struct review *review,
    struct review_subject *subject, const struct review_answer *like);
struct review_visit *review_add_visit(
    struct review *review, const struct review_visit *like);
/* Call it when all subjects are there. */
void review_index(struct review *review);
/* What was said of these words: those of this id, else the same words in
 * another place. NULL if nothing. */
struct review_subject *review_find(
    const struct review *review, const char *id, const char *hash);

/* The hash of a wording. */
void review_hash(char out[REVIEW_HASH + 1], const char *words, size_t len);

/* Codes instead of names: R1, GRP12. */
bool review_is_code(const char *text);

/* How many answers have that face. */
size_t review_count(const struct review_subject *subject, enum face face);
/* How many said "no" to the picture that is beside the words now. */
size_t review_count_picture(
    const struct review_subject *subject, const char *picture);

/* Where a sentence stands. */
enum standing {
	STANDING_UNCHECKED, /* nobody has said anything of these words */
	STANDING_CHECKED,
	STANDING_OPEN,   /* a "no", and nothing is decided (REV-03) */
	STANDING_UNDONE, /* to be changed, and still the same */
};

/* subject: what review_find() gave, or NULL; picture: beside it now. */
enum standing review_standing(
    const struct review_subject *subject, const char *picture);

#endif
