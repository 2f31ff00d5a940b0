/*
 * How loud speech is to an ear: the K-weighting of BS.1770-4, annex 1.
 *
 * A filter for each sample waits for the sample before it, and so is slow.
 * Here a clip is cut into four stretches that are filtered side by side, in
 * single precision. The unit tests hold the result against libebur128.
 */
#ifndef SPEECH_WEIGHTING_H
#define SPEECH_WEIGHTING_H

#include <stddef.h>
#include <stdint.h>

enum {
	WEIGHTING_RATE_HZ = 22050,
	WEIGHTING_HOP = WEIGHTING_RATE_HZ / 10, /* samples: 100 ms */
};

/*
 * The energy (mean square; of a full-scale square wave about 1) of each of
 * nhops hops of a clip of n samples, K-weighted. There is silence before the
 * clip and after it. Cannot fail.
 */
void weighting_energies(
    const int16_t *samples, size_t n, float *hops, size_t nhops);

#endif
