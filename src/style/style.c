/*
 * The chain of templates → one struct style. Assignments are put on top of
 * each other token by token; the topmost one of each token is then read,
 * through references, and held against its limits.
 */
#include "style/style.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "style/contrast.h"
#include "style/template.h"
#include "style/tokens.h"

#define FROM_SETTING "--set"
/* Larger letters are counter-productive (PR-01). */
enum { GIANT_PT = 28 };

enum progress { UNSEEN, BUSY, DONE, FAILED };

struct resolver {
	struct arena *arena;
	struct diags *diags;
	struct edition *edition;
	const struct template *leaf;
	struct assignment *top[TOKEN_COUNT];
	const struct template *locked_by[TOKEN_COUNT];
	unsigned lock_line[TOKEN_COUNT];
	enum progress progress[TOKEN_COUNT];
	unsigned order;
	bool missing; /* has said that tokens have no value */
};

/* ---- putting the chain together ------------------------------------------ */

static void
put(struct resolver *r, struct assignment *a)
{
	if (r->locked_by[a->token] != NULL) {
		diag_add(r->diags, DIAG_TOKEN_LOCKED, a->loc,
		    token_info(a->token)->id, r->locked_by[a->token]->path,
		    r->lock_line[a->token]);
		return;
	}
	a->under = r->top[a->token];
	a->order = ++r->order;
	r->top[a->token] = a;
}

/* The parents first. */
static void
put_template(struct resolver *r, const struct template *t)
{
	if (t->parent != NULL)
		put_template(r, t->parent);
	for (struct assignment *a = t->assignments; a != NULL; a = a->next)
		put(r, a);
	for (const struct token_list *l = t->locks; l != NULL; l = l->next)
		if (r->locked_by[l->token] == NULL) {
			r->locked_by[l->token] = t;
			r->lock_line[l->token] = l->loc.line;
		}
	if (t->logo != NULL) {
		struct style *style = &r->edition->style;

		style->logo = t->logo[0] != '\0' ? t->logo : NULL;
		style->logo_alt = t->logo_alt;
	}
}

static void
put_setting(struct resolver *r, const struct setting *setting)
{
	struct assignment *a = ARENA_NEW(r->arena, struct assignment);
	const char *place = arena_printf(
	    r->arena, "%s %s=%s", FROM_SETTING, setting->token, setting->value);

	*a = (struct assignment){
	    .value = setting->value,
	    .from = FROM_SETTING,
	    .loc = LOC_FILE(place),
	};
	if (template_token(setting->token, a->loc, &a->token, r->diags))
		put(r, a);
}

/* ---- values -------------------------------------------------------------- */

/* Hold a number against one bound. */
static void
check_bound(struct resolver *r, enum token token, enum diag_id id, double bound,
    const char *rule)
{
	const struct assignment *a = r->top[token];
	double value = *(const double *)token_value(&r->edition->style, token);

	if (id == DIAG_TOKEN_FLOOR ? value >= bound - 1e-6
	                           : value <= bound + 1e-6)
		return;
	diag_add(r->diags, id, a->loc, token_info(token)->id,
	    token_number_text(r->arena, token, value, a->value),
	    token_number_text(r->arena, token, bound, a->value),
	    rule[0] != '\0' ? rule : "a page must hold it");
}

static void
check_limit(struct resolver *r, const struct limit *limit)
{
	double size_pt = r->edition->style.size, bound;

	if (limit->floor != NULL &&
	    token_parse_number(limit->token, limit->floor, size_pt, &bound))
		check_bound(
		    r, limit->token, DIAG_TOKEN_FLOOR, bound, limit->rule);
	if (limit->ceiling != NULL &&
	    token_parse_number(limit->token, limit->ceiling, size_pt, &bound))
		check_bound(
		    r, limit->token, DIAG_TOKEN_CEILING, bound, limit->rule);
}

/* The bounds of tokens.def, then those of the chain. One message a token. */
static void
check_bounds(struct resolver *r, enum token token)
{
	const struct token_info *info = token_info(token);
	size_t before = r->diags->n;
	double floor = info->floor;

	if (info->kind != VALUE_LENGTH && info->kind != VALUE_NUMBER)
		return;
	if (info->kind == VALUE_LENGTH && floor == BODY_SIZE)
		floor = r->edition->style.size;
	check_bound(r, token, DIAG_TOKEN_FLOOR, floor, info->rule);
	check_bound(r, token, DIAG_TOKEN_CEILING, info->ceiling, info->rule);
	for (const struct template *t = r->leaf; t != NULL; t = t->parent)
		for (const struct limit *l = t->limits; l; l = l->next)
			if (l->token == token && r->diags->n == before)
				check_limit(r, l);
}

static void
copy_value(struct style *style, enum token to, enum token from)
{
	static const size_t sizes[] = {
	    [VALUE_COLOR] = sizeof(struct color),
	    [VALUE_LENGTH] = sizeof(double),
	    [VALUE_NUMBER] = sizeof(double),
	    [VALUE_CHOICE] = sizeof(int),
	    [VALUE_FONTS] = sizeof(char *),
	    [VALUE_WORDS] = sizeof(char *),
	};

	memcpy(token_field(style, to), token_value(style, from),
	    sizes[token_info(to)->kind]);
}

static bool resolve(struct resolver *r, enum token token);

static bool
resolve_ref(struct resolver *r, const struct assignment *a)
{
	enum token target;

	if (!template_token(a->value, a->loc, &target, r->diags))
		return false;
	if (token_info(target)->kind != token_info(a->token)->kind ||
	    r->progress[target] == BUSY)
		return diag_add(r->diags, DIAG_TOKEN_REF, a->loc,
		    token_info(a->token)->id, a->value);
	if (!resolve(r, target))
		return false;
	copy_value(&r->edition->style, a->token, target);
	return true;
}

static bool
resolve_value(struct resolver *r, enum token token)
{
	const struct assignment *a = r->top[token];
	struct style *style = &r->edition->style;

	if (a == NULL) {
		if (!r->missing)
			diag_add(r->diags, DIAG_TOKEN_MISSING, r->leaf->loc,
			    token_info(token)->id);
		r->missing = true;
		return false;
	}
	if (a->is_ref)
		return resolve_ref(r, a);
	if (token_parse(r->arena, token, a->value, style->size, style))
		return true;
	return diag_add(r->diags, DIAG_TOKEN_VALUE, a->loc,
	    token_info(token)->id, a->value, token_wants(r->arena, token));
}

static bool
resolve(struct resolver *r, enum token token)
{
	if (r->progress[token] == UNSEEN) {
		r->progress[token] = BUSY;
		r->progress[token] = resolve_value(r, token) ? DONE : FAILED;
		if (r->progress[token] == DONE)
			check_bounds(r, token);
	}
	return r->progress[token] == DONE;
}

/* ---- colours that meet --------------------------------------------------- */

static const char *
find_waiver(const struct resolver *r, const struct contrast_pair *pair)
{
	for (const struct template *t = r->leaf; t != NULL; t = t->parent) {
		const char *front = NULL, *behind = NULL;

		for (const struct token_list *w = t->waivers; w; w = w->next) {
			if (w->token == pair->front)
				front = w->reason;
			if (w->token == pair->behind)
				behind = w->reason;
		}
		if (front != NULL && behind != NULL)
			return front;
	}
	return NULL;
}

/* The newest assignment that a token's value comes from, references
 * followed: the place to correct it. */
static const struct assignment *
newest_source(const struct resolver *r, enum token token)
{
	const struct assignment *a = r->top[token], *newest = a;
	enum token target;

	while (a->is_ref && token_lookup(a->value, &target)) {
		a = r->top[target];
		if (a->order > newest->order)
			newest = a;
	}
	return newest;
}

static void
report_pair(
    struct resolver *r, const struct contrast_pair *pair, double contrast)
{
	const struct assignment *front = newest_source(r, pair->front);
	const struct assignment *behind = newest_source(r, pair->behind);
	struct style *style = &r->edition->style;
	struct loc loc =
	    front->order > behind->order ? front->loc : behind->loc;
	const char *reason = find_waiver(r, pair);
	struct style better = *style;

	if (reason != NULL && contrast >= pair->waived) {
		diag_add(r->diags, DIAG_CONTRAST_WAIVED, loc, pair->what,
		    contrast, pair->least, pair->rule, reason);
		return;
	}
	diag_add(r->diags, DIAG_CONTRAST, loc, pair->what,
	    token_info(pair->front)->id,
	    token_value_text(r->arena, pair->front, style),
	    token_info(pair->behind)->id,
	    token_value_text(r->arena, pair->behind, style), contrast,
	    pair->least, pair->rule);
	if (contrast_suggest(*(struct color *)token_field(style, pair->front),
	        *(struct color *)token_field(style, pair->behind), pair->least,
	        token_field(&better, pair->front)))
		diag_hint(r->diags, "%s would do for %s.",
		    token_value_text(r->arena, pair->front, &better),
		    token_info(pair->front)->id);
}

static void
check_contrast(struct resolver *r)
{
	const struct contrast_pair *pair;

	for (size_t i = 0; (pair = contrast_pair_at(i)) != NULL; i++) {
		struct style *style = &r->edition->style;
		double contrast;

		if (r->progress[pair->front] != DONE ||
		    r->progress[pair->behind] != DONE)
			continue;
		contrast = color_contrast(
		    *(struct color *)token_field(style, pair->front),
		    *(struct color *)token_field(style, pair->behind));
		if (contrast < pair->least)
			report_pair(r, pair, contrast);
	}
}

/* ---- the edition --------------------------------------------------------- */

static void
check_size(struct resolver *r)
{
	double size_pt = r->edition->style.size;

	if (r->progress[TOKEN_size] == DONE && size_pt > GIANT_PT &&
	    size_pt <= token_info(TOKEN_size)->ceiling &&
	    str_eq(r->edition->writer, "pdf"))
		diag_add(r->diags, DIAG_SIZE_GIANT, r->top[TOKEN_size]->loc,
		    token_number_text(r->arena, TOKEN_size, size_pt, NULL));
}

/* writer and wording come from the nearest template that names them. The
 * suffix too, but only along templates of the same name, so that no two
 * editions write the same file. */
static void
set_facts(struct resolver *r)
{
	struct edition *e = r->edition;

	for (const struct template *t = r->leaf; t != NULL; t = t->parent) {
		if (e->writer == NULL)
			e->writer = t->writer;
		if (e->wording == WORDING_ANY)
			e->wording = t->wording;
		if (e->suffix == NULL && str_eq(t->id, e->name))
			e->suffix = t->suffix;
	}
	if (e->suffix == NULL)
		e->suffix = arena_printf(r->arena, "-%s", e->name);
	if (e->writer == NULL)
		diag_add(r->diags, DIAG_TEMPLATE_WRITER, r->leaf->loc, e->name);
}

static void
resolve_all(struct resolver *r)
{
	struct assignment **sources;

	if (!resolve(r, TOKEN_size)) /* ratios still need something */
		r->edition->style.size = 16;
	for (unsigned i = 0; i < TOKEN_COUNT; i++)
		resolve(r, (enum token)i);
	check_contrast(r);
	check_size(r);
	sources = ARENA_ARRAY(r->arena, struct assignment *, TOKEN_COUNT);
	memcpy(sources, r->top, sizeof r->top);
	r->edition->sources = (const struct assignment *const *)sources;
}

static bool
has_message(const struct diags *diags, const struct diag *message)
{
	for (size_t i = 0; i < diags->n; i++) {
		const struct diag *d = &diags->items[i];

		if (d->id == message->id && d->loc.line == message->loc.line &&
		    d->loc.column == message->loc.column &&
		    str_eq(d->loc.file, message->loc.file) &&
		    str_eq(d->text, message->text))
			return true;
	}
	return false;
}

/* Editions share templates: what one has said, the next does not say again.
 * A mistake in --set is one of the command line. */
static void
hand_over(struct diags *own, struct diags *diags)
{
	struct diags new = {0}, old = {0};

	for (size_t i = 0; i < own->n; i++) {
		struct diag *d = &own->items[i];
		struct diags *to;

		if (d->loc.file != NULL &&
		    str_starts(d->loc.file, FROM_SETTING " ") &&
		    diag_info(d->id)->level == DIAG_ERROR) {
			struct diags usage = {0};

			diag_add(&usage, DIAG_SETTING, LOC_NONE, d->loc.file,
			    d->text);
			if (d->hint != NULL)
				diag_hint(&usage, "%s", d->hint);
			if (!has_message(diags, &usage.items[0]))
				diags_append(&new, &usage);
			diags_release(&usage);
			to = &old;
		} else {
			to = has_message(diags, d) ? &old : &new;
		}
		ARRAY_GROW(to->items, to->n, to->cap);
		to->items[to->n++] = *d;
	}
	free(own->items);
	diags_append(diags, &new);
	diags_release(&old);
}

const struct edition *
edition_read(struct arena *arena, const char *name, const char *data_folder,
    const char *publication_folder, const struct setting *settings,
    size_t nsettings, struct diags *diags)
{
	struct template_folders folders = {data_folder, publication_folder};
	struct edition *edition = ARENA_NEW(arena, struct edition);
	struct diags own = {0};
	struct resolver *r = ARENA_NEW(arena, struct resolver);
	bool ok;

	edition->name = arena_strdup(arena, name);
	*r = (struct resolver){
	    .arena = arena, .diags = &own, .edition = edition};
	r->leaf = template_chain(arena, name, &folders, &own);
	if (r->leaf != NULL) {
		put_template(r, r->leaf);
		for (size_t i = 0; i < nsettings; i++)
			put_setting(r, &settings[i]);
		set_facts(r);
		resolve_all(r);
	}
	ok = diags_worst(&own) < DIAG_ERROR;
	hand_over(&own, diags);
	return ok ? edition : NULL;
}

/* Whether a template or one of its parents names a writer. */
static bool
is_edition(struct arena *arena, const char *name,
    const struct template_folders *folders)
{
	struct diags ignored = {0};
	const struct template *t =
	    template_chain(arena, name, folders, &ignored);
	bool found = t == NULL; /* broken: the build is to say so */

	diags_release(&ignored);
	for (; t != NULL && !found; t = t->parent)
		found = t->writer != NULL;
	return found;
}

const char *const *
edition_names(struct arena *arena, const char *data_folder,
    const char *publication_folder, size_t *n, struct diags *diags)
{
	struct template_folders folders = {data_folder, publication_folder};
	const char *const *all;
	const char **names;
	size_t nall;

	all = template_names(arena, &folders, &nall);
	names = ARENA_ARRAY(arena, const char *, nall + 1);
	*n = 0;
	for (size_t i = 0; i < nall; i++)
		if (is_edition(arena, all[i], &folders))
			names[(*n)++] = all[i];
	if (*n == 0)
		diag_add(diags, DIAG_FILE_READ, LOC_NONE, data_folder,
		    "no templates there");
	return names;
}

/* The templates that set a token, the one that counts first. */
static void
explain_token(const struct edition *edition, enum token token,
    struct arena *arena, struct buf *out)
{
	const struct assignment *top = edition->sources[token];
	enum token target;

	assert(top != NULL); /* an edition has a value for every token */
	buf_printf(out, "%s is %s in the edition %s\n", token_info(token)->id,
	    token_value_text(arena, token, &edition->style), edition->name);
	for (const struct assignment *a = top; a != NULL; a = a->under) {
		buf_printf(out, "  %s", a->loc.file);
		if (a->loc.line > 0)
			buf_printf(out, ":%u", a->loc.line);
		buf_printf(out, ": %s%s%s\n", a->is_ref ? "the value of " : "",
		    a->value, a == top ? "" : " (overridden)");
	}
	if (top->is_ref && token_lookup(top->value, &target))
		explain_token(edition, target, arena, out);
}

bool
edition_explain(const struct edition *edition, const char *token,
    struct buf *out, struct diags *diags)
{
	struct arena *arena = arena_new();
	enum token t;
	bool found = token_lookup(token, &t);

	if (found) {
		explain_token(edition, t, arena, out);
	} else {
		diag_add(diags, DIAG_COMMAND_LINE, LOC_NONE,
		    arena_printf(arena, "there is no token \"%s\"", token));
		token_hint(token, diags);
	}
	arena_free(arena);
	return found;
}
