/* What is said in each language of a document: by its rules and the document's
 * own words, or as an earlier build said it (speech/phrasebook.h). */
#ifndef WRITE_AUDIO_RULES_H
#define WRITE_AUDIO_RULES_H

#include <stdbool.h>

#include "base/diag.h"
#include "prepare/document.h"
#include "speech/phrasebook.h"

struct rules;

/* cache is the folder for kept work, or NULL. All that rules_say() gives lives
 * until rules_close(). */
struct rules *rules_open(
    const struct document *document, const char *cache, struct diags *diags);
void rules_close(struct rules *rules);
/* A language without rules says what is written, after a warning, which comes
 * once a language; loc is where it was met first. False after a message if its
 * rules cannot be used. */
bool rules_say(struct rules *rules, const char *lang, struct loc loc,
    const struct phrase *phrase, struct spoken_words *words);

#endif
