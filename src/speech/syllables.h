/*
 * How many syllables words have, as the voice says them.
 *
 * espeak-ng turns each word into phonemes; each vowel, diphthong or syllabic
 * consonant is a syllable. Where there is no voice for the language, runs of
 * written vowels are counted instead: that is an estimate.
 */
#ifndef SPEECH_SYLLABLES_H
#define SPEECH_SYLLABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/*
 * Fill counts for n words of the language ("en-GB"), each at least 1. Words
 * in capitals are spelt out as the voice does; a word may be several with
 * spaces between ("0 1 2"). One child process counts them all. False if the
 * counts are estimates: there is no voice, or the child was lost, after a
 * message.
 */
bool syllables_count(const char *lang, const char *const *words, size_t n,
    unsigned *counts, struct diags *diags);
/* The estimate, of one word. */
unsigned syllables_estimate(const char *lang, const char *word);
/* Syllables of phonemes in IPA with "_" between them. lang and word (as it is
 * written) decide what is said as one syllable: "our", "fire". */
unsigned syllables_of_phonemes(
    const char *lang, const char *word, const char *phonemes);

#endif
