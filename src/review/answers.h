/*
 * Files of answers → what was said. JSON as the review page saves it, and CSV
 * typed from paper; docs/review-format.md. The files come from many hands:
 * every size, depth and value is checked, and what cannot be used is told
 * with its file and line.
 */
#ifndef REVIEW_ANSWERS_H
#define REVIEW_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/review.h"
#include "style/language.h"

enum {
	ANSWERS_MAX_BYTES = 16 * 1024 * 1024,
	ANSWERS_MAX_DEPTH = 8,
	ANSWERS_MAX = 10000, /* of one object */
	ANSWERS_MAX_HARD = 100,
	ANSWERS_MAX_TEXT = 4000, /* characters */
};

/* One answer. */
struct heard_answer {
	bool is_question;
	const char *id, *hash; /* NULL: only the number is known */
	const char *number;    /* on paper: "12", "Q1"; NULL: not said */
	const char *words;     /* as they were shown, or NULL */
	struct review_answer said;
	struct loc loc;
	struct heard_answer *next;
};

/* Answers of one reviewer in one session. */
struct heard {
	struct review_visit visit;
	/* NULL: it is typed from paper, which does not say */
	const char *publication, *wording;
	struct heard_answer *answers;
	struct loc loc;
	struct heard *next;
};

struct answers_file {
	const char *path; /* for messages */
	const char *bytes;
	size_t len;
	const char *known; /* words that are public already (private.h) */
	/* of the publication: its words for yes, not sure and no may stand in
	 * a table; NULL = those of English only */
	const struct language *language;
};

/* In order; NULL if there is nothing, and then there is a message. Strings
 * are in arena. */
struct heard *answers_read_json(
    struct arena *arena, const struct answers_file *file, struct diags *diags);
struct heard *answers_read_csv(
    struct arena *arena, const struct answers_file *file, struct diags *diags);

/* What both share: words that were said, tidied. NULL if there are none, or
 * after a message: they are too long, no text, or private. */
struct private_words;
struct answers_text {
	struct arena *arena;
	const struct private_words *private_words;
	struct diags *diags;
};
/* Can it stand in XML? The text is valid UTF-8. */
bool answers_is_text(const char *text);
const char *answers_tidy(
    const struct answers_text *with, const char *text, struct loc loc);

#endif
