/* Putting in order what a group said. */
#include "review/report.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

bool
told_is_disputed(const struct told_sentence *s)
{
	return s->yes > 0 && s->no > 0;
}

const char *
told_state(const struct told_sentence *s)
{
	switch (s->standing) {
	case STANDING_OPEN:
		return "Nobody has decided what to do. A release waits for it.";
	case STANDING_UNDONE:
		return "You decided to change it, and it is the same. A "
		       "release waits for it.";
	case STANDING_UNCHECKED:
	case STANDING_CHECKED:
		break;
	}
	if (s->subject->decision == NULL)
		return "Nobody said no. You can leave it, or make it easier.";
	return s->subject->decision->is == DECISION_KEPT
	           ? "You decided to keep it."
	           : "You have changed it.";
}

const char *
told_face(const struct told *told, enum face face)
{
	static const enum word names[] = {[FACE_YES] = WORD_FACE_YES,
	    [FACE_UNSURE] = WORD_FACE_UNSURE,
	    [FACE_NO] = WORD_FACE_NO};

	return told->items->document->language->words[names[face]];
}

/* ---- sentences ---------------------------------------------------------- */

static size_t
count_hard(const struct review_subject *subject)
{
	size_t n = 0;

	for (const struct review_answer *a = subject->answers; a; a = a->next)
		for (const struct review_hard *h = a->hard; h; h = h->next)
			n++;
	return n;
}

static size_t
count_picture(const struct told_sentence *s, enum face face)
{
	size_t n = 0;

	for (const struct review_answer *a = s->subject->answers; a;
	     a = a->next)
		n += a->picture_ok == face &&
		     str_eq(a->picture, s->item->picture);
	return n;
}

static bool
has_suggestion(const struct review_subject *subject)
{
	for (const struct review_answer *a = subject->answers; a; a = a->next)
		if (a->suggestion != NULL || a->comment != NULL)
			return true;
	return false;
}

static struct told_sentence
tell_sentence(
    const struct review_item *item, const struct review_subject *subject)
{
	struct told_sentence s = {.item = item,
	    .subject = subject,
	    .yes = review_count(subject, FACE_YES),
	    .unsure = review_count(subject, FACE_UNSURE),
	    .no = review_count(subject, FACE_NO),
	    .hard = count_hard(subject),
	    .standing = review_standing(subject, item->picture)};

	s.picture_no = count_picture(&s, FACE_NO);
	s.picture_unsure = count_picture(&s, FACE_UNSURE);
	return s;
}

/* The greater first. */
static int
compare_numbers(size_t a, size_t b)
{
	return (a < b) - (a > b);
}

/* What waits for a decision, then what most people said no to. */
static int
compare_sentences(const void *a, const void *b)
{
	const struct told_sentence *x = a, *y = b;
	const int orders[] = {
	    compare_numbers(
	        x->standing >= STANDING_OPEN, y->standing >= STANDING_OPEN),
	    compare_numbers(x->no, y->no),
	    compare_numbers(x->picture_no, y->picture_no),
	    compare_numbers(x->unsure, y->unsure),
	    compare_numbers(x->hard, y->hard),
	    compare_numbers(y->item->number, x->item->number),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(orders); i++)
		if (orders[i] != 0)
			return orders[i];
	return 0;
}

static bool
is_worth_telling(const struct told_sentence *s)
{
	return s->no + s->unsure + s->picture_no + s->picture_unsure + s->hard >
	           0 ||
	       has_suggestion(s->subject);
}

static void
tell_sentences(struct told *told)
{
	size_t n = told->items->n;
	struct told_sentence *worst =
	    ARENA_ARRAY(told->arena, struct told_sentence, n + 1);
	const struct review_item **unread =
	    ARENA_ARRAY(told->arena, const struct review_item *, n + 1);

	for (size_t i = 0; i < n; i++) {
		const struct review_item *item = &told->items->items[i];
		const struct review_subject *subject =
		    review_find(told->review, item->sentence->id, item->hash);
		struct told_sentence s;

		if (subject == NULL || subject->answers == NULL) {
			unread[told->nunread++] = item;
			continue;
		}
		s = tell_sentence(item, subject);
		if (!is_worth_telling(&s))
			continue;
		worst[told->nworst++] = s;
		told->ndisputed += told_is_disputed(&s);
		told->nopen += s.standing >= STANDING_OPEN;
	}
	qsort(worst, told->nworst, sizeof *worst, compare_sentences);
	told->worst = worst;
	told->unread = unread;
}

/* ---- hard words --------------------------------------------------------- */

/* A word while it is counted. */
struct counted {
	const char *text;
	GHashTable *people;
	struct buf places;
	size_t last; /* number of the sentence noted last */
};

static void
counted_free(gpointer data)
{
	struct counted *c = data;

	g_hash_table_destroy(c->people);
	buf_release(&c->places);
	g_free(c);
}

static void
count_word(GHashTable *all, const struct told_sentence *s,
    const struct review_answer *a, const char *text)
{
	char *key = g_utf8_casefold(text, -1);
	struct counted *c = g_hash_table_lookup(all, key);

	if (c == NULL) {
		c = g_new0(struct counted, 1);
		c->text = text;
		c->people = g_hash_table_new(g_str_hash, g_str_equal);
		g_hash_table_insert(all, key, c);
	} else {
		g_free(key);
	}
	g_hash_table_add(c->people, (char *)a->by);
	if (c->last != s->item->number)
		buf_printf(&c->places, "%s%zu", c->places.len > 0 ? ", " : "",
		    s->item->number);
	c->last = s->item->number;
}

static int
compare_words(const void *a, const void *b)
{
	const struct told_word *x = a, *y = b;
	int order = compare_numbers(x->people, y->people);

	return order != 0 ? order : strcmp(x->text, y->text);
}

static int
compare_places(const void *a, const void *b)
{
	const struct told_sentence *x = *(const struct told_sentence *const *)a;
	const struct told_sentence *y = *(const struct told_sentence *const *)b;

	return compare_numbers(y->item->number, x->item->number);
}

/* The sentences in the order of the draft. */
static const struct told_sentence **
in_order(const struct told *told)
{
	const struct told_sentence **list = ARENA_ARRAY(
	    told->arena, const struct told_sentence *, told->nworst + 1);

	for (size_t i = 0; i < told->nworst; i++)
		list[i] = &told->worst[i];
	qsort(list, told->nworst, sizeof *list, compare_places);
	return list;
}

static void
count_words(const struct told *told, GHashTable *all)
{
	const struct told_sentence **sentences = in_order(told);

	for (size_t i = 0; i < told->nworst; i++)
		for (const struct review_answer *a =
		         sentences[i]->subject->answers;
		     a != NULL; a = a->next)
			for (const struct review_hard *h = a->hard; h;
			     h = h->next)
				count_word(all, sentences[i], a, h->text);
}

static void
tell_words(struct told *told)
{
	GHashTable *all = g_hash_table_new_full(
	    g_str_hash, g_str_equal, g_free, counted_free);
	struct told_word *words;
	GHashTableIter each;
	gpointer value;

	count_words(told, all);
	words = ARENA_ARRAY(
	    told->arena, struct told_word, g_hash_table_size(all) + 1);
	g_hash_table_iter_init(&each, all);
	while (g_hash_table_iter_next(&each, NULL, &value)) {
		struct counted *c = value;

		words[told->nwords++] =
		    (struct told_word){c->text, g_hash_table_size(c->people),
		        arena_strdup(told->arena, buf_str(&c->places))};
	}
	qsort(words, told->nwords, sizeof *words, compare_words);
	told->words = words;
	g_hash_table_destroy(all);
}

/* ---- pictures ----------------------------------------------------------- */

static int
compare_votes(const void *a, const void *b)
{
	const struct told_vote *x = a, *y = b;
	int order = compare_numbers(x->n, y->n);

	return order != 0 ? order : strcmp(x->name, y->name);
}

static void
add_vote(struct told_vote *votes, size_t *n, const char *name)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq(votes[i].name, name)) {
			votes[i].n++;
			return;
		}
	votes[(*n)++] = (struct told_vote){name, 1};
}

static struct told_picture
tell_picture(struct told *told, const struct told_sentence *s)
{
	struct told_picture picture = {.sentence = s};
	const struct review_answer *answers = s->subject->answers;
	struct told_vote *votes;
	size_t n = 0;

	for (const struct review_answer *a = answers; a; a = a->next)
		n++;
	votes = ARENA_ARRAY(told->arena, struct told_vote, n + 1);
	for (const struct review_answer *a = answers; a; a = a->next)
		if (a->picture_choice != NULL)
			add_vote(votes, &picture.nvotes, a->picture_choice);
	qsort(votes, picture.nvotes, sizeof *votes, compare_votes);
	picture.votes = votes;
	return picture;
}

static void
tell_pictures(struct told *told)
{
	struct told_picture *pictures =
	    ARENA_ARRAY(told->arena, struct told_picture, told->nworst + 1);

	for (size_t i = 0; i < told->nworst; i++)
		if (told->worst[i].picture_no + told->worst[i].picture_unsure >
		    0)
			pictures[told->npictures++] =
			    tell_picture(told, &told->worst[i]);
	told->pictures = pictures;
}

/* ---- questions ---------------------------------------------------------- */

static void
count_choice(struct told_question *q, int choice)
{
	if (choice == CHOICE_DONT_KNOW)
		q->dont_know++;
	if (choice <= 0 || (size_t)choice > q->question->nchoices)
		return;
	if (q->question->choices[choice - 1].is_right)
		q->right++;
	else
		q->wrong++;
}

static void
tell_questions(struct told *told)
{
	size_t n = told->items->nquestions;
	struct told_question *questions =
	    ARENA_ARRAY(told->arena, struct told_question, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct told_question *q = &questions[told->nquestions++];
		const struct review_question *question =
		    &told->items->questions[i];

		q->question = question;
		q->subject =
		    review_find(told->review, question->id, question->hash);
		if (q->subject == NULL)
			continue;
		for (const struct review_answer *a = q->subject->answers; a;
		     a = a->next)
			count_choice(q, a->choice);
	}
	told->questions = questions;
}

/* ---- people ------------------------------------------------------------- */

static void
count_people(struct told *told)
{
	GHashTable *codes = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTable *sessions = g_hash_table_new(g_str_hash, g_str_equal);
	const struct review_visit *visits = told->review->visits;

	for (const struct review_visit *v = visits; v; v = v->next) {
		g_hash_table_add(codes, (char *)v->code);
		g_hash_table_add(sessions, (char *)v->session);
	}
	told->npeople = g_hash_table_size(codes);
	told->nsessions = g_hash_table_size(sessions);
	g_hash_table_destroy(codes);
	g_hash_table_destroy(sessions);
}

static void
count_gone(struct told *told)
{
	GHashTable *hashes = g_hash_table_new(g_str_hash, g_str_equal);
	const struct review_subject *subjects = told->review->subjects;

	for (size_t i = 0; i < told->items->n; i++)
		g_hash_table_add(hashes, (char *)told->items->items[i].hash);
	for (const struct review_subject *s = subjects; s; s = s->next)
		told->ngone +=
		    !s->is_question && !g_hash_table_contains(hashes, s->hash);
	g_hash_table_destroy(hashes);
}

const struct told *
told_make(struct arena *arena, const struct review *review,
    const struct review_items *items)
{
	struct told *told = ARENA_NEW(arena, struct told);

	told->arena = arena;
	told->review = review;
	told->items = items;
	count_people(told);
	tell_sentences(told);
	tell_words(told);
	tell_pictures(told);
	tell_questions(told);
	count_gone(told);
	return told;
}
