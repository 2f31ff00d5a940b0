/*
 * The parts of a file being put together: what assemble.c hands to the
 * parts of its work, each in a file of its own. Private to this folder.
 */
#ifndef WRITE_PDF_ASSEMBLY_H
#define WRITE_PDF_ASSEMBLY_H

#include <stdbool.h>
#include <stddef.h>

#include "page/page.h"
#include "write/pdf/fonts.h"
#include "write/pdf/paint.h"
#include "write/pdf/pdfw.h"
#include "write/pdf/tags.h"

struct assembly {
	const struct pages *pages;
	const struct painting *painting;
	const struct tags *tags;
	struct diags *diags;
	struct pdf_fonts *fonts;
	struct pdfw *out;
	bool is_ua2; /* PDF 2.0, PDF/UA-2, PDF/A-4; else 1.7, UA-1, A-2a */
	/* object numbers; pages, elements and links follow one another */
	long page_tree, structure, namespace_new, namespace_old;
	long first_page, first_elem, first_link;
	long outline, profile, metadata;
};

/* content.c: pages, their content streams and what these draw with. */
bool assemble_pages(struct assembly *a);

/* structure.c: the structure tree, its parent tree and sentence ids. */
void assemble_structure(struct assembly *a, struct tags *tags);

/* navigation.c: links, bookmarks, page labels. */
void assemble_links(struct assembly *a);
void assemble_outline(struct assembly *a); /* only if there is one */
/* The value of /PageLabels. */
void put_page_labels(struct buf *out, const struct pages *pages);

/* metadata.c: the XMP packet; profile.c: sRGB as an ICC profile. */
void put_metadata(
    struct buf *out, const struct document *document, bool is_ua2);
void put_profile(struct buf *out);

#endif
