/*
 * English grammar, as far as honest heuristics go.
 *
 * Nothing here understands a sentence. Each heuristic looks for a shape that
 * is nearly always what it seems; where the shape can be something else, it
 * finds nothing. Everything found is a suspicion: a person decides.
 * docs/checker.md says how often each is right, and what it misses.
 */
#ifndef CHECK_GRAMMAR_H
#define CHECK_GRAMMAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "check/lists.h"
#include "check/tokens.h"

enum grammar_rule {
	GRAMMAR_PASSIVE,         /* ERW-04: be and a participle */
	GRAMMAR_IDEAS,           /* ERW-02: two main clauses */
	GRAMMAR_NESTED,          /* ERW-02: a clause inside a clause */
	GRAMMAR_DOUBLE_NEGATIVE, /* ERW-07 */
	GRAMMAR_TENSE,           /* ERW-06: a verb of three parts */
	GRAMMAR_NOUN_STRING,     /* ERW-10: three nouns in a row or more */
	GRAMMAR_ABSTRACT,        /* ERW-10: a rare noun in -tion, -ity … */
	GRAMMAR_RULE_COUNT
};

struct grammar_match {
	enum grammar_rule rule;
	size_t start, len; /* bytes of the sentence */
};

/*
 * What is found in the words of an English sentence, in order of rule. The
 * word classes come from lists (SET). *found is in arena. Returns how many.
 */
size_t grammar_find(const struct lists *lists, struct arena *arena,
    const struct tokens *tokens, struct grammar_match **found);

/*
 * Over-chopping (ERW-35) is seen over several sentences: give each running
 * sentence in turn. A sentence is a chop if it has fewer than 5 words and no
 * word that links it. Returns true for the third chop in a row, once.
 * Start with *run = 0, and again where something else stands between.
 */
bool grammar_is_chopped(const struct tokens *tokens, size_t *run);

#endif
