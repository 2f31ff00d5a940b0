/*
 * Where spoken sentences lie until they are encoded: one file without a
 * name, so that nothing is left behind and memory does not grow with the
 * length of the publication. Workers append to it at the same time, also
 * those of another program that was handed the spool's descriptors.
 */
#ifndef SPEECH_SPOOL_H
#define SPEECH_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

/* A piece of speech, whose samples may be in a spool. */
struct clip {
	uint64_t at;       /* bytes from the start of the spool */
	uint32_t nsamples; /* 16 bit, mono, 22,050 Hz */
	uint32_t nblocks;  /* level.h */
};
/* The samples are not in the spool. */
#define CLIP_NOWHERE UINT64_MAX

struct spool;

/* In that folder; NULL after a message. */
struct spool *spool_open(const char *folder, struct diags *diags);
void spool_close(struct spool *spool); /* NULL is allowed */
/* What another program needs to append: the file, and where its end is. */
enum { SPOOL_FDS = 2 };
void spool_fds(const struct spool *spool, int fds[SPOOL_FDS]);
/* A spool of such descriptors, which become its own; NULL if they are none. */
struct spool *spool_adopt(const int fds[SPOOL_FDS]);
/* How many clips have been added so far. */
size_t spool_count(const struct spool *spool);
/* Append; safe in any worker. clip->nsamples is set; samples need not be
 * aligned. */
bool spool_add(struct spool *spool, struct clip *clip, const void *samples,
    struct diags *diags);
bool spool_samples(const struct spool *spool, const struct clip *clip,
    int16_t *samples, struct diags *diags);

#endif
