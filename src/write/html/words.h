/* Words inside a block: sentences with their marks. markup.c's own. */
#ifndef WRITE_HTML_WORDS_H
#define WRITE_HTML_WORDS_H

#include "write/html/markup.h"

/* All sentences of a node. */
void markup_words(struct markup *markup, const struct node *node);
/* The address of an id of the document, or NULL if it is not in it. */
const char *markup_place(struct markup *markup, const char *id);

#endif
