/*
 * The lists and patterns of a language, and how a pattern is written.
 *
 * A pattern may name others in braces: {month} stands for the words of the
 * list "month", {num} for the pattern "num". A space in a pattern is any
 * space within a line, an apostrophe is a straight or a curly one.
 */
#include "speech/reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

bool
reader_complain(
    struct reader *reader, struct loc loc, const char *what, const char *detail)
{
	return diag_add(reader->diags, DIAG_SPOKEN_RULE, loc, what, detail);
}

const struct word_list *
rules_list(const struct spoken *spoken, const char *id)
{
	for (size_t i = 0; i < spoken->nlists; i++)
		if (str_eq(spoken->lists[i]->id, id))
			return spoken->lists[i];
	return NULL;
}

size_t
rules_first_word(const char *text)
{
	const char *p = text, *next = text;

	for (;;) {
		unsigned c = utf8_next(&next);

		if (c == 0 || !g_unichar_isalnum(c))
			return (size_t)(p - text);
		p = next;
	}
}

/* Word lists */

static void
list_add(void *arg, const char *text, const char *said)
{
	struct word_list *list = arg;
	size_t len = strlen(text);

	ARRAY_GROW(list->pairs, list->n, list->cap);
	list->pairs[list->n++] = (struct word_pair){text, said};
	g_hash_table_insert(list->said, (char *)text, (char *)said);
	if (len > list->longest)
		list->longest = len;
}

/* Cut "text = said" (or "text") into its two parts, in place. */
static void
cut_line(char *line, const char **text, const char **said)
{
	char *equals = strstr(line, " = ");

	*said = NULL;
	if (equals != NULL) {
		*equals = '\0';
		*said = g_strstrip(equals + 3);
	}
	*text = g_strstrip(line);
	if (*said == NULL)
		*said = *text;
}

void
reader_each_line(struct reader *reader, const struct xml_node *node,
    take_line *take, void *arg)
{
	struct arena *arena = reader->spoken->arena;
	char *save = NULL;
	char *all = arena_strdup(arena, xml_text(arena, node));

	for (char *line = strtok_r(all, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save)) {
		const char *text, *said;

		cut_line(line, &text, &said);
		if (text[0] != '\0')
			take(arg, text, said);
	}
}

static int
longer_first(const void *a, const void *b)
{
	const struct word_pair *x = a, *y = b;
	size_t n = strlen(x->text), m = strlen(y->text);

	return n != m ? (n < m ? 1 : -1) : strcmp(x->text, y->text);
}

bool
reader_list(struct reader *reader, const struct xml_node *node)
{
	struct spoken *spoken = reader->spoken;
	const char *id = xml_attr(node, "id");
	struct word_list *list;

	if (id == NULL || rules_list(spoken, id) != NULL)
		return reader_complain(reader, node->loc,
		    "a list needs an id of its own:", id ? id : "");
	ARRAY_GROW(spoken->lists, spoken->nlists, spoken->lists_cap);
	list = ARENA_NEW(spoken->arena, struct word_list);
	spoken->lists[spoken->nlists++] = list;
	*list = (struct word_list){
	    .id = id, .said = g_hash_table_new(g_str_hash, g_str_equal)};
	reader_each_line(reader, node, list_add, list);
	if (list->n > 0)
		qsort(list->pairs, list->n, sizeof *list->pairs, longer_first);
	return true;
}

/* Patterns */

static void
put_escaped(struct buf *out, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == ' ') {
			buf_puts(out, "[ \\x{A0}\\x{202F}]");
			continue;
		}
		if (strchr("\\^$.|?*+()[]{}-#", *p) != NULL)
			buf_putc(out, '\\');
		buf_putc(out, *p);
	}
}

static void
put_list(struct buf *out, const struct word_list *list)
{
	buf_puts(out, "(?:");
	for (size_t i = 0; i < list->n; i++) {
		if (i > 0)
			buf_putc(out, '|');
		put_escaped(out, list->pairs[i].text);
	}
	buf_putc(out, ')');
}

/* Put what {name} at p stands for; its length with the braces, 0 if it is
 * no name (a quantifier, for example). */
static size_t
put_named(struct reader *reader, struct buf *out, const char *p)
{
	struct spoken *spoken = reader->spoken;
	size_t n = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz0123456789-");
	const struct word_list *list;
	const char *name, *pattern;

	if (n == 0 || p[n + 1] != '}' || !islower((unsigned char)p[1]))
		return 0;
	name = arena_strndup(spoken->arena, p + 1, n);
	list = rules_list(spoken, name);
	pattern = g_hash_table_lookup(spoken->patterns, name);
	if (list != NULL)
		put_list(out, list);
	else if (pattern != NULL)
		buf_printf(out, "(?:%s)", pattern);
	else
		return 0;
	return n + 2;
}

/* "(name=" opens a group with a name: put it as PCRE2 writes it; its length
 * here, 0 if it is no such thing. */
static size_t
put_group(struct buf *out, const char *p)
{
	size_t n = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz");

	if (n == 0 || p[n + 1] != '=')
		return 0;
	buf_printf(out, "(?<%.*s>", (int)n, p + 1);
	return n + 2;
}

/* The pattern with all names filled in; in the arena. */
const char *
reader_expand(struct reader *reader, const char *pattern)
{
	struct buf out = {0};
	bool in_class = false;
	const char *result;

	for (const char *p = pattern; *p != '\0'; p++) {
		size_t n = 0;

		if (*p == '{')
			n = put_named(reader, &out, p);
		else if (*p == '(' && !in_class)
			n = put_group(&out, p);
		if (n > 0) {
			p += n - 1;
		} else if (*p == '\\' && p[1] != '\0') {
			buf_add(&out, p++, 2);
		} else if (*p == ' ' && !in_class) {
			buf_puts(&out, "[ \\x{A0}\\x{202F}]");
		} else if (*p == '\'' && !in_class) {
			buf_puts(&out, "['’]");
		} else {
			if (*p == '[')
				in_class = true;
			if (*p == ']')
				in_class = false;
			buf_putc(&out, *p);
		}
	}
	result = arena_strdup(reader->spoken->arena, buf_str(&out));
	buf_release(&out);
	return result;
}

bool
reader_compile(struct reader *reader, struct pattern *pattern, struct loc loc)
{
	int error;
	PCRE2_SIZE at;
	char text[256];

	pattern->code =
	    pcre2_compile((PCRE2_SPTR)pattern->text, PCRE2_ZERO_TERMINATED,
	        PCRE2_UTF | pattern->options, &error, &at, NULL);
	if (pattern->code != NULL)
		return true;
	pcre2_get_error_message(error, (PCRE2_UCHAR *)text, sizeof text);
	return reader_complain(reader, loc,
	    arena_printf(reader->spoken->arena,
	        "the pattern is wrong (%s) before", text),
	    pattern->text + at);
}

bool
reader_pattern(struct reader *reader, const struct xml_node *node)
{
	struct spoken *spoken = reader->spoken;
	const char *id = xml_attr(node, "id"), *match = xml_attr(node, "match");

	if (id == NULL || match == NULL)
		return reader_complain(reader, node->loc,
		    "a pattern needs the attributes", "id and match");
	g_hash_table_insert(
	    spoken->patterns, (char *)id, (char *)reader_expand(reader, match));
	return true;
}
