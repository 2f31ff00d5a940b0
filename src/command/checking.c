/* The jobs of a check. */
#include "command/checking.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/job.h"
#include "base/str.h"
#include "command/command.h"
#include "page/shape.h"
#include "prepare/document.h"

struct check_work {
	const struct opened *opened;
	struct check_job job;
	char today[DAY_SIZE]; /* that waivers are held against */
};

/* What one worker looks at. */
struct look {
	const struct check_work *work;
	const struct edition *edition; /* its pages; NULL = the words */
};

static void
start(struct check_work *work, const struct opened *opened)
{
	*work = (struct check_work){.opened = opened};
	command_today(work->today);
	work->job = (struct check_job){.publication = opened->publication,
	    .pictures = opened->pictures,
	    .language = opened->language,
	    .profiles = &opened->profiles,
	    .cache = opened->cache,
	    .today = work->today};
}

static void
look_at_pages(const struct check_work *work, const struct edition *edition,
    struct checked *checked)
{
	const struct opened *opened = work->opened;
	const struct style *style = &edition->style;
	struct diags *diags = &checked->diags;
	const struct document *document =
	    document_prepare(checked->arena, opened->publication, edition,
	        opened->language, opened->pictures, diags);
	struct fonts *fonts = fonts_open_again(
	    opened->fonts, style->font, style->font_other, diags);
	struct pages *pages =
	    document != NULL && fonts != NULL
	        ? pages_layout(document, opened->pictures, fonts, diags)
	        : NULL;

	if (pages != NULL)
		check_pages(&work->job, pages, checked);
	pages_free(pages);
	fonts_close(fonts);
}

/* Waivers come last: now it is known which were of use. */
static void
finish(const struct check_work *work, struct checked *checked)
{
	check_waivers(&work->job, checked);
	diags_sort(&checked->diags);
	diags_unite(&checked->diags);
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
		look_at_pages(look->work, look->edition, &checked);
	else
		check_publication(&look->work->job, &checked);
	checked_save(&checked, result);
	checked_release(&checked);
	return true;
}

static bool
collect(struct job *jobs, size_t n, struct checked *checked)
{
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		const struct buf *result = &jobs[i].result;

		ok = jobs[i].ok &&
		     checked_load(checked, result->data, result->len) && ok;
		buf_release(&jobs[i].result);
	}
	return ok;
}

bool
checking_run(const struct opened *opened, struct checked *checked)
{
	size_t most = opened->neditions + 1, n = 0;
	struct look *looks = mem_alloc(most * sizeof *looks);
	struct job *jobs = mem_alloc(most * sizeof *jobs);
	struct check_work work;
	struct confine confine;
	bool ok;

	start(&work, opened);
	confine = (struct confine){.folders = {opened->cache}};
	looks[n++] = (struct look){&work, NULL};
	for (size_t i = 0; i < opened->neditions; i++)
		if (edition_has_pages(opened->editions[i]))
			looks[n++] = (struct look){&work, opened->editions[i]};
	for (size_t i = 0; i < n; i++)
		jobs[i] = (struct job){.name = "check",
		    .run = run_look,
		    .arg = &looks[i],
		    .confine = &confine};
	jobs_run(jobs, n, 0, NULL, &checked->diags);
	ok = collect(jobs, n, checked);
	if (ok)
		finish(&work, checked);
	free(looks);
	free(jobs);
	return ok;
}

/* In the worker. */
static bool
run_words(void *arg, struct buf *result, struct diags *diags)
{
	const struct checking_words *words = arg;
	struct check_work work;
	struct checked checked;

	start(&work, words->opened);
	checked_init(&checked);
	check_publication(&work.job, &checked);
	/* what the machine failed at is no finding: nothing is made then */
	diags_take_from(diags, &checked.diags, DIAG_MACHINE);
	checked_save(&checked, result);
	checked_release(&checked);
	return diags_worst(diags) < DIAG_ERROR;
}

struct job
checking_job(struct checking_words *words)
{
	words->confine = (struct confine){.folders = {words->opened->cache}};
	return (struct job){.name = "check",
	    .run = run_words,
	    .arg = words,
	    .confine = &words->confine};
}

void
checking_pages(const struct opened *opened, const struct pages *pages,
    const struct diags *said, struct buf *found)
{
	struct check_work work;
	struct checked checked;
	struct buf copy = {0};

	start(&work, opened);
	checked_init(&checked);
	diags_save(said, &copy);
	diags_load(&checked.diags, copy.data, copy.len);
	buf_release(&copy);
	check_pages(&work.job, pages, &checked);
	checked_save(&checked, found);
	checked_release(&checked);
}

void
checking_finish(const struct opened *opened, struct checked *checked)
{
	struct check_work work;

	start(&work, opened);
	finish(&work, checked);
}
