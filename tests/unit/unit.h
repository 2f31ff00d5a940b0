/*
 * A very small test harness. A test file lists its tests in main():
 *
 *     int main(void) { RUN(test_this); RUN(test_that); return unit_end(); }
 *
 * CHECK goes on after a failure, so that one run shows all of them.
 */
#ifndef UNIT_H
#define UNIT_H

#include <stdio.h>
#include <string.h>

static int unit_passed, unit_failed, unit_bad;

#define CHECK(condition)                                                       \
	do {                                                                   \
		if (!(condition)) {                                            \
			unit_bad = 1;                                          \
			printf("%s:%d: failed: %s\n", __FILE__, __LINE__,      \
			    #condition);                                       \
		}                                                              \
	} while (0)

/* A failure that has been found otherwise. */
#define FAIL(why)                                                              \
	do {                                                                   \
		unit_bad = 1;                                                  \
		printf("%s:%d: failed: %s\n", __FILE__, __LINE__, why);        \
	} while (0)

#define CHECK_STR(got, want)                                                   \
	do {                                                                   \
		const char *got_ = (got), *want_ = (want);                     \
		if (got_ == NULL || strcmp(got_, want_) != 0) {                \
			unit_bad = 1;                                          \
			printf("%s:%d:\n  got  \"%s\"\n  want \"%s\"\n",       \
			    __FILE__, __LINE__, got_ ? got_ : "(null)",        \
			    want_);                                            \
		}                                                              \
	} while (0)

#define RUN(test)                                                              \
	do {                                                                   \
		unit_bad = 0;                                                  \
		test();                                                        \
		if (unit_bad) {                                                \
			unit_failed++;                                         \
			printf("FAIL %s\n", #test);                            \
		} else                                                         \
			unit_passed++;                                         \
	} while (0)

static inline int
unit_end(void)
{
	printf("%d passed, %d failed\n", unit_passed, unit_failed);
	return unit_failed != 0;
}

#endif
