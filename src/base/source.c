/* Source files and their lines. */
#include "base/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

enum { MAX_SOURCE = 32 * 1024 * 1024 };

void
sources_release(struct sources *sources)
{
	for (size_t i = 0; i < sources->n; i++) {
		free(sources->items[i]->path);
		free(sources->items[i]->lines);
		buf_release(&sources->items[i]->bytes);
		free(sources->items[i]);
	}
	free(sources->items);
	*sources = (struct sources){0};
}

static void
find_lines(struct source *source)
{
	const char *data = buf_str(&source->bytes);
	size_t len = source->bytes.len;

	if (utf8_valid_prefix(data, len) != len || strlen(data) != len)
		buf_clear(&source->bytes);
	for (size_t at = 0; at < source->bytes.len;) {
		const char *end =
		    memchr(data + at, '\n', source->bytes.len - at);

		ARRAY_GROW(source->lines, source->n, source->cap);
		source->lines[source->n++] = at;
		at = end != NULL ? (size_t)(end - data) + 1 : source->bytes.len;
	}
}

static const struct source *
find(const struct sources *sources, const char *path)
{
	for (size_t i = 0; i < sources->n; i++)
		if (str_eq(sources->items[i]->path, path))
			return sources->items[i];
	return NULL;
}

/* The bytes are the list's from now on. */
static const struct source *
add(struct sources *sources, const char *path, struct buf bytes)
{
	struct source *source = mem_alloc(sizeof *source);

	*source = (struct source){
	    .path = strcpy(mem_alloc(strlen(path) + 1), path), .bytes = bytes};
	find_lines(source);
	ARRAY_GROW(sources->items, sources->n, sources->cap);
	sources->items[sources->n++] = source;
	return source;
}

void
sources_take(struct sources *sources, const char *path, struct buf *bytes)
{
	if (find(sources, path) != NULL)
		buf_release(bytes);
	else
		add(sources, path, *bytes);
	*bytes = (struct buf){0};
}

const struct source *
sources_file(struct sources *sources, const char *path)
{
	const struct source *source = find(sources, path);
	struct diags unsaid = {0};
	struct buf bytes = {0};

	if (source != NULL)
		return source;
	file_read(path, MAX_SOURCE, &bytes, &unsaid, LOC_NONE);
	diags_release(&unsaid);
	return add(sources, path, bytes);
}

const char *
source_line(const struct source *source, unsigned line, size_t *len)
{
	const char *start;

	if (line == 0 || line > source->n)
		return NULL;
	start = source->bytes.data + source->lines[line - 1];
	*len = strcspn(start, "\r\n");
	return start;
}

void
source_place(
    const struct source *source, size_t at, unsigned *line, unsigned *column)
{
	size_t low = 0, high = source->n;

	*line = *column = 0;
	if (source->n == 0)
		return;
	while (low + 1 < high) {
		size_t middle = (low + high) / 2;

		if (source->lines[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	*line = (unsigned)low + 1;
	*column = (unsigned)utf8_count(source->bytes.data + source->lines[low],
	              at - source->lines[low]) +
	          1;
}

size_t
source_byte(const struct source *source, struct loc loc)
{
	const char *p, *end;

	if (loc.line == 0 || loc.line > source->n || loc.column == 0)
		return source->bytes.len;
	p = source->bytes.data + source->lines[loc.line - 1];
	end = source->bytes.data + source->bytes.len;
	for (unsigned column = loc.column; column > 1 && p < end; column--)
		utf8_next(&p);
	return p < end ? (size_t)(p - source->bytes.data) : source->bytes.len;
}
