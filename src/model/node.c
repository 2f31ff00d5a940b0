/* The tree and the table of kinds. */
#include "model/node.h"

#include <string.h>

#include "base/buf.h"

#define K(name) ((kind_set)1 << KIND_##name)
#define A(name) ((attr_set)1 << ATTR_##name)
#define INLINES                                                                \
	(K(TEXT) | K(HARD) | K(ABBR) | K(LINK) | K(STRONG) | K(SPAN) |         \
	    K(SAY) | K(WAIVE))
#define BLOCKS                                                                 \
	(K(ITEM) | K(LIST) | K(P) | K(QUOTE) | K(BOX) | K(TABLE) | K(FIGURE))

static const struct kind_info kinds[KIND_COUNT] = {
#define KIND(name, element, class, children, must, once, attrs, required)      \
	[KIND_##name] = {                                                      \
	    element, CLASS_##class, children, must, once, attrs, required},
#include "model/kinds.def"
#undef KIND
};

static const char *const elements[KIND_COUNT] = {
#define KIND(name, element, class, children, must, once, attrs, required)      \
	[KIND_##name] = element,
#include "model/kinds.def"
#undef KIND
};

static const struct {
	const char *written, *values;
} attributes[ATTR_COUNT] = {
#define ATTR(name, written, values) [ATTR_##name] = {written, values},
#include "model/attrs.def"
#undef ATTR
};

const struct kind_info *
kind_info(enum kind kind)
{
	return &kinds[kind];
}

bool
kind_lookup(const char *element, enum kind *kind)
{
	for (int k = 0; k < KIND_COUNT; k++)
		if (strcmp(elements[k], element) == 0) {
			*kind = (enum kind)k;
			return true;
		}
	return false;
}

bool
kind_in(kind_set set, enum kind kind)
{
	return (set >> kind & 1) != 0;
}

const char *
attr_written(enum attr_name name)
{
	return attributes[name].written;
}

const char *
attr_values(enum attr_name name)
{
	return attributes[name].values;
}

bool
attr_lookup(const char *written, enum attr_name *name)
{
	for (int a = 0; a < ATTR_COUNT; a++)
		if (strcmp(attributes[a].written, written) == 0) {
			*name = (enum attr_name)a;
			return true;
		}
	return false;
}

const char *const *
kind_elements(size_t *n)
{
	*n = KIND_COUNT;
	return elements;
}

struct node *
node_new(struct arena *arena, enum kind kind, struct loc loc)
{
	struct node *node = ARENA_NEW(arena, struct node);

	node->kind = kind;
	node->loc = loc;
	node->lang = "";
	return node;
}

void
node_append(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->next = NULL;
	child->prev = parent->last;
	if (parent->last != NULL)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void
node_remove(struct node *node)
{
	struct node *parent = node->parent;

	if (node->prev != NULL)
		node->prev->next = node->next;
	else
		parent->first = node->next;
	if (node->next != NULL)
		node->next->prev = node->prev;
	else
		parent->last = node->prev;
	node->parent = node->prev = node->next = NULL;
}

const struct attr *
node_attr_entry(const struct node *node, enum attr_name name)
{
	for (const struct attr *a = node->attrs; a != NULL; a = a->next)
		if (a->name == name)
			return a;
	return NULL;
}

const char *
node_attr(const struct node *node, enum attr_name name)
{
	const struct attr *attr = node_attr_entry(node, name);

	return attr != NULL ? attr->value : NULL;
}

void
node_set_attr(struct arena *arena, struct node *node, enum attr_name name,
    const char *value, struct loc loc)
{
	struct attr *attr = ARENA_NEW(arena, struct attr);

	*attr = (struct attr){name, value, loc, node->attrs};
	node->attrs = attr;
}

struct node *
node_child(const struct node *node, enum kind kind)
{
	for (struct node *child = node->first; child; child = child->next)
		if (child->kind == kind)
			return child;
	return NULL;
}

struct node *
node_skip(const struct node *node, const struct node *top)
{
	while (node != top && node->next == NULL)
		node = node->parent;
	return node == top ? NULL : node->next;
}

struct node *
node_next(const struct node *node, const struct node *top)
{
	return node->first != NULL ? node->first : node_skip(node, top);
}

const char *
node_text(struct arena *arena, const struct node *node)
{
	struct buf text = {0};
	const char *result;

	for (const struct node *n = node; n != NULL; n = node_next(n, node))
		if (n->text != NULL)
			buf_puts(&text, n->text);
	result = arena_strdup(arena, buf_str(&text));
	buf_release(&text);
	return result;
}
