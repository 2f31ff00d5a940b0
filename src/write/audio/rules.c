/* What is said in each language of a document. A file of rules is looked into
 * only when a text is met that no build before has said. */
#include "write/audio/rules.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

struct language_rules {
	const char *lang;
	struct spoken_file file;
	struct spoken_entry *entries; /* the document's words */
	size_t nentries;
	struct phrasebook *book; /* or NULL */
	struct spoken *spoken;   /* NULL = not read, or not there */
	bool is_wrong;
};

struct rules {
	struct arena *arena;
	const struct document *document;
	const char *cache;
	struct diags *diags;
	char *folder; /* of all languages */
	struct language_rules *list;
	size_t n, cap;
};

struct rules *
rules_open(
    const struct document *document, const char *cache, struct diags *diags)
{
	struct rules *rules = mem_alloc(sizeof *rules);

	*rules = (struct rules){.arena = arena_new(),
	    .document = document,
	    .cache = cache,
	    .diags = diags};
	rules->folder = path_folder(document->language->folder);
	return rules;
}

void
rules_close(struct rules *rules)
{
	for (size_t i = 0; i < rules->n; i++) {
		struct language_rules *r = &rules->list[i];

		phrasebook_close(r->book, r->spoken);
		spoken_close(r->spoken);
		spoken_file_release(&r->file);
	}
	free(rules->list);
	free(rules->folder);
	arena_free(rules->arena);
	free(rules);
}

/* A word counts in its own language and in all forms of it. */
static bool
same_language(const char *a, const char *b)
{
	size_t n = strcspn(a, "-");

	return n == strcspn(b, "-") && strncasecmp(a, b, n) == 0;
}

static size_t
choose_entries(const struct document *document, const char *lang,
    struct spoken_entry *entries)
{
	static const enum spoken_how how[] = {
	    [SAY_AS] = SPOKEN_AS,
	    [SAY_LETTERS] = SPOKEN_LETTERS,
	    [SAY_WORD] = SPOKEN_WORD,
	};
	size_t n = 0;

	for (size_t i = 0; i < document->npronunciations; i++) {
		const struct pronunciation *p = &document->pronunciations[i];

		if (p->lang == NULL || same_language(p->lang, lang))
			entries[n++] =
			    (struct spoken_entry){p->text, p->as, how[p->how]};
	}
	return n;
}

static void
open_book(const struct rules *rules, struct language_rules *r)
{
	const struct document *document = rules->document;
	const char *whose = arena_printf(rules->arena, "%s\n%s\n%s", r->lang,
	    document->edition->name, document->title);
	char name[HASH_HEX + 1];

	if (rules->cache == NULL)
		return;
	if (phrasebook_name(name, &r->file, r->entries, r->nentries, whose))
		r->book = phrasebook_open(rules->cache, name);
}

static struct language_rules *
open_language(struct rules *rules, const char *lang, struct loc loc)
{
	struct language_rules *new;

	ARRAY_GROW(rules->list, rules->n, rules->cap);
	new = &rules->list[rules->n++];
	*new = (struct language_rules){.lang = lang};
	new->is_wrong =
	    !spoken_find(rules->folder, lang, &new->file, rules->diags);
	if (new->is_wrong)
		return new;
	if (new->file.path == NULL) {
		diag_add(rules->diags, DIAG_SPOKEN_NONE, loc, lang);
		return new;
	}
	new->entries = ARENA_ARRAY(rules->arena, struct spoken_entry,
	    rules->document->npronunciations + 1);
	new->nentries = choose_entries(rules->document, lang, new->entries);
	open_book(rules, new);
	return new;
}

static struct language_rules *
rules_for(struct rules *rules, const char *lang, struct loc loc)
{
	for (size_t i = 0; i < rules->n; i++)
		if (str_eq(rules->list[i].lang, lang))
			return &rules->list[i];
	return open_language(rules, lang, loc);
}

/* Look into the file, if there is one, unless that has been done. */
static bool
read_rules(const struct rules *rules, struct language_rules *r)
{
	struct buf traits = {0};

	if (r->is_wrong || r->file.path == NULL || r->spoken != NULL)
		return !r->is_wrong;
	phrasebook_traits(r->book, &traits);
	r->spoken = spoken_read(&r->file, r->entries, r->nentries,
	    (struct bytes){traits.data, traits.len}, rules->diags);
	buf_release(&traits);
	r->is_wrong = r->spoken == NULL;
	return !r->is_wrong;
}

bool
rules_say(struct rules *rules, const char *lang, struct loc loc,
    const struct phrase *phrase, struct spoken_words *words)
{
	struct language_rules *r = rules_for(rules, lang, loc);

	if (phrasebook_find(r->book, phrase, words))
		return true;
	if (!read_rules(rules, r))
		return false;
	*words = spoken_say(r->spoken, rules->arena, phrase->text,
	    phrase->given, phrase->ngiven);
	phrasebook_add(r->book, phrase, words);
	return true;
}
