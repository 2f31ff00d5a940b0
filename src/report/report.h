/*
 * The accessibility report: which rules were checked, what was found, what
 * is waived and why, what people still have to look at, how hard the words
 * are, whose the pictures are, and where the voice says something other than
 * the letters (PRC-04). It never says that a publication complies: a program
 * cannot know.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "check/check.h"
#include "check/readability.h"
#include "picture/picture.h"
#include "prepare/document.h"

/* What it is made of; all borrowed. */
struct report_job {
	const struct document *document; /* of the main wording */
	struct catalogue *pictures;
	const struct profiles *profiles;
	const struct checked *checked; /* sorted, each once */
	const struct readability *readability;
	/* lines as said_open() writes them, or NULL: no recording */
	const char *audit;
	const char *templates; /* the folder */
};

struct report;

/* Put it in order; in arena. An error in diags: a picture is gone. */
struct report *report_make(
    struct arena *arena, const struct report_job *job, struct diags *diags);
/* accessibility-report.json */
void report_json(const struct report *report, struct buf *out);
/* accessibility-report.html; false after a message. */
bool report_html(
    const struct report *report, struct buf *out, struct diags *diags);

#endif
