/* The state of the live preview, and what a browser can ask of it. */
#include "command/preview_show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/job.h"
#include "base/json.h"
#include "base/str.h"
#include "command/findings.h"
#include "command/preview_build.h"
#include "render/render.h"
#include "write/html/fill.h"

enum { MAX_FILE = 1 << 30 };

static const char page_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "media-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

static const char *const state_names[] = {
    [SHOWN_BUILDING] = "building",
    [SHOWN_SOUND] = "sound",
    [SHOWN_READY] = "ready",
    [SHOWN_BROKEN] = "broken",
};

/* A build whose files are still there. */
struct made_build {
	unsigned number;
	struct stage *stage;
};

struct shown_edition {
	char *name, *writer, *file; /* file is NULL until one is ready */
	unsigned build;             /* it is of */
	unsigned revision;          /* counts what is new in it */
	uint64_t hash;              /* of the file */
	bool is_old;                /* the last build could not make it */
	unsigned pages;             /* of a PDF */
	double size[2];             /* of its first page, in points */
};

struct shown {
	struct server *server;
	const char *templates;
	bool polls;
	enum shown_state state;
	char *title;
	struct shown_edition *editions;
	size_t neditions;
	struct made_build *builds; /* the last one is the present one */
	size_t nbuilds, builds_cap;
	unsigned number; /* of the present build */
	struct diags messages;
	unsigned messages_revision;
	bool has_failed; /* the present build made not all */
};

/* ---- saying it ----------------------------------------------------------- */

static void
put_edition(struct buf *out, const struct shown_edition *e)
{
	buf_puts(out, "{\"name\": ");
	json_put_string(out, e->name);
	buf_puts(out, ", \"writer\": ");
	json_put_string(out, e->writer);
	buf_puts(out, ", \"file\": ");
	json_put_string(out, e->file);
	buf_printf(out,
	    ", \"build\": %u, \"revision\": %u, \"old\": %s, \"pages\": %u, "
	    "\"width\": %.2f, \"height\": %.2f}",
	    e->build, e->revision, e->is_old ? "true" : "false", e->pages,
	    e->size[0], e->size[1]);
}

static void
put_state(const struct shown *shown, struct buf *out)
{
	buf_puts(out, "{\"state\": ");
	json_put_string(out, state_names[shown->state]);
	buf_puts(out, ", \"title\": ");
	json_put_string(out, shown->title);
	buf_printf(out,
	    ", \"build\": %u, \"messages\": %u, \"errors\": %zu, "
	    "\"polls\": %s, \"editions\": [",
	    shown->number, shown->messages_revision, shown_errors(shown),
	    shown->polls ? "true" : "false");
	for (size_t i = 0; i < shown->neditions; i++) {
		buf_puts(out, i > 0 ? ", " : "");
		put_edition(out, &shown->editions[i]);
	}
	buf_puts(out, "]}");
}

static void
tell_state(struct shown *shown)
{
	struct buf state = {0};

	put_state(shown, &state);
	serve_tell(shown->server, "state", buf_str(&state));
	buf_release(&state);
}

/* ---- routes -------------------------------------------------------------- */

static void
reply_with(const struct shown *shown, const char *name, const char *media,
    struct serve_reply *reply)
{
	struct diags unsaid = {0};

	if (html_read(shown->templates, name, &reply->body, &unsaid)) {
		reply->status = 200;
		reply->media = media;
		reply->policy = page_policy;
	}
	diags_release(&unsaid);
}

static void
get_page(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	(void)request;
	reply_with(arg, "preview/page.html", "text/html; charset=utf-8", reply);
}

static void
get_style(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	(void)request;
	reply_with(arg, "preview/page.css", "text/css; charset=utf-8", reply);
}

static void
get_script(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	(void)request;
	reply_with(
	    arg, "preview/page.js", "text/javascript; charset=utf-8", reply);
}

static void
get_events(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	struct buf state = {0};

	(void)request;
	put_state(arg, &state);
	serve_put_event(&reply->body, "state", buf_str(&state));
	buf_release(&state);
	reply->status = 200;
	reply->media = "text/event-stream";
	reply->listens = true;
}

static void
get_messages(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	const struct shown *shown = arg;

	(void)request;
	findings_put(&shown->messages, FINDINGS_JSON, &reply->body);
	reply->status = 200;
	reply->media = "application/json";
}

/* "N/NAME": the folder of build N, or NULL; *name is what follows. */
static const char *
find_folder(const struct shown *shown, const char *path, const char **name)
{
	char *end;
	unsigned long number = strtoul(path, &end, 10);

	if (path[0] < '1' || path[0] > '9' || *end != '/')
		return NULL;
	*name = end + 1;
	for (size_t i = 0; i < shown->nbuilds; i++)
		if (shown->builds[i].number == number)
			return stage_folder(shown->builds[i].stage);
	return NULL;
}

static void
get_file(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	const char *name, *folder = find_folder(arg, request->path, &name);

	if (folder != NULL)
		serve_file(reply, folder, name);
}

/* A picture to be made in a worker, so that it cannot stop the server. */
struct picture_wish {
	char *path;
	unsigned page, width;
};

static bool
draw_page(void *arg, struct buf *result, struct diags *diags)
{
	const struct picture_wish *wish = arg;

	(void)diags;
	return render_page(wish->path, wish->page, wish->width, result);
}

static unsigned
number_argument(const struct serve_request *request, const char *name)
{
	const char *text = serve_argument(request, name);

	return text != NULL && strlen(text) < 6 && text[0] >= '1' &&
	               text[0] <= '9'
	           ? (unsigned)atoi(text)
	           : 0;
}

static void
get_picture(
    void *arg, const struct serve_request *request, struct serve_reply *reply)
{
	const char *name, *folder = find_folder(arg, request->path, &name);
	struct picture_wish wish = {.page = number_argument(request, "page"),
	    .width = number_argument(request, "width")};
	struct job job = {.name = "picture", .run = draw_page, .arg = &wish};
	struct diags unsaid = {0};

	if (folder == NULL || !str_ends(name, ".pdf") ||
	    !path_inside(folder, name, &wish.path))
		return;
	if (jobs_run(&job, 1, 1, NULL, &unsaid)) {
		reply->status = 200;
		reply->media = "image/png";
		reply->never_changes = true;
		reply->body = job.result;
	} else {
		buf_release(&job.result);
	}
	diags_release(&unsaid);
	free(wish.path);
}

static const struct serve_route routes[] = {
    {SERVE_GET, "/", get_page},
    {SERVE_GET, "/page.css", get_style},
    {SERVE_GET, "/page.js", get_script},
    {SERVE_GET, "/events", get_events},
    {SERVE_GET, "/messages", get_messages},
    {SERVE_GET, "/build/", get_file},
    {SERVE_GET, "/page/", get_picture},
};

struct shown *
shown_open(const struct shown_options *options, struct diags *diags)
{
	struct shown *shown = mem_alloc(sizeof *shown);
	const struct serve_options serve = {.routes = routes,
	    .nroutes = sizeof routes / sizeof *routes,
	    .arg = shown,
	    .port = options->port};

	*shown = (struct shown){
	    .templates = options->templates, .polls = options->polls};
	shown->server = serve_open(&serve, diags);
	if (shown->server == NULL) {
		shown_close(shown);
		return NULL;
	}
	return shown;
}

struct server *
shown_server(const struct shown *shown)
{
	return shown->server;
}

/* ---- editions ------------------------------------------------------------ */

static void
release_edition(struct shown_edition *e)
{
	free(e->name);
	free(e->writer);
	free(e->file);
}

static struct shown_edition *
find_edition(const struct shown *shown, const char *name)
{
	for (size_t i = 0; i < shown->neditions; i++)
		if (str_eq(shown->editions[i].name, name))
			return &shown->editions[i];
	return NULL;
}

static char *
copy(const char *text)
{
	size_t n = strlen(text) + 1;

	return memcpy(mem_alloc(n), text, n);
}

/* The string at *p, and *p behind it. */
static const char *
next_string(const char **p)
{
	const char *s = *p;

	*p += strlen(s) + 1;
	return s;
}

/* The editions that there are now; those that were there before keep what
 * they show. */
static void
take_opened(struct shown *shown, const struct buf *piece)
{
	const char *p = piece->data, *end = piece->data + piece->len;
	struct shown_edition *editions =
	    mem_alloc((piece->len + 1) * sizeof *editions);
	size_t n = 0;

	free(shown->title);
	shown->title = copy(next_string(&p));
	while (p < end) {
		const char *name = next_string(&p), *writer = next_string(&p);
		struct shown_edition *old = find_edition(shown, name);

		if (old != NULL && str_eq(old->writer, writer)) {
			editions[n++] = *old;
			*old = (struct shown_edition){0};
		} else {
			editions[n++] = (struct shown_edition){
			    .name = copy(name), .writer = copy(writer)};
		}
	}
	for (size_t i = 0; i < shown->neditions; i++)
		release_edition(&shown->editions[i]);
	free(shown->editions);
	shown->editions = editions;
	shown->neditions = n;
}

/* A number for the bytes of a file; 0 if it is not there. */
static uint64_t
hash_file(const char *path)
{
	struct buf bytes = {0};
	struct diags unsaid = {0};
	uint64_t hash = 0;

	if (file_read(path, MAX_FILE, &bytes, &unsaid, LOC_NONE))
		hash = hash_add(HASH_START, bytes.data, bytes.len);
	buf_release(&bytes);
	diags_release(&unsaid);
	return hash;
}

/* An edition is ready. If it is the same as before, nothing is to be shown
 * anew. */
static void
take_made(struct shown *shown, const struct buf *piece)
{
	const char *p = piece->data, *name = next_string(&p);
	const char *file = next_string(&p);
	struct shown_edition *e = find_edition(shown, name);
	const struct made_build *build = &shown->builds[shown->nbuilds - 1];
	char *path = path_join(stage_folder(build->stage), file);
	uint64_t hash = hash_file(path);

	if (e != NULL && hash != 0) {
		e->is_old = false;
		if (e->hash != hash || !str_eq(e->file, file)) {
			free(e->file);
			e->file = copy(file);
			e->hash = hash;
			e->build = build->number;
			e->revision++;
			if (str_eq(e->writer, "pdf"))
				render_size(path, &e->pages, e->size);
		}
	}
	free(path);
}

static void
take_messages(struct shown *shown, const struct buf *piece)
{
	diags_release(&shown->messages);
	diags_load(&shown->messages, piece->data, piece->len);
	shown->messages_revision++;
}

static void
take_failed(struct shown *shown, const char *name)
{
	struct shown_edition *e = find_edition(shown, name);

	if (e != NULL)
		e->is_old = e->file != NULL;
	shown->has_failed = true;
}

static void
mark_all_old(struct shown *shown)
{
	for (size_t i = 0; i < shown->neditions; i++)
		shown->editions[i].is_old = shown->editions[i].file != NULL;
}

/* ---- builds -------------------------------------------------------------- */

void
shown_begin(struct shown *shown, struct stage *stage)
{
	ARRAY_GROW(shown->builds, shown->nbuilds, shown->builds_cap);
	shown->builds[shown->nbuilds++] =
	    (struct made_build){++shown->number, stage};
	shown->state = SHOWN_BUILDING;
	shown->has_failed = false;
	tell_state(shown);
}

void
shown_take(struct shown *shown, char what, const struct buf *piece)
{
	switch (what) {
	case PREVIEW_OPENED:
		take_opened(shown, piece);
		break;
	case PREVIEW_MADE:
		take_made(shown, piece);
		break;
	case PREVIEW_FAILED:
		take_failed(shown, piece->data);
		break;
	case PREVIEW_MESSAGES:
		take_messages(shown, piece);
		break;
	case PREVIEW_QUICK:
		shown->state = shown->has_failed ? SHOWN_BROKEN : SHOWN_SOUND;
		break;
	}
	tell_state(shown);
}

static bool
is_used(const struct shown *shown, unsigned build)
{
	for (size_t i = 0; i < shown->neditions; i++)
		if (shown->editions[i].file != NULL &&
		    shown->editions[i].build == build)
			return true;
	return false;
}

static void
remove_unused(struct shown *shown)
{
	size_t kept = 0;

	for (size_t i = 0; i < shown->nbuilds; i++)
		if (is_used(shown, shown->builds[i].number))
			shown->builds[kept++] = shown->builds[i];
		else
			stage_abandon(shown->builds[i].stage);
	shown->nbuilds = kept;
}

void
shown_end(struct shown *shown, bool crashed, bool was_stopped)
{
	if (crashed && !was_stopped) {
		diag_add(&shown->messages, DIAG_WORKER_LOST, LOC_NONE, "build",
		    "it ended early");
		shown->messages_revision++;
		shown->has_failed = true;
	}
	if (shown->state == SHOWN_BUILDING && !was_stopped) {
		mark_all_old(shown); /* it could not even be opened */
		shown->has_failed = true;
	}
	shown->state = shown->has_failed ? SHOWN_BROKEN : SHOWN_READY;
	remove_unused(shown);
	tell_state(shown);
}

enum shown_state
shown_state(const struct shown *shown)
{
	return shown->state;
}

size_t
shown_errors(const struct shown *shown)
{
	return diags_count(&shown->messages, DIAG_ERROR) +
	       diags_count(&shown->messages, DIAG_USAGE) +
	       diags_count(&shown->messages, DIAG_MACHINE);
}

void
shown_close(struct shown *shown)
{
	if (shown->server != NULL)
		serve_close(shown->server);
	for (size_t i = 0; i < shown->nbuilds; i++)
		stage_abandon(shown->builds[i].stage);
	for (size_t i = 0; i < shown->neditions; i++)
		release_edition(&shown->editions[i]);
	free(shown->editions);
	free(shown->builds);
	free(shown->title);
	diags_release(&shown->messages);
	free(shown);
}
