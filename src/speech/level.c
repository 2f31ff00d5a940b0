/* Loudness and limiting of clips. */
#include "speech/level.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "speech/weighting.h"

enum {
	HOP = WEIGHTING_HOP, /* samples between starts of blocks */
	BLOCK_HOPS = 4,
	AHEAD = LEVEL_RATE_HZ / 100, /* 10 ms: how early the gain goes down */
	STRETCH = 512, /* samples that are looked at together; over AHEAD */
	AT_ONCE = 16,  /* a loop over so many becomes vector code */
};
#define RELEASE 0.9985F /* of the reduction each sample: half in 20 ms */
#define UNHEARD 1e-4F   /* a reduction below it is none: 0.001 dB */
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
	size_t nblocks = level_block_count(n);
	float *hops = mem_alloc((nblocks + BLOCK_HOPS) * sizeof *hops);
	float *at = hops + BLOCK_HOPS - 1; /* silence before the first */

	memset(hops, 0, (BLOCK_HOPS - 1) * sizeof *hops);
	weighting_energies(samples, n, at, nblocks);
	for (size_t i = 0; i < nblocks; i++)
		blocks[i] =
		    (at[i] + hops[i + 2] + hops[i + 1] + hops[i]) / BLOCK_HOPS;
	free(hops);
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

/* A limiter at work: reductions are parts of the gain, 0 = none. */
struct limiter {
	int most;        /* what a sample may be before the gain */
	float reduction; /* after the sample before */
	float reductions[STRETCH];
};

static int
peak_of(const int16_t *samples, size_t n)
{
	int16_t high[AT_ONCE] = {0}, low[AT_ONCE] = {0};
	int peak = 0;
	size_t at = 0;

	for (; at + AT_ONCE <= n; at += AT_ONCE)
		for (size_t k = 0; k < AT_ONCE; k++) {
			int16_t sample = samples[at + k];

			high[k] = sample > high[k] ? sample : high[k];
			low[k] = sample < low[k] ? sample : low[k];
		}
	for (; at < n; at++)
		peak = abs(samples[at]) > peak ? abs(samples[at]) : peak;
	for (size_t k = 0; k < AT_ONCE; k++) {
		peak = high[k] > peak ? high[k] : peak;
		peak = -low[k] > peak ? -low[k] : peak;
	}
	return peak;
}

/* What each of n samples needs; backwards, a peak pulls the gain down on a
 * straight line that starts before it. Peaks among the samples after them
 * count too. */
static void
look_ahead(
    struct limiter *limiter, const int16_t *samples, size_t n, size_t after)
{
	float reduction = 0;

	for (size_t i = n + after; i-- > 0;) {
		int level = abs(samples[i]);

		reduction -= 1.0F / AHEAD;
		reduction = reduction > 0 ? reduction : 0;
		if (level > limiter->most) {
			float need = 1 - (float)limiter->most / (float)level;

			reduction = reduction > need ? reduction : need;
		}
		if (i < n)
			limiter->reductions[i] = reduction;
	}
}

/* Forwards, the gain comes back slowly. */
static void
come_back(struct limiter *limiter, size_t n, bool peaks)
{
	float reduction = limiter->reduction;

	if (!peaks)
		for (size_t i = 0; i < n; i++)
			limiter->reductions[i] = reduction *= RELEASE;
	for (size_t i = 0; peaks && i < n; i++) {
		reduction *= RELEASE;
		if (limiter->reductions[i] > reduction)
			reduction = limiter->reductions[i];
		limiter->reductions[i] = reduction;
	}
	limiter->reduction = reduction < UNHEARD ? 0 : reduction;
}

/* The nearest whole number, below 2^22: a float as large as this has no room
 * for a fraction. Unlike lrintf(), it can be part of vector code. */
static int16_t
nearest(float x)
{
	const float no_fraction = 0x1.8p23F;

	return (int16_t)(x + no_fraction - no_fraction);
}

static void
scale(int16_t *samples, const float *reductions, size_t n, float gain)
{
	size_t at = 0;

	for (; at + AT_ONCE <= n; at += AT_ONCE)
		for (size_t k = at; k < at + AT_ONCE; k++)
			samples[k] = nearest(
			    (float)samples[k] * gain * (1 - reductions[k]));
	for (; at < n; at++)
		samples[at] =
		    nearest((float)samples[at] * gain * (1 - reductions[at]));
}

/* The most of a clip is far below the ceiling, and only multiplied. */
void
level_apply(int16_t *samples, size_t n, double gain, double ceiling)
{
	static const float none[STRETCH];
	struct limiter limiter = {.most = (int)(ceiling * 32768 / gain)};

	for (size_t at = 0; at < n; at += STRETCH) {
		int16_t *stretch = samples + at;
		size_t len = n - at < STRETCH ? n - at : STRETCH;
		size_t after = n - at - len < AHEAD ? n - at - len : AHEAD;
		bool peaks = peak_of(stretch, len + after) > limiter.most;
		bool limits = peaks || limiter.reduction > 0;

		if (peaks)
			look_ahead(&limiter, stretch, len, after);
		if (limits)
			come_back(&limiter, len, peaks);
		scale(stretch, limits ? limiter.reductions : none, len,
		    (float)gain);
	}
}
