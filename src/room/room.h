/*
 * A session in one room: the review page for several devices, and their
 * answers in one folder (docs/review.md).
 *
 * Whoever has the address gets a small page that asks for the PIN. The right
 * PIN makes a device known; only a known device sees the draft, takes a code
 * and says something, and it sees and changes nothing but its own. Without a
 * PIN every browser is known at once: for this computer alone.
 */
#ifndef ROOM_ROOM_H
#define ROOM_ROOM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "serve/serve.h"

enum {
	ROOM_MAX_ANSWER = 128 << 10, /* bytes of what is sent at once */
	ROOM_PIN = 6,                /* digits */
};

struct room;

struct room_options {
	const char *page;        /* path of the review page */
	const char *gate;        /* the page that asks for the PIN, as text */
	const char *publication; /* id, and */
	const char *pack;        /* code of the draft: all answers have them */
	const char *folder;      /* for the answers */
	const char *date;        /* of the session: "2026-03-31" */
	const char *pin;         /* NULL: none is asked for */
	const char *address;     /* to listen at; NULL: this computer alone */
	unsigned port;           /* 0 = one that is free */
};

/* Everything in options stays the caller's. NULL after a message. */
struct room *room_open(const struct room_options *options, struct diags *diags);
void room_close(struct room *room);

/* To wait for and to run: see serve.h. */
struct server *room_server(const struct room *room);
size_t room_devices(const struct room *room);
size_t room_answers(const struct room *room); /* that were confirmed */
/* Why the last answer could not be kept: "No space left on device"; NULL if
 * it was. It waits on its device. */
const char *room_trouble(const struct room *room);

#endif
