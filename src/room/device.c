/* Devices and their files. */
#include "room/device.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "room/line.h"

enum { NAME_SIZE = 64, DATE = 10 };

struct devices {
	char *date;
	int folder; /* open, and locked */
	struct device *joined[DEVICES_MAX];
	size_t njoined;
	struct device *waiting[DEVICES_WAITING]; /* the newest last */
	size_t nwaiting;
};

/* ---- names --------------------------------------------------------------- */

static bool
is_code(const char *code)
{
	size_t letters = strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	size_t digits = strspn(code + letters, "0123456789");

	return letters >= 1 && letters <= 3 && digits >= 1 && digits <= 3 &&
	       code[letters + digits] == '\0';
}

static void
file_name(char name[NAME_SIZE], const struct devices *devices, const char *code,
    const char *hash)
{
	snprintf(name, NAME_SIZE, "%s-%s-%s.json", devices->date, code, hash);
}

/* "DATE-CODE-HASH.json" of today → code and hash. */
static bool
read_name(const struct devices *devices, const char *name,
    char code[DEVICE_CODE + 1], char hash[DEVICE_HASH + 1])
{
	const char *at, *dash;
	size_t n;

	if (strncmp(name, devices->date, DATE) != 0 || name[DATE] != '-')
		return false;
	at = name + DATE + 1;
	dash = strchr(at, '-');
	n = dash != NULL ? (size_t)(dash - at) : 0;
	if (n == 0 || n > DEVICE_CODE ||
	    strlen(dash + 1) != DEVICE_HASH + strlen(".json") ||
	    strspn(dash + 1, "0123456789abcdef") != DEVICE_HASH ||
	    !str_eq(dash + 1 + DEVICE_HASH, ".json"))
		return false;
	memcpy(code, at, n);
	code[n] = '\0';
	memcpy(hash, dash + 1, DEVICE_HASH);
	hash[DEVICE_HASH] = '\0';
	return is_code(code);
}

static void
hash_secret(char hash[DEVICE_HASH + 1], const char *secret)
{
	char hex[HASH_HEX + 1];

	hash_hex(hex, secret, strlen(secret));
	memcpy(hash, hex, DEVICE_HASH);
	hash[DEVICE_HASH] = '\0';
}

/* ---- files --------------------------------------------------------------- */

/* What follows the last line end. It goes if it was cut off; a whole answer,
 * as editors leave one that drop the last line end, becomes a line. */
static bool
end_last_line(struct device *device, size_t end)
{
	struct buf rest = {0};
	json_t *answer;
	bool ok;

	buf_reserve(&rest, end - device->bytes + 1);
	rest.len = end - device->bytes;
	ok = pread(device->file, rest.data, rest.len, (off_t)device->bytes) ==
	     (ssize_t)rest.len;
	answer = ok ? body_read(&rest) : NULL;
	if (answer != NULL) {
		ok = write(device->file, "\n", 1) == 1;
		device->bytes = end + 1;
		device->lines++;
	} else {
		ok = ok && ftruncate(device->file, (off_t)device->bytes) == 0;
	}
	json_decref(answer);
	buf_release(&rest);
	return ok && fsync(device->file) == 0;
}

/* Look at what an open file holds, and see that it ends in a whole line. */
static bool
take_stock(struct device *device)
{
	char piece[1 << 14];
	size_t at = 0, whole = 0;
	ssize_t n;

	device->lines = 0;
	while ((n = pread(device->file, piece, sizeof piece, (off_t)at)) > 0) {
		for (ssize_t i = 0; i < n; i++)
			if (piece[i] == '\n') {
				device->lines++;
				whole = at + (size_t)i + 1;
			}
		at += (size_t)n;
	}
	device->bytes = whole;
	return n == 0 && (whole == at || end_last_line(device, at));
}

static bool
open_file(
    const struct devices *devices, struct device *device, const char *code)
{
	char name[NAME_SIZE];

	file_name(name, devices, code, device->hash);
	device->file = openat(devices->folder, name,
	    O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (device->file < 0)
		return false;
	if (take_stock(device) && fsync(devices->folder) == 0) {
		strcpy(device->code, code);
		return true;
	}
	close(device->file);
	device->file = -1;
	return false;
}

bool
device_read(const struct device *device, struct buf *out)
{
	buf_clear(out);
	buf_reserve(out, device->bytes + 1);
	while (out->len < device->bytes) {
		ssize_t n = pread(device->file, out->data + out->len,
		    device->bytes - out->len, (off_t)out->len);

		if (n <= 0)
			return false;
		out->len += (size_t)n;
	}
	out->data[out->len] = '\0';
	return true;
}

enum append
device_append(struct device *device, const char *line, size_t len)
{
	char *whole;
	ssize_t n;
	int error;

	if (device->bytes + len + 1 > DEVICE_MAX_BYTES)
		return APPEND_FULL;
	whole = mem_alloc(len + 1);
	memcpy(whole, line, len);
	whole[len] = '\n';
	n = write(device->file, whole, len + 1);
	free(whole);
	if (n == (ssize_t)len + 1 && fsync(device->file) == 0) {
		device->bytes += len + 1;
		device->lines++;
		return APPEND_OK;
	}
	error = n < 0 || n == (ssize_t)len + 1 ? errno : ENOSPC;
	/* a part of it must not stand before the next line */
	if (ftruncate(device->file, (off_t)device->bytes) != 0)
		device_leave(device);
	errno = error;
	return APPEND_FAILED;
}

/* ---- devices ------------------------------------------------------------- */

static struct device *
device_new(const char *hash)
{
	struct device *device = mem_alloc(sizeof *device);

	*device = (struct device){.file = -1};
	memcpy(device->hash, hash, DEVICE_HASH);
	return device;
}

static void
device_free(struct device *device)
{
	device_leave(device);
	free(device);
}

void
device_leave(struct device *device)
{
	if (device->file >= 0)
		close(device->file);
	device->file = -1;
	device->code[0] = '\0';
	device->bytes = device->lines = 0;
}

struct device *
devices_add(struct devices *devices, char secret[DEVICE_SECRET + 1])
{
	unsigned char bytes[DEVICE_SECRET / 2];
	char hash[DEVICE_HASH + 1];

	if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		abort(); /* the system has no random numbers */
	for (size_t i = 0; i < sizeof bytes; i++)
		snprintf(secret + 2 * i, 3, "%02x", bytes[i]);
	hash_secret(hash, secret);
	if (devices->nwaiting == DEVICES_WAITING) {
		device_free(devices->waiting[0]);
		memmove(devices->waiting, devices->waiting + 1,
		    --devices->nwaiting * sizeof *devices->waiting);
	}
	return devices->waiting[devices->nwaiting++] = device_new(hash);
}

static struct device *
find_in(struct device *const *list, size_t n, const char *hash)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i]->hash, hash))
			return list[i];
	return NULL;
}

struct device *
devices_find(struct devices *devices, const char *secret)
{
	char hash[DEVICE_HASH + 1];
	struct device *device;

	if (secret == NULL || strlen(secret) != DEVICE_SECRET)
		return NULL;
	hash_secret(hash, secret);
	device = find_in(devices->joined, devices->njoined, hash);
	return device != NULL
	           ? device
	           : find_in(devices->waiting, devices->nwaiting, hash);
}

size_t
devices_joined(const struct devices *devices)
{
	return devices->njoined;
}

size_t
devices_lines(const struct devices *devices)
{
	size_t n = 0;

	for (size_t i = 0; i < devices->njoined; i++)
		n += devices->joined[i]->lines;
	return n;
}

/* From those that wait to those that have joined. */
static bool
move_to_joined(struct devices *devices, struct device *device)
{
	size_t i = 0;

	if (find_in(devices->joined, devices->njoined, device->hash) != NULL)
		return true;
	if (devices->njoined == DEVICES_MAX)
		return false;
	while (i < devices->nwaiting && devices->waiting[i] != device)
		i++;
	if (i < devices->nwaiting)
		memmove(devices->waiting + i, devices->waiting + i + 1,
		    (--devices->nwaiting - i) * sizeof *devices->waiting);
	devices->joined[devices->njoined++] = device;
	return true;
}

/* Whether another device has a file of that code today. */
static bool
is_taken(const struct devices *devices, const struct device *device,
    const char *code)
{
	int again = openat(devices->folder, ".", O_RDONLY | O_CLOEXEC);
	DIR *folder = again < 0 ? NULL : fdopendir(again);
	struct dirent *entry;
	bool taken = false;

	if (folder == NULL)
		return true;
	while (!taken && (entry = readdir(folder)) != NULL) {
		char its_code[DEVICE_CODE + 1], hash[DEVICE_HASH + 1];

		taken = read_name(devices, entry->d_name, its_code, hash) &&
		        str_eq(its_code, code) && !str_eq(hash, device->hash);
	}
	closedir(folder);
	return taken;
}

enum join
device_join(struct devices *devices, struct device *device, const char *code)
{
	if (!is_code(code))
		return JOIN_NO_CODE;
	if (str_eq(device->code, code))
		return JOIN_OK;
	if (is_taken(devices, device, code))
		return JOIN_TAKEN;
	if (device->codes >= DEVICE_MAX_CODES ||
	    !move_to_joined(devices, device))
		return JOIN_FULL;
	device->codes++;
	device_leave(device);
	return open_file(devices, device, code) ? JOIN_OK : JOIN_FAILED;
}

/* ---- the folder ---------------------------------------------------------- */

/* A device of today that was here before. It may have used several codes:
 * which one it has now, its browser says when it joins again. */
static bool
restore(struct devices *devices, const char *name)
{
	char code[DEVICE_CODE + 1], hash[DEVICE_HASH + 1];
	struct device *device;

	if (!read_name(devices, name, code, hash))
		return true;
	device = find_in(devices->joined, devices->njoined, hash);
	if (device == NULL) {
		if (devices->njoined == DEVICES_MAX)
			return true;
		device = device_new(hash);
		devices->joined[devices->njoined++] = device;
	}
	device_leave(device);
	device->codes++;
	return open_file(devices, device, code);
}

/* In the order of their names, so that the last code of a device is always
 * the same one. */
static bool
restore_all(struct devices *devices, const char *folder, struct diags *diags)
{
	struct dirent **entries;
	int n = scandir(folder, &entries, NULL, alphasort);
	bool ok = n >= 0 || diag_add(diags, DIAG_FILE_READ, LOC_NONE, folder,
	                        strerror(errno));

	for (int i = 0; i < n; i++) {
		if (!restore(devices, entries[i]->d_name)) {
			char *path = path_join(folder, entries[i]->d_name);

			ok = diag_add(diags, DIAG_ANSWERS_UNUSABLE, LOC_NONE,
			    path, strerror(errno));
			free(path);
		}
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return ok;
}

struct devices *
devices_open(const char *folder, const char *date, struct diags *diags)
{
	struct devices *devices;
	int fd;

	if (!file_make_folder(folder, diags))
		return NULL;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0) {
		diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, folder,
		    errno == EWOULDBLOCK ? "another session uses it"
		                         : strerror(errno));
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	devices = mem_alloc(sizeof *devices);
	*devices = (struct devices){.date = strdup(date), .folder = fd};
	if (restore_all(devices, folder, diags))
		return devices;
	devices_close(devices);
	return NULL;
}

/* Files of those who took a code and said nothing. */
static void
remove_empty(const struct devices *devices)
{
	int again = openat(devices->folder, ".", O_RDONLY | O_CLOEXEC);
	DIR *folder = again < 0 ? NULL : fdopendir(again);
	struct dirent *entry;

	if (folder == NULL)
		return;
	while ((entry = readdir(folder)) != NULL) {
		char code[DEVICE_CODE + 1], hash[DEVICE_HASH + 1];
		struct stat status;

		if (read_name(devices, entry->d_name, code, hash) &&
		    fstatat(devices->folder, entry->d_name, &status,
		        AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(status.st_mode) && status.st_size == 0)
			unlinkat(devices->folder, entry->d_name, 0);
	}
	closedir(folder);
}

void
devices_close(struct devices *devices)
{
	remove_empty(devices);
	for (size_t i = 0; i < devices->njoined; i++)
		device_free(devices->joined[i]);
	for (size_t i = 0; i < devices->nwaiting; i++)
		device_free(devices->waiting[i]);
	close(devices->folder);
	free(devices->date);
	free(devices);
}
