/*
 * A publication as it is read aloud: chapters of lines, in order.
 *
 * What is said and with what pauses is decided here (AUD-01 to AUD-07); how
 * it sounds is speech/'s business. A line is one sentence of the document,
 * or something that only the recording says.
 */
#ifndef WRITE_AUDIO_SAID_H
#define WRITE_AUDIO_SAID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "prepare/document.h"

/* A run of a line in one language. */
struct said_piece {
	const char *words; /* as the voice is given them */
	const char *lang;
};

struct said_line {
	const struct sentence *sentence; /* NULL = the recording's own */
	const char *text;                /* as on the page */
	const struct said_piece *pieces;
	size_t npieces;
	int pause_ms; /* of silence before it */
	int pace;     /* words a minute */
};

struct said_chapter {
	const char *title;
	size_t first, n; /* lines */
};

struct rules;

struct said {
	struct arena *arena;
	const struct document *document;
	struct rules *rules;
	struct said_chapter *chapters;
	size_t nchapters;
	struct said_line *lines;
	size_t nlines;
	size_t length_line; /* the line that tells how long it lasts */
};

/*
 * What to say. NULL after messages: a language without rules. pictures may
 * be NULL. cache is the folder for kept work, or NULL. audit, if not NULL, gets
 * every place where the voice says something else than what is written, one a
 * line: "sentence<TAB>text<TAB>said<TAB>rule<TAB>line to copy into <words>".
 */
struct said *said_open(const struct document *document,
    struct catalogue *pictures, const char *cache, struct buf *audit,
    struct diags *diags);
void said_close(struct said *said); /* NULL is allowed */
/* Let the line that tells it say that the recording lasts n minutes. */
void said_set_minutes(struct said *said, unsigned minutes);

#endif
