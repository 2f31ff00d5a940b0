/*
 * Syllables: what the voice says is held against the British counts of
 * everyday words, as dictionaries divide them.
 */
#include "speech/syllables.h"

#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

/* Stays empty: no child is lost here. */
static struct diags diags;

static const struct counted {
	const char *word;
	unsigned n;
} counted[] = {
    {"about", 2},
    {"accessible", 4},
    {"activity", 4},
    {"advice", 2},
    {"agency", 3},
    {"ambulance", 3},
    {"animal", 3},
    {"annual", 3},
    {"appointment", 3},
    {"area", 3},
    {"audio", 3},
    {"autism", 3},
    {"basic", 2},
    {"because", 2},
    {"being", 2},
    {"benefit", 3},
    {"breathe", 1},
    {"building", 2},
    {"business", 2},
    {"cancer", 2},
    {"capacity", 4},
    {"care", 1},
    {"carer", 2},
    {"centre", 2},
    {"change", 1},
    {"chemist", 2},
    {"children", 2},
    {"chocolate", 2},
    {"clinic", 2},
    {"commitment", 3},
    {"community", 4},
    {"computer", 3},
    {"consultation", 4},
    {"council", 2},
    {"create", 2},
    {"decide", 2},
    {"dementia", 3},
    {"dentist", 2},
    {"diabetes", 4},
    {"disability", 5},
    {"disease", 2},
    {"doctor", 2},
    {"easy", 2},
    {"education", 4},
    {"emergency", 4},
    {"environment", 4},
    {"equality", 4},
    {"every", 2},
    {"exercise", 3},
    {"experience", 4},
    {"family", 3},
    {"feedback", 2},
    {"fire", 1},
    {"friend", 1},
    {"funding", 2},
    {"goal", 1},
    {"government", 3},
    {"health", 1},
    {"healthier", 3},
    {"help", 1},
    {"helped", 1},
    {"holiday", 3},
    {"hospital", 3},
    {"hour", 1},
    {"housing", 2},
    {"idea", 2},
    {"important", 3},
    {"improve", 2},
    {"individual", 5},
    {"inequalities", 5},
    {"information", 4},
    {"integrated", 4},
    {"interview", 3},
    {"journey", 2},
    {"kitchen", 2},
    {"language", 2},
    {"learn", 1},
    {"library", 3},
    {"listen", 2},
    {"little", 2},
    {"local", 2},
    {"loneliness", 3},
    {"maternity", 4},
    {"meaning", 2},
    {"medical", 3},
    {"meeting", 2},
    {"mental", 2},
    {"midwife", 2},
    {"million", 2},
    {"money", 2},
    {"national", 3},
    {"needed", 2},
    {"neighbour", 2},
    {"nurse", 1},
    {"nutrition", 3},
    {"opinion", 3},
    {"organisation", 5},
    {"our", 1},
    {"parent", 2},
    {"partnership", 3},
    {"patient", 2},
    {"people", 2},
    {"performance", 3},
    {"pharmacy", 3},
    {"physical", 3},
    {"pictures", 2},
    {"poem", 2},
    {"police", 2},
    {"prescription", 3},
    {"pressure", 2},
    {"priority", 4},
    {"prism", 2},
    {"private", 2},
    {"programme", 2},
    {"promise", 2},
    {"psychology", 4},
    {"quality", 3},
    {"question", 2},
    {"quiet", 2},
    {"radio", 3},
    {"reality", 4},
    {"recognise", 3},
    {"rehabilitation", 6},
    {"responsibility", 6},
    {"rhythm", 2},
    {"science", 2},
    {"serious", 3},
    {"service", 2},
    {"social", 2},
    {"society", 4},
    {"special", 2},
    {"strategy", 3},
    {"strength", 1},
    {"support", 2},
    {"surgery", 3},
    {"taxi", 2},
    {"technology", 4},
    {"theatre", 2},
    {"through", 1},
    {"transport", 2},
    {"treatment", 2},
    {"understand", 3},
    {"university", 5},
    {"vaccination", 4},
    {"variety", 4},
    {"various", 3},
    {"video", 3},
    {"vision", 2},
    {"walked", 1},
    {"wanted", 2},
    {"Wednesday", 2},
    {"website", 2},
    {"wheelchair", 2},
    {"workforce", 2},
    {"worried", 2},
    {"year", 1},
    {"young", 1},
    {"NHS", 3},
    {"GP", 2},
    {"ICBs", 3},
    {"Thurrock", 2},
    {"Basildon", 3},
    {"Essex", 2},
    {"one-to-one", 3},
    {"8,000", 3},
    {"50", 2},
    {"2nd", 2},
};
enum { NCOUNTED = sizeof counted / sizeof *counted };
/* Of a hundred so many are right: measured 100 and 77. */
enum { VOICE_AT_LEAST = 98, ESTIMATE_AT_LEAST = 75 };

static size_t
count_right(const unsigned *counts, const char *how)
{
	size_t right = 0;

	printf("  %s:", how);
	for (size_t i = 0; i < NCOUNTED; i++) {
		right += counts[i] == counted[i].n;
		if (counts[i] != counted[i].n)
			printf(" %s %u", counted[i].word, counts[i]);
	}
	printf("\n  %s: %zu of %d right\n", how, right, NCOUNTED);
	return right;
}

static void
test_words(void)
{
	const char *words[NCOUNTED];
	unsigned voice[NCOUNTED], estimates[NCOUNTED];

	for (size_t i = 0; i < NCOUNTED; i++) {
		words[i] = counted[i].word;
		estimates[i] = syllables_estimate("en-GB", counted[i].word);
	}
	CHECK(syllables_count("en-GB", words, NCOUNTED, voice, &diags));
	CHECK(count_right(voice, "voice") * 100 >= NCOUNTED * VOICE_AT_LEAST);
	CHECK(count_right(estimates, "estimate") * 100 >=
	      NCOUNTED * ESTIMATE_AT_LEAST);
}

static void
test_phonemes(void)
{
	CHECK(syllables_of_phonemes("en", "science", "s_ˈaɪə_n_s") == 2);
	CHECK(syllables_of_phonemes("en", "fire", "f_ˈaɪə") == 1);
	CHECK(syllables_of_phonemes("en", "our", "ˌaʊ_ə") == 1);
	CHECK(syllables_of_phonemes("en", "Our", "ˌaʊ_ə") == 1);
	CHECK(syllables_of_phonemes("en", "flower", "f_l_ˈaʊ_ə") == 2);
	CHECK(syllables_of_phonemes("en", "area", "ˈeə_ɹ_iə") == 3);
	CHECK(syllables_of_phonemes("en", "here", "h_ˈiə") == 1);
	CHECK(syllables_of_phonemes("pl", "our", "ˌaʊ_ə") == 2);
	CHECK(syllables_of_phonemes("cs", "vlk", "v_l̩_k") == 1);
	CHECK(syllables_of_phonemes("en", "two words", "t_ˈuː w_ˈɜː_d_z") == 2);
	CHECK(syllables_of_phonemes("en", "", "") == 1);
}

/* Other languages have voices; what has none is estimated. */
static void
test_languages(void)
{
	const char *polish[] = {"zdrowie", "pomoc", "szpital", "ulica"};
	const char *none[] = {"walked", "café", "xyz", "Ωμέγα", ""};
	unsigned counts[5];

	CHECK(syllables_count("pl", polish, 4, counts, &diags));
	CHECK(counts[0] == 2 && counts[1] == 2 && counts[2] == 2 &&
	      counts[3] == 3);
	CHECK(!syllables_count("xx", none, 5, counts, &diags));
	CHECK(counts[0] == 2 && counts[1] == 2 && counts[2] == 1 &&
	      counts[3] == 1 && counts[4] == 1);
	CHECK(syllables_estimate("en", "walked") == 1);
	CHECK(syllables_estimate("en-GB", "needed") == 2);
	CHECK(syllables_estimate("en-GB", "little") == 2);
	CHECK(syllables_estimate("en-GB", "the") == 1);
}

/* The same words in another order, after others, in another process. */
static void
test_repeated(void)
{
	const char *words[] = {"people", "area", "people"};
	unsigned first[3], again[3];

	CHECK(syllables_count("en-GB", words, 3, first, &diags));
	CHECK(syllables_count("en-GB", words, 3, again, &diags));
	CHECK(memcmp(first, again, sizeof first) == 0);
	CHECK(first[0] == first[2]);
	CHECK(syllables_count("en-GB", words, 0, again, &diags));
	CHECK(diags.n == 0);
}

int
main(void)
{
	RUN(test_words);
	RUN(test_phonemes);
	RUN(test_languages);
	RUN(test_repeated);
	return unit_end();
}
