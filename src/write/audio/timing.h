/* timing.json: when each sentence is said. */
#ifndef WRITE_AUDIO_TIMING_H
#define WRITE_AUDIO_TIMING_H

#include "base/buf.h"
#include "write/audio/track.h"

/*
 * {"publication": id, "file": …, "duration_ms": …,
 *  "chapters": [{"number", "title", "file", "start_ms", "end_ms"}],
 *  "sentences": [{"id", "chapter", "start_ms", "end_ms",
 *                 "chapter_start_ms", "chapter_end_ms", "text", "spoken"}]}
 * id is null for what only the recording says. files: a name for each
 * chapter.
 */
void timing_write(const struct track *track, const char *whole,
    const char *const *files, struct buf *out);

#endif
