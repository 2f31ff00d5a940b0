/*
 * Makes the n-th call of a kind fail; LD_PRELOADed by tests/faults.sh.
 *
 *   FAULT_COUNTER  a file of 8 bytes that all processes of a run count in
 *   FAULT_CALL     write, fsync, rename, open, mkdir or malloc
 *   FAULT_AT       which call; 0 = none, only count
 *   FAULT_ERROR    ENOSPC, EIO, EACCES, EINTR, EROFS, ENOMEM; or the signal
 *                  KILL or INT, which comes just before the call
 *   FAULT_MORE     set: all calls after it fail, too (a full disk)
 *   FAULT_CLOCK    set: the clock goes back an hour at each look
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct {
	_Atomic unsigned long *counter; /* shared by all processes */
	const char *call;
	unsigned long at;
	int error, signal;
	int more, clock;
} fault;

static const struct {
	const char *name;
	int error, signal;
} errors[] = {
    {"ENOSPC", ENOSPC, 0},
    {"EIO", EIO, 0},
    {"EACCES", EACCES, 0},
    {"EINTR", EINTR, 0},
    {"EROFS", EROFS, 0},
    {"ENOMEM", ENOMEM, 0},
    {"KILL", 0, SIGKILL},
    {"INT", 0, SIGINT},
};

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void
start(void)
{
	const char *path = getenv("FAULT_COUNTER");
	const char *at = getenv("FAULT_AT"), *error = getenv("FAULT_ERROR");
	void *page;
	int fd;

	fault.clock = getenv("FAULT_CLOCK") != NULL;
	if (path == NULL || (fd = REAL(open)(path, O_RDWR | O_CLOEXEC)) < 0)
		return;
	page = mmap(NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (page == MAP_FAILED)
		return;
	fault.at = at != NULL ? strtoul(at, NULL, 10) : 0;
	fault.more = getenv("FAULT_MORE") != NULL;
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (error != NULL && strcmp(errors[i].name, error) == 0) {
			fault.error = errors[i].error;
			fault.signal = errors[i].signal;
		}
	fault.call = getenv("FAULT_CALL");
	fault.counter = page; /* from here on calls count */
}

/* Is this the call that fails? */
static int
fails(const char *call)
{
	unsigned long n;

	if (fault.counter == NULL || fault.call == NULL ||
	    strcmp(fault.call, call) != 0)
		return 0;
	n = atomic_fetch_add(fault.counter, 1) + 1;
	if (fault.at == 0 || (fault.more ? n < fault.at : n != fault.at))
		return 0;
	if (fault.signal != 0) {
		kill(getpid(), fault.signal);
		return 0;
	}
	errno = fault.error;
	return 1;
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
	return fails("write") ? -1 : REAL(write)(fd, bytes, n);
}

int
fsync(int fd)
{
	return fails("fsync") ? -1 : REAL(fsync)(fd);
}

int
rename(const char *from, const char *to)
{
	return fails("rename") ? -1 : REAL(rename)(from, to);
}

int
renameat2(
    int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
	if (fails("rename"))
		return -1;
	return REAL(renameat2)(from_dir, from, to_dir, to, flags);
}

int
mkdir(const char *path, mode_t mode)
{
	return fails("mkdir") ? -1 : REAL(mkdir)(path, mode);
}

char *
mkdtemp(char *template)
{
	return fails("mkdir") ? NULL : REAL(mkdtemp)(template);
}

int
mkostemp(char *template, int flags)
{
	return fails("open") ? -1 : REAL(mkostemp)(template, flags);
}

int
open(const char *path, int flags, ...)
{
	va_list args;
	mode_t mode;

	va_start(args, flags);
	mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
	va_end(args);
	return fails("open") ? -1 : REAL(open)(path, flags, mode);
}

void *
malloc(size_t size)
{
	static __typeof__(&malloc) real;

	if (real == NULL)
		real = REAL(malloc);
	return fails("malloc") ? NULL : real(size);
}

/* dlsym() itself asks for memory before there is any: from here. */
void *
calloc(size_t n, size_t size)
{
	static __typeof__(&calloc) real;
	static _Alignas(64) char first[4096];
	static size_t taken;
	static int asking;

	if (real == NULL && !asking) {
		asking = 1;
		real = REAL(calloc);
	}
	if (real == NULL) {
		void *p = first + taken;

		taken += (n * size + 63) & ~(size_t)63;
		return taken <= sizeof first ? p : NULL;
	}
	return fails("malloc") ? NULL : real(n, size);
}

void *
realloc(void *p, size_t size)
{
	static __typeof__(&realloc) real;

	if (real == NULL)
		real = REAL(realloc);
	return fails("malloc") ? NULL : real(p, size);
}

/* ---- the clock ------------------------------------------------------------
 */

static time_t
backwards(time_t now)
{
	static time_t taken;

	if (!fault.clock)
		return now;
	taken += 3600;
	return now - taken;
}

int
clock_gettime(clockid_t clock, struct timespec *now)
{
	int result = REAL(clock_gettime)(clock, now);

	if (result == 0 && clock == CLOCK_REALTIME)
		now->tv_sec = backwards(now->tv_sec);
	return result;
}

time_t
time(time_t *out)
{
	time_t now = backwards(REAL(time)(NULL));

	if (out != NULL)
		*out = now;
	return now;
}
