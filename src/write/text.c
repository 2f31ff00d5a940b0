/*
 * Plain text, for screen readers, braille displays and e-mail (rules TXT-01
 * to TXT-14). One sentence a line, so that a reader can go from one to the
 * next; a sentence is never changed, what belongs to it follows on lines of
 * its own. Structure is said in words, never drawn with signs.
 */
#include "write/write.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

struct text {
	const struct write_job *job;
	const struct style *style;
	const struct language *language;
	struct arena *arena;
	struct diags *diags;
	struct buf out; /* lines end in \n until the end */
	int gap;        /* blank lines before the next line */
	size_t words;
	bool ok;
};

/* ---- lines --------------------------------------------------------------- */

/* At least n blank lines before what comes next. */
static void
put_gap(struct text *t, int n)
{
	if (t->gap < n)
		t->gap = n;
}

/* Words of the sentences: signs alone are none. */
static void
count_words(struct text *t, const char *sentence)
{
	bool in_word = false;

	while (*sentence != '\0') {
		unsigned c = utf8_next(&sentence);

		if (c == ' ') {
			in_word = false;
		} else if (!in_word && g_unichar_isalnum(c)) {
			in_word = true;
			t->words++;
		}
	}
}

/* Break at spaces so that no line has more than the wrap token's characters,
 * but for a longer word (TXT-03). */
static void
put_wrapped(struct text *t, const char *line, size_t wrap)
{
	size_t column = 0;

	while (*line != '\0') {
		size_t len = strcspn(line, " ");
		size_t width = utf8_count(line, len);

		if (column > 0 && column + 1 + width > wrap) {
			buf_putc(&t->out, '\n');
			column = 0;
		} else if (column > 0) {
			buf_putc(&t->out, ' ');
			column++;
		}
		buf_add(&t->out, line, len);
		column += width;
		line += len;
		line += strspn(line, " ");
	}
}

static void
put_line(struct text *t, const char *line)
{
	if (t->out.len > 0)
		for (; t->gap > 0; t->gap--)
			buf_putc(&t->out, '\n');
	t->gap = 0;
	if (t->style->wrap > 0)
		put_wrapped(t, line, (size_t)t->style->wrap);
	else
		buf_puts(&t->out, line);
	buf_putc(&t->out, '\n');
}

/* A line of the program's own words with one hole. */
static void
put_word(struct text *t, enum word word, const char *hole, const char *value)
{
	put_line(t, language_fill(
	                t->arena, t->language->words[word], hole, value, NULL));
}

static const char *
number_text(struct text *t, size_t n)
{
	return arena_printf(t->arena, "%zu", n);
}

/* ---- what follows a sentence --------------------------------------------- */

/* An address as people write it: without its scheme, www. and last slash. */
static const char *
bare_address(struct arena *arena, const char *address)
{
	static const char *const starts[] = {
	    "https://", "http://", "mailto:", "www."};
	size_t n;

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (str_starts(address, starts[i]))
			address += strlen(starts[i]);
	n = strlen(address);
	if (n > 0 && address[n - 1] == '/')
		n--;
	return arena_strndup(arena, address, n);
}

/* "tel:+441268594350" and "01268 594350" have the same last nine digits. */
static bool
is_same_phone(const char *href, const char *words)
{
	const char *p = href + strlen(href), *q = words + strlen(words);
	int same = 0;

	while (p > href && q > words && same < 9) {
		if (!g_ascii_isdigit(p[-1])) {
			p--;
		} else if (!g_ascii_isdigit(q[-1])) {
			q--;
		} else if (*--p != *--q) {
			return false;
		} else {
			same++;
		}
	}
	return same == 9;
}

/* The address of a link, unless its words say it already: "our plan
 * (https://…)". A link inside the publication has none (TXT-10). */
static void
put_address(struct text *t, const struct sentence *s, const struct span *span,
    size_t len)
{
	const char *words = arena_strndup(t->arena, s->text + span->start, len);
	const char *href = span->href;

	if (href[0] == '#' ||
	    (str_starts(href, "tel:") && is_same_phone(href, words)) ||
	    str_eq(bare_address(t->arena, href), bare_address(t->arena, words)))
		return;
	if (str_starts(href, "tel:") || str_starts(href, "mailto:"))
		href = strchr(href, ':') + 1;
	put_line(t, arena_printf(t->arena, "%s (%s)", words, href));
}

/* Neighbouring spans with the same href are one link. */
static void
put_addresses(struct text *t, const struct sentence *s)
{
	for (size_t i = 0; i < s->nspans; i++) {
		const struct span *span = &s->spans[i];
		size_t len = span->len;

		if (span->href == NULL)
			continue;
		while (i + 1 < s->nspans &&
		       str_eq(s->spans[i + 1].href, span->href))
			len += s->spans[++i].len;
		put_address(t, s, span, len);
	}
}

/* The picture in words; nothing for a decoration (TXT-09). */
static void
put_picture(struct text *t, const struct node *node)
{
	size_t before = diags_count(t->diags, DIAG_ERROR);
	const struct picture *picture;
	const char *alt;

	if (t->style->pictures == PICTURES_NONE ||
	    (t->style->pictures == PICTURES_FIGURES &&
	        node->kind != KIND_FIGURE))
		return;
	picture = document_picture(node, t->job->pictures, t->diags);
	if (picture == NULL) {
		t->ok &= diags_count(t->diags, DIAG_ERROR) == before;
		return;
	}
	alt = document_alt(node, picture);
	if (str_is_blank(alt))
		return;
	alt = language_fill(
	    t->arena, t->language->words[WORD_PICTURE], "alt", alt, NULL);
	put_line(t, arena_printf(t->arena, "[%s]", alt));
}

/* ---- blocks -------------------------------------------------------------- */

/* The sentences of words, a line each; start stands before the first one,
 * end after it. */
static void
put_sentences(
    struct text *t, const struct node *node, const char *start, const char *end)
{
	for (size_t i = 0; i < node->nsentences; i++) {
		const struct sentence *s = &node->sentences[i];
		bool last = i + 1 == node->nsentences;

		put_line(t, arena_printf(t->arena, "%s%s%s",
		                i == 0 ? start : "", s->text, last ? end : ""));
		put_addresses(t, s);
		count_words(t, s->text);
	}
	put_picture(t, node);
}

static void put_children(
    struct text *t, const struct node *node, const char *number);

/* Whether the words before a list lead to it: "They are:". */
static bool
is_led_to(const struct node *list)
{
	const struct node *before = list->prev;

	return before != NULL && before->nsentences > 0 &&
	       str_ends(before->sentences[before->nsentences - 1].text, ":");
}

static void
put_list(struct text *t, const struct node *list)
{
	bool numbered = str_eq(node_attr(list, ATTR_NUMBERED), "yes");
	bool has_lead = node_child(list, KIND_LEAD) != NULL;
	size_t n = 0, points = 0;

	for (const struct node *p = list->first; p != NULL; p = p->next)
		points += p->kind == KIND_ITEM;
	if (!has_lead && is_led_to(list))
		t->gap = 0;
	else if (!has_lead && points > 1)
		put_word(t, WORD_LIST_OF, "n", number_text(t, points));
	for (const struct node *p = list->first; p != NULL; p = p->next) {
		if (p->kind == KIND_LEAD)
			put_sentences(t, p, "", "");
		else if (numbered)
			put_sentences(
			    t, p, arena_printf(t->arena, "%zu. ", ++n), "");
		else
			put_sentences(t, p, "- ", "");
	}
}

static void
put_quote(struct text *t, const struct node *quote)
{
	const char *by = node_attr(quote, ATTR_BY);

	if (by != NULL)
		put_word(t, WORD_QUOTE_BY, "by", by);
	put_sentences(t, quote, "", "");
}

static const struct node *
nth_child(const struct node *node, size_t n)
{
	const struct node *child = node != NULL ? node->first : NULL;

	for (; child != NULL && n > 0; n--)
		child = child->next;
	return child;
}

/* The names of the columns, a line each: they are sentences too. */
static void
put_columns(struct text *t, const struct node *head)
{
	size_t n = 0;

	for (const struct node *c = head->first; c != NULL; c = c->next) {
		const char *name = document_words(t->arena, c);

		n++;
		if (str_is_blank(name))
			continue;
		put_line(
		    t, language_fill(t->arena, t->language->words[WORD_COLUMN],
		           "n", number_text(t, n), "title", name, NULL));
	}
}

/* Row by row, each cell with the name of its column (TXT-12). */
static void
put_row(struct text *t, const struct node *head, const struct node *row)
{
	size_t n = 0;

	for (const struct node *c = row->first; c != NULL; c = c->next, n++) {
		const struct node *column = nth_child(head, n);
		const char *name =
		    column != NULL ? document_words(t->arena, column) : "";

		if (!str_is_blank(name))
			name = arena_printf(t->arena, "%s: ", name);
		put_sentences(t, c, name, "");
	}
}

static void
put_table(struct text *t, const struct node *table)
{
	const struct node *caption = node_child(table, KIND_CAPTION);
	const struct node *head = node_child(table, KIND_HEAD);
	size_t rows = 0;

	for (const struct node *r = table->first; r != NULL; r = r->next)
		rows += r->kind == KIND_ROW;
	if (caption != NULL)
		put_sentences(t, caption, "", "");
	put_word(t, WORD_TABLE, "n", number_text(t, rows));
	if (head != NULL)
		put_columns(t, head);
	for (const struct node *r = table->first; r != NULL; r = r->next)
		if (r->kind == KIND_ROW) {
			put_gap(t, 1);
			put_row(t, head, r);
		}
}

/* "Section 2.1: …", two blank lines before and one after (TXT-06). */
static void
put_section(struct text *t, const struct node *section, const char *number)
{
	const struct node *heading = node_child(section, KIND_HEADING);

	put_gap(t, 2);
	if (heading != NULL)
		put_sentences(t, heading,
		    language_fill(t->arena, t->language->words[WORD_SECTION],
		        "n", number, "title", "", NULL),
		    "");
	put_children(t, section, number);
}

static void
put_word_meaning(struct text *t, const struct node *word)
{
	const struct node *term = node_child(word, KIND_TERM);
	const struct node *meaning = node_child(word, KIND_MEANING);

	if (term != NULL)
		put_sentences(t, term, "", ":");
	if (meaning != NULL)
		put_sentences(t, meaning, "", "");
}

static void
put_figure(struct text *t, const struct node *figure)
{
	put_picture(t, figure);
	if (figure->first != NULL)
		put_sentences(t, figure->first, "", "");
}

static void
put_box(struct text *t, const struct node *box)
{
	put_children(t, box, "");
}

static void
put_words(struct text *t, const struct node *words)
{
	put_sentences(t, words, "", "");
}

typedef void put_function(struct text *t, const struct node *node);

/* NULL for what never stands by itself in a document. */
static put_function *
block_function(enum kind kind)
{
	switch (kind) {
	case KIND_LIST:
		return put_list;
	case KIND_QUOTE:
		return put_quote;
	case KIND_TABLE:
		return put_table;
	case KIND_FIGURE:
		return put_figure;
	case KIND_WORD:
		return put_word_meaning;
	case KIND_BOX:
		return put_box;
	case KIND_ITEM:
	case KIND_P:
	case KIND_LEAD:
		return put_words;
	case KIND_SECTION: /* put_children */
	case KIND_HEADING: /* put_section */
	case KIND_HEAD:    /* put_table */
	case KIND_ROW:
	case KIND_CELL:
	case KIND_CAPTION:
	case KIND_TERM: /* put_word_meaning */
	case KIND_MEANING:
	case KIND_PUBLICATION:
	CASES_NOT_IN_DOCUMENT:
		return NULL;
	}
	return NULL;
}

static void
put_block(struct text *t, const struct node *node)
{
	put_function *put = block_function(node->kind);

	put_gap(t, 1);
	if (put != NULL)
		put(t, node);
	put_gap(t, 1);
}

/* number is that of the section: "2.1", "" at the top. */
static void
put_children(struct text *t, const struct node *node, const char *number)
{
	int n = 0;

	for (const struct node *c = node->first; c != NULL; c = c->next)
		if (c->kind == KIND_SECTION)
			put_section(t, c,
			    arena_printf(t->arena, "%s%s%d", number,
			        number[0] != '\0' ? "." : "", ++n));
		else
			put_block(t, c);
}

/* ---- the file ------------------------------------------------------------ */

static void
put_if_given(struct text *t, const char *words)
{
	if (!str_is_blank(words))
		put_line(t, words);
}

/* Who it is from and what is in it (TXT-13). */
static void
put_contents(struct text *t, const struct document *doc)
{
	size_t n = 0;

	if (doc->root->first == doc->root->last)
		return;
	put_gap(t, 2);
	put_line(t, t->language->words[WORD_CONTENTS]);
	put_gap(t, 1);
	for (const struct node *s = doc->root->first; s != NULL; s = s->next) {
		const struct node *heading = node_child(s, KIND_HEADING);

		if (s->kind != KIND_SECTION || heading == NULL)
			continue;
		put_line(
		    t, language_fill(t->arena, t->language->words[WORD_SECTION],
		           "n", number_text(t, ++n), "title",
		           document_words(t->arena, heading), NULL));
	}
}

static void
put_front(struct text *t, const struct document *doc, size_t words)
{
	put_line(t, doc->title);
	put_if_given(t, doc->subtitle);
	put_if_given(t, doc->organisation);
	put_if_given(t, doc->date_words);
	if (!str_is_blank(doc->version))
		put_word(t, WORD_VERSION, "version", doc->version);
	put_gap(t, 1);
	put_line(t, t->language->words[WORD_PLAIN_TEXT]);
	put_word(t, WORD_WORDS_NOTE, "n", number_text(t, words));
	if (t->style->contents == STYLE_YES)
		put_contents(t, doc);
}

/* In Unicode's normal form, with the line ends asked for. */
static void
put_bytes(const struct text *t, struct buf *bytes)
{
	char *nfc = g_utf8_normalize(
	    buf_str(&t->out), (gssize)t->out.len, G_NORMALIZE_NFC);

	for (const char *p = nfc; *p != '\0'; p++) {
		if (*p == '\n' && t->style->line_ends == LINE_ENDS_CRLF)
			buf_putc(bytes, '\r');
		buf_putc(bytes, *p);
	}
	g_free(nfc);
}

static bool
write_bytes(const struct text *t)
{
	const char *name = arena_printf(t->arena, "%s.txt", t->job->base);
	struct buf bytes = {0};
	size_t lines = 0;
	bool ok;

	put_bytes(t, &bytes);
	ok = stage_write(t->job->stage, name, bytes.data, bytes.len, t->diags);
	for (size_t i = 0; i < bytes.len; i++)
		lines += bytes.data[i] == '\n';
	if (ok) {
		write_fact(t->job, name, "lines", "%zu", lines);
		write_fact(t->job, name, "words", "%zu", t->words);
	}
	buf_release(&bytes);
	return ok;
}

/* The body is made first: the front says how many words it has. */
bool
write_text(const struct write_job *job, struct diags *diags)
{
	const struct document *doc = job->document;
	struct text t = {.job = job,
	    .style = &doc->edition->style,
	    .language = doc->language,
	    .arena = arena_new(),
	    .diags = diags,
	    .ok = true};
	struct buf body;
	double start = write_clock();
	bool ok;

	put_children(&t, doc->root, "");
	body = t.out;
	t.out = (struct buf){0};
	put_front(&t, doc, t.words);
	buf_puts(&t.out, "\n\n");
	buf_add(&t.out, body.data, body.len);
	t.gap = 2;
	put_line(&t, t.language->words[WORD_END_OF_DOCUMENT]);
	ok = write_bytes(&t) && t.ok;
	write_timing(job, "text", write_clock() - start);
	buf_release(&body);
	buf_release(&t.out);
	arena_free(t.arena);
	return ok;
}
