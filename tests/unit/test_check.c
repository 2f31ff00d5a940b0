/*
 * The rules: each finds what it is for, and leaves alone what is right.
 * tests/golden/rules shows the messages.
 */
#include "check/check.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "check/rules.h"
#include "read/publication.h"
#include "unit.h"

/* The codes of the messages about what stands inside <publication>. */
static const char *
found(const char *inside, const char *wording)
{
	static char codes[2048];
	struct language language = {
	    .code = "en-GB", .folder = "templates/languages/en-GB"};
	char path[] = "/tmp/everyread-check-XXXXXX";
	struct diags diags = {0};
	struct buf text = {0};
	struct publication *publication;
	struct arena *arena = arena_new();
	struct profiles profiles = {0};
	struct checked checked;

	codes[0] = '\0';
	for (int i = 0; i < WORD_COUNT; i++)
		language.words[i] = "Words.";
	for (int i = 0; i < 12; i++)
		language.months[i] = "July";
	close(mkstemp(path));
	buf_printf(&text,
	    "<publication xmlns=\"urn:everyread:1\" id=\"t\" xml:lang=\"en\" "
	    "wording=\"%s\"><about><title>A plan</title><organisation>A"
	    "</organisation><date>2026-01-01</date><description>A.</"
	    "description>"
	    "<cover picture=\"plan\"/><contact><phone>01268 594 "
	    "350</phone><email>a@b.uk</email></contact>"
	    "</about>%s</publication>",
	    wording, inside);
	CHECK(file_write(path, text.data, text.len, &diags));
	publication = publication_read(path, &diags);
	checked_init(&checked);
	CHECK(profiles_read(arena, "templates", NULL, NULL, &profiles, &diags));
	if (publication != NULL)
		check_publication(
		    &(struct check_job){.publication = publication,
		        .language = &language,
		        .profiles = &profiles,
		        .today = "2026-03-31"},
		    &checked);
	diags_append(&checked.diags, &diags);
	diags_sort(&checked.diags);
	diags_unite(&checked.diags);
	for (size_t i = 0; i < checked.diags.n; i++)
		snprintf(codes + strlen(codes), sizeof codes - strlen(codes),
		    "%s%s", i > 0 ? " " : "",
		    diag_info(checked.diags.items[i].id)->code);
	checked_release(&checked);
	arena_free(arena);
	unlink(path);
	publication_free(publication);
	diags_release(&diags);
	buf_release(&text);
	return codes;
}

/* What is said of one easy-read sentence. */
static const char *
said(const char *sentence)
{
	char inside[1024];

	snprintf(inside, sizeof inside,
	    "<section><heading>Help</heading><item picture=\"none\" "
	    "reason=\"r\">%s</item></section>",
	    sentence);
	return found(inside, "easy-read");
}

static void
test_count_words(void)
{
	CHECK(sentence_count_words("") == 0);
	CHECK(sentence_count_words("Come at 5:30pm.") == 4);
	CHECK(sentence_count_words("About 8,000 people, or 1.5 each.") == 6);
	CHECK(
	    sentence_count_words("The council’s one-to-one talk - free") == 5);
	CHECK(sentence_count_words("'quoted' words") == 2);
	CHECK(sentence_count_words("Łódź i Kraków") == 3);
	CHECK(sentence_count_words("co‑op co‐op – co-") == 3);
	CHECK(sentence_count_words("Cafe\u0301s are open") == 3);
	CHECK(sentence_count_words("我们 ok です") == 5);
}

static const struct {
	const char *sentence, *codes;
} wrong[] = {
    {"We have 3 to 5 or six teams.", "ERW-13"},
    {"Ten people came.", "ERW-13"},
    {"A hundred people came.", "ERW-13"},
    {"It is 12345 long.", "ERW-13b"},
    {"About 2500 people came.", "ERW-13b"},
    {"Half of 33.5% came.", "ERW-14"},
    {"50 percent came.", "ERW-14"},
    {"Read chapter IV.", "ERW-16"},
    {"Ask your GP/nurse.", ""}, /* cannot know */
    {"He/she can ask.", "ERW-17"},
    {"Ask him/her.", "ERW-17"},
    {"Read it i.e. now.", "ERW-17b"},
    {"Eat fruit etc.", "ERW-17b"},
    {"Eat fruit (eg. figs).", "ERW-25c ERW-17b"},
    {"From 2023-2028.", "ERW-18"},
    {"From 2023 – 2028.", "ERW-18"},
    {"In 2023-24 we paid.", "ERW-18"},
    {"Give 30-50,000 people help.", "ERW-18"},
    {"Open 9am-5pm.", "ERW-18"},
    {"Open Mon–Fri.", "ERW-18"},
    {"Open May-July.", "ERW-18"},
    {"On 01/02/26.", "ERW-19"},
    {"On 01.02.2026.", "ERW-19"},
    {"On 3 Sept 2026.", "ERW-19"},
    {"On 3rd May.", "ERW-19b"},
    {"At 09:30.", "ERW-20"},
    {"At 9.30am.", "ERW-20"},
    {"At 12pm.", "ERW-20"},
    {"At 5 pm.", "ERW-20"},
    {"You can’t come.", "ERW-24"},
    {"It's free.", "ERW-24b"},
    {"We do it; you see it.", "ERW-25b"},
    {"We ask you (twice).", "ERW-25c"},
    {"We ask you - twice.", "ERW-25d"},
    {"We say this: come.", "ERW-25e"},
    {"Click on this to come.", "ERW-32"},
    {"Confined to a wheelchair.", "ERW-37"},
    {"She is a diabetic.", "ERW-37"},
    {"People SHOUTED LOUDLY here.", "ERW-39"},
    {"ABOUT US", "ERW-39"},
    {"Ask the ABC.", "ERW-12"},
    {"Ask two ABCs.", "ERW-13 ERW-12"},
};

static const char *const right[] = {
    "One of us will call you.",
    "The twenty-first birthday.",
    "In 1999 and in 2034 we met.",
    "It costs £12.50 or £1.2 million.",
    "Take 2.5 ml.",
    "Version 1.2 is new.",
    "Come to A&amp;E.",
    "Look at B&amp;Q or R&amp;D.",
    "The NHS and GPs have PDFs for your TV.",
    "The COVID-19 jab is free.",
    "Ask for a one-to-one talk.",
    "Call 020 7450 4000 or 07700 900 866.",
    "Call 020 7450 4000.",
    "Write to a-1-2@b.uk.",
    "See www.b.uk/2023-2028/x/y.",
    "Our code is 12-34-56.",
    "Come at 5:30pm or 9am.",
    "On 6 August 2018 or in May 2026.",
    "I am 12 and she may march.",
    "The council's plan and the boss' plan.",
    "Disabled people and blind people.",
    "The blind man and the elderly woman.",
    "He is diabetic.",
    "A victim of crime.",
    "Text HELP to 85258.",
    "Our PIN is 123456.",
    "My postcode is SS1 1AA.",
    "The afternoon is here and more.",
    "The ABC (A Big Council) decides.",
    "Phone: 01268 594 350",
    "Is it 3 in every 10?",
    "NHS GP",
    "Follow @ABC and #XYZ.",
    "I go to work.",
    "Mid-2023 is near.",
};

static void
test_sentences(void)
{
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		if (strcmp(said(wrong[i].sentence), wrong[i].codes) == 0)
			continue;
		printf("%s\n", wrong[i].sentence);
		CHECK_STR(said(wrong[i].sentence), wrong[i].codes);
	}
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		const char *codes = said(right[i]);

		if (*codes == '\0' || strcmp(codes, "ERW-25c") == 0)
			continue;
		printf("%s: %s\n", right[i], codes);
		unit_bad = 1;
	}
}

static void
test_length(void)
{
	CHECK_STR(said("a b c d e f g h i j k l m n o"), "");
	CHECK_STR(said("a b c d e f g h i j k l m n o p"), "ERW-01b");
	CHECK_STR(said("a b c d e f g h i j k l m n o p q r s t"), "ERW-01b");
	CHECK_STR(said("a b c d e f g h i j k l m n o p q r s t u"), "ERW-01");
	CHECK_STR(said("We help. We ask."), "ERW-03");
	CHECK_STR(said("We ask, we hear, we help."), "ERW-25");
}

static void
test_initials(void)
{
	static const char words[] =
	    "<words><abbreviation id=\"abc\"><short>ABC</short><full>A big "
	    "council</full></abbreviation></words>";
	char inside[1024];

	snprintf(inside, sizeof inside,
	    "%s<section><heading>Help</heading><p>Ask the ABC.</p></section>",
	    words);
	CHECK_STR(found(inside, "easy-read"), "ERW-12b");
	snprintf(inside, sizeof inside,
	    "%s<section><heading>Help</heading><p>We are A big council. Ask "
	    "the ABC.</p></section>",
	    words);
	CHECK_STR(found(inside, "easy-read"), "");
	/* once is enough */
	CHECK_STR(found("<section><heading>Help</heading><p>Ask the ABC. Tell "
	                "the ABC.</p></section>",
	              "easy-read"),
	    "ERW-12");
}

static void
test_hard(void)
{
#define WORDS                                                                  \
	"<words><word id=\"vow\"><term>vow</term><meaning>A "                  \
	"promise.</meaning>"                                                   \
	"</word></words><section><heading>Help</heading>"
	CHECK_STR(found(WORDS "<p>It is a <hard>vow</hard>. A vow is a promise."
	                      "</p></section>",
	              "easy-read"),
	    "");
	CHECK_STR(found(WORDS "<p>A <hard>vow</hard> is a promise.</p>"
	                      "</section>",
	              "easy-read"),
	    "");
	CHECK_STR(found(WORDS "<p>It is a <hard>vow</hard>.</p></section>",
	              "easy-read"),
	    "ERW-08b");
	CHECK_STR(
	    found(WORDS "<p>We promise.</p></section>", "easy-read"), "ERW-08");
}

/* Standard words are only asked for what holds for all writing. */
static void
test_standard(void)
{
	CHECK_STR(found("<section><heading>Help</heading><p>We don't need two "
	                "ABCs; 20% of it, however, is (really) enough for "
	                "everybody who comes, i.e. all of us who live here "
	                "and there.</p></section>",
	              "standard"),
	    "ERW-01");
	CHECK_STR(found("<section><heading>Help</heading><p>In 2023–24.</p>"
	                "</section>",
	              "standard"),
	    "ERW-18");
	/* both wordings: each is asked once */
	CHECK_STR(found("<section wording=\"easy-read\"><heading>In 2023–24"
	                "</heading><p>Two in 2023–24.</p></section>"
	                "<section wording=\"standard\"><heading>In 2023–24"
	                "</heading><p>Two in 2023–24.</p></section>",
	              "easy-read"),
	    "ERW-18 ERW-13 ERW-18 ERW-18 ERW-18");
}

static void
test_other_languages(void)
{
	CHECK_STR(
	    found("<section xml:lang=\"pl\"><heading>Pomoc</heading><p>Mamy "
	          "two ABC, np. MUST.</p></section>",
	        "easy-read"),
	    "");
	CHECK_STR(found("<section xml:lang=\"pl\"><heading>Pomoc</heading>"
	                "<p>Lata 2023–2028.</p></section>",
	              "easy-read"),
	    "ERW-18");
	CHECK_STR(said("We say <span xml:lang=\"de\">two ABC, 20%, "
	               "2023–28</span> here."),
	    "");
}

static void
test_lists(void)
{
#define POINTS                                                                 \
	"<item picture=\"none\" reason=\"r\">a</item>"                         \
	"<item picture=\"none\" reason=\"r\">b</item></list></section>"
	CHECK_STR(
	    found(
	        "<section><heading>Help</heading><p>We help.</p><list>" POINTS,
	        "easy-read"),
	    "ERW-26b");
	/* what stands before it leads to it */
	CHECK_STR(
	    found(
	        "<section><heading>Help</heading><p>We help:</p><list>" POINTS,
	        "easy-read"),
	    "");
	CHECK_STR(
	    found("<section><heading>Help</heading><list>" POINTS, "easy-read"),
	    "");
}

static void
test_quotes(void)
{
	CHECK_STR(found("<section><heading>Help</heading><quote>I can't come; "
	                "it's far.</quote></section>",
	              "easy-read"),
	    "");
}

int
main(void)
{
	RUN(test_count_words);
	RUN(test_sentences);
	RUN(test_length);
	RUN(test_initials);
	RUN(test_hard);
	RUN(test_standard);
	RUN(test_other_languages);
	RUN(test_lists);
	RUN(test_quotes);
	return unit_end();
}
