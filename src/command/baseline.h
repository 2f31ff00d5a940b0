/*
 * What is known of an old document, so that a check speaks only of what is
 * new. A baseline is a text file: a line for each kind of finding at a
 * sentence, "rule<TAB>sentence or message<TAB>how many".
 */
#ifndef COMMAND_BASELINE_H
#define COMMAND_BASELINE_H

#include "base/diag.h"

/* Take the known messages out of diags; *nknown counts them. Errors are
 * never taken out. False after a message in trouble. */
bool baseline_apply(const char *path, struct diags *diags, size_t *nknown,
    struct diags *trouble);
/* Write what is in diags; false after a message in trouble. */
bool baseline_write(
    const char *path, const struct diags *diags, struct diags *trouble);

#endif
