/*
 * Holding a publication against the rules: its words, and the pages of each
 * PDF edition.
 */
#ifndef COMMAND_CHECKING_H
#define COMMAND_CHECKING_H

#include "check/check.h"
#include "command/editions.h"

/* All of it, side by side in workers; what is found stands in its order, each
 * once. checked is initialised. False if a worker was lost, after a message
 * in checked->diags. */
bool checking_run(const struct opened *opened, struct checked *checked);
/* The same in this process, for one that is a worker itself. */
void checking_here(const struct opened *opened, struct checked *checked);

#endif
