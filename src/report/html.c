/* The report for people: a page without scripts. */
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "report/facts.h"
#include "write/html/fill.h"
#include "write/html/put.h"

enum { NPARTS = 9 }; /* holes of templates/report/report.html with mark-up */

static void
put_element(struct buf *out, const char *element, const char *text)
{
	buf_printf(out, "<%s>", element);
	html_put_text(out, text);
	buf_printf(out, "</%s>", element);
}

static void
put_cell(struct buf *out, const char *text)
{
	put_element(out, "td", text);
}

static void
put_code(struct buf *out, enum diag_id rule)
{
	buf_puts(out, "<td class=\"code\">");
	html_put_text(out, diag_info(rule)->code);
	buf_puts(out, "</td>");
}

static void
put_number(struct buf *out, size_t n)
{
	buf_printf(out, "<td class=\"n\">%zu</td>", n);
}

/* A table's start: columns by "|"; one that ends with "#" has numbers. */
static void
open_table(struct buf *out, const char *caption, const char *columns)
{
	buf_puts(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
	html_put_attr(out, "aria-label", caption);
	buf_puts(out, "><table><caption>");
	html_put_text(out, caption);
	buf_puts(out, "</caption><thead><tr>");
	while (*columns != '\0') {
		size_t n = strcspn(columns, "|");
		bool is_number = n > 0 && columns[n - 1] == '#';

		buf_puts(out, is_number ? "<th class=\"n\" scope=\"col\">"
		                        : "<th scope=\"col\">");
		html_put_text_n(out, columns, n - is_number);
		buf_puts(out, "</th>");
		columns += n + (columns[n] == '|');
	}
	buf_puts(out, "</tr></thead><tbody>\n");
}

static void
close_table(struct buf *out)
{
	buf_puts(out, "</tbody></table></div>\n");
}

static void
put_sum(struct buf *out, size_t n, const char *what)
{
	buf_printf(out, "<li><b>%zu</b> ", n);
	html_put_text(out, what);
	buf_puts(out, "</li>\n");
}

static void
put_summary(const struct report *report, struct buf *out)
{
	size_t nquestions;

	report_questions(&nquestions);
	buf_puts(out, "<ul class=\"sums\">\n");
	put_sum(out, report->nrules, "rules were checked");
	put_sum(out, report->noutcomes[OUTCOME_HELD], "of them hold");
	put_sum(out, report->noutcomes[OUTCOME_BROKEN], "are broken");
	put_sum(out, report->noutcomes[OUTCOME_LOOK], "need a look");
	put_sum(out, report->noutcomes[OUTCOME_WAIVED], "are waived");
	put_sum(out, nquestions, "things only people can check");
	buf_puts(out, "</ul>\n");
}

static void
put_place(const struct report *report, struct loc loc, struct buf *out)
{
	if (loc.file == NULL)
		return;
	buf_puts(out, "<p class=\"place\">");
	html_put_text(out, report_file(report, loc.file));
	if (loc.line > 0)
		buf_printf(out, ", line %u", loc.line);
	buf_puts(out, "</p>\n");
}

static void
put_finding(
    const struct report *report, const struct diag *diag, struct buf *out)
{
	const char *level = diag_level_name(diag->level);

	buf_printf(
	    out, "<li><span class=\"level level-%s\">%s</span> ", level, level);
	html_put_text(out, diag->text);
	if (diag->span != NULL) {
		buf_puts(out, "<p class=\"words\">");
		html_put_text(out, diag->span);
		buf_puts(out, "</p>");
	}
	if (diag->replacement != NULL && *diag->replacement != '\0') {
		buf_puts(out, "<p>Write: ");
		put_element(out, "b", diag->replacement);
		buf_puts(out, "</p>");
	}
	put_place(report, diag->loc, out);
	buf_puts(out, "</li>\n");
}

/* What was found of one rule. */
static void
put_broken_rule(const struct report *report, const struct report_rule *rule,
    struct buf *out)
{
	const struct diags *diags = &report->job->checked->diags;
	const struct diag_info *info = diag_info(rule->rule->id);

	buf_puts(out, "<h3>");
	html_put_text(out, info->code);
	buf_puts(out, ": ");
	html_put_text(out, report_rule_text(report->arena, rule->rule->id));
	buf_puts(out, "</h3>\n");
	put_element(out, "p", info->why);
	put_element(out, "p", info->todo);
	buf_puts(out, "\n<ul>\n");
	for (size_t i = 0; i < diags->n; i++)
		if (diags->items[i].id == rule->rule->id)
			put_finding(report, &diags->items[i], out);
	buf_puts(out, "</ul>\n");
}

static void
put_found(const struct report *report, struct buf *out)
{
	static const enum outcome order[] = {OUTCOME_BROKEN, OUTCOME_LOOK};
	size_t n = 0;

	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (size_t i = 0; i < report->nrules; i++)
			if (report->rules[i].outcome == order[k]) {
				put_broken_rule(report, &report->rules[i], out);
				n++;
			}
	if (n == 0)
		buf_puts(out, "<p>The program found nothing. People still have "
		              "to look.</p>\n");
}

static void
put_waived(const struct report *report, struct buf *out)
{
	const struct checked *checked = report->job->checked;

	if (checked->nwaived == 0) {
		buf_puts(out, "<p>Nothing is waived.</p>\n");
		return;
	}
	open_table(out, "Rules that need not hold at a place",
	    "Rule|Words|Reason|Who agreed|Until");
	for (size_t i = 0; i < checked->nwaived; i++) {
		const struct waived *w = &checked->waived[i];
		const char *by = node_attr(w->waiver, ATTR_BY);
		const char *until = node_attr(w->waiver, ATTR_UNTIL);

		buf_puts(out, "<tr>");
		put_code(out, w->rule);
		put_cell(out, w->words);
		put_cell(out, node_attr(w->waiver, ATTR_REASON));
		put_cell(out, by != NULL ? by : "");
		put_cell(out, until != NULL ? until : "");
		buf_puts(out, "</tr>\n");
	}
	close_table(out);
}

static void
put_people(const struct report *report, struct buf *out)
{
	size_t n;
	const struct report_question *questions = report_questions(&n);

	(void)report;
	buf_puts(out, "<ul>\n");
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, "<li>");
		put_element(out, "b", questions[i].question);
		buf_putc(out, ' ');
		html_put_text(out, questions[i].why);
		buf_puts(out, "</li>\n");
	}
	buf_puts(out, "</ul>\n");
}

static void
put_figure(struct buf *out, double figure)
{
	if (isnan(figure))
		buf_puts(out, "<td class=\"n\">none</td>");
	else
		buf_printf(out, "<td class=\"n\">%.1f</td>", figure);
}

/* The whole: each figure with what to aim at and what it means. */
static void
put_whole(const struct readability *r, struct buf *out)
{
	open_table(out, "The whole publication",
	    "Figure|All words#|Without names#|Aim#|What it means");
	for (int m = 0; m < MEASURE_COUNT; m++) {
		const struct measure_info *info = measure_info((enum measure)m);
		double aim = r->is_easy ? info->easy : info->general;

		buf_puts(out, "<tr><th scope=\"row\">");
		html_put_text(out, info->name);
		buf_puts(out, "</th>");
		put_figure(out, r->whole.all.of[m]);
		put_figure(out, r->whole.plain.of[m]);
		if (aim > 0)
			buf_printf(out, "<td class=\"n\">%s %g</td>",
			    info->is_more_better ? "at least" : "at most", aim);
		else
			buf_puts(out, "<td class=\"n\">none</td>");
		put_cell(out, info->meaning);
		buf_puts(out, "</tr>\n");
	}
	close_table(out);
}

static void
put_sections(const struct readability *r, struct buf *out)
{
	struct buf columns = {0};

	buf_puts(&columns, "Section|Words#");
	for (int m = 0; m < MEASURE_COUNT; m++)
		buf_printf(
		    &columns, "|%s#", measure_info((enum measure)m)->column);
	open_table(out, "Section by section, all words", buf_str(&columns));
	for (size_t i = 0; i < r->nparts; i++) {
		const struct readability_part *part = &r->parts[i];

		buf_puts(out, "<tr><th scope=\"row\">");
		html_put_text(out, part->title);
		buf_puts(out, "</th>");
		put_number(out, part->all.counts.words);
		for (int m = 0; m < MEASURE_COUNT; m++)
			put_figure(out, part->all.of[m]);
		buf_puts(out, "</tr>\n");
	}
	close_table(out);
	buf_release(&columns);
}

static void
put_readability(const struct report *report, struct buf *out)
{
	const struct readability *r = report->job->readability;

	put_whole(r, out);
	if (r->is_estimated)
		buf_puts(out, "<p>There is no voice for this language. "
		              "Syllables are counted by letters.</p>\n");
	if (r->nparts > 0)
		put_sections(r, out);
}

static void
put_hardest(const struct report *report, struct buf *out)
{
	const struct readability *r = report->job->readability;

	buf_puts(out, "<ol>\n");
	for (size_t i = 0; i < r->nhardest; i++) {
		const struct readability_sentence *s = &r->hardest[i];

		buf_puts(out, "<li><p class=\"words\">");
		html_put_text(out, s->sentence->text);
		buf_printf(out, "</p><p>%zu words.", s->words);
		if (s->hard > 0) {
			buf_puts(out, " Hard words: ");
			html_put_text(out, s->hard_words);
			buf_putc(out, '.');
		}
		buf_puts(out, "</p></li>\n");
	}
	buf_puts(out, "</ol>\n");
}

static void
put_pictures(const struct report *report, struct buf *out)
{
	if (report->npictures == 0) {
		buf_puts(out, "<p>There are no pictures.</p>\n");
		return;
	}
	open_table(out, "Pictures", "Name|What it shows|Used#|Licence|Credit");
	for (size_t i = 0; i < report->npictures; i++) {
		const struct picture *p = report->pictures[i].picture;

		buf_puts(out, "<tr>");
		put_cell(out, p->name);
		put_cell(out, p->alt);
		put_number(out, report->pictures[i].uses);
		put_cell(out, *p->licence != '\0' ? p->licence : "not known");
		put_cell(out, p->credit);
		buf_puts(out, "</tr>\n");
	}
	close_table(out);
}

static void
put_spoken(const struct report *report, struct buf *out)
{
	if (report->nspoken == 0) {
		buf_puts(out, "<p>There is nothing to show.</p>\n");
		return;
	}
	open_table(
	    out, "Spoken words", "On the page|The voice says|Rule|Times#");
	for (size_t i = 0; i < report->nspoken; i++) {
		const struct report_spoken *s = &report->spoken[i];

		buf_puts(out, "<tr>");
		put_cell(out, s->text);
		put_cell(out, s->said);
		put_cell(out, s->rule);
		put_number(out, s->times);
		buf_puts(out, "</tr>\n");
	}
	close_table(out);
}

static void
put_rules(const struct report *report, struct buf *out)
{
	buf_puts(out, "<details><summary>Show them</summary>\n");
	open_table(
	    out, "Rules", "Rule|Message|Outcome|Found#|Where it comes from");
	for (size_t i = 0; i < report->nrules; i++) {
		const struct report_rule *r = &report->rules[i];

		buf_puts(out, "<tr>");
		put_code(out, r->rule->id);
		put_cell(out, report_rule_text(report->arena, r->rule->id));
		put_cell(out, outcome_name(r->outcome));
		put_number(out, r->nfound);
		put_cell(out, report_sources(report->arena, r->rule->sources));
		buf_puts(out, "</tr>\n");
	}
	close_table(out);
	buf_puts(out, "</details>\n");
}

typedef void put_part(const struct report *report, struct buf *out);

static const struct {
	const char *hole;
	put_part *put;
} parts[NPARTS] = {
    {"summary", put_summary},
    {"found", put_found},
    {"waived", put_waived},
    {"people", put_people},
    {"readability", put_readability},
    {"hardest", put_hardest},
    {"pictures", put_pictures},
    {"spoken", put_spoken},
    {"rules", put_rules},
};

/* "Southshire Council. Version 1.0. 31 March 2026." */
static const char *
facts_line(const struct report *report)
{
	const struct document *d = report->job->document;
	const char *const facts[] = {
	    d->organisation, d->version, d->date_words};
	struct buf line = {0};
	const char *result;

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (*facts[i] != '\0')
			buf_printf(&line, "%s%s%s.", line.len > 0 ? " " : "",
			    i == 1 ? "Version " : "", facts[i]);
	result = arena_strdup(report->arena, buf_str(&line));
	buf_release(&line);
	return result;
}

bool
report_html(const struct report *report, struct buf *out, struct diags *diags)
{
	const char *templates = report->job->templates;
	struct buf made[NPARTS] = {0}, css = {0};
	struct hole holes[NPARTS + 3];
	struct filling filling = {.templates = templates,
	    .language = report->job->document->language,
	    .holes = holes,
	    .nholes = NPARTS + 3};
	bool ok = html_read(templates, "report/report.css", &css, diags);

	for (size_t i = 0; i < NPARTS; i++) {
		parts[i].put(report, &made[i]);
		holes[i] = (struct hole){
		    .name = parts[i].hole, .markup = buf_str(&made[i])};
	}
	holes[NPARTS] = (struct hole){
	    .name = "title", .text = report->job->document->title};
	holes[NPARTS + 1] =
	    (struct hole){.name = "facts", .text = facts_line(report)};
	holes[NPARTS + 2] =
	    (struct hole){.name = "style", .markup = buf_str(&css)};
	ok = ok && html_fill(&filling, "report/report.html", out, diags);
	for (size_t i = 0; i < NPARTS; i++)
		buf_release(&made[i]);
	buf_release(&css);
	return ok;
}
