/*
 * everyread preview: all editions in a browser, made anew with every save.
 * One loop waits for the browser, for changes in the publication's folder,
 * and for the build that runs in a child.
 */
#include "command/command.h"

#include <getopt.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/child.h"
#include "base/file.h"
#include "base/job.h"
#include "base/str.h"
#include "command/preview_build.h"
#include "command/preview_show.h"
#include "watch/watch.h"

/* Ctrl-C is seen at the latest after that time. */
enum { MAX_SETTINGS = 64, LONGEST_WAIT_MS = 500 };

struct options {
	struct opening opening;
	struct setting settings[MAX_SETTINGS];
	unsigned port;
	bool opens, polls;
};

struct preview {
	const struct options *options;
	char *work; /* the folder for builds */
	char *cache, *templates;
	struct watch *watch;
	struct shown *shown;
	struct child *child; /* the build that runs, or NULL */
	struct preview_work building;
	bool wants_build;
	bool is_stopped; /* the child was asked to end */
};

static const char help[] =
    "usage: everyread preview FILE [options]\n"
    "\n"
    "Shows every format of the publication in your browser, side by side,\n"
    "with what the checker says. Leave it running and write: each time you\n"
    "save, the page shows the new state. Ctrl-C stops it.\n"
    "\n"
    "Only this computer can see the page. Your own output folder is not\n"
    "touched.\n"
    "\n"
    "      --open            open the page in your browser now\n"
    "      --port N          the port of the page (one that is free)\n"
    "      --only NAMES      only these editions: easy-read,web\n"
    "      --set TOKEN=VALUE change the look: size=24pt\n"
    "      --profile NAMES   which rules hold: see everyread check --help\n"
    "      --poll            look for changes twice a second; for drives\n"
    "                        that do not tell of them\n"
    "  -h, --help            this page\n";

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
read_port(const char *text, unsigned *port)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (*text < '1' || *text > '9' || *end != '\0' || n > 65535)
		return false;
	*port = (unsigned)n;
	return true;
}

/* Take one option; -1 to go on, else the exit status. */
static int
take_option(struct options *o, int c)
{
	switch (c) {
	case 'b':
		o->opens = true;
		return -1;
	case 'n':
		if (read_port(optarg, &o->port))
			return -1;
		return command_usage("preview",
		    "--port needs a number from 1 to 65535, not \"%s\".",
		    optarg);
	case 'e':
		o->opening.only = optarg;
		return -1;
	case 's':
		if (add_setting(o, optarg))
			return -1;
		return command_usage(
		    "preview", "--set needs TOKEN=VALUE, not \"%s\".", optarg);
	case 'p':
		o->opening.profiles = optarg;
		return -1;
	case 'w':
		o->polls = true;
		return -1;
	case 'h':
		fputs(help, stdout);
		return STATUS_OK;
	default: /* getopt has said what is wrong */
		return command_usage("preview", "Please check the options.");
	}
}

/* -1 to go on, else the exit status. */
static int
read_options(struct options *o, int argc, char **argv)
{
	static const struct option table[] = {
	    {"open", no_argument, NULL, 'b'},
	    {"port", required_argument, NULL, 'n'},
	    {"only", required_argument, NULL, 'e'},
	    {"set", required_argument, NULL, 's'},
	    {"profile", required_argument, NULL, 'p'},
	    {"poll", no_argument, NULL, 'w'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	int c, status;

	while ((c = getopt_long(argc, argv, "h", table, NULL)) != -1) {
		status = take_option(o, c);
		if (status >= 0)
			return status;
	}
	if (optind + 1 != argc)
		return command_usage("preview",
		    optind == argc ? "Which publication? Name its XML file."
		                   : "One publication at a time, please.");
	o->opening.path = argv[optind];
	o->opening.settings = o->settings;
	return -1;
}

/* ---- the build ----------------------------------------------------------- */

static bool
start_build(struct preview *p, struct diags *diags)
{
	char *target = path_join(p->work, "build");
	struct stage *stage = stage_open(target, diags);

	free(target);
	if (stage == NULL)
		return false;
	p->wants_build = false;
	p->is_stopped = false;
	p->building = (struct preview_work){
	    &p->options->opening, stage, p->cache, p->templates};
	shown_begin(p->shown, stage);
	p->child = child_start("build", preview_build, &p->building, diags);
	return p->child != NULL;
}

static void
say_state(const struct preview *p)
{
	if (shown_state(p->shown) != SHOWN_BROKEN)
		return;
	fprintf(stderr,
	    "The publication has errors. The page lists them, and shows what "
	    "worked last.\n");
}

/* Read what the child told. */
static void
hear_child(struct preview *p)
{
	struct buf piece = {0};
	bool goes_on = child_read(p->child), ended_well;
	char what;

	while (child_take(p->child, &what, &piece))
		if (!p->is_stopped)
			shown_take(p->shown, what, &piece);
	buf_release(&piece);
	if (goes_on)
		return;
	ended_well = child_end(p->child);
	p->child = NULL;
	shown_end(p->shown, !ended_well, p->is_stopped);
	if (!p->is_stopped)
		say_state(p);
}

/* The sound of an older state is not needed; what is quick is waited for, so
 * that one who saves all the time sees something too. */
static void
stop_old_sound(struct preview *p)
{
	if (p->child == NULL || p->is_stopped ||
	    shown_state(p->shown) == SHOWN_BUILDING)
		return;
	p->is_stopped = true;
	child_stop(p->child);
}

/* ---- the loop ------------------------------------------------------------ */

static int
shorter(int a, int b)
{
	return a >= 0 && a < b ? a : b;
}

static void
wait_for_something(struct preview *p)
{
	struct server *server = shown_server(p->shown);
	struct pollfd fds[] = {
	    {.fd = serve_fd(server), .events = POLLIN},
	    {.fd = watch_fd(p->watch), .events = POLLIN},
	    {.fd = p->child != NULL ? child_fd(p->child) : -1,
	        .events = POLLIN},
	};
	int wait = shorter(serve_wait_ms(server),
	    shorter(watch_wait_ms(p->watch), LONGEST_WAIT_MS));

	if (poll(fds, 3, wait) > 0 && fds[2].revents != 0)
		hear_child(p);
	serve_run(server);
	if (watch_look(p->watch))
		p->wants_build = true;
}

static bool
run_until_stopped(struct preview *p, struct diags *diags)
{
	bool ok = true;

	p->wants_build = true;
	while (ok && !job_interrupted()) {
		if (p->wants_build && p->child == NULL)
			ok = start_build(p, diags);
		else if (p->wants_build)
			stop_old_sound(p);
		if (ok)
			wait_for_something(p);
	}
	if (p->child != NULL) {
		p->is_stopped = true;
		child_stop(p->child);
	}
	while (p->child != NULL)
		hear_child(p);
	return ok;
}

/* ---- start and end ------------------------------------------------------- */

/* A folder in the cache that can be written to; NULL if there is none. */
static char *
work_in_cache(const char *cache)
{
	char *work = cache != NULL ? path_join(cache, "preview") : NULL;
	struct diags unsaid = {0};

	if (work != NULL &&
	    (!file_make_folder(work, &unsaid) || access(work, W_OK) != 0)) {
		free(work);
		work = NULL;
	}
	diags_release(&unsaid);
	return work;
}

/* A folder of its own for builds: in the cache, or a temporary one. */
static bool
find_work_folder(struct preview *p, struct diags *diags)
{
	const char *temporary = getenv("TMPDIR");

	p->work = work_in_cache(p->cache);
	if (p->work != NULL)
		return true;
	p->work = path_join(str_is_blank(temporary) ? "/tmp" : temporary,
	    "everyread-preview-XXXXXX");
	return mkdtemp(p->work) != NULL ||
	       diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, p->work,
	           "no temporary folder");
}

static void
open_browser(char *address)
{
	extern char **environ;
	char name[] = "xdg-open";
	char *const argv[] = {name, address, NULL};
	pid_t pid;

	if (posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ) != 0)
		fprintf(stderr, "everyread: there is no xdg-open here. Open "
		                "the address in your browser.\n");
}

static void
greet(const struct preview *p)
{
	char address[64];

	snprintf(address, sizeof address, "http://127.0.0.1:%u/",
	    serve_port(shown_server(p->shown)));
	printf("Open this page in your browser: %s\n", address);
	if (watch_polls(p->watch))
		puts("Changes are looked for twice a second.");
	puts("Save your publication, and the page shows it. Ctrl-C stops "
	     "this.");
	fflush(stdout);
	if (p->options->opens)
		open_browser(address);
}

static bool
preview_open(struct preview *p, struct diags *diags)
{
	char *folder = path_folder(p->options->opening.path);
	bool ok;

	p->cache = command_cache();
	p->templates = command_data("templates");
	ok = find_work_folder(p, diags);
	if (ok) {
		struct shown_options shown = {
		    .templates = p->templates, .port = p->options->port};

		p->watch = watch_open(folder, p->work, p->options->polls);
		shown.polls = watch_polls(p->watch);
		p->shown = shown_open(&shown, diags);
	}
	free(folder);
	return ok && p->shown != NULL;
}

static void
preview_close(struct preview *p)
{
	if (p->shown != NULL)
		shown_close(p->shown);
	if (p->watch != NULL)
		watch_close(p->watch);
	if (p->work != NULL)
		rmdir(p->work); /* stays if another preview is in it */
	while (waitpid(-1, NULL, WNOHANG) > 0)
		continue;
	free(p->work);
	free(p->cache);
	free(p->templates);
}

int
command_preview(int argc, char **argv)
{
	struct options options = {0};
	struct preview preview = {.options = &options};
	struct diags diags = {0};
	int status = read_options(&options, argc, argv);
	bool ok;

	if (status >= 0)
		return status;
	if (!file_exists(options.opening.path)) {
		diag_add(&diags, DIAG_FILE_READ, LOC_FILE(options.opening.path),
		    options.opening.path, "no such file");
		return command_report(&diags);
	}
	job_catch_interrupts();
	ok = preview_open(&preview, &diags);
	if (ok) {
		greet(&preview);
		ok = run_until_stopped(&preview, &diags);
	}
	preview_close(&preview);
	status = command_report(&diags);
	return ok || status != STATUS_OK ? status : STATUS_MACHINE;
}
