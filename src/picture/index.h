/*
 * Reading an index of pictures (symbols/catalogue.xml, pictures/index.xml)
 * into drawables that are not loaded yet. docs/pictures.md is its manual.
 */
#ifndef PICTURE_INDEX_H
#define PICTURE_INDEX_H

#include "picture/drawable.h"

/* Takes each picture of the index, in order. */
typedef void index_taker(void *arg, struct drawable *drawable);

struct index_source {
	const char *root;   /* folder that everything must be inside of */
	const char *folder; /* of the index, below root: "" or "pictures" */
	const char *name;   /* of the index in that folder */
};

/* Read it, and those that it uses. All memory is the arena's. False after a
 * message. */
bool index_read(struct arena *arena, const struct index_source *source,
    index_taker *take, void *arg, struct diags *diags);

#endif
