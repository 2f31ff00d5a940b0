/*
 * The running words of a document, each with what it is: a name, an address,
 * a word that <words> explains. What readability.c counts.
 */
#ifndef CHECK_READING_H
#define CHECK_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "prepare/document.h"

/* What a word is, beside a word. */
enum {
	READING_ADDRESS = 1, /* a phone number, an e-mail or web address */
	READING_NAME = 2,    /* it has a capital, and not to begin with */
	READING_FOREIGN = 4, /* of another language */
	READING_EXPLAINED = 8,
	READING_NUMBER = 16,
};

struct reading_word {
	const char *said;  /* for the voice: digits of a phone parted */
	const char *small; /* in small letters, ' for every apostrophe */
	unsigned flags;
	size_t nletters;    /* and digits */
	unsigned syllables; /* at least 1 */
};

struct reading_sentence {
	const struct sentence *sentence;
	struct reading_word *words;
	size_t n; /* at least 1 */
};

struct reading {
	struct arena *arena;
	struct reading_sentence *sentences;
	size_t n;
	bool is_estimated;
	struct syllable_table *syllables;
};

/* Everything in arena, but reading_close() ends it. syllables: what
 * reading_syllables() gave for the same document; without it, forks once to
 * count them, and a child that is lost is a message. */
struct reading *reading_open(struct arena *arena,
    const struct document *document, struct bytes syllables,
    struct diags *diags);
/* The counted syllables, for another process; none if they are estimated. */
struct bytes reading_syllables(const struct reading *reading);
void reading_close(struct reading *reading);
/* Most syllables of a part between hyphens: "one-to-one" has 1. */
unsigned reading_longest_part(
    const struct reading *reading, const struct reading_word *word);

#endif
