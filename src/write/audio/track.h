/*
 * Spoken lines on a time line: chapters of clips and silence, levelled as
 * one, then encoded. All positions are samples of the input rate.
 */
#ifndef WRITE_AUDIO_TRACK_H
#define WRITE_AUDIO_TRACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/job.h"
#include "speech/spool.h"
#include "speech/voice.h"
#include "style/style.h"
#include "write/audio/said.h"

/* A line's speech: its utterances, and where they stand in its chapter's
 * stream as a decoder gives it back. */
struct track_line {
	struct utterance *utterances;
	size_t n;
	uint64_t start, end; /* samples from the start of the chapter; the
	                        end of a sentence is in it */
};

struct track_chapter {
	uint64_t head;     /* samples of silence before the first line */
	uint64_t nsamples; /* given to the encoder */
	/* set by track_encode() */
	struct buf stream;
	size_t frames;
	uint64_t start, end; /* in the whole, samples of the stream's rate */
};

struct track {
	const struct said *said;
	const struct style *style;
	struct spool *spool;
	struct utterance *utterances;
	size_t nutterances;
	struct track_line *lines;       /* one for each line said */
	struct track_chapter *chapters; /* one for each chapter said */
	double gain;
};

/* Make the utterances of all lines; nothing is spoken yet. */
void track_open(struct track *track, const struct said *said,
    const struct style *style, struct spool *spool);
void track_close(struct track *track);
/* The utterances of line i anew: its words have changed. */
void track_renew(struct track *track, size_t i);
/* Place the spoken clips; returns the length of all in milliseconds. */
uint64_t track_place(struct track *track);
/* Choose the one gain of the publication. */
bool track_level(struct track *track, struct diags *diags);
/* Encode every chapter, workers at a time. */
bool track_encode(struct track *track, unsigned workers,
    const struct job_watch *watch, struct diags *diags);

/* Milliseconds of a position in the stream. */
uint32_t track_ms(const struct track *track, uint64_t samples);

#endif
