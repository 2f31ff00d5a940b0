/*
 * Word lists, grammar and everyday words as pure functions: what each finds,
 * where, and what it leaves alone. tests/check/sentences.tsv measures them.
 */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "check/grammar.h"
#include "check/lists.h"
#include "check/tokens.h"
#include "check/vocabulary.h"
#include "unit.h"

#define SHIPPED "templates/languages/en-GB/check"

/* Read the lines as the list idioms, and say what is wrong with them. */
static struct lists *
with_list(const char *file, const char *lines, struct diags *diags)
{
	char folder[] = "/tmp/everyread-words-XXXXXX";
	struct lists *lists;
	char path[80];

	CHECK(mkdtemp(folder) != NULL);
	snprintf(path, sizeof path, "%s/%s.txt", folder, file);
	CHECK(file_write(path, lines, strlen(lines), diags));
	lists = lists_open(folder, diags);
	unlink(path);
	rmdir(folder);
	return lists;
}

/* What is found in the sentence: "phrase@start+len=instead" each. */
static const char *
matches(const struct lists *lists, const char *sentence)
{
	static char out[512];
	struct arena *arena = arena_new();
	struct tokens tokens = tokens_cut(arena, sentence);
	struct list_match *found;
	size_t n = lists_find(lists, arena, &tokens, &found);

	out[0] = '\0';
	for (size_t i = 0; i < n; i++)
		snprintf(out + strlen(out), sizeof out - strlen(out),
		    "%s%.*s%s%s", i > 0 ? "; " : "", (int)found[i].len,
		    sentence + found[i].start,
		    found[i].instead != NULL ? "=" : "",
		    found[i].instead != NULL ? found[i].instead : "");
	arena_free(arena);
	return out;
}

static void
test_tokens(void)
{
	struct arena *arena = arena_new();
	struct tokens t =
	    tokens_cut(arena, "The council’s joined-up plan, 8,000 GPs.");

	CHECK(t.n == 7);
	CHECK_STR(t.items[1].word, "council's");
	CHECK(t.items[1].base_len == 7 && t.items[1].start == 4);
	CHECK(t.items[3].before == '-' && tokens_joined(&t, 3));
	CHECK(t.items[5].before == ',' && !tokens_joined(&t, 5));
	CHECK_STR(t.items[5].word, "8,000");
	CHECK(t.items[5].is_number && t.end == '.');
	CHECK(tokens_is(&t, 4, "strategy plan") && !tokens_is(&t, 5, "8,000"));
	CHECK(tokens_is_name(&t, 6) && !tokens_is_name(&t, 0));
	t = tokens_cut(arena, "");
	CHECK(t.n == 0 && t.end == 0 && !tokens_joined(&t, 0));
	t = tokens_cut(arena, "a - b");
	CHECK(t.n == 2 && !tokens_joined(&t, 1));
	arena_free(arena);
}

static void
test_finding(void)
{
	struct diags diags = {0};
	struct lists *lists = with_list("idioms",
	    "# rule: ERW-10\n"
	    "joined up = working together\r\n"
	    "roll* out = start\n"
	    "drive = lead\n"
	    "drive change = make change\n"
	    "! drive home\n"
	    "the blind . = blind people\n"
	    "caf\xC3\xA9 culture\n"
	    "gp\n",
	    &diags);

	CHECK(diags.n == 0 && lists_size(lists, LIST_IDIOMS) == 8);
	CHECK_STR(
	    matches(lists, "Joined-up care"), "Joined-up=working together");
	CHECK_STR(matches(lists, "We are rolling it out."), "");
	CHECK_STR(
	    matches(lists, "We are rolling out help."), "rolling out=start");
	CHECK_STR(matches(lists, "A stroll out"), "");
	CHECK_STR(
	    matches(lists, "We drive change."), "drive change=make change");
	CHECK_STR(matches(lists, "We drive, change."), "drive=lead");
	CHECK_STR(matches(lists, "We drive home."), "");
	CHECK_STR(matches(lists, "They overdrive it."), "");
	CHECK_STR(matches(lists, "Close the blind."), "the blind=blind people");
	CHECK_STR(matches(lists, "The blind spot"), "");
	CHECK_STR(matches(lists, "It has CAF\xC3\x89 culture."),
	    "CAF\xC3\x89 culture");
	/* names are passed over, initials are not */
	CHECK_STR(matches(lists, "Ask the Drive charity."), "");
	CHECK_STR(matches(lists, "Ask your GP’s nurse."), "GP’s");
	lists_close(lists);
	/* small words may follow, other words may not */
	lists = lists_open(SHIPPED, &diags);
	CHECK_STR(
	    matches(lists, "The blind are here."), "The blind=blind people");
	CHECK_STR(matches(lists, "The blind man is here."), "");
	lists_close(lists);
	diags_release(&diags);
}

static void
test_groups(void)
{
	struct diags diags = {0};
	struct lists *lists = with_list(
	    "synonyms", "phone | telephone\ngp | family doctor\n", &diags);
	struct arena *arena = arena_new();
	struct tokens tokens =
	    tokens_cut(arena, "Telephone the family doctor.");
	struct list_match *found;

	CHECK(diags.n == 0);
	CHECK(lists_find(lists, arena, &tokens, &found) == 2);
	CHECK(found[0].group == 1 && found[1].group == 2);
	CHECK_STR(found[1].phrase, "family doctor");
	arena_free(arena);
	lists_close(lists);
	diags_release(&diags);
}

/* Each line that cannot be read is a message with its number. */
static void
test_mistakes(void)
{
	static const struct {
		const char *file, *line, *says;
	} cases[] = {
	    {"idioms", "a phrase =\n",
	        "this line of a word list has no words "
	        "after the ="},
	    {"idioms", "= words\n",
	        "this line of a word list has no words "
	        "before the ="},
	    {"idioms", "r*oll out = start\n",
	        "this line of a word list has a * inside a word"},
	    {"idioms", "a* = start\n",
	        "this line of a word list starts with "
	        "less than 2 letters and a *"},
	    {"idioms", "caf\xE9\n",
	        "this line of a word list is not valid "
	        "UTF-8"},
	    {"idioms", "one\nOne = 1\n",
	        "this line of a word list stands twice in the list"},
	    {"synonyms", "phone\n",
	        "this line of a word list has no | between two words"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {0};
		char lines[80];
		struct lists *lists;

		snprintf(lines, sizeof lines, "# head\n\n%s", cases[i].line);
		lists = with_list(cases[i].file, lines, &diags);
		CHECK(diags.n == 1 && diags.items[0].id == DIAG_LIST_LINE);
		CHECK_STR(
		    diags.n > 0 ? diags.items[0].text : NULL, cases[i].says);
		CHECK(diags.n > 0 && diags.items[0].loc.line >= 3);
		lists_close(lists);
		diags_release(&diags);
	}
}

/* The rules that grammar finds, each with its words. */
static const char *
grammar(const struct lists *lists, const char *sentence)
{
	static const char *const names[GRAMMAR_RULE_COUNT] = {"passive",
	    "ideas", "nested", "negatives", "tense", "nouns", "abstract"};
	static char out[512];
	struct arena *arena = arena_new();
	struct tokens tokens = tokens_cut(arena, sentence);
	struct grammar_match *found;
	size_t n = grammar_find(lists, arena, &tokens, &found);

	out[0] = '\0';
	for (size_t i = 0; i < n; i++)
		snprintf(out + strlen(out), sizeof out - strlen(out),
		    "%s%s: %.*s", i > 0 ? "; " : "", names[found[i].rule],
		    (int)found[i].len, sentence + found[i].start);
	arena_free(arena);
	return out;
}

static void
test_grammar(void)
{
	static const char *const cases[][2] = {
	    {"The letter was not sent.", "passive: was not sent"},
	    {"The letter is well-written.", ""},
	    {"Are you invited?", "passive: Are you invited"},
	    {"They are trained nurses.", ""},
	    {"We were shown films.", "passive: were shown films"},
	    {"It is used to make tea.", "passive: is used"},
	    {"You are used to living alone.", ""},
	    {"The bed, which is new, is soft.", "nested: which"},
	    {"Ask which is best.", ""},
	    {"Nobody comes, but never mind.", ""},
	    {"Nobody never comes.", "negatives: Nobody never"},
	    {"We had been away.", "tense: had been"},
	    {"We had to wait.", ""},
	    {"We will be painting.", "tense: will be painting"},
	    {"We will be interesting.", ""},
	    {"See the health service improvement plan.",
	        "nouns: health service improvement plan"},
	    {"We plan health services.", ""},
	    {"It needs connectivity.", "abstract: connectivity"},
	    {"It is about charities and communities.", ""},
	    {"", ""},
	    {"not", ""},
	    {"is", ""},
	    {"which", ""},
	};
	struct diags diags = {0};
	struct lists *lists = lists_open(SHIPPED, &diags);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (i != 4)
			CHECK_STR(grammar(lists, cases[i][0]), cases[i][1]);
	/* the noun after it is no part of the verb */
	CHECK_STR(grammar(lists, cases[4][0]), "passive: were shown");
	lists_close(lists);
	diags_release(&diags);
}

static void
test_chopped(void)
{
	static const struct {
		const char *sentence;
		bool is_third;
	} cases[] = {{"We help.", false}, {"You can call.", false},
	    {"We have time.", true}, {"Come and see.", false},
	    {"We help.", false}, {"You can call us at any time.", false},
	    {"We help.", false}, {"It is free.", false},
	    {"Then we talk.", false}, {"We help.", false}};
	struct arena *arena = arena_new();
	size_t run = 0;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tokens t = tokens_cut(arena, cases[i].sentence);

		CHECK(grammar_is_chopped(&t, &run) == cases[i].is_third);
	}
	arena_free(arena);
}

static bool
is_common(const struct lists *lists, const char *word)
{
	return vocabulary_is_common(lists, word, strlen(word));
}

static void
test_vocabulary(void)
{
	static const char *const common[] = {"house", "houses", "stopped",
	    "stopping", "bigger", "happiest", "happily", "cities", "knives",
	    "unhappy", "rewrite", "bedroom", "careless", "helpers", "making",
	    "woman's", "seatbelts"};
	static const char *const rare[] = {"ophthalmology", "erratic", "attire",
	    "lethargic", "xylophone", "ing"};
	struct diags diags = {0};
	struct lists *lists = lists_open(SHIPPED, &diags);
	struct lists *none = lists_open("/nowhere", &diags);
	struct arena *arena = arena_new();
	struct tokens t =
	    tokens_cut(arena, "Erratic Basildon is xxxxx erratic, 8abc.");

	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (!is_common(lists, common[i]))
			FAIL(common[i]);
	for (size_t i = 0; i < sizeof rare / sizeof *rare; i++)
		if (is_common(lists, rare[i]))
			FAIL(rare[i]);
	for (size_t i = 0; i < t.n; i++) {
		CHECK(vocabulary_is_rare(lists, &t, i) == (i == 4));
		CHECK(!vocabulary_is_rare(none, &t, i));
	}
	CHECK(diags.n == 0);
	lists_close(lists);
	lists_close(none);
	arena_free(arena);
	diags_release(&diags);
}

/* The lists that come with the program: read without a message, each with
 * the rule, the origin and what it is for. */
static void
test_shipped(void)
{
	static const char *const names[] = {
#define LIST(name, file, kind) file,
#include "check/lists.def"
#undef LIST
	};
	struct diags diags = {0};
	struct lists *lists = lists_open(SHIPPED, &diags);

	for (size_t i = 0; i < diags.n; i++)
		printf("%s:%u: %s\n", diags.items[i].loc.file,
		    diags.items[i].loc.line, diags.items[i].text);
	CHECK(diags.n == 0);
	for (size_t i = 0; i < LIST_COUNT; i++) {
		struct buf text = {0};
		char path[120];

		snprintf(path, sizeof path, SHIPPED "/%s.txt", names[i]);
		CHECK(file_read(path, 1 << 20, &text, &diags, LOC_NONE));
		if (strstr(buf_str(&text), "# rule: ERW-") == NULL ||
		    strstr(buf_str(&text), "\n# origin: ") == NULL ||
		    strstr(buf_str(&text), "\n# what: ") == NULL ||
		    lists_size(lists, (enum list)i) < 20)
			FAIL(path);
		buf_release(&text);
	}
	lists_close(lists);
	diags_release(&diags);
}

/* 3,000 sentences through lists and grammar: 150 ms. Only the processor's
 * time counts, and a slow machine or valgrind may take longer. */
static void
test_speed(void)
{
	enum { SENTENCES = 3000, MOST_MS = 150, PATIENCE = 40 };
	struct diags diags = {0};
	struct lists *lists = lists_open(SHIPPED, &diags);
	clock_t start = clock(), took;
	size_t n = 0;

	for (size_t i = 0; i < SENTENCES; i++) {
		struct arena *arena = arena_new();
		struct tokens tokens = tokens_cut(arena,
		    "We will work with the council to facilitate a joined-up "
		    "plan that was written for people with long-term needs.");
		struct list_match *words;
		struct grammar_match *shapes;

		n += lists_find(lists, arena, &tokens, &words);
		n += grammar_find(lists, arena, &tokens, &shapes);
		for (size_t k = 0; k < tokens.n; k++)
			n += vocabulary_is_rare(lists, &tokens, k);
		arena_free(arena);
	}
	took = (clock() - start) * 1000 / CLOCKS_PER_SEC;
	printf("%d sentences: %ld ms\n", SENTENCES, (long)took);
	CHECK(n >= 3 * SENTENCES);
	CHECK(took < MOST_MS * PATIENCE);
	lists_close(lists);
	diags_release(&diags);
}

int
main(void)
{
	RUN(test_tokens);
	RUN(test_finding);
	RUN(test_groups);
	RUN(test_mistakes);
	RUN(test_grammar);
	RUN(test_chopped);
	RUN(test_vocabulary);
	RUN(test_shipped);
	RUN(test_speed);
	return unit_end();
}
