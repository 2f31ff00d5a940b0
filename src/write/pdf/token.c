/* Reading PDF syntax. */
#include "write/pdf/token.h"

#include <glib.h>
#include <string.h>

enum { DEPTH_MAX = 60 }; /* of nested values; Cairo needs 6 */

/* ISO 32000-1, 7.2.2; all others are regular. */
enum char_class {
	REGULAR,
	SPACE,
	DELIMITER,
};

static const unsigned char classes[256] = {
    ['\0'] = SPACE,
    ['\t'] = SPACE,
    ['\n'] = SPACE,
    ['\f'] = SPACE,
    ['\r'] = SPACE,
    [' '] = SPACE,
    ['('] = DELIMITER,
    [')'] = DELIMITER,
    ['<'] = DELIMITER,
    ['>'] = DELIMITER,
    ['['] = DELIMITER,
    [']'] = DELIMITER,
    ['{'] = DELIMITER,
    ['}'] = DELIMITER,
    ['/'] = DELIMITER,
    ['%'] = DELIMITER,
};

static bool
is_space(char c)
{
	return classes[(unsigned char)c] == SPACE;
}

static void
skip_space(struct slice *in)
{
	while (in->p < in->end && (is_space(*in->p) || *in->p == '%')) {
		if (*in->p != '%') {
			in->p++;
			continue;
		}
		while (in->p < in->end && *in->p != '\n' && *in->p != '\r')
			in->p++;
	}
}

/* The end of a (literal (string)), or NULL. */
static const char *
literal_end(const char *p, const char *end)
{
	int depth = 0;

	for (; p < end; p++) {
		if (*p == '\\')
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
	}
	return NULL;
}

/* The end of a <hexadecimal string>, or NULL. */
static const char *
hexadecimal_end(const char *p, const char *end)
{
	for (p++; p < end; p++) {
		if (*p == '>')
			return p + 1;
		if (!g_ascii_isxdigit(*p) && !is_space(*p))
			return NULL;
	}
	return NULL;
}

static const char *
regular_end(const char *p, const char *end)
{
	while (p < end && classes[(unsigned char)*p] == REGULAR)
		p++;
	return p;
}

static bool
is_number(struct slice s)
{
	bool digit = false;

	for (const char *p = s.p; p < s.end; p++) {
		if (g_ascii_isdigit(*p))
			digit = true;
		else if (*p != '.' && !(*p == '-' && p == s.p) &&
		         !(*p == '+' && p == s.p))
			return false;
	}
	return digit;
}

/* "12" may go on as "12 0 R". */
static void
try_reference(struct slice *in, struct token *token)
{
	static const char rest[] = " 0 R";
	const size_t n = sizeof rest - 1;

	if (slice_len(*in) < n || memcmp(in->p, rest, n) != 0)
		return;
	if (in->end - in->p > (ptrdiff_t)n &&
	    classes[(unsigned char)in->p[n]] == REGULAR)
		return;
	if (!value_integer(token->text, &token->ref) || token->ref <= 0)
		return;
	in->p += n;
	token->text.end = in->p;
	token->kind = TOKEN_REF;
}

static enum token_kind
take_regular(struct slice *in, struct token *token)
{
	in->p = regular_end(in->p, in->end);
	token->text.end = in->p;
	token->kind = is_number(token->text) ? TOKEN_NUMBER : TOKEN_WORD;
	if (token->kind == TOKEN_NUMBER)
		try_reference(in, token);
	return token->kind;
}

/* Take the bytes up to end, which is NULL if the syntax is bad. */
static enum token_kind
take(struct slice *in, struct token *token, enum token_kind kind,
    const char *end)
{
	if (end == NULL)
		return token->kind = TOKEN_BAD;
	in->p = token->text.end = end;
	return token->kind = kind;
}

bool
token_next(struct slice *in, struct token *token)
{
	const char *p;
	bool twice;

	skip_space(in);
	p = in->p;
	*token = (struct token){TOKEN_END, {p, p}, 0};
	if (p >= in->end)
		return false;
	twice = in->end - p > 1 && p[1] == p[0];
	switch (*p) {
	case '<':
		if (twice)
			return take(in, token, TOKEN_DICT_OPEN, p + 2);
		return take(in, token, TOKEN_STRING,
		           hexadecimal_end(p, in->end)) != TOKEN_BAD;
	case '>':
		return take(in, token, TOKEN_DICT_CLOSE,
		           twice ? p + 2 : NULL) != TOKEN_BAD;
	case '(':
		return take(in, token, TOKEN_STRING, literal_end(p, in->end)) !=
		       TOKEN_BAD;
	case '[':
		return take(in, token, TOKEN_ARRAY_OPEN, p + 1);
	case ']':
		return take(in, token, TOKEN_ARRAY_CLOSE, p + 1);
	case '/':
		return take(in, token, TOKEN_NAME, regular_end(p + 1, in->end));
	case ')':
	case '{':
	case '}':
		return take(in, token, TOKEN_BAD, NULL) != TOKEN_BAD;
	default:
		return take_regular(in, token) != TOKEN_BAD;
	}
}

/* Brackets that are open, innermost last. */
struct nesting {
	enum token_kind closers[DEPTH_MAX];
	int depth;
};

/* Follow one token of a value. False if it cannot stand there. */
static bool
nest(struct nesting *open, const struct token *token)
{
	switch (token->kind) {
	case TOKEN_DICT_OPEN:
	case TOKEN_ARRAY_OPEN:
		if (open->depth == DEPTH_MAX)
			return false;
		open->closers[open->depth++] = token->kind == TOKEN_DICT_OPEN
		                                   ? TOKEN_DICT_CLOSE
		                                   : TOKEN_ARRAY_CLOSE;
		return true;
	case TOKEN_DICT_CLOSE:
	case TOKEN_ARRAY_CLOSE:
		return open->depth > 0 &&
		       open->closers[--open->depth] == token->kind;
	case TOKEN_WORD:
		return slice_is(token->text, "true") ||
		       slice_is(token->text, "false") ||
		       slice_is(token->text, "null");
	case TOKEN_NAME:
	case TOKEN_NUMBER:
	case TOKEN_REF:
	case TOKEN_STRING:
		return true;
	case TOKEN_END:
	case TOKEN_BAD:
		return false;
	}
	return false;
}

bool
value_next(struct slice *in, struct slice *value)
{
	struct nesting open = {.depth = 0};
	struct slice rest = *in;
	const char *start = NULL;

	do {
		struct token token;

		if (!token_next(&rest, &token) || !nest(&open, &token))
			return false;
		if (start == NULL)
			start = token.text.p;
	} while (open.depth > 0);
	*value = (struct slice){start, rest.p};
	*in = rest;
	return true;
}

bool
dict_next(struct slice *in, struct slice *key, struct slice *value)
{
	struct token token;

	if (!token_next(in, &token))
		return false;
	if (token.kind == TOKEN_DICT_OPEN && !token_next(in, &token))
		return false;
	*key = token.text;
	return token.kind == TOKEN_NAME && value_next(in, value);
}

bool
dict_find(struct slice dict, const char *key, struct slice *value)
{
	struct slice name;

	if (slice_len(dict) < 2 || memcmp(dict.p, "<<", 2) != 0)
		return false;
	while (dict_next(&dict, &name, value))
		if (slice_is(name, key))
			return true;
	return false;
}

bool
dict_has(struct slice dict, const char *key, const char *value)
{
	struct slice found;

	return dict_find(dict, key, &found) && slice_is(found, value);
}

size_t
slice_len(struct slice s)
{
	return (size_t)(s.end - s.p);
}

bool
slice_is(struct slice s, const char *text)
{
	size_t n = strlen(text);

	return slice_len(s) == n && memcmp(s.p, text, n) == 0;
}

bool
slice_same(struct slice a, struct slice b)
{
	return slice_len(a) == slice_len(b) &&
	       memcmp(a.p, b.p, slice_len(a)) == 0;
}

long
value_ref(struct slice value)
{
	struct token token;

	if (!token_next(&value, &token) || token.kind != TOKEN_REF)
		return 0;
	return token.ref;
}

bool
value_integer(struct slice value, long *out)
{
	long n = 0;

	/* more digits than any count or offset of ours has */
	if (slice_len(value) < 1 || slice_len(value) > 10)
		return false;
	for (const char *p = value.p; p < value.end; p++) {
		if (!g_ascii_isdigit(*p))
			return false;
		n = n * 10 + (*p - '0');
	}
	*out = n;
	return true;
}

bool
value_real(struct slice value, double *out)
{
	char text[32];

	if (slice_len(value) >= sizeof text || !is_number(value))
		return false;
	memcpy(text, value.p, slice_len(value));
	text[slice_len(value)] = '\0';
	*out = g_ascii_strtod(text, NULL);
	return true;
}
