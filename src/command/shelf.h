/* index.html above all publications: which there are in a folder. */
#ifndef COMMAND_SHELF_H
#define COMMAND_SHELF_H

#include <stdbool.h>

#include "base/diag.h"

/*
 * Write folder/index.html: a line for each publication in it that has a page
 * of downloads. It tells what stands in the folder, so it is the same whoever
 * was built last. Nothing is written if there is none. False after a message.
 */
bool shelf_write(const char *folder, struct diags *diags);

#endif
