/* Phone numbers, e-mail and web addresses in running text. */
#ifndef PREPARE_RECOGNISE_H
#define PREPARE_RECOGNISE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A piece of text that is an address of some kind. */
struct address {
	size_t start, len; /* bytes */
	unsigned mark;     /* SPAN_PHONE, SPAN_EMAIL or SPAN_WEB */
	const char *href; /* "tel:+441268594350", "mailto:…", "https://…" */
};

/* Where to look: text from start to end, in bytes. What stands before start
 * counts for what may stand there. */
struct piece {
	const char *text;
	size_t start, end;
};

struct recogniser;

struct recogniser *recogniser_new(void);
void recogniser_free(struct recogniser *recogniser);

/* The first address in a piece; false if there is none. href is in
 * arena. */
bool recognise_next(const struct recogniser *recogniser, struct arena *arena,
    struct piece piece, struct address *out);

/* The link for an address as a publisher writes it. */
const char *recognise_href(
    struct arena *arena, unsigned mark, const char *value);

#endif
