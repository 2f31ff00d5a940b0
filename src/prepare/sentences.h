/* Words → sentences with stable ids. Used by document.c alone. */
#ifndef PREPARE_SENTENCES_H
#define PREPARE_SENTENCES_H

#include "base/arena.h"
#include "model/node.h"
#include "style/language.h"

struct id_set;

struct id_set *id_set_new(void);
void id_set_free(struct id_set *ids);
/* wanted, or wanted-2, wanted-3 … if it is taken; from now on taken. */
const char *id_set_take(
    struct id_set *ids, struct arena *arena, const char *wanted);

/*
 * Cut the inline content of words (CLASS_WORDS) of the source into sentences
 * and set them on node, its copy in the document. section_id starts the ids.
 * Boundaries: UAX #29, less those after the language's abbreviations and
 * inside links.
 */
void sentences_cut(struct arena *arena, struct node *node,
    const struct node *source, const char *section_id,
    const struct language *language, struct id_set *ids);
/* The same for words that the program makes. */
void sentences_make(struct arena *arena, struct node *node, const char *text,
    const char *section_id, const struct language *language,
    struct id_set *ids);

#endif
