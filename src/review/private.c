/* Finding what is private. */
#include "review/private.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct row {
	const char *pattern, *looks_like;
};

static const struct row fields[] = {
#define PRIVATE_FIELD(pattern, looks_like) {"^(?:" pattern ")$", looks_like},
#define PRIVATE_WORDS(pattern, looks_like)
#include "review/private.def"
#undef PRIVATE_FIELD
#undef PRIVATE_WORDS
};
static const struct row texts[] = {
#define PRIVATE_FIELD(pattern, looks_like)
#define PRIVATE_WORDS(pattern, looks_like) {pattern, looks_like},
#include "review/private.def"
#undef PRIVATE_FIELD
#undef PRIVATE_WORDS
};
enum {
	NFIELDS = sizeof fields / sizeof *fields,
	NTEXTS = sizeof texts / sizeof *texts,
};

struct private_words {
	const char *known;
	GRegex *fields[NFIELDS], *texts[NTEXTS];
};

struct private_words *
private_open(const char *known)
{
	struct private_words *p = mem_alloc(sizeof *p);

	p->known = known;
	for (size_t i = 0; i < NFIELDS; i++)
		p->fields[i] =
		    g_regex_new(fields[i].pattern, G_REGEX_CASELESS, 0, NULL);
	for (size_t i = 0; i < NTEXTS; i++)
		p->texts[i] =
		    g_regex_new(texts[i].pattern, G_REGEX_CASELESS, 0, NULL);
	return p;
}

void
private_close(struct private_words *p)
{
	for (size_t i = 0; i < NFIELDS; i++)
		g_regex_unref(p->fields[i]);
	for (size_t i = 0; i < NTEXTS; i++)
		g_regex_unref(p->texts[i]);
	free(p);
}

const char *
private_field(const struct private_words *p, const char *name)
{
	for (size_t i = 0; i < NFIELDS; i++)
		if (g_regex_match(p->fields[i], name, 0, NULL))
			return fields[i].looks_like;
	return NULL;
}

/* Is there a match that is not public already? */
static bool
finds(const struct private_words *p, const GRegex *regex, const char *text)
{
	GMatchInfo *match;
	bool found = false;

	g_regex_match(regex, text, 0, &match);
	while (!found && g_match_info_matches(match)) {
		char *words = g_match_info_fetch(match, 0);

		found = p->known == NULL || strstr(p->known, words) == NULL;
		g_free(words);
		g_match_info_next(match, NULL);
	}
	g_match_info_free(match);
	return found;
}

const char *
private_text(const struct private_words *p, const char *text)
{
	for (size_t i = 0; i < NTEXTS; i++)
		if (finds(p, p->texts[i], text))
			return texts[i].looks_like;
	return NULL;
}
