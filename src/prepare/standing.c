/* Where a document stands with its group of readers. */
#include "prepare/standing.h"

#include <glib.h>

#include "base/str.h"

bool
standing_is_asked(const struct sentence *sentence)
{
	return sentence->node->origin == ORIGIN_SOURCE ||
	       sentence->node->kind == KIND_MEANING;
}

const char *
standing_picture(const struct sentence *sentence)
{
	const char *picture = node_attr(sentence->node, ATTR_PICTURE);

	return str_eq(picture, "none") ? NULL : picture;
}

enum standing
standing_of(const struct review *review, const struct sentence *sentence,
    const struct review_subject **subject)
{
	char hash[REVIEW_HASH + 1];
	const struct review_subject *found;

	review_hash(hash, sentence->text, sentence->len);
	found = review_find(review, sentence->id, hash);
	if (subject != NULL)
		*subject = found;
	return review_standing(found, standing_picture(sentence));
}

static void
measure_sentence(struct group_standing *standing, GHashTable *reviewers,
    const struct review *review, const struct sentence *sentence)
{
	const struct review_subject *subject;

	if (!standing_is_asked(sentence))
		return;
	switch (standing_of(review, sentence, &subject)) {
	case STANDING_UNCHECKED:
		standing->nunchecked++;
		return;
	case STANDING_OPEN:
	case STANDING_UNDONE:
		standing->nopen++;
		break;
	case STANDING_CHECKED:
		break;
	}
	for (const struct review_answer *a = subject->answers; a; a = a->next)
		g_hash_table_add(reviewers, (char *)a->by);
}

struct group_standing
standing_measure(const struct node *root, const struct review *review)
{
	struct group_standing standing = {.is_reviewed = review != NULL};
	GHashTable *reviewers;

	if (review == NULL)
		return standing;
	reviewers = g_hash_table_new(g_str_hash, g_str_equal);
	for (const struct node *n = root; n != NULL; n = node_next(n, root))
		for (size_t i = 0; i < n->nsentences; i++)
			measure_sentence(
			    &standing, reviewers, review, &n->sentences[i]);
	standing.nreviewers = g_hash_table_size(reviewers);
	g_hash_table_destroy(reviewers);
	return standing;
}

bool
standing_proves(const struct group_standing *standing)
{
	return standing->is_reviewed &&
	       standing->nreviewers >= REVIEW_REVIEWERS && standing->nopen == 0;
}
