/*
 * Words → samples, by libespeak-ng.
 *
 * espeak-ng has global state, and a sentence sounds a little different after
 * another one. So each sentence is spoken by a child of its own, forked from
 * a process that has the voice but has never spoken: the same words give the
 * same samples in any order, on any number of cores (parts.md C2). No other
 * process of ours ever touches the library.
 */
#ifndef SPEECH_VOICE_H
#define SPEECH_VOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "speech/spool.h"

enum {
	VOICE_RATE_HZ = 22050,
	VOICE_DATA_VERSION = 3, /* of all that we do to the samples */
};

/* Something to say; words as spoken_say() gives them. */
struct utterance {
	const char *words;
	const char *lang; /* BCP 47: decides the voice */
	int pace;         /* words a minute */
	/* filled by voice_speak() */
	struct clip clip;
	const float *blocks;    /* the loudness of each; level.h */
	char key[HASH_HEX + 1]; /* of all that decides the samples */
};

struct voice_work {
	struct arena *arena; /* for what is filled in */
	struct spool *spool;
	const char *voice; /* for the main language; "" = that of lang */
	const char *lang;  /* the main language */
	const char *cache; /* folder from cache_open(), or NULL */
	unsigned workers;
	/* The program of src/voice/, or NULL: a fork of this one speaks, which
	 * sounds the same and takes longer. */
	const char *program;
	/* Called now and then with how many clips the spool has, or NULL. */
	void (*progress)(void *arg, size_t done);
	void *progress_arg;
};

/*
 * Find out how long and how loud they all are. What the cache does not know
 * is spoken; the samples of what it knows stay there until somebody wants
 * them, and clip.at is CLIP_NOWHERE. False after messages: no such voice, no
 * voice for a language, stopped.
 */
bool voice_speak(const struct voice_work *work, struct utterance *utterances,
    size_t n, struct diags *diags);
/*
 * See that the samples of these are in the spool. What the cache has lost is
 * spoken now; *changed is set if it is longer or shorter than was said before
 * (another version of the voice has come meanwhile). False after messages.
 */
bool voice_fetch(const struct voice_work *work,
    struct utterance *const *utterances, size_t n, bool *changed,
    struct diags *diags);

#endif
