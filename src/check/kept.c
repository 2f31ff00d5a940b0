/* The file: a line that says what it is for and the hash of the rest; then a
 * word a line, + or - before it. */
#include "check/kept.h"

#include <glib.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"

enum { MAX_BYTES = 8 << 20 };

struct kept {
	char *path;
	uint64_t source;   /* hash of what is known of the files */
	GHashTable *words; /* owns them; each to one of `answers` */
	bool changed;
};

/* "Yes" is not NULL, which is for words that are not there. */
static const char answers[] = "-+";

static void
put(struct kept *kept, char *word, bool yes)
{
	g_hash_table_insert(kept->words, word, (void *)&answers[yes ? 1 : 0]);
}

/* What changes when a file is written or replaced. */
static bool
identify(const char *const *files, size_t nfiles, uint64_t *hash)
{
	*hash = HASH_START;
	for (size_t i = 0; i < nfiles; i++) {
		struct stat info;
		int64_t facts[6];

		if (stat(files[i], &info) != 0)
			return false;
		facts[0] = (int64_t)info.st_size;
		facts[1] = (int64_t)info.st_ino;
		facts[2] = info.st_mtim.tv_sec;
		facts[3] = info.st_mtim.tv_nsec;
		facts[4] = info.st_ctim.tv_sec;
		facts[5] = info.st_ctim.tv_nsec;
		*hash = hash_add(*hash, files[i], strlen(files[i]) + 1);
		*hash = hash_add(*hash, facts, sizeof facts);
	}
	return true;
}

static void
put_head(struct buf *out, const struct kept *kept, const char *words, size_t n)
{
	buf_printf(out, "everyread words 2 %016" PRIx64 " %016" PRIx64 "\n",
	    kept->source, hash_add(HASH_START, words, n));
}

/* The words behind the head, or NULL if it is another's. */
static const char *
find_words(const struct kept *kept, const struct buf *file)
{
	const char *end = strchr(buf_str(file), '\n');
	struct buf head = {0};
	bool same;

	if (end == NULL)
		return NULL;
	end++;
	put_head(&head, kept, end, (size_t)(file->data + file->len - end));
	same = head.len == (size_t)(end - file->data) &&
	       memcmp(head.data, file->data, head.len) == 0;
	buf_release(&head);
	return same ? end : NULL;
}

static void
read_words(struct kept *kept)
{
	struct diags ignored = {0};
	struct buf file = {0};
	const char *p = NULL;

	if (file_exists(kept->path) &&
	    file_read(kept->path, MAX_BYTES, &file, &ignored, LOC_NONE))
		p = find_words(kept, &file);
	while (p != NULL && *p != '\0') {
		size_t len = strcspn(p, "\n");

		if (len > 1 && strchr(answers, *p) != NULL)
			put(kept, g_strndup(p + 1, len - 1), *p == '+');
		p += len + (p[len] != '\0');
	}
	buf_release(&file);
	diags_release(&ignored);
}

struct kept *
kept_open(const char *folder, const char *name, const char *const *files,
    size_t nfiles)
{
	struct kept *kept;
	uint64_t source;

	if (folder == NULL || !identify(files, nfiles, &source))
		return NULL;
	kept = g_new0(struct kept, 1);
	kept->path = g_strdup_printf("%s/words/%s", folder, name);
	kept->source = source;
	kept->words =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	read_words(kept);
	return kept;
}

bool
kept_find(const struct kept *kept, const char *word, bool *yes)
{
	const char *answer =
	    kept == NULL ? NULL : g_hash_table_lookup(kept->words, word);

	*yes = answer != NULL && *answer == '+';
	return answer != NULL;
}

void
kept_add(struct kept *kept, const char *word, bool yes)
{
	if (kept == NULL || g_hash_table_size(kept->words) >= KEPT_MAX ||
	    *word == '\0' || strchr(word, '\n') != NULL)
		return;
	put(kept, g_strdup(word), yes);
	kept->changed = true;
}

static void
write_words(const struct kept *kept)
{
	struct diags ignored = {0};
	struct buf words = {0}, file = {0};
	char *folder = path_folder(kept->path);
	GHashTableIter i;
	void *word, *answer;

	g_hash_table_iter_init(&i, kept->words);
	while (g_hash_table_iter_next(&i, &word, &answer))
		buf_printf(&words, "%c%s\n", *(const char *)answer,
		    (const char *)word);
	put_head(&file, kept, words.data, words.len);
	buf_add(&file, words.data, words.len);
	if (file_make_folder(folder, &ignored))
		file_write(kept->path, file.data, file.len, &ignored);
	free(folder);
	buf_release(&file);
	buf_release(&words);
	diags_release(&ignored);
}

void
kept_close(struct kept *kept)
{
	if (kept == NULL)
		return;
	if (kept->changed)
		write_words(kept);
	g_hash_table_destroy(kept->words);
	g_free(kept->path);
	g_free(kept);
}
