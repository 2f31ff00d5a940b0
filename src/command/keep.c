/* Looking before writing. */
#include "command/keep.h"

#include <glib.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"

enum { MAX_MANIFEST = 16 << 20, HEAD = 4096 };

static const char manifest[] = "manifest.json";

/* File managers, office programs and network drives: nobody misses these; *
 * is any text. */
static const char *const left_by_others[] = {".DS_Store", "._*", ".directory",
    "Thumbs.db", "desktop.ini", ".~lock.*#", "~$*", ".nfs*", ".fuse_hidden*"};

static bool
is_left_by_others(const char *name)
{
	for (size_t i = 0; i < sizeof left_by_others / sizeof *left_by_others;
	     i++)
		if (g_pattern_match_simple(left_by_others[i], name))
			return true;
	return false;
}

/* The paths that the manifest lists; none if it cannot be read. */
static GHashTable *
read_manifest(const char *folder)
{
	GHashTable *paths =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	char *path = path_join(folder, manifest);
	struct buf bytes = {0};
	struct diags unread = {0};
	json_t *root = NULL, *files, *file;
	size_t i;

	if (file_read(path, MAX_MANIFEST, &bytes, &unread, LOC_NONE))
		root = json_loadb(buf_str(&bytes), bytes.len, 0, NULL);
	files = json_object_get(root, "files");
	if (json_is_array(files))
		g_hash_table_add(paths, g_strdup(manifest));
	json_array_foreach(files, i, file)
	{
		const char *name =
		    json_string_value(json_object_get(file, "path"));

		if (name != NULL)
			g_hash_table_add(paths, g_strdup(name));
	}
	json_decref(root);
	diags_release(&unread);
	buf_release(&bytes);
	free(path);
	return paths;
}

/* The first file below folder that is not in paths, by name; g_free'd by the
 * caller. below: "" or a folder of it with its slash. */
static char *
find_foreign(const char *folder, const char *below, GHashTable *paths)
{
	char *here = g_build_filename(folder, below, NULL), *found = NULL;
	GDir *dir = g_dir_open(here, 0, NULL);
	const char *name;

	if (dir == NULL) /* it cannot be read, so nobody knows */
		found = g_strdup(*below != '\0' ? below : ".");
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		char *relative = g_strconcat(below, name, NULL);
		char *path = g_build_filename(folder, relative, NULL);
		char *foreign = NULL;
		struct stat status;

		if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
			char *deeper = g_strconcat(relative, "/", NULL);

			foreign = find_foreign(folder, deeper, paths);
			g_free(deeper);
		} else if (!is_left_by_others(name) &&
		           !g_hash_table_contains(paths, relative)) {
			foreign = g_strdup(relative);
		}
		if (foreign != NULL &&
		    (found == NULL || strcmp(foreign, found) < 0)) {
			g_free(found);
			found = g_steal_pointer(&foreign);
		}
		g_free(foreign);
		g_free(path);
		g_free(relative);
	}
	if (dir != NULL)
		g_dir_close(dir);
	g_free(here);
	return found;
}

/* Something is there that is no folder. */
static bool
is_no_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

bool
keep_folder(const char *folder, struct diags *diags)
{
	char *parent = path_folder(folder), *foreign;
	GHashTable *paths;
	bool ok = true;

	if (is_no_folder(parent))
		ok = diag_add(diags, DIAG_FILE_KEPT, LOC_NONE, parent);
	else if (is_no_folder(folder))
		ok = diag_add(diags, DIAG_FILE_KEPT, LOC_NONE, folder);
	free(parent);
	if (!ok || !file_exists(folder))
		return ok;
	paths = read_manifest(folder);
	foreign = find_foreign(folder, "", paths);
	ok = foreign == NULL ||
	     diag_add(diags, DIAG_FOLDER_KEPT, LOC_NONE, folder, foreign);
	g_free(foreign);
	g_hash_table_destroy(paths);
	return ok;
}

static bool
begins_with_mark(const char *path, const char *mark)
{
	char *bytes = NULL;
	gsize n = 0;
	bool found = g_file_get_contents(path, &bytes, &n, NULL) &&
	             g_strstr_len(bytes, (gssize)MIN(n, HEAD), mark) != NULL;

	g_free(bytes);
	return found;
}

bool
keep_allows(const char *path, const char *mark)
{
	struct stat status;

	/* what is no file, such as a pipe, loses nothing */
	if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
	    status.st_size == 0)
		return true;
	return mark != NULL && begins_with_mark(path, mark);
}

bool
keep_file(const char *path, const char *mark, struct diags *diags)
{
	return keep_allows(path, mark) ||
	       diag_add(diags, DIAG_FILE_KEPT, LOC_NONE, path);
}
