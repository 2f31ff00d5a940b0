/*
 * Plain lists of words of a language: templates/languages/CODE/check/NAME.
 *
 * UTF-8, an entry a line: "word", or "word = what stands for it". A line that
 * starts with # is a comment; the first ones say where the list is from.
 */
#ifndef CHECK_WORDLIST_H
#define CHECK_WORDLIST_H

#include <glib.h>

#include "base/arena.h"
#include "base/diag.h"

/*
 * word → what stands for it ("" where there is none), both in arena. Empty if
 * folder is NULL or has no such list; a list that is there and cannot be read
 * is a message. The caller destroys the table.
 */
GHashTable *wordlist_read(struct arena *arena, const char *folder,
    const char *name, struct diags *diags);
/* The same in a table that is there. */
void wordlist_add(GHashTable *words, struct arena *arena, const char *bytes);

#endif
