/* Replacements, a function for each rule that has any. */
#include "check/replace.h"

#include <ctype.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

static const char *const months[] = {"January", "February", "March", "April",
    "May", "June", "July", "August", "September", "October", "November",
    "December"};
static const char *const weekdays[] = {"Monday", "Tuesday", "Wednesday",
    "Thursday", "Friday", "Saturday", "Sunday"};

struct pair {
	const char *found, *instead;
};

static const char *
done(struct arena *arena, struct buf *out)
{
	const char *result = arena_strdup(arena, buf_str(out));

	buf_release(out);
	return result;
}

/* "2023–2028" → "2023 to 2028" */
static const char *
range(struct arena *arena, const char *found, bool *is_safe)
{
	struct buf out = {0};

	for (const char *p = found; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '-' || c == 0x2013 || c == 0x2014)
			buf_puts(&out, " to ");
		else if (c != ' ')
			buf_put_utf8(&out, c);
	}
	*is_safe = true;
	return done(arena, &out);
}

static const char *
date_in_full(struct arena *arena, int day, int month, int year)
{
	if (day < 1 || day > 31 || month < 1 || month > 12)
		return NULL;
	return arena_printf(arena, "%d %s %d", day, months[month - 1],
	    year < 100 ? 2000 + year : year);
}

/* The whole name that a short one begins: "Sept" → "September". */
static const char *
whole_name(const char *const *names, size_t n, const char *word, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (len >= 3 && strlen(names[i]) > len &&
		    strncmp(names[i], word, len) == 0)
			return names[i];
	return NULL;
}

/* "Sat 6 Aug" → "Saturday 6 August" */
static const char *
names_in_full(struct arena *arena, const char *found)
{
	struct buf out = {0};

	for (const char *p = found; *p != '\0';) {
		size_t n = 0;
		const char *name = NULL;

		while (g_ascii_isalpha(p[n]))
			n++;
		if (n > 0) {
			name = whole_name(months, 12, p, n);
			if (name == NULL)
				name = whole_name(weekdays, 7, p, n);
		}
		if (name != NULL)
			buf_puts(&out, name);
		else
			buf_add(&out, p, n > 0 ? n : 1);
		p += n > 0 ? n : 1;
		if (name != NULL && *p == '.')
			p++;
	}
	return done(arena, &out);
}

/* British dates have the day first; where both could be the month, a person
 * must look. */
static const char *
date_short(struct arena *arena, const char *found, bool *is_safe)
{
	int a, b, c, n = 0;

	if (sscanf(found, "%4d-%2d-%2d%n", &a, &b, &c, &n) == 3 &&
	    found[n] == '\0') {
		*is_safe = true;
		return date_in_full(arena, c, b, a);
	}
	if (sscanf(found, "%2d%*1[/.]%2d%*1[/.]%4d%n", &a, &b, &c, &n) == 3 &&
	    found[n] == '\0') {
		*is_safe = a > 12;
		return date_in_full(arena, a, b, c);
	}
	*is_safe = true;
	return names_in_full(arena, found);
}

/* "6th of August" → "6 August" */
static const char *
date_ordinal(struct arena *arena, const char *found, bool *is_safe)
{
	char month[16];
	int day;

	if (sscanf(found, "%d%*2[a-z] of %15s", &day, month) != 2 &&
	    sscanf(found, "%d%*2[a-z] %15s", &day, month) != 2)
		return NULL;
	*is_safe = true;
	return arena_printf(arena, "%d %s", day, month);
}

/* Every form that the pattern finds, as "5pm", "5:30pm" or "midday". */
static const char *
time_form(struct arena *arena, const char *found, bool *is_safe)
{
	int hour, minute = 0;
	bool has_half, is_pm;
	char *rest;

	if (strstr(found, "noon") != NULL) {
		*is_safe = true;
		return "midday";
	}
	hour = (int)strtol(found, &rest, 10);
	if (*rest == ':' || (*rest == '.' && isdigit((unsigned char)rest[1])))
		minute = (int)strtol(rest + 1, &rest, 10);
	while (*rest == ' ')
		rest++;
	has_half = *rest == 'a' || *rest == 'p';
	if (has_half && hour == 12)
		return *rest == 'p' ? "midday" : "midnight";
	if (!has_half && hour < 13)
		return NULL; /* before or after midday? */
	is_pm = has_half ? *rest == 'p' : hour < 24;
	*is_safe = true;
	hour = hour > 12 ? hour - 12 : hour;
	if (minute == 0)
		return arena_printf(arena, "%d%s", hour, is_pm ? "pm" : "am");
	return arena_printf(
	    arena, "%d:%02d%s", hour, minute, is_pm ? "pm" : "am");
}

/* The pair whose first word is this, in any case and with any apostrophe;
 * a capital at its start stays. */
static const char *
from_pairs(struct arena *arena, const struct pair *pairs, const char *found)
{
	char *plain = g_ascii_strdown(found, -1);
	char *curly;
	const char *instead = NULL;

	while ((curly = strstr(plain, "’")) != NULL) {
		*curly = '\'';
		memmove(curly + 1, curly + 3, strlen(curly + 3) + 1);
	}
	for (; pairs->found != NULL && instead == NULL; pairs++)
		if (strcmp(pairs->found, plain) == 0)
			instead = pairs->instead;
	g_free(plain);
	if (instead == NULL || !g_ascii_isupper(*found))
		return instead;
	return arena_printf(
	    arena, "%c%s", g_ascii_toupper(*instead), instead + 1);
}

static const char *
not_short(struct arena *arena, const char *found, bool *is_safe)
{
	static const struct pair pairs[] = {{"don't", "do not"},
	    {"doesn't", "does not"}, {"didn't", "did not"}, {"isn't", "is not"},
	    {"aren't", "are not"}, {"wasn't", "was not"},
	    {"weren't", "were not"}, {"hasn't", "has not"},
	    {"haven't", "have not"}, {"hadn't", "had not"},
	    {"won't", "will not"}, {"wouldn't", "would not"},
	    {"can't", "cannot"}, {"couldn't", "could not"},
	    {"shouldn't", "should not"}, {"mustn't", "must not"},
	    {"needn't", "need not"}, {NULL, NULL}};

	*is_safe = true;
	return from_pairs(arena, pairs, found);
}

/* "'s" and "'d" are two words each: a person must think. */
static const char *
short_form(struct arena *arena, const char *found, bool *is_safe)
{
	static const struct pair pairs[] = {{"i'm", "I am"}, {"i've", "I have"},
	    {"i'll", "I will"}, {"you're", "you are"}, {"you've", "you have"},
	    {"you'll", "you will"}, {"we're", "we are"}, {"we've", "we have"},
	    {"we'll", "we will"}, {"they're", "they are"},
	    {"they've", "they have"}, {"they'll", "they will"},
	    {"he'll", "he will"}, {"she'll", "she will"}, {"it'll", "it will"},
	    {"that'll", "that will"}, {"let's", "let us"},
	    {"should've", "should have"}, {"could've", "could have"},
	    {"would've", "would have"}, {"might've", "might have"},
	    {"must've", "must have"}, {NULL, NULL}};

	*is_safe = true;
	return from_pairs(arena, pairs, found);
}

static const char *
latin(struct arena *arena, const char *found, bool *is_safe)
{
	static const struct pair pairs[] = {{"e.g.", "for example"},
	    {"e.g", "for example"}, {"eg.", "for example"}, {"i.e.", "that is"},
	    {"i.e", "that is"}, {"ie.", "that is"}, {NULL, NULL}};

	*is_safe = true;
	return from_pairs(arena, pairs, found);
}

static const char *
number_word(struct arena *arena, const char *found, bool *is_safe)
{
	static const struct pair pairs[] = {{"two", "2"}, {"three", "3"},
	    {"four", "4"}, {"five", "5"}, {"six", "6"}, {"seven", "7"},
	    {"eight", "8"}, {"nine", "9"}, {"ten", "10"}, {"eleven", "11"},
	    {"twelve", "12"}, {"thirteen", "13"}, {"fourteen", "14"},
	    {"fifteen", "15"}, {"sixteen", "16"}, {"seventeen", "17"},
	    {"eighteen", "18"}, {"nineteen", "19"}, {"twenty", "20"},
	    {"thirty", "30"}, {"forty", "40"}, {"fifty", "50"}, {"sixty", "60"},
	    {"seventy", "70"}, {"eighty", "80"}, {"ninety", "90"},
	    {NULL, NULL}};

	*is_safe = false; /* "two hundred" */
	return from_pairs(arena, pairs, found);
}

/* "12000" → "12,000" */
static const char *
number_comma(struct arena *arena, const char *found, bool *is_safe)
{
	size_t len = strlen(found);
	struct buf out = {0};

	*is_safe = false; /* it may be a code */
	for (size_t i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			buf_putc(&out, ',');
		buf_putc(&out, found[i]);
	}
	return done(arena, &out);
}

/* The parts of a whole that have easy names. */
static const char *
per_cent(struct arena *arena, const char *found, bool *is_safe)
{
	static const struct pair pairs[] = {{"50%", "half"}, {"25%", "1 in 4"},
	    {"75%", "3 in 4"}, {"10%", "1 in 10"}, {"20%", "1 in 5"},
	    {"40%", "2 in 5"}, {"60%", "3 in 5"}, {"80%", "4 in 5"},
	    {"30%", "3 in 10"}, {"70%", "7 in 10"}, {"90%", "9 in 10"},
	    {"5%", "1 in 20"}, {"1%", "1 in 100"}, {"2%", "1 in 50"},
	    {"100%", "all"}, {NULL, NULL}};

	*is_safe = false; /* the words around it change too */
	return from_pairs(arena, pairs, found);
}

/* "Part II" → "Part 2" */
static const char *
roman(struct arena *arena, const char *found, bool *is_safe)
{
	static const char *const numbers[] = {"I", "II", "III", "IV", "V", "VI",
	    "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
	    "XVII", "XVIII", "XIX", "XX"};
	const char *space = strrchr(found, ' ');
	const char *number = space != NULL ? space + 1 : found;

	*is_safe = space != NULL;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (strcmp(numbers[i], number) == 0)
			return arena_printf(arena, "%.*s%zu",
			    (int)(number - found), found, i + 1);
	return NULL;
}

static const char *
sign(struct arena *arena, const char *found, bool *is_safe)
{
	static const struct pair pairs[] = {{"&", "and"}, {"and/or", "or"},
	    {"24/7", "all day, every day"}, {"<", "less than"},
	    {">", "more than"}, {"§", "section"}, {NULL, NULL}};

	*is_safe = strcmp(found, "&") == 0;
	return from_pairs(arena, pairs, found);
}

static const char *
phone_label(struct arena *arena, const char *found, bool *is_safe)
{
	(void)arena;
	*is_safe = true;
	return g_ascii_strncasecmp(found, "mob", 3) == 0 ? "Mobile phone:"
	                                                 : "Phone:";
}

/* Only the digits of 9434765919, as people say them. */
static const char *
nhs_number(struct arena *arena, const char *found, bool *is_safe)
{
	char digits[11];
	size_t n = 0;

	for (; *found != '\0'; found++)
		if (isdigit((unsigned char)*found)) {
			if (n == 10)
				return NULL;
			digits[n++] = *found;
		}
	if (n < 10)
		return NULL;
	*is_safe = true;
	return arena_printf(
	    arena, "%.3s %.3s %.4s", digits, digits + 3, digits + 6);
}

/* "1ˢᵗ" → "1st" */
static const char *
raised(struct arena *arena, const char *found, bool *is_safe)
{
	char *plain = g_utf8_normalize(found, -1, G_NORMALIZE_NFKC);
	const char *result = arena_strdup(arena, plain);

	g_free(plain);
	*is_safe = true;
	return result;
}

/* The same, whether its spaces may break or not. */
static bool
is_same(const char *found, const char *good)
{
	for (; *found != '\0' && *good != '\0'; good++) {
		if (str_starts(found, "\u00A0") && *good == ' ')
			found += strlen("\u00A0");
		else if (*found++ != *good)
			return false;
	}
	return *found == '\0' && *good == '\0';
}

static const char *
phone_form(struct arena *arena, const char *found, bool *is_safe)
{
	*is_safe = true;
	return replacement_phone(arena, found);
}

const char *
replacement_phone(struct arena *arena, const char *found)
{
	const char *relay = "", *good, *p = found;
	char digits[12];
	size_t n = 0, area, middle;

	if (str_starts(p, "18001")) {
		relay = "18001 ";
		p += strlen("18001");
	}
	if (strchr(p, '+') != NULL)
		return NULL;
	for (; *p != '\0'; p++)
		if (isdigit((unsigned char)*p)) {
			if (n == sizeof digits - 1)
				return NULL;
			digits[n++] = *p;
		}
	if (n < 10 || digits[0] != '0')
		return NULL;
	digits[n] = '\0';
	area = digits[1] == '2'                                             ? 3
	       : digits[1] == '3' || digits[1] == '8' || digits[1] == '9'   ? 4
	       : digits[1] == '1' && (digits[2] == '1' || digits[3] == '1') ? 4
	                                                                    : 5;
	middle = area == 3 ? 4 : 3;
	good = arena_printf(arena, "%s%.*s %.*s %s", relay, (int)area, digits,
	    (int)middle, digits + area, digits + area + middle);
	return is_same(found, good) ? NULL : good;
}

const char *
replacement_for(
    struct arena *arena, enum diag_id rule, const char *found, bool *is_safe)
{
	static const struct {
		enum diag_id rule;
		const char *(*make)(
		    struct arena *arena, const char *found, bool *is_safe);
	} makers[] = {
	    {DIAG_RANGE, range},
	    {DIAG_DATE_SHORT, date_short},
	    {DIAG_DATE_ORDINAL, date_ordinal},
	    {DIAG_TIME_FORM, time_form},
	    {DIAG_NOT_SHORT, not_short},
	    {DIAG_SHORT_FORM, short_form},
	    {DIAG_LATIN, latin},
	    {DIAG_NUMBER_WORD, number_word},
	    {DIAG_NUMBER_COMMA, number_comma},
	    {DIAG_PER_CENT, per_cent},
	    {DIAG_ROMAN, roman},
	    {DIAG_SIGN, sign},
	    {DIAG_PHONE_FORM, phone_form},
	    {DIAG_PHONE_LABEL, phone_label},
	    {DIAG_NHS_NUMBER, nhs_number},
	    {DIAG_RAISED, raised},
	};
	const char *made = NULL;

	*is_safe = false;
	for (size_t i = 0; i < sizeof makers / sizeof *makers && !made; i++)
		if (makers[i].rule == rule)
			made = makers[i].make(arena, found, is_safe);
	*is_safe = *is_safe && made != NULL;
	return made;
}
