/*
 * A zip file for an e-book, the same bytes each time: no clock, no owner, files
 * in the order they are added.
 */
#ifndef WRITE_EPUB_ZIP_H
#define WRITE_EPUB_ZIP_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"

struct archive;

/* NULL after a message. */
struct archive *archive_open(const char *path, struct diags *diags);
/* Add a file; the bytes are copied. stored = not compressed. */
void archive_add(struct archive *archive, const char *name,
    const struct buf *bytes, bool stored);
/* Add a file that is there until archive_close(), not compressed. */
void archive_add_file(
    struct archive *archive, const char *name, const char *path);
/* Write it all. False after a message; the archive is gone in any case. */
bool archive_close(struct archive *archive, struct diags *diags);
/* Give it up. */
void archive_abandon(struct archive *archive);

#endif
