/* How worker processes begin, answer and end. */
#include "base/worker.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/job.h"

/* Of a fork, before it does anything; one per process by its nature. */
static struct {
	bool is_worker;
	struct doing *doing;
} self;

enum { NOT_CONFINED = 4 }; /* an exit status of workers */

time_t
worker_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* ---- what it does ------------------------------------------------------- */

void
job_doing(const char *what, unsigned seconds)
{
	if (self.doing == NULL)
		return;
	self.doing->end = 0;
	if (what == NULL)
		return;
	snprintf(self.doing->what, sizeof self.doing->what, "%s", what);
	self.doing->end = worker_clock() + (time_t)seconds;
}

struct doing *
doings_share(size_t n)
{
	struct doing *doings = mmap(NULL, n * sizeof *doings,
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return doings != MAP_FAILED ? doings : NULL;
}

void
doings_unshare(struct doing *doings, size_t n)
{
	if (doings != NULL)
		munmap(doings, n * sizeof *doings);
}

bool
doing_hangs(const struct doing *doing, time_t now)
{
	time_t end = doing != NULL ? doing->end : 0;

	return end != 0 && now > end;
}

/* ---- how it begins ------------------------------------------------------ */

void
worker_begin(const struct confine *confine, struct doing *doing, pid_t parent)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	static const struct confine nothing = {.runs_program = false};
	const struct sigaction end = {.sa_handler = SIG_DFL};

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		sigaction(signals[i], &end, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(3);
	if ((confine != NULL || !self.is_worker) &&
	    !confine_enter(confine != NULL ? confine : &nothing))
		_exit(NOT_CONFINED);
	self.is_worker = true;
	self.doing = doing;
}

void
worker_is_program(void)
{
	self.is_worker = true;
}

/* ---- how it answers ----------------------------------------------------- */

/* What is sent: this, then the result, then the messages. */
struct reply_head {
	uint64_t magic;
	uint64_t result_len, diags_len;
	uint64_t ok;
};
#define REPLY_MAGIC UINT64_C(0x6576657279726561)
/* More is no answer, but something that makes memory full. */
#define REPLY_MAX (UINT64_C(1) << 32)

bool
reply_send(int fd, bool ok, const struct buf *result, const struct diags *diags)
{
	struct reply_head head = {.magic = REPLY_MAGIC, .ok = ok};
	struct buf messages = {0};
	bool sent;

	diags_save(diags, &messages);
	head.result_len = result->len;
	head.diags_len = messages.len;
	sent = file_write_all(fd, &head, sizeof head) &&
	       file_write_all(fd, result->data, result->len) &&
	       file_write_all(fd, messages.data, messages.len);
	buf_release(&messages);
	return sent;
}

/* The head, if it is one. */
static bool
take_head(const struct buf *bytes, struct reply_head *head)
{
	if (bytes->len < sizeof *head)
		return false;
	memcpy(head, bytes->data, sizeof *head);
	return head->magic == REPLY_MAGIC && head->result_len <= REPLY_MAX &&
	       head->diags_len <= REPLY_MAX;
}

bool
reply_is_there(const struct buf *bytes)
{
	struct reply_head head;

	if (bytes->len < sizeof head)
		return false;
	return !take_head(bytes, &head) ||
	       bytes->len - sizeof head >= head.result_len + head.diags_len;
}

bool
reply_take(
    const struct buf *bytes, bool *ok, struct buf *result, struct diags *diags)
{
	struct reply_head head;
	const char *body = bytes->data + sizeof head;

	if (!take_head(bytes, &head) ||
	    bytes->len - sizeof head != head.result_len + head.diags_len)
		return false;
	buf_add(result, body, head.result_len);
	if (!diags_load(diags, body + head.result_len, head.diags_len))
		return false;
	*ok = head.ok != 0;
	return true;
}

/* ---- how it ends -------------------------------------------------------- */

void
worker_say_lost(const struct lost *lost, struct diags *diags)
{
	const char *how = "it ended early";
	char what[DOING_SIZE];

	if (WIFSIGNALED(lost->status))
		how = strsignal(WTERMSIG(lost->status));
	else if (WEXITSTATUS(lost->status) == NOT_CONFINED)
		how = "it could not be confined";
	if (lost->doing != NULL && lost->doing->end != 0) {
		/* it may have written what it liked there */
		snprintf(what, sizeof what, "%.*s", DOING_SIZE - 1,
		    lost->doing->what);
		diag_add(diags, DIAG_WORKER_AT, LOC_NONE, what,
		    lost->hung ? "it takes too long" : how);
	} else if (lost->hung)
		diag_add(diags, DIAG_WORKER_HUNG, LOC_NONE, lost->name);
	else
		diag_add(diags, DIAG_WORKER_LOST, LOC_NONE, lost->name, how);
}
