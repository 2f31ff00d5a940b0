/* everyread build: every edition of a publication, complete or not at all. */
#include "command/command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/job.h"
#include "base/str.h"
#include "command/checking.h"
#include "command/editions.h"
#include "command/keep.h"
#include "command/making.h"
#include "command/manifest.h"
#include "command/reporting.h"
#include "command/shelf.h"
#include "write/write.h"

enum { MAX_SETTINGS = 64, MAX_EDITIONS = 64 };

struct options {
	struct opening opening;
	struct setting settings[MAX_SETTINGS];
	const char *output;
	unsigned workers;
	bool release, timings, quiet, no_cache;
};

static const char help[] =
    "usage: everyread build FILE [options]\n"
    "\n"
    "Makes every format of the publication in FILE. All files appear\n"
    "together in FOLDER/ID, or none does.\n"
    "\n"
    "  -o, --output FOLDER   where to put it (output)\n"
    "      --only NAMES      only these editions: easy-read,large-print\n"
    "                        (the folder then holds these and no others)\n"
    "      --set TOKEN=VALUE change the look for this build: size=24pt\n"
    "      --profile NAMES   which rules hold: see everyread check --help\n"
    "      --release         stop at every rule that must hold\n"
    "      --jobs N          use N processes (one for each core)\n"
    "      --no-cache        make all anew: keep no work, take none\n"
    "      --timings         print how long each step took\n"
    "  -q, --quiet           print messages only\n"
    "  -h, --help            this page\n"
    "\n"
    "The editions:\n";

static void
print_help(void)
{
	struct arena *arena = arena_new();
	struct diags diags = {0};
	char *templates = command_data("templates");
	const char *const *names;
	size_t n = 0;

	fputs(help, stdout);
	names = edition_names(arena, templates, ".", &n, &diags);
	for (size_t i = 0; names != NULL && i < n; i++)
		printf("  %s\n", names[i]);
	puts("\nThe formats that an edition can have:");
	for (size_t i = 0; writer_at(i) != NULL; i++)
		printf("  %-8s %s\n", writer_at(i)->id, writer_at(i)->help);
	free(templates);
	diags_release(&diags);
	arena_free(arena);
}

static bool
add_setting(struct options *o, char *text)
{
	char *equals = strchr(text, '=');

	if (equals == NULL || equals == text ||
	    o->opening.nsettings == MAX_SETTINGS)
		return false;
	*equals = '\0';
	o->settings[o->opening.nsettings++] =
	    (struct setting){text, equals + 1};
	return true;
}

static bool
read_workers(const char *text, unsigned *workers)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (*text < '1' || *text > '9' || *end != '\0' || n > 256)
		return false;
	*workers = (unsigned)n;
	return true;
}

/* Take one option; -1 to go on, else the exit status. */
static int
take_option(struct options *o, int c)
{
	switch (c) {
	case 'o':
		o->output = optarg;
		return -1;
	case 'e':
		o->opening.only = optarg;
		if (!str_is_blank(optarg))
			return -1;
		return command_usage(
		    "build", "--only needs names, such as easy-read.");
	case 's':
		if (add_setting(o, optarg))
			return -1;
		return command_usage(
		    "build", "--set needs TOKEN=VALUE, not \"%s\".", optarg);
	case 'p':
		o->opening.profiles = optarg;
		return -1;
	case 'r':
		o->release = true;
		return -1;
	case 'j':
		if (read_workers(optarg, &o->workers))
			return -1;
		return command_usage("build",
		    "--jobs needs a number from 1 to 256, not \"%s\".", optarg);
	case 'n':
		o->no_cache = true;
		return -1;
	case 't':
		o->timings = true;
		return -1;
	case 'q':
		o->quiet = true;
		return -1;
	case 'h':
		print_help();
		return STATUS_OK;
	default: /* getopt has said what is wrong */
		return command_usage("build", "Please check the options.");
	}
}

/* -1 to go on, else the exit status. */
static int
read_options(struct options *o, int argc, char **argv)
{
	static const struct option table[] = {
	    {"output", required_argument, NULL, 'o'},
	    {"only", required_argument, NULL, 'e'},
	    {"set", required_argument, NULL, 's'},
	    {"profile", required_argument, NULL, 'p'},
	    {"release", no_argument, NULL, 'r'},
	    {"jobs", required_argument, NULL, 'j'},
	    {"no-cache", no_argument, NULL, 'n'},
	    {"timings", no_argument, NULL, 't'},
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
		return command_usage("build",
		    optind == argc ? "Which publication? Name its XML file."
		                   : "One publication at a time, please.");
	o->opening.path = argv[optind];
	return -1;
}

static void
after_edition(void *arg, const struct job *job, size_t done, size_t n)
{
	const struct options *o = arg;

	if (!o->quiet && isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K%s is ready (%zu of %zu)%s", job->name,
		    done, n, done == n ? "\r\033[K" : "");
}

static void
print_timings(const struct job *job)
{
	for (const char *p = making_timings(job); *p != '\0';) {
		size_t n = strcspn(p, "\n");

		printf("%s\t%.*s\n", job->name, (int)n, p);
		p += n + (p[n] != '\0');
	}
}

/* Those that record first: they are the slowest, and others wait for them.
 * Those that list files last. Returns how many come before these. */
static size_t
order_editions(const struct edition **editions, size_t n)
{
	static const int turns[] = {[RECORDS] = 0,
	    [WRITES_ALONE] = 1,
	    [READS_RECORDING] = 1,
	    [LISTS_FILES] = 2};
	size_t before = 0;

	for (size_t i = 1; i < n; i++)
		for (size_t k = i;
		     k > 0 && turns[making_role(editions[k])] <
		                  turns[making_role(editions[k - 1])];
		     k--) {
			const struct edition *late = editions[k - 1];

			editions[k - 1] = editions[k];
			editions[k] = late;
		}
	while (before < n && making_role(editions[before]) != LISTS_FILES)
		before++;
	return before;
}

/* The job that records the words of the edition; NULL after a message if it
 * needs one and there is none. */
static const struct job *
find_recorder(const struct edition *edition, const struct job *jobs, size_t n,
    struct diags *diags)
{
	const struct job *recorder;

	if (making_role(edition) != READS_RECORDING)
		return NULL;
	recorder = making_recorder(edition, jobs, n);
	if (recorder == NULL)
		diag_add(diags, DIAG_NO_RECORDING, LOC_NONE, edition->name);
	return recorder;
}

static void
take_results(const struct options *options, const struct job *jobs, size_t n,
    struct buf *facts)
{
	for (size_t i = 0; i < n; i++) {
		if (!jobs[i].ok)
			continue;
		buf_puts(facts, making_facts(&jobs[i]));
		if (options->timings)
			print_timings(&jobs[i]);
	}
}

/* Each edition, and the hashes of what it made. */
enum { MAX_JOBS = 2 * MAX_EDITIONS };

/* A build on its way. */
struct building {
	const struct options *options;
	const struct opened *opened;
	struct stage *stage;
	struct buf facts;
	struct checked checked;
	struct diags *diags;
	char *voice_program, *templates;
	struct checking_words words;
	struct reporting reporting;
	struct making makings[MAX_EDITIONS];
	/* most editions and, last, the check: an edition takes longer; then,
	 * not counted, the syllables for the report */
	struct job first[2 + MAX_JOBS];
	size_t nfirst;
	/* the report, and the editions that list files */
	struct job last[1 + MAX_JOBS];
	size_t nlast;
};

static void
plan_makings(struct building *b)
{
	for (size_t i = 0; i < b->opened->neditions; i++)
		b->makings[i] = (struct making){.opened = b->opened,
		    .edition = b->opened->editions[i],
		    .stage = b->stage,
		    .cache = b->opened->cache,
		    .voice_program = b->voice_program,
		    .templates = b->templates,
		    .made = &b->facts,
		    .workers = b->options->workers,
		    .shows_progress = !b->options->quiet,
		    .hashes = true};
}

/* The jobs of the editions, in the order they start. */
static void
plan_editions(struct building *b)
{
	size_t n = b->opened->neditions;
	size_t before = order_editions(b->opened->editions, n);
	const struct job *editions = b->first;

	plan_makings(b);
	for (size_t i = 0; i < n; i++) {
		struct making *m = &b->makings[i];

		m->recorder = find_recorder(m->edition, editions, i, b->diags);
		if (i < before)
			b->first[b->nfirst++] = making_job(m);
		else
			b->last[b->nlast++] = making_job(m);
	}
	/* while a book waits for the recording, or the report is made */
	for (size_t i = 0; i < before; i++) {
		enum write_role role = making_role(b->makings[i].edition);
		struct job hashes;

		if (role != RECORDS && role != READS_RECORDING)
			continue;
		hashes = making_hashes_job(&b->makings[i], &editions[i]);
		if (role == READS_RECORDING) {
			b->last[b->nlast++] = hashes;
			continue;
		}
		hashes.after = &editions[i];
		b->first[b->nfirst++] = hashes;
	}
}

static void
plan_jobs(struct building *b)
{
	b->words = (struct checking_words){.opened = b->opened};
	b->reporting = (struct reporting){.opened = b->opened,
	    .stage = b->stage,
	    .templates = b->templates,
	    .checked = &b->checked,
	    .made = &b->facts};
	b->last[b->nlast++] = reporting_job(&b->reporting);
	plan_editions(b);
	b->first[b->nfirst++] = checking_job(&b->words);
	b->first[b->nfirst] = reporting_syllables_job(&b->reporting);
	b->reporting.syllables = &b->first[b->nfirst].result;
}

/* With --only there is no report: it would tell of editions that are not
 * there. */
static bool
makes_report(const struct building *b)
{
	return b->options->opening.only == NULL;
}

static bool
collect_found(struct building *b)
{
	size_t check = b->nfirst - 1;
	const struct buf *found = &b->first[check].result;
	bool ok = checked_load(&b->checked, found->data, found->len);

	for (size_t i = 0; ok && i < check; i++) {
		const struct bytes more = making_found(&b->first[i]);

		if (more.len > 0)
			ok = checked_load(&b->checked, more.at, more.len);
	}
	if (ok)
		checking_finish(b->opened, &b->checked);
	return ok;
}

/* The check, which has much to do where the cache has the recording, and beside
 * it all editions. */
static bool
make_first(struct building *b, const struct job_watch *watch)
{
	bool ok = jobs_run(b->first, b->nfirst + makes_report(b),
	    b->options->workers, watch, b->diags);

	take_results(b->options, b->first, b->nfirst - 1, &b->facts);
	return ok && collect_found(b);
}

/* The report, and the editions that list what was made. */
static bool
make_last(struct building *b, const struct job_watch *watch)
{
	size_t start = makes_report(b) ? 0 : 1;
	bool ok;

	if (start == 0)
		reporting_name(&b->facts);
	ok = jobs_run(b->last + start, b->nlast - start, b->options->workers,
	    watch, b->diags);
	take_results(b->options, b->last + 1, b->nlast - 1, &b->facts);
	return ok;
}

static bool
make_all(struct building *b)
{
	const struct job_watch watch = {
	    .progress = after_edition, .arg = (void *)b->options};
	bool ok;

	b->voice_program = command_voice_program();
	b->templates = command_data("templates");
	plan_jobs(b);
	ok = make_first(b, &watch) && make_last(b, &watch);
	for (size_t i = 0; i < b->nfirst + 1; i++)
		buf_release(&b->first[i].result);
	for (size_t i = 0; i < b->nlast; i++)
		buf_release(&b->last[i].result);
	free(b->voice_program);
	free(b->templates);
	return ok;
}

/* Rules do not stop a draft: they are counted. False if they stop a
 * release. */
static bool
count_rules(struct diags *checked, struct diags *diags, bool release)
{
	size_t breaches = diags_count(checked, DIAG_BREACH);
	size_t warnings = diags_count(checked, DIAG_WARNING);

	if (release && breaches > 0) {
		diags_append(diags, checked);
		return diag_add(diags, DIAG_RELEASE, LOC_NONE, breaches);
	}
	if (breaches + warnings > 0)
		diag_add(diags, DIAG_RULES, LOC_NONE, breaches, warnings);
	return true;
}

static bool
build(const struct options *options, struct opened *opened, struct diags *diags)
{
	const char *id = opened->publication->id;
	char *target = path_join(options->output, id);
	struct building b = {.options = options,
	    .opened = opened,
	    .stage =
	        keep_folder(target, diags) ? stage_open(target, diags) : NULL,
	    .diags = diags};
	struct file_mark manifest;
	bool ok = b.stage != NULL;

	checked_init(&b.checked);
	if (ok) {
		ok = make_all(&b) &&
		     count_rules(&b.checked.diags, diags, options->release) &&
		     manifest_write(b.stage, opened->publication, &b.facts,
		         &manifest, diags) &&
		     !job_interrupted() && keep_folder(target, diags);
		if (!ok)
			stage_abandon(b.stage);
		else
			ok = stage_commit(b.stage, diags) &&
			     manifest_holds(
			         target, &b.facts, &manifest, diags) &&
			     shelf_write(options->output, diags);
		if (ok && !options->quiet)
			manifest_print(target, &b.facts);
	}
	checked_release(&b.checked);
	buf_release(&b.facts);
	free(target);
	return ok;
}

int
command_build(int argc, char **argv)
{
	struct options options = {.output = "output"};
	struct opened opened;
	struct diags diags = {0};
	double start = write_clock();
	int status = read_options(&options, argc, argv);
	char *cache;
	bool ok;

	if (status >= 0)
		return status;
	cache = options.no_cache ? NULL : command_cache();
	options.opening.cache = cache;
	if (options.workers == 0)
		options.workers = job_processors();
	options.opening.settings = options.settings;
	job_catch_interrupts();
	ok = opened_open(&opened, &options.opening, &diags);
	if (options.timings)
		printf("all\tread\t%.2f\t%ld\n", write_clock() - start,
		    making_peak_kib());
	if (ok && opened.neditions > MAX_EDITIONS)
		ok = diag_add(&diags, DIAG_COMMAND_LINE, LOC_NONE,
		    "too many editions at once: use --only");
	ok = ok && build(&options, &opened, &diags);
	opened_close(&opened);
	free(cache);
	if (options.timings)
		printf("all\ttotal\t%.2f\t%ld\n", write_clock() - start,
		    making_peak_kib());
	if (!ok && job_interrupted()) {
		diag_add(&diags, DIAG_INTERRUPTED, LOC_NONE);
		command_report(&diags);
		return STATUS_INTERRUPTED;
	}
	status = command_report(&diags);
	return ok || status != STATUS_OK ? status : STATUS_MACHINE;
}
