/*
 * ID3v2.3 tags with chapters: what a player shows and jumps to (FMT-04,
 * FMT-05). The tag goes in front of the first MP3 frame.
 */
#ifndef WRITE_AUDIO_ID3_H
#define WRITE_AUDIO_ID3_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Strings are UTF-8; NULL or "" leaves a frame out. */
struct id3_tags {
	const char *title, *artist, *album;
	const char *track;    /* "3/12" */
	const char *year;     /* "2023" */
	const char *language; /* ISO 639-2: "eng" */
	const char *comment;
	const char *lyrics; /* the words that are spoken */
};

struct id3_chapter {
	const char *title;
	uint32_t start_ms, end_ms; /* contiguous; the first starts at 0 */
};

void id3_write(struct buf *out, const struct id3_tags *tags,
    const struct id3_chapter *chapters, size_t nchapters);

/* "en-GB" → "eng"; "und" for a language not known here. */
const char *id3_language(const char *bcp47);

#endif
