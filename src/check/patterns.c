/* What a pattern can find in one sentence: the rows of patterns.def. */
#include <glib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "check/rules.h"

/* for needs: the first byte is enough for characters of several */
#define DIGITS "0123456789"
#define DASHES "-\xE2"
#define QUOTES "'\xE2"

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
};

struct patterns *
patterns_new(void)
{
	struct patterns *patterns = mem_alloc(sizeof *patterns);

	for (size_t i = 0; i < NROWS; i++) {
		GError *error = NULL;

		patterns->compiled[i] =
		    g_regex_new(rows[i].pattern, 0, 0, &error);
		if (patterns->compiled[i] == NULL)
			g_error("%s: %s", rows[i].pattern, error->message);
	}
	return patterns;
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

/* "2023–2028" → "2023 to 2028"; in arena. */
static const char *
range_in_words(struct arena *arena, const char *found)
{
	struct buf words = {0};
	const char *result;

	for (const char *p = found; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '-' || c == 0x2013 || c == 0x2014)
			buf_puts(&words, " to ");
		else if (c != ' ')
			buf_put_utf8(&words, c);
	}
	result = arena_strdup(arena, buf_str(&words));
	buf_release(&words);
	return result;
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
	if (message == DIAG_RANGE) {
		finding.replacement = range_in_words(c->arena, found);
		finding.is_safe = true;
	}
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
		    c->patterns->compiled[i], subject->text, 0, &match);
		for (; g_match_info_matches(match);
		     g_match_info_next(match, NULL))
			report(c, rows[i].message, subject, match);
		g_match_info_free(match);
	}
}
