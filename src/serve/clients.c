/*
 * Who is connected, and for how long. libmicrohttpd lets go of a client that
 * says nothing; one that says a little now and then would stay for ever, and
 * some hundred of them would be all that there may be. So a request must have
 * come, and a reply must have gone, within a time; and when nearly all places
 * are taken, the one that would be let go next goes now.
 */
#include <math.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/arena.h"
#include "serve/inside.h"

enum { RESERVE = 16 }; /* places that are kept free */

struct client {
	struct client *next;
	int fd;
	double until_s; /* INFINITY: as long as it likes */
};

double
serve_now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Its end comes to libmicrohttpd as if the client had hung up. */
static void
let_go(struct client *client)
{
	if (client == NULL || isinf(client->until_s))
		return;
	shutdown(client->fd, SHUT_RDWR);
	client->until_s = INFINITY;
}

static struct client *
first_to_go(const struct server *server)
{
	struct client *first = server->clients;

	for (struct client *c = first; c != NULL; c = c->next)
		if (c->until_s < first->until_s)
			first = c;
	return first;
}

static struct client *
client_new(struct server *server, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct client *client = mem_alloc(sizeof *client);

	*client = (struct client){.next = server->clients,
	    .fd = info->connect_fd,
	    .until_s = serve_now_s() + SERVE_REQUEST_S};
	server->clients = client;
	server->nclients++;
	return client;
}

static void
client_free(struct server *server, struct client *client)
{
	struct client **link = &server->clients;

	while (*link != client)
		link = &(*link)->next;
	*link = client->next;
	server->nclients--;
	free(client);
}

void
clients_notify(void *arg, struct MHD_Connection *connection, void **context,
    enum MHD_ConnectionNotificationCode what)
{
	struct server *server = arg;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (*context != NULL)
			client_free(server, *context);
		*context = NULL;
		return;
	}
	if (server->nclients + RESERVE >= server->max_clients)
		let_go(first_to_go(server));
	*context = client_new(server, connection);
}

void
clients_expect(struct MHD_Connection *connection, double within_s)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct client *client = info != NULL ? info->socket_context : NULL;

	if (client != NULL)
		client->until_s = serve_now_s() + within_s;
}

void
clients_pulse(struct server *server)
{
	double now = serve_now_s();

	for (struct client *c = server->clients; c != NULL; c = c->next)
		if (c->until_s <= now)
			let_go(c);
}

int
clients_wait_ms(const struct server *server)
{
	const struct client *first = first_to_go(server);
	double left;

	if (first == NULL || isinf(first->until_s))
		return -1;
	left = first->until_s - serve_now_s();
	return left > 0 ? (int)(left * 1000) + 1 : 0;
}
