/*
 * What the processes of base/job.h and base/clerk.h have in common: how they
 * begin, how they say what they do, how they answer, and what is said of one
 * that is lost. Only src/base includes this file.
 */
#ifndef BASE_WORKER_H
#define BASE_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

#include "base/buf.h"
#include "base/confine.h"
#include "base/diag.h"

enum { DOING_SIZE = 256 };

/* What a worker does now (job_doing()); in memory that its parent sees. */
struct doing {
	_Atomic time_t end; /* 0 = nothing; then it hangs */
	char what[DOING_SIZE];
};

/* n of them. NULL where there is no shared memory: then a message names the
 * work alone. */
struct doing *doings_share(size_t n);
void doings_unshare(struct doing *doings, size_t n); /* NULL is allowed */
/* Is what it does overdue? doing may be NULL. */
bool doing_hangs(const struct doing *doing, time_t now);

/* Seconds of a clock that never jumps. */
time_t worker_clock(void);

/* In a fork of parent, before anything else: signals end it, and so does the
 * end of its parent; it is confined. NULL: as its own parent is, or if that is
 * no worker, so that it writes nowhere. Ends it if that cannot be. */
void worker_begin(
    const struct confine *confine, struct doing *doing, pid_t parent);
/* In another program than the one that forked it was not known yet. */
void worker_is_program(void);

/* An answer through a pipe: success, bytes, messages. */
bool reply_send(
    int fd, bool ok, const struct buf *result, const struct diags *diags);
/* Whether that much of one has come: all of it, or what is none. */
bool reply_is_there(const struct buf *bytes);
/* Take it apart; both are appended to. False if it is no answer. */
bool reply_take(
    const struct buf *bytes, bool *ok, struct buf *result, struct diags *diags);

/* It ended with that status of wait() and no answer: name what it did, or its
 * work. */
struct lost {
	const char *name;
	int status;
	bool hung; /* and was ended */
	const struct doing *doing;
};
void worker_say_lost(const struct lost *lost, struct diags *diags);

#endif
