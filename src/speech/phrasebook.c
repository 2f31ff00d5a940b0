/*
 * An entry of the cache: the traits of the rules as its brief, the phrases as
 * its body. Phrases as fields, each with a NUL behind: the phrase, the words,
 * the number of changes, and of each change its start, its length, what is said
 * and the rule.
 */
#include "speech/phrasebook.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/cache.h"
#include "base/file.h"
#include "base/str.h"
#include "speech/rules.h"

struct known {
	const char *key; /* the phrase as one string */
	struct spoken_words words;
	bool is_asked;
};

struct phrasebook {
	char *folder;
	char name[HASH_HEX + 1];
	struct arena *arena;
	struct buf body;   /* as it was read: what is known points there */
	GHashTable *known; /* key → struct known */
	struct known **asked;
	size_t nasked, cap;
	bool has_new;
};

/* Names */

static void
put_text(struct buf *out, const char *text)
{
	buf_printf(out, "%zu:%s", strlen(text), text);
}

/* What the words depend on beside the rules: this program and its libraries. */
static bool
put_program(struct buf *out)
{
	char version[64] = "", unicode[64] = "";
	struct file_mark mark;

	if (!file_mark("/proc/self/exe", &mark))
		return false;
	pcre2_config(PCRE2_CONFIG_VERSION, version);
	pcre2_config(PCRE2_CONFIG_UNICODE_VERSION, unicode);
	buf_printf(out, "phrases\n%s\n%s\n%u.%u.%u\n", version, unicode,
	    glib_major_version, glib_minor_version, glib_micro_version);
	buf_add(out, &mark, sizeof mark);
	return true;
}

bool
phrasebook_name(char name[static HASH_HEX + 1], const struct spoken_file *file,
    const struct spoken_entry *entries, size_t n, const char *whose)
{
	struct buf all = {0};
	bool ok = put_program(&all);

	put_text(&all, whose);
	for (size_t i = 0; i < n; i++) {
		buf_printf(&all, "%d", (int)entries[i].how);
		put_text(&all, entries[i].text);
		put_text(&all, entries[i].as != NULL ? entries[i].as : "");
	}
	buf_putc(&all, '\n');
	buf_add(&all, file->bytes.data, file->bytes.len);
	hash_hex(name, all.data, all.len);
	buf_release(&all);
	return ok;
}

/* The same string for the same phrase, and for no other. */
static void
put_key(struct buf *out, const struct phrase *phrase)
{
	buf_clear(out);
	put_text(out, phrase->text);
	for (size_t i = 0; i < phrase->ngiven; i++) {
		const struct spoken_given *given = &phrase->given[i];

		buf_printf(out, "%zu,%zu,", given->start, given->len);
		put_text(out, given->as);
	}
}

/* Reading */

/* The fields that are left. */
struct fields {
	const char *p, *end;
};

static const char *
next_field(struct fields *fields)
{
	const char *field = fields->p;
	size_t left = (size_t)(fields->end - field);
	const char *nul = left > 0 ? memchr(field, '\0', left) : NULL;

	if (nul == NULL)
		return NULL;
	fields->p = nul + 1;
	return field;
}

static bool
next_number(struct fields *fields, size_t most, size_t *number)
{
	const char *field = next_field(fields);
	char *end;

	if (field == NULL || *field < '0' || *field > '9')
		return false;
	errno = 0;
	*number = strtoull(field, &end, 10);
	return errno == 0 && *end == '\0' && *number <= most;
}

static bool
read_change(
    struct fields *fields, size_t text_len, struct spoken_change *change)
{
	if (!next_number(fields, text_len, &change->start) ||
	    !next_number(fields, text_len - change->start, &change->len))
		return false;
	change->said = next_field(fields);
	change->rule = next_field(fields);
	return change->rule != NULL;
}

static bool
read_known(struct phrasebook *book, struct fields *fields, struct known *known)
{
	struct spoken_words *words = &known->words;
	size_t len = 0;

	known->key = next_field(fields);
	words->words = next_field(fields);
	if (words->words == NULL)
		return false;
	/* A key begins with the length of its text. A change takes four
	 * fields of a byte at least. */
	len = strtoull(known->key, NULL, 10);
	if (len > strlen(known->key) ||
	    !next_number(fields, (size_t)(fields->end - fields->p) / 4,
	        &words->nchanges))
		return false;
	words->changes =
	    ARENA_ARRAY(book->arena, struct spoken_change, words->nchanges + 1);
	for (size_t i = 0; i < words->nchanges; i++)
		if (!read_change(fields, len, &words->changes[i]))
			return false;
	return true;
}

static void
read_all(struct phrasebook *book)
{
	struct fields fields = {book->body.data, book->body.data};

	if (!cache_body(book->folder, book->name, &book->body))
		return;
	fields.p = book->body.data;
	fields.end = book->body.data + book->body.len;
	while (fields.p < fields.end) {
		struct known *known = ARENA_NEW(book->arena, struct known);

		if (!read_known(book, &fields, known))
			return;
		g_hash_table_insert(book->known, (char *)known->key, known);
	}
}

struct phrasebook *
phrasebook_open(const char *cache, const char *name)
{
	char *folder = cache != NULL ? cache_open(cache, "phrases") : NULL;
	struct phrasebook *book;

	if (folder == NULL)
		return NULL;
	book = mem_alloc(sizeof *book);
	*book = (struct phrasebook){.folder = folder,
	    .arena = arena_new(),
	    .known = g_hash_table_new(g_str_hash, g_str_equal)};
	memcpy(book->name, name, sizeof book->name);
	read_all(book);
	return book;
}

/* Asking */

static void
note_asked(struct phrasebook *book, struct known *known)
{
	if (known->is_asked)
		return;
	known->is_asked = true;
	ARRAY_GROW(book->asked, book->nasked, book->cap);
	book->asked[book->nasked++] = known;
}

bool
phrasebook_find(struct phrasebook *book, const struct phrase *phrase,
    struct spoken_words *words)
{
	struct buf key = {0};
	struct known *known;

	if (book == NULL)
		return false;
	put_key(&key, phrase);
	known = g_hash_table_lookup(book->known, key.data);
	buf_release(&key);
	if (known == NULL)
		return false;
	note_asked(book, known);
	*words = known->words;
	return true;
}

void
phrasebook_add(struct phrasebook *book, const struct phrase *phrase,
    const struct spoken_words *words)
{
	struct known *known;
	struct buf key = {0};
	size_t n = words->nchanges;

	if (book == NULL)
		return;
	put_key(&key, phrase);
	known = ARENA_NEW(book->arena, struct known);
	known->key = arena_strdup(book->arena, key.data);
	buf_release(&key);
	known->words.words = arena_strdup(book->arena, words->words);
	known->words.nchanges = n;
	known->words.changes =
	    ARENA_ARRAY(book->arena, struct spoken_change, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct spoken_change *change = &known->words.changes[i];

		*change = words->changes[i];
		change->said = arena_strdup(book->arena, change->said);
		change->rule = arena_strdup(book->arena, change->rule);
	}
	g_hash_table_insert(book->known, (char *)known->key, known);
	note_asked(book, known);
	book->has_new = true;
}

/* Writing */

static void
put_field(struct buf *out, const char *field)
{
	buf_add(out, field, strlen(field) + 1);
}

static void
put_number(struct buf *out, size_t number)
{
	buf_printf(out, "%zu", number);
	buf_putc(out, '\0');
}

static void
put_known(struct buf *out, const struct known *known)
{
	const struct spoken_words *words = &known->words;

	put_field(out, known->key);
	put_field(out, words->words);
	put_number(out, words->nchanges);
	for (size_t i = 0; i < words->nchanges; i++) {
		put_number(out, words->changes[i].start);
		put_number(out, words->changes[i].len);
		put_field(out, words->changes[i].said);
		put_field(out, words->changes[i].rule);
	}
}

void
phrasebook_traits(const struct phrasebook *book, struct buf *out)
{
	buf_clear(out);
	if (book != NULL)
		cache_brief(book->folder, book->name, out);
}

static void
write_all(const struct phrasebook *book, const struct spoken *spoken)
{
	struct buf body = {0}, traits = {0};

	spoken_traits(spoken, &traits);
	for (size_t i = 0; i < book->nasked; i++)
		put_known(&body, book->asked[i]);
	cache_store(book->folder, book->name,
	    (struct bytes){traits.data, traits.len},
	    (struct bytes){body.data, body.len});
	buf_release(&traits);
	buf_release(&body);
	cache_trim(book->folder, (uint64_t)PHRASEBOOK_MAX_MB << 20);
}

void
phrasebook_close(struct phrasebook *book, const struct spoken *spoken)
{
	if (book == NULL)
		return;
	if (book->has_new && spoken != NULL)
		write_all(book, spoken);
	g_hash_table_destroy(book->known);
	buf_release(&book->body);
	arena_free(book->arena);
	free(book->asked);
	free(book->folder);
	free(book);
}
