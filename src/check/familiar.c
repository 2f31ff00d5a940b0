/* The list of familiar words, and the plain forms of its words. */
#include "check/familiar.h"

#include <glib.h>
#include <string.h>

#include "base/str.h"
#include "check/wordlist.h"

enum { WORD_MAX = 64, STEM_MIN = 2 };

struct familiar {
	GHashTable *words;
};

struct familiar *
familiar_open(struct arena *arena, const char *folder, struct diags *diags)
{
	struct familiar *familiar = ARENA_NEW(arena, struct familiar);
	GHashTable *american =
	    wordlist_read(arena, folder, "american.txt", diags);
	GHashTableIter iter;
	gpointer word, british;

	familiar->words = wordlist_read(arena, folder, "dale-chall.txt", diags);
	/* the list is American: it means the British words too */
	g_hash_table_iter_init(&iter, american);
	while (g_hash_table_iter_next(&iter, &word, &british))
		if (g_hash_table_contains(familiar->words, word))
			g_hash_table_insert(
			    familiar->words, british, (char *)"");
	g_hash_table_destroy(american);
	return familiar;
}

void
familiar_close(struct familiar *familiar)
{
	if (familiar != NULL)
		g_hash_table_destroy(familiar->words);
}

bool
familiar_is_known(const struct familiar *familiar)
{
	return g_hash_table_size(familiar->words) > 0;
}

bool
familiar_lists(const struct familiar *familiar, const char *word)
{
	return g_hash_table_contains(familiar->words, word);
}

/* The first n bytes of word and what stands for the rest. */
static bool
lists_stem(const struct familiar *familiar, const char *word, size_t n,
    const char *end)
{
	char stem[WORD_MAX];

	g_snprintf(stem, sizeof stem, "%.*s%s", (int)n, word, end);
	return g_hash_table_contains(familiar->words, stem);
}

/* "big|ger" and "stop|ping": the last letter of the stem is doubled. */
static bool
is_doubled(const char *word, size_t n)
{
	return n > STEM_MIN && word[n - 1] == word[n - 2] &&
	       strchr("bdfgklmnprstz", word[n - 1]) != NULL;
}

/* Endings, and how the word may have changed before them. */
static const struct ending {
	const char *written;
	const char *stem; /* what is put back for it */
	bool may_double;  /* a letter before it may be doubled */
} endings[] = {
    {"'s", "", false},
    {"s'", "s", false},
    {"'", "", false},
    {"s", "", false},
    {"es", "", false},
    {"ies", "y", false},
    {"ed", "", true},
    {"ed", "e", false},
    {"ied", "y", false},
    {"ing", "", true},
    {"ing", "e", false},
    {"er", "", true},
    {"er", "e", false},
    {"ier", "y", false},
    {"est", "", true},
    {"est", "e", false},
    {"iest", "y", false},
    {"ly", "", false},
};

static bool
is_form(const struct familiar *familiar, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		const struct ending *e = &endings[i];
		size_t n = len - strlen(e->written);

		if (!str_ends(word, e->written) || n < STEM_MIN)
			continue;
		if (lists_stem(familiar, word, n, e->stem) ||
		    (e->may_double && is_doubled(word, n) &&
		        lists_stem(familiar, word, n - 1, "")))
			return true;
	}
	return false;
}

bool
familiar_has(const struct familiar *familiar, const char *word)
{
	char part[WORD_MAX];

	if (strlen(word) >= WORD_MAX)
		return false;
	if (familiar_lists(familiar, word) || is_form(familiar, word))
		return true;
	if (strchr(word, '-') == NULL)
		return false;
	for (const char *p = word; *p != '\0';) {
		size_t n = strcspn(p, "-");

		g_snprintf(part, sizeof part, "%.*s", (int)n, p);
		if (!familiar_lists(familiar, part) && !is_form(familiar, part))
			return false;
		p += n + (p[n] == '-');
	}
	return true;
}
