/*
 * Speech → MP3, in pieces that can be joined.
 *
 * Constant bit rate, mono, without a bit reservoir: every frame stands alone,
 * so the chapters of a publication are encoded once, in any number of
 * processes, and the whole is their frames one after another, with exact
 * times.
 */
#ifndef WRITE_AUDIO_MP3_H
#define WRITE_AUDIO_MP3_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

/* Samples by which a decoder's output lags behind what was encoded: LAME's
 * 576 and the decoder's 529. */
enum { MP3_DELAY = 1105 };

struct mp3_format {
	unsigned input;    /* samples a second of what is encoded */
	unsigned rate;     /* of the stream: 22050 or 44100 */
	unsigned bit_rate; /* kbit/s */
	float scale;       /* of mp3_prepare(), or 0 */
};

/* Find out once what every encoder for the format needs. A format without it
 * gives the same bytes, a little later. */
void mp3_prepare(struct mp3_format *format);

/*
 * Encode n samples to whole frames, added to out. Silence is added to fill
 * the last frame and to let the decoder come to the end. False after a
 * message if the encoder refuses the format.
 */
bool mp3_encode(const struct mp3_format *format, const int16_t *samples,
    size_t n, struct buf *out, struct diags *diags);

/* Part of the key of frames that are kept: what else than format and samples
 * decides them. Add one to the number after every change of mp3_encode(). */
enum { MP3_DATA_VERSION = 1 };
const char *mp3_encoder(void);

/* Cut off all frames behind the first n, from byte `from` on. False if there
 * are not so many or one that goes is not silent. */
bool mp3_keep(struct buf *stream, size_t from, size_t n);

/* Samples in one frame: 576 up to 24 kHz, else 1152. */
unsigned mp3_frame_samples(unsigned rate);
/* Length of the whole frame that bytes begin with, 0 if there is none. */
size_t mp3_frame_size(const char *bytes, size_t len);
/* How many frames bytes hold; they must be whole ones. SIZE_MAX if not. */
size_t mp3_count_frames(const char *bytes, size_t len);

#endif
