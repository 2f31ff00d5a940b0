/*
 * publication.xml → the tree. Every rule of kinds.def is checked here; a
 * mistake is reported and reading goes on, so that one run shows them all.
 */
#include "read/publication.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/source.h"
#include "base/str.h"
#include "read/references.h"
#include "read/review.h"
#include "read/values.h"
#include "read/xml.h"

#define NAMESPACE "urn:everyread:1"
#define INCLUDE_NAMESPACE "http://www.w3.org/2001/XInclude"

enum { MAX_INCLUDES = BOUND_INCLUDES, MAX_SECTIONS_DEEP = 3 };

struct reader {
	struct arena *arena;
	struct diags *diags;
	const char *folder;   /* of the publication */
	struct sources *read; /* all that was read */
	int nincludes;
	/* the files being read, innermost last */
	const char *files[MAX_INCLUDES + 1];
	size_t nfiles;
	const char *subfolder; /* of the innermost, below folder; "" */
};

static void map_children(
    struct reader *r, struct node *node, const struct xml_node *xml);

/* What people write who know HTML. */
static const struct {
	const char *html, *ours;
} html_names[] = {
    {"b", "strong"},
    {"em", "strong"},
    {"i", "strong"},
    {"a", "link"},
    {"ul", "list"},
    {"ol", "list"},
    {"li", "item"},
    {"h1", "heading"},
    {"h2", "heading"},
    {"h3", "heading"},
    {"h4", "heading"},
    {"paragraph", "p"},
    {"para", "p"},
    {"div", "section"},
    {"img", "figure"},
    {"image", "figure"},
    {"blockquote", "quote"},
    {"tr", "row"},
    {"td", "cell"},
    {"th", "cell"},
    {"thead", "head"},
    {"acronym", "abbr"},
};
enum { NHTML_NAMES = sizeof html_names / sizeof *html_names };

/* a-z, 0-9 and hyphens, from a letter on: safe in file names and in XML. */
static bool
is_id(const char *s)
{
	if (!islower((unsigned char)*s))
		return false;
	for (; *s != '\0'; s++)
		if (!islower((unsigned char)*s) &&
		    !isdigit((unsigned char)*s) && *s != '-')
			return false;
	return true;
}

/* BCP 47 as PDF/UA 7.2 wants it: letters and digits, 1 to 8 a part. */
static bool
is_language(const char *s)
{
	size_t n = 0, part = 0;

	for (;; s++) {
		if (*s == '-' || *s == '\0') {
			if (n == 0 || n > 8)
				return false;
			if (*s == '\0')
				return true;
			part++;
			n = 0;
		} else if (isalpha((unsigned char)*s) ||
		           (part > 0 && isdigit((unsigned char)*s))) {
			n++;
		} else {
			return false;
		}
	}
}

static bool
is_one_of(const char *value, const char *a, const char *b, const char *c)
{
	return str_eq(value, a) || str_eq(value, b) || str_eq(value, c);
}

static bool
is_href(const char *s)
{
	static const char *const starts[] = {
	    "https://", "http://", "mailto:", "tel:"};

	if (*s == '#')
		return is_id(s + 1);
	for (const char *p = s; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || strchr("<>\"\\^`{|}", *p))
			return false;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (str_starts(s, starts[i]) && strlen(s) > strlen(starts[i]))
			return true;
	return false;
}

static bool
is_value(enum attr_name name, const char *value)
{
	switch (name) {
	case ATTR_ID:
	case ATTR_FROM:
	case ATTR_REF:
		return is_id(value);
	case ATTR_LANG:
		return is_language(value);
	case ATTR_WORDING:
		return is_one_of(value, "easy-read", "standard", "standard");
	case ATTR_DATE:
	case ATTR_UNTIL:
		return value_is_date(value);
	case ATTR_SAY:
		return is_one_of(value, "letters", "word", "full");
	case ATTR_HREF:
		return is_href(value);
	case ATTR_NUMBERED:
	case ATTR_ROW_HEADERS:
	case ATTR_RIGHT:
		return is_one_of(value, "yes", "no", "no");
	case ATTR_PICTURE:
	case ATTR_REASON:
	case ATTR_BY:
	case ATTR_TEXT:
	case ATTR_AS:
	case ATTR_LABEL:
	case ATTR_RULE:
	case ATTR_MARK:
		return !str_is_blank(value);
	case ATTR_ALT:
		return true;
	}
	return true;
}

/* The attribute's name nearest to a wrong one, among those the kind has. */
static const char *
nearest_attribute(const char *written, attr_set has)
{
	const char *names[ATTR_COUNT];
	size_t n = 0;

	for (int a = 0; a < ATTR_COUNT; a++)
		if (has >> a & 1)
			names[n++] = attr_written((enum attr_name)a);
	return str_nearest(written, names, n);
}

static void
map_attribute(struct reader *r, struct node *node, const struct xml_attr *attr)
{
	const struct kind_info *info = kind_info(node->kind);
	enum attr_name name;

	if (attr->ns != NULL || str_eq(attr->name, "xml:base") ||
	    str_eq(attr->name, "xml:space"))
		return; /* somebody else's: editors and tools leave such */
	if (!attr_lookup(attr->name, &name) ||
	    !(info->attributes >> name & 1)) {
		const char *nearest =
		    nearest_attribute(attr->name, info->attributes);

		diag_add(r->diags, DIAG_XML_ATTRIBUTE, attr->loc, info->element,
		    attr->name);
		if (nearest != NULL)
			diag_hint(r->diags, "Did you mean \"%s\"?", nearest);
		return;
	}
	if (is_value(name, attr->value)) {
		bool is_name = name == ATTR_PICTURE || name == ATTR_HREF;

		node_set_attr(r->arena, node, name,
		    is_name ? value_name(r->arena, attr->value)
		            : value_tidy(r->arena, attr->value),
		    attr->loc);
		return;
	}
	diag_add(r->diags, DIAG_XML_ATTRIBUTE_VALUE, attr->loc, attr->value,
	    attr->name);
	diag_hint(r->diags, "It is %s.", attr_values(name));
	/* it is there, so it is not missed; it names nothing */
	node_set_attr(r->arena, node, name, "", attr->loc);
}

/* Wording is inherited. An edition leaves out a block of the other wording
 * with all that is in it; what publication says is only a start. */
static void
map_wording(struct reader *r, struct node *node)
{
	const struct attr *attr = node_attr_entry(node, ATTR_WORDING);
	enum wording outer = node->wording;

	if (attr == NULL || str_is_blank(attr->value))
		return;
	node->wording = str_eq(attr->value, "standard") ? WORDING_STANDARD
	                                                : WORDING_EASY_READ;
	if (outer != WORDING_ANY && outer != node->wording &&
	    node->parent->kind != KIND_PUBLICATION)
		diag_add(r->diags, DIAG_WORDING_INSIDE, attr->loc, attr->value);
}

static void
map_attributes(struct reader *r, struct node *node, const struct xml_node *xml)
{
	const struct kind_info *info = kind_info(node->kind);
	const char *value;

	for (const struct xml_attr *a = xml->attrs; a != NULL; a = a->next)
		map_attribute(r, node, a);
	for (int a = 0; a < ATTR_COUNT; a++)
		if ((info->required >> a & 1) &&
		    node_attr(node, (enum attr_name)a) == NULL)
			diag_add(r->diags, DIAG_XML_ATTRIBUTE_MISSING,
			    node->loc, info->element,
			    attr_written((enum attr_name)a));
	value = node_attr(node, ATTR_LANG);
	if (!str_is_blank(value))
		node->lang = value;
	map_wording(r, node);
}

static struct node *
make_node(struct reader *r, struct node *parent, enum kind kind, struct loc loc)
{
	struct node *node = node_new(r->arena, kind, loc);

	if (parent != NULL) {
		node->lang = parent->lang;
		node->wording = parent->wording;
		node_append(parent, node);
	}
	return node;
}

static void
map_text(struct reader *r, struct node *node, const struct xml_node *xml)
{
	const struct kind_info *info = kind_info(node->kind);
	struct node *text;

	switch (info->class) {
	case CLASS_STRUCTURE:
	case CLASS_EMPTY:
		if (!str_is_blank(xml->text))
			diag_add(
			    r->diags, DIAG_XML_TEXT, xml->loc, info->element);
		return;
	case CLASS_DATA:
		node->text = node->text == NULL
		                 ? value_tidy(r->arena, xml->text)
		                 : arena_printf(r->arena, "%s%s", node->text,
		                       value_tidy(r->arena, xml->text));
		return;
	case CLASS_WORDS:
	case CLASS_INLINE:
		text = make_node(r, node, KIND_TEXT, xml->loc);
		text->text = value_collapse(r->arena, xml->text);
		return;
	}
}

static bool
is_include(const struct xml_node *xml)
{
	return str_eq(xml->ns, INCLUDE_NAMESPACE) &&
	       str_eq(xml->name, "include");
}

/* The element that was meant, or NULL. */
static const char *
nearest_element(const char *written)
{
	const char *const *names;
	size_t n;

	for (size_t i = 0; i < NHTML_NAMES; i++)
		if (str_eq(written, html_names[i].html))
			return html_names[i].ours;
	names = kind_elements(&n);
	return str_nearest(written, names, n);
}

static void
report_misplaced(
    struct reader *r, const struct node *parent, const struct xml_node *xml)
{
	const char *nearest;
	enum kind kind;

	if (is_include(xml) ||
	    (kind_lookup(xml->name, &kind) && str_eq(xml->ns, NAMESPACE))) {
		diag_add(r->diags, DIAG_XML_ELEMENT, xml->loc, xml->name,
		    kind_info(parent->kind)->element);
		return;
	}
	diag_add(r->diags, DIAG_XML_UNKNOWN, xml->loc, xml->name);
	nearest = nearest_element(xml->name);
	if (nearest != NULL && !str_eq(nearest, xml->name))
		diag_hint(r->diags, "Did you mean <%s>?", nearest);
	else if (!str_eq(xml->ns, NAMESPACE))
		diag_hint(
		    r->diags, "The namespace must be xmlns=\"" NAMESPACE "\".");
}

static int
sections_above(const struct node *node)
{
	int n = 0;

	for (; node != NULL; node = node->parent)
		n += node->kind == KIND_SECTION;
	return n;
}

/* False if the element is refused: it is not in the tree then. */
static bool
map_element(struct reader *r, struct node *parent, const struct xml_node *xml)
{
	struct node *node;
	enum kind kind;

	if (!str_eq(xml->ns, NAMESPACE) || !kind_lookup(xml->name, &kind) ||
	    !kind_in(kind_info(parent->kind)->children, kind)) {
		report_misplaced(r, parent, xml);
		return false;
	}
	if (kind == KIND_SECTION && sections_above(parent) >= MAX_SECTIONS_DEEP)
		diag_add(r->diags, DIAG_XML_SECTION_DEPTH, xml->loc);
	node = make_node(r, parent, kind, xml->loc);
	map_attributes(r, node, xml);
	map_children(r, node, xml);
	return true;
}

static bool
is_being_read(const struct reader *r, const char *file)
{
	for (size_t i = 0; i < r->nfiles; i++)
		if (str_eq(r->files[i], file))
			return true;
	return false;
}

/* A file of the publication, which is kept. NULL after a message. */
static struct xml_node *
read_file(struct reader *r, const char *path)
{
	struct buf bytes = {0};
	struct xml_node *root = NULL;

	if (file_read(path, XML_MAX_BYTES, &bytes, r->diags, LOC_FILE(path))) {
		root = xml_read_memory(
		    r->arena, path, buf_str(&bytes), bytes.len, r->diags);
		sources_take(r->read, path, &bytes);
	}
	buf_release(&bytes);
	return root;
}

/* Read an included file; what it includes is found from where it stands. */
static bool
read_included(struct reader *r, struct node *parent, const char *name,
    const char *path, const char *real)
{
	const char *outer = r->subfolder;
	char *subfolder = path_folder(name);
	struct xml_node *root;
	bool ok;

	r->subfolder =
	    arena_strdup(r->arena, str_eq(subfolder, ".") ? "" : subfolder);
	free(subfolder);
	r->files[r->nfiles++] = real;
	root = read_file(r, path);
	ok = root != NULL && map_element(r, parent, root);
	r->nfiles--;
	r->subfolder = outer;
	return ok;
}

/* An include holds nothing and has no attribute but href: a file is read
 * whole, as XML, or there is a message. */
static bool
check_include(struct reader *r, const struct xml_node *xml)
{
	bool ok = true;

	for (const struct xml_attr *a = xml->attrs; a != NULL; a = a->next)
		if (a->ns == NULL && !str_eq(a->name, "href") &&
		    !str_eq(a->name, "xml:base") &&
		    !(str_eq(a->name, "parse") && str_eq(a->value, "xml")))
			ok = diag_add(r->diags, DIAG_XML_ATTRIBUTE, a->loc,
			    xml->name, a->name);
	for (const struct xml_node *c = xml->first; c != NULL; c = c->next)
		if (c->name != NULL)
			ok = diag_add(r->diags, DIAG_XML_ELEMENT, c->loc,
			    c->name, xml->name);
		else if (!str_is_blank(c->text))
			ok = diag_add(
			    r->diags, DIAG_XML_TEXT, c->loc, xml->name);
	if (xml_attr(xml, "href") == NULL)
		ok = diag_add(r->diags, DIAG_XML_ATTRIBUTE_MISSING, xml->loc,
		    xml->name, "href");
	return ok;
}

/* False if nothing was included. */
static bool
include(struct reader *r, struct node *parent, const struct xml_node *xml)
{
	const char *href = xml_attr(xml, "href");
	char *name, *path = NULL, *real;
	bool ok = false;

	if (!check_include(r, xml))
		return false;
	name = path_join(r->subfolder, href);
	if (!path_inside(r->folder, name, &path)) {
		diag_add(r->diags, DIAG_INCLUDE_OUTSIDE, xml->loc, href);
		free(name);
		return false;
	}
	real = realpath(path, NULL);
	if (is_being_read(r, real))
		diag_add(r->diags, DIAG_INCLUDE_LOOP, xml->loc, href);
	else if (++r->nincludes > MAX_INCLUDES)
		diag_add(r->diags, DIAG_INCLUDE_MANY, xml->loc, MAX_INCLUDES);
	else
		ok = read_included(r, parent, name, path, real);
	free(real);
	free(path);
	free(name);
	return ok;
}

/* The words a heading, a lead or a caption must come before. */
static bool
must_be_first(enum kind kind)
{
	return kind == KIND_HEADING || kind == KIND_LEAD ||
	       kind == KIND_CAPTION || kind == KIND_HEAD ||
	       kind == KIND_ABOUT || kind == KIND_ASK;
}

static void
check_order(struct reader *r, const struct node *node)
{
	bool past = false;

	if (node->kind == KIND_FIGURE)
		return;
	for (const struct node *c = node->first; c != NULL; c = c->next) {
		if (!must_be_first(c->kind))
			past |= c->kind != KIND_WAIVE;
		else if (past)
			diag_add(r->diags, DIAG_XML_MISPLACED, c->loc,
			    kind_info(c->kind)->element,
			    kind_info(node->kind)->element);
	}
}

/* is_whole: no child was refused; a refused one may be the missing one. */
static void
check_children(struct reader *r, const struct node *node, bool is_whole)
{
	const struct kind_info *info = kind_info(node->kind);

	for (int k = 0; k < KIND_COUNT; k++) {
		enum kind kind = (enum kind)k;
		const struct node *first = node_child(node, kind);

		if (first == NULL && is_whole && kind_in(info->must, kind))
			diag_add(r->diags, DIAG_XML_CHILD_MISSING, node->loc,
			    info->element, kind_info(kind)->element);
		if (first == NULL || !kind_in(info->once, kind))
			continue;
		for (const struct node *c = first->next; c; c = c->next)
			if (c->kind == kind)
				diag_add(r->diags, DIAG_XML_CHILD_TWICE, c->loc,
				    info->element, kind_info(kind)->element);
	}
}

/* Words and data must not be empty. */
static void
check_words(struct reader *r, const struct node *node)
{
	const struct kind_info *info = kind_info(node->kind);

	if (info->class != CLASS_WORDS && info->class != CLASS_DATA &&
	    info->class != CLASS_INLINE)
		return;
	/* what is inside has its own message */
	for (const struct node *n = node; n != NULL; n = node_next(n, node))
		if (!str_is_blank(n->text) ||
		    (n != node && n->kind != KIND_TEXT &&
		        n->kind != KIND_WAIVE))
			return;
	diag_add(r->diags, DIAG_XML_NO_WORDS, node->loc, info->element);
}

static void
map_children(struct reader *r, struct node *node, const struct xml_node *xml)
{
	bool is_structure = kind_info(node->kind)->class == CLASS_STRUCTURE;
	bool is_whole = true;

	for (const struct xml_node *c = xml->first; c != NULL; c = c->next) {
		if (c->name == NULL)
			map_text(r, node, c);
		else if (is_include(c) && is_structure)
			is_whole &= include(r, node, c);
		else
			is_whole &= map_element(r, node, c);
	}
	check_children(r, node, is_whole);
	check_order(r, node);
	if (is_whole)
		check_words(r, node);
	if (node->kind == KIND_DATE && !str_is_blank(node->text) &&
	    !value_is_date(node->text))
		diag_add(r->diags, DIAG_XML_DATE, node->loc, node->text);
}

static void
read_root(struct reader *r, struct publication *p, const char *path)
{
	struct xml_node *xml = read_file(r, path);

	if (xml == NULL)
		return;
	if (str_eq(xml->name, "publication") && !str_eq(xml->ns, NAMESPACE)) {
		diag_add(r->diags, DIAG_XML_NAMESPACE, xml->loc);
		return;
	}
	if (!str_eq(xml->name, "publication")) {
		diag_add(r->diags, DIAG_XML_ROOT, xml->loc, xml->name,
		    "publication");
		diag_hint(r->diags,
		    "It starts with <publication xmlns=\"" NAMESPACE "\" …>.");
		return;
	}
	p->root = make_node(r, NULL, KIND_PUBLICATION, xml->loc);
	map_attributes(r, p->root, xml);
	map_children(r, p->root, xml);
	p->id = node_attr(p->root, ATTR_ID);
	p->about = node_child(p->root, KIND_ABOUT);
	p->words = node_child(p->root, KIND_WORDLIST);
	references_check(p, r->diags);
}

/* What a group has said of it, if a group has. False after messages. */
static bool
read_review(struct publication *p, struct diags *diags)
{
	char *path = path_join(p->folder, REVIEW_FILE);
	const struct review *review = NULL;
	bool is_there = file_exists(path);

	if (is_there)
		review = review_read(p->arena, path, diags);
	if (review != NULL && !str_eq(review->publication, p->id))
		diag_add(diags, DIAG_REVIEW_OTHER,
		    LOC_FILE(arena_strdup(p->arena, path)),
		    review->publication);
	else
		p->review = review;
	free(path);
	return !is_there || review != NULL;
}

struct publication *
publication_read(const char *path, struct diags *diags)
{
	struct publication *p = mem_alloc(sizeof *p);
	struct arena *arena = arena_new();
	struct diags found = {0};
	char *folder = path_folder(path), *real = realpath(path, NULL);
	struct reader reader = {.arena = arena,
	    .diags = &found,
	    .folder = arena_strdup(arena, folder),
	    .subfolder = ""};
	bool ok;

	reader.read = ARENA_NEW(arena, struct sources);
	*p = (struct publication){.arena = arena,
	    .files = reader.read,
	    .path = arena_strdup(arena, path),
	    .folder = reader.folder};
	reader.files[reader.nfiles++] = real != NULL ? real : path;
	read_root(&reader, p, path);
	ok = p->root != NULL && diags_worst(&found) < DIAG_ERROR &&
	     read_review(p, &found);
	diags_append(diags, &found);
	free(folder);
	free(real);
	if (ok)
		return p;
	publication_free(p);
	return NULL;
}

void
publication_free(struct publication *publication)
{
	if (publication == NULL)
		return;
	sources_release(publication->files);
	arena_free(publication->arena);
	free(publication);
}
