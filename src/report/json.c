/* The report for programs. */
#include <math.h>

#include "base/json.h"
#include "base/str.h"
#include "report/facts.h"

static void
put_member(
    struct buf *out, const char *before, const char *name, const char *value)
{
	buf_printf(out, "%s\"%s\": ", before, name);
	json_put_string(out, value);
}

static const char *
separator(size_t i)
{
	return i > 0 ? ",\n    " : "\n    ";
}

static void
put_head(const struct report *report, struct buf *out)
{
	const struct document *d = report->job->document;

	buf_puts(out, "{\n  \"publication\": {");
	put_member(out, "", "id", d->id);
	put_member(out, ", ", "title", d->title);
	put_member(out, ", ", "organisation", d->organisation);
	put_member(out, ", ", "version", d->version);
	put_member(out, ", ", "date", d->date);
	put_member(out, ", ", "language", d->lang);
	put_member(out, ", ", "checked_by", d->checked_by);
	buf_puts(out, "},\n  \"profiles\": [");
	for (size_t i = 0; i < PROFILE_FOR_COUNT; i++) {
		buf_puts(out, i > 0 ? ", " : "");
		json_put_string(out, report->job->profiles->of[i]->id);
	}
	buf_printf(out,
	    "],\n  \"summary\": {\"rules_checked\": %zu, \"held\": %zu, "
	    "\"waived\": %zu, \"to_be_looked_at\": %zu, \"broken\": %zu}",
	    report->nrules, report->noutcomes[OUTCOME_HELD],
	    report->noutcomes[OUTCOME_WAIVED], report->noutcomes[OUTCOME_LOOK],
	    report->noutcomes[OUTCOME_BROKEN]);
}

static void
put_rules(const struct report *report, struct buf *out)
{
	buf_puts(out, ",\n  \"rules\": [");
	for (size_t i = 0; i < report->nrules; i++) {
		const struct report_rule *r = &report->rules[i];
		const struct diag_info *info = diag_info(r->rule->id);

		buf_puts(out, separator(i));
		put_member(out, "{", "rule", info->code);
		put_member(out, ", ", "outcome", outcome_name(r->outcome));
		buf_printf(out, ", \"found\": %zu, \"waived\": %zu", r->nfound,
		    r->nwaived);
		put_member(out, ", ", "message",
		    report_rule_text(report->arena, r->rule->id));
		put_member(out, ", ", "why", info->why);
		put_member(out, ", ", "do", info->todo);
		put_member(out, ", ", "sources",
		    report_sources(report->arena, r->rule->sources));
		buf_putc(out, '}');
	}
	buf_puts(out, "\n  ]");
}

static void
put_findings(const struct report *report, struct buf *out)
{
	const struct diags *diags = &report->job->checked->diags;

	buf_puts(out, ",\n  \"findings\": [");
	for (size_t i = 0; i < diags->n; i++) {
		const struct diag *diag = &diags->items[i];

		buf_puts(out, separator(i));
		put_member(out, "{", "level", diag_level_name(diag->level));
		put_member(out, ", ", "rule", diag_info(diag->id)->code);
		put_member(
		    out, ", ", "file", report_file(report, diag->loc.file));
		buf_printf(out, ", \"line\": %u, \"column\": %u",
		    diag->loc.line, diag->loc.column);
		put_member(out, ", ", "sentence", diag->key);
		put_member(out, ", ", "span", diag->span);
		put_member(out, ", ", "message", diag->text);
		buf_putc(out, '}');
	}
	buf_puts(out, "\n  ]");
}

static void
put_waivers(const struct report *report, struct buf *out)
{
	const struct checked *checked = report->job->checked;

	buf_puts(out, ",\n  \"waivers\": [");
	for (size_t i = 0; i < checked->nwaived; i++) {
		const struct waived *w = &checked->waived[i];

		buf_puts(out, separator(i));
		put_member(out, "{", "rule", diag_info(w->rule)->code);
		put_member(out, ", ", "words", w->words);
		put_member(out, ", ", "file", report_file(report, w->loc.file));
		buf_printf(out, ", \"line\": %u", w->loc.line);
		put_member(
		    out, ", ", "reason", node_attr(w->waiver, ATTR_REASON));
		put_member(out, ", ", "by", node_attr(w->waiver, ATTR_BY));
		put_member(
		    out, ", ", "until", node_attr(w->waiver, ATTR_UNTIL));
		buf_putc(out, '}');
	}
	buf_puts(out, "\n  ]");
}

static void
put_questions(struct buf *out)
{
	size_t n;
	const struct report_question *questions = report_questions(&n);

	buf_puts(out, ",\n  \"people_still_check\": [");
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, separator(i));
		put_member(out, "{", "code", questions[i].code);
		put_member(out, ", ", "question", questions[i].question);
		put_member(out, ", ", "why", questions[i].why);
		buf_putc(out, '}');
	}
	buf_puts(out, "\n  ]");
}

static void
put_figures(
    struct buf *out, const char *name, const struct readability_figures *f)
{
	buf_printf(out,
	    ", \"%s\": {\"words\": %zu, \"sentences\": %zu, \"syllables\": %zu",
	    name, f->counts.words, f->counts.sentences, f->counts.syllables);
	for (int m = 0; m < MEASURE_COUNT; m++) {
		const char *code = measure_info((enum measure)m)->code;

		if (isnan(f->of[m]))
			buf_printf(out, ", \"%s\": null", code);
		else
			buf_printf(out, ", \"%s\": %.2f", code, f->of[m]);
	}
	buf_putc(out, '}');
}

static void
put_part(struct buf *out, const struct readability_part *part)
{
	put_member(out, "{", "part", part->title);
	buf_printf(out, ", \"level\": %d", part->level);
	put_figures(out, "all_words", &part->all);
	put_figures(out, "without_names", &part->plain);
	buf_putc(out, '}');
}

static void
put_readability(const struct report *report, struct buf *out)
{
	const struct readability *r = report->job->readability;

	buf_puts(out, ",\n  \"readability\": [\n    ");
	put_part(out, &r->whole);
	for (size_t i = 0; i < r->nparts; i++) {
		buf_puts(out, ",\n    ");
		put_part(out, &r->parts[i]);
	}
	buf_puts(out, "\n  ],\n  \"hardest_sentences\": [");
	for (size_t i = 0; i < r->nhardest; i++) {
		const struct readability_sentence *s = &r->hardest[i];

		buf_puts(out, separator(i));
		put_member(out, "{", "sentence", s->sentence->id);
		put_member(out, ", ", "text", s->sentence->text);
		buf_printf(out, ", \"words\": %zu, \"syllables\": %zu",
		    s->words, s->syllables);
		put_member(out, ", ", "hard_words", s->hard_words);
		buf_putc(out, '}');
	}
	buf_puts(out, "\n  ]");
}

static void
put_pictures(const struct report *report, struct buf *out)
{
	buf_puts(out, ",\n  \"pictures\": [");
	for (size_t i = 0; i < report->npictures; i++) {
		const struct picture *p = report->pictures[i].picture;

		buf_puts(out, separator(i));
		put_member(out, "{", "name", p->name);
		buf_printf(out, ", \"uses\": %zu", report->pictures[i].uses);
		put_member(out, ", ", "alt", p->alt);
		put_member(out, ", ", "licence", p->licence);
		put_member(out, ", ", "credit", p->credit);
		put_member(out, ", ", "source", p->source);
		buf_putc(out, '}');
	}
	buf_puts(out, "\n  ]");
}

static void
put_spoken(const struct report *report, struct buf *out)
{
	buf_puts(out, ",\n  \"spoken_words\": [");
	for (size_t i = 0; i < report->nspoken; i++) {
		const struct report_spoken *s = &report->spoken[i];

		buf_puts(out, separator(i));
		put_member(out, "{", "sentence", s->sentence);
		put_member(out, ", ", "text", s->text);
		put_member(out, ", ", "said", s->said);
		put_member(out, ", ", "rule", s->rule);
		buf_printf(out, ", \"times\": %zu}", s->times);
	}
	buf_puts(out, "\n  ]\n}\n");
}

void
report_json(const struct report *report, struct buf *out)
{
	put_head(report, out);
	put_rules(report, out);
	put_findings(report, out);
	put_waivers(report, out);
	put_questions(out);
	put_readability(report, out);
	put_pictures(report, out);
	put_spoken(report, out);
}
