/*
 * The written rules of easy read and of clear writing (rules.md), held
 * against a publication. Changes nothing. docs/checker.md is for readers.
 *
 * A rule that must hold is a breach: it stops `build --release`, and nothing
 * else. One that should hold is a warning. Where a program can only guess it
 * is a suspicion. A wrong alarm costs more trust than a missed fault.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "check/profile.h"
#include "model/node.h"
#include "page/page.h"
#include "picture/picture.h"
#include "prepare/document.h"
#include "style/language.h"

/* A finding that a <waive> keeps quiet. */
struct waived {
	const struct node *waiver;
	enum diag_id rule;
	struct loc loc;    /* of the words */
	const char *words; /* or "" */
};

struct checked {
	struct arena *arena; /* of all below */
	struct diags diags;
	struct waived *waived;
	size_t nwaived, waived_cap;
};

struct check_job {
	const struct publication *publication;
	struct catalogue *pictures; /* NULL: nothing is said of pictures */
	const struct language *language;
	const struct profiles *profiles;
	const char *cache; /* folder for work that may be kept, or NULL */
	/* waivers end on their last day: "2026-03-31"; "" = none ends */
	const char *today;
};

/* Start with checked_init(), end with checked_release(). Between: each of
 * these adds what it finds. */
void checked_init(struct checked *checked);
void checked_release(struct checked *checked);
/* The words, the structure, the pictures. */
void check_publication(const struct check_job *job, struct checked *checked);
/* The laid-out pages of one edition, in easy read or large print. */
void check_pages(const struct check_job *job, const struct pages *pages,
    struct checked *checked);
/* To bytes and back, from a worker to the process it was forked from: nodes
 * of the publication have the same address there. load adds to checked. */
void checked_save(const struct checked *checked, struct buf *out);
bool checked_load(struct checked *checked, const char *bytes, size_t len);
/* Last: waivers that had no use. */
void check_waivers(const struct check_job *job, struct checked *checked);

/* The document of one wording as the checks see it: without credits and
 * pictures. In arena; NULL after a message, or if the publication has no
 * easy-read words and is asked for them. */
struct document *check_document(struct arena *arena,
    const struct publication *publication, enum wording wording,
    const struct language *language, struct diags *diags);

#endif
