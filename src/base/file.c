/* Reading whole files; writing complete or not at all. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

static bool
read_open_file(int fd, size_t limit, struct buf *out)
{
	for (;;) {
		ssize_t n;

		buf_reserve(out, 1 << 16);
		n = read(fd, out->data + out->len, 1 << 16);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		out->len += (size_t)n;
		out->data[out->len] = '\0';
		if (n == 0)
			return true;
		if (out->len > limit) {
			errno = EFBIG;
			return false;
		}
	}
}

bool
file_read(const char *path, size_t limit, struct buf *out, struct diags *diags,
    struct loc loc)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool ok;
	int error;

	if (fd < 0)
		return diag_add(
		    diags, DIAG_FILE_READ, loc, path, strerror(errno));
	ok = read_open_file(fd, limit, out);
	error = errno;
	close(fd);
	if (ok)
		return true;
	if (error == EFBIG)
		return diag_add(
		    diags, DIAG_FILE_TOO_BIG, loc, path, limit >> 20);
	if (error == EISDIR)
		return diag_add(diags, DIAG_FILE_FOLDER, loc, path);
	return diag_add(diags, DIAG_FILE_READ, loc, path, strerror(error));
}

bool
file_write_all(int fd, const void *from, size_t len)
{
	const char *bytes = from;

	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static void
remove_tree(const char *path)
{
	struct dirent *entry;
	DIR *dir = opendir(path);

	if (dir == NULL) {
		unlink(path);
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		struct stat st;
		char *child;

		if (str_eq(entry->d_name, ".") || str_eq(entry->d_name, ".."))
			continue;
		child = path_join(path, entry->d_name);
		if (lstat(child, &st) == 0 && S_ISDIR(st.st_mode))
			remove_tree(child);
		else
			unlink(child);
		free(child);
	}
	closedir(dir);
	rmdir(path);
}

/* Remove what a killed program left: nobody holds its lock. It is held by us
 * meanwhile, so that nobody takes it for theirs. */
static void
remove_left_over(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		remove_tree(path);
	close(fd);
}

/* Hold the lock of what was just made. False if somebody took it for left
 * over in the moment before: then it is gone. */
static bool
hold(int fd)
{
	struct stat st;

	while (flock(fd, LOCK_EX) != 0)
		if (errno != EINTR)
			return false;
	errno = ENOENT;
	return fstat(fd, &st) == 0 && st.st_nlink > 0;
}

static void
remove_leftovers(const char *parent, const char *prefix)
{
	struct dirent *entry;
	DIR *dir = opendir(parent);

	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL) {
		char *path;

		if (!str_starts(entry->d_name, prefix))
			continue;
		path = path_join(parent, entry->d_name);
		remove_left_over(path);
		free(path);
	}
	closedir(dir);
}

/* "…/name" → "…/.name.tmp-XXXXXX", for mkostemp(); those of writers that were
 * killed are removed. mem_alloc'ed. */
static char *
temporary_name(const char *path)
{
	char *folder = path_folder(path);
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	char *prefix = mem_alloc(strlen(name) + 16), *temporary;

	sprintf(prefix, ".%s.tmp-", name);
	remove_leftovers(folder, prefix);
	strcat(prefix, "XXXXXX");
	temporary = path_join(folder, prefix);
	free(folder);
	free(prefix);
	return temporary;
}

/* Make and lock a temporary file; its name replaces the X of the template. */
static int
make_temporary(char *template)
{
	size_t end = strlen(template) - 6;

	for (int tries = 0; tries < 8; tries++) {
		int fd;

		memcpy(template + end, "XXXXXX", 6);
		fd = mkostemp(template, O_CLOEXEC);
		if (fd < 0 || hold(fd))
			return fd;
		close(fd);
	}
	return -1;
}

static bool
replace_file(const char *path, const void *bytes, size_t len)
{
	char *temporary = temporary_name(path);
	int fd = make_temporary(temporary);
	bool ok = fd >= 0 && fchmod(fd, 0644) == 0 &&
	          file_write_all(fd, bytes, len) && fsync(fd) == 0 &&
	          rename(temporary, path) == 0;
	int error = errno;

	if (!ok && fd >= 0)
		unlink(temporary);
	if (fd >= 0)
		close(fd); /* it was synced: nothing can be lost here */
	free(temporary);
	errno = error;
	return ok;
}

/* A pipe or a device stays what it is. */
static bool
write_into(const char *path, const void *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && file_write_all(fd, bytes, len);
	int error = errno;

	if (fd >= 0)
		ok = close(fd) == 0 && ok;
	errno = error;
	return ok;
}

bool
file_write(const char *path, const void *bytes, size_t len, struct diags *diags)
{
	char *behind = realpath(path, NULL); /* a link stays, too */
	struct stat st;
	bool is_file = stat(path, &st) != 0 || S_ISREG(st.st_mode) ||
	               S_ISDIR(st.st_mode) ||
	               (lstat(path, &st) == 0 && S_ISFIFO(st.st_mode));
	bool ok = is_file
	              ? replace_file(behind != NULL ? behind : path, bytes, len)
	              : write_into(path, bytes, len);
	int error = errno;

	free(behind);
	if (ok)
		return true;
	if (error == ENOENT)
		return diag_add(diags, DIAG_NO_FOLDER, LOC_NONE, path);
	if (error == EISDIR)
		return diag_add(diags, DIAG_FILE_FOLDER, LOC_NONE, path);
	return diag_add(
	    diags, DIAG_FILE_WRITE, LOC_NONE, path, strerror(error));
}

bool
file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

uint64_t
file_size(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 ? (uint64_t)status.st_size : 0;
}

static bool
make_folders(char *path)
{
	for (char *p = path + 1; *p != '\0'; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(path, 0777) != 0 && errno != EEXIST)
			return false;
		*p = '/';
	}
	return mkdir(path, 0777) == 0 || errno == EEXIST;
}

bool
file_mark(const char *path, struct file_mark *mark)
{
	const int64_t second = 1000000000;
	struct stat s;

	if (stat(path, &s) != 0 || !S_ISREG(s.st_mode))
		return false;
	*mark = (struct file_mark){.inode = (int64_t)s.st_ino,
	    .size = (int64_t)s.st_size,
	    .modified = s.st_mtim.tv_sec * second + s.st_mtim.tv_nsec,
	    .changed = s.st_ctim.tv_sec * second + s.st_ctim.tv_nsec};
	return true;
}

bool
file_is_marked(const char *path, const struct file_mark *mark)
{
	struct file_mark now;

	return file_mark(path, &now) && now.inode == mark->inode &&
	       now.size == mark->size && now.modified == mark->modified &&
	       now.changed == mark->changed;
}

bool
file_make_folder(const char *path, struct diags *diags)
{
	char *copy = strdup(path);
	struct stat st;
	bool ok = copy != NULL && (mkdir(path, 0777) == 0 || errno == EEXIST ||
	                              make_folders(copy));

	if (ok && stat(path, &st) == 0 && !S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		ok = false;
	}
	if (!ok)
		diag_add(
		    diags, DIAG_FILE_WRITE, LOC_NONE, path, strerror(errno));
	free(copy);
	return ok;
}

char *
path_join(const char *dir, const char *name)
{
	size_t n = strlen(dir), m = strlen(name);
	char *path = mem_alloc(n + m + 2);

	if (name[0] == '/' || n == 0 || str_eq(dir, "."))
		return memcpy(path, name, m + 1);
	memcpy(path, dir, n);
	if (dir[n - 1] != '/')
		path[n++] = '/';
	memcpy(path + n, name, m + 1);
	return path;
}

char *
path_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash == NULL ? 0 : (size_t)(slash - path);
	char *folder = mem_alloc(n + 2);

	if (slash == NULL)
		return strcpy(folder, ".");
	if (n == 0)
		n = 1;
	memcpy(folder, path, n);
	folder[n] = '\0';
	return folder;
}

bool
path_inside(const char *folder, const char *name, char **out)
{
	char *joined, *real_folder, *real_path;
	size_t n;
	bool ok;

	if (name[0] == '/' || name[0] == '\0')
		return false;
	joined = path_join(folder, name);
	real_folder = realpath(folder, NULL);
	real_path = realpath(joined, NULL);
	n = real_folder != NULL ? strlen(real_folder) : 0;
	ok = real_folder != NULL && real_path != NULL &&
	     strncmp(real_path, real_folder, n) == 0 &&
	     (real_path[n] == '/' || n == 1);
	free(real_folder);
	free(real_path);
	if (ok)
		*out = joined;
	else
		free(joined);
	return ok;
}

struct stage {
	char *target;    /* the folder to replace */
	char *temporary; /* beside it: ".name.stage-XXXXXX" */
	int lock;        /* the temporary folder, locked while we live */
};

static void
stage_free(struct stage *stage)
{
	if (stage->lock >= 0)
		close(stage->lock);
	free(stage->target);
	free(stage->temporary);
	free(stage);
}

static bool
make_locked(struct stage *stage)
{
	size_t end = strlen(stage->temporary) - 6;

	for (int tries = 0; tries < 8; tries++) {
		memcpy(stage->temporary + end, "XXXXXX", 6);
		if (mkdtemp(stage->temporary) == NULL)
			return false;
		stage->lock = open(stage->temporary,
		    O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		if (stage->lock >= 0 && hold(stage->lock))
			return true;
		if (stage->lock >= 0)
			close(stage->lock);
		stage->lock = -1;
		rmdir(stage->temporary);
	}
	return false;
}

/* Make the temporary folder and hold its lock. */
static bool
stage_make(struct stage *stage, const char *parent, const char *prefix)
{
	char *name = mem_alloc(strlen(prefix) + 8);
	struct stat st;

	sprintf(name, "%sXXXXXX", prefix);
	stage->temporary = path_join(parent, name);
	free(name);
	if (stat(stage->target, &st) == 0 && !S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		return false;
	}
	if (!make_locked(stage)) {
		free(stage->temporary);
		stage->temporary = NULL;
		return false;
	}
	return fchmod(stage->lock, 0755) == 0;
}

/* Where a link to a folder leads: it stays. NULL if it is no link. */
static char *
path_behind(const char *folder)
{
	struct stat st;

	if (lstat(folder, &st) != 0 || !S_ISLNK(st.st_mode))
		return NULL;
	return realpath(folder, NULL);
}

struct stage *
stage_open(const char *folder, struct diags *diags)
{
	struct stage *stage = mem_alloc(sizeof *stage);
	char *behind = path_behind(folder);
	const char *target = behind != NULL ? behind : folder;
	char *parent = path_folder(target);
	const char *slash = strrchr(target, '/');
	const char *name = slash != NULL ? slash + 1 : target;
	char *prefix = mem_alloc(strlen(name) + 16);
	bool ok;

	*stage = (struct stage){.target = strdup(target), .lock = -1};
	sprintf(prefix, ".%s.stage-", name);
	ok = file_make_folder(parent, diags);
	if (ok) {
		remove_leftovers(parent, prefix);
		ok = stage_make(stage, parent, prefix);
		if (!ok)
			diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, folder,
			    strerror(errno));
	}
	free(behind);
	free(parent);
	free(prefix);
	if (ok)
		return stage;
	stage_abandon(stage);
	return NULL;
}

char *
stage_path(struct stage *stage, const char *name, struct diags *diags)
{
	char *path = path_join(stage->temporary, name);
	char *folder = path_folder(path);
	bool ok = file_make_folder(folder, diags);

	free(folder);
	if (ok)
		return path;
	free(path);
	return NULL;
}

bool
stage_write(struct stage *stage, const char *name, const void *bytes,
    size_t len, struct diags *diags)
{
	return stage_write_pieces(
	    stage, name, &(struct bytes){bytes, len}, 1, diags);
}

bool
stage_write_pieces(struct stage *stage, const char *name,
    const struct bytes *pieces, size_t n, struct diags *diags)
{
	char *path = stage_path(stage, name, diags);
	int fd;
	bool ok;

	if (path == NULL)
		return false;
	fd = open(
	    path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	ok = fd >= 0 && fchmod(fd, 0644) == 0;
	for (size_t i = 0; ok && i < n; i++)
		ok = file_write_all(fd, pieces[i].at, pieces[i].len);
	/* it may not be known to this file system; then it is done later */
	if (ok)
		sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	if (fd >= 0)
		ok = close(fd) == 0 && ok;
	if (!ok)
		diag_add(
		    diags, DIAG_FILE_WRITE, LOC_NONE, path, strerror(errno));
	free(path);
	return ok;
}

const char *
stage_folder(const struct stage *stage)
{
	return stage->temporary;
}

/* fsync a folder and all in it, so that a power cut after the swap finds
 * whole files. */
static bool
sync_tree(const char *path)
{
	struct dirent *entry;
	DIR *dir = opendir(path);
	bool ok = true;

	if (dir == NULL)
		return false;
	while (ok && (entry = readdir(dir)) != NULL) {
		char *child;
		struct stat st;

		if (str_eq(entry->d_name, ".") || str_eq(entry->d_name, ".."))
			continue;
		child = path_join(path, entry->d_name);
		if (stat(child, &st) == 0 && S_ISDIR(st.st_mode)) {
			ok = sync_tree(child);
		} else {
			int fd = open(child, O_RDONLY | O_CLOEXEC);

			ok = fd >= 0 && fsync(fd) == 0;
			if (fd >= 0)
				close(fd);
		}
		free(child);
	}
	ok = ok && fsync(dirfd(dir)) == 0;
	closedir(dir);
	return ok;
}

/* Put the new folder where the old one is, in one step if there is one. */
static bool
swap_in(const struct stage *stage)
{
	if (rename(stage->temporary, stage->target) == 0)
		return true; /* there was none, or an empty one */
	return renameat2(AT_FDCWD, stage->temporary, AT_FDCWD, stage->target,
	           RENAME_EXCHANGE) == 0;
}

/* Somebody may have removed the folder; a writer makes it anew then, but what
 * was written before is gone. */
static bool
is_still_there(const struct stage *stage)
{
	struct stat own, there;

	if (fstat(stage->lock, &own) != 0 ||
	    stat(stage->temporary, &there) != 0)
		return false;
	if (own.st_ino == there.st_ino && own.st_dev == there.st_dev)
		return true;
	errno = ENOENT;
	return false;
}

bool
stage_commit(struct stage *stage, struct diags *diags)
{
	bool ok = is_still_there(stage) && sync_tree(stage->temporary) &&
	          swap_in(stage);

	if (!ok)
		diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, stage->target,
		    strerror(errno));
	stage_abandon(stage); /* what stands there now is the old one */
	return ok;
}

void
stage_abandon(struct stage *stage)
{
	if (stage->temporary != NULL)
		remove_tree(stage->temporary);
	stage_free(stage);
}
