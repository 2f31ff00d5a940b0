/*
 * Characters that count as others: the list "same-as" of a language, such as
 * the digits of Urdu. The rules see the text with those others in their
 * place; what they say about it is brought back to the text as written.
 * Inside speech/spoken only.
 */
#ifndef SPEECH_SAME_H
#define SPEECH_SAME_H

#include "speech/rules.h"

struct same {
	const char *text; /* what the rules see, in arena or the text itself */
	size_t len;
	size_t *there; /* byte of the text as written → byte of text */
	size_t *back;  /* the other way; both are NULL when nothing differs */
};

struct same same_make(
    const struct spoken *spoken, struct arena *arena, const char *written);
/* A byte of the text as written → the byte of same->text. */
size_t same_there(const struct same *same, size_t at);
/* Bring the places of changes back to the text as written. */
void same_restore(
    const struct same *same, struct spoken_change *changes, size_t n);

#endif
