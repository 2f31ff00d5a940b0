/* Loudness and limiting of clips. */
#include "speech/level.h"

#include <ebur128.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	HOP_MS = 100,
	HOP = LEVEL_RATE_HZ / 10, /* samples between starts of blocks */
	BLOCK_HOPS = 4,
	AHEAD = LEVEL_RATE_HZ / 100, /* 10 ms: how early the gain goes down */
	STRETCH = 1024, /* samples that are looked at together; over AHEAD */
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

/* The energy of the hop that was added last. */
static double
last_hop(ebur128_state *state)
{
	double loudness = -HUGE_VAL;

	ebur128_loudness_window(state, HOP_MS, &loudness);
	return energy_of(loudness);
}

void
level_blocks(const int16_t *samples, size_t n, float *blocks)
{
	static const int16_t silence[HOP];
	ebur128_state *state = ebur128_init(1, LEVEL_RATE_HZ, EBUR128_MODE_M);
	size_t nblocks = level_block_count(n);
	double hops[BLOCK_HOPS] = {0};

	if (state == NULL) { /* libebur128 is out of memory */
		memset(blocks, 0, nblocks * sizeof *blocks);
		return;
	}
	for (size_t i = 0; i < nblocks; i++) {
		size_t at = i * HOP, have = at < n ? n - at : 0;
		double sum = 0;

		have = have < HOP ? have : HOP;
		ebur128_add_frames_short(
		    state, samples + (at < n ? at : 0), have);
		ebur128_add_frames_short(state, silence, HOP - have);
		hops[i % BLOCK_HOPS] = last_hop(state);
		for (int k = 0; k < BLOCK_HOPS; k++)
			sum += hops[k];
		blocks[i] = (float)(sum / BLOCK_HOPS);
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

/* A limiter at work: reductions are parts of the gain, 0 = none. */
struct limiter {
	double gain;
	int most;        /* what a sample may be before the gain */
	float reduction; /* after the sample before */
	float reductions[STRETCH];
};

static int
peak_of(const int16_t *samples, size_t n)
{
	int peak = 0;

	for (size_t i = 0; i < n; i++) {
		int level = samples[i] < 0 ? -samples[i] : samples[i];

		peak = level > peak ? level : peak;
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
come_back(struct limiter *limiter, size_t n)
{
	float reduction = limiter->reduction;

	for (size_t i = 0; i < n; i++) {
		reduction *= RELEASE;
		if (limiter->reductions[i] > reduction)
			reduction = limiter->reductions[i];
		limiter->reductions[i] = reduction;
	}
	limiter->reduction = reduction < UNHEARD ? 0 : reduction;
}

static void
limit_stretch(struct limiter *limiter, int16_t *samples, size_t n)
{
	const float gain = (float)limiter->gain;

	for (size_t i = 0; i < n; i++)
		samples[i] = (int16_t)lrintf(
		    (float)samples[i] * gain * (1 - limiter->reductions[i]));
}

/* The most of a clip is far below the ceiling, and only multiplied. */
void
level_apply(int16_t *samples, size_t n, double gain, double ceiling)
{
	struct limiter limiter = {
	    .gain = gain, .most = (int)(ceiling * 32768 / gain)};
	const float factor = (float)gain;

	for (size_t at = 0; at < n; at += STRETCH) {
		int16_t *stretch = samples + at;
		size_t len = n - at < STRETCH ? n - at : STRETCH;
		size_t after = n - at - len < AHEAD ? n - at - len : AHEAD;
		bool peaks = peak_of(stretch, len + after) > limiter.most;

		if (peaks || limiter.reduction > 0) {
			if (peaks)
				look_ahead(&limiter, stretch, len, after);
			else
				memset(limiter.reductions, 0,
				    sizeof limiter.reductions);
			come_back(&limiter, len);
			limit_stretch(&limiter, stretch, len);
			continue;
		}
		for (size_t i = 0; i < len; i++)
			stretch[i] =
			    (int16_t)lrintf((float)stretch[i] * factor);
	}
}
