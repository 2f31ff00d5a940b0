/* Clips to hear how the voice says something. They are written into the
 * current folder, and the name is printed. */
#ifndef COMMAND_LISTEN_H
#define COMMAND_LISTEN_H

#include <stdbool.h>

#include "base/diag.h"
#include "write/audio/said.h"

/* The sentence with that id, or number, to sentence-ID.mp3. False after a
 * message. */
bool listen_sentence(
    const struct said *said, const char *which, struct diags *diags);
/*
 * A text of that language to said-TEXT.mp3, with the voice and the pace of
 * the audio edition below templates. words are the text's, by spoken_say().
 * False after messages: a language without a voice.
 */
bool listen_text(const char *text, const char *words, const char *lang,
    const char *templates, struct diags *diags);

#endif
