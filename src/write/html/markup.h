/*
 * The document as HTML: the same elements, ids and alternative texts in the
 * web page and in the e-book. Looks are the style sheet's business.
 *
 *     section > h1 to h4
 *     div.row > p, img.picture      an item: words first, then its picture
 *     ul.points > li.row            ol too
 *     p  div.quote  div.box  div.table > table  figure  dl.words > div
 *     span.s#ID                     a sentence, with its id
 *     a.word                        a hard word; goes to its entry
 */
#ifndef WRITE_HTML_MARKUP_H
#define WRITE_HTML_MARKUP_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "prepare/document.h"

struct markup_ids;

/* Writes the address of a picture's file, ready for a quoted attribute, and
 * tells its natural size in pixels. False after a message. */
typedef bool markup_picture(
    void *arg, const struct picture *picture, struct buf *out, double size[2]);

struct markup {
	const struct document *document;
	struct catalogue *pictures;
	struct diags *diags;
	struct buf *out;
	bool xml; /* XHTML */
	int top;  /* level of the headings of top sections: 1 or 2 */
	/* The file of the top section an id stands in; NULL = all in one. */
	const char *const *files;
	size_t file; /* of files, that is being written */
	markup_picture *put_picture;
	void *arg; /* of put_picture */
	bool ok;   /* set by markup_open(); false after messages */
	/* the markup's own */
	struct arena *arena;
	struct markup_ids *ids;
};

/* The caller has set the fields; ends with markup_close(). */
void markup_open(struct markup *markup);
void markup_close(struct markup *markup);

/* A top section and all in it. */
void markup_section(struct markup *markup, const struct node *section);
/* The title with its marks, without an element around it. */
void markup_title(struct markup *markup);
/* An image with its words; alt "" = decoration. class names its looks. */
void markup_picture_of(struct markup *markup, const struct picture *picture,
    const char *alt, const char *class);
/* Whether items stand beside pictures in this document. */
bool markup_has_rows(const struct markup *markup);
/* ' lang="…"' where it is not the document's, with its direction. */
void markup_lang(struct markup *markup, const char *lang);

#endif
