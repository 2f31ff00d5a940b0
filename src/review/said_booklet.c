/*
 * "You said, we did", as an easy-read publication. A sentence is in it if
 * somebody said no to it or to its picture, if words of it were marked hard,
 * or if a decision was made. What the group is told is true of the draft: a
 * change is only told if the words, or the picture, are other ones now.
 */
#include <glib.h>
#include <string.h>

#include "base/str.h"
#include "review/changes.h"
#include "review/words.h"

enum { MOST_SUGGESTIONS = 3 };

/* What became of a sentence; each is a section of the booklet. */
enum fate {
	FATE_CHANGED,
	FATE_KEPT,
	FATE_OPEN,
};
enum { FATE_COUNT = FATE_OPEN + 1 };

struct said {
	struct booklet b;
	struct arena *arena;
	const struct review_items *items;
	const struct word_list **words; /* of each item */
};

static const char *
word(const struct said *s, enum word id)
{
	return s->b.about->language->words[id];
}

/* The sentence of the draft with these words; NULL: it stands no more. */
static const struct review_item *
find_standing(const struct said *s, const struct review_subject *subject)
{
	const struct review_item *found = NULL;

	for (size_t i = 0; i < s->items->n; i++) {
		const struct review_item *item = &s->items->items[i];

		if (str_eq(item->hash, subject->hash) &&
		    (found == NULL || str_eq(item->sentence->id, subject->id)))
			found = item;
	}
	return found;
}

/* The sentence that took its place: the one most like it; NULL if none. */
static const struct review_item *
find_successor(const struct said *s, const struct review_subject *subject)
{
	const struct word_list *old = words_split(s->arena, subject->words);
	const struct review_item *best = NULL;
	double most = WORDS_ALIKE_ENOUGH;

	for (size_t i = 0; i < s->items->n; i++) {
		double alike = words_alike(old, s->words[i]);

		if (alike > most || (alike >= most && best == NULL)) {
			most = alike;
			best = &s->items->items[i];
		}
	}
	return best;
}

static bool
is_marked(const struct review_subject *subject)
{
	for (const struct review_answer *a = subject->answers; a; a = a->next)
		if (a->face == FACE_NO || a->picture_ok == FACE_NO ||
		    a->hard != NULL || a->suggestion != NULL)
			return true;
	return false;
}

/* Is there something to tell, and what became of it? */
static bool
find_fate(
    const struct said *s, const struct review_subject *subject, enum fate *fate)
{
	const struct review_item *standing = find_standing(s, subject);
	enum decision is =
	    subject->decision != NULL ? subject->decision->is : DECISION_OPEN;

	if (subject->is_question ||
	    (!is_marked(subject) && is == DECISION_OPEN))
		return false;
	*fate = FATE_OPEN;
	if (is == DECISION_KEPT)
		*fate = FATE_KEPT;
	else if (standing == NULL ||
	         (is == DECISION_CHANGED &&
	             review_standing(subject, standing->picture) ==
	                 STANDING_CHECKED))
		*fate = FATE_CHANGED;
	return true;
}

static void
put_quote(
    struct said *s, const char *picture, enum word around, const char *sentence)
{
	booklet_quote(&s->b, picture,
	    &(struct booklet_quote){
	        .around = word(s, around), .sentence = sentence});
}

/* The picture that was shown when it was read. */
static const char *
shown_picture(const struct review_subject *subject)
{
	for (const struct review_answer *a = subject->answers; a; a = a->next)
		if (a->picture != NULL)
			return a->picture;
	return subject->picture;
}

/* Each word that was marked, once. */
static void
put_hard_words(struct said *s, const struct review_subject *subject)
{
	GHashTable *told = g_hash_table_new(g_str_hash, g_str_equal);

	for (const struct review_answer *a = subject->answers; a; a = a->next)
		for (const struct review_hard *h = a->hard; h; h = h->next)
			if (g_hash_table_add(told, (char *)h->text))
				put_quote(
				    s, "question", WORD_YOU_SAID_WORD, h->text);
	g_hash_table_destroy(told);
}

static void
put_suggestions(struct said *s, const struct review_subject *subject)
{
	GHashTable *told = g_hash_table_new(g_str_hash, g_str_equal);

	for (const struct review_answer *a = subject->answers; a; a = a->next)
		if (a->suggestion != NULL &&
		    g_hash_table_size(told) < MOST_SUGGESTIONS &&
		    g_hash_table_add(told, (char *)a->suggestion))
			put_quote(
			    s, "talk", WORD_YOU_SAID_SUGGEST, a->suggestion);
	g_hash_table_destroy(told);
}

static void
put_you_said(struct said *s, const struct review_subject *subject)
{
	const char *picture = shown_picture(subject);
	bool refuses_picture = review_count_picture(subject, picture) > 0;
	bool refuses_words = review_count(subject, FACE_NO) > 0;

	booklet_box(&s->b, "what-people-said", word(s, WORD_YOU_SAID));
	put_quote(s, picture,
	    refuses_picture && !refuses_words ? WORD_YOU_SAID_PICTURE
	                                      : WORD_YOU_SAID_HARD,
	    subject->words);
	if (refuses_picture && refuses_words)
		put_quote(s, picture, WORD_YOU_SAID_PICTURE, subject->words);
	put_hard_words(s, subject);
	put_suggestions(s, subject);
	booklet_end_box(&s->b);
}

static void
put_change(struct said *s, const struct review_subject *subject)
{
	const struct review_item *standing = find_standing(s, subject);
	const struct review_item *now =
	    standing != NULL ? standing : find_successor(s, subject);
	const char *words =
	    subject->decision != NULL ? subject->decision->now : NULL;

	if (standing != NULL) {
		booklet_item(
		    &s->b, standing->picture, word(s, WORD_WE_DID_PICTURE));
		return;
	}
	if (words == NULL && now != NULL)
		words = now->sentence->text;
	if (words != NULL)
		put_quote(s, now != NULL ? now->picture : NULL, WORD_WE_DID_NOW,
		    words);
	else
		booklet_item(&s->b, "cross", word(s, WORD_WE_DID_TAKE_OUT));
}

static void
put_we_did(struct said *s, const struct review_subject *subject, enum fate fate)
{
	booklet_box(&s->b, "decide", word(s, WORD_WE_DID));
	switch (fate) {
	case FATE_CHANGED:
		put_change(s, subject);
		break;
	case FATE_KEPT:
		booklet_item(&s->b, subject->picture, word(s, WORD_WE_KEPT));
		put_quote(
		    s, "speech", WORD_WE_KEPT_WHY, subject->decision->reason);
		break;
	case FATE_OPEN:
		booklet_item(&s->b, "think", word(s, WORD_WE_WILL_DECIDE));
		break;
	}
	booklet_end_box(&s->b);
}

static void
put_fate(struct said *s, const struct review *review, enum fate wanted)
{
	static const enum word headings[FATE_COUNT] = {
	    WORD_DID_CHANGE, WORD_DID_KEEP, WORD_DID_NOT_DECIDE};
	bool is_open = false;
	enum fate fate;

	for (const struct review_subject *x = review->subjects; x; x = x->next)
		if (find_fate(s, x, &fate) && fate == wanted) {
			if (!is_open)
				booklet_section(
				    &s->b, word(s, headings[wanted]));
			is_open = true;
			put_you_said(s, x);
			put_we_did(s, x, fate);
		}
}

static size_t
count_reviewers(const struct review *review)
{
	GHashTable *codes = g_hash_table_new(g_str_hash, g_str_equal);
	size_t n;

	for (const struct review_visit *v = review->visits; v; v = v->next)
		g_hash_table_add(codes, (char *)v->code);
	n = g_hash_table_size(codes);
	g_hash_table_destroy(codes);
	return n;
}

static void
put_start(struct said *s, const struct review *review)
{
	const char *title = s->b.about->title;
	struct booklet_title head = {"said", word(s, WORD_SAID_DID_TITLE),
	    language_fill(
	        s->arena, word(s, WORD_SAID_DID_ABOUT), "title", title, NULL),
	    "what-people-said"};

	booklet_open(&s->b, &head);
	booklet_section(&s->b, word(s, WORD_SAID_DID_TITLE));
	booklet_item(&s->b, "booklet", head.description);
	booklet_item(&s->b, "people",
	    language_fill(s->arena, word(s, WORD_SAID_DID_PEOPLE), "n",
	        arena_printf(s->arena, "%zu", count_reviewers(review)), NULL));
	booklet_item(&s->b, "compliment", word(s, WORD_SAID_DID_THANKS));
}

void
said_booklet(const struct review *review, const struct review_items *items,
    struct catalogue *pictures, struct buf *out)
{
	struct arena *arena = arena_new();
	struct said s = {
	    .b = {.out = out, .about = items->document, .pictures = pictures},
	    .arena = arena,
	    .items = items,
	    .words =
	        ARENA_ARRAY(arena, const struct word_list *, items->n + 1)};

	for (size_t i = 0; i < items->n; i++)
		s.words[i] = words_split(arena, items->items[i].sentence->text);
	put_start(&s, review);
	for (int fate = 0; fate < FATE_COUNT; fate++)
		put_fate(&s, review, (enum fate)fate);
	booklet_close(&s.b);
	arena_free(arena);
}
