/* Phone numbers, e-mail and web addresses in running text. */
#include "prepare/recognise.h"

#include <ctype.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "model/node.h"

/* Quick looks: may the text hold one at all? Most sentences hold none, and
 * expressions are slow. */

static bool
has_at(const char *text, size_t len)
{
	return memchr(text, '@', len) != NULL;
}

static bool
has_scheme(const char *text, size_t len)
{
	return memmem(text, len, "://", 3) != NULL ||
	       memmem(text, len, "www.", 4) != NULL;
}

/* A stop before a letter that an ending of the pattern has. */
static bool
has_domain(const char *text, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++)
		if (text[i] == '.' && memchr("uocneisw", text[i + 1], 8))
			return true;
	return false;
}

static bool
has_digits(const char *text, size_t len)
{
	int n = 0;

	for (size_t i = 0; i < len; i++)
		n += isdigit((unsigned char)text[i]) != 0;
	return n >= 10;
}

/* Tried in this order at each place. UK phone numbers have 10 or 11 digits
 * with single spaces (ERW-21); 18001 before one is text relay. */
static const struct {
	unsigned mark;
	bool (*may_be_in)(const char *text, size_t len);
	const char *pattern;
} forms[] = {
    {SPAN_EMAIL, has_at, "[\\w.%+'-]+@[\\w-]+(\\.[\\w-]+)+"},
    {SPAN_WEB, has_scheme, "(https?://|www\\.)[^\\s<>()\"]*[\\w/]"},
    {SPAN_WEB, has_domain,
        "(?<![\\w.@/])[a-z0-9-]+(\\.[a-z0-9-]+)*"
        "\\.(uk|org|com|net|eu|info|scot|wales)(/[\\w./~-]*[\\w/])?"
        "(?![\\w@-])"},
    {SPAN_PHONE, has_digits,
        "(?<![\\w+.,/-])(18001[ \\x{A0}])?"
        "(\\+44[ \\x{A0}]?(\\(0\\))?[ \\x{A0}]?|0)"
        "([0-9][ \\x{A0}]?){8,9}[0-9](?![\\w])"},
};
enum { NFORMS = sizeof forms / sizeof *forms };

static const char *
phone_href(struct arena *arena, const char *value)
{
	struct buf digits = {0};
	const char *href;

	for (const char *p = value; *p != '\0'; p++) {
		if (str_starts(p, "(0)"))
			p += 2;
		else if (isdigit((unsigned char)*p) ||
		         (*p == '+' && digits.len == 0))
			buf_putc(&digits, *p);
	}
	if (str_starts(buf_str(&digits), "18001"))
		href = arena_printf(arena, "tel:%s", buf_str(&digits));
	else if (buf_str(&digits)[0] == '0')
		href = arena_printf(arena, "tel:+44%s", buf_str(&digits) + 1);
	else
		href = arena_printf(arena, "tel:%s", buf_str(&digits));
	buf_release(&digits);
	return href;
}

const char *
recognise_href(struct arena *arena, unsigned mark, const char *value)
{
	if (mark == SPAN_PHONE)
		return phone_href(arena, value);
	if (mark == SPAN_EMAIL)
		return arena_printf(arena, "mailto:%s", value);
	if (str_starts(value, "http://") || str_starts(value, "https://"))
		return value;
	return arena_printf(arena, "https://%s", value);
}

struct recogniser {
	GRegex *forms[NFORMS];
};

struct recogniser *
recogniser_new(void)
{
	struct recogniser *recogniser = mem_alloc(sizeof *recogniser);

	for (int i = 0; i < NFORMS; i++)
		recogniser->forms[i] =
		    g_regex_new(forms[i].pattern, 0, 0, NULL);
	return recogniser;
}

void
recogniser_free(struct recogniser *recogniser)
{
	for (int i = 0; i < NFORMS; i++)
		g_regex_unref(recogniser->forms[i]);
	free(recogniser);
}

bool
recognise_next(const struct recogniser *recogniser, struct arena *arena,
    struct piece piece, struct address *out)
{
	bool found = false;

	for (int i = 0; i < NFORMS; i++) {
		GMatchInfo *match = NULL;
		int start, end;

		if (!forms[i].may_be_in(
		        piece.text + piece.start, piece.end - piece.start))
			continue;
		if (g_regex_match_full(recogniser->forms[i], piece.text,
		        (gssize)piece.end, (int)piece.start, 0, &match, NULL) &&
		    g_match_info_fetch_pos(match, 0, &start, &end) &&
		    (!found || (size_t)start < out->start)) {
			found = true;
			*out = (struct address){.start = (size_t)start,
			    .len = (size_t)(end - start),
			    .mark = forms[i].mark};
		}
		g_match_info_free(match);
	}
	if (found)
		out->href = recognise_href(arena, out->mark,
		    arena_strndup(arena, piece.text + out->start, out->len));
	return found;
}
