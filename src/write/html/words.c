/* Sentences and the marks in them. */
#include "write/html/words.h"

#include "base/str.h"
#include "write/html/put.h"

/* A run of characters in one language with one weight. */
static void
put_span(struct markup *m, const struct sentence *s, const struct span *span)
{
	const char *lang = span->lang;
	const char *element = NULL;

	if (span->marks & SPAN_ABBR)
		element = "abbr";
	else if (span->marks & SPAN_STRONG)
		element = "strong";
	else if (span->marks & SPAN_HARD)
		element = "b";
	if (element != NULL)
		buf_printf(m->out, "<%s>", element);
	if (lang != NULL) {
		buf_puts(m->out, "<span");
		html_put_attr(m->out, "lang", lang);
		if (m->xml)
			html_put_attr(m->out, "xml:lang", lang);
		html_put_attr(m->out, "dir",
		    language_is_right_to_left(lang) ? "rtl" : "ltr");
		buf_putc(m->out, '>');
	}
	html_put_text_n(m->out, s->text + span->start, span->len);
	if (lang != NULL)
		buf_puts(m->out, "</span>");
	if (element != NULL)
		buf_printf(m->out, "</%s>", element);
}

/* Where a span leads to, or NULL: its link, else the entry of its word. */
static const char *
target_of(struct markup *m, const struct sentence *s, const struct span *span)
{
	const char *href = span->href;

	if (href != NULL && href[0] == '#')
		return markup_place(m, href + 1);
	if (href != NULL)
		return html_address(m->arena, href);
	if (span->word != NULL && s->node->origin != ORIGIN_WORDS)
		return markup_place(m, span->word);
	return NULL;
}

static const char *
class_of(const struct span *span)
{
	if (span->href == NULL)
		return "word";
	if (span->marks & SPAN_PHONE)
		return "phone";
	return span->marks & (SPAN_EMAIL | SPAN_WEB) ? "address" : NULL;
}

/* Neighbours with the same link are one. */
static size_t
end_of_link(const struct sentence *s, size_t from)
{
	const struct span *first = &s->spans[from];
	size_t to = from + 1;

	while (to < s->nspans && str_eq(s->spans[to].href, first->href) &&
	       (first->href != NULL || str_eq(s->spans[to].word, first->word)))
		to++;
	return to;
}

static void
put_sentence(struct markup *m, const struct sentence *s)
{
	buf_puts(m->out, "<span class=\"s\"");
	html_put_attr(m->out, "id", s->id);
	buf_putc(m->out, '>');
	for (size_t from = 0, to; from < s->nspans; from = to) {
		const char *target = target_of(m, s, &s->spans[from]);

		to = end_of_link(s, from);
		if (target != NULL) {
			buf_puts(m->out, "<a");
			html_put_attr(
			    m->out, "class", class_of(&s->spans[from]));
			html_put_attr(m->out, "href", target);
			/* a number keeps its order in Urdu */
			if (s->spans[from].href != NULL &&
			    language_is_right_to_left(s->lang))
				html_put_attr(m->out, "dir", "auto");
			buf_putc(m->out, '>');
		}
		for (size_t i = from; i < to; i++)
			put_span(m, s, &s->spans[i]);
		if (target != NULL)
			buf_puts(m->out, "</a>");
	}
	buf_puts(m->out, "</span>");
}

void
markup_words(struct markup *m, const struct node *node)
{
	for (size_t i = 0; i < node->nsentences; i++) {
		if (i > 0)
			buf_putc(m->out, ' ');
		put_sentence(m, &node->sentences[i]);
	}
}

void
markup_title(struct markup *m)
{
	const struct sentence *s = m->document->title_sentence;

	if (s == NULL) {
		html_put_text(m->out, m->document->title);
		return;
	}
	for (size_t i = 0; i < s->node->nsentences; i++) {
		const struct sentence *part = &s->node->sentences[i];

		if (i > 0)
			buf_putc(m->out, ' ');
		for (size_t k = 0; k < part->nspans; k++)
			put_span(m, part, &part->spans[k]);
	}
}
