/*
 * The written rules of easy read, held against a publication.
 *
 * The document of the easy-read wording is looked at with all rules; of the
 * standard wording only what the other does not have, with the few rules
 * that hold for all writing.
 */
#include "check/check.h"

#include <stdlib.h>
#include <string.h>

#include "check/locate.h"
#include "check/rules.h"

struct document *
check_document(struct arena *arena, const struct publication *publication,
    enum wording wording, const struct language *language, struct diags *diags)
{
	struct edition *edition = ARENA_NEW(arena, struct edition);
	bool is_easy = wording == WORDING_EASY_READ;

	*edition = (struct edition){.name = is_easy ? "easy-read" : "standard",
	    .writer = "",
	    .suffix = "",
	    .wording = wording,
	    .style.badge = is_easy ? BADGE_EASY_READ : BADGE_NONE,
	    .style.credits = STYLE_NO,
	    .style.word_list = is_easy ? STYLE_YES : STYLE_NO};
	if (is_easy && !document_serves(publication, edition))
		return NULL;
	return document_prepare(
	    arena, publication, edition, language, NULL, diags);
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
	spell_check(c, &subject);
	english_check(c, &subject);
}

static void
see_sentences(struct checking *c, const struct document *document, bool is_easy,
    bool was_easy)
{
	for (size_t i = 0; i < document->nsentences; i++)
		if (is_looked_at(
		        document->sentences[i]->node, is_easy, was_easy))
			spell_see(c, document->sentences[i]);
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

static void
check_easy(struct checking *c, const struct document *easy)
{
	check_sentences(c, easy, true, false);
	structure_check(c, easy, true, false);
	words_check(c, easy);
	whole_check(c, easy);
}

static void
check_standard(
    struct checking *c, const struct document *standard, bool was_easy)
{
	check_sentences(c, standard, false, was_easy);
	structure_check(c, standard, false, was_easy);
}

/* The document of the standard wording; NULL if it would show nothing that
 * the easy-read one does not. */
static const struct document *
standard_document(struct checking *c, const struct check_job *job,
    const struct document *easy)
{
	if (easy != NULL &&
	    !document_has_wording(c->publication->root, WORDING_STANDARD))
		return NULL;
	return check_document(c->arena, c->publication, WORDING_STANDARD,
	    job->language, c->diags);
}

/* Everything is said with the profile of the words it is about; what is
 * about the whole publication with that of easy read, if there is any. */
static void
check_all(struct checking *c, const struct check_job *job)
{
	const struct profile *const *of = job->profiles->of;
	const struct document *easy = check_document(c->arena, c->publication,
	    WORDING_EASY_READ, job->language, c->diags);
	const struct document *standard = standard_document(c, job, easy);

	spell_open(c, job->language, job->cache);
	if (easy != NULL)
		see_sentences(c, easy, true, false);
	if (standard != NULL)
		see_sentences(c, standard, false, easy != NULL);
	if (easy != NULL) {
		c->profile = of[PROFILE_EASY_READ];
		check_easy(c, easy);
	}
	if (standard != NULL) {
		c->profile = of[PROFILE_PLAIN];
		check_standard(c, standard, easy != NULL);
	}
	c->profile = of[easy != NULL ? PROFILE_EASY_READ : PROFILE_PLAIN];
	spell_finish(c);
	if (easy != NULL || standard != NULL)
		review_check(c, easy != NULL ? easy : standard);
	about_check(c);
	words_check_used(c);
	if (job->pictures != NULL)
		pictures_check(c, easy != NULL);
}

void
checking_init(
    struct checking *c, const struct check_job *job, struct checked *checked)
{
	*c = (struct checking){.arena = checked->arena,
	    .publication = job->publication,
	    .pictures = job->pictures,
	    .checked = checked,
	    .diags = &checked->diags,
	    .locator = locator_new(job->publication->files),
	    .today = job->today};
}

void
checking_release(struct checking *c)
{
	locator_free(c->locator);
}

void
check_publication(const struct check_job *job, struct checked *checked)
{
	struct checking c;

	checking_init(&c, job, checked);
	c.patterns = patterns_new();
	if (job->language->folder != NULL)
		c.english = english_new(job->language->folder, c.diags);
	check_all(&c, job);
	english_free(c.english);
	patterns_free(c.patterns);
	checking_release(&c);
}

void
check_waivers(const struct check_job *job, struct checked *checked)
{
	struct checking c;

	checking_init(&c, job, checked);
	waivers_finish(&c);
	checking_release(&c);
}

void
checked_init(struct checked *checked)
{
	*checked = (struct checked){.arena = arena_new()};
}

void
checked_release(struct checked *checked)
{
	diags_release(&checked->diags);
	free(checked->waived);
	arena_free(checked->arena);
	*checked = (struct checked){0};
}

/* A waived finding as it crosses a process border: no bytes between. */
struct waived_head {
	const struct node *waiver;
	const char *file; /* of the publication: the same address there */
	uint32_t rule, line, column, words; /* words: bytes */
};

/* How many there are, then each with its words; then the messages. */
void
checked_save(const struct checked *checked, struct buf *out)
{
	buf_add(out, &checked->nwaived, sizeof checked->nwaived);
	for (size_t i = 0; i < checked->nwaived; i++) {
		const struct waived *w = &checked->waived[i];
		const struct waived_head head = {w->waiver, w->loc.file,
		    (uint32_t)w->rule, w->loc.line, w->loc.column,
		    (uint32_t)strlen(w->words)};

		buf_add(out, &head, sizeof head);
		buf_add(out, w->words, head.words);
	}
	diags_save(&checked->diags, out);
}

static void
add_waived(
    struct checked *checked, const struct waived_head *head, const char *words)
{
	ARRAY_GROW(checked->waived, checked->nwaived, checked->waived_cap);
	checked->waived[checked->nwaived++] =
	    (struct waived){.waiver = head->waiver,
	        .rule = (enum diag_id)head->rule,
	        .loc = {head->file, head->line, head->column},
	        .words = arena_strndup(checked->arena, words, head->words)};
}

bool
checked_load(struct checked *checked, const char *bytes, size_t len)
{
	const char *p = bytes, *end = bytes + len;
	struct waived_head head;
	size_t n;

	if (len < sizeof n)
		return false;
	memcpy(&n, p, sizeof n);
	p += sizeof n;
	for (size_t i = 0; i < n; i++) {
		if ((size_t)(end - p) < sizeof head)
			return false;
		memcpy(&head, p, sizeof head);
		p += sizeof head;
		if ((size_t)(end - p) < head.words)
			return false;
		add_waived(checked, &head, p);
		p += head.words;
	}
	return diags_load(&checked->diags, p, (size_t)(end - p));
}
