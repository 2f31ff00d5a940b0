/* What a group said, as a page without scripts. */
#include "base/str.h"
#include "review/report.h"
#include "write/html/fill.h"
#include "write/html/put.h"

enum { NPARTS = 8 }; /* holes of templates/review/report.html with mark-up */

static void
put_element(struct buf *out, const char *element, const char *text)
{
	buf_printf(out, "<%s>", element);
	html_put_text(out, text);
	buf_printf(out, "</%s>", element);
}

/* Words of the publication: they have its language, and run its way. */
static void
put_own(struct buf *out, const struct told *told, const char *words)
{
	buf_puts(out, "<bdi");
	html_put_attr(out, "lang", told->items->document->lang);
	buf_puts(out, ">");
	html_put_text(out, words);
	buf_puts(out, "</bdi>");
}

/* How many chose a face, after its name in the language of the publication. */
static void
put_face(struct buf *out, const struct told *told, enum face face, size_t n)
{
	buf_puts(out, "<bdi");
	html_put_attr(out, "lang", told->items->document->language->code);
	buf_puts(out, ">");
	html_put_text(out, told_face(told, face));
	buf_printf(out, "</bdi>: %zu.", n);
}

static void
put_sum(struct buf *out, size_t n, const char *one, const char *many)
{
	buf_printf(out, "<li><b>%zu</b> ", n);
	html_put_text(out, n == 1 ? one : many);
	buf_puts(out, "</li>\n");
}

static void
put_summary(const struct told *told, struct buf *out)
{
	buf_puts(out, "<ul class=\"sums\">\n");
	put_sum(out, told->npeople, "person or group", "people or groups");
	put_sum(out, told->nsessions, "day", "days");
	put_sum(out, told->items->n, "sentence in the draft",
	    "sentences in the draft");
	put_sum(out, told->nopen, "sentence waits for a decision",
	    "sentences wait for a decision");
	put_sum(out, told->ndisputed, "sentence on which people disagree",
	    "sentences on which people disagree");
	put_sum(out, told->nunread, "sentence is not checked",
	    "sentences are not checked");
	put_sum(out, told->ngone, "sentence was read and is gone",
	    "sentences were read and are gone");
	buf_puts(out, "</ul>\n");
}

/* Points, if there are any. */
static void
put_list(struct buf *out, struct buf *points)
{
	if (points->len > 0)
		buf_printf(out, "<ul>\n%s</ul>\n", buf_str(points));
	buf_release(points);
}

static void
put_said(struct buf *out, const char *label, const struct review_answer *a,
    const char *words)
{
	if (words == NULL)
		return;
	buf_puts(out, "<li>");
	html_put_text(out, label);
	buf_puts(out, " (");
	html_put_text(out, a->by);
	buf_puts(out, "): ");
	html_put_text(out, words);
	buf_puts(out, "</li>\n");
}

static void
put_answers(struct buf *out, const struct review_subject *subject)
{
	struct buf list = {0};

	for (const struct review_answer *a = subject->answers; a; a = a->next) {
		put_said(&list, "It means", a, a->means);
		for (const struct review_hard *h = a->hard; h; h = h->next)
			put_said(&list, "Hard word", a, h->text);
		put_said(&list, "Say it like this", a, a->suggestion);
		put_said(&list, "The picture shows", a, a->picture_shows);
		put_said(&list, "Comment", a, a->comment);
		put_said(&list, "Said", a, a->said);
	}
	put_list(out, &list);
}

static void
put_heading(struct buf *out, const struct told *told, const char *before,
    size_t number, const char *words)
{
	buf_printf(out, "<h3>%s%zu. ", before, number);
	put_own(out, told, words);
	buf_puts(out, "</h3>\n");
}

static void
put_sentence(
    struct buf *out, const struct told *told, const struct told_sentence *s)
{
	put_heading(out, told, "", s->item->number, s->item->sentence->text);
	buf_puts(out, "<p>");
	put_face(out, told, FACE_YES, s->yes);
	buf_putc(out, ' ');
	put_face(out, told, FACE_UNSURE, s->unsure);
	buf_putc(out, ' ');
	put_face(out, told, FACE_NO, s->no);
	if (s->picture_no > 0)
		buf_printf(
		    out, " The picture does not fit: %zu.", s->picture_no);
	buf_puts(out, "</p>\n<p>");
	put_element(
	    out, s->standing >= STANDING_OPEN ? "b" : "span", told_state(s));
	buf_puts(out, "</p>\n");
	put_answers(out, s->subject);
	buf_puts(out, "<p class=\"place\">");
	put_own(out, told, s->item->section_title);
	buf_puts(out, ", ");
	html_put_text(out, s->item->sentence->id);
	buf_puts(out, "</p>\n");
}

static void
put_nothing(struct buf *out, size_t n)
{
	if (n == 0)
		buf_puts(out, "<p>There is nothing.</p>\n");
}

static void
put_sentences(const struct told *told, struct buf *out)
{
	put_nothing(out, told->nworst);
	for (size_t i = 0; i < told->nworst; i++)
		put_sentence(out, told, &told->worst[i]);
}

static void
put_line(
    struct buf *out, const struct told *told, const struct review_item *item)
{
	buf_printf(out, "<li>%zu. ", item->number);
	put_own(out, told, item->sentence->text);
	buf_puts(out, "</li>\n");
}

static void
put_disputed(const struct told *told, struct buf *out)
{
	struct buf list = {0};

	put_nothing(out, told->ndisputed);
	for (size_t i = 0; i < told->nworst; i++)
		if (told_is_disputed(&told->worst[i]))
			put_line(&list, told, told->worst[i].item);
	put_list(out, &list);
}

static void
put_words(const struct told *told, struct buf *out)
{
	put_nothing(out, told->nwords);
	if (told->nwords == 0)
		return;
	buf_puts(out, "<table><thead><tr><th scope=\"col\">Word</th>"
	              "<th class=\"n\" scope=\"col\">People</th>"
	              "<th scope=\"col\">In sentence</th></tr></thead>"
	              "<tbody>\n");
	for (size_t i = 0; i < told->nwords; i++) {
		buf_puts(out, "<tr><th scope=\"row\">");
		put_own(out, told, told->words[i].text);
		buf_printf(out, "</th><td class=\"n\">%zu</td>",
		    told->words[i].people);
		put_element(out, "td", told->words[i].places);
		buf_puts(out, "</tr>\n");
	}
	buf_puts(out, "</tbody></table>\n");
}

static void
put_picture(
    struct buf *out, const struct told *told, const struct told_picture *p)
{
	const struct review_item *item = p->sentence->item;
	struct buf list = {0};

	put_heading(out, told, "", item->number, item->sentence->text);
	buf_puts(out, "<p>Picture: ");
	html_put_text(out, item->picture != NULL ? item->picture : "none");
	buf_printf(out, ". It does not fit: %zu. ", p->sentence->picture_no);
	put_face(out, told, FACE_UNSURE, p->sentence->picture_unsure);
	buf_puts(out, "</p>\n");
	for (size_t i = 0; i < p->nvotes; i++) {
		buf_puts(&list, "<li>Better: ");
		html_put_text(&list, p->votes[i].name);
		buf_printf(&list, " (%zu)</li>\n", p->votes[i].n);
	}
	put_list(out, &list);
}

static void
put_pictures(const struct told *told, struct buf *out)
{
	put_nothing(out, told->npictures);
	for (size_t i = 0; i < told->npictures; i++)
		put_picture(out, told, &told->pictures[i]);
}

static void
put_question(
    struct buf *out, const struct told *told, const struct told_question *q)
{
	put_heading(out, told, "Q", q->question->number, q->question->words);
	buf_puts(out, "<p class=\"place\">");
	put_own(out, told, q->question->section_title);
	buf_puts(out, "</p>\n");
	if (q->subject == NULL) {
		buf_puts(out, "<p>Nobody has answered.</p>\n");
		return;
	}
	if (q->question->nchoices > 0)
		buf_printf(out,
		    "<p>Right: %zu. Wrong: %zu. “I don’t know”: %zu.</p>\n",
		    q->right, q->wrong, q->dont_know);
	put_answers(out, q->subject);
}

static void
put_questions(const struct told *told, struct buf *out)
{
	put_nothing(out, told->nquestions);
	for (size_t i = 0; i < told->nquestions; i++)
		put_question(out, told, &told->questions[i]);
}

static void
put_comments(const struct told *told, struct buf *out)
{
	const struct review_visit *visits = told->review->visits;
	size_t n = 0;

	for (const struct review_visit *v = visits; v; v = v->next) {
		if (v->comment == NULL)
			continue;
		n++;
		buf_puts(out, "<p>");
		html_put_text(out, v->code);
		buf_puts(out, ": ");
		html_put_text(out, v->comment);
		buf_puts(out, "</p>\n");
	}
	put_nothing(out, n);
}

static void
put_unread(const struct told *told, struct buf *out)
{
	struct buf list = {0};

	put_nothing(out, told->nunread);
	for (size_t i = 0; i < told->nunread; i++)
		put_line(&list, told, told->unread[i]);
	put_list(out, &list);
}

typedef void put_part(const struct told *told, struct buf *out);

static const struct {
	const char *hole;
	put_part *put;
} parts[NPARTS] = {
    {"summary", put_summary},
    {"sentences", put_sentences},
    {"disputed", put_disputed},
    {"words", put_words},
    {"pictures", put_pictures},
    {"questions", put_questions},
    {"comments", put_comments},
    {"unread", put_unread},
};

bool
told_html(const struct told *told, const char *templates, struct buf *out,
    struct diags *diags)
{
	const struct document *doc = told->items->document;
	struct buf made[NPARTS] = {0}, css = {0};
	struct hole holes[NPARTS + 3];
	struct filling filling = {.templates = templates,
	    .language = doc->language,
	    .holes = holes,
	    .nholes = NPARTS + 3};
	bool ok = html_read(templates, "report/report.css", &css, diags);

	for (size_t i = 0; i < NPARTS; i++) {
		parts[i].put(told, &made[i]);
		holes[i] = (struct hole){
		    .name = parts[i].hole, .markup = buf_str(&made[i])};
	}
	holes[NPARTS] = (struct hole){.name = "title", .text = doc->title};
	holes[NPARTS + 1] =
	    (struct hole){.name = "style", .markup = buf_str(&css)};
	holes[NPARTS + 2] = (struct hole){.name = "lang", .text = doc->lang};
	ok = ok && html_fill(&filling, "review/report.html", out, diags);
	for (size_t i = 0; i < NPARTS; i++)
		buf_release(&made[i]);
	buf_release(&css);
	return ok;
}
