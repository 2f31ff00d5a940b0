/* When each sentence is said: the recording, and timing.json. */
#ifndef WRITE_AUDIO_TIMING_H
#define WRITE_AUDIO_TIMING_H

#include "base/buf.h"
#include "write/audio/track.h"
#include "write/recording.h"

/* The times of an encoded track, a clip for each line; in the arena of what
 * is said. whole and files (one for each chapter) name the files. */
const struct recording *timing_recording(
    const struct track *track, const char *whole, const char *const *files);

/*
 * {"publication": id, "file": …, "duration_ms": …,
 *  "chapters": [{"number", "title", "file", "start_ms", "end_ms"}],
 *  "sentences": [{"id", "chapter", "start_ms", "end_ms",
 *                 "chapter_start_ms", "chapter_end_ms", "text", "spoken"}]}
 * id is null for what only the recording says.
 */
void timing_write(const struct said *said, const struct recording *recording,
    struct buf *out);

#endif
