/* Comparing two sentences word by word: a longest common subsequence. */
#include "review/runs.h"

#include <glib.h>
#include <string.h>

enum { MOST_WORDS = 1000 }; /* of a sentence; longer ones differ as a whole */

/* A word with the punctuation at it. */
struct token {
	size_t start, len;
	bool is_other;
};

struct tokens {
	const char *text;
	struct token *list;
	size_t n;
};

static struct tokens
split(struct arena *arena, const char *text)
{
	struct tokens t = {.text = text,
	    .list = ARENA_ARRAY(arena, struct token, strlen(text) / 2 + 1)};

	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, " ");

		t.list[t.n++] = (struct token){(size_t)(p - text), n, true};
		p += n + strspn(p + n, " ");
	}
	return t;
}

static bool
is_same(const struct tokens *a, size_t i, const struct tokens *b, size_t k)
{
	return a->list[i].len == b->list[k].len &&
	       memcmp(a->text + a->list[i].start, b->text + b->list[k].start,
	           a->list[i].len) == 0;
}

/* lengths[i * (b->n + 1) + k]: of what the ends from i and k on share. */
static unsigned short *
share(struct arena *arena, const struct tokens *a, const struct tokens *b)
{
	size_t width = b->n + 1;
	unsigned short *lengths =
	    ARENA_ARRAY(arena, unsigned short, (a->n + 1) * width);

	for (size_t i = a->n; i-- > 0;)
		for (size_t k = b->n; k-- > 0;) {
			unsigned short down = lengths[(i + 1) * width + k];
			unsigned short right = lengths[i * width + k + 1];

			lengths[i * width + k] =
			    is_same(a, i, b, k)
			        ? (unsigned short)(lengths[(i + 1) * width + k +
			                                   1] +
			                           1)
			        : MAX(down, right);
		}
	return lengths;
}

static void
mark_same(struct arena *arena, struct tokens *a, struct tokens *b)
{
	const unsigned short *lengths = share(arena, a, b);
	size_t width = b->n + 1, i = 0, k = 0;

	while (i < a->n && k < b->n)
		if (is_same(a, i, b, k)) {
			a->list[i++].is_other = false;
			b->list[k++].is_other = false;
		} else if (lengths[(i + 1) * width + k] >=
		           lengths[i * width + k + 1]) {
			i++;
		} else {
			k++;
		}
}

/* Neighbours of a kind as one run, up to the start of the next. */
static const struct diff_run *
join(struct arena *arena, const struct tokens *t, size_t *n)
{
	struct diff_run *runs = ARENA_ARRAY(arena, struct diff_run, t->n + 1);

	*n = 0;
	for (size_t i = 0; i < t->n; i++) {
		const struct token *token = &t->list[i];

		if (*n == 0 || runs[*n - 1].is_other != token->is_other)
			runs[(*n)++] =
			    (struct diff_run){token->start, 0, token->is_other};
		runs[*n - 1].len =
		    token->start + token->len - runs[*n - 1].start;
	}
	return runs;
}

void
runs_compare(struct arena *arena, struct diff_entry *entry)
{
	struct arena *scratch = arena_new();
	struct tokens a = split(scratch, entry->before->sentence->text);
	struct tokens b = split(scratch, entry->now->sentence->text);

	if (a.n <= MOST_WORDS && b.n <= MOST_WORDS)
		mark_same(scratch, &a, &b);
	entry->before_runs = join(arena, &a, &entry->nbefore_runs);
	entry->now_runs = join(arena, &b, &entry->nnow_runs);
	arena_free(scratch);
}
