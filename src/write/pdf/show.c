/* Showing glyphs. */
#include "write/pdf/show.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/str.h"
#include "page/shape.h"
#include "write/pdf/put.h"

/* Between BT and ET. */
struct pen {
	struct buf *out;
	struct pdf_fonts *fonts;
	/* of the text state; size 0 = no font yet */
	size_t font;
	double size, rise;
	double line_x, line_y; /* where the line starts, pt */
	double x;              /* the pen, pt */
	bool in_array, in_string;
};

static void
close_string(struct pen *pen)
{
	if (pen->in_string)
		buf_putc(pen->out, ')');
	pen->in_string = false;
}

static void
close_array(struct pen *pen)
{
	close_string(pen);
	if (pen->in_array)
		buf_puts(pen->out, "]TJ\n");
	pen->in_array = false;
}

static void
set_font(struct pen *pen, size_t font, double size)
{
	if (pen->size == size && pen->font == font)
		return;
	close_array(pen);
	pen->font = font;
	pen->size = size;
	buf_printf(pen->out, "/F%zu ", font);
	put_number(pen->out, size);
	buf_puts(pen->out, " Tf\n");
	pen->fonts->fonts[font].on_page = true;
}

/* Start a line. What is written is rounded, so the place that comes of it is
 * kept, and errors do not add up. */
static void
set_line(struct pen *pen, double x, double y)
{
	double right = round((x - pen->line_x) * 1000) / 1000;
	double up = round((y - pen->line_y) * 1000) / 1000;

	if (pen->size > 0 && up == 0)
		return;
	close_array(pen);
	PUT_NUMBERS(pen->out, right, up);
	buf_puts(pen->out, "Td\n");
	pen->line_x += right;
	pen->line_y += up;
	pen->x = pen->line_x;
}

static void
set_rise(struct pen *pen, double rise)
{
	if (fabs(pen->rise - rise) < 0.0005)
		return;
	close_array(pen);
	pen->rise = rise;
	put_number(pen->out, rise);
	buf_puts(pen->out, " Ts\n");
}

/* Move the pen along the line, if it is not there. */
static void
move_pen(struct pen *pen, double x)
{
	double back = round((pen->x - x) * 1000 / pen->size);

	if (!pen->in_array)
		buf_putc(pen->out, '[');
	pen->in_array = true;
	if (back == 0)
		return;
	close_string(pen);
	put_number(pen->out, back);
	pen->x -= back * pen->size / 1000;
}

static void
put_code_byte(struct buf *out, unsigned byte)
{
	if (byte == '(' || byte == ')' || byte == '\\')
		buf_putc(out, '\\');
	if (byte == '\r') /* a reader may take it for a line's end */
		buf_puts(out, "\\r");
	else
		buf_putc(out, (char)byte);
}

static void
show_code(struct pen *pen, const struct pdf_code *code, double x)
{
	move_pen(pen, x);
	if (!pen->in_string)
		buf_putc(pen->out, '(');
	pen->in_string = true;
	put_code_byte(pen->out, code->cid >> 8);
	put_code_byte(pen->out, code->cid & 0xFF);
	pen->x += code->advance * pen->size / 1000;
}

/* A run on its way. */
struct showing {
	struct pen *pen;
	const struct text_run *run;
	const char *text;             /* of the run */
	const PangoGlyphInfo *glyphs; /* from the left */
	const int *clusters;          /* of each, where it starts in text */
	int nglyphs;
	double *x; /* of each glyph, pt */
	bool right_to_left;
};

/* Glyphs of a run that stand for the same characters. */
struct cluster {
	int first, n; /* from the left */
	int nshown;
	struct slice characters;
};

/* The k-th glyph of a cluster in reading order. */
static int
glyph_at(const struct showing *s, const struct cluster *c, int k)
{
	return s->right_to_left ? c->first + c->n - 1 - k : c->first + k;
}

static bool
is_shown(const PangoGlyphInfo *glyph)
{
	return glyph->glyph != PANGO_GLYPH_EMPTY;
}

static void
show_glyph(struct showing *s, int i, const struct pdf_code *code)
{
	const PangoGlyphGeometry *at = &s->glyphs[i].geometry;

	set_rise(s->pen, -glyph_units(at->y_offset, s->run->size));
	show_code(
	    s->pen, code, s->x[i] + glyph_units(at->x_offset, s->run->size));
}

/* What the next glyph is read as: a character, and the last one all that is
 * left. */
static struct slice
take_share(struct slice *left, bool is_last)
{
	struct slice share = *left;

	if (!is_last) {
		utf8_next(&left->p);
		share.end = left->p;
	}
	return share;
}

/* Show each glyph as its share of the characters; or only see whether there
 * are codes for that. */
static bool
share_out(struct showing *s, const struct cluster *c, bool show)
{
	struct slice left = c->characters;
	int nleft = c->nshown;

	for (int k = 0; k < c->n; k++) {
		int i = glyph_at(s, c, k);
		const struct pdf_code *code;

		if (!is_shown(&s->glyphs[i]))
			continue;
		code = pdf_font_code(&s->pen->fonts->fonts[s->pen->font],
		    s->glyphs[i].glyph, take_share(&left, --nleft == 0));
		if (code == NULL)
			return false;
		if (show)
			show_glyph(s, i, code);
	}
	return true;
}

static void
show_with_words(struct showing *s, const struct cluster *c)
{
	struct pen *pen = s->pen;

	close_array(pen);
	buf_puts(pen->out, "/Span <</ActualText <FEFF");
	for (const char *p = c->characters.p; p < c->characters.end;)
		put_utf16(pen->out, utf8_next(&p));
	buf_puts(pen->out, ">>> BDC\n");
	for (int k = 0; k < c->n; k++) {
		int i = glyph_at(s, c, k);

		if (is_shown(&s->glyphs[i]))
			show_glyph(s, i,
			    pdf_font_any_code(&pen->fonts->fonts[pen->font],
			        s->glyphs[i].glyph, c->characters));
	}
	close_array(pen);
	buf_puts(pen->out, "EMC\n");
}

static void
show_cluster(struct showing *s, const struct cluster *c)
{
	size_t nchars = utf8_count(c->characters.p, slice_len(c->characters));

	if (c->nshown == 0)
		return;
	if ((size_t)c->nshown <= nchars && share_out(s, c, false))
		share_out(s, c, true);
	else
		show_with_words(s, c);
}

/* The glyph behind the cluster that starts with glyph i, in reading order;
 * *nshown: how many of its glyphs are seen. */
static int
cluster_end(const struct showing *s, int i, int *nshown)
{
	int step = s->right_to_left ? -1 : 1, start = s->clusters[i];

	*nshown = 0;
	for (; i >= 0 && i < s->nglyphs && s->clusters[i] == start; i += step)
		*nshown += is_shown(&s->glyphs[i]);
	return i;
}

/* Take the next cluster in reading order; next is its first glyph, and then
 * that of the one after it. What cannot be seen, a soft hyphen or a joiner, is
 * read with what stands before it, or behind it if it is the first. */
static void
take_cluster(const struct showing *s, int *next, struct cluster *c)
{
	int from = *next, i = from, nshown;
	int start = s->clusters[from], end = s->run->glyphs->item->length;

	*c = (struct cluster){.nshown = 0};
	while (i >= 0 && i < s->nglyphs) {
		int behind = cluster_end(s, i, &nshown);

		if (c->nshown > 0 && nshown > 0) {
			end = s->clusters[i];
			break;
		}
		c->nshown += nshown;
		i = behind;
	}
	c->n = abs(i - from);
	c->first = s->right_to_left ? i + 1 : from;
	c->characters = (struct slice){s->text + start, s->text + end};
	*next = i;
}

static bool
is_known(const PangoGlyphString *g)
{
	for (int i = 0; i < g->num_glyphs; i++)
		if (is_shown(&g->glyphs[i]) &&
		    (g->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0)
			return false;
	return true;
}

static void
show_glyphs(struct showing *s)
{
	double x = s->run->x;
	int next = s->right_to_left ? s->nglyphs - 1 : 0;

	s->x = mem_alloc((size_t)s->nglyphs * sizeof *s->x + 1);
	for (int i = 0; i < s->nglyphs; i++) {
		s->x[i] = x;
		x += glyph_units(s->glyphs[i].geometry.width, s->run->size);
	}
	while (next >= 0 && next < s->nglyphs) {
		struct cluster cluster;

		take_cluster(s, &next, &cluster);
		show_cluster(s, &cluster);
	}
	free(s->x);
}

static bool
show_run(struct pen *pen, const char *text, const struct text_run *run,
    double x, double top)
{
	const PangoItem *item = run->glyphs->item;
	const PangoGlyphString *g = run->glyphs->glyphs;
	struct text_run placed = *run;
	struct showing s = {
	    .pen = pen,
	    .run = &placed,
	    .text = text + item->offset,
	    .glyphs = g->glyphs,
	    .clusters = g->log_clusters,
	    .nglyphs = g->num_glyphs,
	    .right_to_left = item->analysis.level % 2 == 1,
	};
	size_t font;

	if (!is_known(g))
		return false;
	placed.x += x;
	font = pdf_fonts_find(pen->fonts, item->analysis.font);
	set_line(pen, placed.x, top - run->baseline);
	set_font(pen, font, run->size);
	show_glyphs(&s);
	return true;
}

bool
show_text(struct buf *out, const struct text_fragment *text, double x,
    double top, struct pdf_fonts *fonts)
{
	struct pen pen = {.out = out, .fonts = fonts};
	bool ok = true;

	buf_puts(out, "q ");
	PUT_NUMBERS(out, text->color.r, text->color.g, text->color.b);
	buf_puts(out, "rg BT\n");
	for (size_t i = 0; ok && i < text->nruns; i++)
		ok = show_run(&pen, text->text, &text->runs[i], x, top);
	set_rise(&pen, 0);
	close_array(&pen);
	buf_puts(out, "ET Q\n");
	return ok;
}
