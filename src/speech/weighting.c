/* K-weighting, four stretches of a clip at a time. */
#include "speech/weighting.h"

#include <math.h>
#include <stdbool.h>

enum { HOP = WEIGHTING_HOP, LANES = 4 };
#define FULL_SCALE 32768.0F
/* A tone of half the rate at -200 dB, added to all: processors are many times
 * slower with the tiny numbers that a filter comes to in silence. */
#define HISS 1e-10F

/* A sample of each stretch. */
typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));

/* A filter of the second order, and what it remembers (transposed direct
 * form II). */
struct section {
	float b0, b1, b2, a1, a2;
	lanes s1, s2;
};

/* The head as a sphere: a shelf that lifts what is above 1.7 kHz by 4 dB.
 * BS.1770 has its numbers for 48 kHz; these give the same curve at any rate,
 * as libebur128 does. */
static struct section
shelf(void)
{
	const double q = 0.7071752369554196;
	const double k = tan(M_PI * 1681.974450955533 / WEIGHTING_RATE_HZ);
	const double high = pow(10, 3.999843853973347 / 20);
	const double band = pow(high, 0.4996667741545416);
	const double a0 = 1 + k / q + k * k;

	return (struct section){
	    .b0 = (float)((high + band * k / q + k * k) / a0),
	    .b1 = (float)(2 * (k * k - high) / a0),
	    .b2 = (float)((high - band * k / q + k * k) / a0),
	    .a1 = (float)(2 * (k * k - 1) / a0),
	    .a2 = (float)((1 - k / q + k * k) / a0),
	};
}

/* Nobody hears what is below 38 Hz. */
static struct section
high_pass(void)
{
	const double q = 0.5003270373238773;
	const double k = tan(M_PI * 38.13547087602444 / WEIGHTING_RATE_HZ);
	const double a0 = 1 + k / q + k * k;

	return (struct section){
	    .b0 = 1,
	    .b1 = -2,
	    .b2 = 1,
	    .a1 = (float)(2 * (k * k - 1) / a0),
	    .a2 = (float)((1 - k / q + k * k) / a0),
	};
}

/* One hop of each stretch; the sums of the squares. */
static lanes
filter_hop(struct section *first, struct section *second, const lanes *in)
{
	struct section f = *first, g = *second;
	lanes sum = {0}, hiss = HISS - sum;

	for (size_t i = 0; i < HOP; i++) {
		const lanes x = in[i] + hiss, y = f.b0 * x + f.s1;
		const lanes z = g.b0 * y + g.s1;

		hiss = -hiss;
		f.s1 = (f.b1 * x + f.s2) - f.a1 * y;
		f.s2 = f.b2 * x - f.a2 * y;
		g.s1 = (g.b1 * y + g.s2) - g.a1 * z;
		g.s2 = g.b2 * y - g.a2 * z;
		sum += z * z;
	}
	*first = f;
	*second = g;
	return sum;
}

/* Samples of a hop into one lane; hops outside the clip are silent. */
static void
fill_lane(lanes *in, size_t lane, const int16_t *samples, size_t n)
{
	n = n < HOP ? n : HOP;
	for (size_t i = 0; i < n; i++)
		in[i][lane] = (float)samples[i] / FULL_SCALE;
	for (size_t i = n; i < HOP; i++)
		in[i][lane] = 0;
}

/*
 * Each stretch starts a hop early, with a filter that remembers nothing: what
 * was 100 ms ago is forgotten to one part in a thousand million (the time
 * constant of the high-pass is 4 ms).
 */
void
weighting_energies(const int16_t *samples, size_t n, float *hops, size_t nhops)
{
	struct section first = shelf(), second = high_pass();
	const size_t each = (nhops + LANES - 1) / LANES;
	lanes in[HOP] = {0};

	for (size_t step = 0; each > 0 && step <= each; step++) {
		lanes sum;

		for (size_t k = 0; k < LANES; k++) {
			size_t hop = k * each + step; /* + 1: the early one */
			bool is_inside = hop > 0 && (hop - 1) * HOP < n;

			fill_lane(in, k,
			    samples + (is_inside ? (hop - 1) * HOP : 0),
			    is_inside ? n - (hop - 1) * HOP : 0);
		}
		sum = filter_hop(&first, &second, in);
		for (size_t k = 0; step > 0 && k < LANES; k++)
			if (k * each + step <= nhops)
				hops[k * each + step - 1] = sum[k] / HOP;
	}
}
