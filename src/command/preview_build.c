/* A build that shows what is ready. */
#include "command/preview_build.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/child.h"
#include "base/job.h"
#include "base/str.h"
#include "command/checking.h"
#include "command/making.h"
#include "write/write.h"

/* The sound must not slow down what people wait for. */
enum { SOUND_NICENESS = 5 };

struct builder {
	const struct preview_work *work;
	int to;
	struct opened opened;
	struct diags diags;
	struct making *makings; /* of the jobs that run now */
	struct job *jobs;
	struct buf *facts; /* of each edition, as it was made last */
};

static void
put_string(struct buf *out, const char *s)
{
	buf_add(out, s, strlen(s) + 1);
}

static void
tell(const struct builder *b, enum preview_piece what, struct buf *piece)
{
	child_tell(b->to, (char)what, piece->data, piece->len);
	buf_release(piece);
}

static void
tell_opened(struct builder *b)
{
	const struct opened *o = &b->opened;
	const struct node *title =
	    node_child(o->publication->about, KIND_TITLE);
	struct buf piece = {0};

	put_string(&piece,
	    title != NULL ? node_text(o->arena, title) : o->publication->id);
	for (size_t i = 0; i < o->neditions; i++) {
		put_string(&piece, o->editions[i]->name);
		put_string(&piece, o->editions[i]->writer);
	}
	tell(b, PREVIEW_OPENED, &piece);
}

static void
tell_messages(struct builder *b)
{
	struct buf piece = {0};

	diags_sort(&b->diags);
	diags_unite(&b->diags);
	diags_save(&b->diags, &piece);
	tell(b, PREVIEW_MESSAGES, &piece);
}

/* The file that readers get: the facts name the edition with it; a page that
 * lists files is the first. */
static void
put_file(struct buf *out, const char *facts)
{
	const char *start = strstr(facts, "\tedition\t");

	if (start == NULL)
		start = facts;
	while (start > facts && start[-1] != '\n')
		start--;
	buf_add(out, start, strcspn(start, "\t\n"));
	buf_putc(out, '\0');
}

static void
keep_facts(struct builder *b, const struct making *m, const char *facts)
{
	for (size_t i = 0; i < b->opened.neditions; i++)
		if (b->opened.editions[i] == m->edition) {
			buf_clear(&b->facts[i]);
			buf_puts(&b->facts[i], facts);
		}
}

/* A job_progress. */
static void
after_job(void *arg, const struct job *job, size_t done, size_t n)
{
	struct builder *b = arg;
	const struct making *m = job->arg;
	struct buf piece = {0};

	(void)done;
	(void)n;
	if (m < b->makings || m >= b->makings + b->opened.neditions)
		return; /* the check */
	put_string(&piece, m->edition->name);
	if (job->ok) {
		keep_facts(b, m, making_facts(job));
		put_file(&piece, making_facts(job));
	}
	tell(b, job->ok ? PREVIEW_MADE : PREVIEW_FAILED, &piece);
}

/* No browser shows these, so they can come with the sound. */
static bool
is_late(const struct edition *edition)
{
	return str_eq(edition->writer, "epub");
}

/* Add the jobs of the editions of that role, after those that stand there. */
static size_t
plan(struct builder *b, enum write_role role, size_t n, bool with_sound)
{
	for (size_t i = 0; i < b->opened.neditions; i++) {
		const struct edition *edition = b->opened.editions[i];
		const struct job *recorder =
		    with_sound ? making_recorder(edition, b->jobs, n) : NULL;

		if (making_role(edition) != role ||
		    (role == READS_RECORDING && recorder == NULL &&
		        is_late(edition) != with_sound))
			continue;
		b->makings[n] = (struct making){.opened = &b->opened,
		    .edition = edition,
		    .stage = b->work->stage,
		    .cache = b->work->cache,
		    .templates = b->work->templates,
		    .recorder = recorder,
		    .workers = job_processors()};
		b->jobs[n] = making_job(&b->makings[n]);
		n++;
	}
	return n;
}

static void
run(struct builder *b, size_t n)
{
	const struct job_watch watch = {.progress = after_job, .arg = b};

	jobs_run(b->jobs, n, 0, &watch, &b->diags);
}

static void
release_results(struct builder *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_release(&b->jobs[i].result);
}

/* What the check and the PDFs have found. Of an edition that failed nothing
 * is known. */
static void
collect_found(struct builder *b, const struct job *check, size_t n)
{
	struct checked checked;
	bool ok;

	checked_init(&checked);
	ok = check->ok &&
	     checked_load(&checked, check->result.data, check->result.len);
	for (size_t i = 0; ok && i < n; i++) {
		struct bytes found = {0};

		if (b->jobs[i].ok)
			found = making_found(&b->jobs[i]);
		if (found.len > 0)
			ok = checked_load(&checked, found.at, found.len);
	}
	if (ok) {
		checking_finish(&b->opened, &checked);
		diags_append(&b->diags, &checked.diags);
	}
	checked_release(&checked);
}

static void
make_quick(struct builder *b)
{
	struct checking_words check = {.opened = &b->opened};
	struct buf nothing = {0};
	size_t n = plan(b, READS_RECORDING, 0, false);

	n = plan(b, WRITES_ALONE, n, false);
	b->jobs[n] = checking_job(&check);
	run(b, n + 1);
	collect_found(b, &b->jobs[n], n);
	release_results(b, n + 1);
	if (job_interrupted())
		return;
	tell_messages(b);
	tell(b, PREVIEW_QUICK, &nothing);
}

/* Takes long, so it comes after all that does not. */
static void
make_sound(struct builder *b)
{
	size_t n = plan(b, RECORDS, 0, true);

	n = plan(b, READS_RECORDING, n, true);
	if (n == 0 || nice(SOUND_NICENESS) < 0)
		return;
	run(b, n);
	release_results(b, n);
}

static void
make_lists(struct builder *b)
{
	size_t n = plan(b, LISTS_FILES, 0, false);
	struct buf made = {0};

	for (size_t i = 0; i < b->opened.neditions; i++)
		buf_puts(&made, buf_str(&b->facts[i]));
	for (size_t i = 0; i < n; i++)
		b->makings[i].made = &made;
	run(b, n);
	release_results(b, n);
	buf_release(&made);
}

static void
make_all(struct builder *b)
{
	size_t n = b->opened.neditions;

	b->makings = mem_alloc((n + 1) * sizeof *b->makings);
	b->jobs = mem_alloc((n + 1) * sizeof *b->jobs);
	b->facts = mem_alloc((n + 1) * sizeof *b->facts);
	memset(b->facts, 0, (n + 1) * sizeof *b->facts);
	tell_opened(b);
	make_quick(b);
	if (!job_interrupted())
		make_sound(b);
	if (!job_interrupted())
		make_lists(b);
	if (!job_interrupted())
		tell_messages(b);
	for (size_t i = 0; i < n; i++)
		buf_release(&b->facts[i]);
	free(b->facts);
	free(b->makings);
	free(b->jobs);
}

void
preview_build(void *arg, int to)
{
	struct builder b = {.work = arg, .to = to};
	struct opening opening = *b.work->opening;

	opening.cache = b.work->cache;
	if (opened_open(&b.opened, &opening, &b.diags))
		make_all(&b);
	else
		tell_messages(&b);
	opened_close(&b.opened);
	diags_release(&b.diags);
}
