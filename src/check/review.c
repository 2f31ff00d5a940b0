/* What a group has said, and whether it was heard (REV-03, REV-04). */
#include "base/str.h"
#include "check/rules.h"
#include "prepare/standing.h"

static size_t
count_refusals(const struct review_subject *subject, const char *picture)
{
	size_t words = review_count(subject, FACE_NO);
	size_t shown = review_count_picture(subject, picture);

	return words > shown ? words : shown;
}

static size_t
count_answers(const struct review_subject *subject)
{
	size_t n = 0;

	for (const struct review_answer *a = subject->answers; a; a = a->next)
		n++;
	return n;
}

static void
check_standings(struct checking *c, const struct document *document)
{
	const struct review *review = c->publication->review;
	const struct sentence *first = NULL;
	size_t nunchecked = 0;

	for (size_t i = 0; i < document->nsentences; i++) {
		const struct sentence *s = document->sentences[i];
		const struct review_subject *subject;
		enum standing standing = standing_of(review, s, &subject);

		if (!standing_is_asked(s) || standing == STANDING_CHECKED)
			continue;
		if (standing == STANDING_UNCHECKED) {
			first = first != NULL ? first : s;
			nunchecked++;
			continue;
		}
		finding_sentence(c,
		    standing == STANDING_OPEN ? DIAG_REVIEW_OPEN
		                              : DIAG_REVIEW_UNDONE,
		    s, count_refusals(subject, standing_picture(s)),
		    count_answers(subject));
	}
	if (nunchecked > 0)
		finding_sentence(c, DIAG_REVIEW_UNCHECKED, first, nunchecked);
}

/* Why it is not printed who checked it. */
static const char *
find_reason(struct arena *arena, const struct group_standing *standing)
{
	if (!standing->is_reviewed)
		return "there is no review.xml";
	if (standing->nreviewers < REVIEW_REVIEWERS)
		return arena_printf(arena,
		    "%zu of at least %d people have read these words",
		    standing->nreviewers, REVIEW_REVIEWERS);
	return arena_printf(arena,
	    "sentences with a \"no\" that nobody has heard: %zu",
	    standing->nopen);
}

void
review_check(struct checking *c, const struct document *document)
{
	const struct node *checked =
	    node_child(c->publication->about, KIND_CHECKED);
	const struct group_standing *standing = &document->standing;

	if (c->publication->review != NULL)
		check_standings(c, document);
	if (checked != NULL && !standing_proves(standing))
		finding_node(c, DIAG_CHECKED_UNPROVEN, checked, checked->loc,
		    find_reason(c->arena, standing));
}
