/*
 * Corrections that cannot change the meaning: ranges with "to", dates in
 * full and the like. They are shown first, and written only if the person
 * says so; the file as it was is kept beside it.
 */
#ifndef COMMAND_FIX_H
#define COMMAND_FIX_H

#include "base/diag.h"

/* Show what can be corrected and, after a "y" on the terminal or with yes,
 * write it. False after a message in trouble. */
bool fix_offer(const struct diags *diags, bool yes, struct diags *trouble);

#endif
