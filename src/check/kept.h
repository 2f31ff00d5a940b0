/*
 * What a dictionary has said of words, yes or no, kept from one run to the
 * next, so that a text of which all words are known does not wait for the
 * dictionary to be read. An answer is kept for the very files it came from
 * (their size, inode and times of change); a kept file that is old or damaged
 * is as if it were not there.
 */
#ifndef CHECK_KEPT_H
#define CHECK_KEPT_H

#include <stdbool.h>
#include <stddef.h>

struct kept;

enum { KEPT_MAX_BYTES = 1 << 20 }; /* of words; then no more are added */

/* In the folder, made if need be, under that name. The answers come from
 * these files. NULL if folder is NULL or a file is not there: then nothing is
 * kept. */
struct kept *kept_open(const char *folder, const char *name,
    const char *const *files, size_t nfiles);
/* Both may be asked of NULL. kept_find() is true if the answer is known, which
 * is then in *yes. Only a word without an answer may be added. */
bool kept_find(const struct kept *kept, const char *word, bool *yes);
void kept_add(struct kept *kept, const char *word, bool yes);
/* Write what is new. That it cannot be written is no error. */
void kept_close(struct kept *kept);

#endif
