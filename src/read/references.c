/* Ids and what points to them. */
#include "read/references.h"

#include <glib.h>
#include <string.h>

#include "base/str.h"

struct ids {
	GHashTable *nodes;  /* id → node */
	const char **names; /* all of them, for "did you mean" */
	size_t n;
	size_t nhints; /* "did you mean" so far */
	struct diags *diags;
	struct arena *arena;
};

/* Each hint looks at all ids. A reader of more lines does not need more. */
enum { MAX_HINTS = 100 };

static void
collect(struct ids *ids, const struct publication *p)
{
	const struct node *root = p->root;
	size_t n = 0;

	for (const struct node *x = root; x != NULL; x = node_next(x, root))
		n += node_attr(x, ATTR_ID) != NULL;
	ids->names = ARENA_ARRAY(p->arena, const char *, n);
	for (const struct node *x = root; x != NULL; x = node_next(x, root)) {
		const struct attr *id = node_attr_entry(x, ATTR_ID);

		if (id == NULL || *id->value == '\0' || x == root)
			continue;
		if (g_hash_table_contains(ids->nodes, id->value)) {
			const struct node *first =
			    g_hash_table_lookup(ids->nodes, id->value);

			diag_add(ids->diags, DIAG_ID_TWICE, id->loc, id->value);
			diag_hint(ids->diags, "The first is at %s:%u.",
			    first->loc.file, first->loc.line);
			continue;
		}
		g_hash_table_insert(
		    ids->nodes, (char *)id->value, (struct node *)x);
		ids->names[ids->n++] = id->value;
	}
}

static void
report(struct ids *ids, enum diag_id message, struct loc loc, const char *id)
{
	const char *nearest = ids->nhints++ < MAX_HINTS
	                          ? str_nearest(id, ids->names, ids->n)
	                          : NULL;

	diag_add(ids->diags, message, loc, id);
	if (nearest != NULL)
		diag_hint(ids->diags, "Did you mean \"%s\"?", nearest);
}

/* A hard word or abbreviation names its entry, or is written like it: its
 * words in lower case are the term's or its id. */
static bool
is_term(struct arena *arena, const struct node *entry, const char *written)
{
	const struct node *term = node_child(
	    entry, entry->kind == KIND_WORD ? KIND_TERM : KIND_SHORT);
	char *a = g_utf8_casefold(written, -1);
	char *b = g_utf8_casefold(node_text(arena, term), -1);
	bool same = strcmp(a, b) == 0;

	g_free(a);
	g_free(b);
	return same;
}

static void
check_word(
    struct ids *ids, const struct publication *p, const struct node *node)
{
	const struct attr *ref = node_attr_entry(node, ATTR_REF);
	const char *written = node_text(p->arena, node);
	const struct node *found;

	if (ref != NULL && *ref->value == '\0')
		return;
	if (ref != NULL) {
		found = g_hash_table_lookup(ids->nodes, ref->value);
		if (found == NULL || (found->kind != KIND_WORD &&
		                         found->kind != KIND_ABBREVIATION))
			report(ids, DIAG_WORD_UNKNOWN, ref->loc, ref->value);
		return;
	}
	for (const struct node *w = p->words != NULL ? p->words->first : NULL;
	     w != NULL; w = w->next)
		if (w->kind != KIND_PRONOUNCE && is_term(p->arena, w, written))
			return;
	report(ids, DIAG_WORD_UNKNOWN, node->loc, written);
}

void
references_check(const struct publication *publication, struct diags *diags)
{
	struct ids ids = {.diags = diags,
	    .arena = publication->arena,
	    .nodes = g_hash_table_new(g_str_hash, g_str_equal)};
	const struct node *root = publication->root;

	collect(&ids, publication);
	for (const struct node *x = root; x != NULL; x = node_next(x, root)) {
		const struct attr *from = node_attr_entry(x, ATTR_FROM);
		const struct attr *href = node_attr_entry(x, ATTR_HREF);

		if (from != NULL && *from->value != '\0' &&
		    !g_hash_table_contains(ids.nodes, from->value))
			report(&ids, DIAG_ID_UNKNOWN, from->loc, from->value);
		if (href != NULL && href->value[0] == '#' &&
		    !g_hash_table_contains(ids.nodes, href->value + 1))
			report(
			    &ids, DIAG_ID_UNKNOWN, href->loc, href->value + 1);
		if (x->kind == KIND_HARD || x->kind == KIND_ABBR)
			check_word(&ids, publication, x);
	}
	g_hash_table_destroy(ids.nodes);
}
