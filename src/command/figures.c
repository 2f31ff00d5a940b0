/* everyread check --figures: how hard the words are to read. */
#include "command/figures.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "check/check.h"

enum {
	TEXT_WIDTH = 76,
	TITLE_WIDTH = 19,
	AGE_LEAST = 5, /* younger readers do not read yet */
	FIGURE_ROOM = 16,
};

static const char head[] =
    "These figures are advice. They show where to look first, and stop no\n"
    "build. They cannot say if people understand the words: ask people who\n"
    "will read them.\n";

static const char *
one_or_more(size_t n, const char *one, const char *more)
{
	return n == 1 ? one : more;
}

/* Figures. */

/* Does the formula know the language? */
static bool
is_known(const struct readability *r, enum measure measure)
{
	return !isnan(r->whole.all.of[measure]);
}

/* As a figure is shown: one decimal, "-" where there is none; behind it "?"
 * for a guess, "*" if it is harder than its aim. */
static void
show(char out[FIGURE_ROOM], const struct readability *r, enum measure measure,
    const struct readability_figures *figures)
{
	double figure = figures->of[measure];
	bool is_guess = measure == MEASURE_SMOG &&
	                figures->counts.sentences < SMOG_SENTENCES;
	const char *mark = " ";

	if (is_guess)
		mark = "?";
	else if (!measure_is_met(measure, figure, r->is_easy))
		mark = "*";
	if (measure == MEASURE_AGE)
		figure = fmax(figure, AGE_LEAST);
	else if (measure != MEASURE_FLESCH)
		figure = fmax(figure, 0);
	if (isnan(figures->of[measure]))
		snprintf(out, FIGURE_ROOM, "- ");
	else
		snprintf(out, FIGURE_ROOM, "%.1f%s", figure, mark);
}

static void
write_aim(struct buf *out, const struct readability *r, enum measure measure)
{
	const struct measure_info *info = measure_info(measure);
	double aim = r->is_easy ? info->easy : info->general;

	if (aim > 0)
		buf_printf(out, "%g or %s", aim,
		    info->is_more_better ? "more" : "less");
}

static void
write_whole(const struct readability *r, struct buf *out)
{
	const struct readability_part *whole = &r->whole;
	char all[FIGURE_ROOM], plain[FIGURE_ROOM];

	buf_puts(out, "\n                                   without names,\n");
	buf_puts(out, "                              all  addresses and\n");
	buf_puts(
	    out, "                            words  explained words  aim\n");
	for (int i = 0; i < MEASURE_COUNT; i++) {
		enum measure measure = (enum measure)i;

		if (!is_known(r, measure))
			continue;
		show(all, r, measure, &whole->all);
		show(plain, r, measure, &whole->plain);
		buf_printf(out, "%-26s %7s %16s  ", measure_info(measure)->name,
		    all, plain);
		write_aim(out, r, measure);
		while (out->data[out->len - 1] == ' ')
			out->data[--out->len] = '\0';
		buf_putc(out, '\n');
	}
	buf_puts(out, "\n  * harder than its aim");
	if (is_known(r, MEASURE_SMOG))
		buf_printf(out, "   ? a guess: SMOG needs %d sentences",
		    SMOG_SENTENCES);
	buf_putc(out, '\n');
}

static void
write_meanings(const struct readability *r, struct buf *out)
{
	double dale_chall = r->whole.all.of[MEASURE_DALE_CHALL];

	buf_puts(out, "\nWhat the figures mean\n\n");
	for (int i = 0; i < MEASURE_COUNT; i++) {
		const struct measure_info *info = measure_info((enum measure)i);

		if (!is_known(r, (enum measure)i))
			continue;
		buf_printf(out, "  %-6s %s: %s\n", info->column, info->name,
		    info->meaning);
	}
	if (!isnan(dale_chall))
		buf_printf(out, "\n  Dale-Chall %.1f stands for %s.\n",
		    dale_chall, readability_band(dale_chall));
}

/* Sections. */

/* A title as wide as the column; a longer one is cut. */
static void
write_title(struct buf *out, const struct readability_part *part)
{
	const char *title = part->level == 0 ? "All of it" : part->title;
	int indent = part->level > 1 ? 2 * (part->level - 1) : 0;
	size_t room = TITLE_WIDTH - (size_t)indent, n = 0;
	const char *p = title;

	while (*p != '\0' && n < room) {
		utf8_next(&p);
		n++;
	}
	if (*p != '\0') {
		/* room for three points */
		for (p = title, n = 0; n < room - 3; n++)
			utf8_next(&p);
		buf_printf(
		    out, "%*s%.*s...", indent, "", (int)(p - title), title);
		return;
	}
	buf_printf(out, "%*s%s%*s", indent, "", title, (int)(room - n), "");
}

/* The reading age is the grade and 5, and what has no aim is for those who
 * know it: the table has no room for them. */
static bool
is_in_table(const struct readability *r, enum measure measure)
{
	return is_known(r, measure) && measure != MEASURE_AGE &&
	       measure_info(measure)->easy > 0;
}

static void
write_row(const struct readability *r, const struct readability_part *part,
    struct buf *out)
{
	char figure[FIGURE_ROOM];

	write_title(out, part);
	buf_printf(out, " %5zu %5zu", part->plain.counts.sentences,
	    part->plain.counts.words);
	for (int i = 0; i < MEASURE_COUNT; i++) {
		if (!is_in_table(r, (enum measure)i))
			continue;
		show(figure, r, (enum measure)i, &part->plain);
		buf_printf(out, " %*s", i == MEASURE_FLESCH ? 6 : 5, figure);
	}
	while (out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	buf_putc(out, '\n');
}

static void
write_sections(const struct readability *r, struct buf *out)
{
	buf_puts(out, "\nEach section with those below it, without names, "
	              "addresses and explained words\n\n");
	buf_printf(out, "%-*s %5s %5s", TITLE_WIDTH, "", "sent.", "words");
	for (int i = 0; i < MEASURE_COUNT; i++)
		if (is_in_table(r, (enum measure)i))
			buf_printf(out, " %*s", i == MEASURE_FLESCH ? 6 : 5,
			    measure_info((enum measure)i)->column);
	buf_putc(out, '\n');
	for (size_t i = 0; i < r->nparts; i++)
		write_row(r, &r->parts[i], out);
	write_row(r, &r->whole, out);
}

/* Sentences. */

/* The text in lines that a terminal can hold, each indented. */
static void
write_wrapped(struct buf *out, const char *text)
{
	size_t at = 0;

	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, " ");
		size_t wide = utf8_count(p, n);

		if (at > 0 && at + 1 + wide > TEXT_WIDTH) {
			buf_putc(out, '\n');
			at = 0;
		}
		buf_puts(out, at == 0 ? "    " : " ");
		buf_printf(out, "%.*s", (int)n, p);
		at += (at == 0 ? 4 : 1) + wide;
		p += n + strspn(p + n, " ");
	}
	buf_putc(out, '\n');
}

static void
write_hardest(const struct readability *r, struct buf *out)
{
	buf_puts(out,
	    "\nThe hardest sentences\n\n"
	    "  Each word is 1 point. A long word, of 3 syllables or more, is "
	    "3\n"
	    "  points more. Names and numbers are not long words.\n");
	for (size_t i = 0; i < r->nhardest; i++) {
		const struct readability_sentence *h = &r->hardest[i];
		const char *file = h->sentence->loc.file;

		buf_printf(out, "\n%2zu. %s:%u: %zu %s, %zu %s", i + 1,
		    file != NULL ? file : "", h->sentence->loc.line, h->words,
		    one_or_more(h->words, "word", "words"), h->syllables,
		    one_or_more(h->syllables, "syllable", "syllables"));
		if (h->hard > 0)
			buf_printf(out, "\n    long words: %s", h->hard_words);
		buf_putc(out, '\n');
		write_wrapped(out, h->sentence->text);
	}
}

/* All of it. */

void
figures_write(const struct readability *r, struct buf *out)
{
	const struct readability_counts *counts = &r->whole.all.counts;

	buf_printf(out, "%s: %zu %s, %zu %s\n\n%s",
	    r->is_easy ? "Easy-read words" : "Standard words",
	    counts->sentences,
	    one_or_more(counts->sentences, "sentence", "sentences"),
	    counts->words, one_or_more(counts->words, "word", "words"), head);
	if (!r->is_english)
		buf_puts(out, "The formulas are made for English. For this "
		              "language only the length of\nsentences is "
		              "known.\n");
	else if (r->is_estimated)
		buf_puts(out, "There is no voice for this language: syllables "
		              "are an estimate.\n");
	write_whole(r, out);
	write_sections(r, out);
	write_meanings(r, out);
	write_hardest(r, out);
}

/* Are there words that only the standard wording has? */
static bool
has_standard_words(const struct publication *publication)
{
	const struct node *root = publication->root;

	for (const struct node *n = root; n != NULL; n = node_next(n, root))
		if (n->wording == WORDING_STANDARD)
			return true;
	return false;
}

void
figures_print(const struct opened *opened, struct diags *diags)
{
	static const enum wording wordings[] = {
	    WORDING_EASY_READ, WORDING_STANDARD};
	const char *between = "";
	bool was_shown = false;

	printf("Readability of %s\n\n", opened->publication->path);
	for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++) {
		const struct document *document;
		struct buf out = {0};

		if (was_shown && !has_standard_words(opened->publication))
			continue;
		document = check_document(opened->arena, opened->publication,
		    wordings[i], opened->language, diags);
		if (document == NULL)
			continue;
		was_shown = true;
		figures_write(readability_measure(opened->arena, document,
		                  (struct bytes){0}, diags),
		    &out);
		printf("%s%s", between, buf_str(&out));
		between = "\n";
		buf_release(&out);
	}
}
