/* The words of a language: templates/languages/<code>/words.xml. */
#include "style/language.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "read/xml.h"

#define LANGUAGE_NS "urn:everyread:language:1"
#define LAST_RESORT "en-GB"

static const char *const word_ids[WORD_COUNT] = {
#define WORD(name, id) id,
#include "style/words.def"
#undef WORD
};

const char *
word_id(enum word word)
{
	return word_ids[word];
}

struct reader {
	struct arena *arena;
	struct language *language;
	struct diags *diags;
	size_t nmonths;
};

/* White space at the ends goes, inside it becomes one space. */
static const char *
tidy(struct arena *arena, const char *text)
{
	struct buf out = {0};
	const char *result;

	for (text += strspn(text, " \t\r\n"); *text != '\0';) {
		size_t n = strcspn(text, " \t\r\n");

		buf_add(&out, text, n);
		text += n;
		text += strspn(text, " \t\r\n");
		if (*text != '\0')
			buf_putc(&out, ' ');
	}
	result = arena_strdup(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

/* Words parted by spaces → an array. */
static const char *const *
split(struct arena *arena, const char *text, size_t *n)
{
	const char **list =
	    ARENA_ARRAY(arena, const char *, strlen(text) / 2 + 1);

	*n = 0;
	while (*text != '\0') {
		size_t len = strcspn(text, " ");

		list[(*n)++] = arena_strndup(arena, text, len);
		text += len;
		text += strspn(text, " ");
	}
	return list;
}

static void
read_word(struct reader *r, const struct xml_node *node, const char *text)
{
	const char *id = xml_attr(node, "id"), *nearest;

	for (unsigned i = 0; i < WORD_COUNT; i++)
		if (str_eq(word_ids[i], id)) {
			r->language->words[i] = text;
			return;
		}
	id = id != NULL ? id : "";
	diag_add(r->diags, DIAG_LANGUAGE_UNKNOWN, node->loc, id);
	nearest = str_nearest(id, word_ids, WORD_COUNT);
	if (nearest != NULL)
		diag_hint(r->diags, "Did you mean \"%s\"?", nearest);
}

static void
read_month(struct reader *r, const struct xml_node *node, const char *text)
{
	struct language *l = r->language;
	const char *alone = xml_attr(node, "alone");

	if (r->nmonths < 12) {
		l->months[r->nmonths] = text;
		l->months_alone[r->nmonths] = alone != NULL ? alone : text;
	}
	r->nmonths++;
}

static void
read_part(struct reader *r, const struct xml_node *node)
{
	struct language *l = r->language;
	const char *text = tidy(r->arena, xml_text(r->arena, node));

	if (str_eq(node->name, "word"))
		read_word(r, node, text);
	else if (str_eq(node->name, "month"))
		read_month(r, node, text);
	else if (str_eq(node->name, "pause-before"))
		l->pause_words = split(r->arena, text, &l->npause_words);
	else if (str_eq(node->name, "no-sentence-end"))
		l->not_sentence_ends =
		    split(r->arena, text, &l->nnot_sentence_ends);
	else
		diag_add(r->diags, DIAG_XML_ELEMENT, node->loc, node->name,
		    "language");
}

static bool
check_complete(const struct reader *r, struct loc loc)
{
	const struct language *l = r->language;
	size_t before = diags_count(r->diags, DIAG_ERROR);

	for (unsigned i = 0; i < WORD_COUNT; i++)
		if (l->words[i] == NULL || l->words[i][0] == '\0')
			diag_add(
			    r->diags, DIAG_LANGUAGE_WORD, loc, word_ids[i]);
	if (r->nmonths != 12)
		diag_add(r->diags, DIAG_LANGUAGE_MONTHS, loc, r->nmonths);
	return diags_count(r->diags, DIAG_ERROR) == before;
}

static const struct language *
read_file(struct arena *arena, const char *code, const char *folder,
    const char *path, struct diags *diags)
{
	struct language *l = ARENA_NEW(arena, struct language);
	struct reader r = {arena, l, diags, 0};
	const struct xml_node *root = xml_read(arena, path, diags);
	size_t before = diags_count(diags, DIAG_ERROR);

	if (root == NULL)
		return NULL;
	if (!str_eq(root->name, "language") || !str_eq(root->ns, LANGUAGE_NS)) {
		diag_add(
		    diags, DIAG_XML_ROOT, root->loc, root->name, "language");
		return NULL;
	}
	l->code = arena_strdup(arena, code);
	l->folder = arena_strdup(arena, folder);
	l->is_right_to_left = str_eq(xml_attr(root, "direction"), "rtl");
	for (const struct xml_node *n = root->first; n != NULL; n = n->next)
		if (n->name != NULL)
			read_part(&r, n);
	return check_complete(&r, root->loc) &&
	               diags_count(diags, DIAG_ERROR) == before
	           ? l
	           : NULL;
}

/* A code as a folder name: no path can hide in it. */
static bool
is_code(const char *code)
{
	for (const char *p = code; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p) && *p != '-')
			return false;
	return code[0] != '\0';
}

/* The folder for a code or a shorter one: "ur-PK" → "ur"; NULL if there is
 * none. code is cut off. */
static const char *
find_folder(struct arena *arena, char *code, const char *data_folder)
{
	while (is_code(code)) {
		const char *folder =
		    arena_printf(arena, "%s/languages/%s", data_folder, code);
		char *hyphen = strrchr(code, '-');

		if (file_exists(arena_printf(arena, "%s/words.xml", folder)))
			return folder;
		if (hyphen == NULL)
			return NULL;
		*hyphen = '\0';
	}
	return NULL;
}

const struct language *
language_read(struct arena *arena, const char *code, const char *data_folder,
    struct diags *diags)
{
	char *used = arena_strdup(arena, code);
	const char *folder = find_folder(arena, used, data_folder);

	if (folder == NULL) {
		diag_add(
		    diags, DIAG_LANGUAGE_FALLBACK, LOC_NONE, code, LAST_RESORT);
		used = arena_strdup(arena, LAST_RESORT);
		folder =
		    arena_printf(arena, "%s/languages/%s", data_folder, used);
	}
	return read_file(arena, used, folder,
	    arena_printf(arena, "%s/words.xml", folder), diags);
}

bool
language_is_right_to_left(const char *lang)
{
	static const char *const codes[] = {
	    "ar", "fa", "he", "ku-Arab", "ps", "sd", "ur", "yi"};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		size_t n = strlen(codes[i]);

		if (strncmp(lang, codes[i], n) == 0 &&
		    (lang[n] == '\0' || lang[n] == '-'))
			return true;
	}
	return false;
}

const char *
language_date(
    struct arena *arena, const struct language *language, const char *date)
{
	unsigned year, month, day = 0;
	int used = 0, n;

	n = sscanf(date, "%4u-%2u%n-%2u%n", &year, &month, &used, &day, &used);
	if (n < 2 || date[used] != '\0' || month < 1 || month > 12 ||
	    (n == 3 && (day < 1 || day > 31)))
		return arena_strdup(arena, date);
	if (n == 2)
		return arena_printf(
		    arena, "%s %u", language->months_alone[month - 1], year);
	return arena_printf(
	    arena, "%u %s %u", day, language->months[month - 1], year);
}

/* The value for the hole whose name is len bytes at name; NULL if there is
 * none. */
static const char *
find_value(const char *name, size_t len, va_list pairs)
{
	const char *found = NULL, *key;
	va_list list;

	va_copy(list, pairs);
	while (found == NULL && (key = va_arg(list, const char *)) != NULL) {
		const char *value = va_arg(list, const char *);

		if (strlen(key) == len && memcmp(key, name, len) == 0)
			found = value;
	}
	va_end(list);
	return found;
}

const char *
language_fill(struct arena *arena, const char *words, ...)
{
	struct buf out = {0};
	const char *result;
	va_list pairs;

	va_start(pairs, words);
	while (*words != '\0') {
		size_t n = strcspn(words, "{");
		const char *end = strchr(words + n, '}');
		const char *value = NULL;

		buf_add(&out, words, n);
		words += n;
		if (*words == '\0')
			break;
		if (end != NULL)
			value = find_value(
			    words + 1, (size_t)(end - words - 1), pairs);
		if (value == NULL) { /* no hole: a brace is a brace */
			buf_putc(&out, *words++);
			continue;
		}
		buf_puts(&out, value);
		words = end + 1;
	}
	va_end(pairs);
	result = arena_strdup(arena, buf_str(&out));
	buf_release(&out);
	return result;
}
