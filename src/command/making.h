/* Making one edition, in a worker: what build and preview share. */
#ifndef COMMAND_MAKING_H
#define COMMAND_MAKING_H

#include "base/file.h"
#include "base/job.h"
#include "command/editions.h"
#include "write/write.h"

/* Keep it until its job has run. */
struct making {
	const struct opened *opened;
	const struct edition *edition;
	struct stage *stage;
	const char *cache;         /* NULL = none */
	const char *voice_program; /* command_voice_program() */
	const char *templates;
	const struct job *recorder; /* makes its recording, or NULL */
	const struct buf
	    *made;           /* facts of those before it, if it LISTS_FILES */
	unsigned workers;    /* processes it may use at once */
	bool shows_progress; /* on a terminal */
	bool hashes;         /* notes the "sha256" of its files (manifest.h) */
	struct confine confine;   /* making_job() fills it */
	const struct job *hashed; /* making_hashes_job() fills it */
};

/* It starts after making->recorder. */
struct job making_job(struct making *making);
/* To note them by a job of its own instead, after the one that made the files:
 * those of sound are large, and others wait for the recording. It hands back
 * facts alone. Its `after` is NULL, as if `made` had run by then. */
struct job making_hashes_job(struct making *making, const struct job *made);
/* What it handed back: facts about its files, and times (write/write.h). */
const char *making_facts(const struct job *job);
const char *making_timings(const struct job *job);
/* What is found on its pages, for checked_load(); empty if it has none. */
struct bytes making_found(const struct job *job);

/* Of some jobs of makings, the first that records the words of the edition;
 * NULL if none does. */
const struct job *making_recorder(
    const struct edition *edition, const struct job *jobs, size_t n);
enum write_role making_role(const struct edition *edition);
/* The most memory this process has used. */
long making_peak_kib(void);

#endif
