/*
 * Spoken lines on a time line: chapters of clips and silence, levelled as
 * one, then encoded (frames.h). All positions are samples of the input rate.
 *
 * A chapter is cut into stretches of a few lines, and each is encoded by
 * itself: after an edit only the stretch with the new sentence is made anew.
 * A stretch begins and ends in silence and is whole frames long. Where one
 * ends follows from the words of the line behind it, not from a count, so an
 * edit moves no other end.
 */
#ifndef WRITE_AUDIO_TRACK_H
#define WRITE_AUDIO_TRACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "speech/spool.h"
#include "speech/voice.h"
#include "style/style.h"
#include "write/audio/mp3.h"
#include "write/audio/said.h"

/* A line's speech: its utterances, and where they stand in its chapter's
 * stream as a decoder gives it back. */
struct track_line {
	struct utterance *utterances;
	size_t n;
	uint64_t start, end; /* samples from the start of the chapter; the
	                        end of a sentence is in it */
};

struct track_stretch {
	size_t chapter;
	size_t first, n; /* lines */
	uint64_t start;  /* in the chapter, as a decoder gives it back */
	size_t frames;
	struct buf stream; /* set by frames_make() */
};

struct track_chapter {
	size_t first, n;     /* stretches */
	uint64_t start, end; /* in the whole, samples of the stream's rate */
};

struct track {
	const struct said *said;
	const struct style *style;
	struct voice_work work;
	struct utterance *utterances;
	size_t nutterances;
	struct track_line *lines;        /* one for each line said */
	struct track_chapter *chapters;  /* one for each chapter said */
	struct track_stretch *stretches; /* set by track_place() */
	size_t nstretches;
	double gain;    /* set by track_level() */
	double ceiling; /* of each sample, of 1.0 */
	/* The voice has changed since track_place(): begin again. */
	bool is_stale;
};

/* Make the utterances of all lines; nothing is spoken yet. work->arena and
 * what work stands for must live as long as the track. */
void track_open(struct track *track, const struct said *said,
    const struct style *style, const struct voice_work *work);
void track_close(struct track *track);
/* Have all spoken, that is measured (voice.h). */
bool track_speak(struct track *track, struct diags *diags);
/* Line i anew: its words have changed. */
bool track_speak_again(struct track *track, size_t i, struct diags *diags);
/* Place the spoken clips; returns the length of all in milliseconds. */
uint64_t track_place(struct track *track);
/* Choose the one gain of the publication. False also if the track is stale;
 * then there is no message. */
bool track_level(struct track *track, struct diags *diags);
/* The samples of these, into the spool; false as track_level(). */
bool track_fetch(struct track *track, struct utterance *const *utterances,
    size_t n, struct diags *diags);
/* The levelled lines of a stretch, as the encoder is given them: as many
 * samples as its frames have. out is all zero at first. */
bool track_mix(const struct track *track, const struct track_stretch *stretch,
    int16_t *out, struct diags *diags);

/* What the frames are like. */
struct mp3_format track_format(const struct track *track);
/* Input samples in a frame. */
uint64_t track_frame(const struct track *track);
/* Milliseconds of a position in the stream. */
uint32_t track_ms(const struct track *track, uint64_t samples);

#endif
