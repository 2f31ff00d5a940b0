/*
 * Holding a publication against the rules, side by side: the words in one
 * worker, the pages of each PDF edition in another.
 */
#ifndef COMMAND_CHECKING_H
#define COMMAND_CHECKING_H

#include "base/job.h"
#include "check/check.h"
#include "command/editions.h"

struct check_work;

/* The jobs for it; *n of them, freed by checking_collect(). */
struct check_work *checking_start(
    const struct opened *opened, struct job **jobs, size_t *n);
/* Take what the jobs found, in order. checked is initialised. False if one
 * of them was lost. */
bool checking_collect(struct check_work *work, struct checked *checked);

/* All of it at once. False after a message in checked->diags. */
bool checking_run(const struct opened *opened, struct checked *checked);

#endif
