/* manifest.json: which files a build made, and what is known of each. */
#ifndef COMMAND_MANIFEST_H
#define COMMAND_MANIFEST_H

#include "base/buf.h"
#include "base/file.h"
#include "read/publication.h"

/* Write it into the stage, and say which file it is. facts: see write/write.h.
 */
bool manifest_write(struct stage *stage, const struct publication *publication,
    const struct buf *facts, struct file_mark *mark, struct diags *diags);
/* Is all of it in the folder, in its place now? False after a message: somebody
 * has removed a file while the stage was waiting for the disk. True if it is
 * another manifest by now, for a later build has replaced this one. */
bool manifest_holds(const char *folder, const struct buf *facts,
    const struct file_mark *mark, struct diags *diags);
/* Tell on standard output what was made. */
void manifest_print(const char *folder, const struct buf *facts);

#endif
