/* Other pictures that a sentence could have: readers choose among them. */
#ifndef REVIEW_OTHERS_H
#define REVIEW_OTHERS_H

#include <stddef.h>

#include "picture/picture.h"
#include "style/language.h"

enum { OTHERS_MAX = 6 };

/*
 * Pictures for the words of the sentence and for ideas like the present
 * picture's (NULL = it has none), best first, without that picture and any
 * that looks the same. Not loaded. Returns how many.
 */
size_t others_find(struct catalogue *catalogue, const struct language *language,
    const char *words, const struct picture *present,
    const struct picture *out[OTHERS_MAX]);

#endif
