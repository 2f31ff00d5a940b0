/* Finding pictures by a word, best first. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "picture/picture.h"

/* How well a word fits, better first. */
enum {
	FIT_NAME = 100,     /* is the name */
	FIT_NAME_WORD = 60, /* a word of the name */
	FIT_WORD = 50,      /* a search word */
	FIT_ALT = 40,       /* a word of the alternative text */
	FIT_START = 20,     /* any of them starts with it */
	FIT_LONG_NAME = 1,  /* taken off for each further word of the name */
};

struct found {
	const struct picture *picture;
	int fit;
};

static bool
is_letter(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Length of the word at s without a plural s, so that "nurses" finds
 * "nurse". */
static size_t
stem_length(const char *s, size_t len)
{
	return len > 3 && s[len - 1] == 's' && s[len - 2] != 's' ? len - 1
	                                                         : len;
}

/* How well the word stands in the text: whole, at the start of a word, or
 * not at all (0). */
static int
fit_text(const char *text, const char *word, size_t len, int whole)
{
	int best = 0;

	while (*text != '\0') {
		size_t n = 0;

		while (is_letter(text[n]))
			n++;
		if (n > 0 && strncasecmp(text, word, len) == 0 && len <= n) {
			if (stem_length(text, n) == len || n == len)
				return whole;
			if (len >= 3)
				best = FIT_START;
		}
		text += n > 0 ? n : 1;
	}
	return best;
}

static int
max(int a, int b)
{
	return a > b ? a : b;
}

static int
fit_word(const struct picture *picture, const char *word, size_t len)
{
	int fit = max(fit_text(picture->name, word, len, FIT_NAME_WORD),
	    fit_text(picture->alt, word, len, FIT_ALT));

	for (size_t i = 0; i < picture->nwords; i++)
		fit =
		    max(fit, fit_text(picture->words[i], word, len, FIT_WORD));
	return fit;
}

/* All words must fit; 0 if one does not. */
static int
fit_picture(const struct picture *picture, const char *words)
{
	int total = 0;

	if (strcasecmp(picture->name, words) == 0)
		return 100 * FIT_NAME;
	while (*words != '\0') {
		size_t len = 0;
		int fit;

		while (is_letter(words[len]))
			len++;
		if (len == 0) {
			words++;
			continue;
		}
		fit = fit_word(picture, words, stem_length(words, len));
		if (fit == 0)
			return 0;
		total += fit;
		words += len;
	}
	for (const char *s = picture->name; total > 1 && *s != '\0'; s++)
		total -= *s == '-' ? FIT_LONG_NAME : 0;
	return total;
}

static int
compare_found(const void *a, const void *b)
{
	const struct found *p = a, *q = b;

	if (p->fit != q->fit)
		return p->fit > q->fit ? -1 : 1;
	return strcmp(p->picture->name, q->picture->name);
}

size_t
catalogue_find(struct catalogue *catalogue, const char *word,
    const struct picture **out, size_t max_found)
{
	size_t n, nfound = 0;
	const struct picture *const *list = catalogue_list(catalogue, &n);
	struct found *found = mem_alloc((n + 1) * sizeof *found);

	for (size_t i = 0; i < n; i++) {
		int fit = fit_picture(list[i], word);

		if (fit > 0)
			found[nfound++] = (struct found){list[i], fit};
	}
	qsort(found, nfound, sizeof *found, compare_found);
	if (nfound > max_found)
		nfound = max_found;
	for (size_t i = 0; i < nfound; i++)
		out[i] = found[i].picture;
	free(found);
	return nfound;
}
