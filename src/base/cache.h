/*
 * Work that is kept from one build to the next: spoken sentences, encoded
 * sound.
 *
 * An entry is a file named after the hash of all that decides its bytes, so
 * the cache never decides a result: without it the same is made anew. It has
 * two parts: a brief, which can be read without the rest, and a body. It
 * appears by rename, and each part says its own length and hash; a part that
 * is damaged counts as not there. Builds may share a folder at the same time.
 * It is kept below a size: the entries not used for longest go first.
 */
#ifndef BASE_CACHE_H
#define BASE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"

/* The folder for one kind of work below `root`, made if need be; NULL if
 * there can be none (then nothing is kept). mem_alloc'ed. */
char *cache_open(const char *root, const char *kind);
/* Read one part of an entry into out, which is emptied first. False if it is
 * not there or damaged; then out is empty. */
bool cache_brief(const char *folder, const char *key, struct buf *out);
bool cache_body(const char *folder, const char *key, struct buf *out);

/* Keep an entry. That it cannot be kept is no error. */
void cache_store(
    const char *folder, const char *key, struct bytes brief, struct bytes body);
/* Remove the oldest entries until the folder is below max_bytes. */
void cache_trim(const char *folder, uint64_t max_bytes);

#endif
