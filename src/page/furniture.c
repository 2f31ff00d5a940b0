/*
 * What stands on every page but the cover: the running title at the top, the
 * page number at the bottom; both artifacts, both at body size (ERL-16,
 * PR-03, PR-14).
 */
#include "page/layout.h"

#include <stdint.h>
#include <string.h>

#include "base/str.h"

/* Words at size, on one line's height. */
static const struct words *
furniture_words(struct layout *l, const char *text, struct color color)
{
	struct words_style style = words_body(l, l->right - l->left);

	style.line_height = l->style->heading_line_height;
	style.pause_breaks = false;
	style.color = color;
	return words_of_text(l, text, NO_ELEM, &style);
}

/* Place words before all else on the page. */
static void
place_first(struct layout *l, int page, int box, double x, double y,
    enum artifact artifact)
{
	tree_place(l, page,
	    (struct placement){.box = box,
	        .x = x,
	        .y = y,
	        .artifact = artifact,
	        .elem = NO_ELEM},
	    0);
}

/* The length without the last word and what stands before it. */
static size_t
before_last_word(const char *text, size_t len)
{
	while (len > 0 && text[len - 1] != ' ')
		len--;
	while (len > 0 && strchr(" ,.;:-", text[len - 1]) != NULL)
		len--;
	return len;
}

/* The running title on one line. One that is longer ends after a whole word,
 * with an ellipsis, so that it does not read as if it were all. */
static const struct words *
running_words(struct layout *l, const char *text)
{
	const struct words *all = furniture_words(l, text, l->style->quiet);
	const struct words *words = all;
	size_t len = strlen(text);

	while (words != NULL && words->paragraph.nlines > 1 && len > 0) {
		len = before_last_word(text, len);
		words = furniture_words(l,
		    arena_printf(l->arena, "%.*s…", (int)len, text),
		    l->style->quiet);
	}
	if (words == NULL || len > 0)
		return words;
	return words_slice(l, all, 0, 1); /* its first word is longer */
}

/* The running title and its rule are one box each, placed on every page. */
static void
add_running_title(struct layout *l)
{
	const struct style *s = l->style;
	const char *text = language_fill(l->arena, s->running, "title",
	    l->doc->title, "organisation", l->doc->organisation, NULL);
	const struct words *words;
	struct box box, rule = {.kind = BOX_SHAPE,
	                    .width = l->right - l->left,
	                    .height = s->rule_width,
	                    .shape = {.filled = true, .fill = s->rule}};
	double y;
	int box_number, rule_number;

	if (str_is_blank(text))
		return;
	words = running_words(l, text);
	if (words == NULL)
		return;
	box = (struct box){.kind = BOX_TEXT,
	    .width = words->width,
	    .height = words->paragraph.height,
	    .text = words->paragraph.fragments[0]};
	box_number = tree_box(l, box);
	rule_number = tree_box(l, rule);
	y = s->margin_top;
	for (int p = 1; p < (int)l->pages->npages; p++) {
		place_first(l, p, rule_number, l->left,
		    y + box.height + s->header_gap * 0.1, ARTIFACT_HEADER);
		place_first(l, p, box_number, l->left, y, ARTIFACT_HEADER);
	}
}

static double
number_x(const struct layout *l, int page, double width)
{
	switch (l->style->page_number) {
	case NUMBER_LEFT:
		return l->left;
	case NUMBER_CENTRE:
		return (l->left + l->right - width) / 2;
	case NUMBER_OUTER:
		/* page 1 is the cover, on the right: even ones are left */
		return page % 2 == 0 ? l->right - width : l->left;
	default:
		return l->right - width;
	}
}

static void
add_page_number(struct layout *l, int page)
{
	const struct style *s = l->style;
	const char *number = l->pages->pages[page].label;
	const struct words *words = furniture_words(l,
	    language_fill(l->arena, l->doc->language->words[WORD_PAGE], "n",
	        number, NULL),
	    s->quiet);

	if (words == NULL)
		return;
	words_place_ink(l, words, page,
	    number_x(l, page, words->paragraph.width),
	    s->page_height - s->margin_bottom * 0.42 - words->paragraph.height,
	    ARTIFACT_FOOTER);
}

void
furniture_add(struct layout *l)
{
	int n = (int)l->pages->npages;

	for (int p = 0; p < n; p++)
		l->pages->pages[p].label = arena_printf(l->arena, "%d", p + 1);
	add_running_title(l);
	for (int p = 1; p < n; p++)
		add_page_number(l, p);
}
