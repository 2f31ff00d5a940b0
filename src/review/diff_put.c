/* What has changed, as text and as JSON. */
#include <assert.h>
#include <glib.h>
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "review/diff.h"

static const struct {
	const char *title; /* of a line of text */
	const char *sum;
} titles[CHANGE_COUNT] = {
    [CHANGE_NONE] = {"", "the same"},
    [CHANGE_NEW] = {"New.", "new"},
    [CHANGE_WORDS] = {"Changed.", "changed"},
    [CHANGE_PICTURE] = {"Another picture.", "with another picture"},
    [CHANGE_MOVED] = {"Moved.", "in another place"},
    [CHANGE_GONE] = {"Gone.", "gone"},
};

/* A sentence; words that are not in the other one stand in [ ]. */
static void
put_runs(
    struct buf *out, const char *text, const struct diff_run *runs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(out, ' ');
		if (runs[i].is_other)
			buf_putc(out, '[');
		buf_add(out, text + runs[i].start, runs[i].len);
		if (runs[i].is_other)
			buf_putc(out, ']');
	}
	buf_putc(out, '\n');
}

static void
put_picture(struct buf *out, const char *label, const struct review_item *item)
{
	assert(item != NULL);
	buf_printf(out, "    %s %s\n", label,
	    item->picture != NULL ? item->picture : "none");
}

static void
put_entry(struct buf *out, const struct diff_entry *e)
{
	const struct review_item *item = e->now != NULL ? e->now : e->before;
	bool was_only_before = e->change == CHANGE_GONE;

	buf_printf(out, "%s %s%zu\n", titles[e->change].title,
	    was_only_before ? "It was number " : "Number ", item->number);
	if (e->change == CHANGE_WORDS) {
		assert(e->now != NULL && e->before != NULL);
		buf_puts(out, "    Before: ");
		put_runs(out, e->before->sentence->text, e->before_runs,
		    e->nbefore_runs);
		buf_puts(out, "    Now:    ");
		put_runs(
		    out, e->now->sentence->text, e->now_runs, e->nnow_runs);
	} else {
		buf_printf(out, "    %s\n", item->sentence->text);
	}
	if (e->change == CHANGE_MOVED)
		buf_printf(out, "    It was number %zu, in: %s\n",
		    e->before->number, e->before->section_title);
	if (e->has_other_picture) {
		put_picture(out, "Picture before:", e->before);
		put_picture(out, "Picture now:   ", e->now);
	}
}

void
diff_text(const struct diff *diff, struct buf *out)
{
	const char *section = NULL;

	for (int c = CHANGE_NEW; c < CHANGE_COUNT; c++)
		buf_printf(out, "%5zu %s\n", diff->counts[c], titles[c].sum);
	buf_printf(out, "%5zu %s\n", diff->counts[CHANGE_NONE],
	    titles[CHANGE_NONE].sum);
	for (size_t i = 0; i < diff->n; i++) {
		const struct diff_entry *e = &diff->entries[i];
		const struct review_item *item =
		    e->now != NULL ? e->now : e->before;

		if (e->change == CHANGE_NONE)
			continue;
		if (!str_eq(section, item->section_title))
			buf_printf(out, "\n%s\n\n", item->section_title);
		section = item->section_title;
		put_entry(out, e);
	}
}

/* ---- JSON --------------------------------------------------------------- */

static void
put_run_list(
    struct buf *out, const char *text, const struct diff_run *runs, size_t n)
{
	buf_puts(out, ",\n        \"runs\": [");
	for (size_t i = 0; i < n; i++) {
		char *words = g_strndup(text + runs[i].start, runs[i].len);

		buf_printf(out,
		    "%s{ \"other\": %s, \"words\": ", i > 0 ? ", " : "",
		    runs[i].is_other ? "true" : "false");
		json_put_string(out, words);
		buf_puts(out, " }");
		g_free(words);
	}
	buf_putc(out, ']');
}

static void
put_side(struct buf *out, const char *name, const struct review_item *item,
    const struct diff_run *runs, size_t n)
{
	const char *const members[][2] = {
	    {"id", item->sentence->id},
	    {"hash", item->hash},
	    {"section", item->section},
	    {"section_title", item->section_title},
	    {"picture", item->picture != NULL ? item->picture : ""},
	    {"words", item->sentence->text},
	};

	buf_printf(
	    out, ",\n      \"%s\": { \"number\": %zu", name, item->number);
	for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
		buf_printf(out, ",\n        \"%s\": ", members[i][0]);
		json_put_string(out, members[i][1]);
	}
	if (runs != NULL)
		put_run_list(out, item->sentence->text, runs, n);
	buf_puts(out, " }");
}

static void
put_object(struct buf *out, const struct diff_entry *e)
{
	buf_printf(out, "    { \"change\": \"%s\", \"picture_changed\": %s",
	    change_name(e->change), e->has_other_picture ? "true" : "false");
	if (e->before != NULL)
		put_side(
		    out, "before", e->before, e->before_runs, e->nbefore_runs);
	if (e->now != NULL)
		put_side(out, "now", e->now, e->now_runs, e->nnow_runs);
	buf_puts(out, " }");
}

void
diff_json(const struct diff *diff, struct buf *out)
{
	const char *comma = "\n";

	buf_puts(out, "{\n  \"format\": \"everyread-diff-1\",\n"
	              "  \"publication\": ");
	json_put_string(out, diff->now->document->id);
	buf_puts(out, ",\n  \"version_before\": ");
	json_put_string(out, diff->before->document->version);
	buf_puts(out, ",\n  \"version_now\": ");
	json_put_string(out, diff->now->document->version);
	for (int c = 0; c < CHANGE_COUNT; c++)
		buf_printf(out, ",\n  \"%s\": %zu", change_name((enum change)c),
		    diff->counts[c]);
	buf_puts(out, ",\n  \"sentences\": [");
	for (size_t i = 0; i < diff->n; i++) {
		if (diff->entries[i].change == CHANGE_NONE)
			continue;
		buf_puts(out, comma);
		put_object(out, &diff->entries[i]);
		comma = ",\n";
	}
	buf_puts(out, "\n  ]\n}\n");
}
