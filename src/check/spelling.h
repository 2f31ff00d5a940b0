/*
 * Spelling: which words of a text no dictionary knows, and what was meant.
 *
 * A word is right if the publication's own words have it, the lists of the
 * language (check/spelling.txt, check/dale-chall.txt) or the Hunspell
 * dictionary of the machine. American words are mistakes in British English
 * although the dictionary knows some of them. Words with figures, words all
 * in capitals and letters alone are never asked for. Same text, same lists,
 * same dictionary: same answer, and no clock decides (Hunspell's own
 * suggestions stop after a time, so they are not used).
 */
#ifndef CHECK_SPELLING_H
#define CHECK_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/node.h"
#include "style/language.h"

struct spelling;

enum { SPELLING_SUGGESTIONS = 3 };

struct misspelling {
	size_t start, len; /* bytes of the text */
	enum misspelling_kind {
		SPELLING_WRONG,    /* no dictionary has it */
		SPELLING_AMERICAN, /* the first suggestion is the British word
		                    */
		SPELLING_NAME,     /* has a capital: a name, if it is right */
	} kind;
	/* the likeliest first, in the arena; NULL where there is none */
	const char *suggestions[SPELLING_SUGGESTIONS];
};

/*
 * For the words of one language. What the dictionary knows is kept in the
 * folder cache, which outlives the result; NULL: nothing is kept. The
 * dictionary is opened when the first word needs it. Never NULL; a list that
 * cannot be read is a message.
 */
struct spelling *spelling_open(
    const struct language *language, const char *cache, struct diags *diags);
void spelling_close(struct spelling *spelling); /* NULL is allowed */
/* Is there a Hunspell dictionary for the language? Without one only what the
 * lists know to be wrong is found. */
bool spelling_has_dictionary(const struct spelling *spelling);

/* All words of the text are right from now on. */
void spelling_learn(struct spelling *spelling, const char *text);
/* The publication's own words: <words>, who publishes it, how to reach it. */
void spelling_learn_publication(
    struct spelling *spelling, const struct publication *publication);
/* Show each sentence once before the first spelling_find(): a word that has
 * a capital in the midst of a sentence twice or more is a name, and right. */
void spelling_see(struct spelling *spelling, const char *sentence);

/*
 * What is misspelt in one sentence, in its order; *found is in arena. Letters
 * that must not be looked at are written as x (struct subject of rules.h).
 * Returns how many there are.
 */
size_t spelling_find(struct spelling *spelling, struct arena *arena,
    const char *sentence, struct misspelling **found);

#endif
