/*
 * What the program adds to a publication: the list of hard words, how to
 * make contact and ask for other formats, credits. Used by document.c alone.
 */
#ifndef PREPARE_ADDED_H
#define PREPARE_ADDED_H

#include "prepare/document.h"
#include "prepare/sentences.h"

struct added {
	struct cutter *cutter;
	struct document *document;
	bool easy_read; /* items with pictures rather than paragraphs */
};

/* Append the sections to the document's root (ERW-30, ERW-31, ERP-08). */
void added_sections(
    struct added *added, struct catalogue *pictures, struct diags *diags);
/* Fill document->pronunciations from <words>. */
void added_pronunciations(struct added *added);

#endif
