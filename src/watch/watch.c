/*
 * A folder is known by a sum over its files: any change makes another sum.
 * What inotify tells is only when to make it anew, so that its many kinds of
 * events, and what differs from editor to editor, do not matter.
 */
#include "watch/watch.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"

/* No longer than this after the first sign, even if more come. */
enum { LONGEST_MS = 200 };

struct watch {
	char *folder, *without; /* without: its real path, or NULL */
	int fd;                 /* of inotify, or -1 */
	uint64_t sum;
	bool is_due; /* something may have changed */
	double due_ms, latest_ms;
	size_t nfiles; /* seen in this look */
};

static double
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* ---- the sum ------------------------------------------------------------- */

static bool
counts(const char *name)
{
	size_t n = strlen(name);

	return name[0] != '.' && name[n - 1] != '~' && name[0] != '#' &&
	       !str_ends(name, ".swp") && !str_ends(name, ".tmp") &&
	       !str_eq(name, "4913"); /* vim tries if it may write */
}

/* A sum that does not depend on the order in which a folder is read. */
static uint64_t
file_sum(const char *path, const struct stat *st)
{
	const uint64_t facts[] = {(uint64_t)st->st_ino, (uint64_t)st->st_size,
	    (uint64_t)st->st_mtim.tv_sec, (uint64_t)st->st_mtim.tv_nsec};

	return hash_add(
	    hash_add(HASH_START, path, strlen(path)), facts, sizeof facts);
}

static bool
is_left_out(const struct watch *watch, const char *path)
{
	char *real = watch->without != NULL ? realpath(path, NULL) : NULL;
	bool same = real != NULL && str_eq(real, watch->without);

	free(real);
	return same;
}

/* The system is to tell of this folder. If it cannot, it is not asked again:
 * then the folders are looked through. */
static void
listen_to(struct watch *watch, const char *folder)
{
	const uint32_t what = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVE |
	                      IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF |
	                      IN_ONLYDIR;

	if (watch->fd >= 0 && inotify_add_watch(watch->fd, folder, what) < 0) {
		close(watch->fd);
		watch->fd = -1;
	}
}

static uint64_t
folder_sum(struct watch *watch, const char *folder, int depth)
{
	struct dirent *entry;
	uint64_t sum = 0;
	DIR *dir;

	listen_to(watch, folder); /* before it is read: nothing is missed */
	dir = opendir(folder);
	if (dir == NULL)
		return 0;
	while (
	    (entry = readdir(dir)) != NULL && watch->nfiles < WATCH_MAX_FILES) {
		struct stat st;
		char *path;

		if (!counts(entry->d_name))
			continue;
		watch->nfiles++;
		path = path_join(folder, entry->d_name);
		if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
			if (depth < WATCH_MAX_DEPTH &&
			    !is_left_out(watch, path))
				sum += folder_sum(watch, path, depth + 1);
		} else if (stat(path, &st) == 0) {
			sum += file_sum(path, &st);
		}
		free(path);
	}
	closedir(dir);
	return sum;
}

static uint64_t
look_through(struct watch *watch)
{
	watch->nfiles = 0;
	return folder_sum(watch, watch->folder, 0);
}

/* ---- when to look -------------------------------------------------------- */

/* Drives that other computers write to: the system does not hear of it. */
static bool
is_shared(const char *folder)
{
	static const unsigned long kinds[] = {
	    0x6969,     /* NFS */
	    0x517b,     /* SMB */
	    0xfe534d42, /* SMB 2 */
	    0xff534d42, /* CIFS */
	    0x65735546, /* FUSE: sshfs and others */
	    0x01021997, /* 9P: folders of a virtual machine's host */
	    0x5346414f, /* AFS */
	    0x73757245, /* Coda */
	    0x00c36400, /* Ceph */
	    0x786f4256, /* VirtualBox */
	    0xbacbacbc, /* VMware */
	};
	struct statfs st;

	if (statfs(folder, &st) != 0)
		return true;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (((unsigned long)st.f_type & 0xffffffff) == kinds[i])
			return true;
	return false;
}

static void
wait_for_poll(struct watch *watch)
{
	watch->is_due = true;
	watch->due_ms = now_ms() + WATCH_POLL_MS;
}

struct watch *
watch_open(const char *folder, const char *without, bool polls)
{
	struct watch *watch = mem_alloc(sizeof *watch);

	*watch = (struct watch){.folder = path_join(folder, "."), .fd = -1};
	if (without != NULL)
		watch->without = realpath(without, NULL);
	if (!polls && !is_shared(folder))
		watch->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	watch->sum = look_through(watch);
	if (watch->fd < 0)
		wait_for_poll(watch);
	return watch;
}

void
watch_close(struct watch *watch)
{
	if (watch->fd >= 0)
		close(watch->fd);
	free(watch->folder);
	free(watch->without);
	free(watch);
}

bool
watch_polls(const struct watch *watch)
{
	return watch->fd < 0;
}

int
watch_fd(const struct watch *watch)
{
	return watch->fd;
}

int
watch_wait_ms(const struct watch *watch)
{
	double left = watch->due_ms - now_ms();

	if (!watch->is_due)
		return -1;
	return left > 0 ? (int)left + 1 : 0;
}

/* Take what inotify has; is_due from now, or a little longer. */
static void
hear(struct watch *watch)
{
	char events[1 << 14];
	bool any = false;

	while (watch->fd >= 0 && read(watch->fd, events, sizeof events) > 0)
		any = true;
	if (!any)
		return;
	if (!watch->is_due)
		watch->latest_ms = now_ms() + LONGEST_MS;
	watch->is_due = true;
	watch->due_ms = now_ms() + WATCH_QUIET_MS;
	if (watch->due_ms > watch->latest_ms)
		watch->due_ms = watch->latest_ms;
}

bool
watch_look(struct watch *watch)
{
	uint64_t sum, old = watch->sum;

	hear(watch);
	if (!watch->is_due || watch_wait_ms(watch) > 0)
		return false;
	watch->is_due = false;
	sum = watch->sum = look_through(watch);
	if (watch->fd < 0)
		wait_for_poll(watch);
	return sum != old;
}
