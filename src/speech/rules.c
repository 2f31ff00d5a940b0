/*
 * Reading templates/languages/<code>/spoken.xml into struct spoken.
 *
 * A pattern may name others in braces: {month} stands for the words of the
 * list "month", {num} for the pattern "num". A space in a pattern is any
 * space within a line, an apostrophe is a straight or a curly one.
 */
#include "speech/rules.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "read/xml.h"

#define NAMESPACE "urn:everyread:spoken:1"

struct reader {
	struct spoken *spoken;
	struct diags *diags;
	const struct spoken_entry *entries;
	size_t nentries;
	bool has_lexicon;
};

static bool
complain(
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

typedef void take_line(void *arg, const char *text, const char *said);

static void
each_line(struct reader *reader, const struct xml_node *node, take_line *take,
    void *arg)
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

static bool
read_list(struct reader *reader, const struct xml_node *node)
{
	struct spoken *spoken = reader->spoken;
	const char *id = xml_attr(node, "id");
	struct word_list *list;

	if (id == NULL || rules_list(spoken, id) != NULL)
		return complain(reader, node->loc,
		    "a list needs an id of its own:", id ? id : "");
	ARRAY_GROW(spoken->lists, spoken->nlists, spoken->lists_cap);
	list = ARENA_NEW(spoken->arena, struct word_list);
	spoken->lists[spoken->nlists++] = list;
	*list = (struct word_list){
	    .id = id, .said = g_hash_table_new(g_str_hash, g_str_equal)};
	each_line(reader, node, list_add, list);
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
static const char *
expand(struct reader *reader, const char *pattern)
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

static pcre2_code *
compile(struct reader *reader, const char *pattern, uint32_t options,
    struct loc loc)
{
	int error;
	PCRE2_SIZE at;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern,
	    PCRE2_ZERO_TERMINATED, PCRE2_UTF | options, &error, &at, NULL);

	if (code == NULL) {
		char text[256];

		pcre2_get_error_message(
		    error, (PCRE2_UCHAR *)text, sizeof text);
		complain(reader, loc,
		    arena_printf(reader->spoken->arena,
		        "the pattern is wrong (%s) before", text),
		    pattern + at);
	}
	return code;
}

static bool
read_pattern(struct reader *reader, const struct xml_node *node)
{
	struct spoken *spoken = reader->spoken;
	const char *id = xml_attr(node, "id"), *match = xml_attr(node, "match");

	if (id == NULL || match == NULL)
		return complain(reader, node->loc,
		    "a pattern needs the attributes", "id and match");
	g_hash_table_insert(
	    spoken->patterns, (char *)id, (char *)expand(reader, match));
	return true;
}

/* Rules */

enum uses { USES_NONE, USES_LIST, USES_WORDS };

static const struct {
	const char *id;
	enum uses uses;
} formats[FORMAT_COUNT] = {
#define FORMAT(name, id, uses) [FORMAT_##name] = {id, USES_##uses},
#include "speech/formats.def"
#undef FORMAT
};

/* "{group format argument}" → a part. hole is without the braces. */
static bool
read_hole(struct reader *reader, struct rule *rule, struct part *part,
    char *hole, struct loc loc)
{
	char *save = NULL;
	const char *group = strtok_r(hole, " ", &save);
	const char *format = strtok_r(NULL, " ", &save);
	const char *argument = strtok_r(NULL, "", &save);

	if (group == NULL)
		return complain(reader, loc, "empty braces in", rule->id);
	part->group =
	    pcre2_substring_number_from_name(rule->code, (PCRE2_SPTR)group);
	if (part->group <= 0)
		return complain(reader, loc, "the pattern has no group", group);
	for (int f = 0; format != NULL && f < FORMAT_COUNT; f++)
		if (str_eq(formats[f].id, format)) {
			part->format = (enum format)f;
			format = NULL;
		}
	if (format != NULL)
		return complain(reader, loc, "there is no format", format);
	part->argument = argument;
	if (formats[part->format].uses == USES_NONE)
		return argument == NULL ||
		       complain(reader, loc, "this format takes no", argument);
	if (argument == NULL)
		return complain(reader, loc,
		    "this format needs words:", formats[part->format].id);
	if (formats[part->format].uses == USES_LIST)
		part->list = rules_list(reader->spoken, argument);
	return formats[part->format].uses == USES_WORDS || part->list != NULL ||
	       complain(reader, loc, "there is no list", argument);
}

static bool
read_parts(
    struct reader *reader, struct rule *rule, const char *say, struct loc loc)
{
	struct arena *arena = reader->spoken->arena;
	size_t most = 1;

	for (const char *p = say; *p != '\0'; p++)
		most += 2u * (*p == '{');
	rule->parts = ARENA_ARRAY(arena, struct part, most);
	while (*say != '\0') {
		struct part *part = &rule->parts[rule->nparts++];
		size_t n = strcspn(say, "{");

		if (n > 0) {
			part->literal = arena_strndup(arena, say, n);
			say += n;
			continue;
		}
		n = strcspn(say, "}");
		if (say[n] == '\0')
			return complain(reader, loc, "a brace is open:", say);
		if (!read_hole(reader, rule, part,
		        arena_strndup(arena, say + 1, n - 1), loc))
			return false;
		say += n + 1;
	}
	return true;
}

/* A rule starts and ends at the edge of a word or number, if it does not
 * say part="yes". */
static const char *
with_edges(struct reader *reader, const char *pattern, bool is_part)
{
	if (is_part)
		return arena_printf(reader->spoken->arena, "(?:%s)", pattern);
	return arena_printf(reader->spoken->arena,
	    "(?<![\\p{L}\\p{N}])(?<![0-9][.,])(?:%s)"
	    "(?![\\p{L}\\p{N}])(?![.,][0-9])",
	    pattern);
}

static bool
read_condition(struct reader *reader, const struct xml_node *node,
    const char *name, pcre2_code **code)
{
	const char *pattern = xml_attr(node, name);

	if (pattern == NULL)
		return true;
	*code = compile(reader, expand(reader, pattern), 0, node->loc);
	return *code != NULL;
}

static bool
read_rule(struct reader *reader, const struct xml_node *node)
{
	struct spoken *spoken = reader->spoken;
	const char *match = xml_attr(node, "match");
	const char *say = xml_attr(node, "say");
	struct rule rule = {.id = xml_attr(node, "id")};

	if (rule.id == NULL || match == NULL || say == NULL)
		return complain(reader, node->loc,
		    "a rule needs the attributes", "id, match and say");
	rule.quiet = str_eq(xml_attr(node, "quiet"), "yes");
	match = with_edges(reader, expand(reader, match),
	    str_eq(xml_attr(node, "part"), "yes"));
	rule.code = compile(reader, match, PCRE2_ANCHORED, node->loc);
	ARRAY_GROW(spoken->rules, spoken->nrules, spoken->rules_cap);
	spoken->rules[spoken->nrules++] = rule;
	return rule.code != NULL &&
	       read_condition(reader, node, "when",
	           &spoken->rules[spoken->nrules - 1].when) &&
	       read_condition(reader, node, "unless",
	           &spoken->rules[spoken->nrules - 1].unless) &&
	       read_parts(
	           reader, &spoken->rules[spoken->nrules - 1], say, node->loc);
}

/* The lexicon */

void
rules_spell(
    const struct spoken *spoken, const char *text, size_t len, struct buf *out)
{
	const char *p = text, *end = text + len;
	bool first = true;

	while (p < end) {
		const char *start = p;
		unsigned c = utf8_next(&p);
		char letter[8] = {0};
		const char *said;

		if (!g_unichar_isalnum(c) && c != '&')
			continue;
		memcpy(letter, start, (size_t)(p - start));
		said = g_hash_table_lookup(spoken->letters, letter);
		if (!first)
			buf_putc(out, ' ');
		buf_puts(out, said != NULL ? said : letter);
		first = false;
	}
}

/* Put an entry into its chain: after those as long or longer. */
static void
chain_add(struct spoken *spoken, const struct entry *new)
{
	struct entry *entry = ARENA_NEW(spoken->arena, struct entry);
	char *key = arena_strndup(
	    spoken->arena, new->text, rules_first_word(new->text));
	struct entry *head = g_hash_table_lookup(spoken->lexicon, key);
	struct entry **at = &head;

	*entry = *new;
	entry->len = strlen(entry->text);
	while (*at != NULL && (*at)->len >= entry->len)
		at = &(*at)->next;
	entry->next = *at;
	*at = entry;
	g_hash_table_insert(spoken->lexicon, key, head);
}

/* A word in small letters is also said so at the start of a sentence. */
static void
lexicon_add(struct spoken *spoken, const struct entry *entry)
{
	const char *p = entry->text;
	unsigned first = utf8_next(&p);
	struct entry capital = *entry;
	struct buf text = {0};
	char *lower = g_utf8_strdown(entry->text, -1);

	if (rules_first_word(entry->text) == 0) {
		g_free(lower);
		return;
	}
	chain_add(spoken, entry);
	if (str_eq(lower, entry->text) && g_unichar_islower(first)) {
		buf_put_utf8(&text, g_unichar_toupper(first));
		buf_puts(&text, p);
		capital.text = arena_strdup(spoken->arena, buf_str(&text));
		chain_add(spoken, &capital);
		buf_release(&text);
	}
	g_free(lower);
}

static const char *
spelled(struct spoken *spoken, const char *text)
{
	struct buf out = {0};
	const char *said;

	rules_spell(spoken, text, strlen(text), &out);
	said = arena_strdup(spoken->arena, buf_str(&out));
	buf_release(&out);
	return said;
}

static const char *
lowered(struct spoken *spoken, const char *text)
{
	char *lower = g_utf8_strdown(text, -1);
	const char *said = arena_strdup(spoken->arena, lower);

	g_free(lower);
	return said;
}

static void
take_lexicon_line(void *arg, const char *text, const char *said)
{
	struct spoken *spoken = arg;

	lexicon_add(spoken,
	    &(struct entry){.text = text, .said = said, .rule = "word"});
}

static void
take_each_word(
    struct reader *reader, const struct xml_node *node, enum spoken_how how)
{
	struct spoken *spoken = reader->spoken;
	char *save = NULL;
	char *all = arena_strdup(spoken->arena, xml_text(spoken->arena, node));

	for (char *word = strtok_r(all, " \t\r\n", &save); word != NULL;
	     word = strtok_r(NULL, " \t\r\n", &save)) {
		struct entry entry = {.text = word, .is_letters = true};

		entry.rule = how == SPOKEN_LETTERS ? "letters" : "as-a-word";
		entry.said = how == SPOKEN_LETTERS ? spelled(spoken, word)
		                                   : lowered(spoken, word);
		lexicon_add(spoken, &entry);
	}
}

/* The publication's words come first, so that they win. */
static void
start_lexicon(struct reader *reader)
{
	struct spoken *spoken = reader->spoken;

	if (reader->has_lexicon)
		return;
	reader->has_lexicon = true;
	spoken->lexicon_at = spoken->nrules;
	for (size_t i = 0; i < reader->nentries; i++) {
		const struct spoken_entry *from = &reader->entries[i];
		struct entry entry = {.rule = "publication"};

		entry.text = arena_strdup(spoken->arena, from->text);
		entry.is_letters = from->how != SPOKEN_AS;
		if (from->how == SPOKEN_LETTERS)
			entry.said = spelled(spoken, from->text);
		else if (from->how == SPOKEN_WORD)
			entry.said = lowered(spoken, from->text);
		else
			entry.said = arena_strdup(spoken->arena, from->as);
		lexicon_add(spoken, &entry);
	}
}

static bool
read_lexicon(struct reader *reader, const struct xml_node *node)
{
	start_lexicon(reader);
	each_line(reader, node, take_lexicon_line, reader->spoken);
	return true;
}

static bool
read_letters(struct reader *reader, const struct xml_node *node)
{
	start_lexicon(reader);
	take_each_word(reader, node, SPOKEN_LETTERS);
	return true;
}

static bool
read_words(struct reader *reader, const struct xml_node *node)
{
	start_lexicon(reader);
	take_each_word(reader, node, SPOKEN_WORD);
	return true;
}

static bool
read_letter(struct reader *reader, const struct xml_node *node)
{
	const char *text = xml_attr(node, "text");
	const char *said = xml_attr(node, "said");

	if (text == NULL || said == NULL)
		return complain(reader, node->loc,
		    "a letter needs the attributes", "text and said");
	g_hash_table_insert(
	    reader->spoken->letters, (char *)text, (char *)said);
	return true;
}

static bool
read_ending(struct reader *reader, const struct xml_node *node)
{
	struct spoken *spoken = reader->spoken;
	struct ending ending = {
	    xml_attr(node, "text"), xml_attr(node, "said"), false};

	if (ending.text == NULL || ending.said == NULL)
		return complain(reader, node->loc,
		    "an ending needs the attributes", "text and said");
	ending.after_letter = rules_first_word(ending.text) > 0;
	ARRAY_GROW(spoken->endings, spoken->nendings, spoken->endings_cap);
	spoken->endings[spoken->nendings++] = ending;
	return true;
}

/* The whole file */

static const struct {
	const char *element;
	bool (*read)(struct reader *reader, const struct xml_node *node);
} elements[] = {
    {"list", read_list},
    {"pattern", read_pattern},
    {"rule", read_rule},
    {"lexicon", read_lexicon},
    {"letters", read_letters},
    {"words", read_words},
    {"letter", read_letter},
    {"ending", read_ending},
};
enum { NELEMENTS = sizeof elements / sizeof *elements };

static bool
read_element(struct reader *reader, const struct xml_node *node)
{
	for (int i = 0; i < NELEMENTS; i++)
		if (str_eq(elements[i].element, node->name))
			return elements[i].read(reader, node);
	return complain(reader, node->loc, "there is no element", node->name);
}

static bool
can_start_with(const struct rule *rule, unsigned byte)
{
	const uint8_t *bitmap = NULL;
	uint32_t type = 0, unit = 0;

	pcre2_pattern_info(rule->code, PCRE2_INFO_FIRSTCODETYPE, &type);
	if (type == 1) {
		pcre2_pattern_info(rule->code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
		return toupper((int)unit) == toupper((int)byte);
	}
	pcre2_pattern_info(rule->code, PCRE2_INFO_FIRSTBITMAP, &bitmap);
	return bitmap == NULL || (bitmap[byte / 8] >> byte % 8 & 1) != 0;
}

/* Sort the rules by the bytes they can start with, so that an ordinary word
 * meets only the few that could be about it. */
static void
sort_by_start(struct spoken *spoken)
{
	uint16_t *found = mem_alloc((spoken->nrules + 1) * sizeof *found);

	for (unsigned byte = 0; byte < 256; byte++) {
		size_t n = 0;

		for (size_t k = 0; k < spoken->nrules; k++)
			if (can_start_with(&spoken->rules[k], byte))
				found[n++] = (uint16_t)k;
		found[n++] = (uint16_t)spoken->nrules;
		spoken->starts[byte] = ARENA_ARRAY(spoken->arena, uint16_t, n);
		memcpy(spoken->starts[byte], found, n * sizeof *found);
	}
	free(found);
	spoken->match = pcre2_match_data_create(32, NULL);
}

static unsigned long long
make_version(const struct reader *reader, const char *bytes, size_t len)
{
	uint64_t hash = hash_add(HASH_START, bytes, len);

	for (size_t i = 0; i < reader->nentries; i++) {
		const struct spoken_entry *e = &reader->entries[i];
		const char *as = e->as != NULL ? e->as : "";

		hash = hash_add(hash, e->text, strlen(e->text) + 1);
		hash = hash_add(hash, as, strlen(as) + 1);
		hash = hash_add(hash, &e->how, sizeof e->how);
	}
	return hash;
}

static bool
read_file(struct reader *reader, const char *path)
{
	struct spoken *spoken = reader->spoken;
	struct buf bytes = {0};
	struct xml_node *root = NULL;
	const char *pronounceable;
	bool ok = true;

	if (file_read(path, XML_MAX_BYTES, &bytes, reader->diags, LOC_NONE)) {
		spoken->version = make_version(reader, bytes.data, bytes.len);
		root = xml_read(spoken->arena, path, reader->diags);
	}
	buf_release(&bytes);
	if (root == NULL)
		return false;
	if (!str_eq(root->name, "spoken") || !str_eq(root->ns, NAMESPACE))
		return complain(reader, root->loc,
		    "the root is not <spoken> of", NAMESPACE);
	for (struct xml_node *n = root->first; n != NULL; n = n->next)
		if (n->name != NULL)
			ok = read_element(reader, n) && ok;
	start_lexicon(reader);
	pronounceable = g_hash_table_lookup(spoken->patterns, "pronounceable");
	if (pronounceable != NULL)
		spoken->pronounceable =
		    compile(reader, pronounceable, 0, root->loc);
	if (ok)
		sort_by_start(spoken);
	return ok;
}

/* "en-GB", then "en": the file that is there, or NULL. */
static const char *
find_file(struct arena *arena, const char *folder, const char *code)
{
	char *shorter = arena_strdup(arena, code);

	for (;;) {
		const char *path =
		    arena_printf(arena, "%s/%s/spoken.xml", folder, shorter);
		char *hyphen = strrchr(shorter, '-');

		if (shorter[0] != '\0' && strchr(shorter, '/') == NULL &&
		    file_exists(path))
			return path;
		if (hyphen == NULL)
			return NULL;
		*hyphen = '\0';
	}
}

struct spoken *
spoken_open(const char *folder, const char *code,
    const struct spoken_entry *entries, size_t n, struct diags *diags)
{
	struct arena *arena = arena_new();
	const char *path = find_file(arena, folder, code);
	struct spoken *spoken = ARENA_NEW(arena, struct spoken);
	struct reader reader = {spoken, diags, entries, n, false};

	spoken->arena = arena;
	if (path == NULL) {
		arena_free(arena);
		return NULL;
	}
	spoken->path = path;
	spoken->patterns = g_hash_table_new(g_str_hash, g_str_equal);
	spoken->lexicon = g_hash_table_new(g_str_hash, g_str_equal);
	spoken->letters = g_hash_table_new(g_str_hash, g_str_equal);
	if (read_file(&reader, path))
		return spoken;
	spoken_close(spoken);
	return NULL;
}

void
spoken_close(struct spoken *spoken)
{
	if (spoken == NULL)
		return;
	for (size_t i = 0; i < spoken->nrules; i++) {
		pcre2_code_free(spoken->rules[i].code);
		pcre2_code_free(spoken->rules[i].when);
		pcre2_code_free(spoken->rules[i].unless);
	}
	for (size_t i = 0; i < spoken->nlists; i++) {
		g_hash_table_destroy(spoken->lists[i]->said);
		free(spoken->lists[i]->pairs);
	}
	g_hash_table_destroy(spoken->patterns);
	g_hash_table_destroy(spoken->lexicon);
	g_hash_table_destroy(spoken->letters);
	pcre2_code_free(spoken->pronounceable);
	pcre2_match_data_free(spoken->match);
	free(spoken->lists);
	free(spoken->rules);
	free(spoken->endings);
	arena_free(spoken->arena);
}

unsigned long long
spoken_version(const struct spoken *spoken)
{
	return spoken->version;
}
