/*
 * A small HTTP server for pages that people of one computer, or of one room,
 * look at: the live preview, the answers of a group. It has no thread: the
 * caller's own loop waits for serve_fd() and calls serve_run().
 *
 * It refuses by itself, before a route is asked:
 *   - a Host that is not its own address (a page elsewhere whose name was
 *     pointed at this computer: DNS rebinding), and what a page of another
 *     origin asks for;
 *   - other methods than GET, HEAD and, where a route takes it, POST;
 *   - a body without a length or larger than the options allow, heads larger
 *     than 16 KB, too many clients at once, clients that say nothing for
 *     SERVE_PATIENCE_S seconds or take longer than SERVE_REQUEST_S for a
 *     request, SERVE_REPLY_S for a reply.
 * Every reply has a Content-Security-Policy and may only be framed by pages
 * of its own.
 */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

enum {
	SERVE_MAX_CLIENTS = 64,   /* of this computer */
	SERVE_MAX_VISITORS = 300, /* of a network, and */
	SERVE_MAX_OF_ONE = 16,    /* of one address in it */
	SERVE_ADDRESS = 16,       /* characters of an address, with the NUL */
	SERVE_PATIENCE_S = 20,
	SERVE_REQUEST_S = 10, /* all of a request has come */
	SERVE_REPLY_S = 600,  /* all of a reply has gone */
	SERVE_PULSE_S = 15,   /* listeners hear something that often */
};

enum serve_method { SERVE_GET, SERVE_POST };

struct serve_request {
	const char *path;       /* decoded; what is behind the route's own */
	const struct buf *body; /* of a POST */
	const void *native;
};

/* The value of "?name=value", decoded, or NULL; borrowed. */
const char *serve_argument(
    const struct serve_request *request, const char *name);
/* The value of a cookie, or NULL; borrowed. */
const char *serve_cookie(const struct serve_request *request, const char *name);
/* The address (IPv4) that asks, as text: the same for all of one computer. */
void serve_client(const struct serve_request *request, char out[SERVE_ADDRESS]);

/* Filled by a route. All zero: status 404. */
struct serve_reply {
	unsigned status;
	const char *media; /* "text/html; charset=utf-8" */
	struct buf body;   /* the server releases it */
	int file;          /* its bytes instead of body; the server closes it */
	bool has_file;
	const char *policy; /* Content-Security-Policy; NULL = nothing at all */
	struct buf cookie;  /* to set one: all of its header; released, too */
	bool never_changes; /* the browser may keep it */
	/* The client stays and hears what serve_tell() says. body, of the form
	 * that serve_put_event() writes, is the first that it hears. */
	bool listens;
};

typedef void serve_function(
    void *arg, const struct serve_request *request, struct serve_reply *reply);

/* A path that ends in "/" (but "/" itself) is that of all paths below it. */
struct serve_route {
	enum serve_method method;
	const char *path;
	serve_function *run;
};

struct serve_options {
	const struct serve_route *routes;
	size_t nroutes;
	void *arg; /* of the routes */
	/* To listen at, "192.168.0.5": others of its network may ask. NULL =
	 * 127.0.0.1, for this computer alone. */
	const char *address;
	unsigned port;   /* 0 = one that is free */
	size_t max_body; /* bytes of what is sent at once */
};

struct server;

/* Begin to listen. From now on SIGPIPE is ignored in this process. NULL
 * after a message. */
struct server *serve_open(
    const struct serve_options *options, struct diags *diags);
void serve_close(struct server *server);

unsigned serve_port(const struct server *server);
/* To wait for with poll(), POLLIN, no longer than that many milliseconds (-1
 * = for ever); then, in any case, serve_run(). */
int serve_fd(const struct server *server);
int serve_wait_ms(const struct server *server);
void serve_run(struct server *server);

/* An event of a server-sent stream; data is one line. */
void serve_put_event(struct buf *out, const char *name, const char *data);
/* Say it to all who listen. */
void serve_tell(struct server *server, const char *name, const char *data);

/* Reply with a file below folder: its media type is known by its name. The
 * reply stays as it is, a 404, if the name leads out of the folder, is no
 * plain file, or is of a kind that is not served. */
void serve_file(
    struct serve_reply *reply, const char *folder, const char *name);

#endif
