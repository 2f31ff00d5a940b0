/*
 * Clips of a recording: whole frames cut from its file, so nothing is encoded
 * twice. What lies around a sentence is silence; a clip begins and ends in it.
 */
#ifndef WRITE_AUDIO_CLIP_H
#define WRITE_AUDIO_CLIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct clips {
	const char *bytes; /* of the file; borrowed */
	size_t *starts;    /* of each frame, and the end of the last */
	size_t n;          /* frames */
};

/* Find the frames of a file that write_audio() made; its tag is skipped.
 * False if it is no such file; clips_close() in any case. */
bool clips_open(struct clips *clips, const char *bytes, size_t len);
void clips_close(struct clips *clips);
/* Add what is heard from start to end to out: an MP3 file. */
void clips_cut(const struct clips *clips, uint32_t start_ms, uint32_t end_ms,
    struct buf *out);

#endif
