/* Files of templates/ with holes. */
#include "write/html/fill.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "write/html/put.h"

enum { MAX_FILE = 1 << 20 };

bool
html_read(const char *templates, const char *name, struct buf *out,
    struct diags *diags)
{
	char *path = path_join(templates, name);
	bool ok = file_read(path, MAX_FILE, out, diags, LOC_FILE(path));

	free(path);
	return ok;
}

static bool
is_named(const char *name, size_t len, const char *wanted)
{
	return strlen(wanted) == len && memcmp(name, wanted, len) == 0;
}

static bool
put_word(const struct filling *f, const char *id, size_t len, struct buf *out)
{
	for (unsigned i = 0; i < WORD_COUNT; i++)
		if (is_named(id, len, word_id((enum word)i))) {
			html_put_text(out, f->language->words[i]);
			return true;
		}
	return false;
}

static bool
put_hole(const struct filling *f, const char *name, size_t len, struct buf *out)
{
	if (len > 5 && memcmp(name, "word ", 5) == 0)
		return put_word(f, name + 5, len - 5, out);
	for (size_t i = 0; i < f->nholes; i++) {
		const struct hole *hole = &f->holes[i];

		if (!is_named(name, len, hole->name))
			continue;
		if (hole->markup != NULL)
			buf_puts(out, hole->markup);
		else
			html_put_text(out, hole->text);
		return true;
	}
	return false;
}

bool
html_fill(const struct filling *filling, const char *name, struct buf *out,
    struct diags *diags)
{
	struct buf file = {0};
	bool ok = html_read(filling->templates, name, &file, diags);

	for (const char *p = buf_str(&file); ok && *p != '\0';) {
		const char *start = strstr(p, "{{");
		const char *end = start != NULL ? strstr(start, "}}") : NULL;

		if (end == NULL) {
			buf_puts(out, p);
			break;
		}
		buf_add(out, p, (size_t)(start - p));
		start += 2;
		if (!put_hole(filling, start, (size_t)(end - start), out))
			ok = diag_add(diags, DIAG_PAGE_HOLE, LOC_NONE, name,
			    (int)(end - start), start);
		p = end + 2;
	}
	buf_release(&file);
	return ok;
}
