/* What a pattern can find in one sentence: the rows of patterns.def. */
#include <glib.h>
#include <string.h>

#include "base/str.h"
#include "check/replace.h"
#include "check/rules.h"

/* for needs: the first byte is enough for characters of several */
#define DIGITS "0123456789"
#define DASHES "-\xE2"
#define QUOTES "'\xE2"
#define RAISED_LETTERS "\xCB\xCA\xE1\xE2"

enum { EASY = 1, ENGLISH = 2, RUNNING = 4, OWN = 8 };

static const struct {
	enum diag_id message;
	unsigned flags;
	const char *needs, *pattern;
} rows[] = {
#define PATTERN(message, flags, needs, pattern)                                \
	{DIAG_##message, flags, needs, pattern},
#include "check/patterns.def"
#undef PATTERN
};
enum { NROWS = sizeof rows / sizeof *rows };

struct patterns {
	GRegex *compiled[NROWS];
	unsigned tries[NROWS];
};

enum { MANY_TRIES = 40 }; /* a pattern tried so often is worth machine code */

struct patterns *
patterns_new(void)
{
	struct patterns *patterns = mem_alloc(sizeof *patterns);

	memset(patterns->tries, 0, sizeof patterns->tries);
	for (size_t i = 0; i < NROWS; i++) {
		GError *error = NULL;

		patterns->compiled[i] =
		    g_regex_new(rows[i].pattern, 0, 0, &error);
		if (patterns->compiled[i] == NULL)
			g_error("%s: %s", rows[i].pattern, error->message);
	}
	return patterns;
}

static GRegex *
compiled(struct patterns *patterns, size_t i)
{
	if (++patterns->tries[i] == MANY_TRIES) {
		g_regex_unref(patterns->compiled[i]);
		patterns->compiled[i] =
		    g_regex_new(rows[i].pattern, G_REGEX_OPTIMIZE, 0, NULL);
	}
	return patterns->compiled[i];
}

void
patterns_free(struct patterns *patterns)
{
	for (size_t i = 0; i < NROWS; i++)
		g_regex_unref(patterns->compiled[i]);
	free(patterns);
}

static bool
applies(unsigned flags, const struct subject *subject)
{
	return !((flags & EASY) && !subject->is_easy) &&
	       !((flags & ENGLISH) && !subject->is_english) &&
	       !((flags & RUNNING) && !subject->is_running) &&
	       !((flags & OWN) && subject->sentence->node->kind == KIND_QUOTE);
}

static void
report(struct checking *c, enum diag_id message, const struct subject *subject,
    const GMatchInfo *match)
{
	int start = -1, end = -1;
	struct finding finding = {
	    .rule = message, .sentence = subject->sentence};
	const char *found;

	/* the group that took part */
	for (int g = g_match_info_get_match_count(match) - 1; g >= 0; g--)
		if (g_match_info_fetch_pos(match, g, &start, &end) &&
		    start >= 0)
			break;
	if (end <= start)
		return;
	finding.start = (size_t)start;
	finding.len = (size_t)(end - start);
	found = arena_strndup(
	    c->arena, subject->sentence->text + start, finding.len);
	finding.replacement =
	    replacement_for(c->arena, message, found, &finding.is_safe);
	finding_add(c, &finding, found);
}

void
patterns_check(struct checking *c, const struct subject *subject)
{
	for (size_t i = 0; i < NROWS; i++) {
		GMatchInfo *match = NULL;

		if (!c->profile->is_on[rows[i].message] ||
		    !applies(rows[i].flags, subject) ||
		    (*rows[i].needs != '\0' &&
		        strpbrk(subject->text, rows[i].needs) == NULL))
			continue;
		g_regex_match(
		    compiled(c->patterns, i), subject->text, 0, &match);
		for (; g_match_info_matches(match);
		     g_match_info_next(match, NULL))
			report(c, rows[i].message, subject, match);
		g_match_info_free(match);
	}
}
