/*
 * Messages to the person at the keyboard.
 *
 * Every message is one row of diag.def: code, level, text, why it matters to
 * a reader, what to do. Messages are collected, never printed where they
 * occur, so that one run reports every mistake. A list of messages is plain
 * memory and can cross a process border (diags_save, diags_load).
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct buf;

/* In rising order; the worst one decides the exit status. */
enum diag_level {
	DIAG_NOTE,
	DIAG_SUSPICION, /* a rule may be broken: a person decides */
	DIAG_WARNING,   /* a rule that should hold */
	DIAG_BREACH,    /* a rule that must hold: stops `build --release` */
	DIAG_ERROR,     /* would come out wrong: stops every build; status 1 */
	DIAG_USAGE,     /* the command line; status 2 */
	DIAG_MACHINE,   /* disk, memory, missing voice or font; status 3 */
};

enum diag_id {
#define DIAG(id, level, code, text, why, todo) DIAG_##id,
#include "base/diag.def"
#undef DIAG
	DIAG_COUNT
};

struct diag_info {
	enum diag_level level;
	const char *code; /* "XML-04", or a rule of easy read: "ERW-18" */
	const char *text; /* printf format */
	const char *why;  /* "" where the text says it all */
	const char *todo;
};

/* A place in a source file. line and column count from 1; 0 = unknown. */
struct loc {
	const char *file; /* NULL = no file */
	unsigned line, column;
};

/* Which words of the source a message is about. */
struct diag_extent {
	unsigned end_line, end_column; /* just behind them; 0 = unknown */
	/* bytes of the file; from == to: not known, or not plain text */
	size_t from, to;
};

/* The strings are the message's own. */
struct diag {
	enum diag_id id;
	enum diag_level level; /* its row's, if no profile changed it */
	struct loc loc;
	struct diag_extent extent;
	char *text;        /* formatted */
	char *hint;        /* an extra line ("Did you mean …?"), or NULL */
	char *span;        /* the words it is about, or NULL */
	char *replacement; /* what can stand there instead, or NULL */
	bool is_safe;      /* the replacement cannot change the meaning */
	char *key;         /* names the place from draft to draft, or NULL */
};

struct diags {
	struct diag *items;
	size_t n, cap;
};

/* One initialised by {0}; release frees what it holds. */
void diags_release(struct diags *diags);
/* Add a message; the arguments fill the text of its row. Returns false, so
 * that a caller can `return diag_add(…)`. */
bool diag_add(struct diags *diags, enum diag_id id, struct loc loc, ...);
struct diag *diag_vadd(
    struct diags *diags, enum diag_id id, struct loc loc, va_list args);
/* Give the newest message an extra line. */
void diag_hint(struct diags *diags, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

const struct diag_info *diag_info(enum diag_id id);
const char *diag_level_name(enum diag_level level);
/* Take over a message: its strings are then those of diags. */
void diags_take(struct diags *diags, const struct diag *diag);
/* Take over those of more from this level up; they are blank there. */
void diags_take_from(
    struct diags *diags, struct diags *more, enum diag_level level);
/* Move all messages of more to the end of diags; more is empty then. */
void diags_append(struct diags *diags, struct diags *more);
/* Highest level present; DIAG_NOTE if empty. */
enum diag_level diags_worst(const struct diags *diags);
size_t diags_count(const struct diags *diags, enum diag_level level);
int diags_exit_status(const struct diags *diags); /* 0, 1, 2 or 3 */

/* By file, line, column, then order of arrival. */
void diags_sort(struct diags *diags);
/* Drop messages equal to another one of the same place, and those about words
 * inside others that a safe replacement puts right: one message for a fault.
 * Sort first. */
void diags_unite(struct diags *diags);
/* To bytes and back; load appends to diags. */
void diags_save(const struct diags *diags, struct buf *out);
bool diags_load(struct diags *diags, const char *bytes, size_t len);

#define LOC_NONE ((struct loc){0})
#define LOC_FILE(path) ((struct loc){(path), 0, 0})

#endif
