/*
 * A recording of a document: which files hold it, and when each sentence is
 * said. The writer that makes it (RECORDS in writers.def) hands it back as
 * bytes; those that read it (READS_RECORDING) get it in their job. All times
 * are milliseconds from the start of the whole recording.
 */
#ifndef WRITE_RECORDING_H
#define WRITE_RECORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

struct recording_chapter {
	const char *title;
	const char *file; /* of this chapter alone, below the publication */
	uint32_t start_ms, end_ms;
};

/* Clips stand in the order of time and do not overlap. */
struct recording_clip {
	const char *id; /* of the sentence; NULL = the recording's own words */
	const char *text; /* as written */
	size_t chapter;
	uint32_t start_ms, end_ms;
};

struct recording {
	const char *file; /* the whole, in the publication's folder */
	uint32_t duration_ms;
	const struct recording_chapter *chapters;
	size_t nchapters;
	const struct recording_clip *clips;
	size_t nclips;
};

/* To bytes and back. Load gives NULL if the bytes are no recording; all it
 * gives is in the arena. */
void recording_save(const struct recording *recording, struct buf *out);
const struct recording *recording_load(
    struct arena *arena, const char *bytes, size_t len);

/* The clip of a sentence, or NULL. */
const struct recording_clip *recording_clip(
    const struct recording *recording, const char *id);

#endif
