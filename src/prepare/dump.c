/* The document as text, for tests. */
#include "prepare/document.h"

#include "base/buf.h"

static const char *const origins[] = {
    [ORIGIN_SOURCE] = "",
    [ORIGIN_WORDS] = " (words)",
    [ORIGIN_CONTACT] = " (contact)",
    [ORIGIN_CREDITS] = " (credits)",
};

static void
indent(struct buf *out, int depth)
{
	for (int i = 0; i < depth; i++)
		buf_puts(out, "  ");
}

static void
dump_span(const struct sentence *s, const struct span *span, struct buf *out)
{
	static const char *const marks[] = {
	    "hard", "strong", "abbr", "phone", "email", "web"};

	buf_printf(out, "<%.*s", (int)span->len, s->text + span->start);
	for (unsigned i = 0; i < sizeof marks / sizeof *marks; i++)
		if (span->marks >> i & 1)
			buf_printf(out, " |%s", marks[i]);
	if (span->lang != NULL)
		buf_printf(out, " |lang=%s", span->lang);
	if (span->href != NULL)
		buf_printf(out, " |%s", span->href);
	if (span->word != NULL)
		buf_printf(out, " |word=%s", span->word);
	if (span->say != NULL)
		buf_printf(out, " |say=%s", span->say);
	buf_putc(out, '>');
}

static void
dump_sentence(const struct sentence *s, int depth, struct buf *out)
{
	indent(out, depth);
	buf_printf(out, "%s [%s] ", s->id, s->lang);
	for (size_t i = 0; i < s->nspans; i++)
		dump_span(s, &s->spans[i], out);
	buf_putc(out, '\n');
}

static void
dump_node(const struct node *node, int depth, struct buf *out)
{
	indent(out, depth);
	buf_printf(
	    out, "%s%s", kind_info(node->kind)->element, origins[node->origin]);
	for (const struct attr *a = node->attrs; a != NULL; a = a->next)
		buf_printf(out, " %s=\"%s\"", attr_written(a->name), a->value);
	buf_putc(out, '\n');
	for (size_t i = 0; i < node->nsentences; i++)
		dump_sentence(&node->sentences[i], depth + 1, out);
}

void
document_dump(const struct document *document, struct buf *out)
{
	int depth = 0;

	for (const struct node *node = document->root; node != NULL;) {
		dump_node(node, depth, out);
		if (node->first != NULL) {
			node = node->first;
			depth++;
			continue;
		}
		while (node != document->root && node->next == NULL) {
			node = node->parent;
			depth--;
		}
		node = node == document->root ? NULL : node->next;
	}
}
