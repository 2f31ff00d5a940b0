/* A fork with a pair of pipes, questions in one, answers in the other. */
#include "base/clerk.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/job.h"
#include "base/worker.h"

struct clerk {
	const char *name;
	clerk_work *work;
	void *arg;
	pid_t owner; /* who made it */
	pid_t pid;   /* 0 = there is none */
	int to, from;
	struct doing *doing;
	bool was_asked;
};

enum { STEP = 1 << 16 };

struct clerk *
clerk_new(const char *name, clerk_work *work, void *arg)
{
	struct clerk *clerk = mem_alloc(sizeof *clerk);

	*clerk = (struct clerk){
	    .name = name, .work = work, .arg = arg, .to = -1, .from = -1};
	return clerk;
}

bool
clerk_was_asked(const struct clerk *clerk)
{
	return clerk->was_asked;
}

/* ---- the clerk itself --------------------------------------------------- */

static bool
read_all(int fd, void *bytes, size_t len)
{
	char *at = bytes;

	while (len > 0) {
		ssize_t n = read(fd, at, len);

		if (n == 0 || (n < 0 && errno != EINTR))
			return false;
		at += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return true;
}

static bool
answer_one(const struct clerk *clerk, int from, int to)
{
	struct buf question = {0}, answer = {0};
	struct diags diags = {0};
	uint64_t len;
	bool ok = read_all(from, &len, sizeof len);

	if (ok) {
		buf_reserve(&question, len + 1);
		ok = read_all(from, question.data, len);
		question.len = len;
		question.data[len] = '\0';
	}
	if (ok) {
		bool done = clerk->work(clerk->arg, &question, &answer, &diags);

		job_doing(NULL, 0);
		ok = reply_send(to, done, &answer, &diags);
	}
	buf_release(&question);
	buf_release(&answer);
	diags_release(&diags);
	return ok;
}

enum { FROM = STDERR_FILENO + 1, TO, FREE };

/* No file stays open but the pipes and where complaints go: behind the others
 * may be a file of the user. */
static _Noreturn void
be_clerk(const struct clerk *clerk, int from, int to, pid_t parent)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	from = fcntl(from, F_DUPFD, FREE);
	to = fcntl(to, F_DUPFD, FREE);
	if (nothing < 0 || from < 0 || to < 0 ||
	    dup2(nothing, STDIN_FILENO) < 0 ||
	    dup2(nothing, STDOUT_FILENO) < 0 || dup2(from, FROM) < 0 ||
	    dup2(to, TO) < 0)
		_exit(3);
	close_range(FREE, ~0U, 0);
	worker_begin(
	    &(struct confine){.runs_program = false}, clerk->doing, parent);
	while (answer_one(clerk, FROM, TO))
		continue;
	_exit(0);
}

/* ---- who asks ----------------------------------------------------------- */

static void
close_one(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* End it, and wait for that: its status. A second to do so by itself. */
static int
end(struct clerk *clerk, bool hung)
{
	struct pollfd last = {.fd = clerk->from, .events = 0};
	int status = 0;

	close_one(&clerk->to);
	if (clerk->pid > 0 && clerk->owner == getpid()) {
		if (!hung)
			poll(&last, 1, 1000);
		kill(clerk->pid, SIGKILL);
		while (waitpid(clerk->pid, &status, 0) < 0 && errno == EINTR)
			continue;
	}
	close_one(&clerk->from);
	clerk->pid = 0;
	return status;
}

void
clerk_free(struct clerk *clerk)
{
	if (clerk == NULL)
		return;
	end(clerk, false);
	doings_unshare(clerk->doing, 1);
	free(clerk);
}

static bool
start(struct clerk *clerk)
{
	int there[2] = {-1, -1}, back[2] = {-1, -1};

	end(clerk, false); /* of the process that this one is a fork of */
	doings_unshare(clerk->doing, 1);
	clerk->doing = doings_share(1);
	clerk->owner = getpid();
	fflush(NULL);
	if (pipe2(there, O_CLOEXEC) == 0 && pipe2(back, O_CLOEXEC) == 0)
		clerk->pid = fork();
	else
		clerk->pid = -1;
	if (clerk->pid == 0)
		be_clerk(clerk, there[0], back[1], clerk->owner);
	clerk->to = there[1];
	clerk->from = back[0];
	close_one(&there[0]);
	close_one(&back[1]);
	if (clerk->pid > 0)
		return fcntl(clerk->to, F_SETFL, O_NONBLOCK) == 0;
	close_one(&clerk->to);
	close_one(&clerk->from);
	clerk->pid = 0;
	return false;
}

/* Send some more of the question. False if nobody listens. */
static bool
send_more(struct clerk *clerk, const struct buf *question, size_t *sent)
{
	ssize_t n =
	    write(clerk->to, question->data + *sent, question->len - *sent);

	if (n > 0)
		*sent += (size_t)n;
	return n >= 0 || errno == EAGAIN || errno == EINTR;
}

/* Take some more of the answer. False if there will be none. */
static bool
take_more(struct clerk *clerk, struct buf *answer)
{
	ssize_t n;

	buf_reserve(answer, STEP);
	n = read(clerk->from, answer->data + answer->len, STEP);
	if (n > 0)
		answer->len += (size_t)n;
	return n > 0 || (n < 0 && errno == EINTR);
}

/* Until all of the answer is there. False if the clerk is lost or hangs. */
static bool
talk(struct clerk *clerk, const struct buf *question, struct buf *answer,
    bool *hung)
{
	size_t sent = 0;
	bool listens = true;

	while (!reply_is_there(answer)) {
		struct pollfd fds[2] = {{.fd = clerk->from, .events = POLLIN},
		    {.fd = listens && sent < question->len ? clerk->to : -1,
		        .events = POLLOUT}};

		if (job_interrupted())
			return false;
		if (poll(fds, 2, 200) > 0) {
			if (fds[1].revents != 0)
				listens = send_more(clerk, question, &sent);
			if (fds[0].revents != 0 && !take_more(clerk, answer))
				return false;
		}
		*hung = doing_hangs(clerk->doing, worker_clock());
		if (*hung)
			return false;
	}
	return true;
}

/* The same where writing to one that is gone is no reason to end. */
static bool
talk_safely(struct clerk *clerk, const struct buf *question, struct buf *answer,
    bool *hung)
{
	const struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction before;
	bool ok;

	sigaction(SIGPIPE, &ignore, &before);
	ok = talk(clerk, question, answer, hung);
	sigaction(SIGPIPE, &before, NULL);
	return ok;
}

enum clerk_end
clerk_ask(struct clerk *clerk, const struct buf *question, struct buf *answer,
    struct diags *diags)
{
	const uint64_t len = question->len;
	struct buf message = {0}, reply = {0};
	bool did_it = false, hung = false;
	enum clerk_end result = CLERK_IS_LOST;

	clerk->was_asked = true;
	if ((clerk->pid == 0 || clerk->owner != getpid()) && !start(clerk)) {
		diag_add(diags, DIAG_WORKER_LOST, LOC_NONE, clerk->name,
		    strerror(errno));
		return CLERK_IS_LOST;
	}
	buf_add(&message, &len, sizeof len);
	buf_add(&message, question->data, question->len);
	if (!talk_safely(clerk, &message, &reply, &hung)) {
		int status = end(clerk, hung || job_interrupted());

		if (!job_interrupted())
			worker_say_lost(&(struct lost){clerk->name, status,
			                    hung, clerk->doing},
			    diags);
	} else if (reply_take(&reply, &did_it, answer, diags)) {
		result = did_it ? CLERK_DID_IT : CLERK_FAILED;
	} else {
		end(clerk, true);
		diag_add(diags, DIAG_WORKER_LOST, LOC_NONE, clerk->name,
		    "its answer cannot be read");
	}
	buf_release(&message);
	buf_release(&reply);
	return result;
}
