/*
 * What is not ours is never written over. A folder that a build makes anew
 * holds only what an earlier build made; a file that is named with -o is
 * new, or an earlier result of the same command.
 */
#ifndef COMMAND_KEEP_H
#define COMMAND_KEEP_H

#include "base/diag.h"

/* Does the folder hold nothing but what its manifest.json lists, and what
 * file managers leave? A folder that is not there does. False after a
 * message that names a file which would be lost. */
bool keep_folder(const char *folder, struct diags *diags);

/* May a result be written to path? Yes if nothing is there, or a file whose
 * first bytes hold mark: an earlier result. With NULL, only what is not there
 * may be written. */
bool keep_allows(const char *path, const char *mark);
/* The same; false after a message. */
bool keep_file(const char *path, const char *mark, struct diags *diags);

#endif
