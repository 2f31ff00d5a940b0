/*
 * Readability figures, held against values computed by hand from the
 * formulas: counts first, for they are where programs differ.
 */
#include "check/readability.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "read/publication.h"
#include "unit.h"

/* A publication with some words, prepared. */
struct measured {
	struct arena *arena;
	struct publication *publication;
	struct readability *r;
};

static struct language
english(void)
{
	struct language language = {
	    .code = "en-GB", .folder = "templates/languages/en-GB"};

	for (int i = 0; i < WORD_COUNT; i++)
		language.words[i] = "Words.";
	for (int i = 0; i < 12; i++)
		language.months[i] = language.months_alone[i] = "July";
	return language;
}

static struct measured
measure_in(const char *lang, const char *inside)
{
	static struct language language;
	struct measured m = {.arena = arena_new()};
	struct edition *edition = ARENA_NEW(m.arena, struct edition);
	char path[] = "/tmp/everyread-figures-XXXXXX";
	struct diags diags = {0};
	struct buf text = {0};
	const struct document *document = NULL;
	int fd = mkstemp(path);

	language = english();
	*edition = (struct edition){.name = "easy-read",
	    .writer = "",
	    .suffix = "",
	    .wording = WORDING_EASY_READ,
	    .style.credits = STYLE_NO,
	    .style.word_list = STYLE_YES};
	buf_printf(&text,
	    "<publication xmlns=\"urn:everyread:1\" id=\"t\" xml:lang=\"%s\" "
	    "wording=\"easy-read\"><about><title>A plan for everybody</title>"
	    "</about>%s</publication>",
	    lang, inside);
	CHECK(fd >= 0 && file_write(path, text.data, text.len, &diags));
	m.publication = publication_read(path, &diags);
	if (m.publication != NULL)
		document = document_prepare(
		    m.arena, m.publication, edition, &language, NULL, &diags);
	CHECK(document != NULL);
	if (document != NULL)
		m.r = readability_measure(
		    m.arena, document, (struct bytes){0}, &diags);
	CHECK(diags_worst(&diags) < DIAG_ERROR);
	diags_release(&diags);
	buf_release(&text);
	close(fd);
	unlink(path);
	return m;
}

static void
release(struct measured *m)
{
	publication_free(m->publication);
	arena_free(m->arena);
}

static void
check_counts(const struct readability_counts *got,
    const struct readability_counts *want, const char *which)
{
	char a[128], b[128];

#define FORMAT "%s: S %zu W %zu C %zu Y %zu P %zu fog %zu new %zu long %zu"
#define FIELDS(c)                                                              \
	which, (c)->sentences, (c)->words, (c)->letters, (c)->syllables,       \
	    (c)->polysyllables, (c)->fog_hard, (c)->unfamiliar, (c)->longer
	snprintf(a, sizeof a, FORMAT, FIELDS(got));
	snprintf(b, sizeof b, FORMAT, FIELDS(want));
	CHECK_STR(a, b);
}

#define HEAD "<section><heading>Heading words</heading>"
#define ITEM(words) "<item picture=\"none\" reason=\"r\">" words "</item>"

/* counts: sentences, words, letters, syllables, polysyllables, hard words,
 * unfamiliar words, sentences over 15 words */
static const struct text {
	const char *inside;
	struct readability_counts all, plain;
	double of[MEASURE_COUNT]; /* of all words, in the order of the .def */
} texts[] = {
    {HEAD ITEM("The cat sat on the mat.") "</section>",
        {1, 6, 17, 6, 0, 0, 0, 0}, {1, 6, 17, 6, 0, 0, 0, 0},
        {6.000, 0.000, 116.145, -1.450, 3.550, 3.129, 2.400, 0.298, -5.085,
            -4.073}},
    {HEAD ITEM("We want to help you stay well.")
            ITEM("You can talk to a doctor or a nurse.") "</section>",
        {2, 16, 50, 17, 0, 0, 0, 0}, {2, 16, 50, 17, 0, 0, 0, 0},
        {8.000, 0.000, 108.828, 0.068, 5.068, 3.129, 3.200, 0.397, -2.711,
            -1.125}},
    {HEAD "<p>The organisation publishes information about accessible "
          "services.</p></section>",
        {1, 7, 58, 22, 5, 3, 4, 0}, {1, 7, 58, 22, 5, 3, 4, 0},
        {7.000, 0.000, -66.156, 24.226, 29.226, 15.903, 19.943, 13.007, 21.096,
            28.691}},
    {"<words><word id=\"commitment\"><term>commitment</term><meaning>A promise "
     "to do something.</meaning></word></words>" HEAD ITEM(
         "We are Thurrock Council.") ITEM("We made a <hard>commitment</hard>.")
            ITEM("A commitment is a promise.")
                ITEM("Call us on 01268 594350.") "</section>",
        {5, 22, 98, 43, 3, 2, 2, 0}, {5, 17, 52, 20, 0, 0, 0, 0},
        {4.400, 0.000, 37.014, 9.190, 14.190, 7.554, 5.396, 5.290, 1.751,
            3.665}},
    {HEAD ITEM("Everyone who needs one-to-one help can ask the nurse, who will "
               "come 2 times a week for 8,000 days.") "</section>",
        {1, 19, 75, 25, 3, 0, 0, 1}, {1, 19, 75, 25, 3, 0, 0, 1},
        {19.000, 100.000, 76.234, 7.346, 12.346, 13.024, 7.600, 0.942, 6.662,
            5.853}},
    {HEAD ITEM("Our plan is about your health.")
            ITEM("You told us what you need.")
                ITEM("We will work with carers and families.")
                    ITEM("More people will get help at home.") ITEM(
                        "We will spend money on mental health.")
                        ITEM("This will take 5 years.") ITEM(
                            "You can read the long plan on our website.")
                            ITEM("Please ask for help with this.") "</section>",
        {8, 53, 207, 61, 1, 1, 3, 0}, {8, 53, 207, 61, 1, 1, 3, 0},
        {6.625, 0.000, 102.741, 0.575, 5.575, 5.149, 3.405, 4.859, 0.278,
            2.697}},
};
enum { NTEXTS = sizeof texts / sizeof *texts };

static void
test_texts(void)
{
	for (size_t i = 0; i < NTEXTS; i++) {
		struct measured m = measure_in("en-GB", texts[i].inside);
		const struct readability_part *whole = &m.r->whole;

		check_counts(&whole->all.counts, &texts[i].all, "all");
		check_counts(&whole->plain.counts, &texts[i].plain, "plain");
		for (int k = 0; k < MEASURE_COUNT; k++)
			if (!(fabs(whole->all.of[k] - texts[i].of[k]) <
			        0.005)) {
				printf("text %zu: %s is %.3f, not %.3f\n",
				    i + 1, measure_info((enum measure)k)->name,
				    whole->all.of[k], texts[i].of[k]);
				unit_bad = 1;
			}
		CHECK(m.r->is_easy && m.r->is_english && !m.r->is_estimated);
		release(&m);
	}
}

/* A figure of counts. */
static double
figure(struct readability_counts counts, enum measure measure)
{
	double of[MEASURE_COUNT];

	readability_figure(&counts, of);
	return of[measure];
}

static bool
is_near(double got, double want)
{
	return fabs(got - want) < 0.0005;
}

static void
test_formulas(void)
{
	/* the 3.6365 come with more than 5 in 100 words, not with 0.05 of a
	 * word (RDB-13) */
	CHECK(is_near(figure(
	                  (struct readability_counts){
	                      .sentences = 10, .words = 100, .unfamiliar = 5},
	                  MEASURE_DALE_CHALL),
	    0.1579 * 5 + 0.496));
	CHECK(is_near(figure(
	                  (struct readability_counts){
	                      .sentences = 10, .words = 100, .unfamiliar = 6},
	                  MEASURE_DALE_CHALL),
	    0.1579 * 6 + 0.496 + 3.6365));
	/* McLaughlin's: 30 sentences with 30 long words */
	CHECK(is_near(figure((struct readability_counts){.sentences = 30,
	                         .words = 300,
	                         .polysyllables = 30},
	                  MEASURE_SMOG),
	    8.8418));
	CHECK(is_near(figure(
	                  (struct readability_counts){
	                      .sentences = 40, .words = 300, .longer = 2},
	                  MEASURE_LONG),
	    5));
	CHECK(isnan(figure((struct readability_counts){0}, MEASURE_FLESCH)));
	for (int i = 0; i < MEASURE_COUNT; i++) {
		CHECK(measure_info((enum measure)i)->name != NULL);
		CHECK(measure_is_met((enum measure)i, NAN, true));
	}
}

static void
test_targets(void)
{
	CHECK(measure_is_met(MEASURE_FLESCH, 80, true));
	CHECK(measure_is_met(MEASURE_FLESCH, 79.96, true)); /* printed 80.0 */
	CHECK(!measure_is_met(MEASURE_FLESCH, 79.9, true));
	CHECK(measure_is_met(MEASURE_FLESCH, 60, false));
	CHECK(measure_is_met(MEASURE_GRADE, 5, true));
	CHECK(!measure_is_met(MEASURE_GRADE, 5.1, true));
	CHECK(measure_is_met(MEASURE_GRADE, 6, false));
	CHECK(measure_is_met(MEASURE_COLEMAN_LIAU, 30, true));
	CHECK_STR(readability_band(4.94), "grade 4 or below");
	CHECK_STR(readability_band(4.95), "grade 5 to 6");
	CHECK_STR(readability_band(8), "grade 11 to 12");
	CHECK_STR(readability_band(12), "college");
}

/* Sections stand in order, with what is below them; headings are no words,
 * and sections without words do not appear. */
static void
test_sections(void)
{
	static const char text[] =
	    "<section><heading>One</heading><p>We help.</p>"
	    "<section><heading>Two</heading><p>You can ask us.</p></section>"
	    "</section>"
	    "<section><heading>Three</heading>"
	    "<table><row><cell>Not counted</cell></row></table></section>"
	    "<section><heading>Four</heading><quote>It is good.</quote>"
	    "<list><lead>We have:</lead><item picture='none'>a cat</item>"
	    "<item picture='none'>two dogs</item></list></section>";
	struct measured m = measure_in("en", text);
	const struct readability_part *parts = m.r->parts;

	CHECK(m.r->nparts == 3);
	CHECK_STR(parts[0].title, "One");
	CHECK_STR(parts[1].title, "Two");
	CHECK_STR(parts[2].title, "Four");
	CHECK(parts[0].level == 1 && parts[1].level == 2);
	CHECK(parts[0].all.counts.words == 6);
	CHECK(parts[0].all.counts.sentences == 2);
	CHECK(parts[1].all.counts.words == 4);
	CHECK(parts[2].all.counts.words == 9);
	CHECK(parts[2].all.counts.sentences == 4);
	CHECK(m.r->whole.all.counts.words == 15);
	CHECK(is_near(parts[1].all.of[MEASURE_WORDS], 4));
	release(&m);
}

/* A word is a point, a hard word three more; the first of equals first. */
static void
test_hardest(void)
{
	static const char text[] =
	    "<section><heading>Help</heading>"
	    "<p>You can ask us to help you with this today. "
	    "The organisation published information. We help. You ask. "
	    "We come. You can go. It is good. It is free. It is here. "
	    "It is now. It is old. It is new.</p></section>";
	struct measured m = measure_in("en-GB", text);
	const struct readability_sentence *h = m.r->hardest;

	CHECK(m.r->nhardest == READABILITY_HARDEST);
	CHECK_STR(
	    h[0].sentence->text, "You can ask us to help you with this today.");
	CHECK(h[0].words == 10 && h[0].hard == 0);
	CHECK_STR(h[0].hard_words, "");
	CHECK_STR(
	    h[1].sentence->text, "The organisation published information.");
	CHECK(h[1].words == 4 && h[1].hard == 2 && h[1].syllables == 12);
	CHECK_STR(h[1].hard_words, "organisation, information");
	CHECK_STR(h[2].sentence->text, "You can go.");
	CHECK_STR(h[8].sentence->text, "It is new.");
	CHECK_STR(h[9].sentence->text, "We help.");
	release(&m);
}

/* Gunning's words: no names, no compounds, no -es -ed -ing. */
static void
test_hard_words(void)
{
	static const char text[] =
	    "<section><heading>Help</heading>"
	    "<p>We go to Basildon on Saturday afternoon.</p>"
	    "<p>She visited and promises, discussing everything.</p>"
	    "<p>Email getinvolved@example.org or see "
	    "www.example.org/information.</p>"
	    "<p>The accessible, multi-agency community.</p></section>";
	struct measured m = measure_in("en-GB", text);

	CHECK(m.r->whole.all.counts.fog_hard == 3);
	CHECK_STR(
	    m.r->hardest[0].hard_words, "accessible, multi-agency, community");
	release(&m);
}

/* The formulas know only English; words and sentences are counted in all
 * languages. */
static void
test_other_languages(void)
{
	struct measured m = measure_in("pl",
	    HEAD ITEM("Pomoc jest tutaj.") "<p xml:lang='en'>Help is here now."
	                                   "</p></section>");

	CHECK(!m.r->is_english && !m.r->is_estimated);
	CHECK(m.r->whole.all.counts.words == 3);
	CHECK(m.r->whole.all.counts.syllables == 5);
	CHECK(is_near(m.r->whole.all.of[MEASURE_WORDS], 3));
	CHECK(isnan(m.r->whole.all.of[MEASURE_FLESCH]));
	CHECK(isnan(m.r->whole.all.of[MEASURE_DALE_CHALL]));
	release(&m);
	m = measure_in("en-GB", HEAD ITEM("We say <span xml:lang='pl'>pomoc "
	                                  "jest</span> now.") "</section>");
	CHECK(m.r->whole.all.counts.words == 5);
	CHECK(m.r->whole.plain.counts.words == 3);
	CHECK(m.r->whole.all.counts.unfamiliar == 0);
	release(&m);
}

/* No running words: nothing to divide by. */
static void
test_nothing(void)
{
	struct measured m = measure_in("en-GB",
	    HEAD "<table><row><cell>One</cell></row></table></section>");

	CHECK(m.r->nparts == 0 && m.r->nhardest == 0);
	CHECK(isnan(m.r->whole.all.of[MEASURE_FLESCH]));
	release(&m);
}

int
main(void)
{
	RUN(test_texts);
	RUN(test_formulas);
	RUN(test_targets);
	RUN(test_sections);
	RUN(test_hardest);
	RUN(test_hard_words);
	RUN(test_other_languages);
	RUN(test_nothing);
	return unit_end();
}
