/* Putting the report in order. */
#include "report/facts.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static const struct report_question questions[] = {
#define QUESTION(code, question, why, sources) {code, question, why},
#include "check/questions.def"
#undef QUESTION
};
enum { NQUESTIONS = sizeof questions / sizeof *questions };

static const char *const outcomes[OUTCOME_COUNT] = {
    [OUTCOME_HELD] = "held",
    [OUTCOME_WAIVED] = "waived",
    [OUTCOME_LOOK] = "to be looked at",
    [OUTCOME_BROKEN] = "broken",
};

const char *
outcome_name(enum outcome outcome)
{
	return outcomes[outcome];
}

const struct report_question *
report_questions(size_t *n)
{
	*n = NQUESTIONS;
	return questions;
}

const char *
report_file(const struct report *report, const char *path)
{
	const char *folder = report->job->document->publication->folder;
	size_t n = strlen(folder);

	if (path == NULL)
		return "";
	return strncmp(path, folder, n) == 0 && path[n] == '/' ? path + n + 1
	                                                       : path;
}

const char *
report_sources(struct arena *arena, const char *keys)
{
	struct buf out = {0};
	const char *result;

	while (*keys != '\0') {
		size_t n = strcspn(keys, ", ");

		if (n > 0)
			buf_printf(&out, "%s%s", out.len > 0 ? "; " : "",
			    source_name(arena_strndup(arena, keys, n)));
		keys += n + (keys[n] != '\0');
	}
	result = arena_strdup(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

const char *
report_rule_text(struct arena *arena, enum diag_id rule)
{
	struct buf out = {0};
	const char *result;

	for (const char *p = diag_info(rule)->text; *p != '\0'; p++) {
		if (*p != '%') {
			buf_putc(&out, *p);
			continue;
		}
		p += strspn(p + 1, "0123456789.-zlh") + 1;
		buf_puts(&out, *p == '%' ? "%" : "…");
	}
	result = arena_strdup(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

/* Rules. */

static bool
is_on(const struct profiles *profiles, enum diag_id rule)
{
	for (size_t i = 0; i < PROFILE_FOR_COUNT; i++)
		if (profiles->of[i]->is_on[rule])
			return true;
	return false;
}

static void
judge(struct report *report, struct report_rule *rule)
{
	const struct checked *checked = report->job->checked;
	bool is_broken = false;

	for (size_t i = 0; i < checked->diags.n; i++) {
		const struct diag *diag = &checked->diags.items[i];

		if (diag->id != rule->rule->id)
			continue;
		rule->nfound++;
		is_broken = is_broken || diag->level >= DIAG_WARNING;
	}
	for (size_t i = 0; i < checked->nwaived; i++)
		rule->nwaived += checked->waived[i].rule == rule->rule->id;
	if (is_broken)
		rule->outcome = OUTCOME_BROKEN;
	else if (rule->nfound > 0)
		rule->outcome = OUTCOME_LOOK;
	else
		rule->outcome =
		    rule->nwaived > 0 ? OUTCOME_WAIVED : OUTCOME_HELD;
	report->noutcomes[rule->outcome]++;
}

static void
judge_all(struct report *report)
{
	size_t n = 0;

	while (rule_at(n) != NULL)
		n++;
	report->rules = ARENA_ARRAY(report->arena, struct report_rule, n);
	for (size_t i = 0; i < n; i++) {
		struct report_rule *rule = &report->rules[report->nrules];

		if (!is_on(report->job->profiles, rule_at(i)->id))
			continue;
		rule->rule = rule_at(i);
		judge(report, rule);
		report->nrules++;
	}
}

/* Pictures. */

static void
note_picture(struct report *report, const struct picture *picture)
{
	for (size_t i = 0; i < report->npictures; i++)
		if (report->pictures[i].picture == picture) {
			report->pictures[i].uses++;
			return;
		}
	report->pictures[report->npictures++] =
	    (struct report_picture){picture, 1};
}

static int
compare_pictures(const void *a, const void *b)
{
	const struct report_picture *x = a, *y = b;

	return strcmp(x->picture->name, y->picture->name);
}

static void
collect_pictures(struct report *report, struct diags *diags)
{
	const struct report_job *job = report->job;
	const struct node *root = job->document->publication->root;
	struct diags unsaid = {0};
	size_t n = 0;

	for (const struct node *x = root; x != NULL; x = node_next(x, root))
		n += node_attr(x, ATTR_PICTURE) != NULL;
	report->pictures =
	    ARENA_ARRAY(report->arena, struct report_picture, n + 1);
	for (const struct node *x = root; x != NULL; x = node_next(x, root)) {
		const struct picture *picture =
		    document_picture(x, job->pictures, &unsaid);

		if (picture != NULL)
			note_picture(report, picture);
	}
	/* one that an edition has is gone: a report without it is not true */
	diags_take_from(diags, &unsaid, DIAG_ERROR);
	diags_release(&unsaid);
	if (report->npictures > 0)
		qsort(report->pictures, report->npictures,
		    sizeof *report->pictures, compare_pictures);
}

/* Spoken words. */

/* "sentence TAB text TAB said TAB rule TAB …"; false if it is no such line. */
static bool
read_spoken(char *line, struct report_spoken *out)
{
	char *save = NULL;

	out->sentence = strtok_r(line, "\t", &save);
	out->text = strtok_r(NULL, "\t", &save);
	out->said = strtok_r(NULL, "\t", &save);
	out->rule = strtok_r(NULL, "\t", &save);
	out->times = 1;
	return out->rule != NULL;
}

static void
collect_spoken(struct report *report)
{
	GHashTable *seen =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *audit = report->job->audit;
	char *text = arena_strdup(report->arena, audit != NULL ? audit : "");
	char *save = NULL;
	size_t n = 0;

	for (const char *p = text; *p != '\0'; p++)
		n += *p == '\n';
	report->spoken =
	    ARENA_ARRAY(report->arena, struct report_spoken, n + 1);
	for (char *line = strtok_r(text, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save)) {
		struct report_spoken *new = &report->spoken[report->nspoken];
		struct report_spoken *old;
		char *key;

		if (!read_spoken(line, new))
			continue;
		key = g_strdup_printf("%s\t%s", new->text, new->said);
		old = g_hash_table_lookup(seen, key);
		if (old != NULL) {
			old->times++;
			g_free(key);
			continue;
		}
		g_hash_table_insert(seen, key, new);
		report->nspoken++;
	}
	g_hash_table_destroy(seen);
}

struct report *
report_make(
    struct arena *arena, const struct report_job *job, struct diags *diags)
{
	struct report *report = ARENA_NEW(arena, struct report);

	*report = (struct report){.job = job, .arena = arena};
	judge_all(report);
	collect_pictures(report, diags);
	collect_spoken(report);
	return report;
}
