/*
 * everyread review pack: the page, the paper form in two sizes, the guide and
 * the sound, all in one folder.
 *
 * The form, the guide and the page's spoken words are written as publications
 * into a folder for work, then made by the ordinary editions: no second way
 * of making pages or sound.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/job.h"
#include "base/str.h"
#include "command/command.h"
#include "command/manifest.h"
#include "command/review.h"
#include "read/publication.h"
#include "review/pack.h"
#include "write/write.h"

enum { MAX_SOUND = 1 << 30 };

static const char help[] =
    "usage: everyread review pack FILE [options]\n"
    "\n"
    "Makes what a group needs to read the draft and say what it thinks, in\n"
    "FOLDER/ID-review: a page for a computer or a tablet, a form on paper\n"
    "in two sizes, a guide for the person who runs the session, the sound.\n"
    "\n"
    "  -o, --output FOLDER  where to put it (output)\n"
    "      --jobs N         use N processes (one for each core)\n"
    "      --no-cache       speak every sentence anew\n"
    "  -q, --quiet          print messages only\n"
    "  -h, --help           this page\n"
    "\n"
    "The folder is made anew each time: keep answers somewhere else.\n";

struct options {
	const char *path, *output;
	unsigned workers;
	bool no_cache, quiet;
};

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

struct packing {
	const struct options *options;
	struct reviewing reviewing;
	struct review_pack pack;
	const char *work; /* folder of the made publications */
	struct stage *stage;
	char *templates, *cache;
	struct job jobs[NPARTS];
};

struct making {
	struct packing *packing;
	enum part part;
};

/* ---- in a worker --------------------------------------------------------- */

static const struct edition *
read_edition(const struct packing *p, const char *name, struct arena *arena,
    struct diags *diags)
{
	return edition_read(arena, name, p->templates,
	    p->reviewing.publication->folder, NULL, 0, diags);
}

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
	job->workers = p->options->workers;
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
	const struct edition *edition =
	    read_edition(p, parts[PAGE].edition, arena, diags);
	struct spoken spoken = {0};
	struct buf file = {0};
	struct review_voices voices = {
	    .spoken = prepare(p, VOICE, parts[SOUND].edition, arena, diags),
	    .sentences = {recording_of(arena, &p->jobs[SOUND]), &file}};
	bool ok = edition != NULL && voices.spoken != NULL &&
	          read_sound(stage_folder(p->stage), voices.sentences.recording,
	              &file, diags) &&
	          speak_words(p, voices.spoken, &spoken, arena, diags);

	if (ok) {
		p->pack.style = &edition->style;
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
	const struct options *o = arg;

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
	bool ok;

	for (int i = 0; i < NPARTS; i++) {
		makings[i] = (struct making){p, (enum part)i};
		p->jobs[i] = (struct job){.name = parts[i].name,
		    .run = i == PAGE ? make_page : make_part,
		    .arg = &makings[i],
		    .after = i == PAGE ? &p->jobs[SOUND] : NULL};
	}
	ok = jobs_run(p->jobs, NPARTS, p->options->workers, &watch, diags);
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
	char *name = path_join(
	    p->options->output, arena_printf(p->pack.arena, "%s-review",
	                            p->reviewing.publication->id));
	struct buf facts = {0};
	bool ok;

	p->stage = stage_open(name, diags);
	ok = p->stage != NULL;
	if (ok) {
		ok = make_parts(p, &facts, diags) && !job_interrupted();
		if (!ok)
			stage_abandon(p->stage);
		else
			ok = stage_commit(p->stage, diags);
	}
	if (ok && !p->options->quiet)
		manifest_print(name, &facts);
	buf_release(&facts);
	free(name);
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

static bool
run(struct packing *p, struct diags *diags)
{
	const char *temporary = getenv("TMPDIR");
	char *work = path_join(
	    str_is_blank(temporary) ? "/tmp" : temporary, "everyread-XXXXXX");
	bool is_own, ok;

	if (mkdtemp(work) == NULL) {
		diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, work,
		    "no folder for temporary files");
		free(work);
		return false;
	}
	p->work = work;
	p->pack = (struct review_pack){.arena = p->reviewing.arena,
	    .items = p->reviewing.items,
	    .pictures = p->reviewing.pictures,
	    .templates = p->templates};
	p->pack.words = review_words(
	    p->pack.arena, p->templates, p->reviewing.language, &is_own);
	if (!is_own)
		diag_add(diags, DIAG_REVIEW_LANGUAGE, LOC_NONE,
		    p->reviewing.language->code);
	ok = write_sources(p, diags) && make_folder(p, diags);
	remove_work(work);
	free(work);
	return ok;
}

/* ---- the command line ---------------------------------------------------- */

static int
take_option(struct options *o, int c)
{
	char *end;

	switch (c) {
	case 'o':
		o->output = optarg;
		return -1;
	case 'j':
		o->workers = (unsigned)strtoul(optarg, &end, 10);
		if (*end == '\0' && o->workers > 0 && o->workers <= 256)
			return -1;
		return command_usage(
		    "review pack", "--jobs needs a number from 1 to 256.");
	case 'n':
		o->no_cache = true;
		return -1;
	case 'q':
		o->quiet = true;
		return -1;
	case 'h':
		fputs(help, stdout);
		return STATUS_OK;
	default:
		return command_usage("review pack", "Please check.");
	}
}

/* -1 to go on, else the exit status. */
static int
read_options(struct options *o, int argc, char **argv)
{
	static const struct option table[] = {
	    {"output", required_argument, NULL, 'o'},
	    {"jobs", required_argument, NULL, 'j'},
	    {"no-cache", no_argument, NULL, 'n'},
	    {"quiet", no_argument, NULL, 'q'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	int c, status;

	while ((c = getopt_long(argc, argv, "o:qh", table, NULL)) != -1) {
		status = take_option(o, c);
		if (status >= 0)
			return status;
	}
	if (optind + 1 != argc)
		return command_usage("review pack",
		    optind == argc ? "Which publication? Name its XML file."
		                   : "One publication at a time, please.");
	o->path = argv[optind];
	if (o->workers == 0)
		o->workers = job_processors();
	return -1;
}

int
review_command_pack(int argc, char **argv)
{
	struct options options = {.output = "output"};
	struct packing p = {.options = &options};
	struct diags diags = {0};
	int status = read_options(&options, argc, argv);
	bool ok;

	if (status >= 0)
		return status;
	job_catch_interrupts();
	p.templates = command_data("templates");
	p.cache = options.no_cache ? NULL : command_cache();
	ok = reviewing_open(&p.reviewing, options.path, &diags) &&
	     run(&p, &diags);
	reviewing_close(&p.reviewing);
	free(p.templates);
	free(p.cache);
	if (!ok && job_interrupted()) {
		diag_add(&diags, DIAG_INTERRUPTED, LOC_NONE);
		command_report(&diags);
		return STATUS_INTERRUPTED;
	}
	status = command_report(&diags);
	return ok || status != STATUS_OK ? status : STATUS_MACHINE;
}
