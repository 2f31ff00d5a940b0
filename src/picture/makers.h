/*
 * The versions of the libraries that draw, as one text: a part of every key.
 *
 * To ask the libraries they must be loaded, which takes longer than to find
 * all drawings of a booklet in the archive. So the archive has the answer as
 * well, for as long as nothing has changed that decides which libraries the
 * loader takes: its own list, its switches, and the files of the libraries.
 */
#ifndef PICTURE_MAKERS_H
#define PICTURE_MAKERS_H

#include "picture/ready.h"

/* The text; free() it. ready may be NULL. */
char *makers_learn(const struct ready *ready);
/* Add the answer of the libraries to an archive that is being made. */
void makers_add(struct ready_list *list);

#endif
