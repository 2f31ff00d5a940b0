/* How often somebody may ask: so many at once, and so many a second. */
#ifndef ROOM_LIMIT_H
#define ROOM_LIMIT_H

#include <stdbool.h>
#include <stddef.h>

struct limit {
	double at_once, a_second;
};

/* What was spent of a limit; all zero to start. */
struct left {
	double spent, since_s;
};

/* Take one; false if there is none left now. */
bool limit_take(const struct limit *limit, struct left *left, double now_s);
/* Is there one left? */
bool limit_has(
    const struct limit *limit, const struct left *left, double now_s);

enum { LIMIT_NAME = 48, LIMIT_NAMES = 256 };

/* The same for each of many names, such as addresses; the one that was not
 * seen for longest is forgotten. */
struct limits {
	struct {
		char name[LIMIT_NAME];
		struct left left;
	} rows[LIMIT_NAMES];
	size_t n;
};

struct left *limits_of(struct limits *limits, const char *name);

#endif
