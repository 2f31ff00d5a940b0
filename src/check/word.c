/* The words of a text, by the properties of Unicode. */
#include "check/word.h"

#include <glib.h>

enum { RIGHT_QUOTE = 0x2019, HYPHEN = 0x2010, HYPHEN_NO_BREAK = 0x2011 };

static bool
is_ideograph(gunichar c)
{
	return g_unichar_break_type(c) == G_UNICODE_BREAK_IDEOGRAPHIC;
}

/* Does the character at p belong to the word before it? */
static bool
is_inside(const char *p, gunichar before)
{
	gunichar c = g_utf8_get_char(p), after;

	if (g_unichar_ismark(c))
		return true;
	if (g_unichar_isalnum(c))
		return !is_ideograph(c) && !is_ideograph(before);
	if (c == '\0')
		return false;
	after = g_utf8_get_char(g_utf8_next_char(p));
	if (c == ',' || c == '.')
		return g_unichar_isdigit(before) && g_unichar_isdigit(after);
	return (c == '\'' || c == RIGHT_QUOTE || c == '-' || c == HYPHEN ||
	           c == HYPHEN_NO_BREAK) &&
	       g_unichar_isalnum(after);
}

bool
word_next(const char *text, size_t from, struct word_place *out)
{
	const char *p = text + from, *start;
	gunichar before;

	while (*p != '\0' && !g_unichar_isalnum(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	if (*p == '\0')
		return false;
	start = p;
	do {
		before = g_utf8_get_char(p);
		p = g_utf8_next_char(p);
	} while (is_inside(p, before));
	out->start = (size_t)(start - text);
	out->len = (size_t)(p - start);
	return true;
}

bool
word_is_number(const char *p)
{
	return g_unichar_isdigit(g_utf8_get_char(p)) != 0;
}
