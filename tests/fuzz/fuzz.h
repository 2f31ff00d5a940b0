/*
 * What the targets share: a folder in memory that readers of files read from,
 * and the end of a run in which something does not hold.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define FUZZ_FOLDER "/dev/shm/everyread-fuzz-XXXXXX"

/* One for each process: fuzzers may run side by side. */
static char fuzz_folder[] = FUZZ_FOLDER;

static inline void
fuzz_remove_folder(void)
{
	char command[sizeof fuzz_folder + 16];

	snprintf(command, sizeof command, "rm -rf %s", fuzz_folder);
	if (system(command) != 0)
		fputs("The folder of the fuzzer stays.\n", stderr);
}

/* What must hold. */
#define FUZZ_HOLDS(condition, what)                                            \
	do {                                                                   \
		if (!(condition)) {                                            \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__,     \
			    (what));                                           \
			abort();                                               \
		}                                                              \
	} while (0)

/* The folder is made at the first call; name may have one folder in it. */
static inline void
fuzz_put(const char *name, const void *bytes, size_t size)
{
	char path[256], *slash;
	FILE *file;

	if (strcmp(fuzz_folder, FUZZ_FOLDER) == 0) {
		FUZZ_HOLDS(mkdtemp(fuzz_folder) != NULL, "no folder");
		atexit(fuzz_remove_folder);
	}
	snprintf(path, sizeof path, "%s/%s", fuzz_folder, name);
	slash = strrchr(path, '/');
	*slash = '\0';
	mkdir(path, 0755);
	*slash = '/';
	file = fopen(path, "wb");
	FUZZ_HOLDS(file != NULL, "no file");
	fwrite(bytes, 1, size, file);
	fclose(file);
}

/* A refusal has its message, and only a refusal has an error. */
static inline void
fuzz_judged(int accepted, const struct diags *diags)
{
	FUZZ_HOLDS(accepted || diags_worst(diags) >= DIAG_ERROR,
	    "it is refused without a message");
	FUZZ_HOLDS(!accepted || diags_worst(diags) < DIAG_ERROR,
	    "it is taken in spite of an error");
}

#endif
