/*
 * Messages for other programs: JSON lines, SARIF 2.1.0 (code scanning) and
 * the notes that GitHub shows beside a line.
 */
#ifndef COMMAND_FINDINGS_H
#define COMMAND_FINDINGS_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/print.h"

enum findings_format {
	FINDINGS_TEXT, /* for people: diags_print() */
	FINDINGS_JSON,
	FINDINGS_SARIF,
	FINDINGS_GITHUB,
};
enum { FINDINGS_COUNT = FINDINGS_GITHUB + 1 };

const char *findings_format_name(enum findings_format format);
/* Every format but text. */
void findings_put(
    const struct diags *diags, enum findings_format format, struct buf *out);

#endif
