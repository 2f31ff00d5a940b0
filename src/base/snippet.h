/*
 * The line of a source file that a message is about, with a mark under its
 * words. A file that cannot be read, or is not text, gives nothing: the
 * message says enough without.
 */
#ifndef BASE_SNIPPET_H
#define BASE_SNIPPET_H

#include <stdio.h>

#include "base/diag.h"
#include "base/source.h"

/*
 *     12 | <item>We have a plan for 2023–2028.</item>
 *        |                          ^^^^^^^^^
 * A long line is shown only around the words; mark is an escape sequence for
 * the marks, or "".
 */
void snippet_print(struct sources *sources, const struct diag *diag,
    const char *mark, FILE *out);

#endif
