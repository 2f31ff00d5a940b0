/* What the files of this module share. */
#ifndef SERVE_INSIDE_H
#define SERVE_INSIDE_H

#include <microhttpd.h>

#include "serve/serve.h"

/* One who stays to hear events. */
struct listener {
	struct listener *next;
	struct server *server;
	struct MHD_Connection *connection;
	struct buf waiting; /* said, but not sent yet */
	bool is_asleep;     /* suspended until something is said */
};

struct client;

struct server {
	struct MHD_Daemon *daemon;
	struct serve_options own;
	char hosts[2][32]; /* what a Host may be */
	size_t nhosts;
	unsigned port;
	int fd;
	struct client *clients;
	size_t nclients, max_clients;
	struct listener *listeners;
	double next_pulse_s;
	bool is_closing;
};

/* Of a clock that only goes on. */
double serve_now_s(void);

/* Somebody has come or gone; for MHD_OPTION_NOTIFY_CONNECTION. */
void clients_notify(void *arg, struct MHD_Connection *connection,
    void **context, enum MHD_ConnectionNotificationCode what);
/* What happens now must be over by then; INFINITY: it may last. */
void clients_expect(struct MHD_Connection *connection, double within_s);
/* Let those go who took too long. */
void clients_pulse(struct server *server);
int clients_wait_ms(const struct server *server);

/* A response that says events as they come; takes the first ones over. */
struct MHD_Response *events_response(struct server *server,
    struct MHD_Connection *connection, struct buf *first);
/* Say something to each now and then, so that one who has gone is noticed. */
void events_pulse(struct server *server);
int events_wait_ms(const struct server *server);
/* Let all of them go. */
void events_end(struct server *server);

/* A response with the bytes of a file: those that "Range" asks for, or all.
 * The file is closed with it. NULL: no such bytes, *status says so. */
struct MHD_Response *file_response(
    int file, const char *range, unsigned *status);

#endif
