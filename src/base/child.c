/* A fork with a pipe, and pieces in it. */
#include "base/child.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

/* How long those who were told to end may take. */
enum { ORPHANS_MS = 2000 };

struct child {
	pid_t pid;
	int fd;
	struct buf bytes; /* what has come; taken is gone already */
	size_t taken;
};

struct piece_head {
	uint64_t len;
	uint64_t what;
};

void
child_tell(int to, char what, const void *bytes, size_t len)
{
	struct piece_head head = {len, (unsigned char)what};

	if (!file_write_all(to, &head, sizeof head) ||
	    !file_write_all(to, bytes, len))
		_exit(3);
}

/* The workers of a worker that was ended are ours then. They have been told
 * to end too; wait for that, but not for ever. */
static void
wait_for_orphans(void)
{
	const struct timespec moment = {.tv_nsec = 1000000};

	for (int ms = 0; ms < ORPHANS_MS && waitpid(-1, NULL, WNOHANG) >= 0;
	     ms++)
		nanosleep(&moment, NULL);
}

static _Noreturn void
run_child(child_work *work, void *arg, int to, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (getppid() != parent)
		_exit(3);
	if (to > 3)
		close_range(3, (unsigned)to - 1, 0);
	close_range((unsigned)to + 1, ~0U, 0);
	work(arg, to);
	wait_for_orphans();
	_exit(0);
}

struct child *
child_start(const char *name, child_work *work, void *arg, struct diags *diags)
{
	pid_t parent = getpid(), pid = -1;
	struct child *child;
	int ends[2] = {-1, -1};

	fflush(NULL);
	if (pipe(ends) == 0)
		pid = fork();
	if (pid == 0)
		run_child(work, arg, ends[1], parent);
	if (pid < 0)
		diag_add(
		    diags, DIAG_WORKER_LOST, LOC_NONE, name, strerror(errno));
	if (ends[1] >= 0)
		close(ends[1]);
	if (pid < 0) {
		if (ends[0] >= 0)
			close(ends[0]);
		return NULL;
	}
	child = mem_alloc(sizeof *child);
	*child = (struct child){.pid = pid, .fd = ends[0]};
	return child;
}

int
child_fd(const struct child *child)
{
	return child->fd;
}

bool
child_read(struct child *child)
{
	ssize_t n;

	buf_reserve(&child->bytes, 1 << 16);
	n = read(child->fd, child->bytes.data + child->bytes.len, 1 << 16);
	if (n > 0)
		child->bytes.len += (size_t)n;
	return n > 0 || (n < 0 && errno == EINTR);
}

bool
child_take(struct child *child, char *what, struct buf *piece)
{
	size_t left = child->bytes.len - child->taken;
	const char *at = child->bytes.data + child->taken;
	struct piece_head head;

	if (left >= sizeof head)
		memcpy(&head, at, sizeof head);
	if (left < sizeof head || left - sizeof head < head.len) {
		memmove(child->bytes.data, at, left);
		child->bytes.len = left;
		child->taken = 0;
		return false;
	}
	*what = (char)head.what;
	buf_clear(piece);
	buf_add(piece, at + sizeof head, head.len);
	child->taken += sizeof head + head.len;
	return true;
}

void
child_stop(const struct child *child)
{
	kill(child->pid, SIGTERM);
}

bool
child_end(struct child *child)
{
	int status = 0;

	close(child->fd);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	buf_release(&child->bytes);
	free(child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
