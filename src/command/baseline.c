/* Reading and writing a baseline. */
#include "command/baseline.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "command/keep.h"

#define FIRST_LINE                                                             \
	"# everyread check --baseline: rule, sentence or message, how many\n"

enum { MAX_BASELINE = 16 * 1024 * 1024 };

static bool
can_be_known(const struct diag *diag)
{
	return diag->level < DIAG_ERROR;
}

/* What stays the same from draft to draft. */
static char *
line_of(const struct diag *diag)
{
	char *line = g_strdup_printf("%s\t%s", diag_info(diag->id)->code,
	    diag->key != NULL ? diag->key : diag->text);

	return g_strdelimit(line, "\r\n", ' ');
}

/* "rule TAB place TAB n" → table: "rule TAB place" → n. */
static void
read_line(GHashTable *known, char *line)
{
	char *tab = strrchr(line, '\t');

	if (*line == '#' || tab == NULL)
		return;
	*tab = '\0';
	g_hash_table_insert(known, g_strdup(line),
	    GSIZE_TO_POINTER(strtoul(tab + 1, NULL, 10)));
}

static bool
take_known(GHashTable *known, const struct diag *diag)
{
	char *line = line_of(diag);
	size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(known, line));

	if (n > 0)
		g_hash_table_insert(
		    known, g_strdup(line), GSIZE_TO_POINTER(n - 1));
	g_free(line);
	return n > 0;
}

bool
baseline_apply(const char *path, struct diags *diags, size_t *nknown,
    struct diags *trouble)
{
	GHashTable *known;
	struct diags kept = {0}, dropped = {0};
	struct buf bytes = {0};
	char *save = NULL;

	if (!file_read(path, MAX_BASELINE, &bytes, trouble, LOC_NONE))
		return false;
	if (!str_starts(buf_str(&bytes), FIRST_LINE)) {
		buf_release(&bytes);
		return diag_add(trouble, DIAG_BASELINE, LOC_FILE(path), path);
	}
	known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (char *line = strtok_r(bytes.data, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save))
		read_line(known, line);
	for (size_t i = 0; i < diags->n; i++) {
		const struct diag *diag = &diags->items[i];

		diags_take(can_be_known(diag) && take_known(known, diag)
		               ? &dropped
		               : &kept,
		    diag);
	}
	diags->n = 0;
	diags_release(diags);
	*diags = kept;
	*nknown = dropped.n;
	diags_release(&dropped);
	g_hash_table_destroy(known);
	buf_release(&bytes);
	return true;
}

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool
baseline_write(
    const char *path, const struct diags *diags, struct diags *trouble)
{
	char **lines = mem_alloc((diags->n + 1) * sizeof *lines);
	struct buf out = {0};
	size_t n = 0;
	bool ok;

	for (size_t i = 0; i < diags->n; i++)
		if (can_be_known(&diags->items[i]))
			lines[n++] = line_of(&diags->items[i]);
	qsort(lines, n, sizeof *lines, compare_lines);
	buf_puts(&out, FIRST_LINE);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n && str_eq(lines[i], lines[k]); k++)
			continue;
		buf_printf(&out, "%s\t%zu\n", lines[i], k - i);
	}
	ok = keep_file(path, FIRST_LINE, trouble) &&
	     file_write(path, out.data, out.len, trouble);
	if (ok)
		printf("%s: %zu known\n", path, n);
	for (size_t i = 0; i < n; i++)
		g_free(lines[i]);
	free(lines);
	buf_release(&out);
	return ok;
}
