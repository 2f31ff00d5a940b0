/*
 * A process beside this one that tells of its work piece by piece. It is a
 * fork: it sees everything made before, can disturb nothing, and if it
 * crashes only its work is lost. Unlike the jobs of base/job.h nobody waits
 * for it: its pipe is one of the things that a loop waits for.
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

struct child;

/* What it does, in the child; tells with child_tell(to, …). */
typedef void child_work(void *arg, int to);

/* NULL after a message. All open files but the pipe and the standard ones are
 * closed in the child; it is sent SIGTERM if this process dies. */
struct child *child_start(
    const char *name, child_work *work, void *arg, struct diags *diags);
/* In the child: one piece. what is for the reader to know it by. Ends the
 * child if nobody listens any more. */
void child_tell(int to, char what, const void *bytes, size_t len);

/* For poll(). */
int child_fd(const struct child *child);
/* Read what has come, when poll() says so. False once the child and all its
 * workers have ended. */
bool child_read(struct child *child);
/* Take the next whole piece; false if there is none yet. */
bool child_take(struct child *child, char *what, struct buf *piece);
/* Ask it to end; read on until it has. */
void child_stop(const struct child *child);
/* After child_read() was false: free it. False if it crashed. */
bool child_end(struct child *child);

#endif
