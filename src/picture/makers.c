/* Who draws. */
#include "picture/makers.h"

#include <cairo.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <jpeglib.h>
#include <png.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/str.h"
#include "late/rsvg.h"

#define TEXT_OF(number) #number
#define VERSION_OF(number) TEXT_OF(number)

/* A new way to draw needs a new number here; then nothing that was kept
 * fits. libjpeg does not say its version when it runs. */
static const char compiled[] = "drawing 1, libjpeg " VERSION_OF(
    JPEG_LIB_VERSION) " " VERSION_OF(LIBJPEG_TURBO_VERSION);

/* Loads the libraries. */
static void
ask(struct buf *out)
{
	unsigned rsvg[3];

	late_rsvg_version(rsvg);
	buf_printf(out, "%s, cairo %s, librsvg %u.%u.%u, zlib %s, libpng %u\n",
	    compiled, cairo_version_string(), rsvg[0], rsvg[1], rsvg[2],
	    zlibVersion(), (unsigned)png_access_version_number());
}

/* One line: what changes when somebody puts another file there. The name has
 * the version in it once links are followed. The inode and the time of its last
 * change of any kind say too much: a link to a library or a copy of the disk
 * would make all drawings ask the libraries again. */
static void
describe_file(struct buf *out, const char *path)
{
	char *real = realpath(path, NULL);
	struct stat s;

	if (real != NULL && stat(real, &s) == 0)
		buf_printf(out, "%lld %lld.%ld %s\t%s\n", (long long)s.st_size,
		    (long long)s.st_mtim.tv_sec, s.st_mtim.tv_nsec, real, path);
	else
		buf_printf(out, "none\t%s\n", path);
	free(real);
}

/* All but the files of the libraries. */
static void
situation_key(char key[READY_KEY + 1])
{
	static const char *const switches[] = {
	    "LD_LIBRARY_PATH", "LD_PRELOAD", "LD_AUDIT"};
	struct buf text = {0};

	buf_printf(&text, "%s\n", compiled);
	for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
		const char *value = getenv(switches[i]);

		buf_printf(
		    &text, "%s=%s\n", switches[i], value != NULL ? value : "");
	}
	describe_file(&text, "/etc/ld.so.cache");
	ready_key(key, "makers", text.data, text.len);
	buf_release(&text);
}

static int
describe_library(struct dl_phdr_info *info, size_t size, void *out)
{
	static const char *const names[] = {"/libcairo.so", "/librsvg-2.so",
	    "/libpixman-1.so", "/libpng16.so", "/libjpeg.so", "/libz.so"};

	(void)size;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strstr(info->dlpi_name, names[i]) != NULL)
			describe_file(out, info->dlpi_name);
	return 0;
}

/* An entry is the lines of the files, an empty line, the answer. */
void
makers_add(struct ready_list *list)
{
	struct buf entry = {0}, answer = {0};
	char key[READY_KEY + 1];

	ask(&answer);
	dl_iterate_phdr(describe_library, &entry);
	buf_printf(&entry, "\n%s", buf_str(&answer));
	situation_key(key);
	ready_add(list, key, entry.data, entry.len);
	buf_release(&entry);
	buf_release(&answer);
}

/* Is the line what describe_file() would write now? */
static bool
is_unchanged(const char *line, size_t len)
{
	struct buf text = {0}, now = {0};
	const char *path;
	bool same;

	buf_add(&text, line, len);
	path = strrchr(buf_str(&text), '\t');
	if (path != NULL)
		describe_file(&now, path + 1);
	same = now.len == len + 1 && memcmp(buf_str(&now), line, len) == 0;
	buf_release(&text);
	buf_release(&now);
	return same;
}

/* The answer in an entry; NULL if a file has changed. */
static const char *
take_answer(const struct buf *entry)
{
	const char *line = buf_str(entry), *end;
	size_t nfiles = 0;

	for (; (end = strchr(line, '\n')) != NULL && end > line; line = end + 1)
		if (!is_unchanged(line, (size_t)(end - line)))
			return NULL;
		else
			nfiles++;
	return end != NULL && nfiles > 0 ? end + 1 : NULL;
}

char *
makers_learn(const struct ready *ready)
{
	struct buf entry = {0}, answer = {0};
	const char *known = NULL;
	char key[READY_KEY + 1];

	situation_key(key);
	if (ready_find(ready, key, &entry))
		known = take_answer(&entry);
	if (known != NULL)
		buf_puts(&answer, known);
	else
		ask(&answer);
	buf_release(&entry);
	return answer.data;
}
