/*
 * All that is said with one voice, and the process that says it: this
 * program's own child, or the small program of src/voice/, from which a child
 * for each sentence is forked in half the time.
 */
#ifndef SPEECH_SPEAKER_H
#define SPEECH_SPEAKER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "speech/spool.h"

struct saying {
	const char *words;
	int rate;               /* espeakRATE */
	char key[HASH_HEX + 1]; /* in the cache */
};

struct speaker {
	const char *voice; /* as asked for */
	bool is_language;  /* the voice follows from a language */
	unsigned workers;
	const char *cache; /* folder, or NULL */
	struct spool *spool;
	struct saying *sayings;
	size_t n;
};

/*
 * Say it all: a job_function whose arg is the speaker. The result is, for each
 * saying in order, a struct clip and the loudness of its blocks (floats); the
 * samples are in the spool. With a cache, the same is kept as the brief of an
 * entry, and the samples as its body; the children that speak write nowhere
 * but into the spool. It starts the library, so it must run in
 * a process that has never spoken, and that has no other use.
 */
bool speaker_run(void *speaker, struct buf *result, struct diags *diags);

/* As bytes for another program, without the spool. */
void speaker_save(const struct speaker *speaker, struct buf *out);
/* The texts stay in `in`; the caller frees sayings. False if they are not such
 * bytes; then nothing is to be freed. */
bool speaker_load(struct speaker *speaker, const struct buf *in);

#endif
