/*
 * What the archive of ready drawings knows of the installed catalogue, so that
 * neither its index nor the files of its pictures are read again.
 *
 * It is believed only while they are the same files: of the same inode, size
 * and times of change, of which the kernel lets nobody set the last. A
 * catalogue that was copied is read as if nothing were known.
 */
#ifndef PICTURE_KNOWN_H
#define PICTURE_KNOWN_H

#include "picture/drawable.h"
#include "picture/index.h"

/* Take each picture of the index, as index_read() would give it. All memory is
 * the arena's. False if the archive does not know the index as it is now;
 * then nothing was taken. ready may be NULL. */
bool known_take(struct arena *arena, const struct index_source *source,
    const struct ready *ready, index_taker *take, void *arg);

/* Set the key and the sizes of a picture, whose desk is set, if its file is
 * the known one. */
bool known_find(struct drawable *drawable);

/* Add what is known of the pictures that the index has now; those that are
 * loaded are given, in order of name. Waits for a second if a file is so young
 * that its next change could have the same time. */
void known_add(struct ready_list *list, const struct index_source *source,
    const struct picture *const *loaded, size_t n);

#endif
