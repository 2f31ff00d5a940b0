/*
 * docs/publication.rng says what model/kinds.def and attrs.def say: the same
 * elements, what may stand in each, the same attributes, and which of them
 * are required. tests/schema.sh shows the same of whole files.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/print.h"
#include "model/node.h"
#include "read/xml.h"
#include "unit.h"

#include "base/str.h"

static struct arena *arena;
static const struct xml_node *grammar;
static kind_set seen;

static const struct xml_node *
definition(const char *name)
{
	for (const struct xml_node *d = xml_child(grammar, "define"); d;
	     d = xml_sibling(d, "define"))
		if (str_eq(xml_attr(d, "name"), name))
			return d;
	return NULL;
}

struct found {
	kind_set children;
	attr_set attributes, required;
	bool has_words; /* an explanation for people */
};

static void
note_attribute(struct found *found, const char *name, bool is_optional)
{
	const struct xml_node *d = definition(name), *a;
	enum attr_name attr;

	CHECK(d != NULL);
	a = d != NULL ? xml_child(d, "attribute") : NULL;
	if (a == NULL || !attr_lookup(xml_attr(a, "name"), &attr)) {
		printf("no such attribute: %s\n", name);
		unit_bad = 1;
		return;
	}
	CHECK(xml_child(a, "documentation") != NULL);
	found->attributes |= (attr_set)1 << attr;
	if (!is_optional)
		found->required |= (attr_set)1 << attr;
}

/* What an element's pattern allows, through references, but not into the
 * elements below it. */
static void
walk(struct found *found, const struct xml_node *pattern, bool is_optional)
{
	for (const struct xml_node *n = pattern->first; n; n = n->next) {
		const char *name = xml_attr(n, "name");
		enum kind kind;

		if (str_eq(n->name, "ref") && str_starts(name, "att-")) {
			note_attribute(found, name, is_optional);
		} else if (str_eq(n->name, "ref")) {
			const struct xml_node *d = definition(name);

			CHECK(d != NULL);
			if (d != NULL && !str_eq(name, "foreign"))
				walk(found, d, is_optional);
		} else if (str_eq(n->name, "text")) {
			found->children |= (kind_set)1 << KIND_TEXT;
		} else if (str_eq(n->name, "documentation")) {
			found->has_words = true;
		} else if (!str_eq(n->name, "element")) {
			walk(found, n,
			    is_optional || str_eq(n->name, "optional"));
		} else if (kind_lookup(name, &kind)) {
			found->children |= (kind_set)1 << kind;
		} else {
			CHECK_STR(name, "include");
		}
	}
}

static void
compare(const struct xml_node *element, int section_level)
{
	struct found found = {0};
	const struct kind_info *info;
	kind_set children;
	enum kind kind;

	if (!kind_lookup(xml_attr(element, "name"), &kind))
		return; /* include */
	seen |= (kind_set)1 << kind;
	info = kind_info(kind);
	walk(&found, element, false);
	children = info->children;
	if (section_level == 3)
		children &= ~((kind_set)1 << KIND_SECTION);
	if (found.children != children ||
	    found.attributes != info->attributes ||
	    found.required != info->required || !found.has_words) {
		printf("<%s>: children %llx, not %llx; attributes %x, not %x; "
		       "required %x, not %x\n",
		    info->element, (unsigned long long)found.children,
		    (unsigned long long)children, found.attributes,
		    info->attributes, found.required, info->required);
		unit_bad = 1;
	}
}

static void
test_same_rules(void)
{
	for (const struct xml_node *d = xml_child(grammar, "define"); d;
	     d = xml_sibling(d, "define")) {
		const struct xml_node *element = xml_child(d, "element");

		if (element != NULL)
			compare(element,
			    str_eq(xml_attr(d, "name"), "section3") ? 3 : 0);
	}
	for (int k = 0; k < KIND_COUNT; k++)
		if (k != KIND_TEXT && !(seen >> k & 1)) {
			printf("the schema has no <%s>\n",
			    kind_info((enum kind)k)->element);
			unit_bad = 1;
		}
}

/* docs/format.md shows every element and attribute. */
static void
test_documented(void)
{
	struct diags diags = {0};
	struct buf page = {0};
	char wanted[80];

	CHECK(file_read("docs/format.md", 1 << 20, &page, &diags, LOC_NONE));
	for (int k = 0; k < KIND_COUNT; k++) {
		snprintf(wanted, sizeof wanted, "<%s",
		    kind_info((enum kind)k)->element);
		if (k != KIND_TEXT && strstr(buf_str(&page), wanted) == NULL) {
			printf("docs/format.md does not show %s>\n", wanted);
			unit_bad = 1;
		}
	}
	for (int a = 0; a < ATTR_COUNT; a++) {
		snprintf(wanted, sizeof wanted, "%s=\"",
		    attr_written((enum attr_name)a));
		if (strstr(buf_str(&page), wanted) == NULL) {
			printf("docs/format.md does not show %s\n", wanted);
			unit_bad = 1;
		}
	}
	buf_release(&page);
	diags_release(&diags);
}

int
main(void)
{
	struct diags diags = {0};

	arena = arena_new();
	grammar = xml_read(arena, "docs/publication.rng", &diags);
	if (grammar == NULL) {
		diags_print(&diags, stdout, false);
		return 1;
	}
	RUN(test_same_rules);
	RUN(test_documented);
	diags_release(&diags);
	arena_free(arena);
	return unit_end();
}
