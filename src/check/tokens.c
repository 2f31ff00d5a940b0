/* The words of a sentence, by the properties of Unicode. */
#include "check/tokens.h"

#include <glib.h>
#include <string.h>

enum { NO_BREAK_HYPHEN = 0x2011, HYPHEN = 0x2010, APOSTROPHE = 0x2019 };

/* Nearly all letters are ASCII, and what those are is quickly known. */

static gunichar
char_at(const char *p)
{
	unsigned char c = (unsigned char)*p;

	return c < 0x80 ? c : g_utf8_get_char(p);
}

static bool
is_small(gunichar c)
{
	return c < 0x80 ? g_ascii_islower((char)c) : g_unichar_islower(c);
}

static bool
is_capital(gunichar c)
{
	return c < 0x80 ? g_ascii_isupper((char)c) : g_unichar_isupper(c);
}

static bool
is_digit(gunichar c)
{
	return c < 0x80 ? g_ascii_isdigit((char)c) : g_unichar_isdigit(c);
}

static bool
is_word_part(gunichar c)
{
	return c < 0x80 ? g_ascii_isalnum((char)c)
	                : g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* Does the character at p go on with the word whose last one is before? */
static bool
goes_on(const char *p, gunichar before)
{
	gunichar c = char_at(p), after;

	if (is_word_part(c))
		return true;
	if (c == '\0')
		return false;
	after = char_at(g_utf8_next_char(p));
	if (c == ',' || c == '.' || c == ':')
		return is_digit(before) && is_digit(after);
	return (c == '\'' || c == APOSTROPHE) && g_unichar_isalpha(after);
}

/* Put the small letter to out. Returns its bytes. */
static size_t
put_small(char *out, gunichar c)
{
	if (c < 0x80)
		*out = g_ascii_tolower((char)c);
	else if (c == APOSTROPHE)
		*out = '\'';
	else
		return (size_t)g_unichar_to_utf8(g_unichar_tolower(c), out);
	return 1;
}

/* "patient's" without what the apostrophe adds. */
static size_t
base_length(const char *word, size_t len)
{
	if (len > 2 && memcmp(word + len - 2, "'s", 2) == 0)
		return len - 2;
	return len;
}

/* Read the word at *p into t, its small letters to *out; both are moved
 * behind it. */
static void
read_word(const char **p, char **out, struct token *t)
{
	const char *start = *p;
	gunichar first = char_at(start), before = 0;
	size_t small = 0;

	t->word = *out;
	while (before == 0 || goes_on(*p, before)) {
		before = char_at(*p);
		small += is_small(before);
		*out += put_small(*out, before);
		*p = g_utf8_next_char(*p);
	}
	t->len = (size_t)(*p - start);
	t->word_len = (size_t)(*out - t->word);
	*(*out)++ = '\0';
	t->base_len = base_length(t->word, t->word_len);
	t->is_capital = is_capital(first);
	/* the s of "GP's" is none of the initials */
	t->is_initials = small == (t->base_len < t->word_len) &&
	                 t->base_len > 1 && t->is_capital;
	t->is_number = is_digit(first);
}

/* What a character between two words does to what parts them. */
static unsigned
parted_by(unsigned before, gunichar c, const char *next)
{
	if (c == ' ' || g_unichar_isspace(c) || (before != 0 && before != '-'))
		return before;
	if (c == HYPHEN || c == NO_BREAK_HYPHEN)
		c = '-';
	if (c == '-' && !is_word_part(char_at(next)))
		return 0x2013; /* stands alone: a dash */
	return c;
}

/* No more words than this: whatever parts two is no letter or digit. */
static size_t
words_most(const char *text)
{
	size_t n = 1;

	for (const char *p = text; *p != '\0'; p++)
		n += !g_ascii_isalnum(*p);
	return n;
}

struct tokens
tokens_cut(struct arena *arena, const char *text)
{
	struct token *items =
	    ARENA_ARRAY(arena, struct token, words_most(text));
	/* a character of 2 bytes can have a small one of 3; a NUL each */
	char *words = arena_alloc(arena, 2 * strlen(text) + 1);
	unsigned before = 0;
	size_t n = 0;

	for (const char *p = text; *p != '\0';) {
		gunichar c = char_at(p);

		if (!is_word_part(c)) {
			p = g_utf8_next_char(p);
			before = parted_by(before, c, p);
			continue;
		}
		items[n].start = (size_t)(p - text);
		items[n].before = before;
		read_word(&p, &words, &items[n]);
		n++;
		before = 0;
	}
	return (struct tokens){items, n, before};
}

bool
tokens_joined(const struct tokens *tokens, size_t i)
{
	return i > 0 && i < tokens->n &&
	       (tokens->items[i].before == 0 || tokens->items[i].before == '-');
}

bool
tokens_is(const struct tokens *tokens, size_t i, const char *words)
{
	if (i >= tokens->n || (i > 0 && !tokens_joined(tokens, i)))
		return false;
	for (const char *p = words; *p != '\0'; p += *p == ' ') {
		const char *word = tokens->items[i].word;

		while (*word != '\0' && *p == *word)
			p++, word++;
		if (*word == '\0' && (*p == ' ' || *p == '\0'))
			return true;
		while (*p != ' ' && *p != '\0')
			p++;
	}
	return false;
}

bool
tokens_is_name(const struct tokens *tokens, size_t i)
{
	if (i >= tokens->n || !tokens->items[i].is_capital)
		return false;
	return i > 0 ||
	       (tokens_joined(tokens, 1) && tokens->items[1].is_capital &&
	           tokens->items[1].word_len > 1);
}
