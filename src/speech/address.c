/*
 * Saying e-mail and web addresses.
 *
 * A person says the words in an address as words and spells the rest. The
 * list "address-word" has words that stand in addresses; a run of letters is
 * cut into them when they nearly fill it ("msehealthandcare" → "m s e health
 * and care"), said as a word when it looks like one of the language (the
 * pattern "pronounceable"), and else spelt.
 */
#include "speech/format.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"

enum {
	MAX_RUN = 63,
	COST_WORD = 10,   /* of one word of the list */
	COST_LETTER = 14, /* of one letter spelt */
	MAX_SPELT = 4,    /* letters that may be left over in a cut run */
	MIN_WORD = 4,     /* letters of a run that may be said as a word */
};

struct cut {
	int cost;
	size_t from;      /* where the piece that ends here starts */
	const char *said; /* NULL = one letter */
};

static const char *
listed(const struct word_list *words, const char *run, size_t len)
{
	char key[MAX_RUN + 1];

	if (words == NULL || len > words->longest)
		return NULL;
	memcpy(key, run, len);
	key[len] = '\0';
	return g_hash_table_lookup(words->said, key);
}

static void
best_cuts(const struct word_list *words, const char *run, size_t len,
    struct cut *cuts)
{
	cuts[0] = (struct cut){0};
	for (size_t end = 1; end <= len; end++) {
		cuts[end] = (struct cut){
		    cuts[end - 1].cost + COST_LETTER, end - 1, NULL};
		for (size_t from = 0; from < end; from++) {
			const char *said =
			    listed(words, run + from, end - from);

			if (said != NULL &&
			    cuts[from].cost + COST_WORD < cuts[end].cost)
				cuts[end] = (struct cut){
				    cuts[from].cost + COST_WORD, from, said};
		}
	}
}

static void
put_cuts(const struct spoken *spoken, const char *run, const struct cut *cuts,
    size_t end, struct buf *out)
{
	const struct cut *cut = &cuts[end];

	if (cut->from > 0) {
		put_cuts(spoken, run, cuts, cut->from, out);
		buf_putc(out, ' ');
	}
	if (cut->said != NULL)
		buf_puts(out, cut->said);
	else
		rules_spell(spoken, run + cut->from, 1, out);
}

static bool
is_pronounceable(const struct spoken *spoken, const char *run, size_t len)
{
	return len >= MIN_WORD && spoken->pronounceable != NULL &&
	       pcre2_match(pattern_code(spoken->pronounceable), (PCRE2_SPTR)run,
	           len, 0, PCRE2_NO_UTF_CHECK, spoken->match, NULL) >= 0;
}

/* Short codes in links: small and capital letters are not the same there.
 * Where the list has a word for it (at "A"), capitals are said. */
static void
spell_run(const struct spoken *spoken, const struct word_list *signs,
    const char *text, size_t len, struct buf *out)
{
	const char *capital = g_hash_table_lookup(signs->said, "A");
	size_t ncapitals = 0;

	for (size_t i = 0; i < len; i++)
		ncapitals += isupper((unsigned char)text[i]) != 0;
	if (ncapitals == 0 || ncapitals == len)
		capital = NULL;
	for (size_t i = 0; i < len; i++) {
		char letter = (char)tolower((unsigned char)text[i]);

		if (i > 0)
			buf_putc(out, ' ');
		if (capital != NULL && letter != text[i])
			buf_printf(out, "%s ", capital);
		rules_spell(spoken, &letter, 1, out);
	}
}

static void
put_run(const struct spoken *spoken, const struct word_list *signs,
    const char *text, size_t len, struct buf *out)
{
	const struct word_list *words = rules_list(spoken, "address-word");
	struct cut cuts[MAX_RUN + 1];
	char run[MAX_RUN + 1];
	size_t spelt = 0, end;

	if (len > MAX_RUN) {
		spell_run(spoken, signs, text, len, out);
		return;
	}
	for (size_t i = 0; i < len; i++)
		run[i] = (char)tolower((unsigned char)text[i]);
	run[len] = '\0';
	best_cuts(words, run, len, cuts);
	for (end = len; end > 0; end = cuts[end].from)
		spelt += cuts[end].said == NULL;
	if (spelt > 0 && is_pronounceable(spoken, run, len))
		buf_add(out, run, len);
	else if (spelt <= MAX_SPELT && spelt < len)
		put_cuts(spoken, run, cuts, len, out);
	else
		spell_run(spoken, signs, text, len, out);
}

static size_t
run_length(const char *text, size_t len, int (*is)(int))
{
	size_t n = 0;

	while (n < len && is((unsigned char)text[n]))
		n++;
	return n;
}

/* What the list says for a sign; a letter of another script stays, any
 * other sign is not said. */
static void
put_sign(
    const struct word_list *signs, const char *text, size_t n, struct buf *out)
{
	char sign[8] = {0};
	const char *said, *p = sign;

	memcpy(sign, text, n < sizeof sign ? n : 0);
	said = g_hash_table_lookup(signs->said, sign);
	if (said != NULL)
		buf_puts(out, said);
	else if (g_unichar_isalnum(utf8_next(&p)))
		buf_puts(out, sign);
}

void
format_address(const struct spoken *spoken, const struct word_list *signs,
    const char *text, size_t len, struct buf *out)
{
	for (size_t i = 0; i < len;) {
		size_t n = run_length(text + i, len - i, isalpha);

		if (i > 0 && text[i] != ',')
			buf_putc(out, ' ');
		if (n > 0) {
			put_run(spoken, signs, text + i, n, out);
		} else if ((n = run_length(text + i, len - i, isdigit)) > 0) {
			for (size_t k = 0; k < n; k++) {
				buf_putc(out, text[i + k]);
				buf_putc(out, ' ');
			}
		} else {
			const char *next = text + i;

			utf8_next(&next);
			n = (size_t)(next - text) - i;
			put_sign(signs, text + i, n, out);
		}
		i += n;
	}
}
