/* A file without a name that many workers append to. */
#include "speech/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

/* In memory that all workers share. */
struct end {
	_Atomic uint64_t next;  /* byte that is free */
	_Atomic uint64_t count; /* of clips */
};

struct spool {
	int fd, end_fd;
	struct end *end;
};

/* A file system may not know files without a name: then the name goes at
 * once. */
static int
open_unnamed(const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	char *path;

	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return fd;
	path = path_join(folder, ".spool-XXXXXX");
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	free(path);
	return fd;
}

struct spool *
spool_open(const char *folder, struct diags *diags)
{
	int fds[SPOOL_FDS] = {
	    open_unnamed(folder), memfd_create("spool", MFD_CLOEXEC)};
	struct spool *spool = NULL;

	if (fds[1] >= 0 && ftruncate(fds[1], sizeof(struct end)) == 0)
		spool = spool_adopt(fds);
	if (spool != NULL)
		return spool;
	diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, folder, strerror(errno));
	for (int i = 0; i < SPOOL_FDS; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return NULL;
}

struct spool *
spool_adopt(const int fds[SPOOL_FDS])
{
	struct spool *spool;
	struct stat status;
	void *end;

	if (fds[0] < 0 || fstat(fds[1], &status) != 0 ||
	    status.st_size != sizeof(struct end))
		return NULL;
	end = mmap(NULL, sizeof(struct end), PROT_READ | PROT_WRITE, MAP_SHARED,
	    fds[1], 0);
	if (end == MAP_FAILED)
		return NULL;
	spool = mem_alloc(sizeof *spool);
	*spool = (struct spool){fds[0], fds[1], end};
	return spool;
}

void
spool_fds(const struct spool *spool, int fds[SPOOL_FDS])
{
	fds[0] = spool->fd;
	fds[1] = spool->end_fd;
}

size_t
spool_count(const struct spool *spool)
{
	return (size_t)atomic_load(&spool->end->count);
}

void
spool_close(struct spool *spool)
{
	if (spool == NULL)
		return;
	close(spool->fd);
	close(spool->end_fd);
	munmap(spool->end, sizeof *spool->end);
	free(spool);
}

static bool
write_at(int fd, const void *bytes, size_t len, uint64_t at)
{
	const char *p = bytes;

	while (len > 0) {
		ssize_t n = pwrite(fd, p, len, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		at += (uint64_t)n;
		len -= (size_t)n;
	}
	return true;
}

static bool
read_at(int fd, void *bytes, size_t len, uint64_t at)
{
	char *p = bytes;

	while (len > 0) {
		ssize_t n = pread(fd, p, len, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		at += (uint64_t)n;
		len -= (size_t)n;
	}
	return true;
}

bool
spool_add(struct spool *spool, struct clip *clip, const void *samples,
    struct diags *diags)
{
	size_t size = clip->nsamples * sizeof(int16_t);

	clip->at = atomic_fetch_add(&spool->end->next, size);
	atomic_fetch_add(&spool->end->count, 1);
	if (write_at(spool->fd, samples, size, clip->at))
		return true;
	return diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, "the folder for work",
	    strerror(errno));
}

bool
spool_samples(const struct spool *spool, const struct clip *clip,
    int16_t *samples, struct diags *diags)
{
	if (read_at(
	        spool->fd, samples, clip->nsamples * sizeof *samples, clip->at))
		return true;
	return diag_add(diags, DIAG_FILE_READ, LOC_NONE, "the folder for work",
	    strerror(errno));
}
