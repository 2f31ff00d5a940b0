/* Document-long memory: blocks that are freed together. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_BLOCK 0 /* one malloc per allocation: see arena.h */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_BLOCK 0
#endif
#endif
#ifndef ARENA_BLOCK
#define ARENA_BLOCK ((size_t)64 * 1024)
#endif

struct block {
	struct block *next;
	size_t used, size; /* bytes of data */
	alignas(max_align_t) unsigned char data[];
};

struct arena {
	struct block *blocks; /* newest first */
};

void *
mem_alloc(size_t size)
{
	return mem_realloc(NULL, size);
}

void *
mem_realloc(void *p, size_t size)
{
	void *q = realloc(p, size ? size : 1);

	if (q == NULL) {
		fputs("everyread: out of memory. Close other programs and "
		      "try again.\n",
		    stderr);
		_exit(3);
	}
	return q;
}

struct arena *
arena_new(void)
{
	struct arena *arena = mem_alloc(sizeof *arena);

	arena->blocks = NULL;
	return arena;
}

void
arena_free(struct arena *arena)
{
	struct block *block, *next;

	if (arena == NULL)
		return;
	for (block = arena->blocks; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}

static struct block *
block_new(struct arena *arena, size_t size)
{
	const size_t least = ARENA_BLOCK;
	struct block *block;

	if (size < least)
		size = least;
	block = mem_alloc(sizeof *block + size);
	block->used = 0;
	block->size = size;
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct block *block = arena->blocks;
	size_t start = 0;

	assert(size < SIZE_MAX / 2);
	if (block != NULL)
		start = (block->used + align - 1) / align * align;
	if (block == NULL || ARENA_BLOCK == 0 || start > block->size ||
	    size > block->size - start) {
		block = block_new(arena, size);
		start = 0;
	}
	block->used = start + size;
	return memset(block->data + start, 0, size);
}

char *
arena_strdup(struct arena *arena, const char *s)
{
	return arena_strndup(arena, s, strlen(s));
}

char *
arena_strndup(struct arena *arena, const char *s, size_t len)
{
	char *copy = arena_alloc(arena, len + 1);

	if (len > 0)
		memcpy(copy, s, len);
	return copy;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *s;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(n >= 0);
	s = arena_alloc(arena, (size_t)n + 1);
	va_start(args, format);
	vsnprintf(s, (size_t)n + 1, format, args);
	va_end(args);
	return s;
}
