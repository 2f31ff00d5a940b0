/* The file: a line that says what it is for and the hash of the rest; then a
 * word a line, + or - before it, in order of their bytes, so that words are
 * looked up where they stand. */
#include "check/kept.h"

#include <glib.h>
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"

enum { MAX_BYTES = 8 << 20 };

struct kept {
	char *path;
	uint64_t source; /* hash of what is known of the files */
	struct buf file; /* as it was read */
	/* its lines of words, from the first to behind the last */
	const char *words, *end;
	GTree *added;  /* owns them; each to one of `answers` */
	size_t nbytes; /* of all words */
};

/* "Yes" is not NULL, which is for words that are not there. */
static const char answers[] = "-+";

static bool
identify(const char *const *files, size_t nfiles, uint64_t *hash)
{
	*hash = HASH_START;
	for (size_t i = 0; i < nfiles; i++) {
		struct file_mark mark;

		if (!file_mark(files[i], &mark))
			return false;
		*hash = hash_add(*hash, files[i], strlen(files[i]) + 1);
		*hash = hash_add(*hash, &mark, sizeof mark);
	}
	return true;
}

static void
put_head(struct buf *out, const struct kept *kept, const char *words, size_t n)
{
	buf_printf(out, "everyread words 3 %016" PRIx64 " %016" PRIx64 "\n",
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
	const char *words = NULL;

	if (file_exists(kept->path) &&
	    file_read(kept->path, MAX_BYTES, &kept->file, &ignored, LOC_NONE))
		words = find_words(kept, &kept->file);
	kept->words = words != NULL ? words : "";
	kept->nbytes = strlen(kept->words);
	kept->end = kept->words + kept->nbytes;
	diags_release(&ignored);
}

static int
compare(const void *a, const void *b, void *unused)
{
	(void)unused;
	return strcmp(a, b);
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
	kept->added = g_tree_new_full(compare, NULL, g_free, NULL);
	read_words(kept);
	return kept;
}

/* The line of the file that has the word (*is_there), or before which it
 * belongs. */
static const char *
find_line(const struct kept *kept, const char *word, bool *is_there)
{
	const char *low = kept->words, *high = kept->end;

	*is_there = false;
	while (low < high && !*is_there) {
		const char *line = low + (high - low) / 2, *end;
		size_t len;
		int order;

		while (line > low && line[-1] != '\n')
			line--;
		end = line + strcspn(line, "\n");
		len = end > line ? (size_t)(end - line) - 1 : 0;
		order = strncmp(word, line + 1, len);
		*is_there = order == 0 && word[len] == '\0';
		if (order < 0 || *is_there)
			high = line;
		else
			low = end + 1;
	}
	return high;
}

bool
kept_find(const struct kept *kept, const char *word, bool *yes)
{
	const char *answer = NULL, *line;
	bool is_there = false;

	if (kept != NULL) {
		line = find_line(kept, word, &is_there);
		answer = is_there ? line : g_tree_lookup(kept->added, word);
	}
	*yes = answer != NULL && *answer == '+';
	return answer != NULL;
}

void
kept_add(struct kept *kept, const char *word, bool yes)
{
	if (kept == NULL || kept->nbytes >= KEPT_MAX_BYTES || *word == '\0' ||
	    strchr(word, '\n') != NULL)
		return;
	kept->nbytes += strlen(word) + 2;
	g_tree_insert(
	    kept->added, g_strdup(word), (void *)&answers[yes ? 1 : 0]);
}

/* The old words and the new ones. */
struct merging {
	const struct kept *kept;
	const char *rest; /* of the old ones */
	struct buf words;
};

/* The new words come in their order. */
static gboolean
merge(void *word, void *answer, void *arg)
{
	struct merging *merging = arg;
	bool is_there;
	const char *line = find_line(merging->kept, word, &is_there);

	buf_add(&merging->words, merging->rest, (size_t)(line - merging->rest));
	buf_printf(&merging->words, "%c%s\n", *(const char *)answer,
	    (const char *)word);
	merging->rest = line;
	return FALSE; /* go on */
}

static void
write_words(struct kept *kept)
{
	struct merging all = {.kept = kept, .rest = kept->words};
	struct diags ignored = {0};
	struct buf file = {0};
	char *folder = path_folder(kept->path);

	g_tree_foreach(kept->added, merge, &all);
	buf_puts(&all.words, all.rest);
	put_head(&file, kept, all.words.data, all.words.len);
	buf_add(&file, all.words.data, all.words.len);
	if (file_make_folder(folder, &ignored))
		file_write(kept->path, file.data, file.len, &ignored);
	free(folder);
	buf_release(&file);
	buf_release(&all.words);
	diags_release(&ignored);
}

void
kept_close(struct kept *kept)
{
	if (kept == NULL)
		return;
	if (g_tree_nnodes(kept->added) > 0)
		write_words(kept);
	g_tree_destroy(kept->added);
	buf_release(&kept->file);
	g_free(kept->path);
	g_free(kept);
}
