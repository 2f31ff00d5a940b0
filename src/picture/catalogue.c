/* The catalogue: names to pictures, and finding a name by a word. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/bounds.h"
#include "base/cache.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/job.h"
#include "base/str.h"
#include "picture/index.h"

struct catalogue {
	struct arena *arena;
	const char *publication_folder; /* or NULL */
	char *ready_path;               /* where the archive is or goes */
	struct ready *ready;            /* or NULL */
	char *cache;                    /* folder for drawings, or NULL */
	struct drawable **slots; /* hash table; nslots is a power of two */
	size_t nslots, nused;
	const struct picture **list; /* by name; files are not in it */
	size_t nlist, list_cap;
	size_t nfiles;       /* of the publication, beside its catalogue */
	struct diags *diags; /* while opening only */
	const char *root;    /* of the index being read */
	bool ok;
};

/* ---- the table ---------------------------------------------------------- */

/* The slot where the name is, or where it would go. */
static struct drawable **
find_slot(const struct catalogue *catalogue, const char *name)
{
	size_t mask = catalogue->nslots - 1;
	size_t i = hash_add(HASH_START, name, strlen(name)) & mask;

	while (catalogue->slots[i] != NULL &&
	       strcmp(catalogue->slots[i]->picture.name, name) != 0)
		i = (i + 1) & mask;
	return &catalogue->slots[i];
}

static void
grow_table(struct catalogue *catalogue)
{
	struct drawable **old = catalogue->slots;
	size_t n = catalogue->nslots;

	catalogue->nslots = n > 0 ? n * 2 : 2048;
	catalogue->slots =
	    mem_alloc(catalogue->nslots * sizeof *catalogue->slots);
	memset(
	    catalogue->slots, 0, catalogue->nslots * sizeof *catalogue->slots);
	for (size_t i = 0; i < n; i++)
		if (old[i] != NULL)
			*find_slot(catalogue, old[i]->picture.name) = old[i];
	free(old);
}

/* Put it in; one of the same name is replaced. */
static void
put(struct catalogue *catalogue, struct drawable *drawable)
{
	struct drawable **slot;

	if (catalogue->nused * 2 >= catalogue->nslots)
		grow_table(catalogue);
	slot = find_slot(catalogue, drawable->picture.name);
	catalogue->nused += *slot == NULL;
	*slot = drawable;
}

static struct drawable *
look_up(const struct catalogue *catalogue, const char *name)
{
	return *find_slot(catalogue, name);
}

/* ---- opening ------------------------------------------------------------ */

static void
take_picture(void *arg, struct drawable *drawable)
{
	struct catalogue *catalogue = arg;
	struct drawable *old = look_up(catalogue, drawable->picture.name);

	if (old != NULL && old->root == drawable->root)
		catalogue->ok = diag_add(catalogue->diags, DIAG_PICTURE_TWICE,
		    drawable->loc, drawable->picture.name);
	put(catalogue, drawable);
}

static int
compare_names(const void *a, const void *b)
{
	const struct picture *const *p = a, *const *q = b;

	return strcmp((*p)->name, (*q)->name);
}

static void
make_list(struct catalogue *catalogue)
{
	for (size_t i = 0; i < catalogue->nslots; i++) {
		if (catalogue->slots[i] == NULL)
			continue;
		ARRAY_GROW(
		    catalogue->list, catalogue->nlist, catalogue->list_cap);
		catalogue->list[catalogue->nlist++] =
		    &catalogue->slots[i]->picture;
	}
	if (catalogue->nlist > 0)
		qsort(catalogue->list, catalogue->nlist,
		    sizeof *catalogue->list, compare_names);
}

static bool
add_index(struct catalogue *catalogue, const char *root, const char *folder,
    const char *name)
{
	struct index_source source = {
	    arena_strdup(catalogue->arena, root), folder, name};

	return index_read(catalogue->arena, &source, take_picture, catalogue,
	    catalogue->diags);
}

static bool
has_own_index(const char *publication_folder)
{
	char *path = path_join(publication_folder, "pictures/index.xml");
	bool exists = file_exists(path);

	free(path);
	return exists;
}

struct catalogue *
catalogue_open(const char *data_folder, const char *publication_folder,
    struct diags *diags)
{
	struct catalogue *catalogue = mem_alloc(sizeof *catalogue);

	*catalogue = (struct catalogue){
	    .arena = arena_new(), .diags = diags, .ok = true};
	grow_table(catalogue);
	if (!add_index(catalogue, data_folder, "", "catalogue.xml"))
		catalogue->ok = false;
	if (publication_folder != NULL) {
		catalogue->publication_folder =
		    arena_strdup(catalogue->arena, publication_folder);
		if (has_own_index(publication_folder) &&
		    !add_index(
		        catalogue, publication_folder, "pictures", "index.xml"))
			catalogue->ok = false;
	}
	if (!catalogue->ok) {
		catalogue_close(catalogue);
		return NULL;
	}
	make_list(catalogue);
	catalogue->diags = NULL;
	catalogue->ready_path = path_join(data_folder, "ready");
	catalogue->ready = ready_open(catalogue->ready_path);
	return catalogue;
}

void
catalogue_close(struct catalogue *catalogue)
{
	if (catalogue == NULL)
		return;
	for (size_t i = 0; i < catalogue->nslots; i++)
		if (catalogue->slots[i] != NULL)
			drawable_release(catalogue->slots[i]);
	ready_close(catalogue->ready);
	free(catalogue->ready_path);
	free(catalogue->cache);
	free(catalogue->slots);
	free(catalogue->list);
	arena_free(catalogue->arena);
	free(catalogue);
}

void
catalogue_keep(struct catalogue *catalogue, const char *root)
{
	free(catalogue->cache);
	catalogue->cache = root != NULL ? cache_open(root, "drawings") : NULL;
}

const char *
catalogue_ready_path(const struct catalogue *catalogue)
{
	return catalogue->ready_path;
}

struct arena *
catalogue_arena(struct catalogue *catalogue)
{
	return catalogue->arena;
}

const struct picture *const *
catalogue_list(struct catalogue *catalogue, size_t *n)
{
	*n = catalogue->nlist;
	return catalogue->list;
}

/* ---- loading ------------------------------------------------------------ */

static enum picture_format
format_of(const struct buf *bytes)
{
	if (bytes->len >= 8 && memcmp(bytes->data, "\x89PNG\r\n\x1a\n", 8) == 0)
		return PICTURE_PNG;
	if (bytes->len >= 3 && memcmp(bytes->data, "\xff\xd8\xff", 3) == 0)
		return PICTURE_JPEG;
	if (bytes->len > 0 && strstr(buf_str(bytes), "<svg") != NULL)
		return PICTURE_SVG;
	return PICTURE_COMPOSED; /* none of the kinds of file */
}

static bool
decode_kind(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags)
{
	struct picture *picture = &drawable->picture;

	picture->format = format_of(bytes);
	switch (picture->format) {
	case PICTURE_SVG:
		if (bytes->len > SVG_MAX_BYTES)
			return diag_add(diags, DIAG_FILE_TOO_BIG, loc,
			    picture->file, (size_t)SVG_MAX_BYTES >> 20);
		return svg_load(drawable, bytes, loc, diags);
	case PICTURE_PNG:
		return png_load(drawable, bytes, loc, diags);
	case PICTURE_JPEG:
		return jpeg_load(drawable, bytes, loc, diags);
	case PICTURE_COMPOSED:
		break;
	}
	return diag_add(diags, DIAG_PICTURE_KIND, loc, picture->file);
}

/* One that crashes or hangs its decoder is named. */
static bool
decode_file(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags)
{
	bool ok;

	job_doing(drawable->picture.file, BOUND_PICTURE_SECONDS);
	ok = decode_kind(drawable, bytes, loc, diags);
	job_doing(NULL, 0);
	return ok;
}

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
	else if (str_eq(drawable->root, catalogue->publication_folder))
		diag_add(diags, DIAG_PICTURE_MISSING, loc, file);
	else
		diag_add(diags, DIAG_PICTURE_FETCH, loc, file);
	free(path);
	return NULL;
}

/* Not a folder, and not a pipe that would never end. */
static bool
is_plain_file(const char *path)
{
	struct stat info;

	return stat(path, &info) != 0 || S_ISREG(info.st_mode);
}

/* Decode the bytes, unless their sizes are known. */
static bool
take_bytes(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags)
{
	drawable->picture.format = format_of(bytes);
	drawable_key_file(drawable, bytes);
	if (drawable_find_sizes(drawable))
		return true;
	if (!decode_file(drawable, bytes, loc, diags))
		return false;
	drawable_keep_sizes(drawable);
	return true;
}

static bool
load_file(const struct catalogue *catalogue, struct drawable *drawable,
    struct loc loc, struct diags *diags)
{
	char *path = locate_file(catalogue, drawable, loc, diags);
	struct buf bytes = {0};
	bool ok;

	if (path == NULL)
		return false;
	if (!is_plain_file(path)) {
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

bool
drawable_wake(struct drawable *drawable)
{
	struct diags diags = {0};
	struct buf bytes = {0};
	char *path;
	bool ok;

	if (drawable->svg != NULL || drawable->surface != NULL)
		return true;
	if (!path_inside(drawable->root, drawable->picture.file, &path))
		return false;
	/* of another kind: it has been replaced since its sizes were found */
	ok = is_plain_file(path) &&
	     file_read(path, RASTER_MAX_BYTES, &bytes, &diags, LOC_NONE) &&
	     format_of(&bytes) == drawable->picture.format &&
	     decode_file(drawable, &bytes, LOC_NONE, &diags);
	buf_release(&bytes);
	diags_release(&diags);
	free(path);
	return ok;
}

/* What a page sees: symbols are all one size, other pictures their own, with
 * the white around them. */
static void
set_size(struct drawable *drawable)
{
	if (!drawable->is_symbol)
		drawable->ink =
		    (struct ink){0, 0, drawable->width, drawable->height, 0.8};
	drawable->picture.width = drawable->is_symbol ? FIELD : drawable->width;
	drawable->picture.height =
	    drawable->is_symbol ? FIELD : drawable->height;
}

static bool
load(struct catalogue *catalogue, struct drawable *drawable, struct loc loc,
    struct diags *diags)
{
	if (drawable->state == LOAD_DONE)
		return true;
	if (drawable->state == LOAD_BUSY)
		return diag_add(diags, DIAG_PICTURE_CYCLE, drawable->loc,
		    drawable->picture.name);
	drawable->state = LOAD_BUSY;
	drawable->ready = catalogue->ready;
	drawable->cache = catalogue->cache;
	if (drawable->picture.file != NULL
	        ? load_file(catalogue, drawable, loc, diags)
	        : compose_load(catalogue, drawable, loc, diags)) {
		set_size(drawable);
		drawable->state = LOAD_DONE;
		return true;
	}
	drawable->state = LOAD_TODO; /* each use gets its message */
	drawable_release(drawable);
	return false;
}

/* ---- looking up --------------------------------------------------------- */

/* The name that was perhaps meant, or NULL. */
static const char *
guess_name(struct catalogue *catalogue, const char *name)
{
	const struct picture *found;
	const char **names, *nearest;

	if (catalogue_find(catalogue, name, &found, 1) > 0)
		return found->name;
	names = mem_alloc((catalogue->nlist + 1) * sizeof *names);
	for (size_t i = 0; i < catalogue->nlist; i++)
		names[i] = catalogue->list[i]->name;
	nearest = str_nearest(name, names, catalogue->nlist);
	free(names);
	return nearest;
}

static void
say_unknown(struct catalogue *catalogue, const char *name, struct loc loc,
    struct diags *diags)
{
	const char *guess = guess_name(catalogue, name);

	diag_add(diags, DIAG_PICTURE_UNKNOWN, loc, name);
	if (guess != NULL)
		diag_hint(diags, "Did you mean \"%s\"?", guess);
}

struct drawable *
catalogue_load(struct catalogue *catalogue, const char *name, struct loc loc,
    struct diags *diags)
{
	struct drawable *drawable = look_up(catalogue, name);

	if (drawable == NULL) {
		say_unknown(catalogue, name, loc, diags);
		return NULL;
	}
	return load(catalogue, drawable, loc, diags) ? drawable : NULL;
}

/* An index entry for the same file knows its words and its credit. */
static struct drawable *
entry_for_file(const struct catalogue *catalogue, const char *file)
{
	for (size_t i = 0; i < catalogue->nlist; i++) {
		const struct drawable *d =
		    (const struct drawable *)catalogue->list[i];

		if (d->root == NULL || d->picture.file == NULL)
			continue;
		if (strcmp(d->root, catalogue->publication_folder) == 0 &&
		    strcmp(d->picture.file, file) == 0)
			return look_up(catalogue, d->picture.name);
	}
	return NULL;
}

/* The drawable for a file below the publication's folder, made if need be.
 * NULL after a message. */
static struct drawable *
file_drawable(struct catalogue *catalogue, const char *file, struct loc loc,
    struct diags *diags)
{
	struct drawable *drawable = look_up(catalogue, file);
	const char *name;

	if (drawable != NULL)
		return drawable;
	drawable = entry_for_file(catalogue, file);
	if (drawable != NULL)
		return drawable;
	if (catalogue->nfiles == BOUND_PICTURES) {
		diag_add(diags, DIAG_PICTURE_MANY, loc, BOUND_PICTURES);
		return NULL;
	}
	catalogue->nfiles++;
	drawable = ARENA_NEW(catalogue->arena, struct drawable);
	name = arena_strdup(catalogue->arena, file);
	drawable->picture = (struct picture){.name = name,
	    .file = name,
	    .alt = "",
	    .group = "",
	    .set = "",
	    .licence = "",
	    .credit = "",
	    .source = ""};
	drawable->loc = loc;
	drawable->root = catalogue->publication_folder;
	put(catalogue, drawable);
	return drawable;
}

const struct picture *
picture_lookup(struct catalogue *catalogue, const char *written, struct loc loc,
    struct diags *diags)
{
	struct drawable *drawable;

	if (strpbrk(written, "./\\") == NULL) {
		drawable = catalogue_load(catalogue, written, loc, diags);
		return drawable != NULL ? &drawable->picture : NULL;
	}
	if (catalogue->publication_folder == NULL) {
		diag_add(diags, DIAG_PICTURE_MISSING, loc, written);
		return NULL;
	}
	drawable = file_drawable(catalogue, written, loc, diags);
	return drawable != NULL && load(catalogue, drawable, loc, diags)
	           ? &drawable->picture
	           : NULL;
}

const struct picture *
picture_find(struct catalogue *catalogue, const char *written, struct loc loc,
    struct diags *diags)
{
	const struct drawable *drawable;

	if (strpbrk(written, "./\\") != NULL)
		return picture_lookup(catalogue, written, loc, diags);
	drawable = look_up(catalogue, written);
	if (drawable != NULL)
		return &drawable->picture;
	say_unknown(catalogue, written, loc, diags);
	return NULL;
}
