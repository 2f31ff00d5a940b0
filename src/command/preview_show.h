/*
 * What the page of the live preview shows: the last good state of each
 * edition, the messages of the last build, and the routes that serve them.
 *
 *     /                     the page (templates/preview/)
 *     /events               a state event now and after each change
 *     /messages             the messages, as check --format json
 *     /build/N/FILE         a file of build N
 *     /page/N/FILE?page=&width=   a page of a PDF as a picture
 */
#ifndef COMMAND_PREVIEW_SHOW_H
#define COMMAND_PREVIEW_SHOW_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "serve/serve.h"

struct shown;

enum shown_state {
	SHOWN_BUILDING, /* what is quick */
	SHOWN_SOUND,    /* all but the sound is ready */
	SHOWN_READY,
	SHOWN_BROKEN, /* it has errors; what worked last is shown */
};

struct shown_options {
	const char *templates; /* the program's folder "…/templates" */
	unsigned port;
	bool polls; /* it takes a moment until a change is seen */
};

/* NULL after a message. */
struct shown *shown_open(
    const struct shown_options *options, struct diags *diags);
void shown_close(struct shown *shown);
struct server *shown_server(const struct shown *shown);

/* A build begins, and fills the stage: from now on it is the shown's. */
void shown_begin(struct shown *shown, struct stage *stage);
/* What its child told (command/preview_build.h). */
void shown_take(struct shown *shown, char what, const struct buf *piece);
/* It has ended. What nobody shows any more is removed. */
void shown_end(struct shown *shown, bool crashed, bool was_stopped);
enum shown_state shown_state(const struct shown *shown);
/* The sums of the last messages. */
size_t shown_errors(const struct shown *shown);

#endif
