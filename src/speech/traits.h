/*
 * What is known of a pattern without compiling it: inside speech/ only.
 *
 * Most rules are about something that most texts have not got. The traits of
 * a rule's pattern tell so at once, and can be kept (speech/phrasebook.h): then
 * a pattern is compiled when it is first tried.
 */
#ifndef SPEECH_TRAITS_H
#define SPEECH_TRAITS_H

#include <stdbool.h>
#include <stdint.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/arena.h"
#include "base/buf.h"

struct pattern {
	const char *text; /* NULL = none */
	uint32_t options; /* of PCRE2, beside UTF */
	pcre2_code *code; /* NULL = not compiled yet */
};

struct traits {
	const char *needs; /* bytes: the text of a match has one of them */
	uint8_t
	    starts[32]; /* a bit for each byte that a match can start with */
};

/* The code of a pattern that there is and that is right. */
pcre2_code *pattern_code(struct pattern *pattern);
void pattern_release(struct pattern *pattern);

/* Of a compiled pattern; needs is what the file says of it, or NULL. */
struct traits traits_find(
    struct arena *arena, const pcre2_code *code, const char *needs);
void traits_put(struct buf *out, const struct traits *traits);
/* Take the first of those that were put, and go on to the next. needs stays
 * where it is. False if there are none. */
bool traits_take(struct bytes *from, struct traits *traits);

#endif
