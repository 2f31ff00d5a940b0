/*
 * A profile: which rules hold, how strongly, and with which numbers.
 *
 * There is one for each kind of words: easy read, plain (the standard
 * wording) and large print. The rows of rules.def and limits.def are where
 * each starts; the files in templates/profiles change them, and a house's own
 * file can extend one of these. docs/checker.md explains the file.
 */
#ifndef CHECK_PROFILE_H
#define CHECK_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

enum profile_for {
	PROFILE_EASY_READ,
	PROFILE_PLAIN,
	PROFILE_LARGE_PRINT,
};
enum { PROFILE_FOR_COUNT = PROFILE_LARGE_PRINT + 1 };

enum limit {
#define LIMIT(id, rule, name, number, source) LIMIT_##id,
#include "check/limits.def"
#undef LIMIT
};
enum {
	LIMIT_COUNT = 0
#define LIMIT(id, rule, name, number, source) +1
#include "check/limits.def"
#undef LIMIT
};

struct limit_value {
	int number;
	const char *source; /* a key of sources.def */
};

struct profile {
	const char *id;
	enum profile_for is_for;
	bool is_on[DIAG_COUNT]; /* only of rules */
	enum diag_level level[DIAG_COUNT];
	struct limit_value limits[LIMIT_COUNT];
};

/* What a row of rules.def says besides its message. */
struct rule_info {
	enum diag_id id;
	unsigned where;      /* bit n = enum profile_for n */
	const char *sources; /* keys, with commas */
};

/* The i-th rule, NULL past the last. */
const struct rule_info *rule_at(size_t i);
/* NULL if the message is no rule. */
const struct rule_info *rule_lookup(enum diag_id id);
/* The name of a source; the key itself if it is not known. Borrowed. */
const char *source_name(const char *key);
const char *limit_name(enum limit limit);
/* The code of the rule that asks for it. */
const char *limit_rule(enum limit limit);

/* The profiles in force, one for each kind of words. */
struct profiles {
	const struct profile *of[PROFILE_FOR_COUNT];
};

/*
 * names, with commas, or NULL: each replaces the profile of its kind. They
 * are looked for in `own` (the publication's folder, or NULL), then in
 * templates/profiles. False after messages.
 */
bool profiles_read(struct arena *arena, const char *templates, const char *own,
    const char *names, struct profiles *profiles, struct diags *diags);

#endif
