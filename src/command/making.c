/* The job of an edition: prepare, write, hand back what it noted. */
#include "command/making.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/bounds.h"
#include "base/hash.h"
#include "base/str.h"
#include "command/checking.h"
#include "write/facts.h"

long
making_peak_kib(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

/* Of processors, by this process and those it has waited for. */
static double
spent_ms(void)
{
	static const int whose[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
	double ms = 0;

	for (size_t i = 0; i < sizeof whose / sizeof *whose; i++) {
		struct rusage u;

		getrusage(whose[i], &u);
		ms += (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 +
		      (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
	}
	return ms;
}

static void
show_progress(void *arg, size_t done, size_t total)
{
	const struct making *m = arg;

	if (m->shows_progress && isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K%s: %zu of %zu", m->edition->name,
		    done, total);
}

/* Who looks at the pages, and where it notes what it finds. */
struct seeing {
	const struct opened *opened;
	struct buf *found;
};

/* What an edition's job hands back: two texts with a NUL behind each, the
 * number of bytes of the recording, the recording, what was found. */
struct made {
	struct buf facts, timings, recorded, found;
};

static void
hand_back(struct made *made, struct buf *result)
{
	buf_add(result, made->facts.data, made->facts.len);
	buf_putc(result, '\0');
	buf_add(result, made->timings.data, made->timings.len);
	buf_putc(result, '\0');
	buf_add(result, &made->recorded.len, sizeof made->recorded.len);
	buf_add(result, made->recorded.data, made->recorded.len);
	buf_add(result, made->found.data, made->found.len);
	buf_release(&made->facts);
	buf_release(&made->timings);
	buf_release(&made->recorded);
	buf_release(&made->found);
}

const char *
making_timings(const struct job *job)
{
	return job->result.data + strlen(job->result.data) + 1;
}

static struct bytes
recorded_of(const struct job *job)
{
	const char *p = making_timings(job) + strlen(making_timings(job)) + 1;
	size_t len;

	memcpy(&len, p, sizeof len);
	return (struct bytes){p + sizeof len, len};
}

struct bytes
making_found(const struct job *job)
{
	const struct bytes recorded = recorded_of(job);
	const char *p = (const char *)recorded.at + recorded.len;

	return (struct bytes){
	    p, job->result.len - (size_t)(p - job->result.data)};
}

static const struct recording *
recording_of(struct arena *arena, const struct job *job)
{
	struct bytes recorded;

	if (job == NULL)
		return NULL;
	recorded = recorded_of(job);
	return recording_load(arena, recorded.at, recorded.len);
}

/* A write_pages. */
static void
look_at_pages(void *arg, const struct pages *pages, const struct diags *diags)
{
	struct seeing *seeing = arg;

	checking_pages(seeing->opened, pages, diags, seeing->found);
}

/* What the edition's file is for readers: "easy-read" or another id of
 * write/web/formats.def. */
static void
note_edition(const struct write_job *job, const struct writer *writer)
{
	static const char *const badges[] = {[BADGE_EASY_READ] = "easy-read",
	    [BADGE_LARGE_PRINT] = "large-print",
	    [BADGE_NONE] = "pdf"};
	const struct document *doc = job->document;
	bool is_pdf = str_eq(writer->id, "pdf");
	char file[256];

	snprintf(file, sizeof file, "%s%s", job->base, writer->extension);
	write_fact(job, file, "edition", "%s", doc->edition->name);
	write_fact(job, file, "format", "%s",
	    is_pdf ? badges[document_badge(doc)] : writer->id);
	if (is_pdf)
		write_fact(
		    job, file, "letters", "%g", doc->edition->style.size);
}

/* The hash of each file that there are facts of; not in the main process. One
 * that cannot be read now has none; the manifest says so. */
static void
note_hashes(struct arena *arena, struct stage *stage, const struct buf *facts,
    struct buf *out)
{
	const struct write_job job = {.facts = out};
	struct facts files = facts_read(arena, facts);
	struct diags ignored = {0};

	for (size_t i = 0; i < files.n; i++) {
		const char *name = files.items[i].path;
		char hash[HASH_HEX + 1];
		char *path;

		if (i > 0 && str_eq(name, files.items[i - 1].path))
			continue;
		path = stage_path(stage, name, &ignored);
		if (path != NULL && hash_hex_file(hash, path))
			write_fact(&job, name, "sha256", "%s", hash);
		free(path);
	}
	diags_release(&ignored);
}

/* In a worker, for files of another one. */
static bool
hash_files(void *arg, struct buf *result, struct diags *diags)
{
	const struct making *m = arg;
	struct arena *arena = arena_new();
	struct buf facts = {0};
	struct made made = {0};

	(void)diags;
	buf_puts(&facts, making_facts(m->hashed));
	note_hashes(arena, m->stage, &facts, &made.facts);
	hand_back(&made, result);
	buf_release(&facts);
	arena_free(arena);
	return true;
}

/* In a worker: prepare and write one edition. */
static bool
make_edition(void *arg, struct buf *result, struct diags *diags)
{
	const struct making *m = arg;
	const struct opened *o = m->opened;
	struct arena *arena = arena_new();
	struct made made = {0};
	struct seeing seeing = {o, &made.found};
	struct write_job job = {.pictures = o->pictures,
	    .fonts = o->fonts,
	    .stage = m->stage,
	    .base = arena_printf(
	        arena, "%s%s", o->publication->id, m->edition->suffix),
	    .cache = m->cache,
	    .voice_program = m->voice_program,
	    .templates = m->templates,
	    .recording = recording_of(arena, m->recorder),
	    .made = m->made,
	    .recorded = &made.recorded,
	    .workers = m->workers,
	    .progress = show_progress,
	    .progress_arg = arg,
	    .laid_out = look_at_pages,
	    .laid_out_arg = &seeing,
	    .facts = &made.facts,
	    .timings = &made.timings};
	const struct writer *writer = writer_lookup(m->edition->writer);
	double start = write_clock();
	bool ok;

	job.document = document_prepare(
	    arena, o->publication, m->edition, o->language, o->pictures, diags);
	write_timing(&job, "prepare", write_clock() - start);
	ok = job.document != NULL && diags_worst(diags) < DIAG_ERROR &&
	     writer->write(&job, diags) && diags_worst(diags) < DIAG_ERROR;
	if (ok && writer->role != LISTS_FILES)
		note_edition(&job, writer);
	if (ok && m->hashes && m->hashed == NULL)
		note_hashes(arena, m->stage, &made.facts, &made.facts);
	buf_printf(&made.timings, "peak\t0\t%ld\nprocessors\t%.1f\t0\n",
	    making_peak_kib(), spent_ms());
	hand_back(&made, result);
	arena_free(arena);
	return ok;
}

enum write_role
making_role(const struct edition *edition)
{
	return writer_lookup(edition->writer)->role;
}

const struct job *
making_recorder(const struct edition *edition, const struct job *jobs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct making *m = jobs[i].arg;

		if (making_role(m->edition) == RECORDS &&
		    m->edition->wording == edition->wording)
			return &jobs[i];
	}
	return NULL;
}

const char *
making_facts(const struct job *job)
{
	return job->result.data;
}

struct job
making_job(struct making *making)
{
	bool records = making_role(making->edition) == RECORDS;

	making->confine = (struct confine){
	    .folders = {stage_folder(making->stage), making->cache},
	    .runs_program = records};
	return (struct job){.name = making->edition->name,
	    .run = make_edition,
	    .arg = making,
	    .confine = &making->confine,
	    .seconds = records ? BOUND_RECORDING_SECONDS : 0,
	    .after = making->recorder};
}

struct job
making_hashes_job(struct making *making, const struct job *made)
{
	making->hashed = made;
	return (struct job){.name = "hashes", .run = hash_files, .arg = making};
}
