/*
 * Work in worker processes. A job is a function that runs in a fork of this
 * process, so it sees everything made before the fork and cannot disturb
 * anything; what it hands back is bytes, messages and success. A worker that
 * crashes or hangs costs its job, with a message, and nothing else. It is
 * confined (base/confine.h): what it reads may make a library misbehave.
 */
#ifndef BASE_JOB_H
#define BASE_JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/confine.h"
#include "base/diag.h"

typedef bool job_function(void *arg, struct buf *result, struct diags *diags);

/* Another program to do a job; its main() calls job_serve(). */
struct job_program {
	const char *path;
	const struct buf *input; /* on its standard input */
	int fds[2];              /* open in it too, and in no other */
};

struct job {
	const char *name; /* for messages */
	job_function *run;
	void *arg;
	/* Do it there and not in a fork of this process, which is small where
	 * this one is large; NULL = here. It does the work of run. */
	const struct job_program *program;
	/* What it may write; NULL = nothing, or in a worker what that may. It
	 * never may more than its worker. */
	const struct confine *confine;
	unsigned seconds; /* after which it hangs and is ended; 0 = as in
	                     bounds.def */
	/* Start only when this one has done its work: its result is seen then.
	 * It stands earlier in the list; if it fails, this one does not start
	 * and is not ok. NULL = start at once. */
	const struct job *after;
	/* filled by jobs_run */
	bool ok;
	struct buf result; /* the caller releases it */
};

/* Called in the parent after each job; done of n. May be NULL. */
typedef void job_progress(
    void *arg, const struct job *job, size_t done, size_t n);

struct job_watch {
	job_progress *progress;
	void *arg;
	/* Called a few times a second while jobs run; may be NULL. */
	void (*tick)(void *arg);
};

/*
 * Run n jobs, at most workers at a time (0 = number of processors), started
 * in order, as soon as the one they come after is done. Results stand in their
 * jobs, messages in diags in job order, whatever order the workers finish in.
 * Returns true if every job did its work. Stops early when job_interrupted()
 * becomes true: workers are ended and waited for.
 */
bool jobs_run(struct job *jobs, size_t n, unsigned workers,
    const struct job_watch *watch, struct diags *diags);

/*
 * What the main() of a job_program has to do: its arguments are the
 * descriptors for the reply and those of job_program.fds. Read them by
 * job_descriptors(), false if they are not there; then job_serve() runs the
 * job, replies, and returns the exit status.
 */
bool job_descriptors(int argc, char **argv, int *reply, int fds[2]);
int job_serve(int reply, job_function *run, void *arg);

/*
 * In a worker: what it reads or draws now, and how long that may take. If it
 * crashes or hangs meanwhile, the message names it. NULL = that is done.
 * Elsewhere this does nothing.
 */
void job_doing(const char *what, unsigned seconds);

unsigned job_processors(void);

/* Catch SIGINT, SIGTERM and SIGHUP from now on, so that work stops cleanly. */
void job_catch_interrupts(void);
bool job_interrupted(void);

#endif
