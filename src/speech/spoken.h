/*
 * Text → the words that the voice is given (rules.md 4.2, SPK-*).
 *
 * The rules of a language are data: templates/languages/<code>/spoken.xml,
 * explained in docs/speech.md. From left to right, at the start of each
 * token, the first rule that matches replaces what it matches; nothing is
 * looked at twice, and what no rule matches stays as it is. The words of the
 * publication (<words>) win over those of the language. Same text, same
 * rules: same words, always.
 */
#ifndef SPEECH_SPOKEN_H
#define SPEECH_SPOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

enum spoken_how {
	SPOKEN_AS,      /* say `as` */
	SPOKEN_LETTERS, /* letter by letter: "I C B" */
	SPOKEN_WORD,    /* as one word: "send" for "SEND" */
};

/* A word of the publication and how to say it. */
struct spoken_entry {
	const char *text, *as;
	enum spoken_how how;
};

struct spoken;

/* A file of rules, read but not looked into. */
struct spoken_file {
	char *path;       /* mem_alloc'ed; NULL = the language has no rules */
	struct buf bytes; /* with a NUL behind */
};

/* The file for language `code` ("en-GB", else "en") in the folder of all
 * languages. False after a message if it is there and cannot be read. Release
 * it in any case. */
bool spoken_find(const char *folder, const char *code, struct spoken_file *file,
    struct diags *diags);
void spoken_file_release(struct spoken_file *file);

/* The rules of a file that is there, and the publication's own words
 * (copied). NULL after a message if the file is wrong. traits are what
 * spoken_traits() said of the same file, or nothing: with them it takes half
 * the time, since a pattern is compiled when it is first tried. */
struct spoken *spoken_read(const struct spoken_file *file,
    const struct spoken_entry *entries, size_t n, struct bytes traits,
    struct diags *diags);
void spoken_traits(const struct spoken *spoken, struct buf *out);
/* Find and read. A language without rules gives NULL and no message. */
struct spoken *spoken_open(const char *folder, const char *code,
    const struct spoken_entry *entries, size_t n, struct diags *diags);
void spoken_close(struct spoken *spoken); /* NULL is allowed */

/* A place where the author says what to say: <say as="…">. */
struct spoken_given {
	size_t start, len; /* bytes of the text */
	const char *as;
};

/* A place where the voice says something else than what is written. */
struct spoken_change {
	size_t start, len; /* bytes of the text */
	const char *said;
	const char *rule; /* its id in the file */
};

struct spoken_words {
	const char *words; /* one line, never NULL */
	struct spoken_change *changes;
	size_t nchanges;
};

/* The words to say for a sentence; all in arena. given is in order and may
 * be NULL. Without rules (NULL) the text is said as it stands. */
struct spoken_words spoken_say(const struct spoken *spoken, struct arena *arena,
    const char *text, const struct spoken_given *given, size_t ngiven);

#endif
