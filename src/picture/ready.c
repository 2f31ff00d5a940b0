/* The archive of ready drawings: a head, entries in order of key, bytes. */
#include "picture/ready.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "base/arena.h"
#include "base/file.h"

enum { MAX_ENTRIES = 100 * 1000, MAX_BYTES = 16 << 20 };

/* As they stand in the file, in this machine's order of bytes. */
struct ready_entry {
	char key[READY_KEY];
	uint64_t where; /* offset in the file */
	uint64_t len;
	uint64_t check; /* check_of() the bytes */
};

struct head {
	char magic[16];
	uint64_t nentries;
	uint64_t check; /* check_of() the entries */
};

static const char magic[16] = "everyread ready2";

struct ready {
	int file;
	size_t nentries;
	struct ready_entry *entries;
};

/* Finds damage; nobody's ill will has to be found. */
static uint64_t
check_of(const void *bytes, size_t len)
{
	return crc32_z(0, bytes, len);
}

/* Bytes of the file from an offset, all of them. */
static bool
read_at(int file, void *out, size_t len, uint64_t where)
{
	return pread(file, out, len, (off_t)where) == (ssize_t)len;
}

static bool
read_entries(struct ready *ready)
{
	struct head head;
	size_t size;

	if (!read_at(ready->file, &head, sizeof head, 0) ||
	    memcmp(head.magic, magic, sizeof magic) != 0 ||
	    head.nentries > MAX_ENTRIES)
		return false;
	ready->nentries = (size_t)head.nentries;
	size = ready->nentries * sizeof *ready->entries;
	ready->entries = mem_alloc(size);
	return read_at(ready->file, ready->entries, size, sizeof head) &&
	       check_of(ready->entries, size) == head.check;
}

struct ready *
ready_open(const char *path)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct ready *ready;
	struct stat info;

	if (file < 0)
		return NULL;
	ready = mem_alloc(sizeof *ready);
	*ready = (struct ready){.file = file};
	if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) &&
	    read_entries(ready))
		return ready;
	ready_close(ready);
	return NULL;
}

void
ready_forget(struct ready *ready)
{
	if (ready == NULL)
		return;
	free(ready->entries);
	free(ready);
}

void
ready_close(struct ready *ready)
{
	if (ready != NULL)
		close(ready->file);
	ready_forget(ready);
}

static int
compare_keys(const void *a, const void *b)
{
	const struct ready_entry *p = a, *q = b;

	return memcmp(p->key, q->key, READY_KEY);
}

bool
ready_find(const struct ready *ready, const char *key, struct buf *out)
{
	const struct ready_entry *entry;
	struct ready_entry wanted;
	size_t len;

	if (ready == NULL || ready->nentries == 0 || *key == '\0')
		return false;
	memcpy(wanted.key, key, READY_KEY);
	entry = bsearch(&wanted, ready->entries, ready->nentries, sizeof wanted,
	    compare_keys);
	if (entry == NULL || entry->len > MAX_BYTES)
		return false;
	len = (size_t)entry->len;
	buf_reserve(out, len);
	if (!read_at(ready->file, out->data + out->len, len, entry->where) ||
	    check_of(out->data + out->len, len) != entry->check)
		return false;
	out->len += len;
	buf_add(out, "", 0);
	return true;
}

void
ready_key(
    char key[READY_KEY + 1], const char *what, const void *bytes, size_t len)
{
	char hex[HASH_HEX + 1];
	struct buf all = {0};

	buf_add(&all, what, strlen(what) + 1);
	buf_add(&all, bytes, len);
	hash_hex(hex, all.data, all.len);
	memcpy(key, hex, READY_KEY);
	key[READY_KEY] = '\0';
	buf_release(&all);
}

void
ready_add(
    struct ready_list *list, const char *key, const void *bytes, size_t len)
{
	struct ready_entry *entry;

	ARRAY_GROW(list->entries, list->n, list->cap);
	entry = &list->entries[list->n++];
	memcpy(entry->key, key, READY_KEY);
	entry->where = list->bytes.len;
	entry->len = len;
	entry->check = check_of(bytes, len);
	buf_add(&list->bytes, bytes, len);
}

bool
ready_write(struct ready_list *list, const char *path, struct diags *diags)
{
	const size_t size = list->n * sizeof *list->entries;
	struct head head = {.nentries = list->n};
	struct buf file = {0};
	bool ok;

	if (list->n > 0)
		qsort(list->entries, list->n, sizeof *list->entries,
		    compare_keys);
	for (size_t i = 0; i < list->n; i++)
		list->entries[i].where += sizeof head + size;
	memcpy(head.magic, magic, sizeof magic);
	head.check = check_of(list->entries, size);
	buf_add(&file, &head, sizeof head);
	buf_add(&file, list->entries, size);
	buf_add(&file, list->bytes.data, list->bytes.len);
	ok = file_write(path, file.data, file.len, diags);
	buf_release(&file);
	return ok;
}

void
ready_release(struct ready_list *list)
{
	free(list->entries);
	buf_release(&list->bytes);
	*list = (struct ready_list){.n = 0};
}
