/*
 * Spoken sentences that are kept from one build to the next.
 *
 * An entry is a file named after the hash of all that decides its sound. It
 * appears by rename, says its own length and hash, and is spoken again if
 * either is wrong. The folder is kept below a size: the entries not used
 * for longest go first.
 */
#ifndef SPEECH_CACHE_H
#define SPEECH_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "speech/spool.h"

enum { CACHE_MAX_MB = 512 };

/* The folder for speech below `root`, made if need be; NULL if there can be
 * none (then nothing is kept). mem_alloc'ed. */
char *cache_open(const char *root);
/* Read an entry: samples and blocks into out, the counts into clip. False
 * if it is not there or damaged. */
bool cache_load(
    const char *folder, const char *key, struct clip *clip, struct buf *out);
/* Keep an entry. That it cannot be kept is no error. */
void cache_store(const char *folder, const char *key, const struct clip *clip,
    const int16_t *samples, const float *blocks);
/* Remove the oldest entries until the folder is below max_bytes. */
void cache_trim(const char *folder, uint64_t max_bytes);

#endif
