/* K-weighting, held against libebur128. */
#include <ebur128.h>
#include <math.h>
#include <stdlib.h>

#include "speech/level.h"
#include "speech/weighting.h"
#include "unit.h"

enum { CLIPS = 100, LONGEST = 6 * WEIGHTING_RATE_HZ };
#define MOST_LU 0.01 /* they may differ by */

/* The same numbers on every machine. */
static double
noise(unsigned *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return (*seed >> 8) / 8388608.0 - 1;
}

/* Something like speech: a buzz with harmonics that moves, hiss, a hum below
 * hearing, and pauses of true silence. */
static size_t
make_clip(unsigned i, int16_t *samples)
{
	unsigned seed = i + 1;
	size_t n = i < 5 ? 1 + i * WEIGHTING_HOP / 2
	                 : (size_t)(LONGEST * (1 + noise(&seed)) / 2);
	double loud = pow(10, -2.5 * (1 + noise(&seed)) / 2), phase = 0;
	double pitch = 60 + 2000 * (1 + noise(&seed)), hiss = noise(&seed);
	size_t pause = 1 + (size_t)(9000 * (1 + noise(&seed)));

	for (size_t k = 0; k < n; k++) {
		double sample = 0, at = (double)k / WEIGHTING_RATE_HZ;

		phase += 2 * M_PI * pitch * (1 + 0.2 * sin(5 * at)) /
		         WEIGHTING_RATE_HZ;
		for (int h = 1; h < 6; h++)
			sample += sin(h * phase) / h / 3;
		sample +=
		    0.3 * hiss * noise(&seed) + 0.2 * sin(2 * M_PI * 20 * at);
		if (k / pause % 3 == 2)
			sample = 0;
		samples[k] =
		    (int16_t)(fmax(-1, fmin(1, loud * sample)) * 32767);
	}
	return n;
}

/* The energy of each block of 400 ms by libebur128. */
static void
reference_blocks(const int16_t *samples, size_t n, float *blocks)
{
	static const int16_t silence[WEIGHTING_HOP];
	ebur128_state *state =
	    ebur128_init(1, WEIGHTING_RATE_HZ, EBUR128_MODE_M);

	for (size_t i = 0; i < level_block_count(n); i++) {
		size_t at = i * WEIGHTING_HOP, have = at < n ? n - at : 0;
		double loudness;

		have = have < WEIGHTING_HOP ? have : WEIGHTING_HOP;
		ebur128_add_frames_short(
		    state, samples + (at < n ? at : 0), have);
		ebur128_add_frames_short(state, silence, WEIGHTING_HOP - have);
		ebur128_loudness_momentary(state, &loudness);
		blocks[i] = (float)pow(10, (loudness + 0.691) / 10);
	}
	ebur128_destroy(&state);
}

static double
difference(double energy, double wanted)
{
	return fabs(10 * log10(energy / wanted));
}

/* Each block that the gate of -70 LUFS lets through, and the whole. */
static void
test_as_libebur128(void)
{
	int16_t *samples = calloc(LONGEST, sizeof *samples);
	double gate = pow(10, (-70 + 0.691) / 10), worst = 0, whole = 0;
	size_t compared = 0;

	for (unsigned i = 0; i < CLIPS; i++) {
		size_t n = make_clip(i, samples), count = level_block_count(n);
		float *ours = calloc(count, sizeof *ours);
		float *wanted = calloc(count, sizeof *wanted);

		level_blocks(samples, n, ours);
		reference_blocks(samples, n, wanted);
		for (size_t k = 0; k < count; k++)
			if (wanted[k] >= gate) {
				worst =
				    fmax(worst, difference(ours[k], wanted[k]));
				compared++;
			}
		whole = fmax(whole, fabs(level_loudness(ours, count) -
		                         level_loudness(wanted, count)));
		free(ours);
		free(wanted);
	}
	CHECK(compared > 1500);
	CHECK(worst < MOST_LU);
	CHECK(whole < MOST_LU);
	printf("%zu blocks differ by %.6f LU or less, %d clips by %.6f\n",
	    compared, worst, CLIPS, whole);
	free(samples);
}

/* What is in one stretch must not depend on where the clip is cut: the same
 * burst in every hop of a clip has the same energy there. */
static void
test_every_hop(void)
{
	enum { HOPS = 21 };
	int16_t *samples = calloc(HOPS * WEIGHTING_HOP, sizeof *samples);
	float hops[HOPS], first = 0;

	for (size_t hop = 0; hop < HOPS; hop++) {
		int16_t *burst = samples + hop * WEIGHTING_HOP;

		for (size_t i = 200; i < 400; i++)
			burst[i] = (int16_t)(9000 * sin((double)i / 3));
		weighting_energies(samples, HOPS * WEIGHTING_HOP, hops, HOPS);
		first = hop == 0 ? hops[0] : first;
		CHECK(difference(hops[hop], first) < 1e-4);
		for (size_t i = 0; i < HOPS; i++)
			CHECK(i == hop || hops[i] < first * 1e-6F);
		memset(burst, 0, WEIGHTING_HOP * sizeof *burst);
	}
	free(samples);
}

static void
test_nothing(void)
{
	const int16_t sample = 30000;
	float hop = 1;

	weighting_energies(&sample, 0, &hop, 1);
	CHECK(hop < 1e-15F);
	weighting_energies(NULL, 0, NULL, 0);
	CHECK(level_block_count(0) == 0);
}

int
main(void)
{
	RUN(test_as_libebur128);
	RUN(test_every_hop);
	RUN(test_nothing);
	return unit_end();
}
