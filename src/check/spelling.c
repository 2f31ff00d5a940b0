/*
 * Spelling.
 *
 * A word is judged once and the verdict kept. What the lists know is never
 * asked of the dictionary, so that a text of plain words does not wait for it
 * to be read.
 */
#include "check/spelling.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "check/dictionary.h"
#include "check/familiar.h"
#include "check/suggest.h"
#include "check/word.h"
#include "check/wordlist.h"

enum {
	NAME_SEEN = 2, /* a capital in so many sentences: a name */
	WORD_MAX_BYTES = 128,
	/* Suggestions are slow. Who writes more unknown words than this does
	 * not write the language that the publication says it is in. */
	SUGGESTED_MOST = 40,
};

enum answer { RIGHT, WRONG, AMERICAN };

struct verdict {
	enum answer answer;
	bool is_sure; /* wrong with any capital: a list has it */
	unsigned cost;
	const char *suggestions[SPELLING_SUGGESTIONS];
};

struct spelling {
	struct arena *arena;
	const struct language *language;
	const char *cache; /* a folder, or NULL */
	bool is_british;
	struct dictionary *dictionary; /* NULL until it is needed */
	bool is_opened;
	GHashTable *own; /* words of the language and the publication */
	struct familiar *familiar;
	GHashTable *american; /* → British */
	GHashTable *misspelt; /* → what was meant */
	GHashTable *seen; /* words with capitals → in how many sentences */
	GHashTable *verdicts; /* word as written → struct verdict */
	size_t nsuggested;
};

struct spelling *
spelling_open(
    const struct language *language, const char *cache, struct diags *diags)
{
	struct arena *arena = arena_new();
	struct spelling *s = ARENA_NEW(arena, struct spelling);
	const char *folder = language->folder;

	*s = (struct spelling){.arena = arena,
	    .language = language,
	    .cache = cache,
	    .is_british = str_eq(language->code, "en-GB"),
	    .own = wordlist_read(arena, folder, "spelling.txt", diags),
	    .familiar = familiar_open(arena, folder, diags),
	    .american = wordlist_read(arena, folder, "american.txt", diags),
	    .misspelt = wordlist_read(arena, folder, "misspelt.txt", diags),
	    .seen = g_hash_table_new(g_str_hash, g_str_equal),
	    .verdicts = g_hash_table_new(g_str_hash, g_str_equal)};
	return s;
}

void
spelling_close(struct spelling *spelling)
{
	if (spelling == NULL)
		return;
	dictionary_close(spelling->dictionary);
	g_hash_table_destroy(spelling->own);
	familiar_close(spelling->familiar);
	g_hash_table_destroy(spelling->american);
	g_hash_table_destroy(spelling->misspelt);
	g_hash_table_destroy(spelling->seen);
	g_hash_table_destroy(spelling->verdicts);
	arena_free(spelling->arena);
}

bool
spelling_has_dictionary(const struct spelling *spelling)
{
	return spelling->is_opened
	           ? spelling->dictionary != NULL
	           : dictionary_exists(spelling->language->code);
}

/* The dictionary, or NULL. */
static struct dictionary *
dictionary(struct spelling *s)
{
	if (!s->is_opened)
		s->dictionary = dictionary_open(s->language->code, s->cache);
	s->is_opened = true;
	return s->dictionary;
}

static bool
in_dictionary(struct spelling *s, const char *word)
{
	return dictionary(s) != NULL && dictionary_has(s->dictionary, word);
}

/* The word in small letters; g_free it. */
static char *
lower(const char *word)
{
	return g_utf8_strdown(word, -1);
}

/* Do the lists have the word, or the word that begins without a capital? */
static bool
in_lists(struct spelling *s, const char *word)
{
	char *small = lower(word);
	bool has = g_hash_table_contains(s->own, word) ||
	           g_hash_table_contains(s->own, small) ||
	           familiar_lists(s->familiar, small);

	g_free(small);
	return has;
}

/* American words. */

/* stem + suffix as the British word has it: "centre" + "ed" = "centred". */
static const char *
join(struct spelling *s, const char *stem, const char *suffix)
{
	size_t n = strlen(stem);

	if (n > 0 && stem[n - 1] == 'e' && strchr("aeiouy", *suffix) != NULL)
		n--;
	return arena_printf(s->arena, "%.*s%s", (int)n, stem, suffix);
}

/* "coloring": an American word of the list with an ending. */
static const char *
with_ending(struct spelling *s, const char *word)
{
	static const char *const endings[] = {"s", "es", "d", "ed", "ing", "er",
	    "ers", "r", "rs", "ful", "less", "ly", "able", "al", "ally", "ist",
	    "ists", "ment", "ments", "s", "'s"};
	char stem[WORD_MAX_BYTES];
	size_t len = strlen(word);

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		size_t n = strlen(endings[i]);
		const char *british, *joined;

		if (!str_ends(word, endings[i]) || len - n < 3)
			continue;
		g_snprintf(stem, sizeof stem, "%.*s", (int)(len - n), word);
		british = g_hash_table_lookup(s->american, stem);
		if (british == NULL)
			continue;
		joined = join(s, british, endings[i]);
		if (in_dictionary(s, joined))
			return joined;
	}
	return NULL;
}

/* "organize" and "analyzing": z where British writing has s. */
static const char *
with_s(struct spelling *s, const char *word)
{
	static const char *const endings[] = {"e", "es", "ed", "er", "ers",
	    "ing", "ation", "ations", "ational", "able"};
	const char *z = strrchr(word, 'z');
	char *british;
	bool ends = false;

	if (z == NULL || z < word + 2 || (z[-1] != 'i' && z[-1] != 'y'))
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
		ends = ends || str_eq(z + 1, endings[i]);
	if (!ends)
		return NULL;
	british = arena_strdup(s->arena, word);
	british[z - word] = 's';
	return in_dictionary(s, british) ? british : NULL;
}

/* The British word for an American one in small letters, or NULL. A row of
 * the list with the same word twice says that it is right. */
static const char *
british_word(struct spelling *s, const char *word)
{
	const char *british;

	if (!s->is_british)
		return NULL;
	british = g_hash_table_lookup(s->american, word);
	if (british == NULL && strpbrk(word, "z") != NULL)
		british = with_s(s, word);
	if (british == NULL && !familiar_lists(s->familiar, word) &&
	    !in_dictionary(s, word))
		british = with_ending(s, word);
	return british != NULL && !str_eq(british, word) ? british : NULL;
}

/* Judging. */

static bool
suggest_is_word(void *arg, const char *word)
{
	struct spelling *s = arg;

	/* most are none, and the word has no capital */
	return (g_hash_table_contains(s->own, word) ||
	           familiar_lists(s->familiar, word) ||
	           in_dictionary(s, word)) &&
	       !g_hash_table_contains(s->american, word) &&
	       !g_hash_table_contains(s->misspelt, word);
}

static bool
suggest_is_common(void *arg, const char *word)
{
	struct spelling *s = arg;

	return familiar_has(s->familiar, word) &&
	       !g_hash_table_contains(s->american, word);
}

/* A suggestion with the capital of what is written. */
static const char *
like(struct spelling *s, const char *suggestion, const char *written)
{
	gunichar first = g_utf8_get_char(suggestion);
	char capital[7] = {0};

	if (!g_unichar_isupper(g_utf8_get_char(written)))
		return suggestion;
	g_unichar_to_utf8(g_unichar_toupper(first), capital);
	return arena_printf(
	    s->arena, "%s%s", capital, g_utf8_next_char(suggestion));
}

static void
suggest(struct spelling *s, struct verdict *verdict, const char *small)
{
	struct suggesting how = {suggest_is_word, suggest_is_common, s,
	    "abcdefghijklmnopqrstuvwxyz'"};

	if (s->nsuggested++ >= SUGGESTED_MOST)
		return;
	if (dictionary(s) != NULL)
		how.letters = dictionary_letters(s->dictionary);
	verdict->cost = suggest_words(
	    &how, s->arena, small, verdict->suggestions, SPELLING_SUGGESTIONS);
}

static void
judge(struct spelling *s, struct verdict *verdict, const char *word)
{
	char *small = lower(word);
	const char *meant = g_hash_table_lookup(s->misspelt, small);
	bool is_own = g_hash_table_contains(s->own, word) ||
	              g_hash_table_contains(s->own, small);
	const char *british = is_own ? NULL : british_word(s, small);

	if (british != NULL || meant != NULL) {
		verdict->answer = british != NULL ? AMERICAN : WRONG;
		verdict->is_sure = true;
		verdict->suggestions[0] = british != NULL ? british : meant;
	} else if (!in_lists(s, word) && dictionary(s) != NULL &&
	           !in_dictionary(s, word)) {
		verdict->answer = WRONG;
		suggest(s, verdict, small);
	}
	for (size_t i = 0; i < SPELLING_SUGGESTIONS; i++)
		if (verdict->suggestions[i] != NULL)
			verdict->suggestions[i] =
			    like(s, verdict->suggestions[i], word);
	g_free(small);
}

static const struct verdict *
verdict_of(struct spelling *s, const char *word)
{
	struct verdict *verdict = g_hash_table_lookup(s->verdicts, word);

	if (verdict == NULL) {
		verdict = ARENA_NEW(s->arena, struct verdict);
		g_hash_table_insert(
		    s->verdicts, arena_strdup(s->arena, word), verdict);
		judge(s, verdict, word);
	}
	return verdict;
}

/* Reading a sentence. */

/* A word of a sentence as it is asked for: ' for every apostrophe, - for
 * every hyphen, without a possessive 's. */
struct asked {
	char word[WORD_MAX_BYTES];
	size_t start, len; /* in the sentence, without the possessive */
	bool is_first;
	bool has_capital; /* anywhere */
	bool is_before_capital;
};

static void
ask(struct asked *asked, const char *text, struct word_place place)
{
	const char *end = text + place.start + place.len;
	size_t n = 0;

	*asked = (struct asked){
	    .start = place.start, .len = place.len, .is_first = false};
	for (const char *p = text + place.start; p < end;
	     p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		c = c == 0x2019 ? '\'' : c == 0x2010 || c == 0x2011 ? '-' : c;
		asked->has_capital = asked->has_capital || g_unichar_isupper(c);
		if (n + 7 < sizeof asked->word)
			n += (size_t)g_unichar_to_utf8(c, asked->word + n);
	}
	if (n > 2 && str_ends(asked->word, "'s")) {
		asked->word[n - 2] = '\0';
		while (asked->len > 0 &&
		       text[asked->start + asked->len] != '\'' &&
		       !str_starts(text + asked->start + asked->len, "’"))
			asked->len--;
	}
}

/* Words that are not asked for: with figures, all in capitals (and "ICBs"),
 * letters alone, what is written as x. */
static bool
is_passed_over(const char *word)
{
	size_t n = 0, capitals = 0, figures = 0, hidden = 0;
	const char *last = word;

	for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		n++;
		capitals += g_unichar_isupper(c) != 0;
		figures += g_unichar_isdigit(c) != 0;
		hidden += c == 'x';
		last = p;
	}
	return n < 2 || figures > 0 || hidden == n || capitals == n ||
	       (n > 2 && capitals == n - 1 && str_eq(last, "s"));
}

void
spelling_see(struct spelling *spelling, const char *sentence)
{
	struct word_place place = {0};
	bool is_first = true;

	while (word_next(sentence, place.start + place.len, &place)) {
		struct asked asked;
		size_t n;

		ask(&asked, sentence, place);
		n = GPOINTER_TO_SIZE(
		    g_hash_table_lookup(spelling->seen, asked.word));
		if (!is_first && asked.has_capital)
			g_hash_table_insert(spelling->seen,
			    arena_strdup(spelling->arena, asked.word),
			    GSIZE_TO_POINTER(n + 1));
		is_first = false;
	}
}

/* What a word that is not right is to its reader; false: it is a name. */
static bool
kind_of(const struct spelling *s, const struct asked *asked,
    const struct verdict *verdict, enum misspelling_kind *kind)
{
	size_t seen =
	    GPOINTER_TO_SIZE(g_hash_table_lookup(s->seen, asked->word));

	*kind =
	    verdict->answer == AMERICAN ? SPELLING_AMERICAN : SPELLING_WRONG;
	if (!asked->has_capital)
		return true;
	if (verdict->answer == AMERICAN)
		return asked->is_first && seen == 0 &&
		       !asked->is_before_capital;
	if (verdict->is_sure)
		return true;
	if (asked->is_first && seen == 0 && verdict->cost > 0 &&
	    verdict->cost <= SUGGEST_NEAR)
		return true;
	*kind = SPELLING_NAME;
	return seen < (asked->is_first ? 1 : NAME_SEEN);
}

struct findings {
	struct misspelling *items;
	size_t n;
};

static void
look_at(struct spelling *s, const struct asked *asked, struct findings *out)
{
	struct misspelling *m = &out->items[out->n];
	const struct verdict *verdict;

	if (is_passed_over(asked->word))
		return;
	verdict = verdict_of(s, asked->word);
	if (verdict->answer == RIGHT || !kind_of(s, asked, verdict, &m->kind))
		return;
	m->start = asked->start;
	m->len = asked->len;
	memcpy(m->suggestions, verdict->suggestions, sizeof m->suggestions);
	out->n++;
}

/* Each part of "well-recieved" alone; the hyphens are of one byte or more in
 * the text, but the parts are the same. */
static void
look_at_parts(struct spelling *s, const char *text, const struct asked *whole,
    struct findings *out)
{
	const char *end = text + whole->start + whole->len;
	const char *p = text + whole->start;
	bool is_first = whole->is_first;

	while (p < end) {
		const char *start = p;
		struct asked part;

		while (p < end && g_utf8_get_char(p) != '-' &&
		       g_utf8_get_char(p) != 0x2010 &&
		       g_utf8_get_char(p) != 0x2011)
			p = g_utf8_next_char(p);
		ask(&part, text,
		    (struct word_place){
		        (size_t)(start - text), (size_t)(p - start)});
		part.is_first = is_first;
		is_first = false;
		look_at(s, &part, out);
		if (p < end)
			p = g_utf8_next_char(p);
	}
}

static bool
is_before_capital(const char *text, struct word_place place)
{
	return word_next(text, place.start + place.len, &place) &&
	       g_unichar_isupper(g_utf8_get_char(text + place.start));
}

size_t
spelling_find(struct spelling *spelling, struct arena *arena,
    const char *sentence, struct misspelling **found)
{
	struct findings out = {.items = ARENA_ARRAY(arena, struct misspelling,
	                           strlen(sentence) / 2 + 1)};
	struct word_place place = {0};
	bool is_first = true;

	while (word_next(sentence, place.start + place.len, &place)) {
		struct asked asked;

		ask(&asked, sentence, place);
		asked.is_first = is_first;
		asked.is_before_capital = is_before_capital(sentence, place);
		is_first = false;
		if (strchr(asked.word, '-') == NULL)
			look_at(spelling, &asked, &out);
		else if (!is_passed_over(asked.word) &&
		         verdict_of(spelling, asked.word)->answer != RIGHT)
			look_at_parts(spelling, sentence, &asked, &out);
	}
	*found = out.items;
	return out.n;
}

/* The publication's own words. */

void
spelling_learn(struct spelling *spelling, const char *text)
{
	struct word_place place = {0};

	while (word_next(text, place.start + place.len, &place)) {
		struct asked asked;

		ask(&asked, text, place);
		g_hash_table_insert(spelling->own,
		    arena_strdup(spelling->arena, asked.word), (char *)"");
	}
}

void
spelling_learn_publication(
    struct spelling *spelling, const struct publication *publication)
{
	static const enum kind kinds[] = {KIND_TERM, KIND_SHORT, KIND_FULL,
	    KIND_ORGANISATION, KIND_POST, KIND_WEB, KIND_EMAIL};
	const struct node *root = publication->root;

	for (const struct node *n = root; n; n = node_next(n, root)) {
		if (n->kind == KIND_PRONOUNCE)
			spelling_learn(spelling, node_attr(n, ATTR_TEXT));
		if (n->kind == KIND_CHECKED)
			spelling_learn(spelling, node_attr(n, ATTR_BY));
		if (n->kind == KIND_QUOTE && node_attr(n, ATTR_BY) != NULL)
			spelling_learn(spelling, node_attr(n, ATTR_BY));
		for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
			if (n->kind == kinds[i])
				spelling_learn(
				    spelling, node_text(spelling->arena, n));
	}
}
