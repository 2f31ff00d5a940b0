/*
 * A Hunspell dictionary of the machine: the only user of libhunspell.
 *
 * A word is asked for in UTF-8; the dictionary may have another encoding.
 */
#ifndef CHECK_DICTIONARY_H
#define CHECK_DICTIONARY_H

#include <stdbool.h>

struct dictionary;

/* The dictionary for "en-GB", or for "pl" the first one of pl_*; NULL if
 * none is installed. It is read when a word is asked for that it was
 * never asked for before (kept.h; cache: a folder, or NULL = nothing is kept).
 */
struct dictionary *dictionary_open(const char *lang, const char *cache);
/* Is there one? Quick: nothing is read. */
bool dictionary_exists(const char *lang);
void dictionary_close(struct dictionary *dictionary); /* NULL is allowed */
bool dictionary_has(struct dictionary *dictionary, const char *word);
/* The small letters of its language, each once, with a NUL; borrowed. */
const char *dictionary_letters(struct dictionary *dictionary);

#endif
