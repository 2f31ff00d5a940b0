/* Work kept as files. */
#include "base/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

#define MAGIC UINT64_C(0x3230636565707365) /* and the layout's version */

enum {
	AT_ONCE = 4096,      /* bytes that hold the head and most briefs */
	USED_AGAIN_S = 3600, /* the time of use is kept no finer than this */
	FNV_SHIFT = 29,
};

struct head {
	uint64_t magic;
	uint64_t brief_len, body_len;
	uint64_t brief_hash, body_hash; /* each with the key */
	uint64_t hash;                  /* of the fields above */
};

char *
cache_open(const char *root, const char *kind)
{
	struct diags diags = {0};
	char *folder = path_join(root, kind);
	bool ok = file_make_folder(folder, &diags) && access(folder, W_OK) == 0;

	diags_release(&diags);
	if (ok)
		return folder;
	free(folder);
	return NULL;
}

/* FNV by words of eight bytes: fast, and it only has to find damage. */
static uint64_t
part_hash(const char *key, const void *part, size_t len)
{
	uint64_t hash = hash_add(HASH_START, key, strlen(key)), word;
	const char *p = part;

	for (; len >= sizeof word; p += sizeof word, len -= sizeof word) {
		memcpy(&word, p, sizeof word);
		hash = (hash ^ word) * UINT64_C(1099511628211);
		hash ^= hash >> FNV_SHIFT;
	}
	return hash_add(hash, p, len);
}

static uint64_t
head_hash(const struct head *head)
{
	return hash_add(HASH_START, head, offsetof(struct head, hash));
}

/* An entry that is open. */
struct entry {
	int fd;
	struct head head;
	char start[AT_ONCE]; /* what follows the head */
	size_t nstart;
};

/* It was used now: noted at most once an hour, because a note is written to
 * the disk. */
static void
note_use(int fd, const struct stat *st)
{
	time_t now = time(NULL);

	if (now < st->st_mtime || now - st->st_mtime > USED_AGAIN_S)
		futimens(fd, NULL);
}

static bool
read_head(struct entry *entry)
{
	struct iovec into[] = {{&entry->head, sizeof entry->head},
	    {entry->start, sizeof entry->start}};
	struct stat st;
	ssize_t n = readv(entry->fd, into, 2);
	const struct head *head = &entry->head;

	if (n < (ssize_t)sizeof *head || head->magic != MAGIC ||
	    head->hash != head_hash(head) || fstat(entry->fd, &st) != 0 ||
	    head->brief_len > (uint64_t)st.st_size ||
	    head->body_len > (uint64_t)st.st_size ||
	    (uint64_t)st.st_size !=
	        sizeof *head + head->brief_len + head->body_len)
		return false;
	entry->nstart = (size_t)n - sizeof *head;
	note_use(entry->fd, &st);
	return true;
}

static bool
entry_open(struct entry *entry, const char *folder, const char *key)
{
	char *path = path_join(folder, key);

	entry->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	free(path);
	if (entry->fd < 0)
		return false;
	if (read_head(entry))
		return true;
	close(entry->fd);
	return false;
}

/* len bytes from at, behind the head. */
static bool
read_part(const struct entry *entry, uint64_t at, uint64_t len, struct buf *out)
{
	size_t have = at < entry->nstart ? entry->nstart - (size_t)at : 0;
	size_t left;

	if (have > len)
		have = (size_t)len;
	buf_clear(out);
	buf_reserve(out, (size_t)len + 1);
	if (have > 0)
		memcpy(out->data, entry->start + at, have);
	left = (size_t)len - have;
	if (left > 0 &&
	    pread(entry->fd, out->data + have, left,
	        (off_t)(sizeof entry->head + at + have)) != (ssize_t)left)
		return false;
	out->len = (size_t)len;
	out->data[len] = '\0';
	return true;
}

static bool
load(const char *folder, const char *key, bool body, struct buf *out)
{
	struct entry entry;
	const struct head *head = &entry.head;
	bool ok;

	buf_clear(out);
	if (!entry_open(&entry, folder, key))
		return false;
	ok = (body ? read_part(&entry, head->brief_len, head->body_len, out)
	           : read_part(&entry, 0, head->brief_len, out)) &&
	     part_hash(key, out->data, out->len) ==
	         (body ? head->body_hash : head->brief_hash);
	close(entry.fd);
	if (!ok)
		buf_clear(out);
	return ok;
}

bool
cache_brief(const char *folder, const char *key, struct buf *out)
{
	return load(folder, key, false, out);
}

bool
cache_body(const char *folder, const char *key, struct buf *out)
{
	return load(folder, key, true, out);
}

void
cache_store(
    const char *folder, const char *key, struct bytes brief, struct bytes body)
{
	struct head head = {.magic = MAGIC,
	    .brief_len = brief.len,
	    .body_len = body.len,
	    .brief_hash = part_hash(key, brief.at, brief.len),
	    .body_hash = part_hash(key, body.at, body.len)};
	char *path = path_join(folder, key);
	char *temporary = path_join(folder, ".new-XXXXXX");
	int fd = mkostemp(temporary, O_CLOEXEC);
	bool ok;

	head.hash = head_hash(&head);
	ok = fd >= 0 && file_write_all(fd, &head, sizeof head) &&
	     file_write_all(fd, brief.at, brief.len) &&
	     file_write_all(fd, body.at, body.len);
	if (fd >= 0) {
		ok = close(fd) == 0 && ok;
		if (!ok || rename(temporary, path) != 0)
			unlink(temporary);
	}
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

	if (n > 0 && total > max_bytes)
		qsort(list, n, sizeof *list, by_use);
	for (size_t i = 0; i < n; i++) {
		if (total > max_bytes && unlink(list[i].path) == 0)
			total -= list[i].size;
		free(list[i].path);
	}
	free(list);
}
