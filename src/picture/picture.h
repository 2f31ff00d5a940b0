/*
 * Pictures: a name → something that can be drawn, with its words and credit.
 *
 * A catalogue is the union of the built-in one (symbols/catalogue.xml) and
 * those a publication brings. A picture is an SVG, PNG or JPEG file, or a
 * composition of others ("doctor" with the badge "not enough"). Pictures are
 * loaded when first used and kept until the catalogue is closed. No file is
 * decoded in this process: a confined one does it (base/clerk.h).
 */
#ifndef PICTURE_PICTURE_H
#define PICTURE_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

struct catalogue;

enum picture_format {
	PICTURE_SVG,
	PICTURE_PNG,
	PICTURE_JPEG,
	PICTURE_COMPOSED,
};

struct picture {
	const char *name;  /* of the catalogue, or the file's path */
	const char *alt;   /* default words; "" = none known */
	const char *group; /* title of its group in the index, or "" */
	const char *set;   /* set it comes from: "OpenMoji" */
	const char *licence, *credit; /* "" = unknown: stops a release */
	const char *source;           /* address of the set, or "" */
	enum picture_format format;
	const char *file;         /* NULL for a composition */
	const char *const *words; /* search words, nwords of them */
	size_t nwords;
	double width, height; /* natural size; only the ratio matters for
	                         SVG; pixels for PNG and JPEG; set once
	                         loaded */
};

/*
 * Open the built-in catalogue below data_folder ("…/symbols") and, where
 * publication_folder has pictures/index.xml, that one too; the publication's
 * names win. NULL after a message.
 */
struct catalogue *catalogue_open(const char *data_folder,
    const char *publication_folder, struct diags *diags);
void catalogue_close(struct catalogue *catalogue);

/*
 * The picture for what an author wrote: a name of the catalogue, or a file
 * below the publication's folder (it has a dot or a slash). NULL after a
 * message at loc: unknown name (with the nearest one as hint), file outside
 * the folder, unreadable or damaged file, unsupported kind, too many pixels.
 * A picture that comes back is loaded and can be drawn.
 */
const struct picture *picture_lookup(struct catalogue *catalogue,
    const char *written, struct loc loc, struct diags *diags);

/* The same for its words, licence and credit alone: a picture of the
 * catalogue is not loaded, so its size is not known and it cannot be drawn. */
const struct picture *picture_find(struct catalogue *catalogue,
    const char *written, struct loc loc, struct diags *diags);

/* A picture as a file: an SVG drawing of shapes alone, a PNG or a JPEG. */
struct picture_file {
	enum picture_format format; /* never PICTURE_COMPOSED */
	double width, height;       /* natural size in pixels of CSS */
	struct buf bytes;           /* the caller releases it */
};

/*
 * Make one, for web pages and e-books: it looks as picture_form() draws it,
 * holds no script, no address and no facts of a camera, and is at most 1,200
 * pixels wide or high. The same picture gives the same bytes. False if
 * drawing failed, with a message if that ended the decoder; the bytes are to be
 * released all the same.
 */
bool picture_export(const struct picture *picture, struct picture_file *file,
    struct diags *diags);

/* The longer side that forms are drawn with, for a box this long, both in pt.
 * A few sizes only, so that forms can be made ready. */
double picture_form_side(double longest);
/* The picture as a PDF of one page that Cairo writes, of whole pt, with the
 * drawing at its top left, into out, which is empty: what a form of a PDF is
 * made of. The same picture and size give the same bytes. False if drawing
 * failed, with a message if that ended the decoder. */
bool picture_form(const struct picture *picture, double width, double height,
    struct buf *out, struct diags *diags);

/* Keep what drawing gives in a folder below root from now on, and find there
 * what was kept (base/cache.h); NULL: nothing is kept. */
void catalogue_keep(struct catalogue *catalogue, const char *root);
/* Draw all pictures of an opened catalogue and keep what comes of it beside
 * it, so that builds find it ready. False after a message. */
bool catalogue_prepare(struct catalogue *catalogue, struct diags *diags);

/* All pictures of the catalogue in order of name, not loaded. */
const struct picture *const *catalogue_list(
    struct catalogue *catalogue, size_t *n);
/* Those whose name, alt or search words fit the word, best first; at most
 * max. Returns how many were written to out. */
size_t catalogue_find(struct catalogue *catalogue, const char *word,
    const struct picture **out, size_t max);

#endif
