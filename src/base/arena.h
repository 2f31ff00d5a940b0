/*
 * Memory that lives as long as one document.
 *
 * Everything the tree, the templates and the catalogue hold is allocated
 * from an arena and freed with it in one call; nothing in an arena is freed
 * singly. Running out of memory prints one message and ends the program with
 * status 3: no caller checks for NULL. Sanitizer builds use one malloc per
 * allocation, so that a write past the end is found.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL is allowed */

/* size bytes, zeroed, aligned for any type; never NULL */
void *arena_alloc(struct arena *arena, size_t size);
/* the string (its first len bytes), with a NUL behind */
char *arena_strdup(struct arena *arena, const char *s);
char *arena_strndup(struct arena *arena, const char *s, size_t len);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* malloc and realloc that never return NULL, for arrays that grow */
void *mem_alloc(size_t size);
void *mem_realloc(void *p, size_t size);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, n)                                            \
	((type *)arena_alloc((arena), (n) * sizeof(type)))

/* Make room for one more in a mem_alloc'ed array of n of cap items. */
#define ARRAY_GROW(array, n, cap)                                              \
	do {                                                                   \
		if ((n) >= (cap)) {                                            \
			(cap) = (cap) ? (cap)*2 : 16;                          \
			(array) = mem_realloc(                                 \
			    (array), (size_t)(cap) * sizeof *(array));         \
		}                                                              \
	} while (0)

#endif
