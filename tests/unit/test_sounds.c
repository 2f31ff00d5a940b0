/*
 * What is heard: the sounds of the words that we send to the voice against
 * the sounds of the same text written out in plain words by hand. Any
 * spelling that sounds right passes, and one that only looks right does not.
 *
 * The sounds are the phonemes of libespeak-ng in IPA. Stress, pauses and the
 * length of vowels are left out: they depend on how a text is cut into words
 * ("N H S" is three words, "en aitch ess" three others) and not on what is
 * understood. So do the weak forms of two words: the "and" of a number, and
 * Saint. All else is compared exactly.
 *
 * The library has global state, so this is a process of its own. It is only
 * asked for phonemes and never makes a sound, and each line starts with a
 * clause of its own: no line depends on the one before (test_same_again).
 */
#include <espeak-ng/speak_lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "speech/spoken.h"
#include "unit.h"

#define LANGUAGES "templates/languages"

enum { IPA = 0x02, RATE_HZ = 22050 };

/* The language and its voice: those that speech/voice.c chooses. */
static const struct language {
	const char *code, *voice;
	size_t at_least; /* rows of its table */
} languages[] = {
    {"en-GB", "gmw/en", 150},
    {"pl", "zlw/pl", 10},
    {"cy", "cel/cy", 10},
    {"ur", "inc/ur", 10},
};

struct fold {
	const char *from, *to;
};

/* Replace, each place once, from left to right. */
static void
add_folded(struct buf *out, const char *text, const struct fold *folds)
{
	while (*text != '\0') {
		const struct fold *fold = folds;

		while (fold->from != NULL && !str_starts(text, fold->from))
			fold++;
		buf_puts(out, fold->from != NULL ? fold->to : "");
		if (fold->from != NULL)
			text += strlen(fold->from);
		else
			buf_putc(out, *text++);
	}
}

static const struct fold signs[] = {{"\u02C8", ""}, {"\u02CC", ""}, {" ", ""},
    {"\n", ""}, {"_", ""}, {"-", ""}, {"\u200D", ""}, {"\u02D0", ""}, {0}};
static const struct fold weak[] = {
    {"and", "ən"}, {"ənd", "ən"}, {"seɪnt", "sənt"}, {0}};

static const char *
sounds_of(struct arena *arena, const char *words)
{
	const void *at = words;
	struct buf sounds = {0}, out = {0};
	const char *result;

	while (at != NULL)
		add_folded(&sounds,
		    espeak_TextToPhonemes(&at, espeakCHARS_UTF8, IPA), signs);
	add_folded(&out, buf_str(&sounds), weak);
	result = arena_strdup(arena, buf_str(&out));
	buf_release(&sounds);
	buf_release(&out);
	return result;
}

static void
check_row(const struct spoken *spoken, struct arena *arena, const char *text,
    const char *plain)
{
	const char *words = spoken_say(spoken, arena, text, NULL, 0).words;
	const char *got = sounds_of(arena, words);
	const char *want = sounds_of(arena, plain);

	if (str_eq(got, want) && want[0] != '\0')
		return;
	unit_bad = 1;
	printf("%s\n  is sent as     %s\n  which sounds   %s\n"
	       "  should sound   %s\n  as in          %s\n",
	    text, words, got, want, plain);
}

static void
check_table(const struct language *language)
{
	struct arena *arena = arena_new();
	struct diags diags = {0};
	struct spoken *spoken =
	    spoken_open(LANGUAGES, language->code, NULL, 0, &diags);
	struct buf table = {0};
	char *save = NULL;
	size_t n = 0;

	CHECK(spoken != NULL && diags.n == 0);
	CHECK(espeak_SetVoiceByName(language->voice) == EE_OK);
	CHECK(file_read(
	    arena_printf(arena, "tests/unit/sounds-%s.txt", language->code),
	    1 << 20, &table, &diags, LOC_NONE));
	for (char *line = strtok_r(table.data, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save)) {
		char *plain = strchr(line, '\t');

		if (str_starts(line, "# "))
			continue;
		CHECK(plain != NULL);
		if (plain == NULL)
			break;
		*plain++ = '\0';
		check_row(spoken, arena, line, plain);
		n++;
	}
	CHECK(n >= language->at_least);
	buf_release(&table);
	diags_release(&diags);
	spoken_close(spoken);
	arena_free(arena);
}

static void
test_english(void)
{
	check_table(&languages[0]);
}

static void
test_polish(void)
{
	check_table(&languages[1]);
}

static void
test_welsh(void)
{
	check_table(&languages[2]);
}

static void
test_urdu(void)
{
	check_table(&languages[3]);
}

static bool
same_sound(const char *a, const char *b)
{
	struct arena *arena = arena_new();
	bool same;

	CHECK(espeak_SetVoiceByName("gmw/en") == EE_OK);
	same = str_eq(sounds_of(arena, a), sounds_of(arena, b));
	arena_free(arena);
	return same;
}

/* The comparison sees what a listener would hear, and nothing else. */
static void
test_comparison(void)
{
	CHECK(same_sound("I C B", "eye see bee"));
	CHECK(same_sound("read the book", "reed the book"));
	CHECK(same_sound("5 9 4, 3 5 0", "five nine four three five zero"));
	CHECK(!same_sound("read", "red"));
	CHECK(!same_sound("ICB", "eye see bee"));
	CHECK(!same_sound("594350", "five nine four three five zero"));
	CHECK(!same_sound("2023-2028", "2023 to 2028"));
	CHECK(!same_sound("1–3 years", "one to three years"));
	CHECK(!same_sound("ten", "tent"));
	CHECK(!same_sound("a b", "b a"));
}

static void
test_same_again(void)
{
	struct arena *arena = arena_new();
	const char *first;

	CHECK(espeak_SetVoiceByName("gmw/en") == EE_OK);
	first = sounds_of(arena, "The I C B's plan, to the end of 2028.");
	sounds_of(arena, "Who? Call 1 1 1! \"No, Dr Smith");
	CHECK_STR(
	    sounds_of(arena, "The I C B's plan, to the end of 2028."), first);
	CHECK(strlen(first) > 20);
	arena_free(arena);
}

int
main(void)
{
	if (espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL,
	        espeakINITIALIZE_DONT_EXIT) != RATE_HZ) {
		printf("libespeak-ng does not start\n");
		return 1;
	}
	RUN(test_comparison);
	RUN(test_same_again);
	RUN(test_english);
	RUN(test_polish);
	RUN(test_welsh);
	RUN(test_urdu);
	return unit_end();
}
