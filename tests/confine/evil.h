/*
 * What a library does that has been taken over: to the user's files what it
 * can; it complains of what it could do, and then hangs, crashes or does its
 * work: CONFINE_THEN=hang, crash or work.
 */
#ifndef CONFINE_EVIL_H
#define CONFINE_EVIL_H

#include <dlfcn.h>
#include <fcntl.h>
#include <glob.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void
say(const char *what)
{
	dprintf(STDERR_FILENO, "taken over: %s\n", what);
}

static void
spoil_folder(const char *folder)
{
	char path[4096];
	int fd;

	snprintf(path, sizeof path, "%s/evil", folder);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	if (fd >= 0) {
		say("it made a file");
		say(path);
		close(fd);
	}
	snprintf(path, sizeof path, "%s/precious", folder);
	if (open(path, O_WRONLY) >= 0 || truncate(path, 0) == 0)
		say("it wrote a file");
	if (chmod(path, 0777) == 0)
		say("it changed a file");
	if (unlink(path) == 0)
		say("it removed a file");
}

/* The folders of the user are in the environment: CONFINE_FOLDERS, one a
 * line; also those that come and go, as patterns. */
static void
spoil_files(void)
{
	const char *folders = getenv("CONFINE_FOLDERS");
	char pattern[4096];

	while (folders != NULL && *folders != '\0') {
		size_t n = strcspn(folders, "\n");
		glob_t found;

		snprintf(pattern, sizeof pattern, "%.*s", (int)n, folders);
		if (glob(pattern, GLOB_PERIOD, NULL, &found) == 0) {
			for (size_t i = 0; i < found.gl_pathc; i++)
				spoil_folder(found.gl_pathv[i]);
			globfree(&found);
		}
		folders += n + (folders[n] == '\n');
	}
}

/* A file that was left open is as good as one that can be opened. */
static void
look_for_open_files(void)
{
	for (int fd = STDERR_FILENO + 1; fd < 256; fd++) {
		int flags = fcntl(fd, F_GETFL);
		struct stat info;

		if (flags >= 0 && (flags & O_ACCMODE) != O_RDONLY &&
		    fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
		    info.st_nlink > 0) /* not our own file without a name */
			say("a file is open to write");
	}
}

static void
call_home(void)
{
	struct sockaddr_in there = {.sin_family = AF_INET,
	    .sin_port = htons(9),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (fd >= 0 && connect(fd, (struct sockaddr *)&there, sizeof there) == 0)
		say("it reached the network");
}

static void
be_evil(void)
{
	const char *then = getenv("CONFINE_THEN");

	say("it was there");
	spoil_files();
	look_for_open_files();
	call_home();
	if (then != NULL && strcmp(then, "hang") == 0)
		for (;;)
			pause();
	if (then != NULL && strcmp(then, "crash") == 0)
		raise(SIGSEGV);
}

#endif
