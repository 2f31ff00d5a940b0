/*
 * Sentences → words with structure.
 *
 * A paragraph is shaped as a whole, but each sentence, link, hard word and
 * piece in another language in it is a fragment of its own: it has its own
 * structure element, colour or link area.
 */
#include "page/layout.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

/* Words being collected. */
struct collecting {
	struct layout *l;
	struct word_run *runs;
	size_t nruns, runs_cap;
	int *elems;
	struct color *colors;
	const char **hrefs, **contents;
	size_t nfragments, cap;
	const struct words_style *style;
	struct loc loc;
};

struct words_style
words_body(const struct layout *l, double width)
{
	return (struct words_style){.size = l->style->size,
	    .line_height = l->style->line_height,
	    .width = width,
	    .pause_breaks = l->style->pause_breaks == STYLE_YES,
	    .color = l->style->text};
}

static bool
same_color(struct color a, struct color b)
{
	return fabs(a.r - b.r) + fabs(a.g - b.g) + fabs(a.b - b.b) < 1e-6;
}

static void
grow_fragments(struct collecting *c)
{
	if (c->nfragments < c->cap)
		return;
	c->cap = c->cap > 0 ? c->cap * 2 : 8;
	c->elems = mem_realloc(c->elems, c->cap * sizeof *c->elems);
	c->colors = mem_realloc(c->colors, c->cap * sizeof *c->colors);
	c->hrefs = mem_realloc(c->hrefs, c->cap * sizeof *c->hrefs);
	c->contents = mem_realloc(c->contents, c->cap * sizeof *c->contents);
}

/* The fragment for what comes next; neighbours alike share one. */
static int
fragment_for(struct collecting *c, int elem, struct color color,
    const char *href, const char *contents)
{
	size_t last = c->nfragments - 1;

	if (c->nfragments > 0 && c->elems[last] == elem &&
	    c->hrefs[last] == href && same_color(c->colors[last], color))
		return (int)last;
	grow_fragments(c);
	c->elems[c->nfragments] = elem;
	c->colors[c->nfragments] = color;
	c->hrefs[c->nfragments] = href;
	c->contents[c->nfragments] = contents;
	return (int)c->nfragments++;
}

static void
add_run(struct collecting *c, struct word_run run)
{
	ARRAY_GROW(c->runs, c->nruns, c->runs_cap);
	c->runs[c->nruns++] = run;
}

static const char *
link_contents(struct layout *l, const struct span *span, const char *text)
{
	const char *const *words = l->doc->language->words;
	const char *name = "title";
	enum word word = WORD_LINK_TO;

	if (span->marks & SPAN_PHONE)
		word = WORD_LINK_PHONE;
	else if (span->marks & SPAN_EMAIL)
		word = WORD_LINK_EMAIL;
	else if (span->href[0] != '#')
		word = WORD_LINK_WEB;
	if (word != WORD_LINK_TO)
		name = "value";
	return language_fill(l->arena, words[word], name, text, NULL);
}

/* The element and link of a span: links and pieces in another language have
 * one of their own below the sentence's. */
static int
fragment_of_span(struct collecting *c, const struct sentence *sentence,
    const struct span *span, int sentence_elem)
{
	struct layout *l = c->l;
	struct color color = c->style->color;
	const char *contents = NULL;
	int elem = sentence_elem;

	if (span->marks & SPAN_HARD)
		color = l->style->hard;
	if (span->href != NULL) {
		elem = tree_elem(l, ROLE_LINK, sentence_elem);
		color = l->style->link;
		contents = link_contents(l, span,
		    arena_strndup(
		        l->arena, sentence->text + span->start, span->len));
	} else if (span->lang != NULL && !str_eq(span->lang, sentence->lang)) {
		elem = tree_elem(l, ROLE_SPAN, sentence_elem);
	}
	if (span->lang != NULL && !str_eq(span->lang, sentence->lang))
		l->pages->elems[elem].lang = span->lang;
	return fragment_for(c, elem, color, span->href, contents);
}

/* A phone number with its spaces, or an address, stays on one line; a link
 * whose words are ordinary ones does not. */
static bool
is_one_piece(const struct sentence *sentence, const struct span *span)
{
	if (span->marks & SPAN_PHONE)
		return true;
	return (span->marks & (SPAN_EMAIL | SPAN_WEB)) != 0 &&
	       memchr(sentence->text + span->start, ' ', span->len) == NULL;
}

/* The words of a span. A phone number among words from right to left gets
 * no-break spaces: they keep its groups in order (UAX #9 W4). */
static struct word_run
run_of_span(
    struct layout *l, const struct sentence *sentence, const struct span *span)
{
	static const char no_break[] = "\xC2\xA0";
	const char *text = sentence->text + span->start;
	struct buf out = {0};
	struct word_run run = {.text = text, .len = span->len};

	if (!(span->marks & SPAN_PHONE) ||
	    !language_is_right_to_left(sentence->lang))
		return run;
	for (size_t i = 0; i < span->len; i++)
		buf_add(&out, text[i] == ' ' ? no_break : &text[i],
		    text[i] == ' ' ? 2 : 1);
	run.text = arena_strndup(l->arena, out.data, out.len);
	run.len = out.len;
	buf_release(&out);
	return run;
}

static void
collect_sentence(
    struct collecting *c, const struct sentence *sentence, int elem)
{
	for (size_t i = 0; i < sentence->nspans; i++) {
		const struct span *span = &sentence->spans[i];
		bool continues =
		    i > 0 && span->href != NULL && span[-1].href == span->href;
		int fragment = continues
		                   ? (int)c->nfragments - 1
		                   : fragment_of_span(c, sentence, span, elem);

		struct word_run run = run_of_span(c->l, sentence, span);

		run.bold = (span->marks & (SPAN_HARD | SPAN_STRONG)) != 0;
		run.lang = span->lang != NULL ? span->lang : sentence->lang;
		run.fragment = fragment;
		run.keep_together = is_one_piece(sentence, span);
		add_run(c, run);
	}
}

static const struct words *
shape(struct collecting *c)
{
	struct layout *l = c->l;
	struct paragraph_style style = {.size = c->style->size,
	    .line_height = c->style->line_height,
	    .width = c->style->width,
	    .bold = c->style->bold,
	    .pause_breaks = c->style->pause_breaks,
	    .color = c->style->color,
	    .language = l->doc->language};
	struct words *words = ARENA_NEW(l->arena, struct words);
	size_t n = c->nfragments;

	words->width = c->style->width;
	words->elems = ARENA_ARRAY(l->arena, int, n);
	words->colors = ARENA_ARRAY(l->arena, struct color, n);
	words->hrefs = ARENA_ARRAY(l->arena, const char *, n);
	words->contents = ARENA_ARRAY(l->arena, const char *, n);
	for (size_t i = 0; i < n; i++) {
		words->elems[i] = c->elems[i];
		words->colors[i] = c->colors[i];
		words->hrefs[i] = c->hrefs[i];
		words->contents[i] = c->contents[i];
	}
	if (!paragraph_shape(l->fonts, l->arena, c->runs, c->nruns, &style,
	        c->loc, &words->paragraph, l->diags)) {
		l->failed = true;
		words = NULL;
	} else {
		for (size_t i = 0; i < words->paragraph.nfragments; i++)
			if (words->paragraph.fragments[i] != NULL)
				words->paragraph.fragments[i]->color =
				    words->colors[i];
	}
	free(c->runs);
	free(c->elems);
	free(c->colors);
	free(c->hrefs);
	free(c->contents);
	return words;
}

static void
warn_broken(struct layout *l, const struct words *words,
    const struct sentence *sentence)
{
	if (words != NULL && words->paragraph.broken_word)
		diag_add(l->diags, DIAG_WORD_TOO_WIDE, sentence->loc,
		    sentence->text);
}

/* Margins, pictures and padding can together leave nothing for the words. A
 * cell is as wide as its own words. */
static bool
has_room(struct layout *l, const struct node *node, double width)
{
	static const double LEAST = 2; /* sizes of the letters */

	if (node->kind == KIND_CELL || width >= LEAST * l->style->size)
		return true;
	if (!l->failed)
		diag_add(l->diags, DIAG_NO_ROOM, node->loc, fmax(width, 0));
	l->failed = true;
	return false;
}

const struct words *
words_of_node(struct layout *l, const struct node *node, enum role role,
    int parent, const struct words_style *style, int *elem_out)
{
	struct collecting c = {.l = l, .style = style, .loc = node->loc};
	int elem = tree_elem(l, role, parent);
	const struct words *words;

	if (elem_out != NULL)
		*elem_out = elem;
	if (!has_room(l, node, style->width))
		return NULL;
	for (size_t i = 0; i < node->nsentences; i++) {
		const struct sentence *sentence = &node->sentences[i];
		int own =
		    node->nsentences > 1 ? tree_elem(l, ROLE_SPAN, elem) : elem;

		l->pages->elems[own].id = sentence->id;
		if (!str_eq(sentence->lang, l->doc->lang))
			l->pages->elems[own].lang = sentence->lang;
		tree_target(l, sentence->id, own);
		collect_sentence(&c, sentence, own);
		if (i + 1 < node->nsentences)
			add_run(&c, (struct word_run){.text = " ",
			                .len = 1,
			                .lang = sentence->lang,
			                .fragment = fragment_for(&c, own,
			                    style->color, NULL, NULL)});
	}
	tree_target(l, node_attr(node, ATTR_ID), elem);
	if (node->nsentences == 0)
		return NULL;
	words = shape(&c);
	warn_broken(l, words, &node->sentences[0]);
	return words;
}

const struct words *
words_of_text(struct layout *l, const char *text, int elem,
    const struct words_style *style)
{
	struct collecting c = {
	    .l = l, .style = style, .loc = l->doc->root->loc};

	if (text[0] == '\0')
		return NULL;
	add_run(&c,
	    (struct word_run){.text = text,
	        .len = strlen(text),
	        .lang = l->doc->lang,
	        .fragment = fragment_for(&c, elem, style->color, NULL, NULL)});
	return shape(&c);
}

/* The address as it is printed: without scheme and closing slash. NULL if
 * the link's own words show it, or if it stays inside. */
static const char *
printed_address(
    struct arena *arena, const struct sentence *sentence, const char *href)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:"};
	size_t n;

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		if (!str_starts(href, schemes[i]))
			continue;
		href += strlen(schemes[i]);
		n = strlen(href);
		if (n > 0 && href[n - 1] == '/')
			n--;
		href = arena_strndup(arena, href, n);
		return strstr(sentence->text, href) == NULL ? href : NULL;
	}
	return NULL;
}

const struct words *
words_of_address(struct layout *l, const struct sentence *sentence,
    const struct span *span, int parent, const struct words_style *style)
{
	struct collecting c = {.l = l, .style = style, .loc = sentence->loc};
	const char *address = span->href == NULL ? NULL
	                                         : printed_address(l->arena,
	                                               sentence, span->href);
	int link;

	if (address == NULL ||
	    (span > sentence->spans && span[-1].href == span->href))
		return NULL;
	link = tree_elem(l, ROLE_LINK, tree_elem(l, ROLE_P, parent));
	add_run(&c, (struct word_run){.text = address,
	                .len = strlen(address),
	                .lang = sentence->lang,
	                .keep_together = true,
	                .fragment = fragment_for(&c, link, l->style->link,
	                    span->href, link_contents(l, span, address))});
	return shape(&c);
}

static void
place_link(struct layout *l, const struct words *words, size_t k, int page,
    double x, double y)
{
	const struct paragraph *p = &words->paragraph;
	struct rect *rects = ARENA_ARRAY(l->arena, struct rect, p->nrects[k]);
	struct page_link link = {.elem = words->elems[k],
	    .page = page,
	    .rects = rects,
	    .nrects = p->nrects[k],
	    .contents = words->contents[k],
	    .target = NO_ELEM};
	size_t number;

	for (size_t i = 0; i < p->nrects[k]; i++) {
		rects[i] = p->rects[k][i];
		rects[i].x += x;
		rects[i].y += y;
	}
	if (words->hrefs[k][0] != '#')
		link.uri = words->hrefs[k];
	number = tree_link(l, link);
	if (link.uri == NULL) {
		struct inside_link inside = {number, words->hrefs[k] + 1};

		g_array_append_val(l->inside_links, inside);
	}
}

void
words_place(struct layout *l, const struct words *words, int page, double x,
    double y, enum artifact artifact)
{
	const struct paragraph *p = &words->paragraph;

	for (size_t k = 0; k < p->nfragments; k++) {
		struct box box = {.kind = BOX_TEXT,
		    .width = words->width,
		    .height = p->height,
		    .text = p->fragments[k]};

		if (p->fragments[k] == NULL)
			continue;
		tree_place(l, page,
		    (struct placement){.box = tree_box(l, box),
		        .x = x,
		        .y = y,
		        .artifact = artifact,
		        .elem = artifact == ARTIFACT_NONE ? words->elems[k]
		                                          : NO_ELEM},
		    SIZE_MAX);
		if (words->hrefs[k] != NULL && artifact == ARTIFACT_NONE)
			place_link(l, words, k, page, x, y);
	}
}

void
words_place_ink(struct layout *l, const struct words *words, int page, double x,
    double y, enum artifact artifact)
{
	words_place(l, words, page, x - words->paragraph.left, y, artifact);
}

/* The runs of a fragment whose baselines lie between two heights, moved up
 * by the first; NULL if there are none. */
static struct text_fragment *
slice_fragment(struct layout *l, const struct text_fragment *fragment,
    double top, double bottom)
{
	struct text_fragment *slice = ARENA_NEW(l->arena, struct text_fragment);

	*slice = *fragment;
	slice->runs = ARENA_ARRAY(l->arena, struct text_run, fragment->nruns);
	slice->nruns = 0;
	for (size_t i = 0; i < fragment->nruns; i++) {
		struct text_run run = fragment->runs[i];

		if (run.baseline < top || run.baseline >= bottom)
			continue;
		run.baseline -= top;
		slice->runs[slice->nruns++] = run;
	}
	return slice->nruns > 0 ? slice : NULL;
}

const struct words *
words_slice(struct layout *l, const struct words *words, size_t from_line,
    size_t to_line)
{
	const struct paragraph *p = &words->paragraph;
	double line = p->height / (double)p->nlines;
	double top = line * (double)from_line, bottom = line * (double)to_line;
	struct words *slice = ARENA_NEW(l->arena, struct words);
	struct paragraph *out = &slice->paragraph;

	*slice = *words;
	out->nlines = to_line - from_line;
	out->height = bottom - top;
	out->fragments =
	    ARENA_ARRAY(l->arena, struct text_fragment *, p->nfragments);
	out->rects = ARENA_ARRAY(l->arena, struct rect *, p->nfragments);
	out->nrects = ARENA_ARRAY(l->arena, size_t, p->nfragments);
	for (size_t k = 0; k < p->nfragments; k++) {
		if (p->fragments[k] == NULL)
			continue;
		out->fragments[k] =
		    slice_fragment(l, p->fragments[k], top, bottom);
		out->rects[k] =
		    ARENA_ARRAY(l->arena, struct rect, p->nrects[k]);
		for (size_t i = 0; i < p->nrects[k]; i++) {
			struct rect r = p->rects[k][i];

			if (r.y + r.height / 2 < top ||
			    r.y + r.height / 2 >= bottom)
				continue;
			r.y -= top;
			out->rects[k][out->nrects[k]++] = r;
		}
	}
	return slice;
}
