/*
 * Files: reading whole ones, and writing a publication completely or not at
 * all. All paths are plain strings; failures are messages in diags.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

struct buf;
struct bytes;

/* Read a whole file, at most limit bytes. loc is where it was asked for. */
bool file_read(const char *path, size_t limit, struct buf *out,
    struct diags *diags, struct loc loc);
/* Write a file through a temporary name beside it, synced, then renamed. */
bool file_write(
    const char *path, const void *bytes, size_t len, struct diags *diags);
/* All of it into an open file or pipe. */
bool file_write_all(int fd, const void *bytes, size_t len);
bool file_exists(const char *path);
/* Bytes it has; 0 if it is not there. */
uint64_t file_size(const char *path);
/* Which file it is, and since when it is as it is: what changes when it is
 * written or replaced. The kernel lets nobody set `changed`. Times in ns. */
struct file_mark {
	int64_t inode, size, modified, changed;
};
/* False if there is no such file, or it is a folder or a pipe. */
bool file_mark(const char *path, struct file_mark *mark);
/* Is it still the one with that mark? */
bool file_is_marked(const char *path, const struct file_mark *mark);
/* Make the folder and those above it. */
bool file_make_folder(const char *path, struct diags *diags);

/* dir/name, or name alone if it is absolute; mem_alloc'ed. */
char *path_join(const char *dir, const char *name);
/* The folder part, "." if there is none; mem_alloc'ed. */
char *path_folder(const char *path);
/*
 * name as a path below folder. False if it is absolute, climbs out with
 * "..", or a symbolic link leads out: a publication only sees its own
 * folder. *out is mem_alloc'ed and set only on success; the file must exist.
 */
bool path_inside(const char *folder, const char *name, char **out);

/*
 * A stage is a fresh folder beside the target. Files are written into it;
 * stage_commit() syncs them and swaps the whole folder in for the old one in
 * one step. stage_abandon() removes it and leaves the target as it was.
 * One of the two ends the stage and frees it.
 */
struct stage;

struct stage *stage_open(const char *folder, struct diags *diags);
/* The path for a file of that name in the stage; made with its sub-folder.
 * mem_alloc'ed. NULL after a message. */
char *stage_path(struct stage *stage, const char *name, struct diags *diags);
/* Write a file of the stage. Nobody sees it before stage_commit(), which waits
 * until it is on the disk; the writing to the disk begins here. */
bool stage_write(struct stage *stage, const char *name, const void *bytes,
    size_t len, struct diags *diags);
/* The same in pieces, one after another. */
bool stage_write_pieces(struct stage *stage, const char *name,
    const struct bytes *pieces, size_t n, struct diags *diags);
const char *stage_folder(const struct stage *stage);
bool stage_commit(struct stage *stage, struct diags *diags);
void stage_abandon(struct stage *stage);

#endif
