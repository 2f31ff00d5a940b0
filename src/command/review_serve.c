/*
 * everyread review serve: the review page for several devices in one room.
 * Alone, this computer serves itself; with --lan its network may come in,
 * with a PIN, for some hours.
 */
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/job.h"
#include "base/str.h"
#include "command/command.h"
#include "command/review_line.h"
#include "command/review_packing.h"
#include "room/invite.h"
#include "room/room.h"

enum {
	USUAL_HOURS = 4,
	MOST_HOURS = 12,
	LONGEST_WAIT_MS = 500, /* Ctrl-C is seen at the latest after that */
	TEXT = 64,
};

static const char help[] =
    "usage: everyread review serve FILE [options]\n"
    "\n"
    "Shows the review page to several devices in one room and keeps their\n"
    "answers in FOLDER/ID-answers, a file for each code. An answer is on the\n"
    "disk before the page says that it is sent. Ctrl-C ends the session.\n"
    "\n"
    "      --lan[=ADDRESS]  let devices of your network in. It shows the\n"
    "                       address, a QR code and a PIN. Without it, only\n"
    "                       this computer sees the page.\n"
    "      --hours N        end after N hours (4; at most 12)\n"
    "      --port N         the port of the page (one that is free)\n"
    "  -o, --output FOLDER  where the pack and the answers are (output)\n"
    "      --jobs N         use N processes to make the page\n"
    "  -h, --help           this page\n"
    "\n"
    "Everybody in your network can see that there is a page. Without the PIN\n"
    "nobody sees the draft. Use --lan only in a network that you trust.\n";

struct options {
	struct pack_options pack;
	bool lan;
	const char *address; /* as given, or NULL */
	unsigned port;
	double hours;
};

struct session {
	const struct options *options;
	struct packing packing;
	struct room *room;
	char address[INVITE_ADDRESS];
	char pin[ROOM_PIN + 1];
	char url[TEXT];
	const char *answers;    /* folder */
	const char *invitation; /* path of the page, or NULL */
	int status;             /* of what was told at the beginning */
	bool is_troubled;       /* answers cannot be kept, and that is told */
};

/* ---- before -------------------------------------------------------------- */

static void
make_pin(char pin[ROOM_PIN + 1])
{
	uint32_t number;

	do {
		if (getrandom(&number, sizeof number, 0) != sizeof number)
			abort(); /* the system has no random numbers */
	} while (number >= UINT32_MAX / 1000000 * 1000000);
	snprintf(pin, ROOM_PIN + 1, "%06u", number % 1000000);
}

/* The address to listen at. False after a message. */
static bool
choose_address(struct session *s, struct diags *diags)
{
	char all[INVITE_ADDRESSES][INVITE_ADDRESS];
	size_t n = invite_addresses(all);
	const char *given = s->options->address;

	if (given == NULL && n == 0)
		return diag_add(diags, DIAG_NO_NETWORK, LOC_NONE);
	if (given != NULL && !invite_is_own(given))
		return diag_add(diags, DIAG_NOT_OUR_ADDRESS, LOC_NONE, given,
		    n > 0 ? all[0] : "127.0.0.1");
	snprintf(s->address, sizeof s->address, "%s",
	    given != NULL ? given : all[0]);
	if (given == NULL && n > 1)
		diag_add(
		    diags, DIAG_SOME_NETWORKS, LOC_NONE, s->address, all[1]);
	return true;
}

static bool
open_room(struct session *s, struct diags *diags)
{
	const struct options *o = s->options;
	const struct packing *p = &s->packing;
	const char *id = p->reviewing.publication->id;
	struct arena *arena = p->pack.arena;
	struct buf gate = {0};
	char today[DAY_SIZE];

	command_today(today);
	if (review_gate(&p->pack, &gate, diags)) {
		s->answers = packing_file(p, "-answers");
		s->room = room_open(
		    &(struct room_options){
		        .page = packing_file(p,
		            arena_printf(arena, "-review/%s-review.html", id)),
		        .gate = arena_strdup(arena, gate.data),
		        .publication = id,
		        .pack = p->reviewing.items->pack,
		        .folder = s->answers,
		        .date = today,
		        .pin = o->lan ? s->pin : NULL,
		        .address = o->lan ? s->address : NULL,
		        .port = o->port},
		    diags);
	}
	buf_release(&gate);
	return s->room != NULL;
}

/* ---- how to come in ------------------------------------------------------ */

/* A page for a screen that all can see. It is removed at the end: its PIN is
 * worth nothing then. */
static bool
write_invitation(struct session *s, const char *link, struct diags *diags)
{
	struct buf qr = {0}, page = {0};
	const char *path = packing_file(&s->packing, "-come-in.html");
	bool ok = invite_qr_svg(link, &qr);

	ok = ok &&
	     review_invitation(&s->packing.pack,
	         &(struct review_invitation){s->url, s->pin, qr.data}, &page,
	         diags) &&
	     file_write(path, page.data, page.len, diags);
	if (ok)
		s->invitation = path;
	buf_release(&qr);
	buf_release(&page);
	return ok;
}

static bool
invite_others(struct session *s, struct diags *diags)
{
	char link[TEXT + ROOM_PIN + 2];
	struct buf qr = {0};

	snprintf(link, sizeof link, "%s#%s", s->url, s->pin);
	if (!write_invitation(s, link, diags))
		return false;
	printf("The PIN for today: %s\n", s->pin);
	if (invite_qr_text(link, isatty(STDOUT_FILENO) != 0, &qr))
		fputs(qr.data, stdout);
	printf("To show all of this on a big screen: %s\n", s->invitation);
	buf_release(&qr);
	return true;
}

static bool
invite(struct session *s, struct diags *diags)
{
	snprintf(s->url, sizeof s->url, "http://%s:%u/",
	    s->options->lan ? s->address : "127.0.0.1",
	    serve_port(room_server(s->room)));
	printf("Open this page: %s\n", s->url);
	if (s->options->lan && !invite_others(s, diags))
		return false;
	printf("The session ends in %g hours. To end it now: Ctrl-C\n",
	    s->options->hours);
	fflush(stdout);
	return true;
}

/* ---- the session --------------------------------------------------------- */

/* Time goes on while a laptop sleeps. */
static double
now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
tell_state(const struct session *s)
{
	printf("Devices: %zu. Answers: %zu.", room_devices(s->room),
	    room_answers(s->room));
	fflush(stdout);
}

/* Say when answers can be kept no more, and when they can again. */
static void
tell_trouble(struct session *s)
{
	const char *trouble = room_trouble(s->room);
	struct diags diags = {0};

	if (s->is_troubled == (trouble != NULL))
		return;
	s->is_troubled = trouble != NULL;
	if (isatty(STDOUT_FILENO))
		puts("");
	if (trouble != NULL) {
		diag_add(&diags, DIAG_ANSWERS_WAIT, LOC_NONE, trouble);
		command_report(&diags);
	} else {
		puts("Answers are kept again.");
	}
	fflush(stdout);
}

static void
serve(struct session *s)
{
	struct server *server = room_server(s->room);
	double end = now_s() + s->options->hours * 3600;
	bool shows = isatty(STDOUT_FILENO) != 0;
	size_t devices = SIZE_MAX, answers = SIZE_MAX;

	while (!job_interrupted() && now_s() < end) {
		struct pollfd wait = {serve_fd(server), POLLIN, 0};
		int ms = serve_wait_ms(server);

		if (ms < 0 || ms > LONGEST_WAIT_MS)
			ms = LONGEST_WAIT_MS;
		poll(&wait, 1, ms);
		serve_run(server);
		tell_trouble(s);
		if (shows && (devices != room_devices(s->room) ||
		                 answers != room_answers(s->room))) {
			fputs("\r\033[K", stdout);
			tell_state(s);
		}
		devices = room_devices(s->room);
		answers = room_answers(s->room);
	}
}

static void
tell_end(const struct session *s)
{
	puts(isatty(STDOUT_FILENO) ? "\nThe session has ended."
	                           : "The session has ended.");
	tell_state(s);
	puts("");
	if (room_answers(s->room) > 0)
		printf("Now take the answers up:\n"
		       "    everyread review merge %s/*.json %s\n",
		    s->answers, s->options->pack.path);
}

/* The page is made and people may come in. What was found on the way is told
 * now: a session lasts for hours. */
static bool
begin(struct session *s, struct diags *diags)
{
	const struct options *o = s->options;

	puts("Making the page. This can take some minutes.");
	fflush(stdout);
	if (!packing_make(&s->packing, diags))
		return false;
	if (o->lan)
		make_pin(s->pin);
	if (!open_room(s, diags))
		return false;
	s->status = command_report(diags);
	return invite(s, diags);
}

static bool
run(struct session *s, struct diags *diags)
{
	bool ok = packing_open(&s->packing, &s->options->pack, diags) &&
	          begin(s, diags);

	if (ok) {
		serve(s);
		tell_end(s);
		if (s->is_troubled)
			diag_add(diags, DIAG_ANSWERS_WAIT, LOC_NONE,
			    room_trouble(s->room));
	}
	if (s->invitation != NULL)
		unlink(s->invitation);
	if (s->room != NULL)
		room_close(s->room);
	packing_close(&s->packing);
	return ok;
}

/* ---- the command line ---------------------------------------------------- */

static bool
read_number(const char *text, double least, double most, double *number)
{
	char *end;

	if (text[0] < '0' || text[0] > '9')
		return false;
	*number = strtod(text, &end);
	return *end == '\0' && *number >= least && *number <= most;
}

static const char perhaps_address[] =
    "One publication at a time, please. An address stands right behind --lan: "
    "--lan=ADDRESS";

static int
take_option(struct review_line *line, int c)
{
	struct options *o = line->arg;

	switch (c) {
	case 'l':
		o->lan = true;
		o->address = optarg;
		line->too_many = optarg != NULL ? NULL : perhaps_address;
		return -1;
	case 't':
		if (read_number(optarg, 0.001, MOST_HOURS, &o->hours))
			return -1;
		return command_usage(line->command,
		    "--hours needs a number up to 12, not \"%s\".", optarg);
	case 'p':
		return review_line_count(line, "--port", 65535, &o->port);
	default:
		return review_line_jobs(line, &o->pack.workers);
	}
}

/* -1 to go on, else the exit status. */
static int
read_options(struct options *o, int argc, char **argv)
{
	static const struct option own[] = {
	    {"lan", optional_argument, NULL, 'l'},
	    {"hours", required_argument, NULL, 't'},
	    {"port", required_argument, NULL, 'p'},
	    {"jobs", required_argument, NULL, 'j'},
	    {0},
	};
	struct review_line line = {.command = "review serve",
	    .help = help,
	    .own = own,
	    .take = take_option,
	    .arg = o,
	    .output = o->pack.output};
	int status = review_line_read(&line, argc, argv);

	o->pack.path = line.path;
	o->pack.output = line.output;
	return status;
}

int
review_command_serve(int argc, char **argv)
{
	struct options options = {
	    .pack = {.output = "output", .quiet = true}, .hours = USUAL_HOURS};
	struct session session = {.options = &options};
	struct diags diags = {0};
	int status = read_options(&options, argc, argv);
	bool ok;

	if (status >= 0)
		return status;
	job_catch_interrupts();
	ok = (!options.lan || choose_address(&session, &diags)) &&
	     run(&session, &diags);
	if (!ok && job_interrupted()) {
		diag_add(&diags, DIAG_INTERRUPTED, LOC_NONE);
		command_report(&diags);
		return STATUS_INTERRUPTED;
	}
	status = command_report(&diags);
	if (status == STATUS_OK)
		status = session.status;
	return ok || status != STATUS_OK ? status : STATUS_MACHINE;
}
