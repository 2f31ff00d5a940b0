/*
 * A track → MP3 frames. The frames of a stretch are kept in a cache under a
 * hash of all that decides them, so that they are encoded once.
 */
#ifndef WRITE_AUDIO_FRAMES_H
#define WRITE_AUDIO_FRAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/job.h"
#include "write/audio/track.h"

enum { FRAMES_MAX_MB = 256 };

struct frames_work {
	const char *cache; /* folder from cache_open(), or NULL */
	unsigned workers;  /* at a time */
	/* Called as work goes on: done of total; may be NULL. */
	void (*progress)(void *arg, size_t done, size_t total);
	void *progress_arg;
};

/* Fill the streams of all stretches. False as track_level(). */
bool frames_make(
    struct track *track, const struct frames_work *work, struct diags *diags);

#endif
