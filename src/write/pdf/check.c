/* Checks of Cairo's drawings. */
#include "write/pdf/check.h"

#include <string.h>

/* What an operator may open or close, and how deep it may go. */
enum pair {
	PAIR_NONE,
	PAIR_STATE, /* q Q */
	PAIR_TEXT,  /* BT ET */
	PAIR_MARK,  /* BDC EMC */
	PAIR_COUNT,
};

static const int deepest[PAIR_COUNT] = {
    [PAIR_STATE] = 20, [PAIR_TEXT] = 1, [PAIR_MARK] = 1};

struct operator
{
	const char *name;
	enum pair pair;
	int step;   /* +1 opens, -1 closes */
	bool shows; /* glyphs */
};

/* All that Cairo writes for text. Do and sh would be a picture of text, re
 * and S a box in place of a character. */
static const struct operator operators[] = {
    {"cm", PAIR_NONE, 0, false},
    {"rg", PAIR_NONE, 0, false},
    {"gs", PAIR_NONE, 0, false},
    {"Tm", PAIR_NONE, 0, false},
    {"Td", PAIR_NONE, 0, false},
    {"Tf", PAIR_NONE, 0, false},
    {"Tj", PAIR_NONE, 0, true},
    {"TJ", PAIR_NONE, 0, true},
    {"q", PAIR_STATE, 1, false},
    {"Q", PAIR_STATE, -1, false},
    {"BT", PAIR_TEXT, 1, false},
    {"ET", PAIR_TEXT, -1, false},
    {"BDC", PAIR_MARK, 1, false},
    {"EMC", PAIR_MARK, -1, false},
};

struct text_check {
	struct scratch *scratch;
	struct slice resources;
	struct slice operands[2]; /* the last two, newest in [1] */
	int depth[PAIR_COUNT];
	bool shown;
};

/* How much of something unknown a message shows. */
static int
shown_len(struct slice s)
{
	return slice_len(s) < 20 ? (int)slice_len(s) : 20;
}

static const struct operator* operator_lookup(struct slice word)
{
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (slice_is(word, operators[i].name))
			return &operators[i];
	return NULL;
}

/* Only /Span with /ActualText, where Cairo reordered glyphs. */
static bool
mark_is_known(struct slice tag, struct slice properties)
{
	struct slice key, value;

	if (!slice_is(tag, "/Span"))
		return false;
	if (!dict_next(&properties, &key, &value) ||
	    !slice_is(key, "/ActualText"))
		return false;
	return !dict_next(&properties, &key, &value);
}

/* A name that an operator uses must be in the resources. */
static bool
resource_is_there(
    struct text_check *check, const char *category, struct slice name)
{
	struct slice dict, key, value;

	if (!dict_find(check->resources, category, &dict) ||
	    !scratch_resolve(check->scratch, dict, &dict))
		return false;
	while (dict_next(&dict, &key, &value))
		if (slice_same(key, name))
			return true;
	return false;
}

static bool
check_operands(struct text_check *check, const struct operator* op)
{
	if (strcmp(op->name, "BDC") == 0)
		return mark_is_known(check->operands[0], check->operands[1]);
	if (strcmp(op->name, "Tf") == 0)
		return resource_is_there(check, "/Font", check->operands[0]);
	if (strcmp(op->name, "gs") == 0)
		return resource_is_there(
		    check, "/ExtGState", check->operands[1]);
	return true;
}

static bool
check_operator(struct text_check *check, struct slice word)
{
	const struct operator* op = operator_lookup(word);

	if (op == NULL)
		return scratch_refuse(check->scratch,
		    "text with the operator %.*s", shown_len(word), word.p);
	if (!check_operands(check, op))
		return scratch_refuse(
		    check->scratch, "text with other operands of %s", op->name);
	check->depth[op->pair] += op->step;
	if (op->pair != PAIR_NONE &&
	    (check->depth[op->pair] < 0 ||
	        check->depth[op->pair] > deepest[op->pair]))
		return scratch_refuse(
		    check->scratch, "text with one %s too many", op->name);
	if (op->shows && check->depth[PAIR_TEXT] != 1)
		return scratch_refuse(
		    check->scratch, "text outside of a text object");
	check->shown = check->shown || op->shows;
	return true;
}

/* Take the next operand or operator. */
static bool
check_next(struct text_check *check, struct slice *in)
{
	struct slice rest = *in, value;
	struct token token;

	if (!token_next(&rest, &token)) {
		in->p = in->end;
		return token.kind == TOKEN_END ||
		       scratch_refuse(check->scratch, "text that is damaged");
	}
	if (token.kind == TOKEN_WORD) {
		*in = rest;
		return check_operator(check, token.text);
	}
	if (!value_next(in, &value))
		return scratch_refuse(check->scratch, "text that is damaged");
	check->operands[0] = check->operands[1];
	check->operands[1] = value;
	return true;
}

/* Cairo numbers graphics states anew on each page; only /a0 is the same on
 * all: opaque. */
static bool
states_are_known(struct scratch *scratch, struct slice resources)
{
	struct slice states, key, value;
	double alpha;

	if (!dict_find(resources, "/ExtGState", &states))
		return true;
	if (!scratch_resolve(scratch, states, &states) ||
	    !dict_next(&states, &key, &value) || !slice_is(key, "/a0") ||
	    !scratch_resolve(scratch, value, &value))
		return false;
	for (struct slice in = value; dict_next(&in, &key, &value);)
		if ((!slice_is(key, "/CA") && !slice_is(key, "/ca")) ||
		    !value_real(value, &alpha) || alpha != 1)
			return false;
	return !dict_next(&states, &key, &value);
}

static bool
check_resources(struct scratch *scratch, struct slice resources)
{
	struct slice key, value, in = resources;

	while (dict_next(&in, &key, &value))
		if (!slice_is(key, "/Font") && !slice_is(key, "/ExtGState") &&
		    !slice_is(key, "/ProcSet"))
			return scratch_refuse(scratch, "text that needs %.*s",
			    shown_len(key), key.p);
	if (!states_are_known(scratch, resources))
		return scratch_refuse(
		    scratch, "text with another graphics state");
	return true;
}

bool
check_text(struct scratch *scratch, struct slice contents,
    struct slice resources, bool has_glyphs)
{
	struct text_check check = {.scratch = scratch, .resources = resources};
	const struct slice none = {contents.p, contents.p};

	check.operands[0] = check.operands[1] = none;
	if (!check_resources(scratch, resources))
		return false;
	while (contents.p < contents.end)
		if (!check_next(&check, &contents))
			return false;
	for (int i = PAIR_NONE + 1; i < PAIR_COUNT; i++)
		if (check.depth[i] != 0)
			return scratch_refuse(
			    scratch, "text that does not close what it opens");
	if (has_glyphs && !check.shown)
		return scratch_refuse(scratch, "text without characters");
	return true;
}

/* Fonts Cairo makes, and what each must have. */
static const struct font_kind {
	const char *subtype;
	bool unicode, embedded;
} font_kinds[] = {
    {"/Type0", true, false}, /* its descendant is embedded */
    {"/TrueType", true, true},
    {"/Type1", true, true},
    {"/CIDFontType0", false, true},
    {"/CIDFontType2", false, true},
};

static bool
is_embedded(struct scratch *scratch, struct slice font)
{
	struct slice descriptor, file;

	return dict_find(font, "/FontDescriptor", &descriptor) &&
	       scratch_resolve(scratch, descriptor, &descriptor) &&
	       (dict_find(descriptor, "/FontFile", &file) ||
	           dict_find(descriptor, "/FontFile2", &file) ||
	           dict_find(descriptor, "/FontFile3", &file));
}

bool
check_font(struct scratch *scratch, struct slice font)
{
	const struct font_kind *kind = NULL;
	struct slice unicode;

	for (size_t i = 0; i < sizeof font_kinds / sizeof *font_kinds; i++)
		if (dict_has(font, "/Subtype", font_kinds[i].subtype))
			kind = &font_kinds[i];
	if (kind == NULL)
		return scratch_refuse(scratch, "a font of another kind");
	if (kind->unicode && !dict_find(font, "/ToUnicode", &unicode))
		return scratch_refuse(
		    scratch, "a font without Unicode characters");
	if (kind->embedded && !is_embedded(scratch, font))
		return scratch_refuse(scratch, "a font that is not embedded");
	return true;
}
