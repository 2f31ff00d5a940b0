/* Mistakes of mark-up in plain words. Used by xml.c alone. */
#ifndef READ_MISTAKE_H
#define READ_MISTAKE_H

#include <libxml/xmlerror.h>

#include "base/arena.h"

/* What libxml2 found, as a part of a sentence; in the arena. */
const char *mistake_words(struct arena *arena, const xmlError *error);

#endif
