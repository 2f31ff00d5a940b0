/* Ids and what points to them. Used by publication.c alone. */
#ifndef READ_REFERENCES_H
#define READ_REFERENCES_H

#include "base/diag.h"
#include "model/node.h"

/* Report ids used twice, and ref, from and href="#…" that lead nowhere. */
void references_check(
    const struct publication *publication, struct diags *diags);

#endif
