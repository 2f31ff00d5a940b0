/* Text → words: a table of pairs, the audit, and what must always hold. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/print.h"
#include "base/str.h"
#include "speech/spoken.h"
#include "unit.h"

#define LANGUAGES "templates/languages"

static struct spoken *
open_language(const char *code, const struct spoken_entry *entries, size_t n)
{
	struct diags diags = {0};
	struct spoken *spoken =
	    spoken_open(LANGUAGES, code, entries, n, &diags);

	CHECK(spoken != NULL);
	CHECK(diags.n == 0);
	diags_print(&diags, stdout, false);
	diags_release(&diags);
	return spoken;
}

static struct spoken *
open_rules(const struct spoken_entry *entries, size_t n)
{
	return open_language("en-GB", entries, n);
}

static void
check_line(
    const struct spoken *spoken, struct arena *arena, char *line, size_t *n)
{
	char *words = strchr(line, '\t');

	if (words == NULL)
		return;
	*words++ = '\0';
	if (str_eq(words, "="))
		words = line;
	CHECK_STR(spoken_say(spoken, arena, line, NULL, 0).words, words);
	++*n;
}

static void
check_pairs(struct spoken *spoken, const char *code, size_t at_least)
{
	struct arena *arena = arena_new();
	struct diags diags = {0};
	struct buf text = {0};
	char *save = NULL;
	size_t n = 0;

	CHECK(file_read(arena_printf(arena, "tests/unit/spoken-%s.txt", code),
	    1 << 20, &text, &diags, LOC_NONE));
	for (char *line = strtok_r(text.data, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save))
		if (!str_starts(line, "# "))
			check_line(spoken, arena, line, &n);
	CHECK(n >= at_least);
	buf_release(&text);
	arena_free(arena);
}

/* The same rules, if their traits are known. */
static struct spoken *
open_known(const struct spoken *spoken, const char *code, struct buf *traits)
{
	struct spoken_file file;
	struct diags diags = {0};
	struct spoken *known = NULL;

	spoken_traits(spoken, traits);
	if (spoken_find(LANGUAGES, code, &file, &diags) && file.path != NULL)
		known = spoken_read(&file, NULL, 0,
		    (struct bytes){traits->data, traits->len}, &diags);
	CHECK(known != NULL && diags.n == 0);
	spoken_file_release(&file);
	return known;
}

static void
check_language(const char *code, size_t at_least)
{
	struct buf traits = {0}, again = {0};
	struct spoken *spoken = open_language(code, NULL, 0);
	struct spoken *known = open_known(spoken, code, &traits);

	check_pairs(spoken, code, at_least);
	check_pairs(known, code, at_least);
	spoken_traits(known, &again);
	CHECK(traits.len > 0 && again.len == traits.len &&
	      memcmp(again.data, traits.data, traits.len) == 0);
	spoken_close(known);
	spoken_close(spoken);
	buf_release(&traits);
	buf_release(&again);
}

static void
test_pairs(void)
{
	check_language("en-GB", 1600);
	check_language("pl", 80);
	check_language("ur", 60);
	check_language("cy", 80);
}

/* Traits that are cut off: the rules that have none are compiled. */
static void
test_part_of_traits(void)
{
	struct buf traits = {0};
	struct spoken *spoken = open_rules(NULL, 0);

	spoken_traits(spoken, &traits);
	for (size_t len = 1; len < traits.len; len = len * 5 + 3) {
		struct buf part = {0}, again = {0};
		struct spoken_file file;
		struct diags diags = {0};
		struct spoken *known;

		buf_add(&part, traits.data, len);
		CHECK(spoken_find(LANGUAGES, "en-GB", &file, &diags));
		known = spoken_read(&file, NULL, 0,
		    (struct bytes){part.data, part.len}, &diags);
		spoken_traits(known, &again);
		CHECK(again.len == traits.len &&
		      memcmp(again.data, traits.data, traits.len) == 0);
		spoken_close(known);
		spoken_file_release(&file);
		buf_release(&part);
		buf_release(&again);
	}
	spoken_close(spoken);
	buf_release(&traits);
}

static void
test_publication_words(void)
{
	static const struct spoken_entry entries[] = {
	    {"ICB", NULL, SPOKEN_LETTERS},
	    {"SEND", NULL, SPOKEN_WORD},
	    {"Thurrock", "thurrick", SPOKEN_AS},
	    {"PCN", "primary care network", SPOKEN_AS},
	    {"stewardship", "steward ship", SPOKEN_AS},
	    {"Mid and South Essex", "M S E", SPOKEN_AS},
	};
	static const char *const pairs[][2] = {
	    {"The ICB's plan", "The I C B's plan"},
	    {"a SEND plan", "a send plan"},
	    {"in Thurrock", "in thurrick"},
	    {"Thurrock's roads", "thurrick's roads"},
	    {"Thurrocks", "Thurrocks"},
	    {"our PCN", "our primary care network"},
	    {"Stewardship matters", "steward ship matters"},
	    {"in Mid and South Essex.", "in M S E."},
	    {"mid and south Essex", "mid and south Essex"},
	    {"x@icb.nhs.uk", "x, at, i c b, dot, n h s, dot, u k"},
	};
	struct spoken *spoken =
	    open_rules(entries, sizeof entries / sizeof *entries);
	struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		CHECK_STR(spoken_say(spoken, arena, pairs[i][0], NULL, 0).words,
		    pairs[i][1]);
	arena_free(arena);
	spoken_close(spoken);
}

static void
test_given(void)
{
	static const struct spoken_given given[] = {{4, 3, "see you"}};
	struct spoken *spoken = open_rules(NULL, 0);
	struct arena *arena = arena_new();
	struct spoken_words words =
	    spoken_say(spoken, arena, "Our CQC at 5 kg.", given, 1);

	CHECK_STR(words.words, "Our see you at 5 kilograms.");
	CHECK(words.nchanges == 2);
	CHECK_STR(words.changes[0].rule, "say");
	CHECK_STR(words.changes[1].rule, "unit");
	arena_free(arena);
	spoken_close(spoken);
}

static void
test_audit(void)
{
	const char *text = "Call 01268 594350 (or the NHS) for £20.";
	struct spoken *spoken = open_rules(NULL, 0);
	struct arena *arena = arena_new();
	struct spoken_words words = spoken_say(spoken, arena, text, NULL, 0);

	CHECK(words.nchanges == 3);
	CHECK_STR(arena_strndup(arena, text + words.changes[0].start,
	              words.changes[0].len),
	    "01268 594350");
	CHECK_STR(words.changes[0].said, "0 1 2 6 8, 5 9 4, 3 5 0");
	CHECK_STR(words.changes[0].rule, "phone");
	CHECK_STR(words.changes[1].rule, "letters");
	CHECK_STR(arena_strndup(arena, text + words.changes[2].start,
	              words.changes[2].len),
	    "£20");
	words = spoken_say(spoken, arena, "We want a good life.", NULL, 0);
	CHECK(words.nchanges == 0);
	arena_free(arena);
	spoken_close(spoken);
}

/* Digits of another script: what is said about them is told at their place
 * in the text as written. */
static void
test_other_digits(void)
{
	static const char text[] = "NHS ۵۸٪ £۲۰";
	const struct spoken_given given[] = {{0, 3, "N H S"}};
	struct spoken *spoken = open_language("ur", NULL, 0);
	struct arena *arena = arena_new();
	struct spoken_words words = spoken_say(spoken, arena, text, given, 1);
	static const char *const places[] = {"NHS", "۵۸٪", "£۲۰"};

	CHECK_STR(words.words, "N H S 58 فیصد 20 پاؤنڈ");
	CHECK(words.nchanges == 3);
	for (size_t i = 0; i < words.nchanges && i < 3; i++)
		CHECK_STR(arena_strndup(arena, text + words.changes[i].start,
		              words.changes[i].len),
		    places[i]);
	arena_free(arena);
	spoken_close(spoken);
}

static unsigned
next_random(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Pieces that rules are about, put together at random. */
static void
random_text(struct buf *out, unsigned *seed)
{
	static const char *const pieces[] = {"0", "1", "12", "2023", "999",
	    "01268", "594350", " ", " ", " ", "-", "–", "/", ".", ",", ":", "£",
	    "%", "@", "&", "(", ")", "[", "[[", "]]", "'", "’", "\"", "NHS",
	    "ICBs", "July", "am", "m", "bn", "p", "www.", "http://", "nhs.uk",
	    "e.g.", "the", "St", "II", "é", "ü", "م", "۲", "٫", "😀", "use ",
	    "read ", "½", "°C", "st", "th", "+44", "=", "+", "#", "<", "{", "}",
	    "…", "\\"};
	unsigned n = next_random(seed) % 24;

	buf_clear(out);
	for (unsigned i = 0; i <= n; i++)
		buf_puts(out, pieces[next_random(seed) %
		                     (sizeof pieces / sizeof *pieces)]);
}

/* The letters of ordinary words are all still there. */
static bool
keeps_plain_words(const char *text, const char *words)
{
	for (const char *p = text; (p = strstr(p, "the")) != NULL; p++)
		if (strstr(words, "the") == NULL &&
		    strstr(words, "t h") == NULL)
			return false;
	return true;
}

static void
check_any_text(const char *code)
{
	struct spoken *spoken = open_language(code, NULL, 0);
	struct buf text = {0};
	unsigned seed = 1;

	for (int i = 0; i < 8000 && !unit_bad; i++) {
		struct arena *arena = arena_new();
		struct spoken_words words, again;
		size_t at = 0;

		random_text(&text, &seed);
		words = spoken_say(spoken, arena, text.data, NULL, 0);
		again = spoken_say(spoken, arena, text.data, NULL, 0);
		CHECK_STR(words.words, again.words);
		CHECK(utf8_valid_prefix(words.words, strlen(words.words)) ==
		      strlen(words.words));
		CHECK(strlen(words.words) <= 40 * (text.len + 1));
		CHECK(strstr(words.words, "[[") == NULL);
		CHECK(strchr(words.words, '\n') == NULL);
		CHECK(keeps_plain_words(text.data, words.words));
		for (size_t k = 0; k < words.nchanges; k++) {
			CHECK(words.changes[k].start >= at);
			at = words.changes[k].start + words.changes[k].len;
			CHECK(at <= text.len);
		}
		if (unit_bad)
			printf("text: %s\nwords: %s\n", text.data, words.words);
		arena_free(arena);
	}
	buf_release(&text);
	spoken_close(spoken);
}

static void
test_any_text(void)
{
	check_any_text("en-GB");
	check_any_text("pl");
	check_any_text("ur");
	check_any_text("cy");
}

static void
test_long_text(void)
{
	struct spoken *spoken = open_rules(NULL, 0);
	struct arena *arena = arena_new();
	struct buf text = {0};

	for (int i = 0; i < 20000; i++)
		buf_puts(&text, i % 3 == 0 ? "1" : i % 3 == 1 ? "a." : "-@");
	CHECK(strlen(spoken_say(spoken, arena, text.data, NULL, 0).words) > 0);
	buf_release(&text);
	arena_free(arena);
	spoken_close(spoken);
}

static void
test_no_language(void)
{
	struct diags diags = {0};

	CHECK(spoken_open(LANGUAGES, "xx", NULL, 0, &diags) == NULL);
	CHECK(spoken_open(LANGUAGES, "../en-GB", NULL, 0, &diags) == NULL);
	CHECK(diags.n == 0);
}

int
main(void)
{
	RUN(test_pairs);
	RUN(test_part_of_traits);
	RUN(test_publication_words);
	RUN(test_given);
	RUN(test_audit);
	RUN(test_other_digits);
	RUN(test_any_text);
	RUN(test_long_text);
	RUN(test_no_language);
	return unit_end();
}
