/*
 * What can stand in the place of words that break a rule. A replacement is
 * safe if it cannot change the meaning: "2023–2028" is "2023 to 2028", but
 * "12am" may be midday or midnight.
 */
#ifndef CHECK_REPLACE_H
#define CHECK_REPLACE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"

/* For the words that a rule found; in arena. NULL if a person must think.
 * Sets *is_safe. English. */
const char *replacement_for(
    struct arena *arena, enum diag_id rule, const char *found, bool *is_safe);

/* A British phone number as the NHS writes it (ERW-21): "01268 594 350";
 * 18001 of text relay stays in front. NULL if it stands so already, or has
 * another number of digits. In arena. */
const char *replacement_phone(struct arena *arena, const char *found);

#endif
