/*
 * Words → lines of glyphs.
 *
 * Pango itemises and shapes the paragraph once as one endless line; the
 * widths of its characters feed breaks.c; the glyph items are then split at
 * the line ends and put in place, each line reordered for right-to-left by
 * the levels Pango found (UAX #9, rule L2).
 */
#include "page/shape.h"

#include <assert.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "page/breaks.h"
#include "page/fonts.h"

static int
fragment_of(const struct fonts *fonts, const PangoItem *item)
{
	for (GSList *l = item->analysis.extra_attrs; l != NULL; l = l->next) {
		const PangoAttribute *attribute = l->data;

		if (attribute->klass == &fonts->fragment_class)
			return ((const PangoAttrInt *)attribute)->value;
	}
	return 0;
}

/* A paragraph on its way. */
struct shaping {
	struct fonts *fonts;
	struct arena *arena;
	const struct paragraph_style *style;
	char *text; /* in arena */
	size_t len, nchars;
	size_t *offsets; /* byte of each character */
	double *x;       /* pt */
	bool *glued;
	PangoLogAttr *attrs;
	PangoGlyphItem **items; /* logical order, whole paragraph */
	size_t nitems;
	PangoDirection direction;
	int nfragments;
};

static void
insert(PangoAttrList *list, PangoAttribute *attribute, size_t start, size_t end)
{
	attribute->start_index = (guint)start;
	attribute->end_index = (guint)end;
	pango_attr_list_insert(list, attribute);
}

static PangoAttrList *
make_attributes(struct shaping *s, const struct word_run *runs, size_t nruns)
{
	PangoAttrList *list = pango_attr_list_new();
	size_t at = 0;

	/* each letter keeps its own shape (ERL-23) */
	insert(list, pango_attr_font_features_new("liga=0, clig=0, dlig=0"), 0,
	    s->len);
	for (size_t i = 0; i < nruns; i++) {
		size_t end = at + runs[i].len;

		if (runs[i].bold)
			insert(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD),
			    at, end);
		if (runs[i].lang != NULL)
			insert(list,
			    pango_attr_language_new(
			        pango_language_from_string(runs[i].lang)),
			    at, end);
		insert(
		    list, fonts_fragment(s->fonts, runs[i].fragment), at, end);
		if (runs[i].fragment >= s->nfragments)
			s->nfragments = runs[i].fragment + 1;
		at = end;
	}
	return list;
}

static void
collect_text(struct shaping *s, const struct word_run *runs, size_t nruns)
{
	size_t at = 0, i = 0;

	for (size_t k = 0; k < nruns; k++)
		s->len += runs[k].len;
	s->text = arena_alloc(s->arena, s->len + 1);
	for (size_t k = 0; k < nruns; k++) {
		memcpy(s->text + at, runs[k].text, runs[k].len);
		at += runs[k].len;
	}
	s->nchars = utf8_count(s->text, s->len);
	s->offsets = mem_alloc((s->nchars + 1) * sizeof *s->offsets);
	s->x = mem_alloc((s->nchars + 1) * sizeof *s->x);
	s->glued = mem_alloc((s->nchars + 1) * sizeof *s->glued);
	memset(s->glued, 0, (s->nchars + 1) * sizeof *s->glued);
	at = 0;
	for (size_t k = 0, end = 0; k < nruns; k++) {
		size_t start = end;

		end += runs[k].len;
		for (; at < end; i++) {
			s->offsets[i] = at;
			s->glued[i] = runs[k].keep_together && at > start;
			at = (size_t)(g_utf8_next_char(s->text + at) - s->text);
		}
	}
	s->offsets[i] = at;
}

/* The first character of the item that no font has, or 0. */
static gunichar
find_unknown(const struct shaping *s, const PangoGlyphItem *item)
{
	for (int i = 0; i < item->glyphs->num_glyphs; i++)
		if (item->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
			return g_utf8_get_char(s->text + item->item->offset +
			                       item->glyphs->log_clusters[i]);
	return 0;
}

static bool
report_unknown(gunichar c, struct loc loc, struct diags *diags)
{
	char written[8] = {0};

	g_unichar_to_utf8(c, written);
	return diag_add(diags, DIAG_GLYPH_MISSING, loc, written, (unsigned)c);
}

/* The direction of the first letter (UAX #9 P2). */
static PangoDirection
find_direction(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_isalpha(c))
			continue;
		switch ((int)g_unichar_get_script(c)) {
		case G_UNICODE_SCRIPT_ARABIC:
		case G_UNICODE_SCRIPT_HEBREW:
		case G_UNICODE_SCRIPT_SYRIAC:
		case G_UNICODE_SCRIPT_THAANA:
		case G_UNICODE_SCRIPT_NKO:
			return PANGO_DIRECTION_RTL;
		default:
			return PANGO_DIRECTION_LTR;
		}
	}
	return PANGO_DIRECTION_LTR;
}

static bool
shape_items(struct shaping *s, PangoAttrList *attributes, struct loc loc,
    struct diags *diags)
{
	GList *items;
	bool ok = true;

	s->direction = find_direction(s->text);
	items = pango_itemize_with_base_dir(s->fonts->context, s->direction,
	    s->text, 0, (int)s->len, attributes, NULL);
	s->items = mem_alloc((g_list_length(items) + 1) * sizeof *s->items);
	for (GList *l = items; l != NULL; l = l->next) {
		PangoGlyphItem *item = g_slice_new0(PangoGlyphItem);
		gunichar unknown;

		item->item = l->data;
		item->glyphs = pango_glyph_string_new();
		pango_shape_item(item->item, s->text, (int)s->len, NULL,
		    item->glyphs, PANGO_SHAPE_NONE);
		s->items[s->nitems++] = item;
		unknown = find_unknown(s, item);
		if (unknown != 0 && ok)
			ok = report_unknown(unknown, loc, diags);
	}
	g_list_free(items);
	return ok;
}

/* Where each character starts on the endless line. */
static void
measure(struct shaping *s)
{
	double x = 0;
	size_t i = 0;

	for (size_t k = 0; k < s->nitems; k++) {
		int n = s->items[k]->item->num_chars;
		int *widths = mem_alloc((size_t)n * sizeof *widths);

		pango_glyph_item_get_logical_widths(
		    s->items[k], s->text, widths);
		for (int c = 0; c < n; c++, i++) {
			s->x[i] = x;
			x += glyph_units(widths[c], s->style->size);
		}
		free(widths);
	}
	assert(i == s->nchars);
	s->x[i] = x;
}

static void
find_attrs(struct shaping *s)
{
	s->attrs = mem_alloc((s->nchars + 1) * sizeof *s->attrs);
	memset(s->attrs, 0, (s->nchars + 1) * sizeof *s->attrs);
	pango_get_log_attrs(s->text, (int)s->len, -1,
	    pango_context_get_language(s->fonts->context), s->attrs,
	    (int)s->nchars + 1);
}

/* One line: glyph items in logical order. */
struct line {
	PangoGlyphItem **items;
	double *x;
	size_t n;
	double width; /* pt, without the spaces at the end */
};

/* Take the next items up to byte end off the paragraph. */
static void
take_line(struct shaping *s, size_t *next, size_t end, struct line *line)
{
	line->n = 0;
	while (*next < s->nitems) {
		PangoGlyphItem *item = s->items[*next];
		size_t start = (size_t)item->item->offset;
		size_t stop = start + (size_t)item->item->length;

		if (start >= end)
			break;
		if (stop > end) {
			line->items[line->n++] = pango_glyph_item_split(
			    item, s->text, (int)(end - start));
			break;
		}
		line->items[line->n++] = item;
		++*next;
	}
}

/* Spaces at the end of a line keep their glyphs and lose their width. */
static void
fold_end_spaces(struct shaping *s, struct line *line, size_t end)
{
	while (end > 0 && s->text[end - 1] == ' ') {
		PangoGlyphItem *item = NULL;

		end--;
		for (size_t i = 0; i < line->n; i++)
			if ((size_t)line->items[i]->item->offset <= end)
				item = line->items[i];
		if (item == NULL)
			return;
		for (int g = 0; g < item->glyphs->num_glyphs; g++)
			if ((size_t)(item->item->offset +
			             item->glyphs->log_clusters[g]) == end)
				item->glyphs->glyphs[g].geometry.width = 0;
	}
}

/* Visual order of the line's items (UAX #9 L2). */
static void
order_visually(const struct line *line, size_t *order)
{
	int highest = 0;

	for (size_t i = 0; i < line->n; i++) {
		order[i] = i;
		if (line->items[i]->item->analysis.level > highest)
			highest = line->items[i]->item->analysis.level;
	}
	for (int level = highest; level > 0; level--) {
		for (size_t i = 0; i < line->n;) {
			size_t j = i;

			while (j < line->n &&
			       line->items[order[j]]->item->analysis.level >=
			           level)
				j++;
			for (size_t a = i, b = j; a + 1 < b;) {
				size_t t = order[a];

				order[a++] = order[--b];
				order[b] = t;
			}
			i = j > i ? j : i + 1;
		}
	}
}

static double
item_width(const struct shaping *s, const PangoGlyphItem *item)
{
	return glyph_units(
	    pango_glyph_string_get_width(item->glyphs), s->style->size);
}

static void
place_items(struct shaping *s, struct line *line)
{
	size_t *order = mem_alloc((line->n + 1) * sizeof *order);
	double x = 0;

	order_visually(line, order);
	for (size_t i = 0; i < line->n; i++) {
		line->x[order[i]] = x;
		x += item_width(s, line->items[order[i]]);
	}
	line->width = x;
	if (s->direction == PANGO_DIRECTION_RTL)
		for (size_t i = 0; i < line->n; i++)
			line->x[i] += s->style->width - x;
	free(order);
}

/* The paragraph being put together. */
struct setting_out {
	struct paragraph *out;
	struct font_metrics metrics;
	double line_height; /* pt */
	size_t *runs_cap;   /* of each fragment */
	size_t *last_line;  /* its last rectangle's line, counted from 1 */
};

static struct text_fragment *
fragment_at(struct shaping *s, struct setting_out *set, int k)
{
	struct paragraph *out = set->out;

	if (out->fragments[k] == NULL) {
		out->fragments[k] = ARENA_NEW(s->arena, struct text_fragment);
		out->fragments[k]->text = s->text;
		out->fragments[k]->color = s->style->color;
		out->fragments[k]->runs =
		    ARENA_ARRAY(s->arena, struct text_run, set->runs_cap[k]);
	}
	return out->fragments[k];
}

static void
add_rect(struct setting_out *set, int k, struct rect rect, size_t line)
{
	struct rect *last;
	double right;

	if (set->last_line[k] != line + 1) {
		set->last_line[k] = line + 1;
		set->out->rects[k][set->out->nrects[k]++] = rect;
		return;
	}
	last = &set->out->rects[k][set->out->nrects[k] - 1];
	right = MAX(last->x + last->width, rect.x + rect.width);
	last->x = MIN(last->x, rect.x);
	last->width = right - last->x;
}

static void
add_line(struct shaping *s, struct setting_out *set, const struct line *line,
    size_t number)
{
	double top = (double)number * set->line_height;
	double letters = set->metrics.ascent + set->metrics.descent;
	double baseline =
	    top + (set->line_height - letters) / 2 + set->metrics.ascent;

	if (number == 0)
		set->out->ascent = baseline;
	if (line->width > set->out->width)
		set->out->width = line->width;
	if (s->direction == PANGO_DIRECTION_RTL)
		set->out->left = s->style->width - set->out->width;
	for (size_t i = 0; i < line->n; i++) {
		int k = fragment_of(s->fonts, line->items[i]->item);
		struct text_fragment *fragment = fragment_at(s, set, k);
		double width = item_width(s, line->items[i]);

		fragment->runs[fragment->nruns++] =
		    (struct text_run){.glyphs = line->items[i],
		        .size = s->style->size,
		        .x = line->x[i],
		        .baseline = baseline,
		        .width = width};
		add_rect(set, k,
		    (struct rect){line->x[i], baseline - set->metrics.ascent,
		        width, letters},
		    number);
		g_ptr_array_add(s->fonts->glyphs, line->items[i]);
	}
}

static void
prepare_out(struct shaping *s, struct setting_out *set, size_t nlines)
{
	size_t n = (size_t)s->nfragments;
	struct paragraph *out = set->out;

	*out = (struct paragraph){.nlines = nlines, .nfragments = n};
	out->fragments = ARENA_ARRAY(s->arena, struct text_fragment *, n);
	out->rects = ARENA_ARRAY(s->arena, struct rect *, n);
	out->nrects = ARENA_ARRAY(s->arena, size_t, n);
	set->runs_cap = ARENA_ARRAY(s->arena, size_t, n);
	set->last_line = ARENA_ARRAY(s->arena, size_t, n);
	for (size_t i = 0; i < s->nitems; i++)
		set->runs_cap[fragment_of(s->fonts, s->items[i]->item)]++;
	for (size_t k = 0; k < n; k++) {
		/* each line end may part one item */
		set->runs_cap[k] += nlines;
		out->rects[k] = ARENA_ARRAY(s->arena, struct rect, nlines);
	}
	out->height = (double)nlines * set->line_height;
}

static void
set_out_lines(struct shaping *s, struct paragraph *out)
{
	struct break_text text = {.text = s->text,
	    .nchars = s->nchars,
	    .offsets = s->offsets,
	    .x = s->x,
	    .attrs = s->attrs,
	    .glued = s->glued,
	    .width = s->style->width,
	    .language = s->style->pause_breaks ? s->style->language : NULL};
	struct setting_out set = {.out = out,
	    .metrics = fonts_metrics(s->fonts, s->style->size),
	    .line_height = s->style->size * s->style->line_height};
	size_t *ends = mem_alloc((s->nchars + 1) * sizeof *ends), next = 0;
	struct line line;
	bool broken;
	size_t nlines = breaks_choose(&text, ends, &broken);

	prepare_out(s, &set, nlines);
	out->broken_word = broken;
	line.items = mem_alloc((s->nitems + nlines + 1) * sizeof *line.items);
	line.x = mem_alloc((s->nitems + nlines + 1) * sizeof *line.x);
	for (size_t i = 0; i < nlines; i++) {
		take_line(s, &next, s->offsets[ends[i]], &line);
		fold_end_spaces(s, &line, s->offsets[ends[i]]);
		place_items(s, &line);
		add_line(s, &set, &line, i);
	}
	free(line.items);
	free(line.x);
	free(ends);
}

static void
shaping_release(struct shaping *s)
{
	free(s->offsets);
	free(s->x);
	free(s->glued);
	free(s->attrs);
	free(s->items);
}

bool
paragraph_shape(struct fonts *fonts, struct arena *arena,
    const struct word_run *runs, size_t nruns,
    const struct paragraph_style *style, struct loc loc, struct paragraph *out,
    struct diags *diags)
{
	struct shaping s = {.fonts = fonts, .arena = arena, .style = style};
	PangoAttrList *attributes;
	bool ok;

	collect_text(&s, runs, nruns);
	attributes = make_attributes(&s, runs, nruns);
	fonts_prepare(fonts, style->bold, nruns > 0 ? runs[0].lang : NULL);
	ok = shape_items(&s, attributes, loc, diags);
	if (ok) {
		measure(&s);
		find_attrs(&s);
		set_out_lines(&s, out);
	} else {
		for (size_t i = 0; i < s.nitems; i++)
			pango_glyph_item_free(s.items[i]);
	}
	shaping_release(&s);
	pango_attr_list_unref(attributes);
	return ok;
}
