/* Writing corrections into the source. */
#include "command/fix.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/source.h"
#include "base/str.h"

enum { MAX_BACKUPS = 1000 };

/* Corrections of one file, in the order of its bytes. */
struct fixes {
	const struct source *source;
	const struct diag **items;
	size_t n;
};

static int
compare_places(const void *a, const void *b)
{
	const struct diag *x = *(const struct diag *const *)a;
	const struct diag *y = *(const struct diag *const *)b;

	if (x->extent.from != y->extent.from)
		return x->extent.from < y->extent.from ? -1 : 1;
	return x->extent.to < y->extent.to   ? -1
	       : x->extent.to > y->extent.to ? 1
	                                     : 0;
}

static bool
can_fix(const struct diag *diag)
{
	return diag->is_safe && diag->replacement != NULL &&
	       diag->loc.file != NULL && diag->extent.from < diag->extent.to;
}

/* Of two that meet, the first is made; the other one is found again. */
static void
drop_overlaps(struct fixes *fixes)
{
	size_t kept = 0, end = 0;

	for (size_t i = 0; i < fixes->n; i++) {
		const struct diag *diag = fixes->items[i];

		if (diag->extent.from < end ||
		    diag->extent.to > fixes->source->bytes.len)
			continue;
		end = diag->extent.to;
		fixes->items[kept++] = diag;
	}
	fixes->n = kept;
}

static struct fixes
collect(const struct diags *diags, const struct source *source)
{
	struct fixes fixes = {.source = source,
	    .items = mem_alloc((diags->n + 1) * sizeof *fixes.items)};

	for (size_t i = 0; i < diags->n; i++)
		if (can_fix(&diags->items[i]) &&
		    str_eq(diags->items[i].loc.file, source->path))
			fixes.items[fixes.n++] = &diags->items[i];
	qsort(fixes.items, fixes.n, sizeof *fixes.items, compare_places);
	drop_overlaps(&fixes);
	return fixes;
}

static void
put_escaped(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '&')
			buf_puts(out, "&amp;");
		else if (*text == '<')
			buf_puts(out, "&lt;");
		else
			buf_putc(out, *text);
}

/* The bytes from start to end with the corrections in them. */
static void
put_fixed(struct buf *out, const struct fixes *fixes, size_t start, size_t end)
{
	const char *bytes = fixes->source->bytes.data;

	for (size_t i = 0; i < fixes->n; i++) {
		const struct diag *diag = fixes->items[i];

		if (diag->extent.from < start || diag->extent.to > end)
			continue;
		buf_add(out, bytes + start, diag->extent.from - start);
		put_escaped(out, diag->replacement);
		start = diag->extent.to;
	}
	buf_add(out, bytes + start, end - start);
}

static void
show_lines(const char *sign, const char *text, size_t len)
{
	while (len > 0) {
		size_t n = strcspn(text, "\n");

		n = n < len ? n : len;
		printf("%s%.*s\n", sign, (int)n, text);
		n += n < len;
		text += n;
		len -= n;
	}
}

static size_t
line_start(const struct source *source, size_t at)
{
	while (at > 0 && source->bytes.data[at - 1] != '\n')
		at--;
	return at;
}

static size_t
line_end(const struct source *source, size_t at)
{
	while (at < source->bytes.len && source->bytes.data[at] != '\n')
		at++;
	return at;
}

/* The lines that change, as a difference. */
static void
show(const struct fixes *fixes)
{
	const struct source *source = fixes->source;
	size_t done = 0;

	printf("--- %s\n+++ %s\n", source->path, source->path);
	for (size_t i = 0; i < fixes->n; i++) {
		const struct diag_extent *extent = &fixes->items[i]->extent;
		size_t start = line_start(source, extent->from);
		size_t end = line_end(source, extent->to);
		struct buf fixed = {0};

		if (extent->from < done)
			continue;
		while (
		    i + 1 < fixes->n && fixes->items[i + 1]->extent.from < end)
			end = line_end(source, fixes->items[++i]->extent.to);
		printf("@@ line %u @@\n", fixes->items[i]->loc.line);
		show_lines("-", source->bytes.data + start, end - start);
		put_fixed(&fixed, fixes, start, end);
		show_lines("+", buf_str(&fixed), fixed.len);
		buf_release(&fixed);
		done = end;
	}
}

static bool
agree(void)
{
	int c;

	if (!isatty(STDIN_FILENO)) {
		puts("Nothing is written. To write it: add --yes.");
		return false;
	}
	fputs("Write these changes? [y/N] ", stdout);
	fflush(stdout);
	c = getchar();
	return c == 'y' || c == 'Y';
}

/* A name that is free: "plan.xml.bak", "plan.xml.2.bak", … */
static char *
backup_path(const char *path)
{
	size_t size = strlen(path) + 16;
	char *backup = mem_alloc(size);

	snprintf(backup, size, "%s.bak", path);
	for (int i = 2; file_exists(backup) && i < MAX_BACKUPS; i++)
		snprintf(backup, size, "%s.%d.bak", path, i);
	return backup;
}

static bool
write_fixed(const struct fixes *fixes, struct diags *trouble)
{
	const struct source *source = fixes->source;
	char *backup = backup_path(source->path);
	struct buf fixed = {0};
	struct stat before;
	bool ok, has_mode = stat(source->path, &before) == 0;

	put_fixed(&fixed, fixes, 0, source->bytes.len);
	ok = file_write(
	         backup, source->bytes.data, source->bytes.len, trouble) &&
	     file_write(source->path, fixed.data, fixed.len, trouble);
	/* who may read and write it stays as it was */
	if (ok && has_mode && chmod(source->path, before.st_mode & 07777) != 0)
		ok = diag_add(trouble, DIAG_FILE_WRITE, LOC_FILE(source->path),
		    source->path, strerror(errno));
	if (ok)
		printf("%s: %zu corrected. As it was: %s\n", source->path,
		    fixes->n, backup);
	buf_release(&fixed);
	free(backup);
	return ok;
}

static bool
offer_file(const struct diags *diags, const struct source *source, bool yes,
    struct diags *trouble)
{
	struct fixes fixes = collect(diags, source);
	bool ok = true;

	if (fixes.n > 0) {
		show(&fixes);
		if (yes || agree())
			ok = write_fixed(&fixes, trouble);
	}
	free(fixes.items);
	return ok;
}

bool
fix_offer(const struct diags *diags, bool yes, struct diags *trouble)
{
	struct sources sources = {0};
	bool ok = true;

	for (size_t i = 0; i < diags->n; i++)
		if (can_fix(&diags->items[i]))
			sources_file(&sources, diags->items[i].loc.file);
	if (sources.n == 0)
		puts("There is nothing that can be corrected safely.");
	for (size_t i = 0; i < sources.n; i++)
		ok = offer_file(diags, sources.items[i], yes, trouble) && ok;
	sources_release(&sources);
	return ok;
}
