/* The style sheets and scripts of a page of a review, and the policy that
 * lets nothing else run or be loaded. */
#ifndef REVIEW_CODE_H
#define REVIEW_CODE_H

#include "review/pack.h"
#include "write/html/fill.h"

struct page_code {
	const char *const
	    *sheets; /* files below templates/, one after another */
	size_t nsheets;
	const char *const *scripts;
	size_t nscripts;
	const char *policy; /* what else it may do: "img-src data:" */
};

enum { CODE_HOLES = 3 };

/* Read and lock them: the holes "policy", "style" and "script", in arena.
 * False after a message. */
bool review_code(const struct review_pack *pack, const struct page_code *code,
    struct hole holes[CODE_HOLES], struct diags *diags);

#endif
