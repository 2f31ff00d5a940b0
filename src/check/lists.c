/*
 * Reading word lists, and finding what they hold in a sentence.
 *
 * An entry hangs in a table under the start of its first word: all of it, or
 * what stands before the *. A word of a sentence is looked up whole and by
 * each of its beginnings, so the work for a word does not grow with the
 * lists.
 */
#include "check/lists.h"

#include <glib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"

enum { SLOTS = 1 << 14, LIST_BYTES_MOST = 4 << 20, STEM_LEAST = 2 };
enum kind_of_list { PHRASES, GROUPS, SET };

static const struct {
	const char *file;
	enum kind_of_list kind;
} files[] = {
#define LIST(name, file, kind) {file, kind},
#include "check/lists.def"
#undef LIST
};

struct entry {
	const struct entry *next; /* in its slot */
	enum list list;
	struct tokens words;
	const char *phrase, *instead;
	size_t group;
	bool is_exception, ends; /* "!" before it, " ." after it */
};

struct lists {
	struct arena *arena;
	const struct entry *slots[SLOTS];
	size_t sizes[LIST_COUNT];
};

/* What stands behind word i of the phrase. */
static const char *
end_of_word(const struct entry *entry, size_t i)
{
	const struct token *t = &entry->words.items[i];

	return entry->phrase + t->start + t->len;
}

static bool
has_star(const struct entry *entry, size_t i)
{
	return *end_of_word(entry, i) == '*';
}

static size_t
slot_of(uint64_t hash)
{
	return (size_t)((hash ^ hash >> 32) % SLOTS);
}

static size_t
slot_of_word(const char *word, size_t len)
{
	return slot_of(hash_add(HASH_START, word, len));
}

/* ---- reading --------------------------------------------------------- */

struct reading {
	struct lists *lists;
	struct diags *diags;
	enum list list;
	struct loc loc;
};

static bool
refuse(struct reading *r, const char *why)
{
	return diag_add(r->diags, DIAG_LIST_LINE, r->loc, why);
}

/* Cut the phrase into its words; the first must be one to look it up by. */
static bool
read_words(struct reading *r, struct entry *entry)
{
	entry->words = tokens_cut(r->lists->arena, entry->phrase);
	for (size_t i = 0; i < entry->words.n; i++) {
		const char *after = end_of_word(entry, i);

		if (*after == '*' && after[1] != ' ' && after[1] != '\0' &&
		    after[1] != '-')
			return refuse(r, "has a * inside a word");
	}
	if (entry->words.n == 0)
		return refuse(r, "has no words before the =");
	if (has_star(entry, 0) && entry->words.items[0].word_len < STEM_LEAST)
		return refuse(r, "starts with less than 2 letters and a *");
	return true;
}

static bool
is_same(const struct entry *a, const struct entry *b)
{
	if (a->list != b->list || a->words.n != b->words.n ||
	    a->is_exception != b->is_exception)
		return false;
	for (size_t i = 0; i < a->words.n; i++)
		if (!str_eq(a->words.items[i].word, b->words.items[i].word) ||
		    has_star(a, i) != has_star(b, i))
			return false;
	return true;
}

/* Hang the entry into its slot. */
static bool
put_entry(struct reading *r, struct entry *entry)
{
	const struct token *first = &entry->words.items[0];
	const struct entry **slot =
	    &r->lists->slots[slot_of_word(first->word, first->word_len)];

	for (const struct entry *e = *slot; e != NULL; e = e->next)
		if (is_same(e, entry))
			return refuse(r, "stands twice in the list");
	entry->next = *slot;
	*slot = entry;
	r->lists->sizes[r->list]++;
	return true;
}

/* "! the phrase ." without what is not a word of it. */
static void
strip_signs(struct entry *entry, char *phrase)
{
	size_t len;

	if (*phrase == '!') {
		entry->is_exception = true;
		phrase = g_strchug(phrase + 1);
	}
	len = strlen(phrase);
	if (len > 2 && memcmp(phrase + len - 2, " .", 2) == 0) {
		entry->ends = true;
		phrase[len - 2] = '\0';
	}
	entry->phrase = g_strstrip(phrase);
}

static void
add_entry(struct reading *r, char *phrase, const char *instead)
{
	struct entry *entry = ARENA_NEW(r->lists->arena, struct entry);

	entry->list = r->list;
	entry->instead = instead;
	entry->group = r->loc.line;
	strip_signs(entry, g_strstrip(phrase));
	if (read_words(r, entry))
		put_entry(r, entry);
}

/* Most lines are a word of small letters and nothing else. */
static bool
is_plain_word(const char *line, size_t *len)
{
	const char *p = line;

	while (g_ascii_islower(*p))
		p++;
	*len = (size_t)(p - line);
	return *p == '\0';
}

/* What add_entry() makes of a plain word. */
static void
add_plain_word(struct reading *r, const char *line, size_t len)
{
	struct entry *entry = ARENA_NEW(r->lists->arena, struct entry);
	struct token *word = ARENA_NEW(r->lists->arena, struct token);

	*word = (struct token){
	    .word = line, .word_len = len, .base_len = len, .len = len};
	*entry = (struct entry){.list = r->list,
	    .words = {word, 1, 0},
	    .phrase = line,
	    .group = r->loc.line};
	put_entry(r, entry);
}

static void
read_line(struct reading *r, char *line)
{
	size_t len;
	char *instead = strchr(line, '='), *bar;

	if (files[r->list].kind != GROUPS && is_plain_word(line, &len)) {
		add_plain_word(r, line, len);
		return;
	}
	if (!g_utf8_validate(line, -1, NULL)) {
		refuse(r, "is not valid UTF-8");
		return;
	}
	if (instead != NULL) {
		*instead++ = '\0';
		if (*g_strstrip(instead) == '\0') {
			refuse(r, "has no words after the =");
			return;
		}
	}
	if (files[r->list].kind != GROUPS) {
		add_entry(r, line, instead);
		return;
	}
	if (strchr(line, '|') == NULL)
		refuse(r, "has no | between two words");
	for (; line != NULL; line = bar) {
		bar = strchr(line, '|');
		if (bar != NULL)
			*bar++ = '\0';
		add_entry(r, line, NULL);
	}
}

static void
read_list(struct reading *r, const char *path)
{
	struct buf bytes = {0};
	char *line, *end;

	if (!file_read(path, LIST_BYTES_MOST, &bytes, r->diags, LOC_NONE)) {
		buf_release(&bytes);
		return;
	}
	/* entries borrow the copy that the arena keeps */
	line = arena_strndup(r->lists->arena, buf_str(&bytes), bytes.len);
	for (unsigned number = 1; line != NULL; line = end, number++) {
		end = strchr(line, '\n');
		if (end != NULL)
			*end++ = '\0';
		r->loc = (struct loc){path, number, 1};
		line = g_strstrip(line);
		if (*line != '#' && *line != '\0')
			read_line(r, line);
	}
	buf_release(&bytes);
}

struct lists *
lists_open(const char *folder, struct diags *diags)
{
	struct lists *lists = mem_alloc(sizeof *lists);

	memset(lists, 0, sizeof *lists);
	lists->arena = arena_new();
	for (size_t i = 0; i < LIST_COUNT; i++) {
		struct reading reading = {
		    .lists = lists, .diags = diags, .list = (enum list)i};
		char *path =
		    g_strdup_printf("%s/%s.txt", folder, files[i].file);

		if (file_exists(path))
			read_list(&reading, path);
		g_free(path);
	}
	return lists;
}

void
lists_close(struct lists *lists)
{
	if (lists == NULL)
		return;
	arena_free(lists->arena);
	free(lists);
}

size_t
lists_size(const struct lists *lists, enum list list)
{
	return lists->sizes[list];
}

/* ---- finding --------------------------------------------------------- */

struct search {
	const struct lists *lists;
	const struct tokens *tokens;
	struct arena *arena;
	struct list_match *all;       /* with the exceptions */
	const struct entry **entries; /* of each of all */
	size_t n, cap;
};

/* Is the word of a sentence word i of the entry, or does it begin with it? */
static bool
is_word(const struct token *t, const struct entry *entry, size_t i)
{
	const struct token *word = &entry->words.items[i];
	size_t len = word->word_len;

	if (t->word_len < len || memcmp(t->word, word->word, len) != 0)
		return false;
	return t->word_len == len || t->base_len == len || has_star(entry, i);
}

/* Nothing that the words before i could describe follows them. */
static bool
ends_before(const struct search *s, size_t i)
{
	const struct token *t;

	if (!tokens_joined(s->tokens, i))
		return true;
	t = &s->tokens->items[i];
	return lists_has(s->lists, LIST_SMALL_WORDS, t->word, t->word_len);
}

static bool
is_here(const struct search *s, size_t at, const struct entry *entry)
{
	for (size_t k = 0; k < entry->words.n; k++) {
		size_t i = at + k;

		if (i >= s->tokens->n ||
		    (k > 0 && !tokens_joined(s->tokens, i)) ||
		    !is_word(&s->tokens->items[i], entry, k) ||
		    (tokens_is_name(s->tokens, i) &&
		        !s->tokens->items[i].is_initials))
			return false;
	}
	return !entry->ends || ends_before(s, at + entry->words.n);
}

static void
note(struct search *s, size_t at, const struct entry *entry)
{
	const struct token *first = &s->tokens->items[at];
	const struct token *last = &s->tokens->items[at + entry->words.n - 1];

	if (s->n >= s->cap) {
		struct list_match *all = s->all;
		const struct entry **entries = s->entries;

		s->cap = s->cap > 0 ? 2 * s->cap : 8;
		s->all = ARENA_ARRAY(s->arena, struct list_match, s->cap);
		s->entries =
		    ARENA_ARRAY(s->arena, const struct entry *, s->cap);
		for (size_t i = 0; i < s->n; i++) {
			s->all[i] = all[i];
			s->entries[i] = entries[i];
		}
	}
	s->entries[s->n] = entry;
	s->all[s->n++] = (struct list_match){.list = entry->list,
	    .start = first->start,
	    .len = last->start + last->len - first->start,
	    .phrase = entry->phrase,
	    .instead = entry->instead,
	    .group = entry->group};
}

/* Entries whose first word is the first len bytes of word i. */
static void
try_slot(struct search *s, size_t i, size_t len, size_t slot)
{
	for (const struct entry *e = s->lists->slots[slot]; e; e = e->next)
		if (e->words.items[0].word_len == len &&
		    files[e->list].kind != SET && is_here(s, i, e))
			note(s, i, e);
}

static void
try_word(struct search *s, size_t i)
{
	const struct token *t = &s->tokens->items[i];
	uint64_t hash = HASH_START; /* grows with each beginning */

	for (size_t len = 1; len <= t->word_len; len++) {
		hash = hash_add(hash, t->word + len - 1, 1);
		if (len >= STEM_LEAST || len == t->word_len)
			try_slot(s, i, len, slot_of(hash));
	}
}

static bool
overlaps(const struct list_match *a, const struct list_match *b)
{
	return a->start < b->start + b->len && b->start < a->start + a->len;
}

/* Does b take the words from a? */
static bool
beats(const struct search *s, size_t b, size_t a)
{
	const struct list_match *ma = &s->all[a], *mb = &s->all[b];
	bool same_kind = files[ma->list].kind == files[mb->list].kind;

	if (a == b || !overlaps(ma, mb))
		return false;
	if (s->entries[b]->is_exception)
		return ma->list == mb->list && mb->len >= ma->len;
	if (!same_kind || ma->len != mb->len)
		return same_kind && mb->len > ma->len;
	return mb->list < ma->list || (mb->list == ma->list && b < a);
}

/* An exception takes first; then the longest, then the first list. */
static bool
is_left(const struct search *s, size_t a)
{
	if (s->entries[a]->is_exception)
		return false;
	for (size_t b = 0; b < s->n; b++)
		if (beats(s, b, a))
			return false;
	return true;
}

size_t
lists_find(const struct lists *lists, struct arena *arena,
    const struct tokens *tokens, struct list_match **found)
{
	struct search s = {.lists = lists, .tokens = tokens, .arena = arena};
	size_t n = 0;

	for (size_t i = 0; i < tokens->n; i++)
		try_word(&s, i);
	*found = ARENA_ARRAY(arena, struct list_match, s.n + 1);
	for (size_t a = 0; a < s.n; a++)
		if (is_left(&s, a))
			(*found)[n++] = s.all[a];
	return n;
}

bool
lists_has(
    const struct lists *lists, enum list list, const char *word, size_t len)
{
	const struct entry *e = lists->slots[slot_of_word(word, len)];

	for (; e != NULL; e = e->next)
		if (e->list == list && e->words.n == 1 &&
		    e->words.items[0].word_len == len &&
		    memcmp(e->words.items[0].word, word, len) == 0)
			return true;
	return false;
}
