/* The rules of speaking for each language of a document: opened when first
 * needed, with the document's own words. */
#ifndef WRITE_AUDIO_RULES_H
#define WRITE_AUDIO_RULES_H

#include <stdbool.h>

#include "base/diag.h"
#include "prepare/document.h"
#include "speech/spoken.h"

struct rules;

struct rules *rules_open(const struct document *document, struct diags *diags);
void rules_close(struct rules *rules);
/* For a language: NULL in *out if it has none, after a warning, which comes
 * once a language; loc is where it was met first. False after a message if
 * they cannot be used. */
bool rules_for(struct rules *rules, const char *lang, struct loc loc,
    const struct spoken **out);

#endif
