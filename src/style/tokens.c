/* The table of tokens and what their values may look like. */
#include "style/tokens.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#define MM *72 / 25.4
#define AT(name) offsetof(struct style, name)
static const struct token_info tokens[TOKEN_COUNT] = {
#define COLOR(name, id, about) {id, VALUE_COLOR, AT(name), 0, 0, "", ""},
#define LENGTH(name, id, floor, ceiling, rule, about)                          \
	{id, VALUE_LENGTH, AT(name), floor, ceiling, rule, ""},
#define NUMBER(name, id, floor, ceiling, rule, about)                          \
	{id, VALUE_NUMBER, AT(name), floor, ceiling, rule, ""},
#define CHOICE(name, id, values, about)                                        \
	{id, VALUE_CHOICE, AT(name), 0, 0, "", values},
#define FONTS(name, id, about) {id, VALUE_FONTS, AT(name), 0, 0, "", ""},
#define WORDS(name, id, about) {id, VALUE_WORDS, AT(name), 0, 0, "", ""},
#include "style/tokens.def"
#undef COLOR
#undef LENGTH
#undef NUMBER
#undef CHOICE
#undef FONTS
#undef WORDS
};

static const char *const ids[TOKEN_COUNT] = {
#define COLOR(name, id, about) id,
#define LENGTH(name, id, floor, ceiling, rule, about) id,
#define NUMBER(name, id, floor, ceiling, rule, about) id,
#define CHOICE(name, id, values, about) id,
#define FONTS(name, id, about) id,
#define WORDS(name, id, about) id,
#include "style/tokens.def"
#undef COLOR
#undef LENGTH
#undef NUMBER
#undef CHOICE
#undef FONTS
#undef WORDS
};

/* The first element of a kind is the one that messages name. */
static const struct {
	const char *element;
	enum value_kind kind;
	const char *wants;
} elements[] = {
    {"color", VALUE_COLOR, "a colour such as #0B4F6C"},
    {"length", VALUE_LENGTH,
        "a length such as 16pt, 20mm or 1.5 (1.5 times the size)"},
    {"size", VALUE_LENGTH, ""},
    {"number", VALUE_NUMBER, "a number"},
    {"choice", VALUE_CHOICE, "one of: "},
    {"font", VALUE_FONTS, "names of fonts, the first choice first"},
    {"text", VALUE_WORDS, "words"},
};
enum { ELEMENTS = sizeof elements / sizeof *elements };

static const struct {
	const char *name;
	double pt;
} units[] = {{"pt", 1}, {"mm", 72 / 25.4}, {"cm", 72 / 2.54}, {"in", 72}};
enum { UNITS = sizeof units / sizeof *units };

const struct token_info *
token_info(enum token token)
{
	return &tokens[token];
}

bool
token_lookup(const char *id, enum token *token)
{
	for (unsigned i = 0; i < TOKEN_COUNT; i++)
		if (str_eq(ids[i], id)) {
			*token = (enum token)i;
			return true;
		}
	return false;
}

const char *const *
token_ids(size_t *n)
{
	*n = TOKEN_COUNT;
	return ids;
}

const char *
value_element(enum value_kind kind)
{
	for (unsigned i = 0; i < ELEMENTS; i++)
		if (elements[i].kind == kind)
			return elements[i].element;
	return "";
}

bool
value_kind_of(const char *element, enum value_kind *kind)
{
	for (unsigned i = 0; i < ELEMENTS; i++)
		if (str_eq(elements[i].element, element)) {
			*kind = elements[i].kind;
			return true;
		}
	return false;
}

const char *
token_wants(struct arena *arena, enum token token)
{
	if (token == TOKEN_size)
		return "a length with its unit, such as 16pt";
	for (unsigned i = 0; i < ELEMENTS; i++)
		if (elements[i].kind == tokens[token].kind)
			return arena_printf(arena, "%s%s", elements[i].wants,
			    tokens[token].values);
	return "";
}

static bool
is_hex(const char *s, size_t n)
{
	return strlen(s) == n && strspn(s, "0123456789abcdefABCDEF") == n;
}

static bool
parse_color(const char *written, struct color *out)
{
	unsigned long rgb;

	if (written[0] != '#' || !is_hex(written + 1, 6))
		return false;
	rgb = strtoul(written + 1, NULL, 16);
	*out = (struct color){(double)(rgb >> 16) / 255,
	    (double)(rgb >> 8 & 0xFF) / 255, (double)(rgb & 0xFF) / 255};
	return true;
}

/* A plain decimal number at the start; *rest is what follows it. */
static bool
parse_decimal(const char *written, double *out, const char **rest)
{
	size_t sign = written[0] == '-';
	size_t whole = strspn(written + sign, "0123456789");
	const char *p = written + sign + whole;
	size_t part = 0;

	if (*p == '.') {
		part = strspn(p + 1, "0123456789");
		p += 1 + part;
	}
	*rest = p;
	if (whole + part == 0 || whole + part > 12)
		return false;
	*out = strtod(written, NULL);
	return true;
}

bool
token_parse_number(
    enum token token, const char *written, double size_pt, double *out)
{
	const char *unit;

	if (!parse_decimal(written, out, &unit))
		return false;
	if (tokens[token].kind == VALUE_NUMBER)
		return *unit == '\0';
	if (*unit == '\0' && token != TOKEN_size) {
		*out *= size_pt;
		return true;
	}
	for (unsigned i = 0; i < UNITS; i++)
		if (str_eq(units[i].name, unit)) {
			*out *= units[i].pt;
			return true;
		}
	return false;
}

static bool
parse_choice(const char *values, const char *written, int *out)
{
	size_t n = strlen(written);
	int index = 0;

	for (const char *p = values; *p != '\0' && n > 0; index++) {
		size_t len = strcspn(p, " ");

		if (len == n && memcmp(p, written, n) == 0) {
			*out = index;
			return true;
		}
		p += len;
		p += strspn(p, " ");
	}
	return false;
}

void *
token_field(struct style *style, enum token token)
{
	return (char *)style + tokens[token].offset;
}

const void *
token_value(const struct style *style, enum token token)
{
	return (const char *)style + tokens[token].offset;
}

bool
token_parse(struct arena *arena, enum token token, const char *written,
    double size_pt, struct style *style)
{
	void *field = token_field(style, token);

	switch (tokens[token].kind) {
	case VALUE_COLOR:
		return parse_color(written, field);
	case VALUE_LENGTH:
	case VALUE_NUMBER:
		return token_parse_number(token, written, size_pt, field);
	case VALUE_CHOICE:
		return parse_choice(tokens[token].values, written, field);
	case VALUE_FONTS:
		*(const char **)field = arena_strdup(arena, written);
		return !str_is_blank(written);
	case VALUE_WORDS:
		*(const char **)field = arena_strdup(arena, written);
		return true;
	}
	return false;
}

/* The unit written at the end of a length; pt if there is none. */
static unsigned
unit_of(const char *written)
{
	for (unsigned i = 0; i < UNITS; i++)
		if (written != NULL && str_ends(written, units[i].name))
			return i;
	return 0;
}

const char *
token_number_text(
    struct arena *arena, enum token token, double value, const char *like)
{
	unsigned unit = unit_of(like);

	if (tokens[token].kind == VALUE_NUMBER)
		return arena_printf(arena, "%g", value);
	/* a hundredth of a unit is less than an eye sees */
	return arena_printf(arena, "%g%s",
	    round(value / units[unit].pt * 100) / 100, units[unit].name);
}

static const char *
choice_text(struct arena *arena, const char *values, int index)
{
	for (; index > 0; index--) {
		values += strcspn(values, " ");
		values += strspn(values, " ");
	}
	return arena_strndup(arena, values, strcspn(values, " "));
}

const char *
token_value_text(
    struct arena *arena, enum token token, const struct style *style)
{
	const void *field = token_value(style, token);
	const struct color *color = field;

	switch (tokens[token].kind) {
	case VALUE_COLOR:
		return arena_printf(arena, "#%02X%02X%02X",
		    (unsigned)lround(color->r * 255),
		    (unsigned)lround(color->g * 255),
		    (unsigned)lround(color->b * 255));
	case VALUE_LENGTH:
	case VALUE_NUMBER:
		return token_number_text(
		    arena, token, *(const double *)field, NULL);
	case VALUE_CHOICE:
		return choice_text(
		    arena, tokens[token].values, *(const int *)field);
	case VALUE_FONTS:
	case VALUE_WORDS:
		return *(const char *const *)field;
	}
	return "";
}
