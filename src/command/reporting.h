/*
 * The check of a build: it runs beside the editions, in one worker, and
 * writes the accessibility report into the stage.
 */
#ifndef COMMAND_REPORTING_H
#define COMMAND_REPORTING_H

#include "base/file.h"
#include "base/job.h"
#include "check/check.h"
#include "command/editions.h"

struct reporting {
	const struct opened *opened;
	struct stage *stage;
	const char *templates;
	bool writes;            /* the report; false: only the check */
	struct confine confine; /* reporting_job() fills it */
};

/* The job; keep reporting until it has run. */
struct job reporting_job(struct reporting *reporting);
/* What it found (added to checked, which is initialised) and the facts about
 * its files. False if it was lost. */
bool reporting_collect(
    const struct job *job, struct checked *checked, struct buf *facts);

#endif
