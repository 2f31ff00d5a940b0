/*
 * The program that speaks for everyread. It uses libespeak-ng and little
 * else: a child for each sentence is forked from it in half the time that
 * everyread takes, which has all the libraries of pages and pictures too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/confine.h"
#include "base/job.h"
#include "speech/speaker.h"

enum { STEP = 1 << 16, USAGE = 2, FAILED = 3 };

static bool
read_input(struct buf *in)
{
	ssize_t n;

	do {
		buf_reserve(in, STEP);
		n = read(STDIN_FILENO, in->data + in->len, STEP);
		in->len += n > 0 ? (size_t)n : 0;
	} while (n > 0);
	return n == 0;
}

/* It was allowed to become this program, and needs no other. */
static bool
confine_more(const struct speaker *speaker)
{
	return confine_enter(&(struct confine){.folders = {speaker->cache}});
}

int
main(int argc, char **argv)
{
	struct speaker speaker;
	struct buf in = {0};
	int reply, fds[SPOOL_FDS], status = FAILED;

	if (!job_descriptors(argc, argv, &reply, fds)) {
		fputs("This program speaks for everyread. Run everyread.\n",
		    stderr);
		return USAGE;
	}
	if (read_input(&in) && speaker_load(&speaker, &in) &&
	    confine_more(&speaker)) {
		speaker.spool = spool_adopt(fds);
		if (speaker.spool != NULL)
			status = job_serve(reply, speaker_run, &speaker);
		spool_close(speaker.spool);
		free(speaker.sayings);
	}
	buf_release(&in);
	return status;
}
