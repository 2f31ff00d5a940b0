/* Writing an easy-read publication. */
#include "review/booklet.h"

#include <string.h>

#include "base/str.h"
#include "write/html/put.h"

static void
put_element(struct buf *out, const char *element, const char *text)
{
	if (str_is_blank(text))
		return;
	buf_printf(out, "    <%s>", element);
	html_put_text(out, text);
	buf_printf(out, "</%s>\n", element);
}

static void
put_contact(struct booklet *b)
{
	const struct document *doc = b->about;

	if (doc->ncontacts == 0)
		return;
	buf_puts(b->out, "    <contact>\n");
	for (size_t i = 0; i < doc->ncontacts; i++) {
		const struct contact *c = &doc->contacts[i];
		const char *element = kind_info(c->kind)->element;

		buf_printf(b->out, "      <%s", element);
		html_put_attr(b->out, "label", c->label);
		buf_putc(b->out, '>');
		html_put_text(b->out, c->value);
		buf_printf(b->out, "</%s>\n", element);
	}
	buf_puts(b->out, "    </contact>\n");
}

/* ' picture="…"': a picture that is not there has a reason. */
static void
put_picture(struct booklet *b, const char *picture)
{
	struct diags unsaid = {0};
	bool is_there = picture != NULL && picture_find(b->pictures, picture,
	                                       LOC_NONE, &unsaid) != NULL;

	diags_release(&unsaid);
	html_put_attr(b->out, "picture", is_there ? picture : "none");
	if (!is_there)
		html_put_attr(
		    b->out, "reason", "The draft has no picture here.");
}

static void
put_waiver(struct buf *out, const char *rule)
{
	buf_printf(out,
	    "  <waive rule=\"%s\" reason=\"It shows the words of a draft.\""
	    "/>\n",
	    rule);
}

void
booklet_open(struct booklet *b, const struct booklet_title *title)
{
	const struct document *doc = b->about;
	struct buf *out = b->out;

	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	              "<publication xmlns=\"urn:everyread:1\"");
	buf_printf(out, " id=\"%s-%s\"", doc->id, title->suffix);
	html_put_attr(out, "xml:lang", doc->lang);
	buf_puts(out, " wording=\"easy-read\">\n");
	/* "Before: …" is no list */
	put_waiver(out, "ERW-25e");
	buf_puts(out, "  <about>\n");
	put_element(out, "title", title->title);
	put_element(out, "organisation", doc->organisation);
	put_element(out, "date", doc->date);
	put_element(out, "version", doc->version);
	put_element(out, "description", title->description);
	buf_puts(out, "    <cover");
	html_put_attr(out, "picture", title->cover);
	buf_puts(out, "/>\n");
	put_contact(b);
	buf_puts(out, "  </about>\n");
}

static void
end_section(struct booklet *b)
{
	if (b->is_in_section)
		buf_puts(b->out, "  </section>\n");
	b->is_in_section = false;
}

void
booklet_close(struct booklet *b)
{
	end_section(b);
	buf_puts(b->out, "</publication>\n");
}

void
booklet_section(struct booklet *b, const char *heading)
{
	end_section(b);
	buf_puts(b->out, "  <section>\n");
	put_element(b->out, "heading", heading);
	b->is_in_section = true;
}

void
booklet_box(struct booklet *b, const char *picture, const char *lead)
{
	buf_puts(b->out, "    <box>\n      <lead");
	put_picture(b, picture);
	buf_putc(b->out, '>');
	html_put_text(b->out, lead);
	buf_puts(b->out, "</lead>\n");
}

void
booklet_end_box(struct booklet *b)
{
	buf_puts(b->out, "    </box>\n");
}

void
booklet_item(struct booklet *b, const char *picture, const char *words)
{
	buf_puts(b->out, "      <item");
	put_picture(b, picture);
	buf_putc(b->out, '>');
	html_put_text(b->out, words);
	buf_puts(b->out, "</item>\n");
}

static void
put_runs(struct buf *out, const struct booklet_quote *quote)
{
	if (quote->nruns == 0)
		html_put_text(out, quote->sentence);
	for (size_t i = 0; i < quote->nruns; i++) {
		const struct diff_run *run = &quote->runs[i];

		buf_puts(out, i > 0 ? " " : "");
		buf_puts(out, run->is_other ? "<strong>" : "");
		html_put_text_n(out, quote->sentence + run->start, run->len);
		buf_puts(out, run->is_other ? "</strong>" : "");
	}
}

void
booklet_quote(
    struct booklet *b, const char *picture, const struct booklet_quote *quote)
{
	const char *hole = strstr(quote->around, "{words}");

	buf_puts(b->out, "      <item");
	put_picture(b, picture);
	buf_putc(b->out, '>');
	if (hole == NULL) {
		html_put_text(b->out, quote->around);
	} else {
		html_put_text_n(
		    b->out, quote->around, (size_t)(hole - quote->around));
		put_runs(b->out, quote);
		html_put_text(b->out, hole + strlen("{words}"));
	}
	buf_puts(b->out, "</item>\n");
}
