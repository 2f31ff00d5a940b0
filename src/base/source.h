/*
 * Source files as they stand, for pointing at places in them: each is read
 * once and its lines are known. Lines and columns count from 1; columns are
 * characters.
 */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

struct source {
	char *path;
	struct buf bytes; /* empty if it cannot be read, or is not UTF-8 */
	size_t *lines;    /* the byte where each begins */
	size_t n, cap;
};

/* A list of pointers: a source stays where it is. */
struct sources {
	struct source **items;
	size_t n, cap;
};

/* One initialised by {0}; release frees what it holds. */
void sources_release(struct sources *sources);
/* Take over a file that was read just now, so that it is not read again and
 * places are those of what was read. bytes is empty then. */
void sources_take(struct sources *sources, const char *path, struct buf *bytes);
/* The file of that path. Borrowed, never NULL. */
const struct source *sources_file(struct sources *sources, const char *path);

/* A line without its end, *len bytes; NULL if there is none. */
const char *source_line(
    const struct source *source, unsigned line, size_t *len);
/* Line and column of a byte. */
void source_place(
    const struct source *source, size_t at, unsigned *line, unsigned *column);
/* The byte of a place; the length of the file if it is not in it. */
size_t source_byte(const struct source *source, struct loc loc);

#endif
