/* Everyday words and their forms, by taking English endings away again. */
#include "check/vocabulary.h"

#include <string.h>

enum { WORD_MOST = 40, LETTERS_LEAST = 4, ENDINGS_MOST = 2, HALF_LEAST = 3 };

/* What grammar adds, and what it takes away for that. */
static const struct {
	const char *end, *instead;
	bool doubles; /* "stopped": the letter before is doubled */
} endings[] = {
    {"'s", "", false},
    {"s", "", false},
    {"es", "", false},
    {"ies", "y", false},
    {"ves", "f", false},
    {"ed", "", true},
    {"d", "", false},
    {"ied", "y", false},
    {"ing", "", true},
    {"ing", "e", false},
    {"er", "", true},
    {"r", "", false},
    {"ier", "y", false},
    {"est", "", true},
    {"st", "", false},
    {"iest", "y", false},
    {"ly", "", false},
    {"ily", "y", false},
    {"ness", "", false},
    {"less", "", false},
    {"ful", "", false},
};
static const char *const beginnings[] = {"un", "re", "non"};

static bool
is_listed(const struct lists *lists, const char *word, size_t len)
{
	return lists_has(lists, LIST_COMMON, word, len) ||
	       lists_has(lists, LIST_SMALL_WORDS, word, len) ||
	       lists_has(lists, LIST_ABSTRACT_FINE, word, len);
}

static bool is_form(
    const struct lists *lists, const char *word, size_t len, int endings_left);

/* Is the word without ending i a word? */
static bool
is_form_with(const struct lists *lists, const char *word, size_t len, size_t i,
    int endings_left)
{
	size_t n = strlen(endings[i].end), m = strlen(endings[i].instead);
	char stem[WORD_MOST + 1];

	if (len < n + 2 || memcmp(word + len - n, endings[i].end, n) != 0)
		return false;
	len -= n;
	memcpy(stem, word, len);
	memcpy(stem + len, endings[i].instead, m);
	if (is_form(lists, stem, len + m, endings_left))
		return true;
	return endings[i].doubles && len > 3 &&
	       stem[len - 1] == stem[len - 2] &&
	       is_form(lists, stem, len - 1, endings_left);
}

static bool
is_form(
    const struct lists *lists, const char *word, size_t len, int endings_left)
{
	if (is_listed(lists, word, len))
		return true;
	if (endings_left == 0)
		return false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (is_form_with(lists, word, len, i, endings_left - 1))
			return true;
	return false;
}

static bool
is_prefixed(const struct lists *lists, const char *word, size_t len)
{
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
		size_t n = strlen(beginnings[i]);

		if (len > n + 2 && memcmp(word, beginnings[i], n) == 0 &&
		    is_form(lists, word + n, len - n, ENDINGS_MOST))
			return true;
	}
	return false;
}

/* "seatbelt": both halves are everyday words. */
static bool
is_compound(const struct lists *lists, const char *word, size_t len)
{
	for (size_t n = HALF_LEAST; n + HALF_LEAST <= len; n++)
		if (is_listed(lists, word, n) &&
		    is_form(lists, word + n, len - n, 1))
			return true;
	return false;
}

bool
vocabulary_is_common(const struct lists *lists, const char *word, size_t len)
{
	if (len > WORD_MOST)
		return false;
	return is_form(lists, word, len, ENDINGS_MOST) ||
	       is_prefixed(lists, word, len) || is_compound(lists, word, len);
}

/* "xxxx" stands for words that are not to be looked at. */
static bool
is_plain(const char *word, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if ((word[i] < 'a' || word[i] > 'z') && word[i] != '\'')
			return false;
		n += word[i] == 'x';
	}
	return n < len;
}

bool
vocabulary_is_rare(
    const struct lists *lists, const struct tokens *tokens, size_t i)
{
	const struct token *t = &tokens->items[i];

	return lists_size(lists, LIST_COMMON) > 0 && !t->is_number &&
	       t->word_len >= LETTERS_LEAST && !t->is_capital &&
	       is_plain(t->word, t->word_len) &&
	       !vocabulary_is_common(lists, t->word, t->base_len);
}
