/* The rules of speaking for each language of a document. */
#include "write/audio/rules.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

struct language_rules {
	const char *lang;
	struct spoken *spoken; /* or NULL */
	bool is_wrong;
};

struct rules {
	const struct document *document;
	struct diags *diags;
	char *folder; /* of all languages */
	struct language_rules *list;
	size_t n, cap;
};

struct rules *
rules_open(const struct document *document, struct diags *diags)
{
	struct rules *rules = mem_alloc(sizeof *rules);

	*rules = (struct rules){.document = document, .diags = diags};
	rules->folder = path_folder(document->language->folder);
	return rules;
}

void
rules_close(struct rules *rules)
{
	for (size_t i = 0; i < rules->n; i++)
		spoken_close(rules->list[i].spoken);
	free(rules->list);
	free(rules->folder);
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

static struct language_rules *
open_language(struct rules *rules, const char *lang, struct loc loc)
{
	struct spoken_entry *entries =
	    mem_alloc((rules->document->npronunciations + 1) * sizeof *entries);
	size_t n = choose_entries(rules->document, lang, entries);
	size_t before = rules->diags->n;
	struct language_rules *new;

	ARRAY_GROW(rules->list, rules->n, rules->cap);
	new = &rules->list[rules->n++];
	*new = (struct language_rules){.lang = lang};
	new->spoken =
	    spoken_open(rules->folder, lang, entries, n, rules->diags);
	new->is_wrong = new->spoken == NULL && rules->diags->n > before;
	if (new->spoken == NULL && !new->is_wrong)
		diag_add(rules->diags, DIAG_SPOKEN_NONE, loc, lang);
	free(entries);
	return new;
}

bool
rules_for(struct rules *rules, const char *lang, struct loc loc,
    const struct spoken **out)
{
	const struct language_rules *found = NULL;

	for (size_t i = 0; i < rules->n && found == NULL; i++)
		if (str_eq(rules->list[i].lang, lang))
			found = &rules->list[i];
	if (found == NULL)
		found = open_language(rules, lang, loc);
	*out = found->spoken;
	return !found->is_wrong;
}
