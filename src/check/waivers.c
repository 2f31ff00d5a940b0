/*
 * <waive rule="ERW-14" reason="…" by="…" until="2027-01-01"/>
 *
 * A waiver counts for the element it stands in and all that is in it. It
 * names a rule; its further messages (ERW-19b) go with it.
 */
#include <string.h>

#include "base/str.h"
#include "check/rules.h"

static bool
names_rule(const struct node *waiver, enum diag_id rule)
{
	const char *wanted = node_attr(waiver, ATTR_RULE);
	const char *code = diag_info(rule)->code;
	size_t n = strlen(wanted);

	return strncmp(code, wanted, n) == 0 &&
	       (code[n] == '\0' || (code[n] >= 'b' && code[n + 1] == '\0'));
}

static bool
is_over(const struct checking *c, const struct node *waiver)
{
	const char *until = node_attr(waiver, ATTR_UNTIL);

	return until != NULL && *c->today != '\0' &&
	       strcmp(until, c->today) < 0;
}

/* The node of the publication that a finding is about. */
static const struct node *
source_node(const struct finding *finding)
{
	const struct node *node =
	    finding->sentence != NULL ? finding->sentence->node : finding->node;

	for (; node != NULL && node->source == NULL && node->parent != NULL &&
	       node->origin != ORIGIN_SOURCE;
	     node = node->parent)
		continue;
	return node != NULL && node->source != NULL ? node->source : node;
}

static void
note(struct checking *c, const struct finding *finding,
    const struct node *waiver)
{
	struct checked *checked = c->checked;
	const struct sentence *s = finding->sentence;
	struct waived waived = {.waiver = waiver,
	    .rule = finding->rule,
	    .loc = s != NULL ? s->loc : finding->loc,
	    .words = ""};

	if (s != NULL)
		waived.words = finding->len > 0
		                   ? arena_strndup(checked->arena,
		                         s->text + finding->start, finding->len)
		                   : arena_strdup(checked->arena, s->text);
	ARRAY_GROW(checked->waived, checked->nwaived, checked->waived_cap);
	checked->waived[checked->nwaived++] = waived;
}

bool
waivers_hide(struct checking *c, const struct finding *finding)
{
	for (const struct node *n = source_node(finding); n != NULL;
	     n = n->parent)
		for (const struct node *w = n->first; w != NULL; w = w->next)
			if (w->kind == KIND_WAIVE &&
			    names_rule(w, finding->rule) && !is_over(c, w)) {
				note(c, finding, w);
				return true;
			}
	return false;
}

static bool
is_rule(const struct node *waiver)
{
	for (size_t i = 0; rule_at(i) != NULL; i++)
		if (names_rule(waiver, rule_at(i)->id))
			return true;
	return false;
}

static bool
is_used(const struct checked *checked, const struct node *waiver)
{
	for (size_t i = 0; i < checked->nwaived; i++)
		if (checked->waived[i].waiver == waiver)
			return true;
	return false;
}

void
waivers_finish(struct checking *c)
{
	const struct node *root = c->publication->root;

	for (const struct node *n = root; n != NULL; n = node_next(n, root)) {
		const char *rule;

		if (n->kind != KIND_WAIVE)
			continue;
		rule = node_attr(n, ATTR_RULE);
		if (!is_rule(n))
			diag_add(c->diags, DIAG_WAIVER_RULE, n->loc, rule);
		else if (is_over(c, n))
			diag_add(c->diags, DIAG_WAIVER_OVER, n->loc, rule,
			    node_attr(n, ATTR_UNTIL));
		else if (!is_used(c->checked, n))
			diag_add(c->diags, DIAG_WAIVER_UNUSED, n->loc, rule);
	}
}
