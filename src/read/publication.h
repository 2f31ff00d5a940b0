/*
 * publication.xml → the tree. Follows xi:include below the publication's
 * folder, checks every rule of model/kinds.def, and reports all mistakes of
 * all files in one run.
 */
#ifndef READ_PUBLICATION_H
#define READ_PUBLICATION_H

#include "base/diag.h"
#include "model/node.h"

/*
 * Read the publication at path. NULL if it cannot be built; the messages say
 * why. The result and all it points to is freed by publication_free().
 * White space in words is collapsed; lang and wording are inherited.
 */
struct publication *publication_read(const char *path, struct diags *diags);
void publication_free(struct publication *publication);

#endif
