/* The words of a sentence, by the properties of Unicode. */
#include "check/tokens.h"

#include <glib.h>
#include <string.h>

#include "base/buf.h"

enum { NO_BREAK_HYPHEN = 0x2011, HYPHEN = 0x2010, APOSTROPHE = 0x2019 };

static bool
is_word_part(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* Does the character at p go on with the word whose last one is before? */
static bool
goes_on(const char *p, gunichar before)
{
	gunichar c = g_utf8_get_char(p), after;

	if (is_word_part(c))
		return true;
	if (c == '\0')
		return false;
	after = g_utf8_get_char(g_utf8_next_char(p));
	if (c == ',' || c == '.' || c == ':')
		return g_unichar_isdigit(before) && g_unichar_isdigit(after);
	return (c == '\'' || c == APOSTROPHE) && g_unichar_isalpha(after);
}

/* "patient's" without what the apostrophe adds. */
static size_t
base_length(const char *word, size_t len)
{
	if (len > 2 && memcmp(word + len - 2, "'s", 2) == 0)
		return len - 2;
	return len;
}

/* Read the word at *p into token; *p is moved behind it. */
static void
read_word(
    struct arena *arena, const char **p, struct buf *folded, struct token *t)
{
	const char *start = *p;
	gunichar first = g_utf8_get_char(start), before = 0;
	size_t small = 0;

	buf_clear(folded);
	while (before == 0 || goes_on(*p, before)) {
		before = g_utf8_get_char(*p);
		small += g_unichar_islower(before) != 0;
		buf_put_utf8(folded,
		    before == APOSTROPHE ? '\'' : g_unichar_tolower(before));
		*p = g_utf8_next_char(*p);
	}
	t->len = (size_t)(*p - start);
	t->word = arena_strndup(arena, folded->data, folded->len);
	t->word_len = folded->len;
	t->base_len = base_length(t->word, t->word_len);
	t->is_capital = g_unichar_isupper(first) != 0;
	/* the s of "GP's" is none of the initials */
	t->is_initials = small == (t->base_len < t->word_len) &&
	                 t->base_len > 1 && g_unichar_isupper(first);
	t->is_number = g_unichar_isdigit(first) != 0;
}

/* What a character between two words does to what parts them. */
static unsigned
parted_by(unsigned before, gunichar c, const char *next)
{
	if (g_unichar_isspace(c) || (before != 0 && before != '-'))
		return before;
	if (c == HYPHEN || c == NO_BREAK_HYPHEN)
		c = '-';
	if (c == '-' && !is_word_part(g_utf8_get_char(next)))
		return 0x2013; /* stands alone: a dash */
	return c;
}

struct tokens
tokens_cut(struct arena *arena, const char *text)
{
	struct token *items =
	    ARENA_ARRAY(arena, struct token, strlen(text) / 2 + 1);
	struct buf folded = {0};
	unsigned before = 0;
	size_t n = 0;

	for (const char *p = text; *p != '\0';) {
		gunichar c = g_utf8_get_char(p);

		if (!is_word_part(c)) {
			p = g_utf8_next_char(p);
			before = parted_by(before, c, p);
			continue;
		}
		items[n].start = (size_t)(p - text);
		items[n].before = before;
		read_word(arena, &p, &folded, &items[n]);
		n++;
		before = 0;
	}
	buf_release(&folded);
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
	const struct token *t;

	if (i >= tokens->n || (i > 0 && !tokens_joined(tokens, i)))
		return false;
	t = &tokens->items[i];
	for (const char *p = words; *p != '\0';) {
		size_t len = strcspn(p, " ");

		if (len == t->word_len && memcmp(p, t->word, len) == 0)
			return true;
		p += len + (p[len] == ' ');
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
