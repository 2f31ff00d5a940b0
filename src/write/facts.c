/* Facts about files. */
#include "write/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static int
compare_facts(const void *a, const void *b)
{
	const struct fact *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	if (order != 0)
		return order;
	return x->order < y->order ? -1 : 1;
}

struct facts
facts_read(struct arena *arena, const struct buf *lines)
{
	struct facts list = {0};
	char *text = arena_strndup(arena, buf_str(lines), lines->len);
	char *save = NULL;
	size_t n = 0;

	for (const char *p = text; *p != '\0'; p++)
		n += *p == '\n';
	list.items = ARENA_ARRAY(arena, struct fact, n + 1);
	for (char *line = strtok_r(text, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save)) {
		struct fact *fact = &list.items[list.n];

		fact->order = list.n++;
		fact->path = line;
		fact->name = strchr(line, '\t');
		if (fact->name == NULL)
			continue;
		*fact->name++ = '\0';
		fact->value = strchr(fact->name, '\t');
		if (fact->value != NULL)
			*fact->value++ = '\0';
	}
	qsort(list.items, list.n, sizeof *list.items, compare_facts);
	return list;
}

const char *
facts_value(const struct facts *facts, const char *path, const char *name)
{
	for (size_t i = 0; i < facts->n; i++)
		if (str_eq(facts->items[i].path, path) &&
		    str_eq(facts->items[i].name, name))
			return facts->items[i].value;
	return NULL;
}
