/* The list of messages and how it is printed. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

static const struct diag_info infos[DIAG_COUNT] = {
#define DIAG(id, level, code, text, why, todo)                                 \
	[DIAG_##id] = {DIAG_##level, code, text, why, todo},
#include "base/diag.def"
#undef DIAG
};

static const char *const level_names[] = {
    [DIAG_NOTE] = "note",
    [DIAG_SUSPICION] = "suspicion",
    [DIAG_WARNING] = "warning",
    [DIAG_BREACH] = "rule",
    [DIAG_ERROR] = "error",
    [DIAG_USAGE] = "usage",
    [DIAG_MACHINE] = "failure",
};

static void
diag_free(struct diag *diag)
{
	free((char *)diag->loc.file);
	free(diag->text);
	free(diag->hint);
	free(diag->span);
	free(diag->replacement);
	free(diag->key);
}

void
diags_release(struct diags *diags)
{
	for (size_t i = 0; i < diags->n; i++)
		diag_free(&diags->items[i]);
	free(diags->items);
	*diags = (struct diags){0};
}

static char *
format_text(const char *format, va_list args)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	text = mem_alloc((size_t)n + 1);
	vsnprintf(text, (size_t)n + 1, format, args);
	return text;
}

static char *
copy_string(const char *s)
{
	return s != NULL ? strcpy(mem_alloc(strlen(s) + 1), s) : NULL;
}

struct diag *
diag_vadd(struct diags *diags, enum diag_id id, struct loc loc, va_list args)
{
	struct diag *diag;

	ARRAY_GROW(diags->items, diags->n, diags->cap);
	diag = &diags->items[diags->n++];
	loc.file = copy_string(loc.file);
	*diag = (struct diag){.id = id,
	    .level = infos[id].level,
	    .loc = loc,
	    .text = format_text(infos[id].text, args)};
	return diag;
}

bool
diag_add(struct diags *diags, enum diag_id id, struct loc loc, ...)
{
	va_list args;

	va_start(args, loc);
	diag_vadd(diags, id, loc, args);
	va_end(args);
	return false;
}

void
diag_hint(struct diags *diags, const char *format, ...)
{
	struct diag *diag = &diags->items[diags->n - 1];
	va_list args;

	va_start(args, format);
	free(diag->hint);
	diag->hint = format_text(format, args);
	va_end(args);
}

void
diags_take(struct diags *diags, const struct diag *diag)
{
	ARRAY_GROW(diags->items, diags->n, diags->cap);
	diags->items[diags->n++] = *diag;
}

void
diags_take_from(struct diags *diags, struct diags *more, enum diag_level level)
{
	for (size_t i = 0; i < more->n; i++) {
		if (more->items[i].level < level)
			continue;
		diags_take(diags, &more->items[i]);
		more->items[i] = (struct diag){.id = more->items[i].id};
	}
}

void
diags_append(struct diags *diags, struct diags *more)
{
	for (size_t i = 0; i < more->n; i++)
		diags_take(diags, &more->items[i]);
	more->n = 0;
	diags_release(more);
}

const struct diag_info *
diag_info(enum diag_id id)
{
	return &infos[id];
}

const char *
diag_level_name(enum diag_level level)
{
	return level_names[level];
}

enum diag_level
diags_worst(const struct diags *diags)
{
	enum diag_level worst = DIAG_NOTE;

	for (size_t i = 0; i < diags->n; i++)
		if (diags->items[i].level > worst)
			worst = diags->items[i].level;
	return worst;
}

size_t
diags_count(const struct diags *diags, enum diag_level level)
{
	size_t n = 0;

	for (size_t i = 0; i < diags->n; i++)
		n += diags->items[i].level == level;
	return n;
}

int
diags_exit_status(const struct diags *diags)
{
	switch (diags_worst(diags)) {
	case DIAG_NOTE:
	case DIAG_SUSPICION:
	case DIAG_WARNING:
	case DIAG_BREACH:
		return 0;
	case DIAG_ERROR:
		return 1;
	case DIAG_USAGE:
		return 2;
	case DIAG_MACHINE:
		return 3;
	}
	return 3;
}

static int
compare_places(const struct loc *a, const struct loc *b)
{
	int order = strcmp(a->file ? a->file : "", b->file ? b->file : "");

	if (order != 0)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return 0;
}

void
diags_sort(struct diags *diags)
{
	/* insertion sort: stable, and the list is nearly in order */
	for (size_t i = 1; i < diags->n; i++) {
		struct diag moving = diags->items[i];
		size_t k = i;

		while (k > 0 && compare_places(&diags->items[k - 1].loc,
		                    &moving.loc) > 0) {
			diags->items[k] = diags->items[k - 1];
			k--;
		}
		diags->items[k] = moving;
	}
}

/* Are the words of a inside those that b puts right? */
static bool
is_put_right(const struct diag *a, const struct diag *b)
{
	const struct diag_extent *x = &a->extent, *y = &b->extent;

	return b->is_safe && a->loc.file != NULL && b->loc.file != NULL &&
	       strcmp(a->loc.file, b->loc.file) == 0 && x->to > 0 &&
	       x->from >= y->from && x->to <= y->to &&
	       x->to - x->from < y->to - y->from;
}

static bool
is_inside_another(const struct diags *diags, size_t i)
{
	const struct diag *diag = &diags->items[i];

	for (size_t k = i; k-- > 0;) {
		if (diags->items[k].loc.line != diag->loc.line)
			break;
		if (is_put_right(diag, &diags->items[k]))
			return true;
	}
	for (size_t k = i + 1; k < diags->n; k++) {
		if (diags->items[k].loc.line != diag->loc.line)
			break;
		if (is_put_right(diag, &diags->items[k]))
			return true;
	}
	return false;
}

/* Drop what is inside another: marked first, since all are looked at. */
static void
drop_inside(struct diags *diags)
{
	bool *drop = mem_alloc((diags->n + 1) * sizeof *drop);
	size_t kept = 0;

	for (size_t i = 0; i < diags->n; i++)
		drop[i] = is_inside_another(diags, i);
	for (size_t i = 0; i < diags->n; i++)
		if (drop[i])
			diag_free(&diags->items[i]);
		else
			diags->items[kept++] = diags->items[i];
	diags->n = kept;
	free(drop);
}

void
diags_unite(struct diags *diags)
{
	size_t kept = 0;

	for (size_t i = 0; i < diags->n; i++) {
		struct diag *diag = &diags->items[i];
		bool same = false;

		/* those of one place stand together */
		for (size_t k = kept; k-- > 0 && !same;) {
			if (compare_places(&diags->items[k].loc, &diag->loc) !=
			    0)
				break;
			same = diags->items[k].id == diag->id &&
			       strcmp(diags->items[k].text, diag->text) == 0;
		}
		if (same)
			diag_free(diag);
		else
			diags->items[kept++] = *diag;
	}
	diags->n = kept;
	drop_inside(diags);
}

/* The numbers of a message, as they cross a process border. */
struct head {
	enum diag_id id;
	enum diag_level level;
	unsigned line, column;
	struct diag_extent extent;
	uint64_t is_safe; /* as wide as the rest: no bytes between */
};

static void
save_string(struct buf *out, const char *s)
{
	uint32_t n = s != NULL ? (uint32_t)strlen(s) : UINT32_MAX;

	buf_add(out, &n, sizeof n);
	if (s != NULL)
		buf_add(out, s, n);
}

void
diags_save(const struct diags *diags, struct buf *out)
{
	for (size_t i = 0; i < diags->n; i++) {
		const struct diag *diag = &diags->items[i];
		struct head head = {diag->id, diag->level, diag->loc.line,
		    diag->loc.column, diag->extent, diag->is_safe};

		buf_add(out, &head, sizeof head);
		save_string(out, diag->loc.file);
		save_string(out, diag->text);
		save_string(out, diag->hint);
		save_string(out, diag->span);
		save_string(out, diag->replacement);
		save_string(out, diag->key);
	}
}

struct cursor {
	const char *p, *end;
	bool ok;
};

static void
load_bytes(struct cursor *in, void *to, size_t n)
{
	if (!in->ok || (size_t)(in->end - in->p) < n) {
		in->ok = false;
		memset(to, 0, n);
		return;
	}
	memcpy(to, in->p, n);
	in->p += n;
}

static char *
load_string(struct cursor *in)
{
	uint32_t n;
	char *s;

	load_bytes(in, &n, sizeof n);
	if (!in->ok || n == UINT32_MAX || (size_t)(in->end - in->p) < n)
		return NULL;
	s = mem_alloc((size_t)n + 1);
	load_bytes(in, s, n);
	s[n] = '\0';
	return s;
}

/* Half a message is no message. */
static bool
diags_drop_last(struct diags *diags)
{
	diag_free(&diags->items[--diags->n]);
	return false;
}

bool
diags_load(struct diags *diags, const char *bytes, size_t len)
{
	struct cursor in = {bytes, bytes + len, true};

	while (in.p < in.end) {
		struct head head;
		struct diag diag = {0};

		load_bytes(&in, &head, sizeof head);
		if (!in.ok || head.id >= DIAG_COUNT ||
		    head.level > DIAG_MACHINE)
			return false;
		diag.id = head.id;
		diag.level = head.level;
		diag.extent = head.extent;
		diag.is_safe = head.is_safe != 0;
		diag.loc.file = load_string(&in);
		diag.loc.line = head.line;
		diag.loc.column = head.column;
		diag.text = load_string(&in);
		diag.hint = load_string(&in);
		diag.span = load_string(&in);
		diag.replacement = load_string(&in);
		diag.key = load_string(&in);
		ARRAY_GROW(diags->items, diags->n, diags->cap);
		diags->items[diags->n++] = diag;
		if (diag.text == NULL)
			return diags_drop_last(diags);
	}
	return true;
}
