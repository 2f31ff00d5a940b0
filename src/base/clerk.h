/*
 * A process beside this one that answers questions, one after the other. It
 * is a fork, made when the first question is asked: it sees everything made
 * before, and remembers what it has read for earlier questions. It is for what
 * may make a library misbehave: it writes nowhere and reaches nothing
 * (base/confine.h), has no file open that this process has, and hands back
 * bytes and messages. If it crashes or hangs, that question has no answer but
 * a message, and the next one gets a new clerk.
 */
#ifndef BASE_CLERK_H
#define BASE_CLERK_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"

struct clerk;

/* In the clerk: append the answer. job_doing() says what it does meanwhile,
 * and how long that may take. */
typedef bool clerk_work(void *arg, const struct buf *question,
    struct buf *answer, struct diags *diags);

/* name is for messages. work and arg are borrowed. */
struct clerk *clerk_new(const char *name, clerk_work *work, void *arg);
void clerk_free(struct clerk *clerk); /* NULL is allowed */

enum clerk_end {
	CLERK_DID_IT,
	CLERK_FAILED,  /* its work returned false */
	CLERK_IS_LOST, /* after a message */
};

/* The answer is appended, messages are added. A fork of the process that asked
 * before has a clerk of its own. */
enum clerk_end clerk_ask(struct clerk *clerk, const struct buf *question,
    struct buf *answer, struct diags *diags);
/* Has anything been asked yet? */
bool clerk_was_asked(const struct clerk *clerk);

#endif
