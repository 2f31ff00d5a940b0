/*
 * When memory runs out the process ends, whoever has asked for it: base/arena.h
 * promises that, and libraries are held to it as well. Some would go on with
 * less: HarfBuzz then shapes words without their kerning or puts all letters
 * in one place, and a page that is wrong without a word is worse than none.
 *
 * These functions stand before those of the C library and pass on to whatever
 * comes next. A sanitizer brings its own and stops by itself.
 */
#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAS_OWN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define HAS_OWN 1
#endif
#endif

#ifdef HAS_OWN
typedef int memory_is_watched;
#else

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
end_without_memory(void)
{
	static const char message[] =
	    "everyread: out of memory. Close other programs and try again.\n";

	if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
		_exit(3);
	_exit(3);
}

/* The function of that name that comes next. A function's address fits a
 * void * (POSIX, dlsym). */
#define NEXT(name)                                                             \
	static __typeof__(name) *_Atomic found;                                \
	__typeof__(name) *next = found;                                        \
                                                                               \
	if (next == NULL) {                                                    \
		void *address = dlsym(RTLD_NEXT, #name);                       \
                                                                               \
		memcpy(&next, &address, sizeof next);                          \
		found = next;                                                  \
	}

void *
malloc(size_t size)
{
	NEXT(malloc)
	void *p = next(size);

	if (p == NULL && size > 0)
		end_without_memory();
	return p;
}

void *
calloc(size_t n, size_t size)
{
	NEXT(calloc)
	void *p = next(n, size);

	if (p == NULL && n > 0 && size > 0)
		end_without_memory();
	return p;
}

void *
realloc(void *old, size_t size)
{
	NEXT(realloc)
	void *p = next(old, size);

	if (p == NULL && size > 0)
		end_without_memory();
	return p;
}

#endif
