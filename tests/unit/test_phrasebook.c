/* What is said of texts, kept: the same as the rules say, or not there. */
#include "speech/phrasebook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cache.h"
#include "base/str.h"
#include "unit.h"

static char root[] = "/tmp/test_phrasebook-XXXXXX";
static const char name[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static const struct spoken_given given[] = {
    {5, 4, "nineteen ninety"}, {10, 1, ""}};
static const struct phrase phrases[] = {
    {"Call 1990 x", NULL, 0},
    {"Call 1990 x", given, 1},
    {"Call 1990 x", given, 2},
    {"", NULL, 0},
    {"5:a", NULL, 0},
};
enum { NPHRASES = sizeof phrases / sizeof *phrases };

static struct spoken_change changes[] = {
    {0, 4, "ring", "a rule"}, {5, 4, "", "say"}};

static struct spoken *rules;

static struct spoken *
open_rules(void)
{
	static char text[] =
	    "<spoken xmlns='urn:everyread:spoken:1'>"
	    "<rule id='call' match='Call' say='ring'/></spoken>";
	const struct spoken_file file = {
	    text, {text, sizeof text - 1, sizeof text}};
	struct diags diags = {0};

	return spoken_read(&file, NULL, 0, (struct bytes){NULL, 0}, &diags);
}

/* Words that differ for each phrase. */
static struct spoken_words
words_of(struct arena *arena, size_t i)
{
	size_t n = phrases[i].text[0] == 'C' ? i % 3 : 0;

	return (struct spoken_words){
	    arena_printf(arena, "words %zu", i), changes, n};
}

static bool
same_words(const struct spoken_words *a, const struct spoken_words *b)
{
	if (!str_eq(a->words, b->words) || a->nchanges != b->nchanges)
		return false;
	for (size_t i = 0; i < a->nchanges; i++)
		if (a->changes[i].start != b->changes[i].start ||
		    a->changes[i].len != b->changes[i].len ||
		    !str_eq(a->changes[i].said, b->changes[i].said) ||
		    !str_eq(a->changes[i].rule, b->changes[i].rule))
			return false;
	return true;
}

/* How many of all phrases a book knows; none of them otherwise than said. */
static size_t
count_known(struct phrasebook *book)
{
	struct arena *arena = arena_new();
	size_t n = 0;

	for (size_t i = 0; i < NPHRASES; i++) {
		struct spoken_words expected = words_of(arena, i), words;

		if (!phrasebook_find(book, &phrases[i], &words))
			continue;
		CHECK(same_words(&words, &expected));
		n++;
	}
	arena_free(arena);
	return n;
}

static void
keep(size_t from, size_t to)
{
	struct phrasebook *book = phrasebook_open(root, name);
	struct arena *arena = arena_new();

	for (size_t i = from; i < to; i++) {
		struct spoken_words words = words_of(arena, i), found;

		CHECK(!phrasebook_find(book, &phrases[i], &found));
		phrasebook_add(book, &phrases[i], &words);
		CHECK(phrasebook_find(book, &phrases[i], &found) &&
		      same_words(&words, &found));
	}
	arena_free(arena);
	phrasebook_close(book, rules);
}

static size_t
count_kept(void)
{
	struct phrasebook *book = phrasebook_open(root, name);
	size_t n = count_known(book);

	phrasebook_close(book, rules);
	return n;
}

static void
test_keeping(void)
{
	struct phrasebook *book;
	struct spoken_words words;

	keep(0, NPHRASES);
	CHECK(count_kept() == NPHRASES);
	CHECK(count_kept() == NPHRASES);
	book = phrasebook_open(root, name);
	CHECK(!phrasebook_find(
	    book, &(struct phrase){"Call 1990 y", NULL, 0}, &words));
	/* what is not asked for any more goes with the next new phrase */
	CHECK(phrasebook_find(book, &phrases[1], &words));
	words.nchanges = 0;
	phrasebook_add(book, &(struct phrase){"Call 1990 y", NULL, 0}, &words);
	phrasebook_close(book, rules);
	CHECK(count_kept() == 1);
}

static void
test_traits(void)
{
	struct buf expected = {0}, traits = {0};
	struct phrasebook *book;

	phrasebook_traits(NULL, &traits);
	CHECK(traits.len == 0);
	spoken_traits(rules, &expected);
	book = phrasebook_open(root, name);
	phrasebook_traits(book, &traits);
	CHECK(expected.len > 0 && traits.len == expected.len &&
	      memcmp(traits.data, expected.data, traits.len) == 0);
	phrasebook_close(book, NULL);
	buf_release(&expected);
	buf_release(&traits);
}

static void
test_nothing_kept(void)
{
	struct spoken_words words = {"w", NULL, 0};
	struct phrasebook *book = phrasebook_open(NULL, name);

	CHECK(book == NULL);
	phrasebook_add(book, &phrases[0], &words);
	CHECK(!phrasebook_find(book, &phrases[0], &words));
	phrasebook_close(book, rules);
}

/* Bytes that are whole, but no book: never more than the text. */
static void
test_wrong_bytes(void)
{
	static const struct {
		const char *bytes;
		size_t len;
	} wrong[] = {
#define BYTES(s) {s, sizeof s - 1}
	    BYTES("x"),
	    BYTES("1:a\0b\0"),
	    BYTES("1:a\0b\0"
	          "1\0"),
	    BYTES("1:a\0b\0"
	          "1\0"
	          "0\0"
	          "2\0"
	          "s\0"
	          "r\0"),
	    BYTES("1:a\0b\0"
	          "1\0"
	          "2\0"
	          "0\0"
	          "s\0"
	          "r\0"),
	    BYTES("1:a\0b\0"
	          "1\0"
	          "0\0"
	          "1\0"
	          "s\0"
	          "r"),
	    BYTES("9:a\0b\0"
	          "0\0"),
	    BYTES("1:a\0b\0"
	          "99999999999999999999\0"),
	    BYTES("1:a\0b\0"
	          "-1\0"),
	    BYTES("1:a\0b\0"
	          "18446744073709551615\0"
	          "0\0"
	          "0\0"),
#undef BYTES
	};
	char *folder = cache_open(root, "phrases");
	const struct phrase a = {"a", NULL, 0};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct phrasebook *book;
		struct spoken_words words;

		cache_store(folder, name, (struct bytes){"", 0},
		    (struct bytes){wrong[i].bytes, wrong[i].len});
		book = phrasebook_open(root, name);
		CHECK(!phrasebook_find(book, &a, &words));
		phrasebook_close(book, rules);
	}
	cache_trim(folder, 0);
	free(folder);
}

/* Whatever decides what is said has a part in the name. */
static void
test_names(void)
{
	struct spoken_file file = {NULL, {(char *)"abc", 3, 4}};
	struct spoken_entry entry = {"ab", "c", SPOKEN_AS};
	char names[6][HASH_HEX + 1];

	CHECK(phrasebook_name(names[0], &file, NULL, 0, "w"));
	CHECK(phrasebook_name(names[1], &file, NULL, 0, "v"));
	CHECK(phrasebook_name(names[2], &file, &entry, 1, "w"));
	entry = (struct spoken_entry){"a", "bc", SPOKEN_AS};
	CHECK(phrasebook_name(names[3], &file, &entry, 1, "w"));
	entry.how = SPOKEN_WORD;
	CHECK(phrasebook_name(names[4], &file, &entry, 1, "w"));
	file.bytes.len = 2;
	CHECK(phrasebook_name(names[5], &file, NULL, 0, "w"));
	for (size_t i = 0; i < 6; i++)
		for (size_t k = 0; k < i; k++)
			CHECK(!str_eq(names[i], names[k]));
	file.bytes.len = 3;
	CHECK(phrasebook_name(names[5], &file, NULL, 0, "w"));
	CHECK(str_eq(names[5], names[0]));
}

int
main(void)
{
	char command[64];

	rules = open_rules();
	if (mkdtemp(root) == NULL || rules == NULL)
		return 1;
	RUN(test_keeping);
	RUN(test_traits);
	RUN(test_nothing_kept);
	RUN(test_wrong_bytes);
	RUN(test_names);
	spoken_close(rules);
	snprintf(command, sizeof command, "rm -rf '%s'", root);
	return system(command) == 0 ? unit_end() : 1;
}
