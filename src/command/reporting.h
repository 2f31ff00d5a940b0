/*
 * The accessibility report of a build: a job that comes after all editions,
 * since it tells what was found on their pages and how their words are said.
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
	const struct checked *checked; /* all that was found */
	const struct buf *made;        /* facts of the editions */
	const struct buf *syllables;   /* result of reporting_syllables_job() */
	struct confine confine;        /* reporting_job() fills it */
};

/* The job; keep reporting until it has run. It writes the report into the
 * stage. */
struct job reporting_job(struct reporting *reporting);
/* A part of it that can be done before the editions are made. */
struct job reporting_syllables_job(struct reporting *reporting);
/* The names of the files that it will write, as facts (write/write.h). */
void reporting_name(struct buf *facts);

#endif
