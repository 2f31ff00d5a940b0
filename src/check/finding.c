/* Noting a finding: profile, waivers, place. */
#include <stdarg.h>
#include <string.h>

#include "base/str.h"
#include "check/locate.h"
#include "check/rules.h"

int
limit_number(const struct checking *c, enum limit limit)
{
	return c->profile->limits[limit].number;
}

const char *
limit_source(const struct checking *c, enum limit limit)
{
	return source_name(c->profile->limits[limit].source);
}

static char *
copy(const char *s, size_t len)
{
	char *new = mem_alloc(len + 1);

	memcpy(new, s, len);
	new[len] = '\0';
	return new;
}

/* The words, and where they stand in the source. */
static void
set_place(struct checking *c, const struct finding *finding, struct diag *diag)
{
	const struct sentence *s = finding->sentence;
	size_t len = finding->len > 0 ? finding->len : s->len - finding->start;
	struct loc loc = {0};

	diag->span = copy(s->text + finding->start, len);
	diag->key = copy(s->id, strlen(s->id));
	if (!locate(c->locator, s, finding->start, finding->len, &loc,
	        &diag->extent))
		return;
	diag->loc.line = loc.line;
	diag->loc.column = loc.column;
}

/* The text of an element of the publication. */
static void
set_data_place(
    struct checking *c, const struct finding *finding, struct diag *diag)
{
	struct loc loc = {0};

	if (kind_info(finding->node->kind)->class != CLASS_DATA ||
	    !locate_data(c->locator, finding->node, &loc, &diag->extent))
		return;
	diag->loc.line = loc.line;
	diag->loc.column = loc.column;
	diag->span = copy(finding->node->text, strlen(finding->node->text));
}

static bool
add(struct checking *c, const struct finding *finding, va_list args)
{
	const struct profile *profile = c->profile;
	struct loc loc =
	    finding->sentence != NULL ? finding->sentence->loc : finding->loc;
	struct diag *diag;

	if (!profile->is_on[finding->rule] || waivers_hide(c, finding))
		return false;
	diag = diag_vadd(c->diags, finding->rule, loc, args);
	diag->level = profile->level[finding->rule];
	if (finding->sentence != NULL)
		set_place(c, finding, diag);
	else if (finding->node != NULL)
		set_data_place(c, finding, diag);
	if (finding->replacement != NULL)
		diag->replacement =
		    copy(finding->replacement, strlen(finding->replacement));
	diag->is_safe = finding->is_safe && diag->extent.to > 0;
	return true;
}

bool
finding_add(struct checking *c, const struct finding *finding, ...)
{
	va_list args;
	bool added;

	va_start(args, finding);
	added = add(c, finding, args);
	va_end(args);
	return added;
}

bool
finding_sentence(
    struct checking *c, enum diag_id rule, const struct sentence *s, ...)
{
	va_list args;
	bool added;

	va_start(args, s);
	added = add(c, &(struct finding){.rule = rule, .sentence = s}, args);
	va_end(args);
	return added;
}

bool
finding_node(struct checking *c, enum diag_id rule, const struct node *node,
    struct loc loc, ...)
{
	va_list args;
	bool added;

	va_start(args, loc);
	added = add(
	    c, &(struct finding){.rule = rule, .node = node, .loc = loc}, args);
	va_end(args);
	return added;
}
