/* Syllables, by the phonemes of libespeak-ng. */
#include "speech/syllables.h"

#include <espeak-ng/speak_lib.h>
#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/confine.h"
#include "base/job.h"
#include "base/str.h"
#include "speech/library.h"

/* espeak_TextToPhonemes: IPA, "_" between phonemes. */
enum { IPA_PARTED = 0x02 | '_' << 8, WORD_MAX_BYTES = 256 };

static bool
is_english(const char *lang)
{
	return g_ascii_strncasecmp(lang, "en", 2) == 0 &&
	       (lang[2] == '\0' || lang[2] == '-');
}

/* From phonemes. */

static bool
is_vowel(gunichar c)
{
	static const char vowels[] = "aeiouyɐɑɒæɔəɘɛɜɝɚɞɪɨʉʊʌɯɤøœɶɵᵻʏ";

	return g_utf8_strchr(vowels, -1, c) != NULL;
}

/*
 * Syllables of one phoneme. "aɪə" (science) is two; so is "iə" unless it is
 * stressed ("area", but "here"). A consonant that is a syllable has a stroke
 * below it.
 */
static unsigned
count_phoneme(const char *p, size_t len)
{
	enum { SYLLABIC = 0x0329, STRESS = 0x02C8, STRESS_HALF = 0x02CC };
	unsigned vowels = 0;
	bool is_stressed = false, is_syllabic = false;
	const char *end = p + len;
	gunichar first = 0, last = 0;

	for (; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		is_stressed = is_stressed || c == STRESS || c == STRESS_HALF;
		is_syllabic = is_syllabic || c == SYLLABIC;
		if (!is_vowel(c))
			continue;
		first = vowels++ == 0 ? c : first;
		last = c;
	}
	if (vowels == 0)
		return is_syllabic;
	if (vowels == 3 ||
	    (vowels == 2 && first == 'i' && last == 0x0259 && !is_stressed))
		return 2;
	return 1;
}

/* How often the word has the letters. */
static unsigned
count_letters(const char *word, const char *letters)
{
	unsigned n = 0;

	for (const char *p = word; (p = strstr(p, letters)) != NULL; p++)
		n++;
	return n;
}

/* English words that the voice drawls and a reader does not: "our" is
 * aʊ-ə, "fire" is aɪə, "million" ends as "opinion" does. */
static const struct drawl {
	const char *phonemes, *letters;
} drawls[] = {
    {"aʊ_ə", "our"},
    {"aɪə", "ire"},
    {"l_iə", "lion"},
    {"n_iə", "nion"},
};

static unsigned
count_drawls(const char *word, const char *phonemes)
{
	char *small = g_utf8_strdown(word, -1);
	unsigned n = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(drawls); i++)
		n += MIN(count_letters(small, drawls[i].letters),
		    count_letters(phonemes, drawls[i].phonemes));
	g_free(small);
	return n;
}

unsigned
syllables_of_phonemes(const char *lang, const char *word, const char *phonemes)
{
	unsigned n = 0, drawled;

	for (const char *p = phonemes; *p != '\0';) {
		size_t len = strcspn(p, "_ ");

		n += count_phoneme(p, len);
		p += len + (p[len] != '\0');
	}
	drawled = is_english(lang) ? count_drawls(word, phonemes) : 0;
	n -= MIN(n, drawled);
	return MAX(n, 1);
}

/* From letters. */

/* The letter without its accents. */
static gunichar
base_letter(gunichar c)
{
	gunichar base = g_unichar_tolower(c), rest;

	while (g_unichar_decompose(base, &base, &rest))
		continue;
	return base;
}

/* "-e", "-es" and "-ed" that are not said; "-le" is. */
static bool
has_silent_end(const char *word)
{
	size_t len = strlen(word);
	char before = len > 2 ? word[len - 3] : '\0';

	if (len < 3)
		return false;
	if (str_ends(word, "le"))
		return strchr("aeiouy", before) != NULL;
	if (str_ends(word, "e"))
		return strchr("aeiouy", word[len - 2]) == NULL;
	if (str_ends(word, "es"))
		return strchr("aeiouyscxzgh", before) == NULL &&
		       !str_ends(word, "les");
	return str_ends(word, "ed") && strchr("aeiouytd", before) == NULL;
}

unsigned
syllables_estimate(const char *lang, const char *word)
{
	char *small = g_utf8_strdown(word, -1);
	bool was_vowel = false;
	unsigned n = 0;

	for (const char *p = small; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = base_letter(g_utf8_get_char(p));
		bool vowel = c < 128 && strchr("aeiouy", (int)c) != NULL;

		n += vowel && !was_vowel;
		was_vowel = vowel;
	}
	if (n > 1 && is_english(lang) && has_silent_end(small))
		n--;
	g_free(small);
	return MAX(n, 1);
}

/* Counting, in a child. */

struct counting {
	const char *lang;
	const char *const *words;
	size_t n;
};

/* What the voice is asked for: "ICBs" letter by letter, without the "s" that
 * makes it many. */
static void
ask(const char *word, char *out, size_t size)
{
	size_t len = strlen(word), at = 0;
	size_t ncapitals = strspn(word, G_CSET_A_2_Z);

	if (ncapitals < 2 || ncapitals + 1 != len || word[len - 1] != 's' ||
	    len * 2 >= size) {
		g_strlcpy(out, word, size);
		return;
	}
	for (size_t i = 0; i < ncapitals; i++) {
		out[at++] = word[i];
		out[at++] = ' ';
	}
	out[at] = '\0';
}

static bool
count_all(void *arg, struct buf *result, struct diags *diags)
{
	const struct counting *counting = arg;
	char asked[WORD_MAX_BYTES];

	(void)diags; /* without a voice we estimate */
	if (!confine_write_nowhere() || !library_start() ||
	    !library_choose(counting->lang, true, NULL))
		return false;
	for (size_t i = 0; i < counting->n; i++) {
		const char *word = counting->words[i];
		const void *rest = asked;
		uint32_t n = 0;

		ask(word, asked, sizeof asked);
		/* a clause at a time */
		while (rest != NULL) {
			const char *phonemes = espeak_TextToPhonemes(
			    &rest, espeakCHARS_UTF8, IPA_PARTED);

			if (phonemes != NULL && *phonemes != '\0')
				n += syllables_of_phonemes(
				    counting->lang, word, phonemes);
		}
		n = MAX(n, 1);
		buf_add(result, &n, sizeof n);
	}
	return true;
}

bool
syllables_count(const char *lang, const char *const *words, size_t n,
    unsigned *counts, struct diags *diags)
{
	struct counting counting = {lang, words, n};
	struct job job = {
	    .name = "syllables", .run = count_all, .arg = &counting};
	bool ok = jobs_run(&job, 1, 1, NULL, diags) &&
	          job.result.len == n * sizeof(uint32_t);

	for (size_t i = 0; i < n; i++) {
		uint32_t count;

		if (ok) {
			memcpy(&count, job.result.data + i * sizeof count,
			    sizeof count);
			counts[i] = count;
		} else
			counts[i] = syllables_estimate(lang, words[i]);
	}
	buf_release(&job.result);
	return ok;
}
