/* What values of XML files look like. */
#include "read/values.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

static char *
collapse(struct arena *arena, const char *text)
{
	char *out = arena_alloc(arena, strlen(text) + 1), *p = out;

	for (; *text != '\0'; text++) {
		bool space = strchr(" \t\r\n", *text) != NULL;

		if (space && p > out && p[-1] == ' ')
			continue;
		*p++ = space ? ' ' : *text;
	}
	return out;
}

static const char *
trim(struct arena *arena, const char *collapsed)
{
	size_t n;

	collapsed += *collapsed == ' ';
	n = strlen(collapsed);
	if (n > 0 && collapsed[n - 1] == ' ')
		n--;
	return arena_strndup(arena, collapsed, n);
}

const char *
value_collapse(struct arena *arena, const char *text)
{
	char *nfc = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
	const char *out = collapse(arena, nfc != NULL ? nfc : text);

	g_free(nfc);
	return out;
}

const char *
value_tidy(struct arena *arena, const char *text)
{
	return trim(arena, value_collapse(arena, text));
}

const char *
value_name(struct arena *arena, const char *text)
{
	return trim(arena, collapse(arena, text));
}

bool
value_is_date(const char *s)
{
	static const int days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year, month, day, leap;

	if (strlen(s) != 10 || s[4] != '-' || s[7] != '-' ||
	    strspn(s, "0123456789-") != 10)
		return false;
	year = atoi(s);
	month = atoi(s + 5);
	day = atoi(s + 8);
	if (year < 1 || month < 1 || month > 12)
		return false;
	leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return day >= 1 && day <= days[month - 1] + (month == 2 ? leap : 0);
}
