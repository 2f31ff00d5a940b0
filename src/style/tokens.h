/*
 * The table of tokens (tokens.def) and their values: a written value → its
 * place in struct style, and back to words for messages.
 */
#ifndef STYLE_TOKENS_H
#define STYLE_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "style/style.h"

enum value_kind {
	VALUE_COLOR,
	VALUE_LENGTH,
	VALUE_NUMBER,
	VALUE_CHOICE,
	VALUE_FONTS,
	VALUE_WORDS,
};

enum token {
#define COLOR(name, id, about) TOKEN_##name,
#define LENGTH(name, id, floor, ceiling, rule, about) TOKEN_##name,
#define NUMBER(name, id, floor, ceiling, rule, about) TOKEN_##name,
#define CHOICE(name, id, values, about) TOKEN_##name,
#define FONTS(name, id, about) TOKEN_##name,
#define WORDS(name, id, about) TOKEN_##name,
#include "style/tokens.def"
#undef COLOR
#undef LENGTH
#undef NUMBER
#undef CHOICE
#undef FONTS
#undef WORDS
	TOKEN_COUNT
};

/* The floor of a length that is never smaller than the words (ERL-01). */
enum { BODY_SIZE = -1 };

struct token_info {
	const char *id;
	enum value_kind kind;
	size_t offset; /* in struct style */
	double floor, ceiling;
	const char *rule;   /* "" = a limit of common sense */
	const char *values; /* of a choice, parted by spaces */
};

const struct token_info *token_info(enum token token);
bool token_lookup(const char *id, enum token *token);
/* All ids in the order of tokens.def; *n of them. */
const char *const *token_ids(size_t *n);

/* The element that sets a kind: "color". kind_of is false for another. */
const char *value_element(enum value_kind kind);
bool value_kind_of(const char *element, enum value_kind *kind);
/* What a value of the token looks like, for messages. */
const char *token_wants(struct arena *arena, enum token token);

/*
 * Read a written value into style. A length may be a ratio of size_pt; the
 * token "size" itself may not. False if it cannot be understood.
 */
bool token_parse(struct arena *arena, enum token token, const char *written,
    double size_pt, struct style *style);
/* A length or number; the same rules. */
bool token_parse_number(
    enum token token, const char *written, double size_pt, double *out);
/* A number of the token's kind as text, in the unit that like is written in:
 * "12pt", "20mm". */
const char *token_number_text(
    struct arena *arena, enum token token, double value, const char *like);

/* The token's field in a style. */
void *token_field(struct style *style, enum token token);
const void *token_value(const struct style *style, enum token token);
/* The value in words: "#0B4F6C", "16pt", "left". */
const char *token_value_text(
    struct arena *arena, enum token token, const struct style *style);

#endif
