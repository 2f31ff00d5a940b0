/*
 * Holding a publication against the rules: its words, and the pages of each
 * PDF edition.
 */
#ifndef COMMAND_CHECKING_H
#define COMMAND_CHECKING_H

#include "base/job.h"
#include "check/check.h"
#include "command/editions.h"

/* All of it, side by side in workers; what is found stands in its order, each
 * once. checked is initialised. False if a worker was lost, after a message
 * in checked->diags. */
bool checking_run(const struct opened *opened, struct checked *checked);

/* For a build the same in pieces: the words in a job beside the editions, the
 * pages in the workers that lay them out. */
struct checking_words {
	const struct opened *opened;
	struct confine confine; /* checking_job() fills it */
};

/* The job; keep words until it has run. A message that the machine failed is
 * the job's own and no finding. */
struct job checking_job(struct checking_words *words);
/* In a worker: what is found on the pages of an edition, with what was said
 * while they were laid out, as bytes for checked_load(). */
void checking_pages(const struct opened *opened, const struct pages *pages,
    const struct diags *said, struct buf *found);
/* All has been collected: put it in its order, each once. */
void checking_finish(const struct opened *opened, struct checked *checked);

#endif
