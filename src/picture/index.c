/* Reading an index of pictures. */
#include "picture/index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "read/xml.h"

#define INDEX_NS "urn:everyread:pictures:1"

enum {
	MAX_DEPTH = 8, /* of indexes that use indexes */
	BADGE_AT = 43,
	BADGE_SIZE = 31
};

/* A set of drawings with one licence. */
struct set {
	const char *id, *name, *folder, *licence, *credit, *source;
	struct set *next;
};

struct reader {
	struct arena *arena;
	const struct index_source *source;
	struct set *sets;
	const char *group; /* title, or "" */
	index_taker *take;
	void *arg;
	struct diags *diags;
	int depth;
	bool ok;
};

static bool read_index(struct reader *parent, const char *folder,
    const char *name, struct loc loc);

static const char *
join(struct arena *arena, const char *folder, const char *name)
{
	if (folder[0] == '\0' || strcmp(folder, ".") == 0)
		return arena_strdup(arena, name);
	if (strcmp(name, ".") == 0)
		return arena_strdup(arena, folder);
	return arena_printf(arena, "%s/%s", folder, name);
}

static const char *
attr_or(const struct xml_node *node, const char *name, const char *other)
{
	const char *value = xml_attr(node, name);

	return value != NULL ? value : other;
}

/* ---- attributes --------------------------------------------------------- */

enum { NATTRS = 20 };

/* What each element may say. */
static const struct {
	const char *element, *attrs[NATTRS];
} allowed[] = {
    {"catalogue", {NULL}},
    {"set", {"id", "name", "folder", "licence", "credit", "source", NULL}},
    {"use", {"index", NULL}},
    {"group", {"title", NULL}},
    {"picture", {"name", "set", "file", "colours", "hair", "red", "ink",
                    "keep-shape", "base", "badge", "number", "number-box",
                    "alt", "words", "licence", "credit", "source", NULL}},
    {"part", {"picture", "x", "y", "size", "flip", "disc", NULL}},
};

static bool
check_attrs(struct reader *reader, const struct xml_node *node)
{
	size_t row = 0;
	bool ok = true;

	while (strcmp(allowed[row].element, node->name) != 0)
		row++;
	for (struct xml_attr *a = node->attrs; a != NULL; a = a->next) {
		const char *const *known = allowed[row].attrs;

		while (*known != NULL && strcmp(*known, a->name) != 0)
			known++;
		if (*known == NULL && a->ns == NULL)
			ok = diag_add(reader->diags, DIAG_XML_ATTRIBUTE, a->loc,
			    node->name, a->name);
	}
	return ok;
}

static bool
has_attr(struct reader *reader, const struct xml_node *node, const char *name)
{
	if (xml_attr(node, name) != NULL)
		return true;
	return diag_add(reader->diags, DIAG_XML_ATTRIBUTE_MISSING, node->loc,
	    node->name, name);
}

static double
number_attr(
    struct reader *reader, const struct xml_node *node, const char *name)
{
	const char *value = xml_attr(node, name);
	char *end = NULL;
	double number = 0;

	if (value == NULL) {
		reader->ok = has_attr(reader, node, name);
		return 0;
	}
	/* digits and one point: strtod would also take "1e9" and "nan" */
	if (value[strspn(value, "-0123456789.")] == '\0')
		number = strtod(value, &end);
	if (end == NULL || end == value || *end != '\0' || number < -FIELD ||
	    number > 2 * FIELD)
		reader->ok = diag_add(reader->diags, DIAG_XML_ATTRIBUTE_VALUE,
		    node->loc, value, name);
	return number;
}

static bool
yes_attr(const struct xml_node *node, const char *name)
{
	return str_eq(xml_attr(node, name), "yes");
}

static bool
is_name(const char *name)
{
	return name[0] != '\0' &&
	       name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] ==
	           '\0';
}

/* ---- elements ----------------------------------------------------------- */

static void
read_set(struct reader *reader, const struct xml_node *node)
{
	struct set *set = ARENA_NEW(reader->arena, struct set);
	const struct index_source *source = reader->source;

	if (!check_attrs(reader, node) || !has_attr(reader, node, "id") ||
	    !has_attr(reader, node, "name")) {
		reader->ok = false;
		return;
	}
	*set = (struct set){
	    .id = xml_attr(node, "id"),
	    .name = xml_attr(node, "name"),
	    .folder = join(
	        reader->arena, source->folder, attr_or(node, "folder", ".")),
	    .licence = attr_or(node, "licence", ""),
	    .credit = attr_or(node, "credit", ""),
	    .source = attr_or(node, "source", ""),
	};
	/* the first set stays first: it is the one meant when none is told */
	struct set **end = &reader->sets;
	while (*end != NULL)
		end = &(*end)->next;
	*end = set;
}

/* The set that the picture belongs to. NULL after a message. */
static const struct set *
find_set(struct reader *reader, const struct xml_node *node)
{
	const char *id = xml_attr(node, "set");
	static const struct set none = {
	    .name = "", .licence = "", .credit = "", .source = ""};
	struct set *set = reader->sets;

	if (id == NULL && set == NULL) {
		struct set *here = ARENA_NEW(reader->arena, struct set);

		*here = none;
		here->folder = reader->source->folder;
		return here;
	}
	while (set != NULL && id != NULL && strcmp(set->id, id) != 0)
		set = set->next;
	if (set == NULL)
		diag_add(reader->diags, DIAG_PICTURE_SET, node->loc, id);
	return set;
}

static void
set_words(struct arena *arena, struct picture *picture, const char *words)
{
	char *copy = arena_strdup(arena, words), *rest = copy, *word;
	const char **list =
	    ARENA_ARRAY(arena, const char *, strlen(words) / 2 + 1);
	size_t n = 0;

	while ((word = strtok_r(rest, " \t\r\n", &rest)) != NULL)
		list[n++] = word;
	picture->words = list;
	picture->nwords = n;
}

static void
add_part(struct reader *reader, struct drawable *drawable, struct part part)
{
	struct part *more =
	    ARENA_ARRAY(reader->arena, struct part, drawable->nparts + 1);

	if (drawable->nparts > 0)
		memcpy(more, drawable->parts, drawable->nparts * sizeof *more);
	more[drawable->nparts++] = part;
	drawable->parts = more;
}

static void
read_parts(struct reader *reader, const struct xml_node *node,
    struct drawable *drawable)
{
	const char *base = xml_attr(node, "base");
	const char *badge = xml_attr(node, "badge");

	if (base != NULL)
		add_part(reader, drawable,
		    (struct part){
		        .name = base, .loc = node->loc, .size = FIELD});
	for (struct xml_node *n = xml_child(node, "part"); n != NULL;
	     n = xml_sibling(n, "part")) {
		if (!check_attrs(reader, n) || !has_attr(reader, n, "picture"))
			reader->ok = false;
		else
			add_part(reader, drawable,
			    (struct part){
			        .name = xml_attr(n, "picture"),
			        .loc = n->loc,
			        .x = number_attr(reader, n, "x"),
			        .y = number_attr(reader, n, "y"),
			        .size = number_attr(reader, n, "size"),
			        .flip = yes_attr(n, "flip"),
			        .disc = yes_attr(n, "disc"),
			    });
	}
	if (badge != NULL)
		add_part(reader, drawable,
		    (struct part){.name = badge,
		        .loc = node->loc,
		        .x = BADGE_AT,
		        .y = BADGE_AT,
		        .size = BADGE_SIZE,
		        .disc = true});
}

static void
read_number(struct reader *reader, const struct xml_node *node,
    struct drawable *drawable)
{
	const char *number = xml_attr(node, "number");
	const char *box = xml_attr(node, "number-box");
	double *b = drawable->number_box;

	if (number != NULL && xml_attr(node, "base") == NULL)
		reader->ok = has_attr(reader, node, "base");
	else if (number != NULL &&
	         (number[0] == '\0' || strlen(number) > 5 ||
	             number[strspn(number, "0123456789")] != '\0'))
		reader->ok = diag_add(reader->diags, DIAG_XML_ATTRIBUTE_VALUE,
		    node->loc, number, "number");
	else
		drawable->number = number;
	b[0] = b[1] = FIELD / 4.0;
	b[2] = b[3] = FIELD / 2.0;
	if (box != NULL &&
	    sscanf(box, "%lf %lf %lf %lf", &b[0], &b[1], &b[2], &b[3]) != 4)
		reader->ok = diag_add(reader->diags, DIAG_XML_ATTRIBUTE_VALUE,
		    node->loc, box, "number-box");
}

static void
read_ink(struct reader *reader, const struct xml_node *node,
    struct drawable *drawable)
{
	const char *text = xml_attr(node, "ink");
	struct ink *ink = &drawable->ink;

	if (text != NULL &&
	    (sscanf(text, "%lf %lf %lf %lf %lf", &ink->x, &ink->y, &ink->width,
	         &ink->height, &ink->heavy) != 5 ||
	        !(ink->width > 0) || !(ink->height > 0)))
		reader->ok = diag_add(reader->diags, DIAG_XML_ATTRIBUTE_VALUE,
		    node->loc, text, "ink");
}

static bool
is_svg(const char *file)
{
	const char *dot = strrchr(file, '.');

	return dot != NULL && strcasecmp(dot, ".svg") == 0;
}

static void
fill_drawable(struct reader *reader, const struct xml_node *node,
    const struct set *set, struct drawable *drawable)
{
	const char *file = xml_attr(node, "file");
	struct picture *picture = &drawable->picture;

	drawable->loc = node->loc;
	drawable->root = reader->source->root;
	drawable->colours = xml_attr(node, "colours");
	drawable->hair = xml_attr(node, "hair");
	drawable->red = xml_attr(node, "red");
	*picture = (struct picture){
	    .name = xml_attr(node, "name"),
	    .alt = attr_or(node, "alt", ""),
	    .group = reader->group,
	    .set = set->name,
	    .licence = attr_or(node, "licence", set->licence),
	    .credit = attr_or(node, "credit", set->credit),
	    .source = attr_or(node, "source", set->source),
	    .format = PICTURE_COMPOSED,
	};
	set_words(reader->arena, picture, attr_or(node, "words", ""));
	if (file != NULL)
		picture->file = join(reader->arena, set->folder, file);
	drawable->is_symbol =
	    (file == NULL || is_svg(file)) && !yes_attr(node, "keep-shape");
	read_parts(reader, node, drawable);
	read_number(reader, node, drawable);
	read_ink(reader, node, drawable);
}

static void
read_picture(struct reader *reader, const struct xml_node *node)
{
	struct drawable *drawable;
	const struct set *set;

	if (!check_attrs(reader, node) || !has_attr(reader, node, "name") ||
	    (set = find_set(reader, node)) == NULL) {
		reader->ok = false;
		return;
	}
	drawable = ARENA_NEW(reader->arena, struct drawable);
	fill_drawable(reader, node, set, drawable);
	if (!is_name(drawable->picture.name))
		reader->ok = diag_add(reader->diags, DIAG_XML_ATTRIBUTE_VALUE,
		    node->loc, drawable->picture.name, "name");
	else if ((drawable->picture.file == NULL) == (drawable->nparts == 0))
		reader->ok = diag_add(reader->diags, DIAG_PICTURE_NOTHING,
		    node->loc, drawable->picture.name);
	else
		reader->take(reader->arg, drawable);
}

static void read_children(struct reader *reader, const struct xml_node *parent);

static void
read_group(struct reader *reader, const struct xml_node *node)
{
	const char *outer = reader->group;

	reader->ok = check_attrs(reader, node) && reader->ok;
	reader->group = attr_or(node, "title", outer);
	read_children(reader, node);
	reader->group = outer;
}

static void
read_use(struct reader *reader, const struct xml_node *node)
{
	if (!check_attrs(reader, node) || !has_attr(reader, node, "index") ||
	    !read_index(reader, reader->source->folder, xml_attr(node, "index"),
	        node->loc))
		reader->ok = false;
}

static void
read_children(struct reader *reader, const struct xml_node *parent)
{
	static const struct {
		const char *name;
		void (*read)(struct reader *, const struct xml_node *);
	} elements[] = {
	    {"picture", read_picture},
	    {"group", read_group},
	    {"set", read_set},
	    {"use", read_use},
	};
	enum { N = sizeof elements / sizeof *elements };

	for (struct xml_node *n = parent->first; n != NULL; n = n->next) {
		size_t row = 0;

		if (n->name == NULL)
			continue;
		while (row < N && strcmp(elements[row].name, n->name) != 0)
			row++;
		if (row < N)
			elements[row].read(reader, n);
		else
			reader->ok = diag_add(
			    reader->diags, DIAG_XML_UNKNOWN, n->loc, n->name);
	}
}

/* ---- files -------------------------------------------------------------- */

/* The root element of the index. NULL after a message. */
static struct xml_node *
read_root(struct reader *reader, const char *path, struct loc loc)
{
	const struct index_source *source = reader->source;
	struct xml_node *root;
	char *inside;

	if (!path_inside(source->root, path, &inside)) {
		diag_add(reader->diags, DIAG_PICTURE_OUTSIDE, loc, path);
		return NULL;
	}
	root = xml_read(
	    reader->arena, arena_strdup(reader->arena, inside), reader->diags);
	free(inside);
	if (root != NULL && (strcmp(root->name, "catalogue") != 0 ||
	                        !str_eq(root->ns, INDEX_NS))) {
		diag_add(reader->diags, DIAG_XML_ROOT, root->loc, root->name,
		    "catalogue xmlns=\"" INDEX_NS "\"");
		return NULL;
	}
	return root;
}

/* Read the index that one index uses, with sets of its own. */
static bool
read_index(
    struct reader *parent, const char *folder, const char *name, struct loc loc)
{
	const char *path = join(parent->arena, folder, name);
	const char *slash = strrchr(path, '/');
	struct index_source source = *parent->source;
	struct reader reader = *parent;
	struct xml_node *root;

	source.folder = slash == NULL ? ""
	                              : arena_strndup(parent->arena, path,
	                                    (size_t)(slash - path));
	reader.source = &source;
	reader.sets = NULL;
	reader.group = "";
	reader.ok = true;
	if (++reader.depth > MAX_DEPTH)
		return diag_add(parent->diags, DIAG_PICTURE_CYCLE, loc, name);
	root = read_root(&reader, path, loc);
	if (root == NULL)
		return false;
	read_children(&reader, root);
	return reader.ok;
}

bool
index_read(struct arena *arena, const struct index_source *source,
    index_taker *take, void *arg, struct diags *diags)
{
	struct reader reader = {.arena = arena,
	    .source = source,
	    .take = take,
	    .arg = arg,
	    .diags = diags};

	return read_index(&reader, source->folder, source->name, LOC_NONE);
}
