/*
 * Any bytes → the words that the voice is given. The first byte chooses the
 * language; the rest is the text.
 *
 * What must hold for every text: the words are valid UTF-8 in one line, not
 * much longer than the text, without phonemes that nobody wrote, the same
 * again. And nothing is dropped but what a rule drops: the letters and digits
 * of the words are those of the text, in order, with what each rule says in
 * the place of what it replaces.
 */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "speech/spoken.h"

#define LANGUAGES "templates/languages"

enum {
	MAX_BYTES = 4096,
	MAX_GROWTH = 40, /* times as many bytes as the text: "½" and more */
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The rules are read once; what they say may not depend on the texts before. */
static const struct spoken *
language_of(uint8_t choice)
{
	static const char *const codes[] = {"en-GB", "pl", "ur", "cy"};
	static struct spoken *opened[4];
	static const struct spoken_entry entries[] = {
	    {"ICB", NULL, SPOKEN_LETTERS},
	    {"SEND", NULL, SPOKEN_WORD},
	    {"Thurrock", "thurrick", SPOKEN_AS},
	};
	struct diags diags = {0};
	size_t i = choice % 5;

	if (i == 4) /* a language without rules */
		return NULL;
	if (opened[i] == NULL)
		opened[i] =
		    spoken_open(LANGUAGES, codes[i], entries, 3, &diags);
	if (opened[i] == NULL)
		abort();
	return opened[i];
}

static _Noreturn void
fail(const char *what, const char *text, const char *words)
{
	fprintf(stderr, "%s\ntext:  %s\nwords: %s\n", what, text, words);
	abort();
}

/* The letters and digits of a text; a digit of any script is its value. */
static void
add_letters(struct buf *out, const char *text, size_t len)
{
	const char *p = text;

	while (p < text + len) {
		const char *start = p;
		unsigned c = utf8_next(&p);
		int digit = g_unichar_digit_value(c);

		if (digit >= 0)
			buf_putc(out, (char)('0' + digit));
		else if (g_unichar_isalnum(c))
			buf_add(out, start, (size_t)(p - start));
	}
}

static void
check_nothing_dropped(const char *text, const struct spoken_words *words)
{
	struct buf want = {0}, got = {0};
	size_t at = 0, len = strlen(text);

	for (size_t i = 0; i < words->nchanges; i++) {
		const struct spoken_change *c = &words->changes[i];

		if (c->start < at || c->len > len - c->start)
			fail("a change is out of place", text, words->words);
		add_letters(&want, text + at, c->start - at);
		add_letters(&want, c->said, strlen(c->said));
		at = c->start + c->len;
	}
	add_letters(&want, text + at, len - at);
	add_letters(&got, words->words, strlen(words->words));
	if (!str_eq(buf_str(&want), buf_str(&got))) {
		fprintf(stderr, "want: %s\ngot:  %s\n", buf_str(&want),
		    buf_str(&got));
		fail("something is dropped", text, words->words);
	}
	buf_release(&want);
	buf_release(&got);
}

static void
check_text(const struct spoken *spoken, const char *text)
{
	struct arena *arena = arena_new();
	struct spoken_words words = spoken_say(spoken, arena, text, NULL, 0);
	struct spoken_words again = spoken_say(spoken, arena, text, NULL, 0);
	size_t len = strlen(words.words);

	if (!str_eq(words.words, again.words) ||
	    words.nchanges != again.nchanges)
		fail("it says something else the second time", text,
		    words.words);
	if (utf8_valid_prefix(words.words, len) != len)
		fail("the words are no UTF-8", text, words.words);
	if (len > MAX_GROWTH * (strlen(text) + 1))
		fail("the words are too many", text, words.words);
	if (strpbrk(words.words, "\r\n") != NULL)
		fail("the words are more than one line", text, words.words);
	if (strstr(words.words, "[[") != NULL)
		fail("the words have phonemes", text, words.words);
	check_nothing_dropped(text, &words);
	arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char text[MAX_BYTES + 1];

	if (size == 0 || size > MAX_BYTES)
		return -1;
	memcpy(text, bytes + 1, size - 1);
	text[size - 1] = '\0';
	utf8_make_valid(text);
	check_text(language_of(bytes[0]), text);
	return 0;
}
