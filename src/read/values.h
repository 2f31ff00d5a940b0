/* What values of XML files look like: white space, accents, dates. */
#ifndef READ_VALUES_H
#define READ_VALUES_H

#include <stdbool.h>

#include "base/arena.h"

/* White space runs as single spaces; the ends kept as one space. Letters and
 * their accents become one character (NFC). */
const char *value_collapse(struct arena *arena, const char *text);
/* The same without the ends. */
const char *value_tidy(struct arena *arena, const char *text);
/* The same for what names a file or an address: its characters stay. */
const char *value_name(struct arena *arena, const char *text);
/* A day of the calendar, as 2026-03-31. */
bool value_is_date(const char *text);

#endif
