/*
 * An entry of the archive: the index's mark, who drew (makers.h), then the
 * pictures, each with what is known of its file.
 */
#include "picture/known.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/str.h"

enum { SECOND = 1000000000 };

/* Of the file of a drawable. */
struct known {
	const char *makers;
	struct file_mark mark;
	char key[READY_KEY + 1]; /* "" = nothing is known */
	int32_t format;
	double width, height;
	struct ink ink;
};

/* Wait until its next change must have another time. False if its time is
 * still to come. */
static bool
is_past(const struct file_mark *mark)
{
	struct timespec now;
	int64_t age;

	clock_gettime(CLOCK_REALTIME, &now);
	age = now.tv_sec * SECOND + now.tv_nsec - mark->changed;
	if (age < 0)
		return false;
	if (age < SECOND)
		nanosleep(
		    &(struct timespec){.tv_nsec = (long)(SECOND - age - 1)},
		    NULL);
	return true;
}

/* ---- the entry ---------------------------------------------------------- */

/* Of the index as this program reads it, wherever it is. */
static void
entry_key(char key[READY_KEY + 1])
{
	ready_key(key, "catalogue", VERSION, sizeof VERSION);
}

/* One way through the bytes for writing and reading: out is where they go, or
 * NULL and they come from at. */
struct packer {
	struct arena *arena;
	struct buf *out;
	const char *at, *end;
	const char *file;   /* of the index: where pictures have their places */
	const char *makers; /* of all that is known */
	bool ok;
};

static void
pack(struct packer *p, void *what, size_t len)
{
	if (p->out != NULL) {
		buf_add(p->out, what, len);
	} else if ((size_t)(p->end - p->at) < len) {
		p->ok = false;
		memset(what, 0, len);
	} else {
		memcpy(what, p->at, len);
		p->at += len;
	}
}
#define PACK(p, what) pack((p), &(what), sizeof(what))

/* Strings are not copied: what they are read from lives as long. */
static void
pack_text(struct packer *p, const char **text)
{
	uint32_t size = 0; /* with its NUL; 0 = NULL */

	if (p->out != NULL && *text != NULL)
		size = (uint32_t)strlen(*text) + 1;
	PACK(p, size);
	if (p->out != NULL) {
		buf_add(p->out, *text, size);
		return;
	}
	*text = NULL;
	if (size == 0)
		return;
	if ((size_t)(p->end - p->at) < size || p->at[size - 1] != '\0') {
		p->ok = false;
		*text = "";
	} else {
		*text = p->at;
		p->at += size;
	}
}

/* How many; 0 if so many cannot be there. */
static size_t
pack_count(struct packer *p, size_t n)
{
	uint32_t count = (uint32_t)n;

	PACK(p, count);
	if (p->out == NULL && count > (size_t)(p->end - p->at)) {
		p->ok = false;
		count = 0;
	}
	return count;
}

static void
pack_place(struct packer *p, struct loc *loc)
{
	PACK(p, loc->line);
	PACK(p, loc->column);
	if (p->out == NULL)
		loc->file = p->file;
}

static void
pack_words(struct packer *p, struct picture *picture)
{
	const char **words;

	picture->nwords = pack_count(p, picture->nwords);
	words = ARENA_ARRAY(p->arena, const char *, picture->nwords + 1);
	for (size_t i = 0; i < picture->nwords; i++) {
		if (p->out != NULL)
			words[i] = picture->words[i];
		pack_text(p, &words[i]);
	}
	picture->words = words;
}

static void
pack_parts(struct packer *p, struct drawable *drawable)
{
	drawable->nparts = pack_count(p, drawable->nparts);
	if (p->out == NULL)
		drawable->parts =
		    ARENA_ARRAY(p->arena, struct part, drawable->nparts + 1);
	for (size_t i = 0; i < drawable->nparts; i++) {
		struct part *part = &drawable->parts[i];

		pack_text(p, &part->name);
		pack_place(p, &part->loc);
		PACK(p, part->x);
		PACK(p, part->y);
		PACK(p, part->size);
		PACK(p, part->flip);
		PACK(p, part->disc);
	}
}

static void
pack_drawable(struct packer *p, struct drawable *drawable)
{
	struct picture *picture = &drawable->picture;
	const char **const texts[] = {&picture->name, &picture->alt,
	    &picture->group, &picture->set, &picture->licence, &picture->credit,
	    &picture->source, &picture->file, &drawable->colours,
	    &drawable->hair, &drawable->red, &drawable->number};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		pack_text(p, texts[i]);
	PACK(p, picture->format);
	pack_place(p, &drawable->loc);
	PACK(p, drawable->is_symbol);
	PACK(p, drawable->number_box);
	PACK(p, drawable->ink);
	pack_words(p, picture);
	pack_parts(p, drawable);
}

static void
pack_known(struct packer *p, struct known *known)
{
	PACK(p, known->mark);
	PACK(p, known->key);
	PACK(p, known->format);
	PACK(p, known->width);
	PACK(p, known->height);
	PACK(p, known->ink);
	known->makers = p->makers;
}

/* ---- using it ----------------------------------------------------------- */

/* Read all pictures of an entry into a list, which is the arena's. */
static struct drawable *
unpack(struct packer *p, const char *root, size_t *n)
{
	struct drawable *list;

	pack_text(p, &p->makers);
	*n = pack_count(p, 0);
	list = ARENA_ARRAY(p->arena, struct drawable, *n + 1);
	for (size_t i = 0; i < *n; i++) {
		struct known *known = ARENA_NEW(p->arena, struct known);

		pack_drawable(p, &list[i]);
		list[i].root = root;
		pack_known(p, known);
		if (known->key[0] != '\0')
			list[i].known = known;
		if (list[i].picture.name == NULL)
			p->ok = false;
	}
	p->ok = p->ok && p->at == p->end;
	return list;
}

bool
known_take(struct arena *arena, const struct index_source *source,
    const struct ready *ready, index_taker *take, void *arg)
{
	struct packer p = {.arena = arena, .ok = true};
	struct buf entry = {0};
	struct drawable *list;
	struct file_mark mark;
	char key[READY_KEY + 1], *bytes;
	char *path = path_join(source->root, source->name);
	size_t n = 0;

	entry_key(key);
	if (ready_find(ready, key, &entry)) {
		p.file = arena_strdup(arena, path);
		bytes = arena_alloc(arena, entry.len + 1);
		memcpy(bytes, entry.data, entry.len);
		p.at = bytes;
		p.end = bytes + entry.len;
		PACK(&p, mark);
		if (p.ok && file_is_marked(path, &mark)) {
			list = unpack(&p, source->root, &n);
			for (size_t i = 0; p.ok && i < n; i++)
				take(arg, &list[i]);
		}
	}
	buf_release(&entry);
	free(path);
	return p.ok && n > 0;
}

bool
known_find(struct drawable *drawable)
{
	const struct known *known = drawable->known;
	char *path;
	bool same;

	if (known == NULL || !str_eq(known->makers, drawable->desk->makers))
		return false;
	path = path_join(drawable->root, drawable->picture.file);
	same = file_is_marked(path, &known->mark);
	free(path);
	if (same) {
		drawable->picture.format = (enum picture_format)known->format;
		memcpy(drawable->key, known->key, sizeof drawable->key);
		drawable->width = known->width;
		drawable->height = known->height;
		drawable->ink = known->ink;
	}
	return same;
}

/* ---- making it ---------------------------------------------------------- */

/* Pictures of an index, as they are read. */
struct listing {
	const struct drawable **items;
	size_t n, cap;
};

static void
list_drawable(void *arg, struct drawable *drawable)
{
	struct listing *listing = arg;

	ARRAY_GROW(listing->items, listing->n, listing->cap);
	listing->items[listing->n++] = drawable;
}

static int
compare_name(const void *name, const void *picture)
{
	return strcmp(name, (*(const struct picture *const *)picture)->name);
}

static const struct drawable *
find_loaded(const char *name, const struct picture *const *loaded, size_t n)
{
	const struct picture *const *found = NULL;

	if (n > 0)
		found = bsearch(name, loaded, n, sizeof *loaded, compare_name);
	return found != NULL ? (const struct drawable *)*found : NULL;
}

/* What is known of the file of a drawable that is not loaded, if it is the one
 * of which the same picture was loaded. */
static bool
know_file(const struct drawable *drawable, const struct drawable *loaded,
    struct known *known)
{
	struct drawable now = *drawable;
	struct buf bytes = {0};
	struct diags unsaid = {0};
	char *path = path_join(now.root, now.picture.file);
	bool ok = file_mark(path, &known->mark) && is_past(&known->mark) &&
	          file_read(path, SVG_MAX_BYTES, &bytes, &unsaid, LOC_NONE);

	if (ok) {
		now.desk = loaded->desk;
		now.picture.format = decode_format(&bytes);
		drawable_key_file(&now, &bytes);
		ok = now.key[0] != '\0' && strcmp(now.key, loaded->key) == 0;
	}
	if (ok) {
		memcpy(known->key, now.key, sizeof known->key);
		known->format = (int32_t)now.picture.format;
		known->width = loaded->width;
		known->height = loaded->height;
		known->ink = loaded->ink;
	}
	diags_release(&unsaid);
	buf_release(&bytes);
	free(path);
	return ok;
}

static void
add_picture(struct packer *p, const struct drawable *drawable,
    const struct picture *const *loaded, size_t n)
{
	const struct drawable *same =
	    find_loaded(drawable->picture.name, loaded, n);
	struct drawable copy = *drawable;
	struct known known = {0};

	pack_drawable(p, &copy);
	if (drawable->picture.file == NULL || same == NULL ||
	    !know_file(drawable, same, &known))
		known = (struct known){0};
	pack_known(p, &known);
}

/* Mark an index. False for one that uses others: they have marks of their
 * own. */
static bool
mark_index(const char *path, struct file_mark *mark)
{
	struct buf bytes = {0};
	struct diags unsaid = {0};
	bool ok =
	    file_mark(path, mark) && is_past(mark) &&
	    file_read(path, RASTER_MAX_BYTES, &bytes, &unsaid, LOC_NONE) &&
	    strstr(buf_str(&bytes), "<use") == NULL;

	diags_release(&unsaid);
	buf_release(&bytes);
	return ok;
}

void
known_add(struct ready_list *list, const struct index_source *source,
    const struct picture *const *loaded, size_t n)
{
	struct arena *arena = arena_new();
	struct listing listing = {0};
	struct buf entry = {0};
	struct packer p = {.arena = arena, .out = &entry, .ok = true};
	struct diags unsaid = {0};
	struct file_mark mark = {0};
	char key[READY_KEY + 1];
	char *path = path_join(source->root, source->name);

	if (n > 0)
		p.makers = ((const struct drawable *)loaded[0])->desk->makers;
	if (mark_index(path, &mark) &&
	    index_read(arena, source, list_drawable, &listing, &unsaid)) {
		PACK(&p, mark);
		pack_text(&p, &p.makers);
		pack_count(&p, listing.n);
		for (size_t i = 0; i < listing.n; i++)
			add_picture(&p, listing.items[i], loaded, n);
		if (file_is_marked(path, &mark)) {
			entry_key(key);
			ready_add(list, key, entry.data, entry.len);
		}
	}
	diags_release(&unsaid);
	buf_release(&entry);
	free(listing.items);
	free(path);
	arena_free(arena);
}
