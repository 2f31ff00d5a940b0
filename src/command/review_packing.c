/*
 * The pack of a review: the page, the paper form in two sizes, the guide and
 * the sound, all in one folder.
 *
 * The form, the guide and the page's spoken words are written as publications
 * into a folder for work, then made by the ordinary editions: no second way
 * of making pages or sound.
 */
#include "command/review_packing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/job.h"
#include "base/str.h"
#include "command/command.h"
#include "command/keep.h"
#include "command/manifest.h"
#include "read/publication.h"
#include "write/write.h"

enum { MAX_SOUND = 1 << 30 };

/* A publication that is made for the review. */
enum source { OF_AUTHOR, FORM, GUIDE, VOICE, NSOURCES };
static const struct {
	const char *file;
	bool (*write)(const struct review_pack *pack, struct buf *out,
	    struct diags *diags);
} sources[NSOURCES] = {
    [FORM] = {"form.xml", review_form},
    [GUIDE] = {"guide.xml", review_guide},
    [VOICE] = {"voice.xml", review_voice},
};

/* What is made, in the order it starts: the page waits for the sound. */
enum part { SOUND, PAGE, FORM_16, FORM_20, GUIDE_PDF, GUIDE_WEB, NPARTS };
static const struct {
	const char *name, *edition;
	enum source source;
} parts[NPARTS] = {
    [SOUND] = {"sound", "review/audio", OF_AUTHOR},
    [PAGE] = {"page", "web", OF_AUTHOR},
    [FORM_16] = {"form", "review/form", FORM},
    [FORM_20] = {"large form", "review/form-large", FORM},
    [GUIDE_PDF] = {"guide", "review/guide", GUIDE},
    [GUIDE_WEB] = {"guide page", "review/guide-web", GUIDE},
};

struct making {
	struct packing *packing;
	enum part part;
};

static const struct edition *
read_edition(const struct packing *p, const char *name, struct arena *arena,
    struct diags *diags)
{
	return edition_read(arena, name, p->templates,
	    p->reviewing.publication->folder, NULL, 0, diags);
}

/* ---- opening ------------------------------------------------------------- */

static bool
open_pack(struct packing *p, struct diags *diags)
{
	struct arena *arena = p->reviewing.arena;
	const struct edition *page =
	    read_edition(p, parts[PAGE].edition, arena, diags);
	bool is_own;

	p->pack = (struct review_pack){.arena = arena,
	    .items = p->reviewing.items,
	    .style = page != NULL ? &page->style : NULL,
	    .pictures = p->reviewing.pictures,
	    .templates = p->templates};
	p->pack.words =
	    review_words(arena, p->templates, p->reviewing.language, &is_own);
	if (!is_own)
		diag_add(diags, DIAG_REVIEW_LANGUAGE, LOC_NONE,
		    p->reviewing.language->code);
	return page != NULL;
}

bool
packing_open(
    struct packing *p, const struct pack_options *options, struct diags *diags)
{
	*p = (struct packing){.options = options,
	    .templates = command_data("templates"),
	    .cache = options->no_cache ? NULL : command_cache()};
	p->workers = options->workers > 0 ? options->workers : job_processors();
	return reviewing_open(&p->reviewing, options->path, diags) &&
	       open_pack(p, diags);
}

void
packing_close(struct packing *p)
{
	reviewing_close(&p->reviewing);
	free(p->templates);
	free(p->cache);
}

const char *
packing_file(const struct packing *p, const char *end)
{
	return arena_printf(p->pack.arena, "%s/%s%s", p->options->output,
	    p->reviewing.publication->id, end);
}

/* ---- in a worker --------------------------------------------------------- */

/* The document of a source in an edition. The publication stays open: the
 * worker ends soon. */
static const struct document *
prepare(const struct packing *p, enum source source, const char *edition_name,
    struct arena *arena, struct diags *diags)
{
	const struct edition *edition =
	    read_edition(p, edition_name, arena, diags);
	const struct publication *publication = p->reviewing.publication;
	const struct language *language = p->reviewing.language;

	if (source != OF_AUTHOR) {
		publication = publication_read(
		    arena_printf(arena, "%s/%s", p->work, sources[source].file),
		    diags);
		if (publication != NULL)
			language = language_read(arena, publication->root->lang,
			    p->templates, diags);
	}
	if (edition == NULL || publication == NULL || language == NULL)
		return NULL;
	return document_prepare(arena, publication, edition, language,
	    p->reviewing.pictures, diags);
}

/* Let the writer of the document's edition make its files. */
static bool
write_document(const struct packing *p, const struct document *document,
    struct write_job *job, struct diags *diags)
{
	if (document == NULL || diags_worst(diags) >= DIAG_ERROR)
		return false;
	job->document = document;
	job->pictures = p->reviewing.pictures;
	job->cache = p->cache;
	job->templates = p->templates;
	job->workers = p->workers;
	return writer_lookup(document->edition->writer)->write(job, diags) &&
	       diags_worst(diags) < DIAG_ERROR;
}

/* A part made by an edition; hands back facts, a NUL, the recording. */
static bool
make_part(void *arg, struct buf *result, struct diags *diags)
{
	const struct making *m = arg;
	const struct packing *p = m->packing;
	struct arena *arena = arena_new();
	const struct document *document = prepare(
	    p, parts[m->part].source, parts[m->part].edition, arena, diags);
	struct buf timings = {0}, recorded = {0};
	struct write_job job = {.stage = p->stage,
	    .facts = result,
	    .timings = &timings,
	    .recorded = &recorded};
	bool ok;

	if (document != NULL)
		job.base = arena_printf(arena, "%s%s",
		    p->reviewing.publication->id, document->edition->suffix);
	ok = write_document(p, document, &job, diags);
	if (ok && str_eq(document->edition->writer, "html"))
		write_fact(&job, arena_printf(arena, "%s.html", job.base), NULL,
		    "%s", "");
	buf_putc(result, '\0');
	buf_add(result, recorded.data, recorded.len);
	buf_release(&timings);
	buf_release(&recorded);
	arena_free(arena);
	return ok;
}

/* The page's own words, said into a stage in the folder for work. */
struct spoken {
	struct stage *stage;
	struct buf recorded, file;
	const struct recording *recording;
};

static bool
read_sound(const char *folder, const struct recording *recording,
    struct buf *out, struct diags *diags)
{
	char *path;
	bool ok;

	if (recording == NULL)
		return false;
	path = path_join(folder, recording->file);
	ok = file_read(path, MAX_SOUND, out, diags, LOC_FILE(path));
	free(path);
	return ok;
}

static bool
speak_words(const struct packing *p, const struct document *document,
    struct spoken *spoken, struct arena *arena, struct diags *diags)
{
	struct buf facts = {0}, timings = {0};
	struct write_job job = {.base = "spoken",
	    .facts = &facts,
	    .timings = &timings,
	    .recorded = &spoken->recorded};
	char *folder = path_join(p->work, "out");
	bool ok;

	job.stage = spoken->stage = stage_open(folder, diags);
	ok = spoken->stage != NULL && write_document(p, document, &job, diags);
	if (ok) {
		spoken->recording = recording_load(
		    arena, spoken->recorded.data, spoken->recorded.len);
		ok = read_sound(stage_folder(spoken->stage), spoken->recording,
		    &spoken->file, diags);
	}
	if (spoken->stage != NULL)
		stage_abandon(spoken->stage);
	buf_release(&facts);
	buf_release(&timings);
	free(folder);
	return ok;
}

static bool
write_page(const struct packing *p, const struct review_voices *voices,
    struct buf *result, struct diags *diags)
{
	const char *name = arena_printf(
	    p->pack.arena, "%s-review.html", p->reviewing.publication->id);
	char *path = stage_path(p->stage, name, diags);
	struct buf page = {0};
	bool ok = path != NULL && review_page(&p->pack, voices, &page, diags) &&
	          file_write(path, page.data, page.len, diags);

	if (ok)
		buf_printf(
		    result, "%s\n%s\tbytes\t%zu\n", name, name, page.len);
	buf_putc(result, '\0');
	buf_release(&page);
	free(path);
	return ok;
}

static const struct recording *
recording_of(struct arena *arena, const struct job *job)
{
	size_t n = strlen(buf_str(&job->result)) + 1;

	return recording_load(arena, job->result.data + n, job->result.len - n);
}

static bool
make_page(void *arg, struct buf *result, struct diags *diags)
{
	struct packing *p = ((const struct making *)arg)->packing;
	struct arena *arena = arena_new();
	struct spoken spoken = {0};
	struct buf file = {0};
	struct review_voices voices = {
	    .spoken = prepare(p, VOICE, parts[SOUND].edition, arena, diags),
	    .sentences = {recording_of(arena, &p->jobs[SOUND]), &file}};
	bool ok = voices.spoken != NULL &&
	          read_sound(stage_folder(p->stage), voices.sentences.recording,
	              &file, diags) &&
	          speak_words(p, voices.spoken, &spoken, arena, diags);

	if (ok) {
		voices.page =
		    (struct review_sound){spoken.recording, &spoken.file};
		ok = write_page(p, &voices, result, diags);
	}
	buf_release(&spoken.recorded);
	buf_release(&spoken.file);
	buf_release(&file);
	arena_free(arena);
	return ok;
}

/* ---- all of it ----------------------------------------------------------- */

static void
after_part(void *arg, const struct job *job, size_t done, size_t n)
{
	const struct pack_options *o = arg;

	if (!o->quiet && isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K%s is ready (%zu of %zu)%s", job->name,
		    done, n, done == n ? "\r\033[K" : "");
}

static bool
write_sources(const struct packing *p, struct diags *diags)
{
	bool ok = true;

	for (int i = OF_AUTHOR + 1; ok && i < NSOURCES; i++) {
		char *path = path_join(p->work, sources[i].file);
		struct buf text = {0};

		ok = sources[i].write(&p->pack, &text, diags) &&
		     file_write(path, text.data, text.len, diags);
		buf_release(&text);
		free(path);
	}
	return ok;
}

static bool
make_parts(struct packing *p, struct buf *facts, struct diags *diags)
{
	const struct job_watch watch = {
	    .progress = after_part, .arg = (void *)p->options};
	struct making makings[NPARTS];
	struct job jobs[NPARTS];
	const struct confine confine = {
	    .folders = {stage_folder(p->stage), p->cache, p->work},
	    .runs_program = true};
	bool ok;

	p->jobs = jobs;
	for (int i = 0; i < NPARTS; i++) {
		makings[i] = (struct making){p, (enum part)i};
		p->jobs[i] = (struct job){.name = parts[i].name,
		    .run = i == PAGE ? make_page : make_part,
		    .arg = &makings[i],
		    .confine = &confine,
		    .seconds = BOUND_RECORDING_SECONDS,
		    .after = i == PAGE ? &p->jobs[SOUND] : NULL};
	}
	ok = jobs_run(p->jobs, NPARTS, p->workers, &watch, diags);
	for (int i = 0; i < NPARTS; i++) {
		if (p->jobs[i].ok)
			buf_puts(facts, buf_str(&p->jobs[i].result));
		buf_release(&p->jobs[i].result);
	}
	return ok;
}

static bool
make_folder(struct packing *p, struct diags *diags)
{
	const char *name = packing_file(p, "-review");
	struct buf facts = {0};
	struct file_mark manifest;
	bool ok;

	p->stage = keep_folder(name, diags) ? stage_open(name, diags) : NULL;
	ok = p->stage != NULL;
	if (ok) {
		ok = make_parts(p, &facts, diags) &&
		     manifest_write(p->stage, p->reviewing.publication, &facts,
		         &manifest, diags) &&
		     !job_interrupted() && keep_folder(name, diags);
		if (!ok)
			stage_abandon(p->stage);
		else
			ok = stage_commit(p->stage, diags) &&
			     manifest_holds(name, &facts, &manifest, diags);
	}
	if (ok && !p->options->quiet)
		manifest_print(name, &facts);
	buf_release(&facts);
	return ok;
}

static void
remove_work(const char *work)
{
	for (int i = OF_AUTHOR + 1; i < NSOURCES; i++) {
		char *path = path_join(work, sources[i].file);

		unlink(path);
		free(path);
	}
	rmdir(work);
}

bool
packing_make(struct packing *p, struct diags *diags)
{
	const char *temporary = getenv("TMPDIR");
	char *work = path_join(
	    str_is_blank(temporary) ? "/tmp" : temporary, "everyread-XXXXXX");
	bool ok;

	if (mkdtemp(work) == NULL) {
		diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, work,
		    "no folder for temporary files");
		free(work);
		return false;
	}
	p->work = work;
	ok = write_sources(p, diags) && make_folder(p, diags);
	remove_work(work);
	free(work);
	return ok;
}
