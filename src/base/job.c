/* Work in forked workers, results through pipes. */
#include "base/job.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/bounds.h"
#include "base/file.h"
#include "base/worker.h"

/* Set by the signal handler alone; one per process by its nature. */
static volatile sig_atomic_t interrupted;

static void
on_interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = 1;
}

static void
handle_interrupts(void (*handler)(int))
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = handler};

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		sigaction(signals[i], &action, NULL);
}

void
job_catch_interrupts(void)
{
	handle_interrupts(on_interrupt);
}

bool
job_interrupted(void)
{
	return interrupted != 0;
}

unsigned
job_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n > 0 ? (unsigned)n : 1;
}

/* A job on its way. */
struct worker {
	pid_t pid;
	int fd;
	struct job *job;
	time_t end; /* of the clock that never jumps: then it hangs */
	bool hung;
	struct doing *doing;
	struct buf bytes; /* all it has sent so far */
};

/* Do it, and answer; the exit status. */
static int
run_and_reply(int reply, job_function *run, void *arg)
{
	struct buf result = {0};
	struct diags diags = {0};
	bool ok = run(arg, &result, &diags);
	bool sent = reply_send(reply, ok, &result, &diags);

	buf_release(&result);
	diags_release(&diags);
	return sent ? 0 : 3;
}

int
job_serve(int reply, job_function *run, void *arg)
{
	worker_is_program();
	return run_and_reply(reply, run, arg);
}

enum { PROGRAM_FDS = 2, PROGRAM_ARGUMENTS = 1 + 1 + PROGRAM_FDS };

/* Become another program. The input goes by a file in memory, so that nobody
 * has to wait for it to be read. */
static _Noreturn void
become(const struct job_program *program, int reply)
{
	int fds[1 + PROGRAM_FDS] = {reply, program->fds[0], program->fds[1]};
	char texts[1 + PROGRAM_FDS][16];
	char *arguments[PROGRAM_ARGUMENTS + 1] = {(char *)program->path};
	int input = memfd_create("input", MFD_CLOEXEC);

	if (input < 0 ||
	    !file_write_all(input, program->input->data, program->input->len) ||
	    lseek(input, 0, SEEK_SET) != 0 || dup2(input, STDIN_FILENO) < 0)
		_exit(3);
	for (int i = 0; i < 1 + PROGRAM_FDS; i++) {
		snprintf(texts[i], sizeof texts[i], "%d", fds[i]);
		arguments[1 + i] = texts[i];
		if (fcntl(fds[i], F_SETFD, 0) != 0)
			_exit(3);
	}
	execv(program->path, arguments);
	_exit(3);
}

bool
job_descriptors(int argc, char **argv, int *reply, int fds[2])
{
	int all[1 + PROGRAM_FDS];

	if (argc != PROGRAM_ARGUMENTS)
		return false;
	for (int i = 0; i < 1 + PROGRAM_FDS; i++) {
		char *end;
		long fd = strtol(argv[1 + i], &end, 10);

		if (*end != '\0' || fd <= STDERR_FILENO || fd > INT_MAX ||
		    fcntl((int)fd, F_SETFD, FD_CLOEXEC) != 0)
			return false;
		all[i] = (int)fd;
	}
	*reply = all[0];
	memcpy(fds, all + 1, sizeof *fds * PROGRAM_FDS);
	return true;
}

static _Noreturn void
work(struct job *job, struct doing *doing, int fd, pid_t parent)
{
	worker_begin(job->confine, doing, parent);
	if (job->program != NULL)
		become(job->program, fd);
	_exit(run_and_reply(fd, job->run, job->arg));
}

static bool
worker_start(struct worker *worker, struct job *job, struct diags *diags)
{
	pid_t parent = getpid();
	int ends[2];

	if (worker->doing != NULL)
		worker->doing->end = 0;
	*worker = (struct worker){.job = job,
	    .fd = -1,
	    .doing = worker->doing,
	    .end = worker_clock() + (job->seconds > 0 ? (time_t)job->seconds
	                                              : BOUND_WORKER_SECONDS)};
	fflush(NULL);
	if (pipe2(ends, O_CLOEXEC) != 0)
		return diag_add(diags, DIAG_WORKER_LOST, LOC_NONE, job->name,
		    strerror(errno));
	worker->pid = fork();
	if (worker->pid == 0) {
		close(ends[0]);
		work(job, worker->doing, ends[1], parent);
	}
	close(ends[1]);
	if (worker->pid < 0) {
		close(ends[0]);
		return diag_add(diags, DIAG_WORKER_LOST, LOC_NONE, job->name,
		    strerror(errno));
	}
	worker->fd = ends[0];
	return true;
}

/* The worker has closed its pipe: take what it sent and how it ended. */
static void
worker_finish(struct worker *worker, struct diags *diags)
{
	int status = 0;
	bool replied, ok = false;

	close(worker->fd);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	replied = WIFEXITED(status) && WEXITSTATUS(status) == 0 &&
	          reply_take(&worker->bytes, &ok, &worker->job->result, diags);
	worker->job->ok = replied && ok;
	if (!replied && !job_interrupted())
		worker_say_lost(&(struct lost){worker->job->name, status,
		                    worker->hung, worker->doing},
		    diags);
	buf_release(&worker->bytes);
	worker->pid = 0;
}

/* Read what there is; true when the worker has closed its end. */
static bool
worker_read(struct worker *worker)
{
	ssize_t n;

	buf_reserve(&worker->bytes, 1 << 16);
	n = read(worker->fd, worker->bytes.data + worker->bytes.len, 1 << 16);
	if (n > 0) {
		worker->bytes.len += (size_t)n;
		return false;
	}
	return n == 0 || errno != EINTR;
}

enum job_state { JOB_WAITS, JOB_RUNS, JOB_IS_OVER };

struct pool {
	struct job *jobs;
	enum job_state *states; /* of each job */
	size_t n, done;
	size_t first; /* none before it waits */
	struct worker *workers;
	struct diags *diags; /* one list a job, so that order is kept */
	unsigned size;
	const struct job_watch *watch;
};

static void
end_job(struct pool *pool, size_t k)
{
	pool->states[k] = JOB_IS_OVER;
	pool->done++;
}

/* May it start? One that comes after a failure is over without a start. */
static bool
may_start(struct pool *pool, size_t k)
{
	const struct job *after = pool->jobs[k].after;

	if (after == NULL)
		return true;
	assert(after < &pool->jobs[k]);
	if (pool->states[after - pool->jobs] != JOB_IS_OVER)
		return false;
	if (!after->ok)
		end_job(pool, k);
	return after->ok;
}

/* The next job to start, or n if none can start now. */
static size_t
next_job(struct pool *pool)
{
	while (pool->first < pool->n && pool->states[pool->first] != JOB_WAITS)
		pool->first++;
	for (size_t k = pool->first; k < pool->n; k++)
		if (pool->states[k] == JOB_WAITS && may_start(pool, k))
			return k;
	return pool->n;
}

static void
pool_fill(struct pool *pool)
{
	for (unsigned i = 0; i < pool->size; i++) {
		struct worker *worker = &pool->workers[i];
		size_t k;

		while (worker->pid == 0 && (k = next_job(pool)) < pool->n) {
			if (worker_start(
			        worker, &pool->jobs[k], &pool->diags[k])) {
				pool->states[k] = JOB_RUNS;
				continue;
			}
			worker->pid = 0;
			end_job(pool, k);
		}
	}
}

static void
pool_finish(struct pool *pool, struct worker *worker)
{
	const struct job *job = worker->job;

	worker_finish(worker, &pool->diags[job - pool->jobs]);
	end_job(pool, (size_t)(job - pool->jobs));
	if (pool->watch != NULL && pool->watch->progress != NULL)
		pool->watch->progress(
		    pool->watch->arg, job, pool->done, pool->n);
}

static void
pool_stop(struct pool *pool)
{
	for (unsigned i = 0; i < pool->size; i++)
		if (pool->workers[i].pid != 0)
			kill(pool->workers[i].pid, SIGTERM);
	for (unsigned i = 0; i < pool->size; i++)
		if (pool->workers[i].pid != 0)
			pool_finish(pool, &pool->workers[i]);
	pool->done = pool->n;
}

/* Its own workers are told by the kernel that it has ended. */
static void
end_hung(struct pool *pool)
{
	time_t now = worker_clock();

	for (unsigned i = 0; i < pool->size; i++) {
		struct worker *worker = &pool->workers[i];

		if (worker->pid == 0 || worker->hung ||
		    (now <= worker->end && !doing_hangs(worker->doing, now)))
			continue;
		worker->hung = true;
		kill(worker->pid, SIGKILL);
	}
}

static void
pool_wait(struct pool *pool)
{
	struct pollfd *fds = mem_alloc(pool->size * sizeof *fds);

	for (unsigned i = 0; i < pool->size; i++)
		fds[i] = (struct pollfd){
		    .fd = pool->workers[i].pid != 0 ? pool->workers[i].fd : -1,
		    .events = POLLIN};
	if (poll(fds, pool->size, 200) > 0)
		for (unsigned i = 0; i < pool->size; i++)
			if (fds[i].revents != 0 &&
			    worker_read(&pool->workers[i]))
				pool_finish(pool, &pool->workers[i]);
	free(fds);
	end_hung(pool);
}

bool
jobs_run(struct job *jobs, size_t n, unsigned workers,
    const struct job_watch *watch, struct diags *diags)
{
	struct pool pool = {.jobs = jobs, .n = n, .watch = watch};
	struct doing *doings;
	bool ok = !job_interrupted();

	pool.size = workers > 0 ? workers : job_processors();
	pool.workers = mem_alloc(pool.size * sizeof *pool.workers);
	memset(pool.workers, 0, pool.size * sizeof *pool.workers);
	doings = doings_share(pool.size);
	for (unsigned i = 0; doings != NULL && i < pool.size; i++)
		pool.workers[i].doing = &doings[i];
	pool.states = mem_alloc(n * sizeof *pool.states);
	memset(pool.states, 0, n * sizeof *pool.states);
	pool.diags = mem_alloc(n * sizeof *pool.diags);
	memset(pool.diags, 0, n * sizeof *pool.diags);
	while (pool.done < n) {
		if (job_interrupted())
			pool_stop(&pool);
		else
			pool_fill(&pool);
		if (pool.done < n)
			pool_wait(&pool);
		if (watch != NULL && watch->tick != NULL)
			watch->tick(watch->arg);
	}
	for (size_t i = 0; i < n; i++) {
		ok = ok && jobs[i].ok;
		diags_append(diags, &pool.diags[i]);
	}
	doings_unshare(doings, pool.size);
	free(pool.workers);
	free(pool.states);
	free(pool.diags);
	return ok && !job_interrupted();
}
