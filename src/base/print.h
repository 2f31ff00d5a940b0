/* Messages for people: the place, the line with its words marked, why it
 * matters, what to do. */
#ifndef BASE_PRINT_H
#define BASE_PRINT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"

/* All of them; colour for a terminal. Why and what to do stand with the first
 * message of a code. */
void diags_print(const struct diags *diags, FILE *out, bool colour);

#endif
