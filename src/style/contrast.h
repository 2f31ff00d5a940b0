/* The pairs of colours that must be told apart; used by style.c. */
#ifndef STYLE_CONTRAST_H
#define STYLE_CONTRAST_H

#include <stdbool.h>
#include <stddef.h>

#include "style/tokens.h"

struct contrast_pair {
	enum token front, behind;
	double least;  /* WCAG contrast, 1 to 21 */
	double waived; /* least with a waiver */
	const char *rule, *what;
};

const struct contrast_pair *contrast_pair_at(size_t i); /* NULL past the last */

/* front made darker or lighter until it has enough contrast; false if even
 * black or white has not. */
bool contrast_suggest(
    struct color front, struct color behind, double least, struct color *out);

#endif
