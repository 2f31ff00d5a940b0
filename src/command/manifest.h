/* manifest.json: which files a build made, and what is known of each. */
#ifndef COMMAND_MANIFEST_H
#define COMMAND_MANIFEST_H

#include "base/buf.h"
#include "base/file.h"
#include "read/publication.h"

/* Write it into the stage. facts: see write/write.h. */
bool manifest_write(struct stage *stage, const struct publication *publication,
    const struct buf *facts, struct diags *diags);
/* Tell on standard output what was made. */
void manifest_print(const char *folder, const struct buf *facts);

#endif
