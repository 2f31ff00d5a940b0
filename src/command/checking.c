/* The jobs of a check. */
#include "command/checking.h"

#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/str.h"
#include "page/shape.h"
#include "prepare/document.h"

/* What one worker looks at. */
struct look {
	struct check_work *work;
	const struct edition *edition; /* its pages; NULL = the words */
};

struct check_work {
	const struct opened *opened;
	struct check_job job;
	char today[16];
	struct look *looks;
	struct job *jobs;
	size_t n;
};

/* The day that waivers are held against: SOURCE_DATE_EPOCH, else the clock.
 */
static void
find_today(char *out, size_t size)
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");
	time_t now =
	    fixed != NULL ? (time_t)strtoll(fixed, NULL, 10) : time(NULL);
	struct tm utc;

	if (gmtime_r(&now, &utc) == NULL ||
	    strftime(out, size, "%Y-%m-%d", &utc) == 0)
		*out = '\0';
}

static void
look_at_pages(const struct look *look, struct checked *checked)
{
	const struct opened *opened = look->work->opened;
	const struct style *style = &look->edition->style;
	struct diags *diags = &checked->diags;
	const struct document *document =
	    document_prepare(checked->arena, opened->publication, look->edition,
	        opened->language, opened->pictures, diags);
	struct fonts *fonts = fonts_open(style->font, style->font_other, diags);
	struct pages *pages =
	    document != NULL && fonts != NULL
	        ? pages_layout(document, opened->pictures, fonts, diags)
	        : NULL;

	if (pages != NULL)
		check_pages(&look->work->job, pages, checked);
	pages_free(pages);
	fonts_close(fonts);
}

/* In a worker. */
static bool
run_look(void *arg, struct buf *result, struct diags *diags)
{
	const struct look *look = arg;
	struct checked checked;

	(void)diags; /* all messages are findings */
	checked_init(&checked);
	if (look->edition != NULL)
		look_at_pages(look, &checked);
	else
		check_publication(&look->work->job, &checked);
	checked_save(&checked, result);
	checked_release(&checked);
	return true;
}

static void
add_look(struct check_work *work, const struct edition *edition)
{
	struct look *look = &work->looks[work->n];

	*look = (struct look){work, edition};
	work->jobs[work->n++] =
	    (struct job){.name = "check", .run = run_look, .arg = look};
}

struct check_work *
checking_start(const struct opened *opened, struct job **jobs, size_t *n)
{
	struct check_work *work = mem_alloc(sizeof *work);
	size_t most = opened->neditions + 1;

	*work = (struct check_work){.opened = opened,
	    .looks = mem_alloc(most * sizeof *work->looks),
	    .jobs = mem_alloc(most * sizeof *work->jobs)};
	find_today(work->today, sizeof work->today);
	work->job = (struct check_job){.publication = opened->publication,
	    .pictures = opened->pictures,
	    .language = opened->language,
	    .profiles = &opened->profiles,
	    .today = work->today};
	add_look(work, NULL);
	for (size_t i = 0; i < opened->neditions; i++)
		if (str_eq(opened->editions[i]->writer, "pdf"))
			add_look(work, opened->editions[i]);
	*jobs = work->jobs;
	*n = work->n;
	return work;
}

bool
checking_collect(struct check_work *work, struct checked *checked)
{
	bool ok = true;

	for (size_t i = 0; i < work->n; i++) {
		const struct buf *result = &work->jobs[i].result;

		ok = work->jobs[i].ok &&
		     checked_load(checked, result->data, result->len) && ok;
		buf_release(&work->jobs[i].result);
	}
	if (ok)
		check_waivers(&work->job, checked);
	free(work->looks);
	free(work->jobs);
	free(work);
	return ok;
}

bool
checking_run(const struct opened *opened, struct checked *checked)
{
	struct job *jobs;
	size_t n;
	struct check_work *work = checking_start(opened, &jobs, &n);

	jobs_run(jobs, n, 0, NULL, &checked->diags);
	return checking_collect(work, checked);
}
