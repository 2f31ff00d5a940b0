/* Making a review fit the draft that stands now, and its order. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "review/merge.h"

/* A subject and where it belongs. */
struct place {
	struct review_subject *subject;
	size_t rank; /* number in the draft; those that are gone come last */
};

static struct review_subject *
find_exact(const struct review *review, const char *id, const char *hash)
{
	for (struct review_subject *s = review->subjects; s; s = s->next)
		if (!s->is_question && str_eq(s->id, id) &&
		    str_eq(s->hash, hash))
			return s;
	return NULL;
}

/* The same words that have moved: their old place is in the draft no more. */
static struct review_subject *
find_moved(const struct review *review, const struct review_items *items,
    const char *hash)
{
	for (struct review_subject *s = review->subjects; s; s = s->next) {
		bool stands = s->is_question || !str_eq(s->hash, hash);

		for (size_t i = 0; i < items->n && !stands; i++)
			stands = str_eq(items->items[i].sentence->id, s->id) &&
			         str_eq(items->items[i].hash, hash);
		if (!stands)
			return s;
	}
	return NULL;
}

static void
fit_sentences(
    struct review *review, const struct review_items *items, struct place *at)
{
	for (size_t i = 0; i < items->n; i++) {
		const struct review_item *item = &items->items[i];
		struct review_subject *s =
		    find_exact(review, item->sentence->id, item->hash);

		if (s == NULL)
			s = find_moved(review, items, item->hash);
		if (s == NULL)
			continue;
		s->id = item->sentence->id;
		s->words = item->sentence->text;
		s->section = item->section_title;
		s->picture = item->picture;
		for (size_t k = 0; at[k].subject != NULL; k++)
			if (at[k].subject == s)
				at[k].rank = item->number;
	}
}

static void
fit_questions(const struct review_items *items, struct place *at)
{
	for (; at->subject != NULL; at++)
		for (size_t i = 0; i < items->nquestions; i++) {
			const struct review_question *q = &items->questions[i];

			if (at->subject->is_question &&
			    str_eq(at->subject->id, q->id) &&
			    str_eq(at->subject->hash, q->hash))
				at->rank = items->n + q->number;
		}
}

static int
compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->rank > y->rank) - (x->rank < y->rank);
}

static void
order_subjects(struct review *review, struct place *places, size_t n)
{
	qsort(places, n, sizeof *places, compare_places);
	review->last_subject = &review->subjects;
	for (size_t i = 0; i < n; i++) {
		*review->last_subject = places[i].subject;
		review->last_subject = &places[i].subject->next;
	}
	*review->last_subject = NULL;
}

static bool
comes_before(const struct review_answer *a, const struct review_answer *b)
{
	int order = strcmp(a->session, b->session);

	return order < 0 || (order == 0 && strcmp(a->by, b->by) < 0);
}

/* By session, then by code. */
static void
order_answers(struct review_subject *subject)
{
	struct review_answer *sorted = NULL, *next;

	for (struct review_answer *a = subject->answers; a != NULL; a = next) {
		struct review_answer **at = &sorted;

		next = a->next;
		while (*at != NULL && !comes_before(a, *at))
			at = &(*at)->next;
		a->next = *at;
		*at = a;
	}
	subject->answers = sorted;
	subject->last_answer = &subject->answers;
	while (*subject->last_answer != NULL)
		subject->last_answer = &(*subject->last_answer)->next;
}

static void
order_visits(struct review *review)
{
	struct review_visit *sorted = NULL, *next;

	for (struct review_visit *v = review->visits; v != NULL; v = next) {
		struct review_visit **at = &sorted;

		next = v->next;
		while (*at != NULL) {
			int order = strcmp((*at)->session, v->session);

			if (order > 0 ||
			    (order == 0 && strcmp((*at)->code, v->code) > 0))
				break;
			at = &(*at)->next;
		}
		v->next = *at;
		*at = v;
	}
	review->visits = sorted;
	review->last_visit = &review->visits;
	while (*review->last_visit != NULL)
		review->last_visit = &(*review->last_visit)->next;
}

void
review_fit(struct review *review, const struct review_items *items)
{
	size_t n = 0, i = 0;
	struct place *places;

	for (struct review_subject *s = review->subjects; s; s = s->next)
		n++;
	places = ARENA_ARRAY(review->arena, struct place, n + 1);
	for (struct review_subject *s = review->subjects; s; s = s->next, i++) {
		order_answers(s);
		places[i] =
		    (struct place){s, items->n + items->nquestions + 1 + i};
	}
	fit_sentences(review, items, places);
	fit_questions(items, places);
	order_subjects(review, places, n);
	order_visits(review);
	review_index(review);
}
