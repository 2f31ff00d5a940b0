/*
 * The written rules of easy read, held against a publication. Nothing is
 * changed; every finding is a message at its place. One file per family of
 * rules. A rule that cannot be sure is a warning or a note, never a breach.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/diag.h"
#include "model/node.h"
#include "picture/picture.h"
#include "style/language.h"

/* pictures may be NULL: then nothing is said of pictures. */
void check_publication(const struct publication *publication,
    struct catalogue *pictures, const struct language *language,
    struct diags *diags);

#endif
