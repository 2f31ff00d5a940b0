/* Reviews as data: lists, finding, and what the answers come to. */
#include "model/review.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"

static const char *const faces[FACE_COUNT] = {"", "yes", "unsure", "no"};
static const char *const decisions[DECISION_COUNT] = {
    "open", "changed", "kept"};

const char *
face_name(enum face face)
{
	return faces[face];
}

bool
face_lookup(const char *name, enum face *face)
{
	for (int f = FACE_YES; f < FACE_COUNT; f++)
		if (str_eq(name, faces[f])) {
			*face = (enum face)f;
			return true;
		}
	return false;
}

const char *
decision_name(enum decision decision)
{
	return decisions[decision];
}

bool
decision_lookup(const char *name, enum decision *decision)
{
	for (int d = 0; d < DECISION_COUNT; d++)
		if (str_eq(name, decisions[d])) {
			*decision = (enum decision)d;
			return true;
		}
	return false;
}

struct review *
review_new(struct arena *arena, const char *publication)
{
	struct review *review = ARENA_NEW(arena, struct review);

	review->arena = arena;
	review->publication = publication;
	review->last_visit = &review->visits;
	review->last_subject = &review->subjects;
	return review;
}

struct review_subject *
review_add_subject(struct review *review, const struct review_subject *like)
{
	struct review_subject *subject =
	    ARENA_NEW(review->arena, struct review_subject);

	*subject = *like;
	subject->answers = NULL;
	subject->last_answer = &subject->answers;
	subject->next = NULL;
	*review->last_subject = subject;
	review->last_subject = &subject->next;
	return subject;
}

struct review_answer *
review_add_answer(struct review *review, struct review_subject *subject,
    const struct review_answer *like)
{
	struct review_answer *answer =
	    ARENA_NEW(review->arena, struct review_answer);

	*answer = *like;
	answer->next = NULL;
	*subject->last_answer = answer;
	subject->last_answer = &answer->next;
	return answer;
}

struct review_visit *
review_add_visit(struct review *review, const struct review_visit *like)
{
	struct review_visit *visit =
	    ARENA_NEW(review->arena, struct review_visit);

	*visit = *like;
	visit->next = NULL;
	*review->last_visit = visit;
	review->last_visit = &visit->next;
	return visit;
}

static int
compare_hashes(const void *a, const void *b)
{
	const struct review_subject *x =
	    *(const struct review_subject *const *)a;
	const struct review_subject *y =
	    *(const struct review_subject *const *)b;
	int order = strcmp(x->hash, y->hash);

	return order != 0 ? order : strcmp(x->id, y->id);
}

void
review_index(struct review *review)
{
	size_t n = 0;

	for (const struct review_subject *s = review->subjects; s; s = s->next)
		n++;
	review->by_hash =
	    ARENA_ARRAY(review->arena, const struct review_subject *, n + 1);
	review->nby_hash = 0;
	for (const struct review_subject *s = review->subjects; s; s = s->next)
		review->by_hash[review->nby_hash++] = s;
	qsort(review->by_hash, n, sizeof *review->by_hash, compare_hashes);
}

/* The first of the sorted list whose hash is not before this one. */
static size_t
first_of(const struct review *review, const char *hash)
{
	size_t from = 0, to = review->nby_hash;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (strcmp(review->by_hash[middle]->hash, hash) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

struct review_subject *
review_find(const struct review *review, const char *id, const char *hash)
{
	size_t first = first_of(review, hash);

	for (size_t i = first; i < review->nby_hash; i++) {
		if (!str_eq(review->by_hash[i]->hash, hash))
			break;
		if (str_eq(review->by_hash[i]->id, id))
			return (struct review_subject *)review->by_hash[i];
	}
	if (first < review->nby_hash &&
	    str_eq(review->by_hash[first]->hash, hash))
		return (struct review_subject *)review->by_hash[first];
	return NULL;
}

void
review_hash(char out[REVIEW_HASH + 1], const char *words, size_t len)
{
	snprintf(out, REVIEW_HASH + 1, "%016" PRIx64,
	    hash_add(HASH_START, words, len));
}

bool
review_is_code(const char *text)
{
	size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	size_t digits = strspn(text + letters, "0123456789");

	return letters >= 1 && letters <= 3 && digits >= 1 && digits <= 3 &&
	       text[letters + digits] == '\0';
}

size_t
review_count(const struct review_subject *subject, enum face face)
{
	size_t n = 0;

	for (const struct review_answer *a = subject->answers; a; a = a->next)
		n += a->face == face;
	return n;
}

size_t
review_count_picture(const struct review_subject *subject, const char *picture)
{
	size_t n = 0;

	for (const struct review_answer *a = subject->answers; a; a = a->next)
		n += a->picture_ok == FACE_NO && str_eq(a->picture, picture);
	return n;
}

/* Has a "no" been said of these words with this picture? */
static bool
is_refused(const struct review_subject *subject, const char *picture)
{
	for (const struct review_answer *a = subject->answers; a; a = a->next)
		if ((a->face == FACE_NO || a->picture_ok == FACE_NO) &&
		    str_eq(a->picture, picture))
			return true;
	return false;
}

enum standing
review_standing(const struct review_subject *subject, const char *picture)
{
	const struct review_decision *decision;

	if (subject == NULL || subject->answers == NULL)
		return STANDING_UNCHECKED;
	decision = subject->decision;
	if (review_count(subject, FACE_NO) +
	        review_count_picture(subject, picture) ==
	    0)
		return STANDING_CHECKED;
	if (decision == NULL || decision->is == DECISION_OPEN)
		return STANDING_OPEN;
	if (decision->is == DECISION_KEPT)
		return STANDING_CHECKED;
	/* the words are the same; so another picture must be there */
	return is_refused(subject, picture) ? STANDING_UNDONE
	                                    : STANDING_CHECKED;
}
