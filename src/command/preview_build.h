/*
 * One build of the live preview, in a child (base/child.h) that tells of
 * each edition as soon as it is ready. What is quick comes first: the web
 * page (still without sound), the PDFs, the text and the check. Then comes
 * the sound, and the web page again with it.
 */
#ifndef COMMAND_PREVIEW_BUILD_H
#define COMMAND_PREVIEW_BUILD_H

#include "base/file.h"
#include "command/editions.h"

/* The pieces it tells; strings end with a NUL. */
enum preview_piece {
	PREVIEW_OPENED = 'o', /* title, then name and writer of each edition */
	PREVIEW_MADE = 'e',   /* an edition is ready: name, file */
	PREVIEW_FAILED = 'x', /* this edition cannot be made: name */
	PREVIEW_MESSAGES = 'm', /* diags_save(): all messages so far */
	PREVIEW_QUICK = 'q',    /* what is quick is done */
};

struct preview_work {
	const struct opening *opening;
	struct stage *stage;
	const char *cache, *templates;
};

/* A child_work; arg is a struct preview_work. */
void preview_build(void *arg, int to);

#endif
