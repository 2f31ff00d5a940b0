/* Loading: what a page has to know of a picture before it is drawn. */
#include "picture/load.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "picture/decoder.h"
#include "picture/known.h"
#include "picture/makers.h"

/* The file's path, mem_alloc'ed. NULL after a message. */
static char *
locate_file(const struct catalogue *catalogue, const struct drawable *drawable,
    struct loc loc, struct diags *diags)
{
	const char *file = drawable->picture.file;
	char *path;

	if (path_inside(drawable->root, file, &path))
		return path;
	path = path_join(drawable->root, file);
	if (file_exists(path))
		diag_add(diags, DIAG_PICTURE_OUTSIDE, loc, file);
	else if (str_eq(drawable->root, catalogue_folder(catalogue)))
		diag_add(diags, DIAG_PICTURE_MISSING, loc, file);
	else
		diag_add(diags, DIAG_PICTURE_FETCH, loc, file);
	free(path);
	return NULL;
}

/* Decode the bytes, unless their sizes are known. */
static bool
take_bytes(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags)
{
	drawable->picture.format = decode_format(bytes);
	drawable_key_file(drawable, bytes);
	if (drawable_find_sizes(drawable))
		return true;
	if (!decoder_sizes(drawable, bytes, loc, diags))
		return false;
	drawable_keep_sizes(drawable);
	return true;
}

static bool
load_file(const struct catalogue *catalogue, struct drawable *drawable,
    struct loc loc, struct diags *diags)
{
	char *path;
	struct buf bytes = {0};
	bool ok;

	if (known_find(drawable))
		return true;
	path = locate_file(catalogue, drawable, loc, diags);
	if (path == NULL)
		return false;
	if (!decode_is_plain(path)) {
		free(path);
		return diag_add(
		    diags, DIAG_PICTURE_KIND, loc, drawable->picture.file);
	}
	ok = file_read(path, RASTER_MAX_BYTES, &bytes, diags, loc) &&
	     take_bytes(drawable, &bytes, loc, diags);
	buf_release(&bytes);
	free(path);
	return ok;
}

/* What a page sees: symbols are all one size, other pictures their own, with
 * the white around them. */
void
load_finish(struct drawable *drawable)
{
	if (!drawable->is_symbol)
		drawable->ink =
		    (struct ink){0, 0, drawable->width, drawable->height, 0.8};
	drawable->picture.width = drawable->is_symbol ? FIELD : drawable->width;
	drawable->picture.height =
	    drawable->is_symbol ? FIELD : drawable->height;
	drawable->state = LOAD_DONE;
}

static struct drawable *
load_named(struct catalogue *catalogue, const char *name, struct loc loc,
    struct diags *diags)
{
	struct drawable *drawable =
	    catalogue_entry(catalogue, name, loc, diags);

	return drawable != NULL &&
	               load_drawable(catalogue, drawable, loc, diags)
	           ? drawable
	           : NULL;
}

/* The digits of a number, and where they go. */
static bool
load_number(struct catalogue *catalogue, struct drawable *drawable,
    struct loc loc, struct diags *diags)
{
	struct arena *arena = catalogue_arena(catalogue);
	size_t n = strlen(drawable->number);
	struct drawable **digits = ARENA_ARRAY(arena, struct drawable *, n);

	for (size_t i = 0; i < n; i++) {
		char name[] = "digit-0";

		name[6] = drawable->number[i];
		digits[i] = load_named(catalogue, name, loc, diags);
		if (digits[i] == NULL)
			return false;
	}
	compose_number(arena, drawable, digits, n);
	return true;
}

static bool
load_parts(struct catalogue *catalogue, struct drawable *drawable,
    struct loc loc, struct diags *diags)
{
	for (size_t i = 0; i < drawable->nparts; i++) {
		struct part *part = &drawable->parts[i];

		part->drawable =
		    load_named(catalogue, part->name, part->loc, diags);
		if (part->drawable == NULL)
			return false;
	}
	if (drawable->number != NULL &&
	    !load_number(catalogue, drawable, loc, diags))
		return false;
	compose_finish(drawable);
	drawable_key_composed(drawable);
	return true;
}

/* Keys need to know who draws. */
static const struct desk *
open_desk(struct catalogue *catalogue)
{
	struct desk *desk = catalogue_desk(catalogue);

	if (desk->makers == NULL)
		desk->makers = makers_learn(desk->ready);
	return desk;
}

bool
load_drawable(struct catalogue *catalogue, struct drawable *drawable,
    struct loc loc, struct diags *diags)
{
	if (drawable->state == LOAD_DONE)
		return true;
	if (drawable->state == LOAD_BUSY)
		return diag_add(diags, DIAG_PICTURE_CYCLE, drawable->loc,
		    drawable->picture.name);
	drawable->state = LOAD_BUSY;
	drawable->desk = open_desk(catalogue);
	if (drawable->picture.file != NULL
	        ? load_file(catalogue, drawable, loc, diags)
	        : load_parts(catalogue, drawable, loc, diags)) {
		load_finish(drawable);
		return true;
	}
	drawable->state = LOAD_TODO; /* each use gets its message */
	drawable_release(drawable);
	return false;
}
