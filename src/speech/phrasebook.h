/*
 * What the rules of a language have made of texts, kept from one build to the
 * next: to read and compile the rules of English takes longer than all that
 * is said with them.
 *
 * A text is known only if it, and all that the author says of it, is byte for
 * byte as it was. The name of a book is the hash of all else that decides what
 * is said (phrasebook_name()), so a book never decides a result. One that is
 * damaged counts as not there (base/cache.h). It holds what its last build
 * asked for, no more.
 */
#ifndef SPEECH_PHRASEBOOK_H
#define SPEECH_PHRASEBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/hash.h"
#include "speech/spoken.h"

enum {
	PHRASEBOOK_VERSION =
	    1, /* of spoken_say(): another one says otherwise */
	PHRASEBOOK_MAX_MB = 32, /* all of them */
};

struct phrase {
	const char *text;
	const struct spoken_given *given; /* in order; may be NULL */
	size_t ngiven;
};

struct phrasebook;

/* The name of the book for a file of rules, the publication's own words, and
 * `whose`: the texts that are asked for together. The very file of the running
 * program is a part of it too, since another program may say otherwise. False
 * if that cannot be told: then nothing can be kept. */
bool phrasebook_name(char name[static HASH_HEX + 1],
    const struct spoken_file *file, const struct spoken_entry *entries,
    size_t n, const char *whose);

/* The book below the folder of the cache. NULL if there is no such folder or
 * cache is NULL: then nothing is known and nothing kept. */
struct phrasebook *phrasebook_open(const char *cache, const char *name);
/* False if it is not known. What is in *words lives as long as the book. */
bool phrasebook_find(struct phrasebook *book, const struct phrase *phrase,
    struct spoken_words *words);
/* What spoken_say() has said of a phrase that was not known; copied. */
void phrasebook_add(struct phrasebook *book, const struct phrase *phrase,
    const struct spoken_words *words);
/* What spoken_traits() said of the rules, for spoken_read(); copied into out,
 * which is empty if it is not known. */
void phrasebook_traits(const struct phrasebook *book, struct buf *out);
/* Write what is new and the traits of spoken, the rules that said it (NULL if
 * nothing is new). That it cannot be written is no error. */
void phrasebook_close(struct phrasebook *book, const struct spoken *spoken);

#endif
