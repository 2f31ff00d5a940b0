/*
 * Notices when a file in a folder, or in a folder below it, is saved, added
 * or removed. The system tells (inotify); where it does not, as on network
 * drives, the folder is looked through twice a second. What counts is the
 * same in both: names, sizes and times of the files. Hidden files, backup
 * files of editors and hidden folders do not count.
 */
#ifndef WATCH_WATCH_H
#define WATCH_WATCH_H

#include <stdbool.h>

struct watch;

enum {
	WATCH_MAX_FILES = 20000, /* what is behind them is not seen */
	WATCH_MAX_DEPTH = 12,    /* of folders */
	WATCH_QUIET_MS = 10,     /* a save is over when nothing comes so long */
	WATCH_POLL_MS = 500,
};

/* without: a folder below it that does not count, or NULL. polls: do not ask
 * the system. What is there now is the start. Never NULL. */
struct watch *watch_open(const char *folder, const char *without, bool polls);
void watch_close(struct watch *watch);

bool watch_polls(const struct watch *watch);
/* To wait for with poll(), or -1; no longer than so many milliseconds (-1 =
 * for ever); then, in any case, watch_look(). */
int watch_fd(const struct watch *watch);
int watch_wait_ms(const struct watch *watch);
/* True once after each change, when the save is over. */
bool watch_look(struct watch *watch);

#endif
