/*
 * The document of one edition: decided once, the same for every format.
 *
 * prepare takes the publication and an edition and makes a tree of its own:
 * only the wording asked for, words cut into sentences with stable ids,
 * phone numbers, e-mail and web addresses recognised, the section of hard
 * words, the section of contact and other formats, and the credits added as
 * ordinary sections (origin tells). Writers walk this tree and nothing else.
 *
 * Kinds in it: PUBLICATION > SECTION > (HEADING, then ITEM, LIST(LEAD, ITEM),
 * P, QUOTE, BOX, TABLE(CAPTION, HEAD, ROW), FIGURE, WORD(TERM, MEANING),
 * SECTION). Words (CLASS_WORDS) have sentences and no children: the inline
 * elements have become spans. ABOUT, WORDLIST and abbreviations are not in
 * it: their facts are in the struct below.
 */
#ifndef PREPARE_DOCUMENT_H
#define PREPARE_DOCUMENT_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/node.h"
#include "picture/picture.h"
#include "prepare/standing.h"
#include "style/language.h"
#include "style/style.h"

/* A way to reach the publisher. */
struct contact {
	enum kind kind;    /* KIND_PHONE, _EMAIL, _WEB, _POST */
	const char *label; /* what it is for, or NULL */
	const char *value; /* "01268 594350" */
	const char *href;  /* "tel:+441268594350"; NULL for post */
};

/* What the voice must know of a word: from <words>. */
struct pronunciation {
	const char *text; /* as written */
	const char *as;   /* what is said */
	enum { SAY_AS, SAY_LETTERS, SAY_WORD } how;
	const char *lang; /* or NULL */
};

struct document {
	struct arena *arena;
	const struct publication *publication;
	const struct edition *edition;
	const struct language *language;
	const char *id, *lang;
	enum wording wording; /* that is served; ANY = there is only one */
	/* plain strings for furniture and metadata; "" where not given */
	const char *title, *subtitle, *organisation, *description;
	const char *date;       /* as written: "2023-07-01" */
	const char *date_words; /* "1 July 2023" */
	const char *version;
	struct group_standing standing; /* with the group of readers */
	/* groups, joined; "" unless the review proves it (REV-04) */
	const char *checked_by;
	/* the easy-read mark beside it, as written; NULL likewise (ERL-20) */
	const char *mark;
	struct loc mark_loc;
	const char *cover_picture; /* as written, or NULL */
	const char *cover_alt;     /* NULL = the catalogue's */
	struct loc cover_loc;
	struct sentence *title_sentence; /* the title with its marks */
	const struct contact *contacts;
	size_t ncontacts;
	const struct pronunciation *pronunciations;
	size_t npronunciations;
	struct node *root; /* PUBLICATION > SECTION… */
	/* every sentence in reading order */
	struct sentence *const *sentences;
	size_t nsentences;
};

/*
 * Make the document. pictures may be NULL (then no credits for sets are
 * written). NULL after messages; warnings alone do not stop it. Everything
 * is in arena.
 */
struct document *document_prepare(struct arena *arena,
    const struct publication *publication, const struct edition *edition,
    const struct language *language, struct catalogue *pictures,
    struct diags *diags);

/* Labels of a switch: the kinds that no document has. What is new in
 * kinds.def and in no edition is added here. */
#define CASES_NOT_IN_DOCUMENT                                                  \
	case KIND_ABOUT:                                                       \
	case KIND_TITLE:                                                       \
	case KIND_SUBTITLE:                                                    \
	case KIND_ORGANISATION:                                                \
	case KIND_DATE:                                                        \
	case KIND_VERSION:                                                     \
	case KIND_DESCRIPTION:                                                 \
	case KIND_COVER:                                                       \
	case KIND_CONTACT:                                                     \
	case KIND_PHONE:                                                       \
	case KIND_EMAIL:                                                       \
	case KIND_WEB:                                                         \
	case KIND_POST:                                                        \
	case KIND_CHECKED:                                                     \
	case KIND_WORDLIST:                                                    \
	case KIND_ABBREVIATION:                                                \
	case KIND_SHORT:                                                       \
	case KIND_FULL:                                                        \
	case KIND_PRONOUNCE:                                                   \
	case KIND_QUESTION:                                                    \
	case KIND_ASK:                                                         \
	case KIND_ANSWER:                                                      \
	case KIND_TEXT:                                                        \
	case KIND_HARD:                                                        \
	case KIND_ABBR:                                                        \
	case KIND_LINK:                                                        \
	case KIND_STRONG:                                                      \
	case KIND_SPAN:                                                        \
	case KIND_SAY:                                                         \
	case KIND_WAIVE

/* Are there words below root that stand in this wording alone? */
bool document_has_wording(const struct node *root, enum wording wording);

/*
 * Can this edition be made? Any source serves large print, text and audio;
 * the badge "easy read" is a promise that only easy-read words keep.
 */
bool document_serves(
    const struct publication *publication, const struct edition *edition);

/* What the cover says this edition is: BADGE_EASY_READ, _LARGE_PRINT or
 * _NONE. */
int document_badge(const struct document *document);

/* A contact as a line of words: "Phone: 01268 594350". In the document's
 * arena. */
const char *document_contact(
    const struct document *document, const struct contact *contact);

/* The alternative text for a node with a picture: its alt attribute, else the
 * catalogue's; "" = decorative. */
const char *document_alt(
    const struct node *node, const struct picture *picture);
/* The picture an element asks for, for its words and credit (picture_find):
 * NULL if none, "none", or not found (then there is a message). */
const struct picture *document_picture(
    const struct node *node, struct catalogue *pictures, struct diags *diags);
/* The whole words of a node, its sentences joined by a space; in arena. */
const char *document_words(struct arena *arena, const struct node *node);
/* A stable text of the tree with ids, for tests. */
void document_dump(const struct document *document, struct buf *out);

#endif
