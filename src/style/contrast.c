/* Contrast between the colours that meet on a page (contrast.def). */
#include "style/contrast.h"

#include <math.h>

static double
linear(double s)
{
	return s <= 0.04045 ? s / 12.92 : pow((s + 0.055) / 1.055, 2.4);
}

static double
luminance(struct color c)
{
	return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) +
	       0.0722 * linear(c.b);
}

double
color_contrast(struct color a, struct color b)
{
	double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static const struct contrast_pair pairs[] = {
#define PAIR(front, behind, least, waived, rule, what)                         \
	{TOKEN_##front, TOKEN_##behind, least, waived, rule, what},
#include "style/contrast.def"
#undef PAIR
};

const struct contrast_pair *
contrast_pair_at(size_t i)
{
	return i < sizeof pairs / sizeof *pairs ? &pairs[i] : NULL;
}

static double
mix(double from, double to, double share)
{
	return round((from + (to - from) * share) * 255) / 255;
}

bool
contrast_suggest(
    struct color front, struct color behind, double least, struct color *out)
{
	double end = luminance(behind) > 0.18 ? 0 : 1;

	for (int percent = 1; percent <= 100; percent++) {
		double share = percent / 100.0;
		struct color c = {mix(front.r, end, share),
		    mix(front.g, end, share), mix(front.b, end, share)};

		if (color_contrast(c, behind) >= least) {
			*out = c;
			return true;
		}
	}
	return false;
}
