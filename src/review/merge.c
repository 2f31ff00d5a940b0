/* Answers → review. */
#include "review/merge.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "review/words.h"

/* What an answer is about in the draft: one of the two. */
struct target {
	const struct review_item *item;
	const struct review_question *question;
};

struct work {
	const struct merging *m;
	struct merged *merged;
	const struct heard *heard; /* in hand */
	bool is_late; /* a later file of this reviewer is in already */
	const struct word_list **words; /* of each item; made when needed */
};

static struct arena *
arena_of(const struct work *w)
{
	return w->m->review->arena;
}

/* ---- finding what it is about ------------------------------------------- */

static bool
find_item(const struct review_items *items, const char *id, const char *hash,
    struct target *out)
{
	for (size_t i = 0; i < items->n; i++) {
		const struct review_item *item = &items->items[i];

		if (!str_eq(item->hash, hash))
			continue;
		if (out->item == NULL || str_eq(item->sentence->id, id))
			out->item = item;
	}
	return out->item != NULL;
}

static bool
find_question(const struct review_items *items, const char *id,
    const char *hash, struct target *out)
{
	for (size_t i = 0; i < items->nquestions; i++)
		if (str_eq(items->questions[i].id, id) &&
		    str_eq(items->questions[i].hash, hash))
			out->question = &items->questions[i];
	return out->question != NULL;
}

/* On paper there may be a number alone: it counts for its own draft only. */
static bool
find_number(
    const struct work *w, const struct heard_answer *a, struct target *out)
{
	const struct review_items *items = w->m->items;
	const char *digits = a->number + (a->is_question ? 1 : 0);
	size_t n = (size_t)strtoul(digits, NULL, 10);

	if (!str_eq(w->heard->visit.pack, items->pack) ||
	    !g_ascii_isdigit(*digits) || n == 0)
		return false;
	if (a->is_question && n <= items->nquestions)
		out->question = &items->questions[n - 1];
	else if (!a->is_question && n <= items->n)
		out->item = &items->items[n - 1];
	return out->item != NULL || out->question != NULL;
}

static bool
find_target(
    const struct work *w, const struct heard_answer *a, struct target *out)
{
	*out = (struct target){0};
	if (a->id == NULL)
		return find_number(w, a, out);
	return a->is_question ? find_question(w->m->items, a->id, a->hash, out)
	                      : find_item(w->m->items, a->id, a->hash, out);
}

/* ---- older words -------------------------------------------------------- */

/* The sentence of the draft that is most like some words; NULL if none is. */
static const struct review_item *
find_alike(struct work *w, const char *text)
{
	const struct review_items *items = w->m->items;
	const struct word_list *old = words_split(arena_of(w), text);
	const struct review_item *best = NULL;
	double most = WORDS_ALIKE_ENOUGH;

	if (w->words == NULL) {
		w->words = ARENA_ARRAY(
		    arena_of(w), const struct word_list *, items->n + 1);
		for (size_t i = 0; i < items->n; i++)
			w->words[i] = words_split(
			    arena_of(w), items->items[i].sentence->text);
	}
	for (size_t i = 0; i < items->n; i++) {
		double alike = words_alike(old, w->words[i]);

		if (alike > most || (alike >= most && best == NULL)) {
			most = alike;
			best = &items->items[i];
		}
	}
	return best;
}

static const char *
old_words(const struct work *w, const struct heard_answer *a)
{
	const struct review_subject *subject =
	    review_find(w->m->review, a->id, a->hash);

	if (subject != NULL && *subject->words != '\0')
		return subject->words;
	return str_is_blank(a->words) ? NULL : a->words;
}

static bool
leave_out(struct work *w, const struct heard_answer *a, const char *why)
{
	w->merged->left_out++;
	return diag_add(w->m->diags, DIAG_ANSWER_LEFT, a->loc, why);
}

/* It was said of words that stand no more. True if it holds for others, which
 * are in *out then. */
static bool
ask_about_older(
    struct work *w, const struct heard_answer *a, struct target *out)
{
	const char *before = old_words(w, a);
	const struct review_item *now =
	    before != NULL ? find_alike(w, before) : NULL;

	if (now != NULL && w->m->still_holds != NULL &&
	    w->m->still_holds(w->m->arg, before, now->sentence->text)) {
		out->item = now;
		return true;
	}
	w->merged->left_out++;
	diag_add(w->m->diags, DIAG_ANSWER_OLDER, a->loc,
	    before != NULL ? before : a->id);
	if (now != NULL)
		diag_hint(
		    w->m->diags, "Now it says: \"%s\"", now->sentence->text);
	return false;
}

/* ---- adding ------------------------------------------------------------- */

static bool
same_hard(const struct review_hard *a, const struct review_hard *b)
{
	for (; a != NULL && b != NULL; a = a->next, b = b->next)
		if (!str_eq(a->text, b->text) || a->from != b->from ||
		    a->to != b->to)
			return false;
	return a == b;
}

static bool
same_answer(const struct review_answer *a, const struct review_answer *b)
{
	return a->face == b->face && str_eq(a->means, b->means) &&
	       str_eq(a->suggestion, b->suggestion) &&
	       str_eq(a->comment, b->comment) &&
	       a->is_typed_by_supporter == b->is_typed_by_supporter &&
	       same_hard(a->hard, b->hard) && str_eq(a->picture, b->picture) &&
	       a->picture_ok == b->picture_ok &&
	       str_eq(a->picture_choice, b->picture_choice) &&
	       str_eq(a->picture_shows, b->picture_shows) &&
	       a->choice == b->choice && str_eq(a->said, b->said) &&
	       str_eq(a->older, b->older);
}

static bool
is_empty(const struct review_answer *a)
{
	static const struct review_answer nothing = {.choice = CHOICE_NONE};
	struct review_answer said = *a;

	said.picture = said.older = NULL;
	return same_answer(&said, &nothing);
}

static struct review_answer *
answer_of(
    const struct review_subject *subject, const char *by, const char *session)
{
	for (struct review_answer *a = subject->answers; a; a = a->next)
		if (str_eq(a->by, by) && str_eq(a->session, session))
			return a;
	return NULL;
}

/* Where a hard word stands: as said if it stands there, else its first
 * place; nowhere = 0 to 0. */
static void
place_hard(struct review_hard *hard, const char *sentence)
{
	size_t n = utf8_count(sentence, strlen(sentence));
	const char *found;

	if (hard->from < hard->to && hard->to <= n) {
		const char *start =
		    g_utf8_offset_to_pointer(sentence, (glong)hard->from);
		const char *end =
		    g_utf8_offset_to_pointer(sentence, (glong)hard->to);

		if (strlen(hard->text) == (size_t)(end - start) &&
		    memcmp(hard->text, start, (size_t)(end - start)) == 0)
			return;
	}
	hard->from = hard->to = 0;
	found = strstr(sentence, hard->text);
	if (found == NULL)
		return;
	hard->from = (unsigned)utf8_count(sentence, (size_t)(found - sentence));
	hard->to =
	    hard->from + (unsigned)utf8_count(hard->text, strlen(hard->text));
}

/* What the target is called in the review. */
static struct review_subject
name_subject(const struct target *target)
{
	const struct review_item *item = target->item;
	const struct review_question *q = target->question;

	return (struct review_subject){.is_question = q != NULL,
	    .id = item != NULL ? item->sentence->id : q->id,
	    .hash = item != NULL ? item->hash : q->hash,
	    .words = item != NULL ? item->sentence->text : q->words,
	    .section = item != NULL ? item->section_title : q->section_title,
	    .picture = item != NULL ? item->picture : NULL};
}

static struct review_subject *
find_subject(const struct work *w, const struct review_subject *like)
{
	struct review_subject *found = w->m->review->subjects;

	while (found != NULL && (found->is_question != like->is_question ||
	                            !str_eq(found->id, like->id) ||
	                            !str_eq(found->hash, like->hash)))
		found = found->next;
	return found;
}

static struct review_subject *
subject_of(struct work *w, const struct target *target)
{
	struct review_subject like = name_subject(target);
	struct review_subject *found = find_subject(w, &like);

	return found != NULL ? found : review_add_subject(w->m->review, &like);
}

/* An answer that says nothing takes back what the same reviewer said before.
 * False if there was nothing. */
static bool
take_back(struct work *w, const struct review_answer *said,
    const struct target *target)
{
	struct review_subject like = name_subject(target);
	struct review_subject *subject = find_subject(w, &like);
	struct review_answer **at, *before = NULL;

	if (subject != NULL)
		before = answer_of(subject, said->by, said->session);
	if (before == NULL)
		return false;
	if (w->is_late)
		return true;
	for (at = &subject->answers; *at != before; at = &(*at)->next)
		continue;
	*at = before->next;
	if (*at == NULL)
		subject->last_answer = at;
	w->merged->answers++;
	return true;
}

/* What was said, ready to be kept: known places, the picture that was shown,
 * choices that exist. */
static struct review_answer
complete(const struct work *w, const struct heard_answer *a,
    const struct target *target)
{
	struct review_answer said = a->said;

	said.by = w->heard->visit.code;
	said.session = w->heard->visit.session;
	if (target->item != NULL) {
		if (said.picture == NULL)
			said.picture = target->item->picture;
		for (struct review_hard *h = said.hard; h; h = h->next)
			place_hard(h, target->item->sentence->text);
		if (a->hash != NULL && !str_eq(a->hash, target->item->hash))
			said.older = a->hash;
	} else if (said.choice > (int)target->question->nchoices) {
		said.choice = CHOICE_NONE;
	}
	return said;
}

static void
keep(struct work *w, const struct heard_answer *a, const struct target *target)
{
	struct review_answer said = complete(w, a, target);
	struct review_subject *subject;
	struct review_answer *before, *next;

	if (is_empty(&said)) {
		if (!take_back(w, &said, target))
			leave_out(w, a, "nothing is said in it");
		return;
	}
	subject = subject_of(w, target);
	before = answer_of(subject, said.by, said.session);
	if (before == NULL) {
		review_add_answer(w->m->review, subject, &said);
		w->merged->answers++;
	} else if (w->is_late || same_answer(before, &said)) {
		w->merged->repeated++;
	} else {
		next = before->next;
		*before = said;
		before->next = next;
		w->merged->answers++;
	}
}

/* Was the same kept when its words still stood? */
static bool
is_kept_already(const struct work *w, const struct heard_answer *a)
{
	for (const struct review_subject *s = w->m->review->subjects; s;
	     s = s->next)
		for (const struct review_answer *k = s->answers; k; k = k->next)
			if (str_eq(k->by, w->heard->visit.code) &&
			    str_eq(k->session, w->heard->visit.session) &&
			    ((str_eq(s->id, a->id) &&
			         str_eq(s->hash, a->hash)) ||
			        str_eq(k->older, a->hash)))
				return true;
	return false;
}

static void
merge_answer(struct work *w, const struct heard_answer *a)
{
	struct target target;

	if (find_target(w, a, &target)) {
		keep(w, a, &target);
		return;
	}
	if (a->id == NULL) {
		leave_out(w, a,
		    "its number is not one of this draft: the form is of "
		    "another one");
		return;
	}
	if (is_kept_already(w, a)) {
		w->merged->repeated++;
		return;
	}
	if (a->is_question) {
		leave_out(w, a, "the question is another one now");
		return;
	}
	if (ask_about_older(w, a, &target))
		keep(w, a, &target);
}

/* ---- reviewers ---------------------------------------------------------- */

/* Is moment a before b? "…05Z" is before "…05.5Z". */
static bool
is_before(const char *a, const char *b)
{
	size_t n = strlen(a) - 1, m = strlen(b) - 1;
	int order = memcmp(a, b, MIN(n, m));

	return order < 0 || (order == 0 && n < m);
}

static bool
same_visit(const struct review_visit *a, const struct review_visit *b)
{
	return str_eq(a->code, b->code) && str_eq(a->session, b->session);
}

/* Note who was there. Sets is_late. */
static void
merge_visit(struct work *w)
{
	const struct review_visit *visit = &w->heard->visit;
	struct review_visit *v = w->m->review->visits, *next;
	const char *comment;

	while (v != NULL && !same_visit(v, visit))
		v = v->next;
	w->is_late = false;
	if (v == NULL) {
		review_add_visit(w->m->review, visit);
		return;
	}
	w->is_late = v->saved != NULL && visit->saved != NULL &&
	             is_before(visit->saved, v->saved);
	comment = v->comment;
	if (w->is_late || (v->saved != NULL && visit->saved == NULL)) {
		if (comment == NULL)
			v->comment = visit->comment;
		return;
	}
	next = v->next;
	*v = *visit;
	v->next = next;
	if (v->comment == NULL)
		v->comment = comment;
}

/* Is it about this publication and this wording? */
static bool
fits(const struct work *w, const struct heard *heard)
{
	const struct document *doc = w->m->items->document;
	const char *wording =
	    doc->wording == WORDING_STANDARD ? "standard" : "easy-read";
	const char *why = NULL;

	if (heard->publication != NULL && !str_eq(heard->publication, doc->id))
		why = arena_printf(arena_of(w),
		    "it is about the publication %s, not %s",
		    heard->publication, doc->id);
	else if (heard->wording != NULL && !str_eq(heard->wording, wording))
		why = "it is about the other wording";
	if (why == NULL)
		return true;
	for (const struct heard_answer *a = heard->answers; a; a = a->next)
		w->merged->left_out++;
	return diag_add(w->m->diags, DIAG_ANSWERS_REFUSED, heard->loc, why);
}

void
review_merge(const struct merging *merging, const struct heard *heard,
    struct merged *merged)
{
	struct work w = {.m = merging, .merged = merged};

	for (; heard != NULL; heard = heard->next) {
		if (!fits(&w, heard))
			continue;
		w.heard = heard;
		merge_visit(&w);
		for (const struct heard_answer *a = heard->answers; a;
		     a = a->next)
			merge_answer(&w, a);
	}
}
