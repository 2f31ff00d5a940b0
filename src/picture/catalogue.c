/* The catalogue: names to pictures. */
#include "picture/catalogue.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/cache.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "picture/index.h"
#include "picture/known.h"

struct catalogue {
	struct arena *arena;
	struct index_source installed;
	const char *publication_folder; /* or NULL */
	char *ready_path;               /* where the archive is or goes */
	struct desk desk;
	struct drawable **slots; /* hash table; nslots is a power of two */
	size_t nslots, nused;
	const struct picture **list; /* by name; files are not in it */
	size_t nlist, list_cap;
	size_t nfiles;       /* of the publication, beside its catalogue */
	struct diags *diags; /* while opening only */
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
add_index(struct catalogue *catalogue, const struct index_source *source)
{
	return index_read(catalogue->arena, source, take_picture, catalogue,
	    catalogue->diags);
}

/* The archive may know what is in it. */
static bool
add_installed(struct catalogue *catalogue)
{
	const struct index_source *source = &catalogue->installed;

	return known_take(catalogue->arena, source, catalogue->desk.ready,
	           take_picture, catalogue) ||
	       add_index(catalogue, source);
}

static bool
has_own_index(const char *publication_folder)
{
	char *path = path_join(publication_folder, "pictures/index.xml");
	bool exists = file_exists(path);

	free(path);
	return exists;
}

static bool
add_own(struct catalogue *catalogue)
{
	const struct index_source source = {
	    catalogue->publication_folder, "pictures", "index.xml"};

	return !has_own_index(source.root) || add_index(catalogue, &source);
}

struct catalogue *
catalogue_read(const char *data_folder, const char *publication_folder,
    struct diags *diags)
{
	struct catalogue *catalogue = mem_alloc(sizeof *catalogue);

	*catalogue = (struct catalogue){
	    .arena = arena_new(), .diags = diags, .ok = true};
	grow_table(catalogue);
	catalogue->installed = (struct index_source){
	    arena_strdup(catalogue->arena, data_folder), "", "catalogue.xml"};
	catalogue->ready_path = path_join(data_folder, "ready");
	catalogue->desk.ready = ready_open(catalogue->ready_path);
	if (!add_installed(catalogue))
		catalogue->ok = false;
	if (publication_folder != NULL) {
		catalogue->publication_folder =
		    arena_strdup(catalogue->arena, publication_folder);
		if (!add_own(catalogue))
			catalogue->ok = false;
	}
	if (!catalogue->ok) {
		catalogue_close(catalogue);
		return NULL;
	}
	make_list(catalogue);
	catalogue->diags = NULL;
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
	clerk_free(catalogue->desk.clerk);
	free(catalogue->desk.makers);
	ready_close(catalogue->desk.ready);
	free(catalogue->ready_path);
	free(catalogue->desk.cache);
	free(catalogue->slots);
	free(catalogue->list);
	arena_free(catalogue->arena);
	free(catalogue);
}

void
catalogue_keep(struct catalogue *catalogue, const char *root)
{
	free(catalogue->desk.cache);
	catalogue->desk.cache =
	    root != NULL ? cache_open(root, "drawings") : NULL;
}

const struct index_source *
catalogue_installed(const struct catalogue *catalogue)
{
	return &catalogue->installed;
}

const char *
catalogue_ready_path(const struct catalogue *catalogue)
{
	return catalogue->ready_path;
}

void
catalogue_stop_loading(struct catalogue *catalogue)
{
	for (size_t i = 0; i < catalogue->nslots; i++)
		if (catalogue->slots[i] != NULL &&
		    catalogue->slots[i]->state == LOAD_BUSY)
			catalogue->slots[i]->state = LOAD_TODO;
}

struct desk *
catalogue_desk(struct catalogue *catalogue)
{
	return &catalogue->desk;
}

const char *
catalogue_folder(const struct catalogue *catalogue)
{
	return catalogue->publication_folder;
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
catalogue_entry(struct catalogue *catalogue, const char *name, struct loc loc,
    struct diags *diags)
{
	struct drawable *drawable = look_up(catalogue, name);

	if (drawable == NULL)
		say_unknown(catalogue, name, loc, diags);
	return drawable;
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

struct drawable *
catalogue_file(struct catalogue *catalogue, const char *file, struct loc loc,
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
