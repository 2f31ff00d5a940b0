/* Phone numbers, e-mail and web addresses in running text. */
#include "prepare/recognise.h"

#include <ctype.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "model/node.h"

/* Tried in this order at each place. UK phone numbers have 10 or 11 digits
 * with single spaces (ERW-21); 18001 before one is text relay. */
static const struct {
	unsigned mark;
	const char *pattern;
} forms[] = {
    {SPAN_EMAIL, "[\\w.%+'-]+@[\\w-]+(\\.[\\w-]+)+"},
    {SPAN_WEB, "(https?://|www\\.)[^\\s<>()\"]*[\\w/]"},
    {SPAN_WEB, "(?<![\\w.@/])[a-z0-9-]+(\\.[a-z0-9-]+)*"
               "\\.(uk|org|com|net|eu|info|scot|wales)(/[\\w./~-]*[\\w/])?"
               "(?![\\w@-])"},
    {SPAN_PHONE, "(?<![\\w+.,/-])(18001[ \\x{A0}])?"
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

/* Without any of these letters there is no address: most sentences. */
static bool
may_hold_address(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] == '@' || text[i] == '.' || text[i] == '0' ||
		    text[i] == '+' || text[i] == ':')
			return true;
	return false;
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

	if (!may_hold_address(
	        piece.text + piece.start, piece.end - piece.start))
		return false;
	for (int i = 0; i < NFORMS; i++) {
		GMatchInfo *match = NULL;
		int start, end;

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
