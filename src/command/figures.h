/* The readability figures of a publication, for people. */
#ifndef COMMAND_FIGURES_H
#define COMMAND_FIGURES_H

#include "base/buf.h"
#include "base/diag.h"
#include "check/readability.h"
#include "command/editions.h"

/*
 * Print the figures of each wording to standard output: the whole, each
 * section, what the figures mean, the ten hardest sentences. Messages of the
 * word lists come into diags.
 */
void figures_print(const struct opened *opened, struct diags *diags);
/* The same for one wording that is measured, as text. */
void figures_write(const struct readability *readability, struct buf *out);

#endif
