/* Reading templates/languages/<code>/spoken.xml into struct spoken. */
#include "speech/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "read/xml.h"

#define NAMESPACE "urn:everyread:spoken:1"

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
		return reader_complain(
		    reader, loc, "empty braces in", rule->id);
	part->group = group;
	/* if it is not compiled, an earlier build has looked */
	if (rule->match.code != NULL &&
	    pcre2_substring_number_from_name(
	        rule->match.code, (PCRE2_SPTR)group) <= 0)
		return reader_complain(
		    reader, loc, "the pattern has no group", group);
	for (int f = 0; format != NULL && f < FORMAT_COUNT; f++)
		if (str_eq(formats[f].id, format)) {
			part->format = (enum format)f;
			format = NULL;
		}
	if (format != NULL)
		return reader_complain(
		    reader, loc, "there is no format", format);
	part->argument = argument;
	if (formats[part->format].uses == USES_NONE)
		return argument == NULL ||
		       reader_complain(
		           reader, loc, "this format takes no", argument);
	if (argument == NULL)
		return reader_complain(reader, loc,
		    "this format needs words:", formats[part->format].id);
	if (formats[part->format].uses == USES_LIST)
		part->list = rules_list(reader->spoken, argument);
	return formats[part->format].uses == USES_WORDS || part->list != NULL ||
	       reader_complain(reader, loc, "there is no list", argument);
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
			return reader_complain(
			    reader, loc, "a brace is open:", say);
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

/* is_known: it was compiled by an earlier build, so it is right. */
static bool
read_condition(struct reader *reader, const struct xml_node *node,
    const char *name, struct pattern *pattern, bool is_known)
{
	const char *text = xml_attr(node, name);

	if (text == NULL)
		return true;
	pattern->text = reader_expand(reader, text);
	return is_known || reader_compile(reader, pattern, node->loc);
}

static bool
read_conditions(struct reader *reader, const struct xml_node *node,
    struct rule *rule, bool is_known)
{
	rule->after.options = PCRE2_ENDANCHORED;
	return read_condition(reader, node, "after", &rule->after, is_known) &&
	       read_condition(reader, node, "when", &rule->when, is_known) &&
	       read_condition(reader, node, "unless", &rule->unless, is_known);
}

static struct rule *
add_rule(struct spoken *spoken, const struct rule *rule)
{
	ARRAY_GROW(spoken->rules, spoken->nrules, spoken->rules_cap);
	spoken->rules[spoken->nrules] = *rule;
	return &spoken->rules[spoken->nrules++];
}

static bool
read_rule(struct reader *reader, const struct xml_node *node)
{
	const char *match = xml_attr(node, "match");
	const char *say = xml_attr(node, "say");
	struct rule rule = {.id = xml_attr(node, "id")}, *added;
	bool is_known;

	if (rule.id == NULL || match == NULL || say == NULL)
		return reader_complain(reader, node->loc,
		    "a rule needs the attributes", "id, match and say");
	rule.quiet = str_eq(xml_attr(node, "quiet"), "yes");
	rule.match = (struct pattern){
	    .text = with_edges(reader, reader_expand(reader, match),
	        str_eq(xml_attr(node, "part"), "yes")),
	    .options = PCRE2_ANCHORED};
	is_known = traits_take(&reader->traits, &rule.traits);
	added = add_rule(reader->spoken, &rule);
	if (!is_known && !reader_compile(reader, &added->match, node->loc))
		return false;
	if (!is_known)
		added->traits = traits_find(reader->spoken->arena,
		    added->match.code, xml_attr(node, "needs"));
	return read_conditions(reader, node, added, is_known) &&
	       read_parts(reader, added, say, node->loc);
}

/* The whole file */

static const struct {
	const char *element;
	bool (*read)(struct reader *reader, const struct xml_node *node);
} elements[] = {
    {"list", reader_list},
    {"pattern", reader_pattern},
    {"rule", read_rule},
    {"lexicon", reader_lexicon},
    {"letters", reader_letters},
    {"words", reader_words},
    {"letter", reader_letter},
    {"ending", reader_ending},
};
enum { NELEMENTS = sizeof elements / sizeof *elements };

static bool
read_element(struct reader *reader, const struct xml_node *node)
{
	for (int i = 0; i < NELEMENTS; i++)
		if (str_eq(elements[i].element, node->name))
			return elements[i].read(reader, node);
	return reader_complain(
	    reader, node->loc, "there is no element", node->name);
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
			if (spoken->rules[k].traits.starts[byte / 8] >>
			        byte % 8 &
			    1)
				found[n++] = (uint16_t)k;
		found[n++] = (uint16_t)spoken->nrules;
		spoken->starts[byte] = ARENA_ARRAY(spoken->arena, uint16_t, n);
		memcpy(spoken->starts[byte], found, n * sizeof *found);
	}
	free(found);
	spoken->match = pcre2_match_data_create(32, NULL);
}

static bool
read_pronounceable(struct reader *reader, struct loc loc)
{
	struct spoken *spoken = reader->spoken;
	const char *text =
	    g_hash_table_lookup(spoken->patterns, "pronounceable");

	if (text == NULL)
		return true;
	spoken->pronounceable = ARENA_NEW(spoken->arena, struct pattern);
	spoken->pronounceable->text = text;
	return spoken->kept.len > 0 ||
	       reader_compile(reader, spoken->pronounceable, loc);
}

static bool
read_file(struct reader *reader, const struct spoken_file *file)
{
	struct spoken *spoken = reader->spoken;
	struct xml_node *root = xml_read_memory(spoken->arena, file->path,
	    buf_str(&file->bytes), file->bytes.len, reader->diags);
	bool ok = true;

	if (root == NULL)
		return false;
	if (!str_eq(root->name, "spoken") || !str_eq(root->ns, NAMESPACE))
		return reader_complain(reader, root->loc,
		    "the root is not <spoken> of", NAMESPACE);
	for (struct xml_node *n = root->first; n != NULL; n = n->next)
		if (n->name != NULL)
			ok = read_element(reader, n) && ok;
	reader_start_lexicon(reader);
	ok = read_pronounceable(reader, root->loc) && ok;
	if (ok)
		sort_by_start(spoken);
	return ok;
}

/* "en-GB", then "en": the file that is there, or NULL. mem_alloc'ed. */
static char *
find_file(const char *folder, const char *code)
{
	struct buf path = {0};
	size_t n = strlen(code);

	while (n > 0 && strchr(code, '/') == NULL) {
		buf_clear(&path);
		buf_printf(&path, "%s/%.*s/spoken.xml", folder, (int)n, code);
		if (file_exists(path.data))
			return path.data;
		while (n > 0 && code[n - 1] != '-')
			n--;
		n -= n > 0;
	}
	buf_release(&path);
	return NULL;
}

bool
spoken_find(const char *folder, const char *code, struct spoken_file *file,
    struct diags *diags)
{
	*file = (struct spoken_file){.path = find_file(folder, code)};
	return file->path == NULL || file_read(file->path, XML_MAX_BYTES,
	                                 &file->bytes, diags, LOC_NONE);
}

void
spoken_file_release(struct spoken_file *file)
{
	free(file->path);
	buf_release(&file->bytes);
	*file = (struct spoken_file){0};
}

struct spoken *
spoken_read(const struct spoken_file *file, const struct spoken_entry *entries,
    size_t n, struct bytes traits, struct diags *diags)
{
	struct arena *arena = arena_new();
	struct spoken *spoken = ARENA_NEW(arena, struct spoken);
	struct reader reader = {.spoken = spoken,
	    .diags = diags,
	    .entries = entries,
	    .nentries = n};

	spoken->arena = arena;
	buf_add(&spoken->kept, traits.at, traits.len);
	reader.traits = (struct bytes){spoken->kept.data, traits.len};
	spoken->patterns = g_hash_table_new(g_str_hash, g_str_equal);
	spoken->lexicon = g_hash_table_new(g_str_hash, g_str_equal);
	spoken->letters = g_hash_table_new(g_str_hash, g_str_equal);
	if (read_file(&reader, file))
		return spoken;
	spoken_close(spoken);
	return NULL;
}

struct spoken *
spoken_open(const char *folder, const char *code,
    const struct spoken_entry *entries, size_t n, struct diags *diags)
{
	struct spoken_file file;
	struct spoken *spoken = NULL;

	if (spoken_find(folder, code, &file, diags) && file.path != NULL)
		spoken = spoken_read(
		    &file, entries, n, (struct bytes){NULL, 0}, diags);
	spoken_file_release(&file);
	return spoken;
}

void
spoken_traits(const struct spoken *spoken, struct buf *out)
{
	for (size_t i = 0; i < spoken->nrules; i++)
		traits_put(out, &spoken->rules[i].traits);
}

void
spoken_close(struct spoken *spoken)
{
	if (spoken == NULL)
		return;
	for (size_t i = 0; i < spoken->nrules; i++) {
		pattern_release(&spoken->rules[i].match);
		pattern_release(&spoken->rules[i].after);
		pattern_release(&spoken->rules[i].when);
		pattern_release(&spoken->rules[i].unless);
	}
	for (size_t i = 0; i < spoken->nlists; i++) {
		g_hash_table_destroy(spoken->lists[i]->said);
		free(spoken->lists[i]->pairs);
	}
	g_hash_table_destroy(spoken->patterns);
	g_hash_table_destroy(spoken->lexicon);
	g_hash_table_destroy(spoken->letters);
	if (spoken->pronounceable != NULL)
		pattern_release(spoken->pronounceable);
	buf_release(&spoken->kept);
	pcre2_match_data_free(spoken->match);
	free(spoken->lists);
	free(spoken->rules);
	free(spoken->endings);
	arena_free(spoken->arena);
}
