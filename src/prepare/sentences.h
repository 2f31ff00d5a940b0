/* Words → sentences with stable ids. Used by document.c alone. */
#ifndef PREPARE_SENTENCES_H
#define PREPARE_SENTENCES_H

#include "base/arena.h"
#include "model/node.h"
#include "style/language.h"

struct id_set;
struct recogniser;

/* What cutting needs, the same for a whole document. */
struct cutter {
	struct arena *arena;
	const struct language *language;
	struct id_set *ids;
	struct id_set *words; /* what entries of <words> are written like */
	struct recogniser *recogniser;
	const char *section_id; /* starts the ids; changes as one goes */
};

void cutter_init(struct cutter *cutter, struct arena *arena,
    const struct language *language);
void cutter_release(struct cutter *cutter);
/* The entries of <words> that marks may stand for; NULL = none. */
void cutter_take_words(struct cutter *cutter, const struct node *words);

/* wanted, or wanted-2, wanted-3 … if it is taken; from now on taken. */
const char *cutter_take_id(struct cutter *cutter, const char *wanted);

/*
 * Cut the inline content of words (CLASS_WORDS) of the source into sentences
 * and set them on node, its copy in the document. Boundaries: UAX #29, less
 * those after the language's abbreviations and inside links.
 */
void sentences_cut(
    struct cutter *cutter, struct node *node, const struct node *source);
/* The same for words that the program makes. */
void sentences_make(struct cutter *cutter, struct node *node, const char *text);

#endif
