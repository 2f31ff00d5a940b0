/* One sentence: how long it is, its commas, where its links say they go. */
#include <glib.h>
#include <string.h>

#include "base/str.h"
#include "check/replace.h"
#include "check/rules.h"
#include "check/word.h"

static bool
is_english(const char *lang)
{
	return g_ascii_strncasecmp(lang, "en", 2) == 0 &&
	       (lang[2] == '\0' || lang[2] == '-');
}

/* A link whose words are an address: "www.example.org". */
static bool
is_address(const char *text, size_t len)
{
	return memchr(text, ' ', len) == NULL &&
	       (memchr(text, '.', len) != NULL ||
	           memchr(text, '@', len) != NULL);
}

struct subject
sentence_subject(
    struct arena *arena, const struct sentence *sentence, bool is_easy)
{
	enum kind kind = sentence->node->kind;
	char *text = arena_strndup(arena, sentence->text, sentence->len);

	for (size_t i = 0; i < sentence->nspans; i++) {
		const struct span *span = &sentence->spans[i];
		char *run = text + span->start;

		if ((span->marks & (SPAN_PHONE | SPAN_EMAIL | SPAN_WEB)) ||
		    (span->href != NULL && is_address(run, span->len)))
			memset(run, 'x', span->len);
		else if (span->lang != NULL && !is_english(span->lang))
			for (size_t k = 0; k < span->len; k++)
				if (run[k] != ' ')
					run[k] = 'x';
	}
	return (struct subject){.sentence = sentence,
	    .text = text,
	    .is_easy = is_easy,
	    .is_english = is_english(sentence->lang),
	    .is_running = kind == KIND_ITEM || kind == KIND_P ||
	                  kind == KIND_LEAD || kind == KIND_QUOTE ||
	                  kind == KIND_MEANING};
}

size_t
sentence_count_words(const char *text)
{
	struct word_place word = {0};
	size_t n = 0;

	while (word_next(text, word.start + word.len, &word))
		n++;
	return n;
}

static void
check_length(struct checking *c, const struct subject *subject)
{
	size_t n = sentence_count_words(subject->text);
	int most = limit_number(c, LIMIT_SENTENCE_MOST);
	int good = limit_number(c, LIMIT_SENTENCE_GOOD);

	if (n > (size_t)most)
		finding_sentence(c, DIAG_SENTENCE_TOO_LONG, subject->sentence,
		    n, most, limit_source(c, LIMIT_SENTENCE_MOST));
	else if (n > (size_t)good)
		finding_sentence(c, DIAG_SENTENCE_LONG, subject->sentence, n,
		    good, limit_source(c, LIMIT_SENTENCE_GOOD));
}

/* A British address with its postcode: its commas are right. */
static bool
has_postcode(const char *text)
{
	return g_regex_match_simple(
	    "\\b[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}\\b", text, 0, 0);
}

static void
check_commas(struct checking *c, const struct subject *subject)
{
	int most = limit_number(c, LIMIT_COMMAS);
	size_t n = 0;

	for (const char *p = subject->text; *p != '\0'; p++)
		n += *p == ',' && !g_ascii_isdigit(p[1]);
	if (n > (size_t)most && !has_postcode(subject->text))
		finding_sentence(c, DIAG_COMMAS, subject->sentence, n, most,
		    limit_source(c, LIMIT_COMMAS));
}

/* Words that do not say where a link goes (ERW-32). */
static bool
says_nothing(const char *words)
{
	static const char *const empty[] = {"here", "click here", "this",
	    "link", "this link", "the link", "a link", "this page", "more",
	    "read more", "find out more", "learn more", "see more",
	    "more information", "website", "this website", "page", "document",
	    "this document", "pdf", "download"};
	char *plain = g_utf8_casefold(words, -1);
	bool found = false;

	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
		found = found || strcmp(plain, empty[i]) == 0;
	g_free(plain);
	return found;
}

/* Words around a link that help only who can click. */
static void
check_around_links(struct checking *c, const struct subject *subject)
{
	static const char *const phrases[] = {"click here", "click on here",
	    "click this", "click on this", "here is a link",
	    "here is the link"};
	/* as many bytes as the sentence, unlike a casefold */
	char *plain = g_ascii_strdown(subject->text, -1);

	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		const char *found = strstr(plain, phrases[i]);

		if (found == NULL)
			continue;
		finding_add(c,
		    &(struct finding){.rule = DIAG_LINK_WORDS,
		        .sentence = subject->sentence,
		        .start = (size_t)(found - plain),
		        .len = strlen(phrases[i])},
		    phrases[i]);
		break;
	}
	g_free(plain);
}

/* One message for a sentence: of the words of a link, else around it. */
static void
check_links(struct checking *c, const struct subject *subject)
{
	const struct sentence *s = subject->sentence;
	size_t before = c->diags->n;

	for (size_t i = 0; i < s->nspans;) {
		const char *href = s->spans[i].href;
		size_t start = s->spans[i].start, end = start;
		char *words;

		for (; i < s->nspans && s->spans[i].href == href; i++)
			end = s->spans[i].start + s->spans[i].len;
		if (href == NULL)
			continue;
		words = g_strndup(s->text + start, end - start);
		if (says_nothing(g_strstrip(words)))
			finding_add(c,
			    &(struct finding){.rule = DIAG_LINK_WORDS,
			        .sentence = s,
			        .start = start,
			        .len = end - start},
			    words);
		g_free(words);
	}
	if (c->diags->n == before)
		check_around_links(c, subject);
}

/* The phone numbers that were recognised: groups with single spaces. */
static void
check_phones(struct checking *c, const struct sentence *s)
{
	for (size_t i = 0; i < s->nspans; i++) {
		const struct span *span = &s->spans[i];
		struct finding finding = {.rule = DIAG_PHONE_FORM,
		    .sentence = s,
		    .start = span->start,
		    .len = span->len,
		    .is_safe = true};
		const char *found;

		if (!(span->marks & SPAN_PHONE))
			continue;
		found =
		    arena_strndup(c->arena, s->text + span->start, span->len);
		finding.replacement = replacement_phone(c->arena, found);
		if (finding.replacement != NULL)
			finding_add(c, &finding, found);
	}
}

void
sentence_check(struct checking *c, const struct subject *subject)
{
	const struct node *node = subject->sentence->node;

	check_phones(c, subject->sentence);
	if (subject->is_english)
		check_links(c, subject);
	if (!subject->is_running)
		return;
	check_length(c, subject);
	if (!subject->is_easy)
		return;
	if (node->kind != KIND_QUOTE)
		check_commas(c, subject);
	if (node->kind == KIND_ITEM && node->nsentences > 1 &&
	    subject->sentence == &node->sentences[1])
		finding_node(
		    c, DIAG_ITEM_SENTENCES, node, node->loc, node->nsentences);
}
