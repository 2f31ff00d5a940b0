/*
 * Word lists: what an editor knows by heart, as data with its origin.
 *
 * A list is a text file, UTF-8, an entry a line. A line that starts with #
 * is a comment; the first of them say the rule, the origin and what the list
 * is for. An entry is a phrase, or "phrase = plain words". Words are compared
 * whole, ignoring case; "-" and a space are the same. At the end of a word *
 * stands for any ending; " ." at the end of a phrase means that nothing may
 * follow that it could describe (a mark, the end or a small word must). A
 * line "! phrase" is an exception: what it covers is not found. A group of
 * words for one thing is "a | b | c".
 */
#ifndef CHECK_LISTS_H
#define CHECK_LISTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "check/tokens.h"

enum list {
#define LIST(name, file, kind) LIST_##name,
#include "check/lists.def"
#undef LIST
	LIST_COUNT
};

struct lists;

/*
 * Read all lists of folder (templates/languages/CODE/check). A list that is
 * not there is empty, so a language without lists finds nothing. A line that
 * cannot be read is a message, and is left out. Never NULL.
 */
struct lists *lists_open(const char *folder, struct diags *diags);
void lists_close(struct lists *lists); /* NULL is allowed */
size_t lists_size(const struct lists *lists, enum list list); /* entries */

struct list_match {
	enum list list;
	size_t start, len;   /* bytes of the sentence */
	const char *phrase;  /* the entry; borrowed from lists */
	const char *instead; /* plain words, or NULL */
	size_t group;        /* GROUPS: the line of the list */
};

/*
 * What the PHRASES and GROUPS find in the words of a sentence, in order of
 * their place. Names are passed over: words with a capital that begin no
 * sentence, but for initials ("GP"). *found is in
 * arena. Returns how many there are.
 */
size_t lists_find(const struct lists *lists, struct arena *arena,
    const struct tokens *tokens, struct list_match **found);

/* Is the word (in small letters) in a SET? */
bool lists_has(
    const struct lists *lists, enum list list, const char *word, size_t len);

#endif
