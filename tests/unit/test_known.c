/* What the archive knows of a catalogue: the same as its files say, or
 * nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "picture/catalogue.h"
#include "picture/known.h"
#include "folder.h"
#include "unit.h"

static char folder[] = "/tmp/everyread-known-XXXXXX";
static struct diags diags;

static const char square[] =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 72 72'>"
    "<path d='M9 9h54v54H9z'/></svg>";

static const char index_text[] =
    "<catalogue xmlns='urn:everyread:pictures:1'>\n"
    "<set id='own' name='Own' licence='CC0' credit='Somebody'/>\n"
    "<group title='Shapes'><picture name='square' file='square.svg'\n"
    " alt='A square' words='box four'/>\n"
    "<picture name='two' base='square' badge='square'/></group>\n"
    "</catalogue>\n";

/* ---- helpers ------------------------------------------------------------ */

static void
write_text(const char *name, const char *text)
{
	char *path = path_join(folder, name);

	CHECK(file_write(path, text, strlen(text), &diags));
	free(path);
}

static struct catalogue *
open_again(void)
{
	struct catalogue *catalogue = catalogue_open(folder, NULL, &diags);

	CHECK(catalogue != NULL);
	return catalogue;
}

static void
prepare(void)
{
	struct catalogue *catalogue;

	write_text("square.svg", square);
	write_text("catalogue.xml", index_text);
	catalogue = open_again();
	CHECK(catalogue_prepare(catalogue, &diags));
	catalogue_close(catalogue);
}

static const struct drawable *
look(struct catalogue *catalogue, const char *name)
{
	const struct picture *picture =
	    picture_lookup(catalogue, name, LOC_NONE, &diags);

	CHECK(picture != NULL);
	return (const struct drawable *)picture;
}

struct listing {
	struct drawable *items[4000];
	size_t n;
};

static void
take(void *arg, struct drawable *drawable)
{
	struct listing *listing = arg;

	CHECK(listing->n < 4000);
	listing->items[listing->n++] = drawable;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL ? b == NULL : str_eq(b, a);
}

static bool
same_place(struct loc a, struct loc b)
{
	return a.line == b.line && a.column == b.column &&
	       same_text(a.file, b.file);
}

static bool
same_picture(const struct picture *a, const struct picture *b)
{
	bool same =
	    same_text(a->name, b->name) && same_text(a->alt, b->alt) &&
	    same_text(a->group, b->group) && same_text(a->set, b->set) &&
	    same_text(a->licence, b->licence) &&
	    same_text(a->credit, b->credit) &&
	    same_text(a->source, b->source) && same_text(a->file, b->file) &&
	    a->format == b->format && a->nwords == b->nwords;

	for (size_t i = 0; same && i < a->nwords; i++)
		same = same_text(a->words[i], b->words[i]);
	return same;
}

static bool
same_part(const struct part *a, const struct part *b)
{
	return same_text(a->name, b->name) && same_place(a->loc, b->loc) &&
	       a->x == b->x && a->y == b->y && a->size == b->size &&
	       a->flip == b->flip && a->disc == b->disc;
}

static bool
same_drawable(const struct drawable *a, const struct drawable *b)
{
	bool same =
	    same_picture(&a->picture, &b->picture) &&
	    same_place(a->loc, b->loc) && a->is_symbol == b->is_symbol &&
	    same_text(a->root, b->root) && same_text(a->colours, b->colours) &&
	    same_text(a->hair, b->hair) && same_text(a->red, b->red) &&
	    same_text(a->number, b->number) && a->nparts == b->nparts &&
	    memcmp(a->number_box, b->number_box, sizeof a->number_box) == 0 &&
	    memcmp(&a->ink, &b->ink, sizeof a->ink) == 0 &&
	    a->state == b->state;

	for (size_t i = 0; same && i < a->nparts; i++)
		same = same_part(&a->parts[i], &b->parts[i]);
	return same;
}

/* ---- tests -------------------------------------------------------------- */

/* Every word and number of the installed index comes back. */
static void
test_whole_catalogue(void)
{
	static struct listing read, known;
	const struct index_source source = {"symbols", "", "catalogue.xml"};
	struct arena *arena = arena_new();
	struct ready_list list = {0};
	struct ready *ready;
	char *path = path_join(folder, "whole");

	CHECK(index_read(arena, &source, take, &read, &diags));
	known_add(&list, &source, NULL, 0);
	CHECK(ready_write(&list, path, &diags));
	ready = ready_open(path);
	CHECK(known_take(arena, &source, ready, take, &known));
	CHECK(read.n > 500 && known.n == read.n);
	for (size_t i = 0; i < read.n && i < known.n; i++)
		CHECK(same_drawable(read.items[i], known.items[i]));
	ready_close(ready);
	ready_release(&list);
	arena_free(arena);
	free(path);
}

static void
test_same_files(void)
{
	struct catalogue *catalogue;
	const struct drawable *square_one, *two;

	prepare();
	catalogue = open_again();
	square_one = look(catalogue, "square");
	CHECK(square_one->known != NULL && square_one->svg == NULL);
	CHECK(square_one->ink.width > 53 && square_one->ink.width < 55);
	CHECK(str_eq(square_one->picture.credit, "Somebody"));
	two = look(catalogue, "two");
	CHECK(two->nparts == 2 && two->parts[0].drawable == square_one);
	catalogue_close(catalogue);
}

/* A file that has changed since is read. */
static void
test_other_drawing(void)
{
	struct catalogue *catalogue;
	const struct drawable *drawable;
	char key[READY_KEY + 1];

	prepare();
	catalogue = open_again();
	drawable = look(catalogue, "square");
	memcpy(key, drawable->key, sizeof key);
	catalogue_close(catalogue);
	write_text("square.svg",
	    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 72 72'>"
	    "<path d='M9 9h27v27H9z'/></svg>");
	catalogue = open_again();
	drawable = look(catalogue, "square");
	CHECK(drawable->known != NULL);
	CHECK(strcmp(drawable->key, key) != 0);
	CHECK(drawable->ink.width < 28);
	catalogue_close(catalogue);
}

static void
test_other_index(void)
{
	struct catalogue *catalogue;
	size_t n;

	prepare();
	write_text("catalogue.xml",
	    "<catalogue xmlns='urn:everyread:pictures:1'>\n"
	    "<picture name='only' file='square.svg'/></catalogue>\n");
	catalogue = open_again();
	catalogue_list(catalogue, &n);
	CHECK(n == 1 && look(catalogue, "only")->known == NULL);
	catalogue_close(catalogue);
}

/* Those that it uses can change without it. */
static void
test_index_of_indexes(void)
{
	struct catalogue *catalogue;

	write_text("square.svg", square);
	write_text("more.xml", index_text);
	write_text("catalogue.xml",
	    "<catalogue xmlns='urn:everyread:pictures:1'>\n"
	    "<use index='more.xml'/></catalogue>\n");
	catalogue = open_again();
	CHECK(catalogue_prepare(catalogue, &diags));
	catalogue_close(catalogue);
	catalogue = open_again();
	CHECK(look(catalogue, "square")->known == NULL);
	catalogue_close(catalogue);
}

/* A shorter entry, as of another version, is no entry. */
static void
test_cut_entry(void)
{
	const struct index_source source = {folder, "", "catalogue.xml"};
	struct listing none = {.n = 0};
	struct ready_list list = {0}, cut = {0};
	struct arena *arena = arena_new();
	char *path = path_join(folder, "cut");

	prepare();
	known_add(&list, &source, NULL, 0);
	for (size_t len = 0; len < list.bytes.len; len += 3) {
		struct ready *ready;
		char key[READY_KEY + 1];

		ready_key(key, "catalogue", VERSION, sizeof VERSION);
		ready_release(&cut);
		ready_add(&cut, key, list.bytes.data, len);
		CHECK(ready_write(&cut, path, &diags));
		ready = ready_open(path);
		CHECK(!known_take(arena, &source, ready, take, &none));
		ready_close(ready);
	}
	CHECK(none.n == 0);
	ready_release(&cut);
	ready_release(&list);
	arena_free(arena);
	free(path);
}

int
main(void)
{
	int status;

	if (mkdtemp(folder) == NULL)
		return 1;
	RUN(test_whole_catalogue);
	RUN(test_same_files);
	RUN(test_other_drawing);
	RUN(test_other_index);
	RUN(test_index_of_indexes);
	RUN(test_cut_entry);
	CHECK(diags.n == 0);
	status = unit_end();
	diags_release(&diags);
	folder_remove(folder);
	return status;
}
