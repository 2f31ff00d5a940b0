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
 * none is installed. */
struct dictionary *dictionary_open(const char *lang);
/* Is there one? Quick: nothing is read. */
bool dictionary_exists(const char *lang);
void dictionary_close(struct dictionary *dictionary); /* NULL is allowed */
bool dictionary_has(struct dictionary *dictionary, const char *word);
/* The small letters of its language, each once, with a NUL; borrowed. */
const char *dictionary_letters(const struct dictionary *dictionary);

#endif
