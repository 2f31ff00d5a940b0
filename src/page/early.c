/* Opening fonts in a thread. */
#include "page/early.h"

#include <dirent.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "page/fonts.h"

enum { PAUSE_NS = 50000, PAUSES = 20000 }; /* a second in all */

struct early_fonts {
	const char *families, *other_scripts;
	struct fonts *fonts;
	pthread_t thread;
	sem_t told;
	const char *lang; /* when that is posted */
};

/* In the thread: open them, and have Pango search each weight. */
static void *
open_fonts(void *arg)
{
	struct early_fonts *early = arg;
	struct diags ignored = {0};
	struct fonts *fonts;

	fonts = fonts_open(early->families, early->other_scripts, &ignored);
	diags_release(&ignored);
	while (sem_wait(&early->told) != 0)
		; /* a signal came */
	for (int bold = 0; bold < 2 && fonts && early->lang; bold++) {
		fonts_prepare(fonts, bold, early->lang);
		fonts_metrics(fonts, SHAPED_SIZE);
	}
	early->fonts = fonts;
	return NULL;
}

struct early_fonts *
early_fonts_start(const char *families, const char *other_scripts)
{
	struct early_fonts *early = mem_alloc(sizeof *early);

	*early = (struct early_fonts){
	    .families = families, .other_scripts = other_scripts};
	sem_init(&early->told, 0, 0);
	if (pthread_create(&early->thread, NULL, open_fonts, early) == 0)
		return early;
	sem_destroy(&early->told);
	free(early);
	return NULL;
}

void
early_fonts_tell(struct early_fonts *early, const char *lang)
{
	if (early == NULL)
		return;
	early->lang = lang;
	sem_post(&early->told);
}

/* Has this process one thread only? True if that cannot be known. */
static bool
is_alone(void)
{
	DIR *threads = opendir("/proc/self/task");
	const struct dirent *entry;
	size_t n = 0;

	if (threads == NULL)
		return true;
	while ((entry = readdir(threads)) != NULL)
		n += entry->d_name[0] != '.';
	closedir(threads);
	return n == 1;
}

struct fonts *
early_fonts_finish(struct early_fonts *early)
{
	const struct timespec pause = {.tv_nsec = PAUSE_NS};
	struct fonts *fonts;

	if (early == NULL)
		return NULL;
	pthread_join(early->thread, NULL);
	/* Pango's threads have answered, and end. One that is not gone could
	 * hold a lock, which nobody would release in a fork. */
	for (int i = 0; i < PAUSES && !is_alone(); i++)
		nanosleep(&pause, NULL);
	fonts = early->fonts;
	sem_destroy(&early->told);
	free(early);
	return fonts;
}
