/* The clip of one sentence, to hear how the voice says it. */
#ifndef COMMAND_LISTEN_H
#define COMMAND_LISTEN_H

#include <stdbool.h>

#include "base/diag.h"
#include "write/audio/said.h"

/* Write the sentence with that id, or number, to sentence-ID.mp3 in the
 * current folder and print the name. False after a message. */
bool listen_sentence(
    const struct said *said, const char *which, struct diags *diags);

#endif
