/* Loudness and limiting of clips. */
#include "speech/level.h"

#include <ebur128.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum {
	HOP = LEVEL_RATE_HZ / 10, /* samples between starts of blocks */
	BLOCK_HOPS = 4,
	AHEAD = LEVEL_RATE_HZ / 200, /* 5 ms: how early the gain goes down */
};
#define RELEASE 0.9985 /* of the reduction each sample: half in 20 ms */
#define GATE_ABSOLUTE (-70.0)
#define GATE_RELATIVE (-10.0)

size_t
level_block_count(size_t nsamples)
{
	return nsamples == 0 ? 0 : (nsamples + HOP - 1) / HOP + BLOCK_HOPS - 1;
}

static double
energy_of(double loudness)
{
	return pow(10, (loudness + 0.691) / 10);
}

static double
loudness_of(double energy)
{
	return energy > 0 ? 10 * log10(energy) - 0.691 : -HUGE_VAL;
}

void
level_blocks(const int16_t *samples, size_t n, float *blocks)
{
	static const int16_t silence[HOP];
	ebur128_state *state = ebur128_init(1, LEVEL_RATE_HZ, EBUR128_MODE_M);
	size_t nblocks = level_block_count(n);

	if (state == NULL) { /* libebur128 is out of memory */
		memset(blocks, 0, nblocks * sizeof *blocks);
		return;
	}
	for (size_t i = 0; i < nblocks; i++) {
		size_t at = i * HOP, have = at < n ? n - at : 0;
		double loudness = -HUGE_VAL;

		have = have < HOP ? have : HOP;
		ebur128_add_frames_short(
		    state, samples + (at < n ? at : 0), have);
		ebur128_add_frames_short(state, silence, HOP - have);
		ebur128_loudness_momentary(state, &loudness);
		blocks[i] = (float)energy_of(loudness);
	}
	ebur128_destroy(&state);
}

static double
mean_above(const float *blocks, size_t n, double gate)
{
	double sum = 0;
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		if (blocks[i] >= gate) {
			sum += blocks[i];
			count++;
		}
	return count > 0 ? sum / (double)count : 0;
}

double
level_loudness(const float *blocks, size_t n)
{
	double energy = mean_above(blocks, n, energy_of(GATE_ABSOLUTE));

	if (energy <= 0)
		return GATE_ABSOLUTE;
	energy = mean_above(
	    blocks, n, energy_of(loudness_of(energy) + GATE_RELATIVE));
	return loudness_of(energy);
}

/* The gain each sample may have at most, looking ahead. Backwards, a peak
 * pulls the gain down on a straight line that starts AHEAD before it;
 * forwards, the gain comes back slowly. */
static void
limit_gains(
    const int16_t *samples, size_t n, double gain, double ceiling, float *gains)
{
	const double slope = 1.0 / AHEAD;
	double reduction = 0; /* 0 = none; gain × (1 - reduction) */

	for (size_t i = n; i-- > 0;) {
		double level = fabs(samples[i] / 32768.0) * gain;
		double need = level > ceiling ? 1 - ceiling / level : 0;

		reduction -= slope * 0.5;
		reduction = reduction > need ? reduction : need;
		gains[i] = (float)reduction;
	}
	reduction = 0;
	for (size_t i = 0; i < n; i++) {
		reduction *= RELEASE;
		if (gains[i] > reduction)
			reduction = gains[i];
		gains[i] = (float)(gain * (1 - reduction));
	}
}

void
level_apply(int16_t *samples, size_t n, double gain, double ceiling)
{
	float *gains = mem_alloc((n + 1) * sizeof *gains);

	limit_gains(samples, n, gain, ceiling, gains);
	for (size_t i = 0; i < n; i++)
		samples[i] = (int16_t)lrintf((float)samples[i] * gains[i]);
	free(gains);
}
