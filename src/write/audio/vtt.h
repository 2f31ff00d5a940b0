/*
 * WebVTT files for web teams and players: the same times in three tracks.
 * A cue of a sentence has the sentence's id as its name.
 */
#ifndef WRITE_AUDIO_VTT_H
#define WRITE_AUDIO_VTT_H

#include "base/buf.h"
#include "write/recording.h"

/* kind="metadata": which element of the page is said, as a selector of the
 * W3C's SyncMediaLite. Only what stands on the page. */
void vtt_sentences(const struct recording *recording, struct buf *out);
/* kind="captions": the words. */
void vtt_captions(const struct recording *recording, struct buf *out);
/* kind="chapters": the titles. */
void vtt_chapters(const struct recording *recording, struct buf *out);

#endif
