/*
 * An edition's style: the tokens of its chain of templates as one struct.
 *
 * The chain is base → edition → organisation → publication → --set; each
 * file names its parent, a later one wins token by token. Lengths come out
 * in points; a bare number as a length is a ratio of the token "size", so
 * that large print is one number. A value outside its floor and ceiling, a
 * colour pair with too little contrast, an unknown token: a message.
 */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/node.h"

struct buf;
struct assignment;

struct color {
	double r, g, b; /* 0 to 1 */
};

/* A choice token holds the index of its word: enum values are made from
 * tokens.def by hand below, in the same order. */
enum { PICTURES_ALL, PICTURES_FIGURES, PICTURES_NONE };
enum { SIDE_LEFT, SIDE_RIGHT };
enum { COVER_BAND, COVER_PLAIN };
enum { BADGE_EASY_READ, BADGE_LARGE_PRINT, BADGE_NONE, BADGE_AUTO };
enum { START_NEW_PAGE, START_FLOW };
enum { NUMBER_OUTER, NUMBER_LEFT, NUMBER_CENTRE, NUMBER_RIGHT };
enum { PDF_UA1, PDF_UA2 };
enum { LINE_ENDS_CRLF, LINE_ENDS_LF };
enum { AUDIO_BESIDE, AUDIO_INSIDE };
enum { STYLE_YES, STYLE_NO };

struct style {
#define COLOR(name, id, about) struct color name;
#define LENGTH(name, id, floor, ceiling, rule, about) double name;
#define NUMBER(name, id, floor, ceiling, rule, about) double name;
#define CHOICE(name, id, values, about) int name;
#define FONTS(name, id, about) const char *name;
#define WORDS(name, id, about) const char *name;
#include "style/tokens.def"
#undef COLOR
#undef LENGTH
#undef NUMBER
#undef CHOICE
#undef FONTS
#undef WORDS
	/* slots */
	const char *logo;     /* file of the cover's logo below the
	                         publication's folder, or NULL */
	const char *logo_alt; /* never NULL if logo is not */
};

/* One edition: a template file with writer="…". */
struct edition {
	const char *name;     /* "easy-read" */
	const char *writer;   /* a row of writers.def: "pdf" */
	const char *suffix;   /* of the file name: "-easy-read", "" */
	enum wording wording; /* asked for; served by what there is */
	struct style style;
	const struct assignment *const
	    *sources; /* of each token; for edition_explain */
};

/* token=value from the command line. */
struct setting {
	const char *token, *value;
};

/*
 * The edition of that name for a publication. Looks for NAME.xml in the
 * publication's templates/ folder (publication_folder may be NULL), then in
 * data_folder ("…/templates"). settings win over all. NULL after messages.
 */
const struct edition *edition_read(struct arena *arena, const char *name,
    const char *data_folder, const char *publication_folder,
    const struct setting *settings, size_t nsettings, struct diags *diags);

/* Names of all editions in the two folders, sorted; *n of them. */
const char *const *edition_names(struct arena *arena, const char *data_folder,
    const char *publication_folder, size_t *n, struct diags *diags);

/*
 * Where each value of a token comes from: a line for each template that sets
 * it, the one that counts first, with its file and line; then the same for
 * the token it refers to. False after a message if there is no such token.
 */
bool edition_explain(const struct edition *edition, const char *token,
    struct buf *out, struct diags *diags);
/* WCAG 2.2 relative-luminance contrast, 1 to 21 (rules.md 5.3). */
double color_contrast(struct color a, struct color b);

#endif
