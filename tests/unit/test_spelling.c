/*
 * Spelling: what is wrong is found with the right word first, and what is
 * right is left alone.
 */
#include "check/spelling.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "check/kept.h"
#include "read/publication.h"
#include "unit.h"

#define FOLDER "templates/languages/en-GB"

static const struct language english = {.code = "en-GB", .folder = FOLDER};

static struct spelling *
open_english(void)
{
	struct diags diags = {0};
	struct spelling *spelling = spelling_open(&english, NULL, &diags);

	CHECK(diags.n == 0);
	diags_release(&diags);
	return spelling;
}

/* "written>first,second" for each finding; kinds as w, a, n. */
static const char *
found(struct spelling *spelling, const char *sentence)
{
	static char out[1024];
	struct arena *arena = arena_new();
	struct misspelling *m;
	size_t n = spelling_find(spelling, arena, sentence, &m);

	out[0] = '\0';
	for (size_t i = 0; i < n; i++)
		snprintf(out + strlen(out), sizeof out - strlen(out),
		    "%s%c:%.*s>%s", i > 0 ? " " : "", "wan"[m[i].kind],
		    (int)m[i].len, sentence + m[i].start,
		    m[i].suggestions[0] != NULL ? m[i].suggestions[0] : "");
	arena_free(arena);
	return out;
}

/* What people mistype, and what they meant. */
static const char *const mistakes[][2] = {
    {"accomodation", "accommodation"},
    {"acheive", "achieve"},
    {"acknowlege", "acknowledge"},
    {"adress", "address"},
    {"alot", "a lot"},
    {"apparant", "apparent"},
    {"appartment", "apartment"},
    {"appointement", "appointment"},
    {"beggining", "beginning"},
    {"begining", "beginning"},
    {"beleive", "believe"},
    {"benificial", "beneficial"},
    {"buisness", "business"},
    {"calender", "calendar"},
    {"carefull", "careful"},
    {"collegue", "colleague"},
    {"comittee", "committee"},
    {"commited", "committed"},
    {"concious", "conscious"},
    {"councelling", "counselling"},
    {"definately", "definitely"},
    {"diarhoea", "diarrhoea"},
    {"diffrent", "different"},
    {"disapear", "disappear"},
    {"dont", "don't"},
    {"enviroment", "environment"},
    {"excercise", "exercise"},
    {"existance", "existence"},
    {"foward", "forward"},
    {"freind", "friend"},
    {"goverment", "government"},
    {"happend", "happened"},
    {"helth", "health"},
    {"independant", "independent"},
    {"infact", "in fact"},
    {"infomation", "information"},
    {"intrest", "interest"},
    {"knowlege", "knowledge"},
    {"libary", "library"},
    {"maintainance", "maintenance"},
    {"medecine", "medicine"},
    {"neccessary", "necessary"},
    {"noticable", "noticeable"},
    {"occassion", "occasion"},
    {"occured", "occurred"},
    {"oppurtunity", "opportunity"},
    {"organisaton", "organisation"},
    {"parrallel", "parallel"},
    {"payed", "paid"},
    {"peice", "piece"},
    {"peopel", "people"},
    {"perscription", "prescription"},
    {"posession", "possession"},
    {"proffesional", "professional"},
    {"publically", "publicly"},
    {"questionaire", "questionnaire"},
    {"recieve", "receive"},
    {"recomend", "recommend"},
    {"refered", "referred"},
    {"relevent", "relevant"},
    {"reponse", "response"},
    {"responsability", "responsibility"},
    {"saftey", "safety"},
    {"seperate", "separate"},
    {"succesful", "successful"},
    {"sucess", "success"},
    {"suprise", "surprise"},
    {"teh", "the"},
    {"thier", "their"},
    {"tommorow", "tomorrow"},
    {"truely", "truly"},
    {"untill", "until"},
    {"vacine", "vaccine"},
    {"wich", "which"},
    {"wierd", "weird"},
};
enum { NMISTAKES = sizeof mistakes / sizeof *mistakes };
/* The right word stands first for at least so many of a hundred. */
enum { FIRST_AT_LEAST = 95 };

static void
test_mistakes(void)
{
	size_t nfirst = 0;

	for (size_t i = 0; i < NMISTAKES; i++) {
		/* one opening for each: the number of suggestions is limited */
		struct spelling *spelling = open_english();
		char sentence[64], want[128];
		const char *got;

		snprintf(
		    sentence, sizeof sentence, "We %s it.", mistakes[i][0]);
		snprintf(want, sizeof want, "w:%s>%s", mistakes[i][0],
		    mistakes[i][1]);
		got = found(spelling, sentence);
		if (strncmp(got, want, strlen(mistakes[i][0]) + 3) != 0)
			CHECK_STR(got, want);
		if (strcmp(got, want) == 0)
			nfirst++;
		else
			printf("  %s, not %s\n", got, mistakes[i][1]);
		spelling_close(spelling);
	}
	printf("  the right word is first: %zu of %d\n", nfirst, NMISTAKES);
	CHECK(nfirst * 100 >= NMISTAKES * FIRST_AT_LEAST);
}

static const char *const american[][2] = {
    {"organize", "organise"},
    {"organization", "organisation"},
    {"recognizing", "recognising"},
    {"analyze", "analyse"},
    {"paralyzed", "paralysed"},
    {"center", "centre"},
    {"centers", "centres"},
    {"centered", "centred"},
    {"color", "colour"},
    {"colors", "colours"},
    {"colorful", "colourful"},
    {"neighbors", "neighbours"},
    {"theater", "theatre"},
    {"program", "programme"},
    {"programs", "programmes"},
    {"counselor", "counsellor"},
    {"counselors", "counsellors"},
    {"traveling", "travelling"},
    {"pediatric", "paediatric"},
    {"defense", "defence"},
    {"enrollment", "enrolment"},
    {"gray", "grey"},
    {"jewelry", "jewellery"},
};

static void
test_american(void)
{
	struct spelling *spelling = open_english();

	for (size_t i = 0; i < sizeof american / sizeof *american; i++) {
		char sentence[64], want[128];

		snprintf(sentence, sizeof sentence, "The %s is new.",
		    american[i][0]);
		snprintf(want, sizeof want, "a:%s>%s", american[i][0],
		    american[i][1]);
		CHECK_STR(found(spelling, sentence), want);
	}
	spelling_close(spelling);
}

static const char *const right[] = {
    "Thurrock and Basildon are in Essex.",
    "Healthwatch looks after your wellbeing.",
    "We prize the size of the seized prize.",
    "Co-production is safeguarding with easy-read words.",
    "The council’s carers' plan, the nurse's and the NHS's.",
    "We organise, analyse and colour the grey theatre.",
    "It costs £8,000 at 5:30pm on the 2nd.",
    "ICBs and GPs and PDFs and A&E.",
    "Write to xxxxxx@xxxx or www.",
    "The World Health Organization and the Kennedy Center.",
    "Center Place is open.",
    "Grays is a town.",
    "A naïve café in Llandudno.",
    "I don't, she’ll, they’ve, it's, who’d.",
    "Do you use a wheelchair, a website or an app?",
    "A multi-agency, non-urgent, pre-diabetes, one-to-one talk.",
    "Take paracetamol, ibuprofen or an antibiotic.",
    "The midwife, the physio and the podiatrist vape.",
    "Judgement and judgment, licence and license, practise and practice.",
    "The metre on the gas meter; the tyre will tire.",
};

static void
test_right(void)
{
	struct spelling *spelling = open_english();

	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		CHECK_STR(found(spelling, right[i]), "");
	spelling_close(spelling);
}

static void
test_names(void)
{
	struct spelling *spelling = open_english();

	/* once: perhaps a name, perhaps not */
	CHECK_STR(found(spelling, "Ask Zoltanek today."), "n:Zoltanek>");
	CHECK_STR(found(spelling, "Zoltanek helps."), "n:Zoltanek>");
	spelling_see(spelling, "Ask Zoltanek today.");
	CHECK_STR(found(spelling, "Ask Zoltanek today."), "n:Zoltanek>");
	spelling_see(spelling, "Tell Zoltanek's friend.");
	CHECK_STR(found(spelling, "Ask Zoltanek today."), "");
	CHECK_STR(found(spelling, "Zoltanek's friend came."), "");
	/* a capital at the start is no name */
	CHECK_STR(found(spelling, "Recieve it."), "w:Recieve>Receive");
	CHECK_STR(found(spelling, "We zoltanek it."), "w:zoltanek>");
	spelling_close(spelling);
}

static void
test_places(void)
{
	struct spelling *spelling = open_english();
	struct arena *arena = arena_new();
	const char *text = "The freind’s well-recieved helth";
	struct misspelling *m;

	CHECK_STR(found(spelling, text),
	    "w:freind>friend w:recieved>received w:helth>health");
	CHECK(spelling_find(spelling, arena, text, &m) == 3);
	CHECK(m[0].start == 4 && m[0].len == 6);
	CHECK(m[1].start == 20 && m[1].len == 8);
	CHECK(spelling_find(spelling, arena, "", &m) == 0);
	arena_free(arena);
	spelling_close(spelling);
}

static void
test_own_words(void)
{
	static const char text[] =
	    "<publication xmlns=\"urn:everyread:1\" id=\"t\" xml:lang=\"en\" "
	    "wording=\"easy-read\"><about><title>A plan</title>"
	    "<organisation>Zubrowk Trust</organisation></about>"
	    "<words><word id=\"a\"><term>glimfort</term><meaning>A thing."
	    "</meaning></word><pronounce text=\"Quendle\" as=\"kwendl\"/>"
	    "</words><section><heading>Help</heading><p>Hello.</p></section>"
	    "</publication>";
	char path[] = "/tmp/everyread-spelling-XXXXXX";
	struct spelling *spelling = open_english();
	struct diags diags = {0};
	struct publication *publication;
	int fd = mkstemp(path);

	CHECK(fd >= 0 && file_write(path, text, strlen(text), &diags));
	publication = publication_read(path, &diags);
	CHECK(publication != NULL);
	CHECK_STR(found(spelling, "A glimfort helps."), "w:glimfort>");
	spelling_learn_publication(spelling, publication);
	CHECK_STR(found(spelling, "Zubrowk’s Glimfort is in Quendle."), "");
	spelling_close(spelling);
	spelling = open_english();
	spelling_learn_publication(spelling, publication);
	CHECK_STR(found(spelling, "Zubrowk’s Glimfort is in Quendle."), "");
	CHECK_STR(found(spelling, "Our quendle."), "w:quendle>");
	spelling_close(spelling);
	publication_free(publication);
	diags_release(&diags);
	remove(path);
}

/* A language that has no dictionary here, and one that has no lists. */
static void
test_other_language(void)
{
	struct language none = {.code = "xx", .folder = "templates/none"};
	struct language odd = {.code = "../../en_GB"};
	struct diags diags = {0};
	struct spelling *spelling = spelling_open(&none, NULL, &diags);

	CHECK(!spelling_has_dictionary(spelling));
	CHECK_STR(found(spelling, "Wrzesień recieve"), "");
	spelling_close(spelling);
	spelling = spelling_open(&odd, NULL, &diags);
	CHECK(!spelling_has_dictionary(spelling));
	spelling_close(spelling);
	CHECK(diags.n == 0);
	diags_release(&diags);
}

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Printed, not held: the machine decides. */
static void
test_speed(void)
{
	double start = now_ms(), opened;
	struct spelling *spelling = open_english();
	struct arena *arena = arena_new();
	struct misspelling *m;
	size_t n = 0;

	CHECK_STR(found(spelling, "zxqv"), "w:zxqv>xv"); /* reads it */
	opened = now_ms();
	for (int i = 0; i < 3000; i++)
		n += spelling_find(spelling, arena, right[(size_t)i % 20], &m);
	CHECK(n == 0);
	printf("  dictionary %.0f ms, 3,000 sentences %.0f ms\n",
	    opened - start, now_ms() - opened);
	arena_free(arena);
	spelling_close(spelling);
}

static char folder[] = "/tmp/everyread-words-XXXXXX";

static struct kept *
open_kept(const char *source)
{
	return kept_open(folder, "words", &source, 1);
}

static void
write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	CHECK(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* Is the word kept, after the file of words was changed to this? */
static bool
survives(const char *source, const char *path, const char *text, size_t len)
{
	struct kept *kept;
	FILE *file = fopen(path, "w");
	bool yes;

	CHECK(file != NULL && fwrite(text, 1, len, file) == len &&
	      fclose(file) == 0);
	kept = open_kept(source);
	kept_find(kept, "health", &yes);
	kept_close(kept);
	return yes;
}

static void
test_kept_words(void)
{
	char *source = path_join(folder, "en.dic");
	char *path = path_join(folder, "words/words");
	struct diags diags = {0};
	struct buf file = {0};
	struct kept *kept;
	bool yes;

	CHECK(open_kept("/nowhere/en.dic") == NULL);
	CHECK(kept_open(NULL, "words", NULL, 0) == NULL);
	CHECK(!kept_find(NULL, "health", &yes));
	write_text(source, "health");
	kept = open_kept(source);
	CHECK(!kept_find(kept, "health", &yes));
	kept_add(kept, "health", true);
	kept_add(kept, "two\nlines", true);
	kept_add(kept, "", true);
	kept_add(kept, "café", true);
	kept_add(kept, "halth", false);
	kept_close(kept);
	kept = open_kept(source);
	CHECK(kept_find(kept, "health", &yes) && yes);
	CHECK(kept_find(kept, "café", &yes) && yes);
	CHECK(kept_find(kept, "halth", &yes) && !yes);
	CHECK(!kept_find(kept, "two", &yes) && !kept_find(kept, "heal", &yes));
	CHECK(!kept_find(kept, "", &yes));
	kept_close(kept);
	/* damage */
	CHECK(file_read(path, 1000, &file, &diags, LOC_NONE));
	CHECK(survives(source, path, file.data, file.len));
	CHECK(!survives(source, path, file.data, file.len - 1));
	file.data[file.len - 2] ^= 1;
	CHECK(!survives(source, path, file.data, file.len));
	CHECK(!survives(source, path, "", 0));
	file.data[file.len - 2] ^= 1;
	CHECK(survives(source, path, file.data, file.len));
	/* another dictionary */
	write_text(source, "healthy");
	CHECK(!survives(source, path, file.data, file.len));
	buf_release(&file);
	diags_release(&diags);
	free(source);
	free(path);
}

/* Words that come in no order, run after run, among those that are there. */
static void
test_kept_order(void)
{
	static const char *const runs[][6] = {
	    {"health", "a", "zoo", "café", "can't", "I"},
	    {"heal", "healthy", "zzz", "ab", "A", "é"},
	    {"aa", "healt", "z", "cafe", "b", "can"}};
	char *source = path_join(folder, "order.dic");
	struct kept *kept;
	bool yes;

	write_text(source, "words");
	for (size_t run = 0; run < 3; run++) {
		kept = open_kept(source);
		for (size_t i = 0; i < 6; i++) {
			CHECK(!kept_find(kept, runs[run][i], &yes) && !yes);
			kept_add(kept, runs[run][i], i % 2 == 0);
			CHECK(kept_find(kept, runs[run][i], &yes));
		}
		kept_close(kept);
		kept = open_kept(source);
		for (size_t i = 0; i < 6 * (run + 1); i++)
			CHECK(kept_find(kept, runs[i / 6][i % 6], &yes) &&
			      yes == (i % 2 == 0));
		CHECK(!kept_find(kept, "hea", &yes));
		CHECK(!kept_find(kept, "zzzz", &yes));
		CHECK(!kept_find(kept, "", &yes));
		kept_close(kept);
	}
	free(source);
}

/* With kept words the findings are those of the dictionary. */
static void
test_kept_findings(void)
{
	struct diags diags = {0};

	for (int run = 0; run < 2; run++) {
		struct spelling *s = spelling_open(&english, folder, &diags);

		for (size_t i = 0; i < 20; i++)
			CHECK_STR(found(s, right[i]), "");
		CHECK_STR(found(s, "zxqv"), "w:zxqv>xv");
		spelling_close(s);
	}
	diags_release(&diags);
}

int
main(void)
{
	char command[64];
	int status;

	if (mkdtemp(folder) == NULL)
		return 1;
	RUN(test_mistakes);
	RUN(test_american);
	RUN(test_right);
	RUN(test_names);
	RUN(test_places);
	RUN(test_own_words);
	RUN(test_other_language);
	RUN(test_speed);
	RUN(test_kept_words);
	RUN(test_kept_order);
	RUN(test_kept_findings);
	status = unit_end();
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command) != 0 ? 1 : status;
}
