/* What a group said, for a terminal. */
#include "base/str.h"
#include "review/report.h"

static void
put_said(struct buf *out, const char *label, const struct review_answer *a,
    const char *words)
{
	if (words != NULL)
		buf_printf(out, "       %s (%s): %s\n", label, a->by, words);
}

static void
put_answers(struct buf *out, const struct review_subject *subject)
{
	for (const struct review_answer *a = subject->answers; a; a = a->next) {
		put_said(out, "It means", a, a->means);
		for (const struct review_hard *h = a->hard; h; h = h->next)
			put_said(out, "Hard word", a, h->text);
		put_said(out, "Say it like this", a, a->suggestion);
		put_said(out, "The picture shows", a, a->picture_shows);
		put_said(out, "Comment", a, a->comment);
	}
}

static void
put_sentence(
    struct buf *out, const struct told *told, const struct told_sentence *s)
{
	buf_printf(out, "%4zu.  %s\n       %s\n", s->item->number,
	    s->item->sentence->text, s->item->sentence->id);
	buf_printf(out, "       %s: %zu. %s: %zu. %s: %zu.",
	    told_face(told, FACE_YES), s->yes, told_face(told, FACE_UNSURE),
	    s->unsure, told_face(told, FACE_NO), s->no);
	if (s->picture_no > 0)
		buf_printf(
		    out, " The picture does not fit: %zu.", s->picture_no);
	if (told_is_disputed(s))
		buf_puts(out, " People disagree.");
	buf_printf(out, "\n       %s\n", told_state(s));
	put_answers(out, s->subject);
	buf_putc(out, '\n');
}

static void
put_words(const struct told *told, struct buf *out)
{
	if (told->nwords == 0)
		return;
	buf_puts(out, "HARD WORDS\n\n");
	for (size_t i = 0; i < told->nwords; i++)
		buf_printf(out, "       %s: people %zu; sentence %s\n",
		    told->words[i].text, told->words[i].people,
		    told->words[i].places);
	buf_putc(out, '\n');
}

static void
put_pictures(const struct told *told, struct buf *out)
{
	if (told->npictures == 0)
		return;
	buf_puts(out, "PICTURES TO CHANGE\n\n");
	for (size_t i = 0; i < told->npictures; i++) {
		const struct told_picture *p = &told->pictures[i];
		const struct review_item *item = p->sentence->item;

		buf_printf(out, "%4zu.  %s. It does not fit: %zu. %s: %zu.\n",
		    item->number,
		    item->picture != NULL ? item->picture : "no picture",
		    p->sentence->picture_no, told_face(told, FACE_UNSURE),
		    p->sentence->picture_unsure);
		for (size_t k = 0; k < p->nvotes; k++)
			buf_printf(out, "       better: %s (%zu)\n",
			    p->votes[k].name, p->votes[k].n);
	}
	buf_putc(out, '\n');
}

static void
put_question(struct buf *out, const struct told_question *q)
{
	buf_printf(
	    out, "  Q%zu.  %s\n", q->question->number, q->question->words);
	if (q->subject == NULL) {
		buf_puts(out, "       Nobody has answered.\n");
		return;
	}
	if (q->question->nchoices > 0)
		buf_printf(out,
		    "       right %zu, wrong %zu, \"I don't know\" %zu\n",
		    q->right, q->wrong, q->dont_know);
	for (const struct review_answer *a = q->subject->answers; a;
	     a = a->next)
		put_said(out, "Said", a, a->said);
}

/* Section by section. */
static void
put_questions(const struct told *told, struct buf *out)
{
	const char *section = NULL;

	if (told->nquestions == 0)
		return;
	buf_puts(out, "WHAT WAS UNDERSTOOD\n");
	for (size_t i = 0; i < told->nquestions; i++) {
		const struct told_question *q = &told->questions[i];

		if (!str_eq(section, q->question->section_title))
			buf_printf(
			    out, "\n       %s\n", q->question->section_title);
		section = q->question->section_title;
		put_question(out, q);
	}
	buf_putc(out, '\n');
}

static void
put_unread(const struct told *told, struct buf *out)
{
	if (told->nunread == 0)
		return;
	buf_puts(out, "NOT CHECKED: NEW OR CHANGED SINCE\n\n");
	for (size_t i = 0; i < told->nunread; i++)
		buf_printf(out, "%4zu.  %s\n", told->unread[i]->number,
		    told->unread[i]->sentence->text);
	buf_putc(out, '\n');
}

static void
put_comments(const struct told *told, struct buf *out)
{
	const struct review_visit *visits = told->review->visits;
	bool is_first = true;

	for (const struct review_visit *v = visits; v; v = v->next) {
		if (v->comment == NULL)
			continue;
		buf_puts(out, is_first ? "ABOUT THE WHOLE\n\n" : "");
		is_first = false;
		buf_printf(out, "       %s (%s): %s\n", v->code, v->session,
		    v->comment);
	}
	buf_puts(out, is_first ? "" : "\n");
}

void
told_text(const struct told *told, struct buf *out)
{
	buf_printf(out,
	    "%s\n\n"
	    "%5zu people or groups, days: %zu\n"
	    "%5zu sentences in the draft, not checked: %zu\n"
	    "%5zu sentences wait for a decision\n"
	    "%5zu sentences on which people disagree\n"
	    "%5zu sentences were read and are gone or changed\n\n",
	    told->items->document->title, told->npeople, told->nsessions,
	    told->items->n, told->nunread, told->nopen, told->ndisputed,
	    told->ngone);
	if (told->nworst > 0)
		buf_puts(out, "SENTENCES, THE WORST FIRST\n\n");
	for (size_t i = 0; i < told->nworst; i++)
		put_sentence(out, told, &told->worst[i]);
	put_words(told, out);
	put_pictures(told, out);
	put_questions(told, out);
	put_comments(told, out);
	put_unread(told, out);
}
