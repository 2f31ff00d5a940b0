/* What has changed, as an easy-read publication: each change says what it is
 * in words and with a picture, never with a colour alone. */
#include <glib.h>

#include "base/str.h"
#include "review/changes.h"

/* How each kind of change is shown. */
static const struct {
	const char *picture;
	enum word lead, sum;
} shown[CHANGE_COUNT] = {
    [CHANGE_NEW] = {"plus", WORD_DIFF_NEW, WORD_DIFF_NEW_SUM},
    [CHANGE_WORDS] = {"change", WORD_DIFF_CHANGED, WORD_DIFF_CHANGED_SUM},
    [CHANGE_PICTURE] = {"camera", WORD_DIFF_PICTURE, WORD_DIFF_PICTURE_SUM},
    [CHANGE_MOVED] = {"arrow-right", WORD_DIFF_MOVED, WORD_DIFF_MOVED_SUM},
    [CHANGE_GONE] = {"cross", WORD_DIFF_GONE, WORD_DIFF_GONE_SUM},
};

static const char *
word(const struct booklet *b, enum word id)
{
	return b->about->language->words[id];
}

/* How many of each kind, those that there are. */
static void
put_sums(struct booklet *b, struct arena *arena, const struct diff *diff)
{
	bool is_same = true;

	for (int c = CHANGE_NEW; c < CHANGE_COUNT; c++) {
		if (diff->counts[c] == 0)
			continue;
		booklet_item(b, shown[c].picture,
		    language_fill(arena, word(b, shown[c].sum), "n",
		        arena_printf(arena, "%zu", diff->counts[c]), NULL));
		is_same = false;
	}
	if (is_same)
		booklet_item(b, "tick", word(b, WORD_DIFF_NONE));
}

static void
put_before(struct booklet *b, const struct diff_entry *e)
{
	booklet_quote(b, e->before->picture,
	    &(struct booklet_quote){word(b, WORD_BEFORE),
	        e->before->sentence->text, e->before_runs, e->nbefore_runs});
}

static void
put_now(struct booklet *b, const struct diff_entry *e)
{
	booklet_quote(b, e->now->picture,
	    &(struct booklet_quote){word(b, WORD_NOW), e->now->sentence->text,
	        e->now_runs, e->nnow_runs});
}

static void
put_entry(struct booklet *b, const struct diff_entry *e)
{
	booklet_box(
	    b, shown[e->change].picture, word(b, shown[e->change].lead));
	if (e->change == CHANGE_WORDS || e->has_other_picture ||
	    e->change == CHANGE_GONE)
		put_before(b, e);
	if (e->now != NULL)
		put_now(b, e);
	booklet_end_box(b);
}

void
diff_booklet(
    const struct diff *diff, struct catalogue *pictures, struct buf *out)
{
	struct arena *arena = arena_new();
	const struct document *doc = diff->now->document;
	struct booklet b = {.out = out, .about = doc, .pictures = pictures};
	const char *section = NULL;
	struct booklet_title title = {"changes",
	    language_fill(
	        arena, word(&b, WORD_DIFF_TITLE), "title", doc->title, NULL),
	    language_fill(
	        arena, word(&b, WORD_DIFF_ABOUT), "title", doc->title, NULL),
	    "change"};

	booklet_open(&b, &title);
	booklet_section(&b, word(&b, WORD_DIFF_SUMS));
	booklet_item(&b, "booklet", title.description);
	put_sums(&b, arena, diff);
	for (size_t i = 0; i < diff->n; i++) {
		const struct diff_entry *e = &diff->entries[i];
		const char *heading = e->now != NULL ? e->now->section_title
		                                     : e->before->section_title;

		if (e->change == CHANGE_NONE)
			continue;
		if (!str_eq(section, heading))
			booklet_section(&b, heading);
		section = heading;
		put_entry(&b, e);
	}
	booklet_close(&b);
	arena_free(arena);
}
