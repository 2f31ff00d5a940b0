/* What writers noted about their files (write_job.facts), sorted by file. */
#ifndef WRITE_FACTS_H
#define WRITE_FACTS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* A line: "path", or "path TAB name TAB value". */
struct fact {
	char *path, *name, *value; /* name is NULL for a path alone */
	size_t order;
};

struct facts {
	struct fact *items; /* by path, then as they were noted */
	size_t n;
};

struct facts facts_read(struct arena *arena, const struct buf *lines);
/* The value noted for a file, or NULL. */
const char *facts_value(
    const struct facts *facts, const char *path, const char *name);

#endif
