/*
 * Server-sent events. A listener's connection is suspended while there is
 * nothing to say, so that it costs nothing, and resumed with each event.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "serve/inside.h"

/* One who does not take what is said is let go, and comes back if it lives. */
enum { MAX_WAITING = 4 << 20 };

void
serve_put_event(struct buf *out, const char *name, const char *data)
{
	buf_printf(out, "event: %s\ndata: ", name);
	for (; *data != '\0'; data++)
		buf_putc(out, *data == '\n' || *data == '\r' ? ' ' : *data);
	buf_puts(out, "\n\n");
}

static ssize_t
send_waiting(void *arg, uint64_t position, char *out, size_t room)
{
	struct listener *listener = arg;
	struct buf *waiting = &listener->waiting;
	size_t n = waiting->len < room ? waiting->len : room;

	(void)position;
	if (listener->server->is_closing || waiting->len > MAX_WAITING)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (n == 0) {
		listener->is_asleep = true;
		MHD_suspend_connection(listener->connection);
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		out[i] = waiting->data[i];
	waiting->len -= n;
	for (size_t i = 0; i < waiting->len; i++)
		waiting->data[i] = waiting->data[i + n];
	return (ssize_t)n;
}

static void
forget(void *arg)
{
	struct listener *listener = arg;
	struct listener **link = &listener->server->listeners;

	while (*link != listener)
		link = &(*link)->next;
	*link = listener->next;
	buf_release(&listener->waiting);
	free(listener);
}

struct MHD_Response *
events_response(
    struct server *server, struct MHD_Connection *connection, struct buf *first)
{
	struct listener *listener = mem_alloc(sizeof *listener);
	struct MHD_Response *response;

	*listener = (struct listener){.next = server->listeners,
	    .server = server,
	    .connection = connection,
	    .waiting = *first};
	*first = (struct buf){0};
	server->listeners = listener;
	response = MHD_create_response_from_callback(
	    MHD_SIZE_UNKNOWN, 1 << 14, send_waiting, listener, forget);
	if (response == NULL)
		forget(listener);
	return response;
}

static void
wake(struct listener *listener)
{
	if (listener->is_asleep) {
		listener->is_asleep = false;
		MHD_resume_connection(listener->connection);
	}
}

static void
say_to_all(struct server *server, const struct buf *words)
{
	for (struct listener *l = server->listeners; l != NULL; l = l->next) {
		buf_add(&l->waiting, words->data, words->len);
		wake(l);
	}
}

void
serve_tell(struct server *server, const char *name, const char *data)
{
	struct buf event = {0};

	serve_put_event(&event, name, data);
	say_to_all(server, &event);
	buf_release(&event);
}

void
events_pulse(struct server *server)
{
	struct buf comment = {0};
	double now = serve_now_s();

	if (server->next_pulse_s > now)
		return;
	if (server->next_pulse_s > 0) {
		buf_puts(&comment, ":\n\n");
		say_to_all(server, &comment);
		buf_release(&comment);
	}
	server->next_pulse_s = now + SERVE_PULSE_S;
}

int
events_wait_ms(const struct server *server)
{
	double left = server->next_pulse_s - serve_now_s();

	if (server->listeners == NULL)
		return -1;
	return left > 0 ? (int)(left * 1000) + 1 : 0;
}

void
events_end(struct server *server)
{
	server->is_closing = true;
	for (struct listener *l = server->listeners; l != NULL; l = l->next)
		wake(l);
}
