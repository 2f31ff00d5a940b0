/*
 * The written rules of easy read, held against a publication.
 *
 * The document of the easy-read wording is looked at with all rules; of the
 * standard wording only what the other does not have, with the few rules
 * that hold for all writing.
 */
#include "check/check.h"

#include "check/rules.h"

static struct document *
prepare(struct checking *c, enum wording wording, const struct language *l)
{
	struct edition *edition = ARENA_NEW(c->arena, struct edition);

	*edition = (struct edition){
	    .name = wording == WORDING_EASY_READ ? "easy-read" : "standard",
	    .writer = "",
	    .suffix = "",
	    .wording = wording,
	    .style.badge =
	        wording == WORDING_EASY_READ ? BADGE_EASY_READ : BADGE_NONE,
	    .style.credits = STYLE_NO,
	    .style.word_list =
	        wording == WORDING_EASY_READ ? STYLE_YES : STYLE_NO};
	if (wording == WORDING_EASY_READ &&
	    !document_serves(c->publication, edition))
		return NULL;
	return document_prepare(
	    c->arena, c->publication, edition, l, NULL, c->diags);
}

/* Words of the author that no other document has shown. */
static bool
is_looked_at(const struct node *node, bool is_easy, bool was_easy)
{
	if (node->origin != ORIGIN_SOURCE)
		return is_easy && node->kind == KIND_MEANING;
	return is_easy || !was_easy || node->wording == WORDING_STANDARD;
}

static void
check_sentence(
    struct checking *c, const struct sentence *sentence, bool is_easy)
{
	struct subject subject = sentence_subject(c->arena, sentence, is_easy);

	patterns_check(c, &subject);
	sentence_check(c, &subject);
}

static void
check_sentences(struct checking *c, const struct document *document,
    bool is_easy, bool was_easy)
{
	if (document->title_sentence != NULL && !was_easy)
		check_sentence(c, document->title_sentence, is_easy);
	for (size_t i = 0; i < document->nsentences; i++) {
		const struct sentence *s = document->sentences[i];

		if (is_looked_at(s->node, is_easy, was_easy))
			check_sentence(c, s, is_easy);
	}
}

void
check_publication(const struct publication *publication,
    struct catalogue *pictures, const struct language *language,
    struct diags *diags)
{
	struct checking c = {.arena = arena_new(),
	    .publication = publication,
	    .pictures = pictures,
	    .diags = diags,
	    .patterns = patterns_new()};
	const struct document *easy = prepare(&c, WORDING_EASY_READ, language);
	const struct document *standard =
	    prepare(&c, WORDING_STANDARD, language);

	about_check(&c);
	if (easy != NULL) {
		check_sentences(&c, easy, true, false);
		structure_check(&c, easy, true, false);
		words_check(&c, easy);
	}
	if (standard != NULL) {
		check_sentences(&c, standard, false, easy != NULL);
		structure_check(&c, standard, false, easy != NULL);
	}
	words_check_used(&c);
	if (pictures != NULL)
		pictures_check(&c, easy != NULL);
	patterns_free(c.patterns);
	arena_free(c.arena);
}
