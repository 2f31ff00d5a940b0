/*
 * Everyday words (ERW-38): the list common-words of a language, and the forms
 * that English grammar makes of them.
 */
#ifndef CHECK_VOCABULARY_H
#define CHECK_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "check/lists.h"
#include "check/tokens.h"

/* Is the word (in small letters) in the list, or a form of one, or made of
 * two of them? */
bool vocabulary_is_common(
    const struct lists *lists, const char *word, size_t len);
/* Is word i worth a look: no everyday word, no number, without a capital
 * (it may be a name)? False for
 * all words where there is no list. */
bool vocabulary_is_rare(
    const struct lists *lists, const struct tokens *tokens, size_t i);

#endif
