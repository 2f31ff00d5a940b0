/*
 * The words the program itself prints or says, per language:
 * <data_folder>/languages/<code>/words.xml, data_folder being "…/templates". A
 * language without a file falls back to the shorter code ("en-GB" → "en"), then
 * to en-GB with a message.
 */
#ifndef STYLE_LANGUAGE_H
#define STYLE_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

enum word {
#define WORD(name, id) WORD_##name,
#include "style/words.def"
#undef WORD
};
enum {
	WORD_COUNT = 0
#define WORD(name, id) +1
#include "style/words.def"
#undef WORD
};

/* The name of a word in the files: "contents". */
const char *word_id(enum word word);

struct language {
	const char *code;               /* of the file used */
	const char *words[WORD_COUNT];  /* never NULL */
	const char *months[12];         /* after a day: "1 July 2023" */
	const char *months_alone[12];   /* "July 2023" */
	bool is_right_to_left;          /* pages are mirrored */
	const char *const *pause_words; /* a reader pauses before these:
	                                   "and", "but" (ERL-07) */
	size_t npause_words;
	const char *const *not_sentence_ends; /* "Dr.", "e.g." */
	size_t nnot_sentence_ends;
	const char *folder; /* of the language: spoken rules are there too */
};

const struct language *language_read(struct arena *arena, const char *code,
    const char *data_folder, struct diags *diags);

/* Whether a language code is of one written from right to left. */
bool language_is_right_to_left(const char *lang);
/* "2023-07-01" → "1 July 2023" in the language, "2023-07" → "July 2023"; as
 * written if it is no date. */
const char *language_date(
    struct arena *arena, const struct language *language, const char *date);
/* Fill {name} holes of a word: pairs of name, value, ended by NULL. */
const char *language_fill(struct arena *arena, const char *words, ...)
    __attribute__((sentinel));

#endif
