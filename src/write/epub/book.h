/*
 * An e-book while it is made; write/epub's own. Files stand below EPUB/ of
 * the zip file: title.xhtml, nav.xhtml, a part for each section with its
 * overlay, and what these use.
 */
#ifndef WRITE_EPUB_BOOK_H
#define WRITE_EPUB_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "write/epub/zip.h"
#include "write/html/fill.h"
#include "write/html/markup.h"
#include "write/write.h"

struct book {
	const struct write_job *job;
	const struct document *document;
	const struct recording *recording; /* NULL = a book without sound */
	struct diags *diags;
	struct arena *arena;
	struct archive *archive;
	struct markup markup;
	struct buf out;                   /* where markup goes */
	struct buf manifest, spine, meta; /* of the package, as they grow */
	const char **files;               /* of the parts: "part-01.xhtml" */
	size_t nparts;
	const struct picture **pictures; /* those that are in it */
	const char **addresses;          /* and their files */
	double (*sizes)[2];
	size_t npictures, pictures_cap;
	bool *sounds;         /* chapters of the recording that are in it */
	const char *lexicons; /* links to them, for the head of a file */
	uint64_t spoken_ms;
	bool ok;
};

/* A file of the book and its row of the manifest. */
struct book_file {
	const char *id, *name, *media;
	const char *properties; /* or NULL */
	const char *overlay;    /* id of its overlay, or NULL */
	bool stored;            /* not compressed */
};

/* Add it with these bytes, which are cleared. */
void book_add(
    struct book *book, const struct book_file *file, struct buf *bytes);
/* Add it as it stands on the disk, not compressed. */
void book_add_file(
    struct book *book, const struct book_file *file, const char *path);
/* Fill a skeleton of templates/epub: lang, dir, title and id are filled
 * besides the n holes given, at most 8. */
void book_fill(struct book *book, const char *skeleton,
    const struct hole *holes, size_t n, struct buf *out);
/* Note a property of the package; refines is an id, or NULL. */
void book_meta(struct book *book, const char *property, const char *refines,
    const char *value);

/* lexicon.c: a lexicon for each language that has one, and lexicons. */
void book_add_lexicons(struct book *book);
/* overlay.c: the overlay of the title page (part NULL) or of a part. Returns
 * its id, or NULL if nothing of it is spoken. */
const char *book_add_overlay(struct book *book, const char *page,
    const struct node *part, size_t number);
/* package.c: navigation and package. */
void book_add_navigation(struct book *book);
void book_add_package(struct book *book);

#endif
