/* Small questions about strings. */
#include "base/str.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

bool
str_eq(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

bool
str_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool
str_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

bool
str_has_one(const char *s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strstr(s, *words) != NULL)
			return true;
	return false;
}

bool
str_is_blank(const char *s)
{
	return s == NULL || s[strspn(s, " \t\r\n")] == '\0';
}

static int
utf8_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead < 0xE0)
		return 2;
	if (lead >= 0xE0 && lead < 0xF0)
		return 3;
	if (lead >= 0xF0 && lead < 0xF5)
		return 4;
	return 0;
}

unsigned
utf8_next(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;
	int n = utf8_length(*p);
	unsigned c;

	if (*p == '\0')
		return 0;
	if (n <= 1) {
		++*s;
		return n == 1 ? *p : 0xFFFD;
	}
	c = *p & (0xFFu >> (n + 1));
	for (int i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80) {
			*s += i;
			return 0xFFFD;
		}
		c = c << 6 | (p[i] & 0x3F);
	}
	*s += n;
	return c;
}

size_t
utf8_count(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xC0) != 0x80;
	return n;
}

/* The first byte from i on that is not ASCII; len if there is none. */
static size_t
skip_ascii(const unsigned char *p, size_t i, size_t len)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t eight;

	for (; i + sizeof eight <= len; i += sizeof eight) {
		memcpy(&eight, p + i, sizeof eight);
		if ((eight & high) != 0)
			break;
	}
	while (i < len && p[i] < 0x80)
		i++;
	return i;
}

size_t
utf8_valid_prefix(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t i = 0;

	while (i < len) {
		int n;

		i = skip_ascii(p, i, len);
		if (i == len)
			break;
		n = utf8_length(p[i]);
		if (n == 0 || i + (size_t)n > len)
			return i;
		for (int k = 1; k < n; k++)
			if ((p[i + (size_t)k] & 0xC0) != 0x80)
				return i;
		/* overlong forms, surrogates and past U+10FFFF */
		if ((p[i] == 0xE0 && p[i + 1] < 0xA0) ||
		    (p[i] == 0xED && p[i + 1] >= 0xA0) ||
		    (p[i] == 0xF0 && p[i + 1] < 0x90) ||
		    (p[i] == 0xF4 && p[i + 1] >= 0x90))
			return i;
		i += (size_t)n;
	}
	return len;
}

void
utf8_make_valid(char *s)
{
	size_t len = strlen(s), at = 0;

	while ((at += utf8_valid_prefix(s + at, len - at)) < len)
		s[at++] = '?';
}

enum { NEAREST_MAX = 48 };

static size_t
smallest(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

/* Edits from a to b, two neighbours swapped counting as one (Damerau);
 * words longer than NEAREST_MAX are far from all */
static size_t
edits(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);
	size_t rows[3][NEAREST_MAX + 1], *before = rows[0], *last = rows[1],
	                                 *row = rows[2];

	if (n > NEAREST_MAX || m > NEAREST_MAX)
		return NEAREST_MAX;
	for (size_t j = 0; j <= m; j++)
		last[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *oldest = before;

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			row[j] = smallest(last[j] + 1, row[j - 1] + 1,
			    last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
		}
		before = last;
		last = row;
		row = oldest;
	}
	return last[m];
}

const char *
str_nearest(const char *word, const char *const *candidates, size_t n)
{
	const char *best = NULL;
	size_t limit = strlen(word) / 3 + 1;

	for (size_t i = 0; i < n; i++) {
		size_t d = edits(word, candidates[i]);

		if (d <= limit && (best == NULL || d < limit)) {
			best = candidates[i];
			limit = d;
		}
	}
	return best;
}

void
str_slug(char *out, size_t size, const char *text)
{
	size_t n = 0;

	for (; *text != '\0' && n + 1 < size; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '\'')
			continue;
		if (c < 0x80 && isalnum(c))
			out[n++] = (char)tolower(c);
		else if (n > 0 && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n > 0 && out[n - 1] == '-')
		n--;
	out[n] = '\0';
}

void
str_bytes(char out[STR_BYTES], uint64_t bytes)
{
	if (bytes >= 1000000)
		snprintf(out, STR_BYTES, "%.2f MB", (double)bytes / 1e6);
	else
		snprintf(
		    out, STR_BYTES, "%u KB", (unsigned)((bytes + 999) / 1000));
}
