/* The running words of a document, and what they are. */
#include "check/reading.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "check/rules.h"
#include "check/word.h"
#include "speech/syllables.h"

enum { RIGHT_QUOTE = 0x2019, HYPHEN = 0x2010, HYPHEN_NO_BREAK = 0x2011 };

/* Each different word once: text → its place in words. */
struct syllable_table {
	GHashTable *places;
	const char **words;
	unsigned *counts;
	size_t n, cap;
};

/* A term of <words>, as its words. */
struct term {
	char **words;
};

struct reader {
	struct reading *reading;
	const struct document *document;
	GHashTable *names; /* words with a capital inside a sentence */
	struct term *terms;
	size_t nterms;
	size_t cap; /* of reading->sentences */
};

/* Syllables, for all words at once. */

static void
table_add(struct syllable_table *table, const char *word)
{
	if (g_hash_table_contains(table->places, word))
		return;
	ARRAY_GROW(table->words, table->n, table->cap);
	table->words[table->n++] = word;
	g_hash_table_insert(
	    table->places, (char *)word, GSIZE_TO_POINTER(table->n));
}

static unsigned
table_count(const struct syllable_table *table, const char *word)
{
	size_t place =
	    GPOINTER_TO_SIZE(g_hash_table_lookup(table->places, word));

	return place > 0 ? table->counts[place - 1] : 1;
}

/* Take the counts of a table of the same words. */
static bool
table_fill(struct syllable_table *table, struct bytes counts)
{
	size_t size = table->n * sizeof *table->counts;

	if (counts.len == 0 || counts.len != size)
		return false;
	memcpy(table->counts, counts.at, size);
	return true;
}

/* The parts of "one-to-one", each a string in arena. */
static const char *
next_part(struct arena *arena, const char **p)
{
	size_t n = strcspn(*p, "-");
	const char *part = arena_strndup(arena, *p, n);

	*p += n + ((*p)[n] == '-');
	return part;
}

unsigned
reading_longest_part(
    const struct reading *reading, const struct reading_word *word)
{
	unsigned most = 1;

	for (const char *p = word->said; *p != '\0';)
		most = MAX(most, table_count(reading->syllables,
		                     next_part(reading->arena, &p)));
	return most;
}

/* Words. */

/* As a word is asked for: ' for every apostrophe, - for every hyphen. */
static const char *
plain(struct arena *arena, const char *p, size_t len)
{
	const char *end = p + len, *result;
	struct buf out = {0};

	for (; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == RIGHT_QUOTE)
			c = '\'';
		if (c == HYPHEN || c == HYPHEN_NO_BREAK)
			c = '-';
		buf_put_utf8(&out, c);
	}
	result = arena_strdup(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

/* An address as it is read aloud: the digits of a phone number one by one,
 * else the words between its points and strokes. */
static const char *
address_said(struct arena *arena, const char *p, size_t len, bool is_phone)
{
	const char *end = p + len, *result;
	struct buf out = {0};

	for (; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_isalnum(c))
			buf_put_utf8(&out, c);
		if (is_phone || !g_unichar_isalnum(c))
			buf_putc(&out, ' ');
	}
	result = arena_strdup(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

static unsigned
marks_at(const struct sentence *sentence, size_t at)
{
	for (size_t i = 0; i < sentence->nspans; i++) {
		const struct span *span = &sentence->spans[i];

		if (span->start <= at && at < span->start + span->len)
			return span->marks;
	}
	return 0;
}

static bool
is_foreign_at(const struct sentence *sentence, size_t at)
{
	for (size_t i = 0; i < sentence->nspans; i++) {
		const struct span *span = &sentence->spans[i];

		if (span->start <= at && at < span->start + span->len)
			return span->lang != NULL;
	}
	return false;
}

static size_t
count_letters(const char *p, size_t len)
{
	const char *end = p + len;
	size_t n = 0;

	for (; p < end; p = g_utf8_next_char(p))
		n += g_unichar_isalnum(g_utf8_get_char(p)) != 0;
	return n;
}

/* "I", "I'm": a capital, but no name. */
static bool
is_i(const char *small)
{
	return str_eq(small, "i") || str_starts(small, "i'");
}

static bool
has_capital(const char *word)
{
	return g_unichar_isupper(g_utf8_get_char(word));
}

/* Two capitals or more and nothing else: "NHS". */
static bool
is_initials(const char *word)
{
	size_t n = 0;

	for (; *word != '\0'; word = g_utf8_next_char(word), n++)
		if (!g_unichar_isupper(g_utf8_get_char(word)))
			return false;
	return n > 1;
}

static struct reading_word
read_word(
    struct arena *arena, const struct subject *subject, struct word_place place)
{
	const struct sentence *s = subject->sentence;
	const char *written = s->text + place.start;
	/* sentence_subject() writes addresses as x */
	bool is_hidden =
	    memcmp(written, subject->text + place.start, place.len) != 0;
	unsigned marks = marks_at(s, place.start);
	struct reading_word word = {
	    .said = plain(arena, written, place.len),
	    .nletters = count_letters(written, place.len),
	    .syllables = 1,
	};
	char *small = g_utf8_strdown(word.said, -1);

	word.small = arena_strdup(arena, small);
	g_free(small);
	if (is_foreign_at(s, place.start))
		word.flags |= READING_FOREIGN;
	else if (is_hidden) {
		word.flags |= READING_ADDRESS;
		word.said =
		    address_said(arena, written, place.len, marks & SPAN_PHONE);
	}
	if (marks & SPAN_HARD)
		word.flags |= READING_EXPLAINED;
	if (word_is_number(written))
		word.flags |= READING_NUMBER;
	return word;
}

/* All words of a sentence; it is left out if it has none. */
static void
read_sentence(struct reader *r, const struct subject *subject)
{
	struct reading *reading = r->reading;
	struct arena *arena = reading->arena;
	struct word_place place = {0};
	struct reading_sentence out = {.sentence = subject->sentence,
	    .words = ARENA_ARRAY(arena, struct reading_word,
	        sentence_count_words(subject->text) + 1)};

	while (word_next(subject->text, place.start + place.len, &place)) {
		struct reading_word *word = &out.words[out.n++];

		*word = read_word(arena, subject, place);
		table_add(reading->syllables, word->said);
		if (strchr(word->said, '-') != NULL)
			for (const char *p = word->said; *p != '\0';)
				table_add(
				    reading->syllables, next_part(arena, &p));
		if (out.n > 1 && has_capital(word->said) && !is_i(word->small))
			g_hash_table_add(r->names, (char *)word->small);
	}
	if (out.n == 0)
		return;
	ARRAY_GROW(reading->sentences, reading->n, r->cap);
	reading->sentences[reading->n++] = out;
}

/* What words are. */

static void
read_terms(struct reader *r)
{
	struct arena *arena = r->reading->arena;
	const struct node *words = r->document->publication->words;
	size_t cap = 0;

	for (const struct node *w = words ? words->first : NULL; w != NULL;
	     w = w->next) {
		const char *text;
		char *small;

		if (w->kind != KIND_WORD)
			continue;
		text = node_text(arena, node_child(w, KIND_TERM));
		small = g_utf8_strdown(plain(arena, text, strlen(text)), -1);
		ARRAY_GROW(r->terms, r->nterms, cap);
		r->terms[r->nterms++].words =
		    g_strsplit_set(g_strstrip(small), " \t\r\n", -1);
		g_free(small);
	}
}

/* "commitment" is also explained as "commitments" and "commitment's". */
static bool
is_term_word(const char *small, const char *term)
{
	size_t n = strlen(term);

	return strncmp(small, term, n) == 0 &&
	       (small[n] == '\0' || str_eq(small + n, "s") ||
	           str_eq(small + n, "'s"));
}

/* Mark the words from i if they are the term. */
static void
mark_term(struct reading_sentence *s, size_t i, const struct term *term)
{
	size_t n = 0;

	while (term->words[n] != NULL && i + n < s->n &&
	       is_term_word(s->words[i + n].small, term->words[n]))
		n++;
	if (n == 0 || term->words[n] != NULL)
		return;
	for (size_t k = 0; k < n; k++)
		s->words[i + k].flags |= READING_EXPLAINED;
}

static bool
is_name(const struct reader *r, const struct reading_word *word, bool is_first)
{
	if (!has_capital(word->said) || is_i(word->small))
		return false;
	return !is_first || is_initials(word->said) ||
	       g_hash_table_contains(r->names, word->small);
}

static void
mark_words(struct reader *r, struct reading_sentence *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct reading_word *word = &s->words[i];

		word->syllables =
		    table_count(r->reading->syllables, word->said);
		if (!(word->flags & READING_ADDRESS) &&
		    is_name(r, word, i == 0))
			word->flags |= READING_NAME;
		for (size_t k = 0; k < r->nterms; k++)
			mark_term(s, i, &r->terms[k]);
	}
}

/* "en" and "en-GB" are one language. */
static bool
is_same_language(const char *a, const char *b)
{
	size_t n = strcspn(a, "-");

	return n == strcspn(b, "-") && g_ascii_strncasecmp(a, b, n) == 0;
}

/* Is the sentence one of those that are counted? */
static bool
is_counted(const struct document *document, const struct subject *subject)
{
	const struct sentence *s = subject->sentence;

	return subject->is_running &&
	       is_same_language(s->lang, document->lang) &&
	       (s->node->origin == ORIGIN_SOURCE ||
	           s->node->kind == KIND_MEANING);
}

static void
read_all(struct reader *r, struct bytes syllables, struct diags *diags)
{
	struct reading *reading = r->reading;
	struct syllable_table *table = reading->syllables;

	for (size_t i = 0; i < r->document->nsentences; i++) {
		struct subject subject = sentence_subject(
		    reading->arena, r->document->sentences[i], true);

		if (is_counted(r->document, &subject))
			read_sentence(r, &subject);
	}
	table->counts = mem_alloc((table->n + 1) * sizeof *table->counts);
	reading->is_estimated =
	    !table_fill(table, syllables) &&
	    !syllables_count(r->document->lang, table->words, table->n,
	        table->counts, diags);
	for (size_t i = 0; i < reading->n; i++)
		mark_words(r, &reading->sentences[i]);
}

struct reading *
reading_open(struct arena *arena, const struct document *document,
    struct bytes syllables, struct diags *diags)
{
	struct reading *reading = ARENA_NEW(arena, struct reading);
	struct reader r = {.reading = reading,
	    .document = document,
	    .names = g_hash_table_new(g_str_hash, g_str_equal)};

	reading->arena = arena;
	reading->syllables = ARENA_NEW(arena, struct syllable_table);
	reading->syllables->places = g_hash_table_new(g_str_hash, g_str_equal);
	read_terms(&r);
	read_all(&r, syllables, diags);
	for (size_t i = 0; i < r.nterms; i++)
		g_strfreev(r.terms[i].words);
	free(r.terms);
	g_hash_table_destroy(r.names);
	return reading;
}

struct bytes
reading_syllables(const struct reading *reading)
{
	const struct syllable_table *table = reading->syllables;

	if (reading->is_estimated)
		return (struct bytes){NULL, 0};
	return (struct bytes){table->counts, table->n * sizeof *table->counts};
}

void
reading_close(struct reading *reading)
{
	g_hash_table_destroy(reading->syllables->places);
	free(reading->syllables->words);
	free(reading->syllables->counts);
	free(reading->sentences);
}
