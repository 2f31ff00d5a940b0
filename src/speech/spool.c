/* A file without a name that many workers append to. */
#include "speech/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

struct spool {
	int fd;
	_Atomic uint64_t *next; /* shared by all workers */
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
	struct spool *spool = mem_alloc(sizeof *spool);

	spool->fd = open_unnamed(folder);
	spool->next = mmap(NULL, sizeof *spool->next, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (spool->fd >= 0 && spool->next != MAP_FAILED)
		return spool;
	diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, folder, strerror(errno));
	spool_close(spool);
	return NULL;
}

void
spool_close(struct spool *spool)
{
	if (spool == NULL)
		return;
	if (spool->fd >= 0)
		close(spool->fd);
	if (spool->next != MAP_FAILED)
		munmap(spool->next, sizeof *spool->next);
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
spool_add(struct spool *spool, struct clip *clip, const int16_t *samples,
    const void *blocks, struct diags *diags)
{
	size_t size = clip->nsamples * sizeof *samples;
	size_t more = clip->nblocks * sizeof(float);

	clip->at = atomic_fetch_add(spool->next, size + more);
	if (write_at(spool->fd, samples, size, clip->at) &&
	    write_at(spool->fd, blocks, more, clip->at + size))
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

bool
spool_blocks(const struct spool *spool, const struct clip *clip, float *blocks,
    struct diags *diags)
{
	if (read_at(spool->fd, blocks, clip->nblocks * sizeof *blocks,
	        clip->at + clip->nsamples * sizeof(int16_t)))
		return true;
	return diag_add(diags, DIAG_FILE_READ, LOC_NONE, "the folder for work",
	    strerror(errno));
}
