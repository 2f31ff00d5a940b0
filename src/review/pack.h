/*
 * What a group gets to review a draft with: the page, the paper form and the
 * guide. All words of them stand in templates/review/LANGUAGE/; here they are
 * filled with the sentences, the pictures and the sound of the publication.
 *
 * The form, the guide and what the page says aloud are made as publications
 * of their own, and go through the ordinary editions.
 */
#ifndef REVIEW_PACK_H
#define REVIEW_PACK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "prepare/document.h"
#include "review/items.h"
#include "write/recording.h"

struct review_pack {
	struct arena *arena;
	const struct review_items *items;
	const struct style *style; /* of the page */
	struct catalogue *pictures;
	const char *templates; /* the program's own folder "…/templates" */
	const char *words;     /* folder of the language below it */
};

/* The folder of templates/ with the words of a review in that language; in
 * arena. A language that has none gets English, and *is_own is false. */
const char *review_words(struct arena *arena, const char *templates,
    const struct language *language, bool *is_own);

/* What must be read before a piece of a sentence makes sense: the words that
 * a list begins with, the head of a column, the word that is explained. NULL
 * = nothing. */
const struct node *review_context(const struct node *node);

/* Each writes a publication as XML. False after a message. */
bool review_form(
    const struct review_pack *pack, struct buf *out, struct diags *diags);
bool review_guide(
    const struct review_pack *pack, struct buf *out, struct diags *diags);
/* What the page says aloud besides the sentences, and its practice sentence:
 * an item each, known by its id. */
bool review_voice(
    const struct review_pack *pack, struct buf *out, struct diags *diags);

/* A recording with the bytes of its file. */
struct review_sound {
	const struct recording *recording;
	const struct buf *file;
};

struct review_voices {
	const struct document *spoken; /* of review_voice() */
	struct review_sound page;      /* its recording */
	struct review_sound sentences; /* that of the publication */
};

/* The page, one file with all that it needs. False after a message. */
bool review_page(const struct review_pack *pack,
    const struct review_voices *voices, struct buf *out, struct diags *diags);

/* For a session in one room: the page that asks for the PIN, and the one that
 * shows how to come in. */
struct review_invitation {
	const char *address, *pin;
	const char *qr; /* markup of a drawing */
};
bool review_gate(
    const struct review_pack *pack, struct buf *out, struct diags *diags);
bool review_invitation(const struct review_pack *pack,
    const struct review_invitation *invitation, struct buf *out,
    struct diags *diags);

#endif
