/*
 * The rules of one language as they were read: inside speech/spoken only.
 * docs/speech.md explains the file they come from.
 */
#ifndef SPEECH_RULES_H
#define SPEECH_RULES_H

#include <stdint.h>

#include <glib.h>

#include "base/buf.h"
#include "speech/spoken.h"
#include "speech/traits.h"

/* How a part of a rule's words is made from a group of its pattern. */
enum format {
#define FORMAT(name, id, uses) FORMAT_##name,
#include "speech/formats.def"
#undef FORMAT
};
enum {
	FORMAT_COUNT = 0
#define FORMAT(name, id, uses) +1
#include "speech/formats.def"
#undef FORMAT
};

struct word_pair {
	const char *text, *said;
};

struct word_list {
	const char *id;
	struct word_pair *pairs; /* as written, for patterns longest first */
	size_t n, cap;
	GHashTable *said; /* text → said */
	size_t longest;   /* bytes of the longest text */
};

/* A piece of what a rule says. */
struct part {
	const char *literal; /* NULL = a group */
	const char *group;   /* its name */
	enum format format;
	const struct word_list *list; /* of FORMAT_LIST and _ADDRESS */
	const char *argument;         /* of FORMAT_PLURAL: "pound|pounds" */
};

struct rule {
	const char *id;
	struct pattern match;
	struct traits traits; /* of match */
	unsigned tries; /* a pattern in much use is made into machine code */
	bool is_fast;   /* it has been */
	struct pattern after;        /* what must stand before it, or none */
	struct pattern when, unless; /* asked of the whole text, or none */
	bool quiet;                  /* punctuation: not in the audit */
	struct part *parts;
	size_t nparts;
};

/* A word and how to say it; a chain of those with the same first word,
 * the publication's before the language's, the longest before the others. */
struct entry {
	const char *text, *said;
	size_t len;
	bool is_letters; /* takes endings without an apostrophe too */
	const char *rule;
	struct entry *next;
};

struct ending {
	const char *text, *said;
	bool after_letter; /* "s", not "'s" */
};

struct spoken {
	struct arena *arena;
	struct word_list **lists;
	size_t nlists, lists_cap;
	GHashTable *patterns; /* id → expanded pattern */
	struct rule *rules;
	size_t nrules, rules_cap;
	size_t lexicon_at; /* rules before this one win over the lexicon */
	/* rules that can match at a byte: numbers in order, ended by nrules */
	uint16_t *starts[256];
	pcre2_match_data *match;
	GHashTable *lexicon; /* first word → struct entry */
	struct ending *endings;
	size_t nendings, endings_cap;
	struct pattern *pronounceable; /* or NULL */
	struct buf kept;     /* traits that were known; needs points there */
	GHashTable *letters; /* letter → how its name is written */
};

/* The first word of a text: its letters and digits; bytes. */
size_t rules_first_word(const char *text);
const struct word_list *rules_list(const struct spoken *spoken, const char *id);
/* "ICB" → "I C B". */
void rules_spell(
    const struct spoken *spoken, const char *text, size_t len, struct buf *out);

#endif
