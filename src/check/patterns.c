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

#define ANY NULL
#define ONE_OF(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NUMBERS                                                                \
	ONE_OF("two", "three", "four", "five", "six", "seven", "eight",        \
	    "nine", "ten", "eleven", "twelve", "thirt", "fort", "fift",        \
	    "twent", "hundred")
#define COUNTED                                                                \
	ONE_OF("people", "patients", "staff", "children", "adults", "times",   \
	    "in every", "out of", "years", "months", "weeks", "days", "hours", \
	    "minutes")
#define DAY_NAMES "mon", "tue", "wed", "thu", "fri", "sat", "sun"
#define MONTH_NAMES                                                            \
	"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",  \
	    "nov", "dec"

enum { EASY = 1, ENGLISH = 2, RUNNING = 4, OWN = 8, LOUD = 16 };

static const struct {
	enum diag_id message;
	unsigned flags;
	const char *needs;
	const char *const *words; /* NULL = any sentence */
	const char *pattern;
} rows[] = {
#define PATTERN(message, flags, needs, words, pattern)                         \
	{DIAG_##message, flags, needs, words, pattern},
#include "check/patterns.def"
#undef PATTERN
};
enum { NROWS = sizeof rows / sizeof *rows };

struct patterns {
	GRegex *compiled[NROWS]; /* NULL until it is needed */
	unsigned tries[NROWS];
};

enum { MANY_TRIES = 8 }; /* a pattern tried so often is worth machine code */

struct patterns *
patterns_new(void)
{
	struct patterns *patterns = mem_alloc(sizeof *patterns);

	*patterns = (struct patterns){0};
	return patterns;
}

static void
compile(struct patterns *patterns, size_t i, GRegexCompileFlags flags)
{
	GError *error = NULL;

	g_clear_pointer(&patterns->compiled[i], g_regex_unref);
	patterns->compiled[i] = g_regex_new(rows[i].pattern, flags, 0, &error);
	if (patterns->compiled[i] == NULL)
		g_error("%s: %s", rows[i].pattern, error->message);
}

static GRegex *
compiled(struct patterns *patterns, size_t i)
{
	unsigned tries = ++patterns->tries[i];

	if (tries == 1 || tries == MANY_TRIES)
		compile(patterns, i, tries == 1 ? 0 : G_REGEX_OPTIMIZE);
	return patterns->compiled[i];
}

void
patterns_free(struct patterns *patterns)
{
	for (size_t i = 0; i < NROWS; i++)
		g_clear_pointer(&patterns->compiled[i], g_regex_unref);
	free(patterns);
}

/* What the quick looks need to know of a sentence. */
struct look {
	const struct subject *subject;
	char *small; /* its text with small letters for those of ASCII */
	bool is_loud;
};

/* Two capitals side by side? Any letter outside ASCII may be one. */
static bool
is_loud(const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		if ((g_ascii_isupper(p[0]) || (p[0] & 0x80)) &&
		    (g_ascii_isupper(p[1]) || (p[1] & 0x80)))
			return true;
	return false;
}

static bool
applies(const struct look *look, size_t i)
{
	const struct subject *subject = look->subject;
	unsigned flags = rows[i].flags;

	if (((flags & EASY) && !subject->is_easy) ||
	    ((flags & ENGLISH) && !subject->is_english) ||
	    ((flags & RUNNING) && !subject->is_running) ||
	    ((flags & OWN) && subject->sentence->node->kind == KIND_QUOTE) ||
	    ((flags & LOUD) && !look->is_loud))
		return false;
	return (*rows[i].needs == '\0' ||
	           strpbrk(subject->text, rows[i].needs) != NULL) &&
	       (rows[i].words == ANY ||
	           str_has_one(look->small, rows[i].words));
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
	struct look look = {.subject = subject,
	    .small = g_ascii_strdown(subject->text, -1),
	    .is_loud = is_loud(subject->text)};

	for (size_t i = 0; i < NROWS; i++) {
		GMatchInfo *match = NULL;

		if (!c->profile->is_on[rows[i].message] || !applies(&look, i))
			continue;
		g_regex_match(
		    compiled(c->patterns, i), subject->text, 0, &match);
		for (; g_match_info_matches(match);
		     g_match_info_next(match, NULL))
			report(c, rows[i].message, subject, match);
		g_match_info_free(match);
	}
	g_free(look.small);
}
