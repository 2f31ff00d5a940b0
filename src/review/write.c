/* review → review.xml. */
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "review/merge.h"
#include "write/html/put.h"

static const char head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- What a group said of this publication, and what was decided.\n"
    "     everyread review merge writes it and keeps your decisions. -->\n";

static void
put_text(struct buf *out, const char *element, const char *text)
{
	if (text == NULL)
		return;
	buf_printf(out, "      <%s>", element);
	html_put_text(out, text);
	buf_printf(out, "</%s>\n", element);
}

static void
put_face(struct buf *out, const char *name, enum face face)
{
	if (face != FACE_NONE)
		html_put_attr(out, name, face_name(face));
}

static void
put_hard(struct buf *out, const struct review_hard *hard)
{
	for (; hard != NULL; hard = hard->next) {
		buf_puts(out, "      <hard");
		if (hard->to > 0)
			buf_printf(out, " from=\"%u\" to=\"%u\"", hard->from,
			    hard->to);
		buf_putc(out, '>');
		html_put_text(out, hard->text);
		buf_puts(out, "</hard>\n");
	}
}

static void
put_suggestion(struct buf *out, const struct review_answer *a)
{
	if (a->suggestion == NULL)
		return;
	buf_puts(out, "      <suggestion");
	if (a->is_typed_by_supporter)
		html_put_attr(out, "typed-by", "supporter");
	buf_putc(out, '>');
	html_put_text(out, a->suggestion);
	buf_puts(out, "</suggestion>\n");
}

static void
put_picture(struct buf *out, const struct review_answer *a)
{
	if (a->picture_ok == FACE_NONE && a->picture_choice == NULL &&
	    a->picture_shows == NULL)
		return;
	buf_puts(out, "      <picture");
	put_face(out, "ok", a->picture_ok);
	html_put_attr(out, "choice", a->picture_choice);
	if (a->picture_shows == NULL) {
		buf_puts(out, "/>\n");
		return;
	}
	buf_putc(out, '>');
	html_put_text(out, a->picture_shows);
	buf_puts(out, "</picture>\n");
}

/* The end of a start tag, what is inside, the end tag. */
static void
close_element(struct buf *out, const char *element, struct buf *inside)
{
	if (inside->len == 0)
		buf_puts(out, "/>\n");
	else
		buf_printf(out, ">\n%s    </%s>\n", buf_str(inside), element);
	buf_release(inside);
}

static void
put_answer(struct buf *out, const struct review_answer *a, bool is_question)
{
	struct buf inside = {0};

	buf_puts(out, "    <answer");
	html_put_attr(out, "by", a->by);
	html_put_attr(out, "session", a->session);
	put_face(out, "face", a->face);
	if (!is_question)
		html_put_attr(out, "picture", a->picture);
	if (a->choice != CHOICE_NONE)
		buf_printf(out, " choice=\"%d\"", a->choice);
	html_put_attr(out, "older", a->older);
	put_text(&inside, "means", a->means);
	put_hard(&inside, a->hard);
	put_suggestion(&inside, a);
	put_picture(&inside, a);
	put_text(&inside, "comment", a->comment);
	put_text(&inside, "said", a->said);
	close_element(out, "answer", &inside);
}

static void
put_decision(struct buf *out, const struct review_decision *decision)
{
	struct buf inside = {0};

	if (decision == NULL)
		return;
	buf_puts(out, "    <decision");
	html_put_attr(out, "is", decision_name(decision->is));
	html_put_attr(out, "by", decision->by);
	html_put_attr(out, "date", decision->date);
	put_text(&inside, "reason", decision->reason);
	put_text(&inside, "now", decision->now);
	close_element(out, "decision", &inside);
}

static void
put_subject(struct buf *out, const struct review_subject *s)
{
	const char *element = s->is_question ? "question" : "sentence";

	buf_printf(out, "  <%s", element);
	html_put_attr(out, "id", s->id);
	html_put_attr(out, "hash", s->hash);
	if (*s->section != '\0')
		html_put_attr(out, "section", s->section);
	if (!s->is_question) {
		html_put_attr(out, "picture", s->picture);
		buf_printf(out, " yes=\"%zu\" unsure=\"%zu\" no=\"%zu\"",
		    review_count(s, FACE_YES), review_count(s, FACE_UNSURE),
		    review_count(s, FACE_NO));
	}
	buf_puts(out, ">\n    <words>");
	html_put_text(out, s->words);
	buf_puts(out, "</words>\n");
	for (const struct review_answer *a = s->answers; a; a = a->next)
		put_answer(out, a, s->is_question);
	put_decision(out, s->decision);
	buf_printf(out, "  </%s>\n", element);
}

static void
put_visit(struct buf *out, const struct review_visit *v)
{
	buf_puts(out, "  <reviewer");
	html_put_attr(out, "code", v->code);
	html_put_attr(out, "session", v->session);
	html_put_attr(out, "mode", v->mode);
	html_put_attr(out, "pack", v->pack);
	html_put_attr(out, "saved", v->saved);
	if (v->has_supporter)
		html_put_attr(out, "supporter", "yes");
	if (v->comment == NULL) {
		buf_puts(out, "/>\n");
		return;
	}
	buf_puts(out, ">\n    <comment>");
	html_put_text(out, v->comment);
	buf_puts(out, "</comment>\n  </reviewer>\n");
}

void
review_write(const struct review *review, struct buf *out)
{
	buf_printf(out, "%s<review xmlns=\"urn:everyread:review:1\"", head);
	html_put_attr(out, "publication", review->publication);
	buf_puts(out, ">\n");
	for (const struct review_visit *v = review->visits; v; v = v->next)
		put_visit(out, v);
	for (const struct review_subject *s = review->subjects; s; s = s->next)
		put_subject(out, s);
	buf_puts(out, "</review>\n");
}
