/* What a worker cannot do, and what becomes of one that hangs. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/clerk.h"
#include "base/file.h"
#include "base/job.h"

static char folder[] = "/tmp/everyread-confine-XXXXXX";

/* A file that cannot be there yet; 0 or errno. */
static int
make_file(const char *below, const char *name)
{
	char *path = path_join(below, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int error = fd < 0 ? errno : 0;

	if (fd >= 0)
		close(fd);
	free(path);
	return error;
}

static int
try_socket(int family)
{
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int error = fd < 0 ? errno : 0;

	if (fd >= 0)
		close(fd);
	return error;
}

/* What a worker was allowed: the result of its job. */
struct tried {
	int inside, outside, change, socket, run;
	rlim_t core;
};

static bool
try_all(void *arg, struct buf *result, struct diags *diags)
{
	char *const arguments[] = {(char *)"true", NULL};
	char *mine = path_join(folder, "mine"), *yours = path_join(folder, "x");
	struct tried tried = {0};
	struct rlimit limit;

	(void)arg;
	(void)diags;
	tried.inside = make_file(mine, "new");
	tried.outside = make_file(folder, "new");
	tried.change = chmod(yours, 0777) == 0 ? 0 : errno;
	tried.socket = try_socket(AF_INET);
	getrlimit(RLIMIT_CORE, &limit);
	tried.core = limit.rlim_cur;
	execv("/bin/true", arguments);
	tried.run = errno;
	buf_add(result, &tried, sizeof tried);
	free(mine);
	free(yours);
	return true;
}

/* try_all() in a worker that may write into folders[0]. */
static struct tried
tried_with(const struct confine *confine)
{
	struct job job = {.name = "a", .run = try_all, .confine = confine};
	struct tried tried = {0};
	struct diags diags = {0};

	CHECK(jobs_run(&job, 1, 1, NULL, &diags));
	CHECK(job.result.len == sizeof tried);
	if (job.result.len == sizeof tried)
		memcpy(&tried, job.result.data, sizeof tried);
	buf_release(&job.result);
	diags_release(&diags);
	return tried;
}

static void
check_forbidden(const struct tried *tried)
{
	CHECK(tried->outside == EACCES);
	CHECK(tried->change == EACCES);
	CHECK(tried->socket == EACCES);
	CHECK(tried->run == EACCES);
	CHECK(tried->core == 0);
}

static void
test_nothing_is_allowed(void)
{
	struct tried tried = tried_with(NULL);

	check_forbidden(&tried);
	CHECK(tried.inside == EACCES);
}

static void
test_folder_is_allowed(void)
{
	char *mine = path_join(folder, "mine");
	const struct confine confine = {.folders = {mine, "/not/there"}};
	struct tried tried = tried_with(&confine);

	check_forbidden(&tried);
	CHECK(tried.inside == 0);
	free(mine);
}

/* A worker's worker cannot be given more than its worker has. */
static bool
run_within(void *arg, struct buf *result, struct diags *diags)
{
	struct job job = {.name = "b", .run = try_all, .confine = arg};
	bool ok = jobs_run(&job, 1, 1, NULL, diags);

	buf_add(result, job.result.data, job.result.len);
	buf_release(&job.result);
	return ok;
}

static void
test_nested(void)
{
	char *mine = path_join(folder, "mine");
	struct confine more = {.folders = {mine, folder}, .runs_program = true};
	struct job job = {.name = "a", .run = run_within, .arg = &more};
	struct diags diags = {0};
	struct tried tried;

	CHECK(jobs_run(&job, 1, 1, NULL, &diags));
	CHECK(job.result.len == sizeof tried);
	memcpy(&tried, job.result.data, sizeof tried);
	check_forbidden(&tried);
	CHECK(tried.inside == EACCES);
	buf_release(&job.result);
	diags_release(&diags);
	free(mine);
}

static bool
hang(void *arg, struct buf *result, struct diags *diags)
{
	(void)result;
	(void)diags;
	if (arg != NULL)
		job_doing(arg, 1);
	while (pause() != 0)
		continue;
	return true;
}

static bool
crash(void *arg, struct buf *result, struct diags *diags)
{
	(void)result;
	(void)diags;
	job_doing(arg, 100);
	abort();
}

static void
check_lost(struct job job, enum diag_id id, const char *words)
{
	struct diags diags = {0};

	CHECK(!jobs_run(&job, 1, 1, NULL, &diags));
	CHECK(diags.n == 1 && diags.items[0].id == id);
	CHECK(diags.n == 1 && strstr(diags.items[0].text, words) != NULL);
	buf_release(&job.result);
	diags_release(&diags);
}

static void
test_hung_and_crashed(void)
{
	char map[] = "map.svg";

	check_lost((struct job){.name = "slow", .run = hang, .seconds = 1},
	    DIAG_WORKER_HUNG, "slow");
	check_lost((struct job){.name = "slow", .run = hang, .arg = map},
	    DIAG_WORKER_AT, "map.svg");
	check_lost((struct job){.name = "ill", .run = crash, .arg = map},
	    DIAG_WORKER_AT, "map.svg");
}

/* ---- a clerk ------------------------------------------------------------ */

/* "again": how often it was asked; "?": what it may do; else as it says. */
static bool
answer(
    void *arg, const struct buf *question, struct buf *out, struct diags *diags)
{
	static unsigned asked; /* the clerk remembers */
	char map[] = "map.svg";
	int *open_file = arg;

	asked++;
	if (strcmp(question->data, "hang") == 0)
		hang(map, out, diags);
	if (strcmp(question->data, "crash") == 0)
		crash(map, out, diags);
	if (strcmp(question->data, "no") == 0)
		return diag_add(diags, DIAG_PICTURE_EMPTY, LOC_NONE, map);
	if (strcmp(question->data, "?") == 0)
		return try_all(NULL, out, diags);
	if (strcmp(question->data, "file") == 0)
		buf_putc(out, fcntl(*open_file, F_GETFD) < 0 ? 'n' : 'y');
	else if (strcmp(question->data, "again") == 0)
		buf_printf(out, "%u", asked);
	else
		buf_printf(out, "%zu", question->len);
	return true;
}

static enum clerk_end
ask(struct clerk *clerk, const char *words, struct buf *out,
    struct diags *diags)
{
	struct buf question = {0};
	enum clerk_end end;

	buf_puts(&question, words);
	buf_clear(out);
	diags_release(diags);
	end = clerk_ask(clerk, &question, out, diags);
	buf_release(&question);
	return end;
}

static void
test_clerk(void)
{
	/* not a number that its pipes have */
	int file = fcntl(STDERR_FILENO, F_DUPFD, 20);
	struct clerk *clerk = clerk_new("a clerk", answer, &file);
	struct buf out = {0}, large = {0};
	struct diags diags = {0};

	CHECK(!clerk_was_asked(clerk));
	CHECK(ask(clerk, "again", &out, &diags) == CLERK_DID_IT);
	CHECK_STR(buf_str(&out), "1");
	CHECK(ask(clerk, "again", &out, &diags) == CLERK_DID_IT);
	CHECK_STR(buf_str(&out), "2");
	CHECK(ask(clerk, "no", &out, &diags) == CLERK_FAILED);
	CHECK(diags.n == 1 && diags.items[0].id == DIAG_PICTURE_EMPTY);
	CHECK(ask(clerk, "file", &out, &diags) == CLERK_DID_IT);
	CHECK_STR(buf_str(&out), "n");
	for (int i = 0; i < 1 << 20; i++)
		buf_puts(&large, "words");
	CHECK(ask(clerk, buf_str(&large), &out, &diags) == CLERK_DID_IT);
	CHECK_STR(buf_str(&out), "5242880");
	clerk_free(clerk);
	close(file);
	buf_release(&large);
	buf_release(&out);
	diags_release(&diags);
}

static void
test_clerk_is_confined(void)
{
	struct clerk *clerk = clerk_new("a clerk", answer, NULL);
	struct tried tried = {0};
	struct diags diags = {0};
	struct buf out = {0};

	CHECK(ask(clerk, "?", &out, &diags) == CLERK_DID_IT);
	CHECK(out.len == sizeof tried);
	if (out.len == sizeof tried)
		memcpy(&tried, out.data, sizeof tried);
	check_forbidden(&tried);
	CHECK(tried.inside != 0); /* it may be there from before */
	clerk_free(clerk);
	buf_release(&out);
	diags_release(&diags);
}

/* The next one starts anew. */
static void
test_clerk_is_lost(void)
{
	static const char *const ways[] = {"crash", "hang"};
	struct clerk *clerk = clerk_new("a clerk", answer, NULL);
	struct diags diags = {0};
	struct buf out = {0};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		CHECK(ask(clerk, ways[i], &out, &diags) == CLERK_IS_LOST);
		CHECK(diags.n == 1 && diags.items[0].id == DIAG_WORKER_AT);
		CHECK(diags.n == 1 &&
		      strstr(diags.items[0].text, "map.svg") != NULL);
		CHECK(ask(clerk, "again", &out, &diags) == CLERK_DID_IT);
		CHECK_STR(buf_str(&out), "1");
	}
	clerk_free(clerk);
	buf_release(&out);
	diags_release(&diags);
}

/* A fork has its own, and leaves that of its parent alone. */
static bool
ask_in_worker(void *arg, struct buf *result, struct diags *diags)
{
	struct clerk *clerk = arg;
	bool ok = ask(clerk, "again", result, diags) == CLERK_DID_IT;

	clerk_free(clerk);
	return ok;
}

static void
test_clerk_of_a_fork(void)
{
	struct clerk *clerk = clerk_new("a clerk", answer, NULL);
	struct job job = {.name = "a", .run = ask_in_worker, .arg = clerk};
	struct diags diags = {0};
	struct buf out = {0};

	CHECK(ask(clerk, "again", &out, &diags) == CLERK_DID_IT);
	CHECK(jobs_run(&job, 1, 1, NULL, &diags));
	CHECK_STR(buf_str(&job.result), "1");
	CHECK(ask(clerk, "again", &out, &diags) == CLERK_DID_IT);
	CHECK_STR(buf_str(&out), "2");
	clerk_free(clerk);
	buf_release(&job.result);
	buf_release(&out);
	diags_release(&diags);
}

/* More memory than the limit is not there. */
static bool
take_too_much(void *arg, struct buf *result, struct diags *diags)
{
	size_t size = ((size_t)BOUND_WORKER_MEMORY_MB + 1) << 20;
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	(void)arg;
	(void)diags;
	buf_putc(result, memory == MAP_FAILED ? 'n' : 'y');
	return true;
}

static void
test_memory(void)
{
	struct job job = {.name = "large", .run = take_too_much};
	struct diags diags = {0};

	CHECK(jobs_run(&job, 1, 1, NULL, &diags));
	CHECK_STR(buf_str(&job.result), "n");
	buf_release(&job.result);
	diags_release(&diags);
}

int
main(void)
{
	char *mine;

	if (mkdtemp(folder) == NULL)
		return 1;
	mine = path_join(folder, "mine");
	CHECK(mkdir(mine, 0700) == 0 && make_file(folder, "x") == 0);
	free(mine);
	if (getenv("EVERYREAD_UNCONFINED") == NULL) {
		RUN(test_nothing_is_allowed);
		RUN(test_nested);
		RUN(test_folder_is_allowed);
		RUN(test_clerk_is_confined);
	}
	RUN(test_hung_and_crashed);
	RUN(test_memory);
	RUN(test_clerk);
	RUN(test_clerk_is_lost);
	RUN(test_clerk_of_a_fork);
	CHECK(system("rm -rf /tmp/everyread-confine-*") == 0);
	return unit_end();
}
