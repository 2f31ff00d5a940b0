/* The tree as text, for tests. */
#include "model/node.h"

#include "base/buf.h"

static const char *const wordings[] = {
    [WORDING_ANY] = "",
    [WORDING_EASY_READ] = " easy-read",
    [WORDING_STANDARD] = " standard",
};

static void
dump_one(const struct node *node, int depth, struct buf *out)
{
	for (int i = 0; i < depth; i++)
		buf_puts(out, "  ");
	buf_printf(out, "%s %u:%u [%s%s]", kind_info(node->kind)->element,
	    node->loc.line, node->loc.column, node->lang,
	    wordings[node->wording]);
	for (const struct attr *a = node->attrs; a != NULL; a = a->next)
		buf_printf(out, " %s=\"%s\"", attr_written(a->name), a->value);
	if (node->text != NULL)
		buf_printf(out, " \"%s\"", node->text);
	buf_putc(out, '\n');
}

void
node_dump(const struct node *top, struct buf *out)
{
	int depth = 0;

	for (const struct node *node = top; node != NULL;) {
		dump_one(node, depth, out);
		if (node->first != NULL) {
			node = node->first;
			depth++;
			continue;
		}
		while (node != top && node->next == NULL) {
			node = node->parent;
			depth--;
		}
		node = node == top ? NULL : node->next;
	}
}
