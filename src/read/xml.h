/*
 * Reading XML safely: the only user of libxml2.
 *
 * A file becomes a tree of plain structs. Refused, with a message at its
 * line and column: a DOCTYPE, text that is not UTF-8, an empty file, more
 * than XML_MAX_DEPTH levels, XML_MAX_ELEMENTS, XML_MAX_ATTRIBUTES of one
 * element or XML_MAX_BYTES, any entity beyond XML's five. Nothing is ever
 * fetched. Comments and processing instructions are dropped. White space is
 * kept as written.
 */
#ifndef READ_XML_H
#define READ_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/bounds.h"
#include "base/diag.h"

enum {
	XML_MAX_DEPTH = BOUND_XML_DEPTH,
	XML_MAX_ATTRIBUTES = BOUND_XML_ATTRIBUTES,
	XML_MAX_ELEMENTS = BOUND_XML_ELEMENTS,
	XML_MAX_BYTES = BOUND_XML_MB << 20,
};

struct xml_attr {
	const char *name; /* with its prefix for xml: only: "xml:lang" */
	const char *ns;   /* namespace URI of other prefixes, or NULL */
	const char *value;
	struct loc loc;
	struct xml_attr *next;
};

/* An element, or a run of text (name == NULL). */
struct xml_node {
	const char *name;       /* local name; NULL for text */
	const char *ns;         /* namespace URI, or NULL */
	const char *text;       /* of a run of text */
	struct xml_attr *attrs; /* in the order written */
	struct xml_node *parent, *first, *last, *next;
	struct loc loc; /* of the '<', or of the first character */
};

/*
 * Read a file into the arena. NULL after at least one message in diags.
 * path is kept in every loc; it is copied.
 */
struct xml_node *xml_read(
    struct arena *arena, const char *path, struct diags *diags);
/* The same from memory, with a NUL behind; path is for messages only. */
struct xml_node *xml_read_memory(struct arena *arena, const char *path,
    const char *bytes, size_t len, struct diags *diags);

/* The attribute's value, or NULL. */
const char *xml_attr(const struct xml_node *node, const char *name);
/* The element's whole text, its children's included; in the arena. */
const char *xml_text(struct arena *arena, const struct xml_node *node);
/* The first child element of that name, or NULL; the next one beside it. */
struct xml_node *xml_child(const struct xml_node *node, const char *name);
struct xml_node *xml_sibling(const struct xml_node *node, const char *name);

#endif
