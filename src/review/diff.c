/* Comparing two drafts. */
#include "review/diff.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "review/runs.h"
#include "review/words.h"

enum {
	NOWHERE = -1,
	BAND = 400,           /* sentences a changed one may be off */
	MOST_CELLS = 4000000, /* of the table of a gap */
	MOST_LEFT = 1000000,  /* pairs looked at for "changed and moved" */
};

static const char *const names[CHANGE_COUNT] = {
    "same", "new", "changed", "picture", "moved", "gone"};

const char *
change_name(enum change change)
{
	return names[change];
}

/* Two drafts being paired. */
struct pairing {
	struct arena *arena;
	const struct review_items *before, *now;
	/* for each sentence its partner in the other draft, or NOWHERE */
	long *to_now, *to_before;
	bool *stands;                    /* of the old: it keeps its order */
	const struct word_list **b, **n; /* words; made when needed */
};

static void
pair(struct pairing *p, size_t before, size_t now)
{
	p->to_now[before] = (long)now;
	p->to_before[now] = (long)before;
}

/* ---- the same words ----------------------------------------------------- */

static void
pair_by_id(struct pairing *p)
{
	GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < p->before->n; i++)
		g_hash_table_insert(ids,
		    (char *)p->before->items[i].sentence->id,
		    GSIZE_TO_POINTER(i + 1));
	for (size_t k = 0; k < p->now->n; k++) {
		const struct review_item *item = &p->now->items[k];
		size_t i = GPOINTER_TO_SIZE(
		    g_hash_table_lookup(ids, item->sentence->id));

		if (i > 0 && str_eq(p->before->items[i - 1].hash, item->hash))
			pair(p, i - 1, k);
	}
	g_hash_table_destroy(ids);
}

/* The first with a word is paired with the first, the second with the
 * second. */
static void
pair_by_hash(struct pairing *p)
{
	GHashTable *first = g_hash_table_new(g_str_hash, g_str_equal);
	size_t *next = ARENA_ARRAY(p->arena, size_t, p->before->n + 1);

	for (size_t i = p->before->n; i-- > 0;) {
		char *hash = (char *)p->before->items[i].hash;

		if (p->to_now[i] != NOWHERE)
			continue;
		next[i] = GPOINTER_TO_SIZE(g_hash_table_lookup(first, hash));
		g_hash_table_insert(first, hash, GSIZE_TO_POINTER(i + 1));
	}
	for (size_t k = 0; k < p->now->n; k++) {
		char *hash = (char *)p->now->items[k].hash;
		size_t i;

		if (p->to_before[k] != NOWHERE)
			continue;
		i = GPOINTER_TO_SIZE(g_hash_table_lookup(first, hash));
		if (i == 0)
			continue;
		pair(p, i - 1, k);
		g_hash_table_insert(first, hash, GSIZE_TO_POINTER(next[i - 1]));
	}
	g_hash_table_destroy(first);
}

/* The longest run of pairs whose places rise in both drafts stands still:
 * patience sorting. */
static void
find_standing(struct pairing *p)
{
	size_t n = p->before->n, npiles = 0;
	size_t *piles = ARENA_ARRAY(p->arena, size_t, n + 1);
	size_t *back = ARENA_ARRAY(p->arena, size_t, n + 1);

	for (size_t i = 0; i < n; i++) {
		size_t from = 0, to = npiles;

		if (p->to_now[i] == NOWHERE)
			continue;
		while (from < to) {
			size_t middle = from + (to - from) / 2;

			if (p->to_now[piles[middle]] < p->to_now[i])
				from = middle + 1;
			else
				to = middle;
		}
		back[i] = from > 0 ? piles[from - 1] + 1 : 0;
		piles[from] = i;
		if (from == npiles)
			npiles++;
	}
	if (npiles == 0)
		return;
	for (size_t i = piles[npiles - 1] + 1; i > 0; i = back[i - 1])
		p->stands[i - 1] = true;
}

/* ---- other words -------------------------------------------------------- */

static void
split_words(struct pairing *p)
{
	p->b =
	    ARENA_ARRAY(p->arena, const struct word_list *, p->before->n + 1);
	p->n = ARENA_ARRAY(p->arena, const struct word_list *, p->now->n + 1);
	for (size_t i = 0; i < p->before->n; i++)
		if (p->to_now[i] == NOWHERE)
			p->b[i] = words_split(
			    p->arena, p->before->items[i].sentence->text);
	for (size_t k = 0; k < p->now->n; k++)
		if (p->to_before[k] == NOWHERE)
			p->n[k] = words_split(
			    p->arena, p->now->items[k].sentence->text);
}

/* What two sentences without a partner are worth as a pair; 0 = no pair. */
static double
worth(const struct pairing *p, size_t i, size_t k)
{
	double alike = words_alike(p->b[i], p->n[k]);

	return alike >= WORDS_ALIKE_ENOUGH ? alike : 0;
}

/* The sentences without partners between two that stand still. */
struct gap {
	const size_t *before, *now;
	size_t nbefore, nnow;
};

/* A row of the table: the columns near the diagonal. */
struct row {
	size_t low, high;
	float *best;
	unsigned char *step;
};

enum { STEP_UP, STEP_LEFT, STEP_PAIR };

static struct row *
make_rows(struct arena *arena, const struct gap *gap)
{
	struct row *rows = ARENA_ARRAY(arena, struct row, gap->nbefore + 1);
	size_t band = MOST_CELLS / (gap->nbefore + 1);

	band = CLAMP(band, 8, BAND);
	for (size_t i = 0; i <= gap->nbefore; i++) {
		size_t centre =
		    gap->nbefore > 0 ? i * gap->nnow / gap->nbefore : 0;
		size_t width;

		rows[i].low = centre > band ? centre - band : 0;
		rows[i].high = MIN(centre + band, gap->nnow);
		width = rows[i].high - rows[i].low + 1;
		rows[i].best = ARENA_ARRAY(arena, float, width);
		rows[i].step = ARENA_ARRAY(arena, unsigned char, width);
	}
	rows[0].low = 0;
	return rows;
}

/* A cell of the row above; what is right of it has its last value. */
static float
above(const struct row *row, size_t column)
{
	column = MIN(column, row->high);
	return row->best[column - row->low];
}

static void
fill_row(const struct pairing *p, const struct gap *gap, const struct row *last,
    struct row *row, size_t i)
{
	for (size_t k = row->low; k <= row->high; k++) {
		size_t at = k - row->low;
		float best = k >= last->low ? above(last, k) : 0;

		row->step[at] = STEP_UP;
		if (k > row->low && row->best[at - 1] > best) {
			best = row->best[at - 1];
			row->step[at] = STEP_LEFT;
		}
		if (k > last->low && k - 1 <= last->high) {
			float alike = (float)worth(
			    p, gap->before[i - 1], gap->now[k - 1]);

			if (alike > 0 && above(last, k - 1) + alike > best) {
				best = above(last, k - 1) + alike;
				row->step[at] = STEP_PAIR;
			}
		}
		row->best[at] = best;
	}
}

/* Pair the sentences of a gap, in order, for the greatest likeness. */
static void
pair_gap(struct pairing *p, const struct gap *gap)
{
	struct arena *scratch = arena_new();
	struct row *rows;
	size_t i = gap->nbefore, k = gap->nnow;

	if (i > 0 && k > 0) {
		rows = make_rows(scratch, gap);
		for (size_t r = 1; r <= gap->nbefore; r++)
			fill_row(p, gap, &rows[r - 1], &rows[r], r);
		while (i > 0 && k >= rows[i].low) {
			k = MIN(k, rows[i].high);
			switch (rows[i].step[k - rows[i].low]) {
			case STEP_PAIR:
				pair(p, gap->before[--i], gap->now[--k]);
				break;
			case STEP_LEFT:
				k--;
				break;
			default:
				i--;
			}
		}
	}
	arena_free(scratch);
}

static void
pair_gaps(struct pairing *p)
{
	size_t *before = ARENA_ARRAY(p->arena, size_t, p->before->n + 1);
	size_t *now = ARENA_ARRAY(p->arena, size_t, p->now->n + 1);
	struct gap gap = {before, now, 0, 0};
	size_t k = 0;

	for (size_t i = 0; i <= p->before->n; i++) {
		size_t end = p->now->n;

		if (i < p->before->n && !p->stands[i]) {
			if (p->to_now[i] == NOWHERE)
				before[gap.nbefore++] = i;
			continue;
		}
		if (i < p->before->n)
			end = (size_t)p->to_now[i];
		for (; k < end; k++)
			if (p->to_before[k] == NOWHERE)
				now[gap.nnow++] = k;
		pair_gap(p, &gap);
		gap.nbefore = gap.nnow = 0;
		k = end;
	}
}

/* What is left and very much alike is changed and moved. */
static void
pair_left(struct pairing *p)
{
	size_t looked = 0;

	for (size_t i = 0; i < p->before->n; i++) {
		double most = 0.7;
		size_t best = p->now->n;

		if (p->to_now[i] != NOWHERE)
			continue;
		for (size_t k = 0; k < p->now->n && looked < MOST_LEFT; k++) {
			if (p->to_before[k] != NOWHERE)
				continue;
			looked++;
			if (worth(p, i, k) > most) {
				most = worth(p, i, k);
				best = k;
			}
		}
		if (best < p->now->n)
			pair(p, i, best);
	}
}

/* ---- the result --------------------------------------------------------- */

static enum change
change_of(const struct pairing *p, const struct diff_entry *entry, size_t i)
{
	if (!str_eq(entry->before->hash, entry->now->hash))
		return CHANGE_WORDS;
	if (!p->stands[i])
		return CHANGE_MOVED;
	return entry->has_other_picture ? CHANGE_PICTURE : CHANGE_NONE;
}

static void
add_pair(const struct pairing *p, struct diff *diff, size_t i, size_t k)
{
	struct diff_entry *entry =
	    (struct diff_entry *)&diff->entries[diff->n++];

	*entry = (struct diff_entry){
	    .before = &p->before->items[i], .now = &p->now->items[k]};
	entry->has_other_picture =
	    !str_eq(entry->before->picture, entry->now->picture);
	entry->change = change_of(p, entry, i);
	if (entry->change == CHANGE_WORDS)
		runs_compare(p->arena, entry);
	diff->counts[entry->change]++;
}

static void
add_alone(struct diff *diff, enum change change, const struct review_item *item)
{
	struct diff_entry *entry =
	    (struct diff_entry *)&diff->entries[diff->n++];

	*entry = (struct diff_entry){.change = change,
	    .before = change == CHANGE_GONE ? item : NULL,
	    .now = change == CHANGE_NEW ? item : NULL};
	diff->counts[change]++;
}

/* What is gone from place i of the old draft on, up to what is not. */
static void
add_gone(const struct pairing *p, struct diff *diff, size_t i)
{
	for (; i < p->before->n && p->to_now[i] == NOWHERE; i++)
		add_alone(diff, CHANGE_GONE, &p->before->items[i]);
}

static void
list_entries(const struct pairing *p, struct diff *diff)
{
	add_gone(p, diff, 0);
	for (size_t k = 0; k < p->now->n; k++) {
		long before = p->to_before[k];

		if (before == NOWHERE) {
			add_alone(diff, CHANGE_NEW, &p->now->items[k]);
			continue;
		}
		add_pair(p, diff, (size_t)before, k);
		add_gone(p, diff, (size_t)before + 1);
	}
}

const struct diff *
diff_compare(struct arena *arena, const struct review_items *before,
    const struct review_items *now)
{
	struct diff *diff = ARENA_NEW(arena, struct diff);
	struct pairing p = {.arena = arena,
	    .before = before,
	    .now = now,
	    .to_now = ARENA_ARRAY(arena, long, before->n + 1),
	    .to_before = ARENA_ARRAY(arena, long, now->n + 1),
	    .stands = ARENA_ARRAY(arena, bool, before->n + 1)};

	for (size_t i = 0; i < before->n; i++)
		p.to_now[i] = NOWHERE;
	for (size_t k = 0; k < now->n; k++)
		p.to_before[k] = NOWHERE;
	pair_by_id(&p);
	pair_by_hash(&p);
	find_standing(&p);
	split_words(&p);
	pair_gaps(&p);
	pair_left(&p);
	diff->before = before;
	diff->now = now;
	diff->entries =
	    ARENA_ARRAY(arena, struct diff_entry, before->n + now->n + 1);
	list_entries(&p, diff);
	return diff;
}
