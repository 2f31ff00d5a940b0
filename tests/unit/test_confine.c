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
	}
	RUN(test_hung_and_crashed);
	RUN(test_memory);
	CHECK(system("rm -rf /tmp/everyread-confine-*") == 0);
	return unit_end();
}
