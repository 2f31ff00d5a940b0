/* Spoken sentences kept as files. */
#include "speech/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

#define MAGIC UINT64_C(0x3130636565707365) /* and the layout's version */

struct head {
	uint64_t magic;
	uint32_t nsamples, nblocks;
	uint64_t hash; /* of key, samples and blocks */
};

char *
cache_open(const char *root)
{
	struct diags diags = {0};
	char *folder = path_join(root, "speech");
	bool ok = file_make_folder(folder, &diags) && access(folder, W_OK) == 0;

	diags_release(&diags);
	if (ok)
		return folder;
	free(folder);
	return NULL;
}

/* FNV by words of eight bytes: fast, and it only has to find damage. */
static uint64_t
body_hash(const char *key, const void *body, size_t len)
{
	uint64_t hash = hash_add(HASH_START, key, strlen(key)), word;
	const char *p = body;

	for (; len >= sizeof word; p += sizeof word, len -= sizeof word) {
		memcpy(&word, p, sizeof word);
		hash = (hash ^ word) * UINT64_C(1099511628211);
		hash ^= hash >> 29;
	}
	return hash_add(hash, p, len);
}

static size_t
body_size(const struct head *head)
{
	return head->nsamples * sizeof(int16_t) + head->nblocks * sizeof(float);
}

static bool
read_entry(int fd, const char *key, struct head *head, struct buf *out)
{
	struct stat st;

	if (read(fd, head, sizeof *head) != (ssize_t)sizeof *head ||
	    head->magic != MAGIC || fstat(fd, &st) != 0 ||
	    (size_t)st.st_size != sizeof *head + body_size(head))
		return false;
	buf_clear(out);
	buf_reserve(out, body_size(head) + 1);
	if (read(fd, out->data, body_size(head)) != (ssize_t)body_size(head))
		return false;
	out->len = body_size(head);
	return body_hash(key, out->data, out->len) == head->hash;
}

bool
cache_load(
    const char *folder, const char *key, struct clip *clip, struct buf *out)
{
	char *path = path_join(folder, key);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct head head;
	bool ok = fd >= 0 && read_entry(fd, key, &head, out);

	if (ok) {
		*clip = (struct clip){
		    .nsamples = head.nsamples, .nblocks = head.nblocks};
		futimens(fd, NULL); /* it was used now */
	}
	if (fd >= 0)
		close(fd);
	free(path);
	return ok;
}

void
cache_store(const char *folder, const char *key, const struct clip *clip,
    const int16_t *samples, const float *blocks)
{
	struct head head = {.magic = MAGIC,
	    .nsamples = clip->nsamples,
	    .nblocks = clip->nblocks};
	struct buf bytes = {0};
	char *path = path_join(folder, key);
	char *temporary = path_join(folder, ".new-XXXXXX");
	int fd = mkostemp(temporary, O_CLOEXEC);
	bool ok;

	buf_add(&bytes, &head, sizeof head);
	buf_add(&bytes, samples, clip->nsamples * sizeof *samples);
	buf_add(&bytes, blocks, clip->nblocks * sizeof *blocks);
	head.hash =
	    body_hash(key, bytes.data + sizeof head, bytes.len - sizeof head);
	memcpy(bytes.data, &head, sizeof head);
	ok = fd >= 0 && write(fd, bytes.data, bytes.len) == (ssize_t)bytes.len;
	if (fd >= 0) {
		close(fd);
		if (!ok || rename(temporary, path) != 0)
			unlink(temporary);
	}
	buf_release(&bytes);
	free(path);
	free(temporary);
}

struct kept {
	char *path;
	struct timespec used;
	uint64_t size;
};

static int
by_use(const void *a, const void *b)
{
	const struct kept *x = a, *y = b;

	if (x->used.tv_sec != y->used.tv_sec)
		return x->used.tv_sec < y->used.tv_sec ? -1 : 1;
	if (x->used.tv_nsec != y->used.tv_nsec)
		return x->used.tv_nsec < y->used.tv_nsec ? -1 : 1;
	return strcmp(x->path, y->path);
}

static struct kept *
list_kept(const char *folder, size_t *n, uint64_t *total)
{
	struct kept *list = NULL;
	size_t cap = 0;
	DIR *dir = opendir(folder);
	struct dirent *entry;

	*n = 0;
	*total = 0;
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		struct stat st;
		char *path;

		if (str_eq(entry->d_name, ".") || str_eq(entry->d_name, ".."))
			continue;
		path = path_join(folder, entry->d_name);
		if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode)) {
			free(path);
			continue;
		}
		ARRAY_GROW(list, *n, cap);
		list[(*n)++] =
		    (struct kept){path, st.st_mtim, (uint64_t)st.st_size};
		*total += (uint64_t)st.st_size;
	}
	if (dir != NULL)
		closedir(dir);
	return list;
}

void
cache_trim(const char *folder, uint64_t max_bytes)
{
	size_t n;
	uint64_t total;
	struct kept *list = list_kept(folder, &n, &total);

	if (total > max_bytes)
		qsort(list, n, sizeof *list, by_use);
	for (size_t i = 0; i < n; i++) {
		if (total > max_bytes && unlink(list[i].path) == 0)
			total -= list[i].size;
		free(list[i].path);
	}
	free(list);
}
