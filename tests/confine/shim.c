/*
 * A decoder that has been taken over; LD_PRELOADed by tests/confine.sh. When
 * a JPEG or SVG picture is read it does to the user's files what it can, tells
 * of what it could do in the file descriptor that CONFINE_SAYS names, and then
 * hangs, crashes or does its work: CONFINE_THEN=hang, crash or work.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jpeglib.h>
#include <librsvg/rsvg.h>

static void
say(const char *what)
{
	const char *fd = getenv("CONFINE_SAYS");

	if (fd != NULL)
		dprintf(atoi(fd), "%s\n", what);
}

/* The folders of the user are in the environment: CONFINE_FOLDERS, one a
 * line. */
static void
spoil_files(void)
{
	const char *folders = getenv("CONFINE_FOLDERS");
	char path[4096];

	while (folders != NULL && *folders != '\0') {
		size_t n = strcspn(folders, "\n");
		int fd;

		snprintf(path, sizeof path, "%.*s/evil", (int)n, folders);
		fd = open(path, O_WRONLY | O_CREAT, 0600);
		if (fd >= 0) {
			say("it made a file");
			close(fd);
		}
		snprintf(path, sizeof path, "%.*s/precious", (int)n, folders);
		if (open(path, O_WRONLY) >= 0 || truncate(path, 0) == 0)
			say("it wrote a file");
		if (chmod(path, 0777) == 0)
			say("it changed a file");
		if (unlink(path) == 0)
			say("it removed a file");
		folders += n + (folders[n] == '\n');
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
	call_home();
	if (then != NULL && strcmp(then, "hang") == 0)
		for (;;)
			pause();
	if (then != NULL && strcmp(then, "crash") == 0)
		raise(SIGSEGV);
}

int
jpeg_read_header(j_decompress_ptr jpeg, boolean needs_picture)
{
	be_evil();
	return ((__typeof__(&jpeg_read_header))dlsym(
	    RTLD_NEXT, "jpeg_read_header"))(jpeg, needs_picture);
}

RsvgHandle *
rsvg_handle_new_from_data(const guint8 *bytes, gsize n, GError **error)
{
	be_evil();
	return ((__typeof__(&rsvg_handle_new_from_data))dlsym(
	    RTLD_NEXT, "rsvg_handle_new_from_data"))(bytes, n, error);
}
