/*
 * Familiar words: the 3,000 of Dale and Chall with their plain forms, in the
 * spelling of the language (check/dale-chall.txt, check/american.txt).
 */
#ifndef CHECK_FAMILIAR_H
#define CHECK_FAMILIAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

struct familiar;

/* In arena, but familiar_close() ends it. folder is that of the language, or
 * NULL: then no word is familiar. A list that cannot be read is a message. */
struct familiar *familiar_open(
    struct arena *arena, const char *folder, struct diags *diags);
void familiar_close(struct familiar *familiar);
/* Is there a list for the language? */
bool familiar_is_known(const struct familiar *familiar);

/* Does the list itself have the word? In small letters, with straight
 * apostrophes, as for all questions here. */
bool familiar_lists(const struct familiar *familiar, const char *word);
/*
 * Is it familiar? The rules of Dale and Chall as far as a form shows them: a
 * word of the list with 's, s, es, ed, ing, er, est or ly ("y" becomes "i",
 * a silent "e" goes, a last letter is doubled), and parts with a hyphen
 * between them that are all familiar.
 */
bool familiar_has(const struct familiar *familiar, const char *word);

#endif
