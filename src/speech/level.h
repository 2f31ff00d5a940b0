/*
 * Loudness by BS.1770 (weighting.h) and a look-ahead limiter.
 *
 * Every clip is measured once, in blocks of 400 ms that start each 100 ms;
 * the loudness of any number of clips follows from their blocks by the two
 * gates of BS.1770. Mono counts as one channel, as ffmpeg counts it: not as
 * the same signal on two loudspeakers.
 */
#ifndef SPEECH_LEVEL_H
#define SPEECH_LEVEL_H

#include <stddef.h>
#include <stdint.h>

enum { LEVEL_RATE_HZ = 22050 };

/* How many blocks a clip of n samples has. */
size_t level_block_count(size_t nsamples);
/* The energy (mean square, K-weighted) of each block. The clip is taken to
 * stand between silence. */
void level_blocks(const int16_t *samples, size_t n, float *blocks);
/* Integrated loudness in LUFS of all blocks together; -70 if all is silent. */
double level_loudness(const float *blocks, size_t n);

/*
 * Multiply by gain and keep every sample within ceiling (of 1.0). The gain
 * goes down before a peak and comes back slowly, so that nothing is heard
 * of it.
 */
void level_apply(int16_t *samples, size_t n, double gain, double ceiling);

#endif
