/*
 * Text → words: the time that the rules of speaking take for a long text,
 * in this process, after the rules are read.
 *
 * usage: words LANGUAGES CODE RUNS <texts      (a sentence a line)
 * Prints sentences, words, the milliseconds of reading the rules, those of
 * the first run (rules in much use are compiled in it) and of the median.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "speech/spoken.h"

enum { MAX_RUNS = 1000 };

struct texts {
	char **list;
	size_t n, cap, words;
};

static double
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void
read_texts(struct texts *texts)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	while ((len = getline(&line, &cap, stdin)) > 0) {
		line[strcspn(line, "\n")] = '\0';
		ARRAY_GROW(texts->list, texts->n, texts->cap);
		texts->list[texts->n++] = strdup(line);
		for (const char *p = line; *p != '\0'; p++)
			texts->words +=
			    *p != ' ' && (p[1] == ' ' || p[1] == '\0');
	}
	free(line);
}

static double
say_all(const struct spoken *spoken, const struct texts *texts)
{
	double start = now_ms();
	struct arena *arena = arena_new();

	for (size_t i = 0; i < texts->n; i++)
		spoken_say(spoken, arena, texts->list[i], NULL, 0);
	arena_free(arena);
	return now_ms() - start;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	int runs = argc == 4 ? atoi(argv[3]) : 0;
	struct texts texts = {0};
	struct diags diags = {0};
	struct spoken *spoken;
	double start, ready, first, times[MAX_RUNS];

	if (runs < 1 || runs > MAX_RUNS)
		return 2;
	read_texts(&texts);
	start = now_ms();
	spoken = spoken_open(argv[1], argv[2], NULL, 0, &diags);
	if (spoken == NULL)
		return 3;
	ready = now_ms() - start;
	first = say_all(spoken, &texts);
	for (int i = 0; i < runs; i++)
		times[i] = say_all(spoken, &texts);
	qsort(times, (size_t)runs, sizeof *times, compare);
	printf("%zu %zu %.2f %.2f %.2f\n", texts.n, texts.words, ready, first,
	    times[runs / 2]);
	spoken_close(spoken);
	for (size_t i = 0; i < texts.n; i++)
		free(texts.list[i]);
	free(texts.list);
	return 0;
}
