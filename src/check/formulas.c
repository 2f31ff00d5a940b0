/* The formulas of the readability figures, and what to aim at. */
#include "check/readability.h"

#include <math.h>

enum better { DOWN, UP };

static const struct measure_info infos[MEASURE_COUNT] = {
#define MEASURE(id, code, column, name, easy, general, better, meaning)        \
	[MEASURE_##id] = {                                                     \
	    code, column, name, easy, general, better == UP, meaning},
#include "check/measures.def"
#undef MEASURE
};

const struct measure_info *
measure_info(enum measure measure)
{
	return &infos[measure];
}

bool
measure_is_met(enum measure measure, double figure, bool is_easy)
{
	const struct measure_info *info = &infos[measure];
	double aim = is_easy ? info->easy : info->general;
	/* as printed: with one decimal */
	double rounded = round(figure * 10) / 10;

	if (aim == 0 || isnan(figure))
		return true;
	return info->is_more_better ? rounded >= aim : rounded <= aim;
}

/* RDB-05: as printed, with one decimal. */
const char *
readability_band(double figure)
{
	static const struct {
		double below;
		const char *band;
	} bands[] = {
	    {4.95, "grade 4 or below"},
	    {5.95, "grade 5 to 6"},
	    {6.95, "grade 7 to 8"},
	    {7.95, "grade 9 to 10"},
	    {8.95, "grade 11 to 12"},
	};

	for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
		if (figure < bands[i].below)
			return bands[i].band;
	return "college";
}

/* The 3.6365 are added only where more than 5 in 100 words are
 * unfamiliar: a per cent, not a share (RDB-13). */
static double
dale_chall(double unfamiliar_percent, double words_a_sentence)
{
	double raw = 0.1579 * unfamiliar_percent + 0.0496 * words_a_sentence;

	return unfamiliar_percent > 5 ? raw + 3.6365 : raw;
}

void
readability_figure(
    const struct readability_counts *counts, double of[MEASURE_COUNT])
{
	double s = (double)counts->sentences, w = (double)counts->words;
	double ws = w / s, yw = (double)counts->syllables / w;
	double cw = (double)counts->letters / w;

	for (int i = 0; i < MEASURE_COUNT; i++)
		of[i] = NAN;
	if (counts->sentences == 0 || counts->words == 0)
		return;
	of[MEASURE_WORDS] = ws;
	of[MEASURE_LONG] = 100 * (double)counts->longer / s;
	of[MEASURE_FLESCH] = 206.835 - 1.015 * ws - 84.6 * yw;
	of[MEASURE_GRADE] = 0.39 * ws + 11.8 * yw - 15.59;
	of[MEASURE_AGE] = of[MEASURE_GRADE] + 5;
	of[MEASURE_SMOG] =
	    1.0430 * sqrt((double)counts->polysyllables * 30 / s) + 3.1291;
	of[MEASURE_FOG] = 0.4 * (ws + 100 * (double)counts->fog_hard / w);
	of[MEASURE_DALE_CHALL] =
	    dale_chall(100 * (double)counts->unfamiliar / w, ws);
	of[MEASURE_ARI] = 4.71 * cw + 0.5 * ws - 21.43;
	of[MEASURE_COLEMAN_LIAU] =
	    0.0588 * (100 * cw) - 0.296 * (100 * s / w) - 15.8;
}
