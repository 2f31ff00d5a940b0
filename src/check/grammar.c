/* English grammar: passive voice, several ideas, negatives, tense, nouns. */
#include "check/grammar.h"

#include <string.h>

/* Classes so small that they never grow. */
#define BE "is are was were be been being am"
#define PRONOUNS "i you we they he she it this there"
#define ADVERBS                                                                \
	"not also always never often now still already just only sometimes "   \
	"soon first then all both being been ever even currently"

enum {
	ADVERBS_MOST = 2,   /* between be and its participle */
	CLAUSES_WORDS = 9,  /* two clauses in so few words are fine */
	IDEAS_WORDS = 10,   /* two main clauses in so few words are fine */
	CLAUSES_MOST = 1,   /* beside the main clause */
	NOUNS_MOST = 2,     /* in a row */
	ABSTRACT_LEAST = 8, /* letters: shorter nouns are seldom abstract */
	PLURAL_MOST = 40,   /* letters */
	CHOP_WORDS = 5,
	CHOPS = 3,
};

struct grammar {
	const struct lists *lists;
	struct arena *arena;
	const struct tokens *tokens;
	struct grammar_match *found;
	size_t n, cap;
};

static void
note(struct grammar *g, enum grammar_rule rule, size_t first, size_t last)
{
	const struct token *a = &g->tokens->items[first];
	const struct token *b = &g->tokens->items[last];

	if (g->n >= g->cap) {
		struct grammar_match *old = g->found;

		g->cap = g->cap > 0 ? 2 * g->cap : 4;
		g->found = ARENA_ARRAY(g->arena, struct grammar_match, g->cap);
		for (size_t i = 0; i < g->n; i++)
			g->found[i] = old[i];
	}
	g->found[g->n++] = (struct grammar_match){
	    rule, a->start, b->start + b->len - a->start};
}

static bool
is(const struct grammar *g, size_t i, const char *words)
{
	return tokens_is(g->tokens, i, words);
}

/* Word i, whatever mark stands before it. */
static bool
is_loose(const struct grammar *g, size_t i, const char *words)
{
	struct tokens one;

	if (i >= g->tokens->n)
		return false;
	one = (struct tokens){&g->tokens->items[i], 1, 0};
	return tokens_is(&one, 0, words);
}

static bool
in(const struct grammar *g, size_t i, enum list list)
{
	const struct token *t = &g->tokens->items[i];

	return lists_has(g->lists, list, t->word, t->word_len);
}

static bool
ends_with(const struct token *t, const char *end)
{
	size_t n = strlen(end);

	return t->word_len > n &&
	       memcmp(t->word + t->word_len - n, end, n) == 0;
}

/* Only a space stands before word i. */
static bool
follows(const struct grammar *g, size_t i)
{
	return tokens_joined(g->tokens, i) && g->tokens->items[i].before == 0;
}

/* A mark, the end, a number or a small word stands at i: what was before it
 * does not describe it. */
static bool
is_open(const struct grammar *g, size_t i)
{
	return !tokens_joined(g->tokens, i) || g->tokens->items[i].is_number ||
	       in(g, i, LIST_SMALL_WORDS) ||
	       ends_with(&g->tokens->items[i], "ly");
}

static bool
is_participle(const struct grammar *g, size_t i)
{
	const struct token *t;

	if (!follows(g, i))
		return false;
	t = &g->tokens->items[i];
	return in(g, i, LIST_PARTICIPLES) ||
	       (t->word_len >= 4 && ends_with(t, "ed") && !ends_with(t, "eed"));
}

/* The first word from i that is no adverb. */
static size_t
after_adverbs(const struct grammar *g, size_t i)
{
	for (int k = 0; k < ADVERBS_MOST && follows(g, i); k++, i++)
		if (!is(g, i, ADVERBS) &&
		    !ends_with(&g->tokens->items[i], "ly"))
			break;
	return i;
}

/* ---- ERW-04 ---------------------------------------------------------- */

/* "used to living", "are given help": what follows the participle at i. */
static bool
is_passive_with(const struct grammar *g, size_t i)
{
	if (is(g, i, "used") && is(g, i + 1, "to") && follows(g, i + 2))
		return !ends_with(&g->tokens->items[i + 2], "ing") &&
		       !in(g, i + 2, LIST_SMALL_WORDS);
	return is_open(g, i + 1) ||
	       is(g, i,
	           "given sent asked shown told offered paid taught lent "
	           "charged");
}

static void
find_passive(struct grammar *g)
{
	for (size_t i = 0; i < g->tokens->n; i++) {
		size_t k;

		if (!is_loose(g, i, BE) || g->tokens->items[i].before == '-')
			continue;
		k = i + 1;
		/* "Are you invited?" */
		if (g->tokens->end == '?' && is(g, k, PRONOUNS))
			k++;
		k = after_adverbs(g, k);
		if (is_participle(g, k) && !in(g, k, LIST_NOT_PASSIVE) &&
		    is_passive_with(g, k)) {
			note(g, GRAMMAR_PASSIVE, i, k);
			i = k;
		}
	}
}

/* ---- ERW-06 ---------------------------------------------------------- */

/* "working", but not "something" and not "interesting". */
static bool
is_ing(const struct grammar *g, size_t i)
{
	return follows(g, i) && ends_with(&g->tokens->items[i], "ing") &&
	       !in(g, i, LIST_NOT_PASSIVE) &&
	       !is(g, i, "something nothing anything everything thing morning");
}

/* The last word of a verb of three parts that starts at i, or i. */
static size_t
long_verb(const struct grammar *g, size_t i)
{
	size_t k = after_adverbs(g, i + 1);

	if (is_loose(g, i, "had") &&
	    (is(g, i + 1, "been") ||
	        (is_participle(g, k) && is_open(g, k + 1))))
		return is(g, i + 1, "been") ? i + 1 : k;
	if (is_loose(g, i, "has have") && is(g, i + 1, "been") &&
	    is_ing(g, i + 2))
		return i + 2;
	if (!is_loose(g, i, "will would could should might may must"))
		return i;
	if (is(g, k, "have") && is(g, k + 1, "been"))
		return k + 1;
	if (is(g, k, "have") && is_participle(g, k + 1) && is_open(g, k + 2))
		return k + 1;
	if (is(g, k, "be") && is_ing(g, k + 1))
		return k + 1;
	return i;
}

static void
find_tense(struct grammar *g)
{
	for (size_t i = 0; i < g->tokens->n; i++) {
		size_t last = long_verb(g, i);

		if (last > i)
			note(g, GRAMMAR_TENSE, i, last);
		i = last;
	}
}

/* ---- ERW-07 ---------------------------------------------------------- */

static bool
is_negative(const struct grammar *g, size_t i)
{
	const struct token *t = &g->tokens->items[i];

	if (is_loose(g, i, "not") && is(g, i + 1, "only just"))
		return false;
	if (is_loose(g, i, "no") && is(g, i + 1, "matter"))
		return false;
	if (is_loose(g, i, "not") && is(g, i - 1, "or"))
		return false; /* whether or not */
	if (is_loose(g, i, "no") && !tokens_joined(g->tokens, i + 1))
		return false; /* yes or no */
	return is_loose(g, i,
	           "not no never nobody nothing none nowhere neither cannot "
	           "without nor") ||
	       ends_with(t, "n't") || in(g, i, LIST_NEGATIVE_WORDS);
}

/* Words after which a "not" speaks of something else. */
static bool
starts_clause(const struct grammar *g, size_t i)
{
	return !tokens_joined(g->tokens, i) ||
	       is(g, i,
	           "and but or so because if when who which that where until "
	           "then");
}

static void
find_double_negative(struct grammar *g)
{
	size_t first = 0;
	bool has_first = false;

	for (size_t i = 0; i < g->tokens->n; i++) {
		if (i > 0 && starts_clause(g, i))
			has_first = false;
		if (has_first && (is_negative(g, i) || is(g, i, "unless"))) {
			note(g, GRAMMAR_DOUBLE_NEGATIVE, first, i);
			has_first = false;
		} else if (is_negative(g, i)) {
			has_first = true;
			first = i;
		}
	}
}

/* ---- ERW-02 ---------------------------------------------------------- */

/* Those that easy words can say no other way. */
#define PEOPLE                                                                 \
	"people person someone somebody anyone anybody everyone everybody "    \
	"those adults children men women carers staff others parents"

/* "the form which you need", not "choose which form you need" */
static bool
is_relative_which(const struct grammar *g, size_t i)
{
	if (i == 0 || !is_loose(g, i, "which"))
		return false;
	if (!tokens_joined(g->tokens, i))
		return true;
	if (is(g, i - 1, "in of for by with on from at through to under"))
		return is_loose(g, i + 1,
		    "we you they he she it i the a is are was were has");
	return !in(g, i - 1, LIST_SMALL_WORDS) &&
	       !is_loose(g, i - 1,
	           "know choose decide tell say ask see check sure understand "
	           "find show explain agree out") &&
	       (is(g, i + 1,
	            "is are was were has have had can could will would may "
	            "might must should do does did we you they he she it i "
	            "the a our your their") ||
	           (follows(g, i + 1) &&
	               ends_with(&g->tokens->items[i + 1], "s")));
}

/* A clause that a reader must keep in mind until another one ends. */
static bool
is_nesting(const struct grammar *g, size_t i)
{
	if (is_loose(g, i, "although whereas whilst whom whose"))
		return i > 0 || g->tokens->n > CHOP_WORDS;
	if (i > 0 && is_loose(g, i, "who") && !tokens_joined(g->tokens, i) &&
	    g->tokens->items[i].before == ',')
		return true;
	return is_relative_which(g, i);
}

/* A clause beside the main one; two of them are too many. */
static bool
is_clause(const struct grammar *g, size_t i)
{
	if (is_loose(g, i, "because unless until while if when whenever"))
		return true;
	if (is_loose(g, i, "so") && is(g, i + 1, "that"))
		return true;
	return i > 0 && is_loose(g, i, "who") && is(g, i - 1, PEOPLE);
}

static void
find_nested(struct grammar *g)
{
	size_t n = 0, first = 0;

	for (size_t i = 0; i < g->tokens->n; i++) {
		if (is_nesting(g, i)) {
			note(g, GRAMMAR_NESTED, i, i);
			return;
		}
		if (!is_clause(g, i))
			continue;
		first = n++ == 0 ? i : first;
		if (n > CLAUSES_MOST && g->tokens->n > CLAUSES_WORDS) {
			note(g, GRAMMAR_NESTED, first, i);
			return;
		}
	}
}

/* "and we will": a new main clause. */
static bool
is_new_main(const struct grammar *g, size_t i)
{
	size_t last = g->tokens->n - 1;

	return i > 1 && i + 2 <= last && is_loose(g, i, "and but so or") &&
	       is(g, i + 1, "i you we they he she there") &&
	       is(g, i + 2,
	           "is are was were will can could would should must may might "
	           "have has had do does did cannot want need think know feel "
	           "get go make say hope plan work use help");
}

static void
find_ideas(struct grammar *g)
{
	if (g->tokens->n <= IDEAS_WORDS)
		return;
	for (size_t i = 0; i < g->tokens->n; i++)
		if (is_new_main(g, i) && !is_loose(g, 0, "if when")) {
			note(g, GRAMMAR_IDEAS, i, i + 2);
			return;
		}
}

/* ---- ERW-10 ---------------------------------------------------------- */

static const char *const abstract_ends[] = {"tion", "tions", "sion", "sions",
    "ment", "ments", "ity", "ities", "ness", "ance", "ances", "ence", "ences",
    "ism", "ship"};

static bool
has_abstract_end(const struct token *t)
{
	for (size_t i = 0; i < sizeof abstract_ends / sizeof *abstract_ends;
	     i++)
		if (ends_with(t, abstract_ends[i]))
			return true;
	return false;
}

/* The word or what it is the plural of: "plans", "boxes", "charities". */
static bool
in_with_plural(const struct grammar *g, size_t i, enum list list)
{
	const struct token *t = &g->tokens->items[i];
	char word[PLURAL_MOST];
	size_t n = t->word_len;

	if (lists_has(g->lists, list, t->word, n) ||
	    (ends_with(t, "s") && lists_has(g->lists, list, t->word, n - 1)) ||
	    (ends_with(t, "es") && lists_has(g->lists, list, t->word, n - 2)))
		return true;
	if (!ends_with(t, "ies") || n - 2 > sizeof word)
		return false;
	memcpy(word, t->word, n - 3);
	word[n - 3] = 'y';
	return lists_has(g->lists, list, word, n - 2);
}

static void
find_abstract(struct grammar *g)
{
	for (size_t i = 0; i < g->tokens->n; i++) {
		const struct token *t = &g->tokens->items[i];

		if (t->word_len >= ABSTRACT_LEAST && has_abstract_end(t) &&
		    !t->is_capital &&
		    !in_with_plural(g, i, LIST_ABSTRACT_FINE) &&
		    !in_with_plural(g, i, LIST_COMMON))
			note(g, GRAMMAR_ABSTRACT, i, i);
	}
}

static bool
is_noun(const struct grammar *g, size_t i)
{
	const struct token *t = &g->tokens->items[i];

	return !tokens_is_name(g->tokens, i) &&
	       (in_with_plural(g, i, LIST_NOUNS) ||
	           (t->word_len >= ABSTRACT_LEAST && has_abstract_end(t)));
}

static bool
is_maybe_noun(const struct grammar *g, size_t i)
{
	return !tokens_is_name(g->tokens, i) &&
	       in_with_plural(g, i, LIST_NOUNS_OR_VERBS);
}

/* A verb stands behind these: "we plan", "to support", "help people plan" */
static bool
wants_verb(const struct grammar *g, size_t i)
{
	return i == 0 || !tokens_joined(g->tokens, i) ||
	       is_loose(g, i - 1,
	           "to i you we they will can could would should must may "
	           "might not who people and or");
}

/* "the staff care plan.", "staff care plans are": a verb would stand there if
 * the word before were none. */
static bool
is_end_of_noun(const struct grammar *g, size_t i)
{
	return !tokens_joined(g->tokens, i) ||
	       is(g, i,
	           "is are was were has have had will can could should must "
	           "may might and or");
}

/* Nouns in a row from i on: one behind the last. A word that can also be a
 * verb counts at the end only if nothing follows that it could act on. */
static size_t
nouns_from(const struct grammar *g, size_t i)
{
	size_t end = i;

	while (end < g->tokens->n &&
	       (end == i || tokens_joined(g->tokens, end)) &&
	       (is_noun(g, end) || is_maybe_noun(g, end)))
		end++;
	while (end > i && !is_noun(g, end - 1) && !is_end_of_noun(g, end))
		end--;
	return end;
}

static void
find_noun_strings(struct grammar *g)
{
	for (size_t i = 0; i < g->tokens->n; i++) {
		size_t first = i, end = nouns_from(g, i);

		if (end == i)
			continue;
		if (!is_noun(g, first) && wants_verb(g, first))
			first++;
		if (end > first + NOUNS_MOST)
			note(g, GRAMMAR_NOUN_STRING, first, end - 1);
		i = end - 1;
	}
}

/* ---- all ------------------------------------------------------------- */

size_t
grammar_find(const struct lists *lists, struct arena *arena,
    const struct tokens *tokens, struct grammar_match **found)
{
	static void (*const finders[])(struct grammar *) = {find_passive,
	    find_nested, find_double_negative, find_tense, find_noun_strings,
	    find_abstract};
	struct grammar g = {.lists = lists, .arena = arena, .tokens = tokens};

	for (size_t i = 0; i < sizeof finders / sizeof *finders; i++) {
		size_t before = g.n;

		finders[i](&g);
		/* one message for a sentence of several clauses */
		if (finders[i] == find_nested && g.n == before)
			find_ideas(&g);
	}
	*found = g.found;
	return g.n;
}

bool
grammar_is_chopped(const struct tokens *tokens, size_t *run)
{
	bool is_linked = tokens->n == 0 || tokens->n >= CHOP_WORDS;

	for (size_t i = 0; i < tokens->n && !is_linked; i++)
		is_linked = tokens_is(tokens, i,
		    "because so first then also and but if when or next now "
		    "after before last finally");
	*run = is_linked ? 0 : *run + 1;
	return *run == CHOPS;
}
