/* The sheet of pictures: a PDF to choose from, for `everyread pictures`. */
#ifndef COMMAND_SHEET_H
#define COMMAND_SHEET_H

#include "base/diag.h"
#include "picture/picture.h"

struct sheet {
	struct catalogue *catalogue;
	const struct picture *const *pictures;
	size_t npictures;
	const char *words; /* that were searched for; "" = all pictures */
};

/*
 * Publish the pictures into the PDF at path, in rows of picture, number,
 * name and words: by group, or in their order if words were searched for.
 * It is an ordinary easy-read publication, tagged like any other. False
 * after a message.
 */
bool sheet_write(
    const struct sheet *sheet, const char *path, struct diags *diags);

#endif
