/*
 * Libraries that few commands need are not linked but loaded when a function
 * of theirs is first called: with them each start took three times as long,
 * because the loader resolves the symbols of all that they need in turn.
 *
 * A file of this folder defines the functions of one library that we call,
 * with their own names, so that callers include the library's header and know
 * nothing of it. A wrong prototype does not compile. Each function keeps the
 * address it found, as the loader itself would.
 */
#ifndef LATE_LATE_H
#define LATE_LATE_H

#include <string.h>

/* The address of a function. If the library or the function is not there, a
 * message says so and the program ends with status 3. */
void *late_find(const char *library, const char *function);

/* Find it once. A function's address fits a void * (POSIX, dlsym). */
#define LATE_FOUND(library, name)                                              \
	static __typeof__(name) *_Atomic found;                                \
	__typeof__(name) *function = found;                                    \
                                                                               \
	if (function == NULL) {                                                \
		void *address = late_find(library, #name);                     \
                                                                               \
		memcpy(&function, &address, sizeof function);                  \
		found = function;                                              \
	}
#define LATE(library, type, name, parameters, arguments)                       \
	type name parameters                                                   \
	{                                                                      \
		LATE_FOUND(library, name)                                      \
		return function arguments;                                     \
	}                                                                      \
	_Static_assert(1, "")
#define LATE_VOID(library, name, parameters, arguments)                        \
	void name parameters                                                   \
	{                                                                      \
		LATE_FOUND(library, name)                                      \
		function arguments;                                            \
	}                                                                      \
	_Static_assert(1, "")

#endif
