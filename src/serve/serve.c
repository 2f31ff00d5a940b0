/* The server: who may ask, which route answers, what every reply carries. */
#include "serve/serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/str.h"
#include "serve/inside.h"

enum { MAX_HEAD = 16 << 10 };

/* A request on its way in. */
struct visit {
	const struct serve_route *route;
	struct buf body;
};

static const char no_policy[] =
    "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'";

/* ---- replies ------------------------------------------------------------- */

static void
add_headers(struct MHD_Response *response, const struct serve_reply *reply)
{
	const char *const always[][2] = {
	    {"Content-Type", reply->media != NULL
	                         ? reply->media
	                         : "text/plain; charset=utf-8"},
	    {"Content-Security-Policy",
	        reply->policy != NULL ? reply->policy : no_policy},
	    {"Cache-Control", reply->never_changes
	                          ? "private, max-age=86400, immutable"
	                          : "no-store"},
	    {"X-Content-Type-Options", "nosniff"},
	    {"Referrer-Policy", "no-referrer"},
	    {"Cross-Origin-Resource-Policy", "same-origin"},
	    {"Cross-Origin-Opener-Policy", "same-origin"},
	};

	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		MHD_add_response_header(response, always[i][0], always[i][1]);
	if (reply->cookie.len > 0)
		MHD_add_response_header(
		    response, "Set-Cookie", reply->cookie.data);
}

static struct MHD_Response *
memory_response(struct buf *body)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(
	    body->len, body->data, MHD_RESPMEM_MUST_FREE);

	if (response != NULL)
		*body = (struct buf){0};
	return response;
}

static enum MHD_Result
send_reply(struct server *server, struct MHD_Connection *connection,
    struct serve_reply *reply)
{
	const char *range =
	    MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Range");
	struct MHD_Response *response;
	enum MHD_Result result = MHD_NO;
	unsigned status = reply->status;

	if (reply->listens)
		response = events_response(server, connection, &reply->body);
	else if (reply->has_file)
		response = file_response(reply->file, range, &status);
	else
		response = memory_response(&reply->body);
	if (response == NULL && status == MHD_HTTP_RANGE_NOT_SATISFIABLE)
		response = memory_response(&reply->body);
	if (response != NULL) {
		add_headers(response, reply);
		clients_expect(
		    connection, reply->listens ? INFINITY : SERVE_REPLY_S);
		result = MHD_queue_response(connection, status, response);
		MHD_destroy_response(response);
	}
	buf_release(&reply->body);
	buf_release(&reply->cookie);
	return result;
}

/* ---- who may ask --------------------------------------------------------- */

static const char *
header(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static bool
is_own_host(const struct server *server, const char *host)
{
	for (size_t i = 0; i < server->nhosts; i++)
		if (str_eq(host, server->hosts[i]))
			return true;
	return false;
}

/* "http://" and one of our hosts */
static bool
is_own_origin(const struct server *server, const char *origin)
{
	return str_starts(origin, "http://") &&
	       is_own_host(server, origin + strlen("http://"));
}

/* A page elsewhere may link to us; it may not take or send anything. A
 * program that is no browser sends neither header. */
static bool
is_from_elsewhere(
    const struct server *server, struct MHD_Connection *connection)
{
	const char *origin = header(connection, "Origin");
	const char *site = header(connection, "Sec-Fetch-Site");
	const char *mode = header(connection, "Sec-Fetch-Mode");
	const char *place = header(connection, "Sec-Fetch-Dest");

	if (origin != NULL && !is_own_origin(server, origin))
		return true;
	if (site == NULL || str_eq(site, "same-origin") || str_eq(site, "none"))
		return false;
	return !str_eq(mode, "navigate") || !str_eq(place, "document");
}

/* ---- routes -------------------------------------------------------------- */

static bool
is_of_route(const struct serve_route *route, const char *path)
{
	size_t n = strlen(route->path);

	return n > 1 && route->path[n - 1] == '/'
	           ? strncmp(path, route->path, n) == 0
	           : str_eq(path, route->path);
}

/* The route, or NULL and the status that says why there is none. */
static const struct serve_route *
find_route(const struct server *server, const char *method, const char *path,
    unsigned *status)
{
	bool is_post = str_eq(method, "POST");

	*status = MHD_HTTP_NOT_FOUND;
	for (size_t i = 0; i < server->own.nroutes; i++) {
		const struct serve_route *route = &server->own.routes[i];

		if (!is_of_route(route, path))
			continue;
		if (is_post == (route->method == SERVE_POST))
			return route;
		*status = MHD_HTTP_METHOD_NOT_ALLOWED;
	}
	return NULL;
}

static bool
is_known_method(const char *method)
{
	return str_eq(method, "GET") || str_eq(method, "HEAD") ||
	       str_eq(method, "POST");
}

/* Whether what it says will come is too much; 0 = fine. */
static unsigned
judge_length(const struct server *server, const struct serve_route *route,
    struct MHD_Connection *connection)
{
	const char *length = header(connection, "Content-Length");
	const char *encoding = header(connection, "Transfer-Encoding");
	char *end;
	unsigned long long n;

	if (encoding != NULL)
		return MHD_HTTP_LENGTH_REQUIRED;
	if (length == NULL)
		return route->method == SERVE_POST ? MHD_HTTP_LENGTH_REQUIRED
		                                   : 0;
	n = strtoull(length, &end, 10);
	if (route->method != SERVE_POST)
		return n == 0 && *end == '\0' ? 0 : MHD_HTTP_CONTENT_TOO_LARGE;
	return *end == '\0' && n <= server->own.max_body
	           ? 0
	           : MHD_HTTP_CONTENT_TOO_LARGE;
}

/* The head of a request has come: 0 to go on, else the status to refuse. */
static unsigned
judge(const struct server *server, struct MHD_Connection *connection,
    const char *method, const char *path, struct visit *visit)
{
	unsigned status;

	if (!is_own_host(server, header(connection, "Host")))
		return MHD_HTTP_MISDIRECTED_REQUEST;
	if (is_from_elsewhere(server, connection))
		return MHD_HTTP_FORBIDDEN;
	if (!is_known_method(method))
		return MHD_HTTP_METHOD_NOT_ALLOWED;
	visit->route = find_route(server, method, path, &status);
	if (visit->route == NULL)
		return status;
	return judge_length(server, visit->route, connection);
}

/* Words for a person whose browser shows the reply as a page. */
static void
put_refusal(const struct server *server, struct serve_reply *reply)
{
	reply->media = "text/plain; charset=utf-8";
	if (reply->status == MHD_HTTP_MISDIRECTED_REQUEST ||
	    reply->status == MHD_HTTP_NOT_FOUND)
		buf_printf(&reply->body,
		    "There is no page at this address. Please type the address "
		    "as it is shown: http://%s/\n",
		    server->hosts[0]);
	else
		buf_printf(&reply->body, "%s\n",
		    MHD_get_reason_phrase_for(reply->status));
}

static enum MHD_Result
refuse(
    struct server *server, struct MHD_Connection *connection, unsigned status)
{
	struct serve_reply reply = {.status = status};

	put_refusal(server, &reply);
	return send_reply(server, connection, &reply);
}

static enum MHD_Result
answer(struct server *server, struct MHD_Connection *connection,
    const char *path, const struct visit *visit)
{
	const struct serve_route *route = visit->route;
	size_t own = strlen(route->path);
	struct serve_request request = {
	    .path = path + (own > 1 && route->path[own - 1] == '/' ? own : 0),
	    .body = &visit->body,
	    .native = connection};
	struct serve_reply reply = {.status = MHD_HTTP_NOT_FOUND};

	route->run(server->own.arg, &request, &reply);
	if (reply.status == MHD_HTTP_NOT_FOUND && reply.body.len == 0)
		put_refusal(server, &reply);
	return send_reply(server, connection, &reply);
}

/* libmicrohttpd wants it without const, and changes nothing. */
static struct MHD_Connection *
connection_of(const struct serve_request *request)
{
	union {
		const void *given;
		struct MHD_Connection *connection;
	} native = {request->native};

	return native.connection;
}

const char *
serve_argument(const struct serve_request *request, const char *name)
{
	return MHD_lookup_connection_value(
	    connection_of(request), MHD_GET_ARGUMENT_KIND, name);
}

const char *
serve_cookie(const struct serve_request *request, const char *name)
{
	return MHD_lookup_connection_value(
	    connection_of(request), MHD_COOKIE_KIND, name);
}

void
serve_client(const struct serve_request *request, char out[SERVE_ADDRESS])
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection_of(request), MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr_in *in =
	    info != NULL ? (const void *)info->client_addr : NULL;

	if (in == NULL || in->sin_family != AF_INET ||
	    inet_ntop(AF_INET, &in->sin_addr, out, SERVE_ADDRESS) == NULL)
		strcpy(out, "?");
}

/* Called with the head, with each part of the body, and at the end. */
static enum MHD_Result
take_request(void *arg, struct MHD_Connection *connection, const char *path,
    const char *method, const char *version, const char *bytes, size_t *len,
    void **state)
{
	struct server *server = arg;
	struct visit *visit = *state;

	(void)version;
	if (visit == NULL) {
		unsigned status;

		*state = visit = mem_alloc(sizeof *visit);
		*visit = (struct visit){0};
		status = judge(server, connection, method, path, visit);
		return status == 0 ? MHD_YES
		                   : refuse(server, connection, status);
	}
	if (*len == 0)
		return answer(server, connection, path, visit);
	if (visit->body.len + *len > server->own.max_body)
		return MHD_NO;
	buf_add(&visit->body, bytes, *len);
	*len = 0;
	return MHD_YES;
}

static void
end_request(void *arg, struct MHD_Connection *connection, void **state,
    enum MHD_RequestTerminationCode why)
{
	struct visit *visit = *state;

	(void)arg;
	(void)why;
	clients_expect(connection, SERVE_REQUEST_S);
	if (visit != NULL)
		buf_release(&visit->body);
	free(visit);
	*state = NULL;
}

/* ---- the daemon ---------------------------------------------------------- */

static bool
start(struct server *server)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	    .sin_port = htons((in_port_t)server->own.port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	bool is_open = server->own.address != NULL;
	const union MHD_DaemonInfo *info;

	if (is_open &&
	    inet_pton(AF_INET, server->own.address, &address.sin_addr) != 1) {
		errno = EADDRNOTAVAIL;
		return false;
	}
	server->max_clients = is_open ? SERVE_MAX_VISITORS : SERVE_MAX_CLIENTS;
	server->daemon = MHD_start_daemon(
	    MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
	    take_request, server, MHD_OPTION_SOCK_ADDR,
	    (struct sockaddr *)&address, MHD_OPTION_NOTIFY_COMPLETED,
	    end_request, NULL, MHD_OPTION_NOTIFY_CONNECTION, clients_notify,
	    server, MHD_OPTION_CONNECTION_LIMIT, (unsigned)server->max_clients,
	    MHD_OPTION_PER_IP_CONNECTION_LIMIT,
	    is_open ? (unsigned)SERVE_MAX_OF_ONE : 0U,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SERVE_PATIENCE_S,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MAX_HEAD,
	    MHD_OPTION_END);
	if (server->daemon == NULL)
		return false;
	info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
	server->port = info != NULL ? info->port : 0;
	info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	server->fd = info != NULL ? info->epoll_fd : -1;
	return server->port != 0 && server->fd >= 0;
}

static void
name_hosts(struct server *server)
{
	const char *address = server->own.address;

	snprintf(server->hosts[0], sizeof server->hosts[0], "%s:%u",
	    address != NULL ? address : "127.0.0.1", server->port);
	server->nhosts = 1;
	if (address != NULL)
		return;
	snprintf(server->hosts[1], sizeof server->hosts[1], "localhost:%u",
	    server->port);
	server->nhosts = 2;
}

struct server *
serve_open(const struct serve_options *options, struct diags *diags)
{
	struct server *server = mem_alloc(sizeof *server);

	*server = (struct server){.own = *options};
	signal(SIGPIPE, SIG_IGN);
	if (!start(server)) {
		diag_add(diags, DIAG_NO_SERVER, LOC_NONE, options->port,
		    strerror(errno));
		serve_close(server);
		return NULL;
	}
	name_hosts(server);
	return server;
}

void
serve_close(struct server *server)
{
	if (server->daemon != NULL) {
		events_end(server);
		MHD_run(server->daemon);
		MHD_stop_daemon(server->daemon);
	}
	free(server);
}

unsigned
serve_port(const struct server *server)
{
	return server->port;
}

int
serve_fd(const struct server *server)
{
	return server->fd;
}

/* The shorter of two waits; -1 is for ever. */
static int
shorter(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

int
serve_wait_ms(const struct server *server)
{
	int own = shorter(events_wait_ms(server), clients_wait_ms(server));
	MHD_UNSIGNED_LONG_LONG ms;

	if (MHD_get_timeout(server->daemon, &ms) == MHD_NO)
		return own;
	if (ms > SERVE_PATIENCE_S * 1000)
		ms = SERVE_PATIENCE_S * 1000;
	return shorter(own, (int)ms);
}

void
serve_run(struct server *server)
{
	events_pulse(server);
	clients_pulse(server);
	MHD_run(server->daemon);
}
