/* The document as HTML, block by block. */
#include "write/html/markup.h"

#include <glib.h>
#include <string.h>

#include "base/str.h"
#include "write/html/put.h"
#include "write/html/words.h"

struct markup_ids {
	GHashTable *sections; /* id → number of its top section, from 1 */
};

/* ---- ids ----------------------------------------------------------------- */

static void
collect_ids(struct markup *m)
{
	size_t n = 0;

	for (const struct node *s = m->document->root->first; s; s = s->next) {
		n++;
		for (const struct node *x = s; x != NULL; x = node_next(x, s)) {
			const char *id = node_attr(x, ATTR_ID);

			if (id != NULL)
				g_hash_table_insert(m->ids->sections,
				    (char *)id, GSIZE_TO_POINTER(n));
		}
	}
}

void
markup_open(struct markup *m)
{
	m->arena = arena_new();
	m->ids = ARENA_NEW(m->arena, struct markup_ids);
	m->ids->sections = g_hash_table_new(g_str_hash, g_str_equal);
	m->ok = true;
	collect_ids(m);
}

void
markup_close(struct markup *m)
{
	g_hash_table_destroy(m->ids->sections);
	arena_free(m->arena);
}

const char *
markup_place(struct markup *m, const char *id)
{
	size_t section =
	    GPOINTER_TO_SIZE(g_hash_table_lookup(m->ids->sections, id));

	if (section == 0)
		return NULL;
	if (m->files == NULL || section - 1 == m->file)
		return arena_printf(m->arena, "#%s", id);
	return arena_printf(m->arena, "%s#%s", m->files[section - 1], id);
}

void
markup_lang(struct markup *m, const char *lang)
{
	if (lang == NULL || str_eq(lang, m->document->lang))
		return;
	html_put_attr(m->out, "lang", lang);
	if (m->xml)
		html_put_attr(m->out, "xml:lang", lang);
	html_put_attr(
	    m->out, "dir", language_is_right_to_left(lang) ? "rtl" : "ltr");
}

/* The language of the words of a block. */
static const char *
words_lang(const struct node *node)
{
	return node->nsentences > 0 ? node->sentences[0].lang : node->lang;
}

/* ---- parts of blocks ----------------------------------------------------- */

/* "<ELEMENT class=… id=… lang=…>"; the last one only for words. */
static void
open_block(struct markup *m, const char *element, const char *class,
    const struct node *node)
{
	buf_printf(m->out, "<%s", element);
	html_put_attr(m->out, "class", class);
	if (node != NULL)
		html_put_attr(m->out, "id", node_attr(node, ATTR_ID));
	buf_putc(m->out, '>');
}

/* An element of words. */
static void
put_words_in(struct markup *m, const char *element, const char *class,
    const struct node *node)
{
	buf_printf(m->out, "<%s", element);
	html_put_attr(m->out, "class", class);
	markup_lang(m, words_lang(node));
	buf_putc(m->out, '>');
	markup_words(m, node);
	buf_printf(m->out, "</%s>", element);
}

void
markup_picture_of(struct markup *m, const struct picture *picture,
    const char *alt, const char *class)
{
	struct buf address = {0};
	double size[2];

	if (m->put_picture(m->arg, picture, &address, size)) {
		buf_puts(m->out, "<img");
		html_put_attr(m->out, "class", class);
		html_put_attr(m->out, "alt", alt);
		buf_printf(m->out, " width=\"%g\" height=\"%g\" src=\"%s\"",
		    size[0], size[1], buf_str(&address));
		buf_puts(m->out, m->xml ? "/>" : ">");
	} else {
		m->ok = false;
	}
	buf_release(&address);
}

/* The picture of a node, loaded; NULL if it has none or none is shown. */
static const struct picture *
picture_of(struct markup *m, const struct node *node)
{
	const struct attr *attr = node_attr_entry(node, ATTR_PICTURE);
	int shown = m->document->edition->style.pictures;
	const struct picture *picture;

	if (attr == NULL || str_eq(attr->value, "none") ||
	    shown == PICTURES_NONE ||
	    (shown == PICTURES_FIGURES && node->kind != KIND_FIGURE))
		return NULL;
	picture = picture_lookup(m->pictures, attr->value, attr->loc, m->diags);
	m->ok = m->ok && picture != NULL;
	return picture;
}

static void
put_picture(struct markup *m, const struct node *node, const char *class)
{
	const struct picture *picture = picture_of(m, node);

	if (picture != NULL)
		markup_picture_of(
		    m, picture, document_alt(node, picture), class);
}

bool
markup_has_rows(const struct markup *m)
{
	const struct node *root = m->document->root;

	if (m->document->edition->style.pictures != PICTURES_ALL)
		return false;
	for (const struct node *n = root; n != NULL; n = node_next(n, root)) {
		const char *picture = node_attr(n, ATTR_PICTURE);

		if (n->kind != KIND_FIGURE && picture != NULL &&
		    n->origin == ORIGIN_SOURCE && !str_eq(picture, "none"))
			return true;
	}
	return false;
}

/* ---- blocks -------------------------------------------------------------- */

static void put_children(struct markup *m, const struct node *node);

static void
put_item(struct markup *m, const struct node *item)
{
	open_block(
	    m, "div", item->kind == KIND_LEAD ? "row lead" : "row", item);
	put_words_in(m, "p", NULL, item);
	put_picture(m, item, "picture");
	buf_puts(m->out, "</div>\n");
}

/* The mark stands in the text, so that it looks alike everywhere; a number is
 * read out, a dot is not. */
static void
put_point(struct markup *m, const struct node *point, size_t number)
{
	open_block(m, "li", "row point", point);
	buf_puts(m->out, "<p");
	markup_lang(m, words_lang(point));
	if (number > 0)
		buf_printf(
		    m->out, "><span class=\"mark\">%zu.</span> ", number);
	else
		buf_puts(m->out, "><span class=\"mark\" "
		                 "aria-hidden=\"true\">\u2022</span> ");
	markup_words(m, point);
	buf_puts(m->out, "</p>");
	put_picture(m, point, "picture");
	buf_puts(m->out, "</li>\n");
}

static void
put_list(struct markup *m, const struct node *list)
{
	bool numbered = str_eq(node_attr(list, ATTR_NUMBERED), "yes");
	const struct node *lead = node_child(list, KIND_LEAD);
	const char *element = numbered ? "ol" : "ul";
	size_t n = 0;

	if (lead != NULL)
		put_item(m, lead);
	buf_printf(m->out, "<%s class=\"points\"", element);
	html_put_attr(m->out, "id", node_attr(list, ATTR_ID));
	buf_puts(m->out, ">\n");
	for (const struct node *p = list->first; p != NULL; p = p->next)
		if (p->kind == KIND_ITEM)
			put_point(m, p, numbered ? ++n : 0);
	buf_printf(m->out, "</%s>\n", element);
}

static void
put_paragraph(struct markup *m, const struct node *p)
{
	buf_puts(m->out, "<p");
	html_put_attr(m->out, "class", "text");
	html_put_attr(m->out, "id", node_attr(p, ATTR_ID));
	markup_lang(m, words_lang(p));
	buf_putc(m->out, '>');
	markup_words(m, p);
	buf_puts(m->out, "</p>\n");
}

static void
put_quote(struct markup *m, const struct node *quote)
{
	const char *by = node_attr(quote, ATTR_BY);

	open_block(m, "div", "row quote", quote);
	buf_puts(m->out, "<div>");
	if (!str_is_blank(by)) {
		buf_puts(m->out, "<p class=\"by\">");
		html_put_text(
		    m->out, language_fill(m->arena,
		                m->document->language->words[WORD_QUOTE_BY],
		                "by", by, NULL));
		buf_puts(m->out, "</p>");
	}
	buf_puts(m->out, "<blockquote>");
	put_words_in(m, "p", NULL, quote);
	buf_puts(m->out, "</blockquote></div>");
	put_picture(m, quote, "picture");
	buf_puts(m->out, "</div>\n");
}

static void
put_box(struct markup *m, const struct node *box)
{
	open_block(m, "div", "box", box);
	put_children(m, box);
	buf_puts(m->out, "</div>\n");
}

static void
put_cells(
    struct markup *m, const struct node *row, bool head, bool first_is_head)
{
	buf_puts(m->out, "<tr>");
	for (const struct node *c = row->first; c != NULL; c = c->next) {
		bool is_head = c->nsentences > 0 &&
		               (head || (first_is_head && c == row->first));
		const char *element = is_head ? "th" : "td";

		buf_printf(m->out, "<%s", element);
		if (is_head)
			html_put_attr(m->out, "scope", head ? "col" : "row");
		markup_lang(m, words_lang(c));
		buf_putc(m->out, '>');
		markup_words(m, c);
		buf_printf(m->out, "</%s>", element);
	}
	buf_puts(m->out, "</tr>\n");
}

/* A wide table scrolls in a frame of its own, that the keyboard reaches. */
static void
put_table(struct markup *m, const struct node *table)
{
	const struct node *caption = node_child(table, KIND_CAPTION);
	const struct node *head = node_child(table, KIND_HEAD);
	bool row_heads = !str_eq(node_attr(table, ATTR_ROW_HEADERS), "no");

	open_block(m, "div", "table", table);
	buf_puts(m->out, "<table>\n");
	if (caption != NULL)
		put_words_in(m, "caption", NULL, caption);
	if (head != NULL) {
		buf_puts(m->out, "<thead>");
		put_cells(m, head, true, false);
		buf_puts(m->out, "</thead>\n");
	}
	buf_puts(m->out, "<tbody>\n");
	for (const struct node *r = table->first; r != NULL; r = r->next)
		if (r->kind == KIND_ROW)
			put_cells(m, r, false, row_heads);
	buf_puts(m->out, "</tbody></table></div>\n");
}

static void
put_figure(struct markup *m, const struct node *figure)
{
	const struct node *caption = node_child(figure, KIND_CAPTION);

	open_block(m, "figure", NULL, figure);
	put_picture(m, figure, NULL);
	if (caption != NULL)
		put_words_in(m, "figcaption", NULL, caption);
	buf_puts(m->out, "</figure>\n");
}

/* Entries that follow one another are one list. */
static void
put_entry(struct markup *m, const struct node *word)
{
	const struct node *term = node_child(word, KIND_TERM);
	const struct node *meaning = node_child(word, KIND_MEANING);

	if (word->prev == NULL || word->prev->kind != KIND_WORD)
		buf_puts(m->out, "<dl class=\"words\">\n");
	open_block(m, "div", NULL, word);
	if (term != NULL)
		put_words_in(m, "dt", NULL, term);
	if (meaning != NULL)
		put_words_in(m, "dd", NULL, meaning);
	buf_puts(m->out, "</div>\n");
	if (word->next == NULL || word->next->kind != KIND_WORD)
		buf_puts(m->out, "</dl>\n");
}

static void
put_section(struct markup *m, const struct node *section)
{
	static const char *const headings[] = {"h1", "h2", "h3", "h4"};
	const struct node *heading = node_child(section, KIND_HEADING);
	int level = m->top - 1 + (section->level < 3 ? section->level : 3) - 1;

	open_block(m, "section", NULL, section);
	buf_putc(m->out, '\n');
	if (heading != NULL)
		put_words_in(m, headings[level], NULL, heading);
	buf_putc(m->out, '\n');
	put_children(m, section);
	buf_puts(m->out, "</section>\n");
}

typedef void put_function(struct markup *m, const struct node *node);

/* NULL for what never stands by itself in a document. */
static put_function *
block_function(enum kind kind)
{
	switch (kind) {
	case KIND_SECTION:
		return put_section;
	case KIND_ITEM:
	case KIND_LEAD:
		return put_item;
	case KIND_LIST:
		return put_list;
	case KIND_P:
		return put_paragraph;
	case KIND_QUOTE:
		return put_quote;
	case KIND_BOX:
		return put_box;
	case KIND_TABLE:
		return put_table;
	case KIND_FIGURE:
		return put_figure;
	case KIND_WORD:
		return put_entry;
	case KIND_HEADING: /* put_section */
	case KIND_HEAD:    /* put_table */
	case KIND_ROW:
	case KIND_CELL:
	case KIND_CAPTION:
	case KIND_TERM: /* put_entry */
	case KIND_MEANING:
	case KIND_PUBLICATION:
	CASES_NOT_IN_DOCUMENT:
		return NULL;
	}
	return NULL;
}

static void
put_children(struct markup *m, const struct node *node)
{
	for (const struct node *c = node->first; c != NULL; c = c->next) {
		put_function *put = block_function(c->kind);

		if (put != NULL)
			put(m, c);
	}
}

void
markup_section(struct markup *m, const struct node *section)
{
	put_section(m, section);
}
