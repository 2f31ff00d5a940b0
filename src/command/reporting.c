/* Checking, and writing the report, in a worker. */
#include "command/reporting.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "command/checking.h"
#include "report/report.h"
#include "write/audio/said.h"
#include "write/write.h"

static bool
write_file(const struct reporting *r, const char *name, const struct buf *bytes,
    struct buf *facts, struct diags *diags)
{
	buf_printf(facts, "%s\n", name);
	return stage_write(r->stage, name, bytes->data, bytes->len, diags);
}

/* What the voice will say otherwise than written: of the first edition that
 * records. A language without rules for the voice has nothing to tell. */
static void
find_audit(struct arena *arena, const struct opened *opened, struct buf *audit)
{
	struct diags unsaid = {0};

	for (size_t i = 0; i < opened->neditions; i++) {
		const struct edition *edition = opened->editions[i];
		const struct document *document;

		if (writer_lookup(edition->writer)->role != RECORDS)
			continue;
		document = document_prepare(arena, opened->publication, edition,
		    opened->language, opened->pictures, &unsaid);
		if (document != NULL)
			said_close(said_open(
			    document, opened->pictures, audit, &unsaid));
		break;
	}
	diags_release(&unsaid);
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

static bool
write_report(const struct reporting *r, const struct checked *checked,
    struct buf *facts, struct diags *diags)
{
	const struct opened *opened = r->opened;
	struct arena *arena = arena_new();
	struct buf audit = {0}, html = {0}, json = {0};
	struct report_job job = {
	    .document = main_document(arena, opened, diags),
	    .pictures = opened->pictures,
	    .profiles = &opened->profiles,
	    .checked = checked,
	    .templates = r->templates};
	const struct report *report;
	bool ok = job.document != NULL;

	if (ok) {
		find_audit(arena, opened, &audit);
		job.audit = audit.len > 0 ? audit.data : NULL;
		job.readability =
		    readability_measure(arena, job.document, diags);
		report = report_make(arena, &job);
		report_json(report, &json);
		ok = report_html(report, &html, diags) &&
		     write_file(
		         r, "accessibility-report.html", &html, facts, diags) &&
		     write_file(
		         r, "accessibility-report.json", &json, facts, diags);
	}
	buf_release(&audit);
	buf_release(&html);
	buf_release(&json);
	arena_free(arena);
	return ok;
}

/* What the machine failed at is no finding: nothing is made then. */
static void
take_failures(struct diags *found, struct diags *diags)
{
	for (size_t i = 0; i < found->n; i++) {
		if (found->items[i].level != DIAG_MACHINE)
			continue;
		diags_take(diags, &found->items[i]);
		found->items[i] = (struct diag){.id = found->items[i].id};
	}
}

/* In the worker. The result is the facts, a NUL, what was found. */
static bool
run(void *arg, struct buf *result, struct diags *diags)
{
	const struct reporting *r = arg;
	struct checked checked;
	bool ok = true;

	checked_init(&checked);
	checking_here(r->opened, &checked);
	take_failures(&checked.diags, diags);
	if (r->writes && diags->n == 0)
		ok = write_report(r, &checked, result, diags);
	buf_putc(result, '\0');
	checked_save(&checked, result);
	checked_release(&checked);
	return ok && diags_worst(diags) < DIAG_ERROR;
}

struct job
reporting_job(struct reporting *reporting)
{
	reporting->confine =
	    (struct confine){.folders = {stage_folder(reporting->stage),
	                         reporting->opened->cache}};
	return (struct job){.name = "check",
	    .run = run,
	    .arg = reporting,
	    .confine = &reporting->confine};
}

bool
reporting_collect(
    const struct job *job, struct checked *checked, struct buf *facts)
{
	size_t n;

	if (!job->ok)
		return false;
	n = strlen(job->result.data);
	buf_add(facts, job->result.data, n);
	return checked_load(
	    checked, job->result.data + n + 1, job->result.len - n - 1);
}
