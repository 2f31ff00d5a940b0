/*
 * Pages from files of templates/: what never changes stands there, in holes
 * stands what does.
 *
 *     {{word ID}}   a word of the language (style/words.def), as text
 *     {{NAME}}      one of the holes of the writer
 *
 * Text is escaped here; only a hole of markup is put in as it is.
 */
#ifndef WRITE_HTML_FILL_H
#define WRITE_HTML_FILL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "style/language.h"

struct hole {
	const char *name;
	const char *text;   /* escaped, or NULL: */
	const char *markup; /* made by the writer */
};

/* Read templates/NAME and fill it. False after a message: it cannot be read,
 * or has a hole that nobody fills. */
struct filling {
	const char *templates; /* the folder */
	const struct language *language;
	const struct hole *holes;
	size_t nholes;
};

bool html_fill(const struct filling *filling, const char *name, struct buf *out,
    struct diags *diags);
/* The file as it is: a style sheet or a script. */
bool html_read(const char *templates, const char *name, struct buf *out,
    struct diags *diags);

#endif
