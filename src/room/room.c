/* What a device may ask of a session, and what it gets. */
#include "room/room.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/str.h"
#include "room/device.h"
#include "room/limit.h"
#include "room/line.h"

/* A person taps, or types a sentence: no more often than that. */
static const struct limit of_answers = {40, 5};
static const struct limit of_pages = {10, 0.2};
/* A PIN of 6 digits is not found by trying: 5 wrong ones and then 5 a minute
 * from an address, 30 a minute from all. */
static const struct limit of_pins = {5, 5 / 60.0};
static const struct limit of_all_pins = {30, 0.5};
static const struct limit of_joins = {20, 0.5};
/* Who has the PIN cannot come as so many devices that no place is left. */
static const struct limit of_arrivals = {12, 1 / 60.0};

enum { COOKIE = 160 };

struct room {
	struct room_options own;
	/* "everyread-ID": browsers hold cookies by host, not by port, and one
	 * computer may have sessions about several publications */
	char cookie[COOKIE];
	struct devices *devices;
	struct server *server;
	struct limits pins, arrivals, joins, pages, answers;
	struct left all_pins;
	int trouble; /* errno of the last answer */
};

enum {
	STATUS_OK = 200,
	STATUS_BAD = 400,
	STATUS_WRONG_PIN = 401,
	STATUS_UNKNOWN = 403,
	STATUS_TAKEN = 409,
	STATUS_TOO_LARGE = 413,
	STATUS_TOO_OFTEN = 429,
	STATUS_FULL = 507,
};

/* What the page itself allows is tighter; a header cannot know its hashes. */
static const char policy[] =
    "default-src 'none'; img-src data:; media-src data:; "
    "style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

static double
now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct device *
device_of(struct room *room, const struct serve_request *request)
{
	return devices_find(room->devices, serve_cookie(request, room->cookie));
}

/* What is left for the address that asks. */
static struct left *
left_of_client(struct limits *limits, const struct serve_request *request)
{
	char address[SERVE_ADDRESS];

	serve_client(request, address);
	return limits_of(limits, address);
}

static bool
is_allowed(struct limits *limits, const struct limit *limit, const char *name)
{
	return limit_take(limit, limits_of(limits, name), now_s());
}

/* ---- small bodies -------------------------------------------------------- */

static void
reply_json(struct serve_reply *reply, unsigned status, const char *text)
{
	reply->status = status;
	reply->media = "application/json";
	buf_puts(&reply->body, text);
}

/* ---- coming in ----------------------------------------------------------- */

/* Make the browser known: its secret goes into a cookie that no script sees
 * and that no other page can send. */
static void
welcome(struct room *room, struct serve_reply *reply)
{
	char secret[DEVICE_SECRET + 1];

	devices_add(room->devices, secret);
	buf_printf(&reply->cookie,
	    "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=86400",
	    room->cookie, secret);
}

static void
give_page(
    struct room *room, const struct device *device, struct serve_reply *reply)
{
	if (device != NULL &&
	    !is_allowed(&room->pages, &of_pages, device->hash)) {
		reply->status = STATUS_TOO_OFTEN;
		reply->media = "text/plain; charset=utf-8";
		buf_puts(&reply->body,
		    "This page was loaded very often. Please wait a minute. "
		    "Then load it again. Your answers are safe.\n");
		return;
	}
	reply->file = open(room->own.page, O_RDONLY | O_CLOEXEC);
	reply->has_file = reply->file >= 0;
	if (!reply->has_file)
		return;
	reply->status = STATUS_OK;
	reply->media = "text/html; charset=utf-8";
	reply->policy = policy;
}

static void
get_page(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	struct room *room = arg;
	const struct device *device = device_of(room, request);

	if (device == NULL && room->own.pin != NULL) {
		reply->status = STATUS_OK;
		reply->media = "text/html; charset=utf-8";
		reply->policy = policy;
		buf_puts(&reply->body, room->own.gate);
		return;
	}
	if (device == NULL)
		welcome(room, reply);
	give_page(room, device, reply);
}

/* It takes the same time for every wrong PIN. */
static bool
is_pin(const struct room *room, const char *pin)
{
	unsigned char wrong = strlen(pin) != ROOM_PIN;

	for (size_t i = 0; !wrong && i < ROOM_PIN; i++)
		wrong |= (unsigned char)(pin[i] ^ room->own.pin[i]);
	return !wrong;
}

static void
post_pin(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	struct room *room = arg;
	struct left *mine = left_of_client(&room->pins, request);
	json_t *body;
	double now = now_s();

	if (!limit_has(&of_pins, mine, now) ||
	    !limit_has(&of_all_pins, &room->all_pins, now)) {
		reply_json(reply, STATUS_TOO_OFTEN, "{}\n");
		return;
	}
	body = body_read(request->body);
	if (room->own.pin != NULL && !is_pin(room, body_field(body, "pin"))) {
		limit_take(&of_pins, mine, now);
		limit_take(&of_all_pins, &room->all_pins, now);
		reply_json(reply, STATUS_WRONG_PIN, "{}\n");
	} else if (!limit_take(&of_arrivals,
	               left_of_client(&room->arrivals, request), now)) {
		reply_json(reply, STATUS_TOO_OFTEN, "{}\n");
	} else {
		welcome(room, reply);
		reply_json(reply, STATUS_OK, "{}\n");
	}
	json_decref(body);
}

/* ---- a device ------------------------------------------------------------ */

static void
get_session(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	const struct device *device = device_of(arg, request);

	if (device == NULL) {
		reply_json(reply, STATUS_UNKNOWN, "{}\n");
		return;
	}
	reply_json(reply, STATUS_OK, "");
	buf_printf(&reply->body, "{\"code\": \"%s\"}\n", device->code);
}

static void
post_join(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	static const unsigned statuses[] = {[JOIN_OK] = STATUS_OK,
	    [JOIN_NO_CODE] = STATUS_BAD,
	    [JOIN_TAKEN] = STATUS_TAKEN,
	    [JOIN_FULL] = STATUS_FULL,
	    [JOIN_FAILED] = STATUS_FULL};
	struct room *room = arg;
	struct device *device = device_of(room, request);
	json_t *body;

	if (device == NULL) {
		reply_json(reply, STATUS_UNKNOWN, "{}\n");
		return;
	}
	if (!limit_take(
	        &of_joins, left_of_client(&room->joins, request), now_s())) {
		reply_json(reply, STATUS_TOO_OFTEN, "{}\n");
		return;
	}
	body = body_read(request->body);
	reply_json(reply,
	    statuses[device_join(
	        room->devices, device, body_field(body, "code"))],
	    "{}\n");
	json_decref(body);
}

static void
post_leave(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	struct device *device = device_of(arg, request);

	if (device != NULL)
		device_leave(device);
	reply_json(reply, STATUS_OK, "{}\n");
}

/* A device that has joined; else the reply says so. */
static struct device *
joined_device(struct room *room, const struct serve_request *request,
    struct serve_reply *reply)
{
	struct device *device = device_of(room, request);

	if (device != NULL && device->file >= 0)
		return device;
	reply_json(reply, STATUS_UNKNOWN, "{}\n");
	return NULL;
}

static void
get_mine(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	struct room *room = arg;
	const struct device *device = joined_device(room, request, reply);

	if (device == NULL)
		return;
	if (!is_allowed(&room->pages, &of_pages, device->hash))
		reply_json(reply, STATUS_TOO_OFTEN, "");
	else if (device_read(device, &reply->body))
		reply_json(reply, STATUS_OK, "");
	else
		reply_json(reply, STATUS_FULL, "");
}

/* ---- answers ------------------------------------------------------------- */

static enum append
append(struct room *room, struct device *device, const char *line)
{
	enum append is = device_append(device, line, strlen(line));

	if (is != APPEND_FULL)
		room->trouble = is == APPEND_OK ? 0 : errno;
	return is;
}

static void
post_answers(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	/* after a new start, a device may have to say its code again */
	static const unsigned refusals[] = {
	    [LINE_OF_ANOTHER] = STATUS_UNKNOWN, [LINE_WRONG] = STATUS_BAD};
	static const unsigned statuses[] = {[APPEND_OK] = STATUS_OK,
	    [APPEND_FULL] = STATUS_TOO_LARGE,
	    [APPEND_FAILED] = STATUS_FULL};
	struct room *room = arg;
	struct device *device = joined_device(room, request, reply);
	struct line line;

	if (device == NULL)
		return;
	if (!is_allowed(&room->answers, &of_answers, device->hash)) {
		reply_json(reply, STATUS_TOO_OFTEN, "{}\n");
		return;
	}
	line =
	    line_make(&(struct line_head){.publication = room->own.publication,
	                  .code = device->code,
	                  .pack = room->own.pack},
	        request->body);
	reply_json(reply,
	    line.is != LINE_OK ? refusals[line.is]
	                       : statuses[append(room, device, line.text)],
	    line.is_of_older ? "{\"changed\": true}\n" : "{}\n");
	free(line.text);
}

/* ---- the room ------------------------------------------------------------ */

static const struct serve_route routes[] = {
    {SERVE_GET, "/", get_page},
    {SERVE_POST, "/pin", post_pin},
    {SERVE_GET, "/session", get_session},
    {SERVE_POST, "/join", post_join},
    {SERVE_POST, "/leave", post_leave},
    {SERVE_GET, "/mine", get_mine},
    {SERVE_POST, "/answers", post_answers},
};

struct room *
room_open(const struct room_options *options, struct diags *diags)
{
	struct room *room = mem_alloc(sizeof *room);
	const struct serve_options serving = {.routes = routes,
	    .nroutes = sizeof routes / sizeof *routes,
	    .arg = room,
	    .address = options->address,
	    .port = options->port,
	    .max_body = ROOM_MAX_ANSWER};

	*room = (struct room){.own = *options};
	snprintf(room->cookie, sizeof room->cookie, "everyread-%s",
	    options->publication);
	room->devices = devices_open(options->folder, options->date, diags);
	if (room->devices != NULL)
		room->server = serve_open(&serving, diags);
	if (room->server != NULL)
		return room;
	room_close(room);
	return NULL;
}

void
room_close(struct room *room)
{
	if (room->server != NULL)
		serve_close(room->server);
	if (room->devices != NULL)
		devices_close(room->devices);
	free(room);
}

struct server *
room_server(const struct room *room)
{
	return room->server;
}

size_t
room_devices(const struct room *room)
{
	return devices_joined(room->devices);
}

size_t
room_answers(const struct room *room)
{
	return devices_lines(room->devices);
}

const char *
room_trouble(const struct room *room)
{
	return room->trouble != 0 ? strerror(room->trouble) : NULL;
}
