/* Writing the report, in a worker. */
#include "command/reporting.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/str.h"
#include "report/report.h"
#include "write/facts.h"

enum { MAX_AUDIT = 64 << 20 }; /* bytes */

static const char page_name[] = "accessibility-report.html";
static const char data_name[] = "accessibility-report.json";

void
reporting_name(struct buf *facts)
{
	buf_printf(facts, "%s\n%s\n", page_name, data_name);
}

static bool
write_file(const struct reporting *r, const char *name, const struct buf *bytes,
    struct diags *diags)
{
	return stage_write(r->stage, name, bytes->data, bytes->len, diags);
}

/* What the voice says otherwise than written: of the first edition that
 * recorded; none if no edition did. A language without rules for the voice has
 * nothing to tell. */
static bool
read_audit(const struct reporting *r, struct arena *arena, struct buf *audit,
    struct diags *diags)
{
	struct facts files = facts_read(arena, r->made);

	for (size_t i = 0; i < files.n; i++) {
		char *path;
		bool ok;

		if (!str_ends(files.items[i].path, "/audit.tsv"))
			continue;
		path = stage_path(r->stage, files.items[i].path, diags);
		ok = path != NULL &&
		     file_read(path, MAX_AUDIT, audit, diags, LOC_NONE);
		free(path);
		return ok;
	}
	return true;
}

/* The easy-read words, if there are any. */
static const struct document *
main_document(
    struct arena *arena, const struct opened *opened, struct diags *diags)
{
	const struct document *document = check_document(arena,
	    opened->publication, WORDING_EASY_READ, opened->language, diags);

	if (document == NULL)
		document = check_document(arena, opened->publication,
		    WORDING_STANDARD, opened->language, diags);
	return document;
}

/* In the worker. */
static bool
run(void *arg, struct buf *result, struct diags *diags)
{
	const struct reporting *r = arg;
	struct arena *arena = arena_new();
	struct buf audit = {0}, html = {0}, json = {0};
	struct report_job job = {
	    .document = main_document(arena, r->opened, diags),
	    .pictures = r->opened->pictures,
	    .profiles = &r->opened->profiles,
	    .checked = r->checked,
	    .templates = r->templates};
	const struct report *report;
	bool ok = job.document != NULL && read_audit(r, arena, &audit, diags);

	(void)result; /* its files are all it makes */
	if (ok) {
		job.audit = audit.len > 0 ? audit.data : NULL;
		job.readability = readability_measure(arena, job.document,
		    (struct bytes){r->syllables->data, r->syllables->len},
		    diags);
		report = report_make(arena, &job, diags);
		report_json(report, &json);
		ok = report_html(report, &html, diags) &&
		     write_file(r, page_name, &html, diags) &&
		     write_file(r, data_name, &json, diags);
	}
	buf_release(&audit);
	buf_release(&html);
	buf_release(&json);
	arena_free(arena);
	return ok && diags_worst(diags) < DIAG_ERROR;
}

/* In a worker. What is wrong with the words the report says. */
static bool
count_syllables(void *arg, struct buf *result, struct diags *diags)
{
	const struct reporting *r = arg;
	struct arena *arena = arena_new();
	struct diags unsaid = {0};
	const struct document *document =
	    main_document(arena, r->opened, &unsaid);

	(void)diags;
	if (document != NULL)
		readability_count(document, result);
	diags_release(&unsaid);
	arena_free(arena);
	return true;
}

struct job
reporting_syllables_job(struct reporting *reporting)
{
	return (struct job){
	    .name = "syllables", .run = count_syllables, .arg = reporting};
}

struct job
reporting_job(struct reporting *reporting)
{
	reporting->confine =
	    (struct confine){.folders = {stage_folder(reporting->stage),
	                         reporting->opened->cache}};
	return (struct job){.name = "report",
	    .run = run,
	    .arg = reporting,
	    .confine = &reporting->confine};
}
