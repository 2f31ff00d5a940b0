/*
 * What a worker process cannot do: a picture or a sentence that makes a
 * library misbehave must not reach the user's files or the network.
 *
 * Memory, the size of files and dumps are limited everywhere (setrlimit). No
 * writing outside the given folders: Landlock, where the kernel has it. No
 * network, no other programs, no looking into other processes: seccomp, where
 * the kernel has it. docs/unbreakable.md says what that is worth.
 */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include <stdbool.h>

enum { CONFINE_FOLDERS = 4 };

struct confine {
	/* Below these it may make, change and remove files; NULL are skipped,
	 * and so are those that do not exist. None: it may write nowhere. */
	const char *folders[CONFINE_FOLDERS];
	bool runs_program; /* it may become another program, which is confined
	                      as it is */
};

/* Have a library ready that confine_enter() needs, so that forks need not load
 * it, each for itself. Without it nothing but time is lost. */
void confine_prepare(void);

/*
 * Confine this process and all that it starts, for good. Files that are open
 * stay usable. True if that is so as far as the kernel can; false if it can
 * and did not: then nothing may be read that is not trusted. For tools that
 * watch a process, EVERYREAD_UNCONFINED in the environment leaves the limits
 * alone.
 */
bool confine_enter(const struct confine *confine);

/* The same for a fork of a process that is confined already, if it is to
 * write nowhere: the rest holds as it is, so this costs very little. */
bool confine_write_nowhere(void);

#endif
