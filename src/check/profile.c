/* Reading templates/profiles/NAME.xml. */
#include "check/profile.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "read/xml.h"

#define PROFILE_NS "urn:everyread:profile:1"

enum { CHAIN_MOST = 8, EASY = 1, PLAIN = 2, LARGE = 4 };

static const struct rule_info rules[] = {
#define RULE(id, level, code, where, text, why, todo, sources)                 \
	{DIAG_##id, where, sources},
#include "base/rules.def"
#undef RULE
};
enum { NRULES = sizeof rules / sizeof *rules };

static const struct {
	const char *rule, *name, *source;
	int number;
} limits[LIMIT_COUNT] = {
#define LIMIT(id, rule, name, number, source)                                  \
	[LIMIT_##id] = {rule, name, source, number},
#include "check/limits.def"
#undef LIMIT
};

static const struct {
	const char *key, *name;
} sources[] = {
#define SOURCE(key, name) {key, name},
#include "check/sources.def"
#undef SOURCE
};

/* The profiles that all others extend; in the order of the enum. */
static const char *const roots[PROFILE_FOR_COUNT] = {
    "easy-read", "plain", "large-print"};

/* What a <rule> may set; "off" is none of them. */
static const struct {
	const char *name;
	enum diag_level level;
} levels[] = {{"note", DIAG_NOTE}, {"suspicion", DIAG_SUSPICION},
    {"warning", DIAG_WARNING}, {"rule", DIAG_BREACH}};
enum { NLEVELS = sizeof levels / sizeof *levels };

const struct rule_info *
rule_at(size_t i)
{
	return i < NRULES ? &rules[i] : NULL;
}

const struct rule_info *
rule_lookup(enum diag_id id)
{
	for (size_t i = 0; i < NRULES; i++)
		if (rules[i].id == id)
			return &rules[i];
	return NULL;
}

const char *
source_name(const char *key)
{
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		if (str_eq(sources[i].key, key))
			return sources[i].name;
	return key;
}

const char *
limit_name(enum limit limit)
{
	return limits[limit].name;
}

const char *
limit_rule(enum limit limit)
{
	return limits[limit].rule;
}

struct reader {
	struct arena *arena;
	const char *templates, *own;
	struct diags *diags;
};

static bool
complain(struct reader *r, struct loc loc, const char *what, const char *detail)
{
	return diag_add(r->diags, DIAG_PROFILE, loc, what, detail);
}

static void
start(struct profile *profile, enum profile_for is_for)
{
	profile->is_for = is_for;
	for (size_t i = 0; i < NRULES; i++) {
		enum diag_id id = rules[i].id;

		profile->is_on[id] = rules[i].where >> is_for & 1;
		profile->level[id] = diag_info(id)->level;
	}
	for (size_t i = 0; i < LIMIT_COUNT; i++)
		profile->limits[i] =
		    (struct limit_value){limits[i].number, limits[i].source};
}

/* "ERW-19" names ERW-19 and its further messages, ERW-19b and so on. */
static bool
is_code(const char *code, const char *wanted)
{
	size_t n = strlen(wanted);

	return strncmp(code, wanted, n) == 0 &&
	       (code[n] == '\0' || (code[n] >= 'b' && code[n + 1] == '\0'));
}

static bool
set_rule(struct reader *r, struct profile *profile, const struct xml_node *node)
{
	const char *code = xml_attr(node, "code");
	const char *level = xml_attr(node, "level");
	size_t k = 0, found = 0;

	if (code == NULL || level == NULL)
		return complain(r, node->loc, "a rule needs the attributes",
		    "code and level");
	while (k < NLEVELS && !str_eq(levels[k].name, level))
		k++;
	if (k == NLEVELS && !str_eq(level, "off"))
		return complain(r, node->loc, "there is no level", level);
	for (size_t i = 0; i < NRULES; i++) {
		enum diag_id id = rules[i].id;

		if (!is_code(diag_info(id)->code, code))
			continue;
		found++;
		profile->is_on[id] = k < NLEVELS;
		if (k < NLEVELS)
			profile->level[id] = levels[k].level;
	}
	return found > 0 || complain(r, node->loc, "there is no rule", code);
}

static bool
set_limit(
    struct reader *r, struct profile *profile, const struct xml_node *node)
{
	const char *name = xml_attr(node, "name");
	const char *number = xml_attr(node, "number");
	const char *source = xml_attr(node, "source");
	long value;
	char *end;

	if (name == NULL || number == NULL || source == NULL)
		return complain(r, node->loc, "a limit needs the attributes",
		    "name, number and source");
	value = strtol(number, &end, 10);
	if (*number < '0' || *number > '9' || *end != '\0' || value > 100000)
		return complain(r, node->loc, "this is no number:", number);
	for (size_t i = 0; i < LIMIT_COUNT; i++)
		if (str_eq(limits[i].name, name)) {
			profile->limits[i] =
			    (struct limit_value){(int)value, source};
			return true;
		}
	return complain(r, node->loc, "there is no limit", name);
}

static bool
set_all(struct reader *r, struct profile *profile, const struct xml_node *root)
{
	bool ok = true;

	for (const struct xml_node *n = root->first; n != NULL; n = n->next) {
		if (n->name == NULL || str_eq(n->name, "what"))
			continue;
		if (str_eq(n->name, "rule"))
			ok = set_rule(r, profile, n) && ok;
		else if (str_eq(n->name, "limit"))
			ok = set_limit(r, profile, n) && ok;
		else
			ok =
			    complain(r, n->loc, "there is no element", n->name);
	}
	return ok;
}

static const char *
find_file(struct reader *r, const char *name)
{
	const char *path = NULL;

	if (r->own != NULL)
		path =
		    arena_printf(r->arena, "%s/profiles/%s.xml", r->own, name);
	if (path == NULL || !file_exists(path))
		path = arena_printf(
		    r->arena, "%s/profiles/%s.xml", r->templates, name);
	return file_exists(path) ? path : NULL;
}

static bool
read_chain(
    struct reader *r, struct profile *profile, const char *name, int depth)
{
	const char *path = NULL, *extends;
	const struct xml_node *root;

	if (depth > CHAIN_MOST)
		return complain(
		    r, LOC_NONE, "the profiles extend each other:", name);
	if (strchr(name, '/') == NULL)
		path = find_file(r, name);
	if (path == NULL)
		return complain(r, LOC_NONE, "there is no profile", name);
	root = xml_read(r->arena, path, r->diags);
	if (root == NULL)
		return false;
	if (!str_eq(root->name, "profile") || !str_eq(root->ns, PROFILE_NS))
		return complain(
		    r, root->loc, "the root is not <profile> of", PROFILE_NS);
	extends = xml_attr(root, "extends");
	for (size_t i = 0; extends == NULL && i < PROFILE_FOR_COUNT; i++)
		if (str_eq(roots[i], name)) {
			start(profile, (enum profile_for)i);
			return set_all(r, profile, root);
		}
	if (extends == NULL)
		return complain(r, root->loc,
		    "a profile must extend another; this one does not:", name);
	return read_chain(r, profile, extends, depth + 1) &&
	       set_all(r, profile, root);
}

static bool
read_one(struct reader *r, const char *name, struct profiles *profiles)
{
	struct profile *profile = ARENA_NEW(r->arena, struct profile);

	profile->id = name;
	if (!read_chain(r, profile, name, 0))
		return false;
	profiles->of[profile->is_for] = profile;
	return true;
}

bool
profiles_read(struct arena *arena, const char *templates, const char *own,
    const char *names, struct profiles *profiles, struct diags *diags)
{
	struct reader r = {arena, templates, own, diags};
	bool ok = true;

	for (size_t i = 0; i < PROFILE_FOR_COUNT; i++)
		ok = read_one(&r, roots[i], profiles) && ok;
	while (names != NULL && *names != '\0') {
		size_t len = strcspn(names, ", ");

		if (len > 0)
			ok = read_one(&r, arena_strndup(arena, names, len),
			         profiles) &&
			     ok;
		names += len + (names[len] != '\0');
	}
	return ok;
}
