/*
 * Included before every file of the build for coverage: workers end by
 * _exit(), which would leave out what they have run.
 */
#ifndef COVERAGE_EXIT_H
#define COVERAGE_EXIT_H

#include <unistd.h>

void __gcov_dump(void);

static inline _Noreturn void
coverage_exit(int status)
{
	__gcov_dump();
	_exit(status);
}

#define _exit coverage_exit

#endif
