/* Reading lists of words. */
#include "check/wordlist.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"

enum { LIST_MAX_BYTES = 4 << 20 };

void
wordlist_add(GHashTable *words, struct arena *arena, const char *bytes)
{
	for (const char *p = bytes; *p != '\0';) {
		size_t len = strcspn(p, "\r\n");
		char *line = g_strstrip(arena_strndup(arena, p, len));
		char *equals = strstr(line, " = ");

		if (equals != NULL)
			*equals = '\0';
		if (*line != '\0' && *line != '#')
			g_hash_table_insert(words, line,
			    equals != NULL ? g_strstrip(equals + 3)
			                   : line + strlen(line));
		p += len + (p[len] != '\0');
	}
}

GHashTable *
wordlist_read(struct arena *arena, const char *folder, const char *name,
    struct diags *diags)
{
	GHashTable *words = g_hash_table_new(g_str_hash, g_str_equal);
	const char *path = arena_printf(
	    arena, "%s/check/%s", folder != NULL ? folder : "", name);
	struct buf bytes = {0};

	if (folder != NULL && file_exists(path) &&
	    file_read(path, LIST_MAX_BYTES, &bytes, diags, LOC_NONE) &&
	    utf8_valid_prefix(bytes.data, bytes.len) == bytes.len)
		wordlist_add(words, arena, buf_str(&bytes));
	buf_release(&bytes);
	return words;
}
