/*
 * Applying the rules: one walk over the text from left to right.
 *
 * At the start of each token the rules are tried in order; the lexicon has
 * its place among them. What a rule says is never looked at again, so the
 * walk always ends and its output is bounded by what the rules say.
 */
#include "speech/spoken.h"

#include <string.h>

#include "base/str.h"
#include "speech/format.h"
#include "speech/rules.h"
#include "speech/same.h"

enum {
	MAX_NESTING = 4,
	MAX_GROUPS = 16,
	MANY_TRIES = 64, /* a rule tried so often is worth machine code */
};

/* A rule that matches, and what its groups are: start and end, bytes. */
struct found {
	size_t rule;
	int n;
	PCRE2_SIZE groups[2 * MAX_GROUPS];
};

struct walk {
	const struct spoken *spoken;
	struct arena *arena;
	const char *text;
	size_t end;    /* of the stretch in hand */
	bool has[256]; /* bytes of the text, letters as small ones */
	int nesting;
	struct buf out;
	struct spoken_change *changes;
	size_t nchanges, cap;
};

/* White space is one space; none stands before a mark, and of marks that
 * follow one another the strongest stays. */
static void
tidy(struct buf *out, const char *raw)
{
	for (const char *p = raw; *p != '\0'; p++) {
		char last = out->len > 0 ? out->data[out->len - 1] : ' ';

		if (strchr(" \t\r\n", *p) != NULL) {
			if (last != ' ')
				buf_putc(out, ' ');
			continue;
		}
		if (strchr(",.;:?!", *p) != NULL) {
			if (last == ' ' && out->len > 0 &&
			    strchr(" \t\r\n", p[1]) == NULL && p[1] != '\0' &&
			    *p != ',')
				goto keep; /* " .5": not the end of a clause */
			while (out->len > 0 && out->data[out->len - 1] == ' ')
				out->data[--out->len] = '\0';
			if (out->len == 0 && *p == ',')
				continue;
			last = out->len > 0 ? out->data[out->len - 1] : 'x';
			if (*p == ',' && strchr(",.;:?!", last) != NULL)
				continue;
			if (last == ',')
				out->data[--out->len] = '\0';
		}
	keep:
		buf_putc(out, *p);
	}
	while (out->len > 0 && strchr(" ,", out->data[out->len - 1]) != NULL)
		out->data[--out->len] = '\0';
}

static const char *
tidied(struct arena *arena, const char *raw)
{
	struct buf out = {0};
	const char *result;

	tidy(&out, raw);
	result = arena_strdup(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

static void
note_change(struct walk *walk, size_t start, size_t end, const char *said,
    const char *rule)
{
	struct spoken_change *change;

	said = tidied(walk->arena, said);
	if (walk->nesting > 0 ||
	    (strlen(said) == end - start &&
	        strncmp(said, walk->text + start, end - start) == 0))
		return;
	if (walk->nchanges >= walk->cap) {
		struct spoken_change *old = walk->changes;

		walk->cap = walk->cap > 0 ? walk->cap * 2 : 8;
		walk->changes =
		    ARENA_ARRAY(walk->arena, struct spoken_change, walk->cap);
		if (walk->nchanges > 0)
			memcpy(
			    walk->changes, old, walk->nchanges * sizeof *old);
	}
	change = &walk->changes[walk->nchanges++];
	*change = (struct spoken_change){start, end - start, said, rule};
}

/* Whether a condition holds for the text up to end; none holds. */
static bool
holds(const struct walk *walk, struct pattern *condition, size_t end)
{
	return condition->text == NULL ||
	       pcre2_match(pattern_code(condition), (PCRE2_SPTR)walk->text, end,
	           0, PCRE2_NO_UTF_CHECK, walk->spoken->match, NULL) >= 0;
}

/* The words of a nested text: the format "say". */
static void
say_nested(void *arg, const char *text, size_t len, struct buf *out)
{
	struct walk *walk = arg;
	struct spoken_words words;

	if (walk->nesting >= MAX_NESTING) {
		buf_add(out, text, len);
		return;
	}
	walk->nesting++;
	words = spoken_say_nested(walk->spoken, walk->arena,
	    arena_strndup(walk->arena, text, len), walk->nesting);
	walk->nesting--;
	buf_puts(out, words.words);
}

/* Say what the rule says for what was found; the end of the match. */
static size_t
apply_rule(struct walk *walk, const struct found *found)
{
	struct rule *rule = &walk->spoken->rules[found->rule];
	pcre2_code *code = pattern_code(&rule->match);
	struct format_context context = {
	    walk->spoken, say_nested, walk, walk->arena};
	struct buf said = {0};

	for (size_t i = 0; i < rule->nparts; i++) {
		const struct part *part = &rule->parts[i];
		const PCRE2_SIZE *group;
		int number;

		if (part->literal != NULL) {
			buf_puts(&said, part->literal);
			continue;
		}
		number = pcre2_substring_number_from_name(
		    code, (PCRE2_SPTR)part->group);
		group = found->groups + 2 * number;
		if (number < found->n && group[0] != PCRE2_UNSET)
			format_part(&context, part, walk->text + group[0],
			    group[1] - group[0], &said);
	}
	buf_puts(&walk->out, buf_str(&said));
	if (!rule->quiet)
		note_change(walk, found->groups[0], found->groups[1],
		    buf_str(&said), rule->id);
	buf_release(&said);
	return found->groups[1];
}

static bool
has_needed(const struct walk *walk, const char *needs)
{
	if (*needs == '\0')
		return true;
	while (*needs != '\0' && !walk->has[(unsigned char)*needs])
		needs++;
	return *needs != '\0';
}

static bool
try_rule(
    const struct walk *walk, struct rule *rule, size_t at, struct found *found)
{
	pcre2_match_data *match = walk->spoken->match;
	pcre2_code *code;

	if (!has_needed(walk, rule->traits.needs))
		return false;
	code = pattern_code(&rule->match);
	if (rule->tries < MANY_TRIES && ++rule->tries == MANY_TRIES)
		rule->is_fast =
		    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0;
	found->n = (rule->is_fast ? pcre2_jit_match : pcre2_match)(code,
	    (PCRE2_SPTR)walk->text, walk->end, at,
	    PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, match, NULL);
	if (found->n <= 0)
		return false;
	if (found->n > MAX_GROUPS)
		found->n = MAX_GROUPS;
	memcpy(found->groups, pcre2_get_ovector_pointer(match),
	    2 * (size_t)found->n * sizeof *found->groups);
	return holds(walk, &rule->after, at) &&
	       holds(walk, &rule->when, walk->end) &&
	       (rule->unless.text == NULL ||
	           !holds(walk, &rule->unless, walk->end));
}

/* Find the first rule that matches at `at`. False if there is none: then its
 * number is nrules, and no more is known of it. */
static bool
find_rule(const struct walk *walk, size_t at, struct found *found)
{
	const struct spoken *spoken = walk->spoken;
	const uint16_t *k = spoken->starts[(unsigned char)walk->text[at]];

	while (*k < spoken->nrules &&
	       !try_rule(walk, &spoken->rules[*k], at, found))
		k++;
	found->rule = *k;
	return *k < spoken->nrules;
}

static bool
is_edge(const struct walk *walk, size_t at)
{
	const char *p = walk->text + at;

	return at >= walk->end || !g_unichar_isalnum(utf8_next(&p));
}

/* The length of entry at text with its ending, 0 if it is not there. */
static size_t
entry_matches(const struct walk *walk, size_t at, const struct entry *entry,
    const struct ending **ending)
{
	const struct spoken *spoken = walk->spoken;
	size_t end = at + entry->len;

	*ending = NULL;
	if (end > walk->end ||
	    memcmp(walk->text + at, entry->text, entry->len) != 0)
		return 0;
	for (size_t i = 0; i < spoken->nendings; i++) {
		const struct ending *e = &spoken->endings[i];
		size_t n = strlen(e->text);

		if ((entry->is_letters || !e->after_letter) &&
		    end + n <= walk->end &&
		    memcmp(walk->text + end, e->text, n) == 0 &&
		    is_edge(walk, end + n)) {
			*ending = e;
			return entry->len + n;
		}
	}
	return is_edge(walk, end) ? entry->len : 0;
}

static size_t
say_entry(struct walk *walk, size_t at, const char *key)
{
	const struct entry *entry =
	    g_hash_table_lookup(walk->spoken->lexicon, key);

	for (; entry != NULL; entry = entry->next) {
		const struct ending *ending;
		size_t n = entry_matches(walk, at, entry, &ending);
		struct buf said = {0};

		if (n == 0)
			continue;
		buf_puts(&said, entry->said);
		if (ending != NULL)
			buf_puts(&said, ending->said);
		buf_puts(&walk->out, buf_str(&said));
		note_change(walk, at, at + n, buf_str(&said), entry->rule);
		buf_release(&said);
		return n;
	}
	return 0;
}

/* Say the word of the lexicon that stands at `at`, if one does: its length.
 * "ICBs" is looked for as it is, then without each ending. */
static size_t
try_lexicon(struct walk *walk, size_t at)
{
	const struct spoken *spoken = walk->spoken;
	size_t n = rules_first_word(walk->text + at), done;
	char key[64];

	if (n == 0 || n >= sizeof key || at + n > walk->end)
		return 0;
	memcpy(key, walk->text + at, n);
	key[n] = '\0';
	done = say_entry(walk, at, key);
	for (size_t i = 0; done == 0 && i < spoken->nendings; i++) {
		const struct ending *ending = &spoken->endings[i];
		size_t m = strlen(ending->text);

		if (!ending->after_letter || m >= n ||
		    !str_ends(key, ending->text))
			continue;
		key[n - m] = '\0';
		done = say_entry(walk, at, key);
		key[n - m] = ending->text[0];
	}
	return done;
}

/* Copy one token that nothing is said about: a word, or one character. */
static size_t
copy_token(struct walk *walk, size_t at)
{
	const char *start = walk->text + at, *p = start;
	size_t n = rules_first_word(start);

	if (n == 0) {
		utf8_next(&p);
		n = (size_t)(p - start);
	}
	if (at + n > walk->end)
		n = walk->end - at;
	buf_add(&walk->out, start, n);
	return n;
}

/* A language without rules. Brackets could be taken for phonemes. */
static void
say_as_written(struct walk *walk, size_t start, size_t end)
{
	for (size_t at = start; at < end; at++)
		buf_putc(&walk->out, strchr("[]", walk->text[at]) != NULL
		                         ? ' '
		                         : walk->text[at]);
}

static void
say_stretch(struct walk *walk, size_t start, size_t end)
{
	const struct spoken *spoken = walk->spoken;
	size_t at = start;

	walk->end = end;
	if (spoken == NULL) {
		say_as_written(walk, start, end);
		return;
	}
	while (at < end) {
		struct found found;
		size_t next = at;
		bool has_rule = find_rule(walk, at, &found);

		if (found.rule >= spoken->lexicon_at)
			next = at + try_lexicon(walk, at);
		if (next == at && has_rule)
			next = apply_rule(walk, &found);
		if (next == at)
			next = at + copy_token(walk, at);
		at = next;
	}
}

static struct spoken_words
finish(struct walk *walk)
{
	struct spoken_words words = {tidied(walk->arena, buf_str(&walk->out)),
	    walk->changes, walk->nchanges};

	buf_release(&walk->out);
	return words;
}

static void
note_bytes(struct walk *walk)
{
	for (const char *p = walk->text; *p != '\0'; p++)
		walk->has[(unsigned char)g_ascii_tolower(*p)] = true;
}

struct spoken_words
spoken_say_nested(const struct spoken *spoken, struct arena *arena,
    const char *text, int nesting)
{
	struct walk walk = {
	    .spoken = spoken, .arena = arena, .text = text, .nesting = nesting};

	note_bytes(&walk);
	say_stretch(&walk, 0, strlen(text));
	return finish(&walk);
}

struct spoken_words
spoken_say(const struct spoken *spoken, struct arena *arena, const char *text,
    const struct spoken_given *given, size_t ngiven)
{
	struct same same = same_make(spoken, arena, text);
	struct walk walk = {
	    .spoken = spoken, .arena = arena, .text = same.text};
	struct spoken_words words;
	size_t at = 0, len = strlen(text);

	note_bytes(&walk);
	for (size_t i = 0; i < ngiven; i++) {
		size_t start = given[i].start, end = start + given[i].len;

		end = end < len ? end : len;
		if (start < at || start > len)
			continue;
		say_stretch(
		    &walk, same_there(&same, at), same_there(&same, start));
		buf_puts(&walk.out, given[i].as);
		note_change(&walk, same_there(&same, start),
		    same_there(&same, end), given[i].as, "say");
		at = end;
	}
	say_stretch(&walk, same_there(&same, at), same.len);
	words = finish(&walk);
	same_restore(&same, words.changes, words.nchanges);
	return words;
}
