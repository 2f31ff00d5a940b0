/* One template file → assignments, limits, locks; and the chain of them. */
#include "style/template.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "read/xml.h"

#define TEMPLATE_NS "urn:everyread:template:1"
enum { CHAIN_MAX = 16 };

/* What reading one file needs at hand. */
struct reader {
	struct arena *arena;
	struct template *template;
	struct assignment **end;
	struct diags *diags;
};

/* Complain about something a template cannot have, naming the nearest. */
static void
unknown(struct diags *diags, enum diag_id id, struct loc loc, const char *in,
    const char *written, const char *const *known)
{
	const char *nearest;
	size_t n = 0;

	while (known[n] != NULL)
		n++;
	diag_add(diags, id, loc, in, written);
	nearest = str_nearest(written, known, n);
	if (nearest != NULL)
		diag_hint(diags, "Did you mean \"%s\"?", nearest);
}

/* Only these attributes; known ends in NULL. */
static void
check_attrs(
    const struct xml_node *node, const char *const *known, struct diags *diags)
{
	for (const struct xml_attr *a = node->attrs; a != NULL; a = a->next) {
		size_t i = 0;

		while (known[i] != NULL && !str_eq(known[i], a->name))
			i++;
		if (known[i] == NULL)
			unknown(diags, DIAG_TEMPLATE_ATTRIBUTE, a->loc,
			    node->name, a->name, known);
	}
}

/* A required attribute; NULL after a message. */
static const char *
need_attr(const struct xml_node *node, const char *name, struct diags *diags)
{
	const char *value = xml_attr(node, name);

	if (value == NULL)
		diag_add(diags, DIAG_TEMPLATE_ATTRIBUTE_MISSING, node->loc,
		    node->name, name);
	return value;
}

void
token_hint(const char *written, struct diags *diags)
{
	size_t n;
	const char *const *ids = token_ids(&n);
	const char *nearest = str_nearest(written, ids, n);

	if (nearest != NULL)
		diag_hint(diags, "Did you mean \"%s\"?", nearest);
}

bool
template_token(
    const char *written, struct loc loc, enum token *token, struct diags *diags)
{
	if (token_lookup(written, token))
		return true;
	diag_add(diags, DIAG_TOKEN_UNKNOWN, loc, written);
	token_hint(written, diags);
	return false;
}

static void
assign(struct reader *reader, enum token token, const char *value, bool is_ref,
    struct loc loc)
{
	struct assignment *a = ARENA_NEW(reader->arena, struct assignment);

	*a = (struct assignment){.token = token,
	    .value = value,
	    .is_ref = is_ref,
	    .from = reader->template->id,
	    .loc = loc};
	*reader->end = a;
	reader->end = &a->next;
}

static void
read_token(struct reader *reader, const struct xml_node *node)
{
	static const char *const known[] = {"id", "value", "ref", NULL};
	static const char *const known_font[] = {"id", "families", "ref", NULL};
	const char *written, *value, *ref = xml_attr(node, "ref");
	enum value_kind kind;
	enum token token;

	if (!value_kind_of(node->name, &kind)) {
		static const char *const names[] = {"color", "length", "size",
		    "number", "choice", "font", "text", NULL};

		unknown(reader->diags, DIAG_TEMPLATE_ELEMENT, node->loc,
		    "tokens", node->name, names);
		return;
	}
	check_attrs(
	    node, kind == VALUE_FONTS ? known_font : known, reader->diags);
	written = need_attr(node, "id", reader->diags);
	if (written == NULL ||
	    !template_token(written, node->loc, &token, reader->diags))
		return;
	if (token_info(token)->kind != kind) {
		diag_add(reader->diags, DIAG_TOKEN_KIND, node->loc, node->name,
		    written, value_element(token_info(token)->kind));
		return;
	}
	if (ref != NULL) {
		assign(reader, token, ref, true, node->loc);
		return;
	}
	value = need_attr(
	    node, kind == VALUE_FONTS ? "families" : "value", reader->diags);
	if (value != NULL)
		assign(reader, token, value, false, node->loc);
}

static void
read_limit(struct reader *reader, const struct xml_node *node)
{
	static const char *const known[] = {
	    "token", "floor", "ceiling", "rule", NULL};
	struct limit *limit = ARENA_NEW(reader->arena, struct limit);
	const char *token = need_attr(node, "token", reader->diags);
	const char *rule = xml_attr(node, "rule");
	double ignored;

	check_attrs(node, known, reader->diags);
	*limit = (struct limit){.floor = xml_attr(node, "floor"),
	    .ceiling = xml_attr(node, "ceiling"),
	    .rule = rule != NULL ? rule : "",
	    .next = reader->template->limits};
	if (token == NULL ||
	    !template_token(token, node->loc, &limit->token, reader->diags))
		return;
	if ((limit->floor != NULL &&
	        !token_parse_number(limit->token, limit->floor, 1, &ignored)) ||
	    (limit->ceiling != NULL && !token_parse_number(limit->token,
	                                   limit->ceiling, 1, &ignored))) {
		diag_add(reader->diags, DIAG_TOKEN_VALUE, node->loc,
		    token_info(limit->token)->id,
		    limit->floor != NULL ? limit->floor : limit->ceiling,
		    token_wants(reader->arena, limit->token));
		return;
	}
	reader->template->limits = limit;
}

/* <lock tokens="a b"/> and <waive tokens="a b" reason="…"/> */
static void
read_token_list(struct reader *reader, const struct xml_node *node,
    struct token_list **list)
{
	static const char *const known[] = {"tokens", "reason", NULL};
	const char *p = need_attr(node, "tokens", reader->diags);

	check_attrs(node, known, reader->diags);
	if (p == NULL)
		return;
	for (p += strspn(p, " \t\n"); *p != '\0'; p += strspn(p, " \t\n")) {
		size_t len = strcspn(p, " \t\n");
		struct token_list *item =
		    ARENA_NEW(reader->arena, struct token_list);

		item->loc = node->loc;
		item->reason = xml_attr(node, "reason");
		item->next = *list;
		if (template_token(arena_strndup(reader->arena, p, len),
		        node->loc, &item->token, reader->diags))
			*list = item;
		p += len;
	}
}

static void
read_waiver(struct reader *reader, const struct xml_node *node)
{
	if (str_is_blank(need_attr(node, "reason", reader->diags)))
		return;
	read_token_list(reader, node, &reader->template->waivers);
}

static void
read_cover(struct reader *reader, const struct xml_node *node)
{
	static const char *const known[] = {"logo", "alt", NULL};
	struct template *t = reader->template;
	const char *logo = need_attr(node, "logo", reader->diags);
	char *path;

	check_attrs(node, known, reader->diags);
	t->logo = "";
	if (logo == NULL || str_eq(logo, "none"))
		return;
	t->logo_alt = need_attr(node, "alt", reader->diags);
	if (t->is_built_in || !path_inside(t->folder, logo, &path)) {
		diag_add(reader->diags, DIAG_TEMPLATE_LOGO, node->loc, logo);
		return;
	}
	t->logo = arena_printf(reader->arena, "templates/%s", logo);
	free(path);
}

static void
read_slots(struct reader *reader, const struct xml_node *slots)
{
	static const char *const names[] = {"cover", "running", NULL};
	static const char *const known[] = {"text", NULL};

	for (const struct xml_node *n = slots->first; n != NULL; n = n->next) {
		if (n->name == NULL)
			continue;
		if (str_eq(n->name, "cover")) {
			read_cover(reader, n);
		} else if (str_eq(n->name, "running")) {
			check_attrs(n, known, reader->diags);
			if (need_attr(n, "text", reader->diags) != NULL)
				assign(reader, TOKEN_running,
				    xml_attr(n, "text"), false, n->loc);
		} else {
			unknown(reader->diags, DIAG_TEMPLATE_ELEMENT, n->loc,
			    "slots", n->name, names);
		}
	}
}

static void
read_part(struct reader *reader, const struct xml_node *node)
{
	static const char *const names[] = {
	    "tokens", "slots", "limit", "lock", "waive", NULL};

	if (str_eq(node->name, "tokens")) {
		for (const struct xml_node *n = node->first; n; n = n->next)
			if (n->name != NULL)
				read_token(reader, n);
	} else if (str_eq(node->name, "slots")) {
		read_slots(reader, node);
	} else if (str_eq(node->name, "limit")) {
		read_limit(reader, node);
	} else if (str_eq(node->name, "lock")) {
		read_token_list(reader, node, &reader->template->locks);
	} else if (str_eq(node->name, "waive")) {
		read_waiver(reader, node);
	} else {
		unknown(reader->diags, DIAG_TEMPLATE_ELEMENT, node->loc,
		    "template", node->name, names);
	}
}

static enum wording
read_wording(const struct xml_node *root, struct diags *diags)
{
	const char *wording = xml_attr(root, "wording");

	if (wording == NULL)
		return WORDING_ANY;
	if (str_eq(wording, "easy-read"))
		return WORDING_EASY_READ;
	if (str_eq(wording, "standard"))
		return WORDING_STANDARD;
	diag_add(diags, DIAG_TEMPLATE_WORDING, root->loc, wording);
	return WORDING_ANY;
}

static void
read_root(struct reader *reader, const struct xml_node *root, const char *name)
{
	static const char *const known[] = {
	    "id", "extends", "writer", "wording", "suffix", NULL};
	const char *id = need_attr(root, "id", reader->diags);
	struct template *t = reader->template;

	check_attrs(root, known, reader->diags);
	t->loc = root->loc;
	t->extends = xml_attr(root, "extends");
	t->writer = xml_attr(root, "writer");
	t->suffix = xml_attr(root, "suffix");
	t->wording = read_wording(root, reader->diags);
	if (id != NULL && !str_eq(id, name))
		diag_add(reader->diags, DIAG_TEMPLATE_ID, root->loc, id, name);
	for (const struct xml_node *n = root->first; n != NULL; n = n->next)
		if (n->name != NULL)
			read_part(reader, n);
}

/* NULL only if the file is no template at all; other mistakes are messages. */
static struct template *
template_read(struct arena *arena, const char *path, const char *name,
    bool is_built_in, struct diags *diags)
{
	struct template *t = ARENA_NEW(arena, struct template);
	struct reader reader = {arena, t, &t->assignments, diags};
	const struct xml_node *root = xml_read(arena, path, diags);
	char *folder;

	if (root == NULL)
		return NULL;
	if (!str_eq(root->name, "template") || !str_eq(root->ns, TEMPLATE_NS)) {
		diag_add(
		    diags, DIAG_XML_ROOT, root->loc, root->name, "template");
		diag_hint(diags,
		    "A template starts with <template xmlns=\"%s\" id=\"%s\">.",
		    TEMPLATE_NS, name);
		return NULL;
	}
	folder = path_folder(path);
	t->id = arena_strdup(arena, name);
	t->path = arena_strdup(arena, path);
	t->folder = arena_strdup(arena, folder);
	t->is_built_in = is_built_in;
	free(folder);
	read_root(&reader, root, name);
	return t;
}

/* NAME.xml in a folder, or NULL. */
static const char *
find_in(struct arena *arena, const char *folder, const char *name)
{
	const char *path = arena_printf(arena, "%s/%s.xml", folder, name);

	return file_exists(path) ? path : NULL;
}

/* "web", or "review/form": those in folders of their own are no editions, but
 * what some command makes its files with. */
static bool
is_name(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	size_t n = strspn(name, letters);

	if (n > 0 && name[n] == '/') {
		name += n + 1;
		n = strspn(name, letters);
	}
	return n > 0 && name[n] == '\0';
}

/* The file of a template; past the publication's own one if that is the one
 * that asks. NULL if there is none. */
static const char *
find_file(struct arena *arena, const char *name,
    const struct template_folders *folders, const struct template *child,
    bool *is_built_in)
{
	bool again =
	    child != NULL && !child->is_built_in && str_eq(child->id, name);
	const char *path = NULL;

	*is_built_in = false;
	if (!is_name(name))
		return NULL;
	if (folders->publication != NULL && !again)
		path = find_in(arena,
		    arena_printf(arena, "%s/templates", folders->publication),
		    name);
	if (path != NULL)
		return path;
	*is_built_in = true;
	return find_in(arena, folders->data, name);
}

/* child is the one that extends it, NULL for an edition. */
static struct template *
find_template(struct arena *arena, const char *name,
    const struct template_folders *folders, const struct template *child,
    struct diags *diags)
{
	const char *path, *nearest, *const *names;
	bool is_built_in;
	size_t n;

	path = find_file(arena, name, folders, child, &is_built_in);
	if (path != NULL)
		return template_read(arena, path, name, is_built_in, diags);
	if (child != NULL)
		diag_add(diags, DIAG_TEMPLATE_PARENT, child->loc, name);
	else
		diag_add(diags, DIAG_EDITION_UNKNOWN, LOC_NONE, name);
	names = template_names(arena, folders, &n);
	nearest = str_nearest(name, names, n);
	if (nearest != NULL && !str_eq(nearest, name))
		diag_hint(diags, "Did you mean \"%s\"?", nearest);
	return NULL;
}

const struct template *
template_chain(struct arena *arena, const char *name,
    const struct template_folders *folders, struct diags *diags)
{
	struct template *leaf, *child;
	int depth = 1;

	leaf = child = find_template(arena, name, folders, NULL, diags);
	while (child != NULL && child->extends != NULL) {
		struct template *parent;

		parent =
		    find_template(arena, child->extends, folders, child, diags);
		if (parent == NULL)
			return NULL;
		for (const struct template *t = leaf; t; t = t->parent)
			if (str_eq(t->path, parent->path) ||
			    depth >= CHAIN_MAX) {
				diag_add(diags, DIAG_TEMPLATE_CYCLE, child->loc,
				    child->id, child->extends);
				return NULL;
			}
		child->parent = parent;
		child = parent;
		depth++;
	}
	return leaf;
}

struct names {
	const char **list;
	size_t n, cap;
};

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
add_names(struct arena *arena, struct names *names, const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL) {
		size_t len = strlen(entry->d_name);
		char *name;

		if (!str_ends(entry->d_name, ".xml"))
			continue;
		name = arena_strndup(arena, entry->d_name, len - 4);
		if (!is_name(name))
			continue;
		ARRAY_GROW(names->list, names->n, names->cap);
		names->list[names->n++] = name;
	}
	closedir(dir);
}

const char *const *
template_names(
    struct arena *arena, const struct template_folders *folders, size_t *n)
{
	struct names names = {0};
	const char **out;

	add_names(arena, &names, folders->data);
	if (folders->publication != NULL)
		add_names(arena, &names,
		    arena_printf(arena, "%s/templates", folders->publication));
	if (names.n > 0)
		qsort(names.list, names.n, sizeof *names.list, compare_names);
	out = ARENA_ARRAY(arena, const char *, names.n + 1);
	*n = 0;
	for (size_t i = 0; i < names.n; i++)
		if (*n == 0 || !str_eq(out[*n - 1], names.list[i]))
			out[(*n)++] = names.list[i];
	free(names.list);
	return out;
}
