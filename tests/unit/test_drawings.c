/* Drawings that are kept: ready ones of the catalogue, and those of a
 * publication's own pictures in the cache. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "picture/catalogue.h"
#include "folder.h"
#include "unit.h"

static char folder[] = "/tmp/everyread-drawings-XXXXXX";
static struct diags diags;

static char *
in_folder(const char *name)
{
	return path_join(folder, name);
}

static void
write_text(const char *name, const char *text)
{
	char *path = in_folder(name);
	FILE *out = fopen(path, "w");

	CHECK(out != NULL && fputs(text, out) >= 0 && fclose(out) == 0);
	free(path);
}

static void
write_png(const char *name, int width, int height)
{
	cairo_surface_t *s =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	char *path = in_folder(name);

	CHECK(cairo_surface_write_to_png(s, path) == CAIRO_STATUS_SUCCESS);
	cairo_surface_destroy(s);
	free(path);
}

static struct catalogue *
open_own(void)
{
	struct catalogue *catalogue = catalogue_open("symbols", folder, &diags);

	CHECK(catalogue != NULL);
	return catalogue;
}

static const struct picture *
look(struct catalogue *catalogue, const char *written)
{
	return picture_lookup(
	    catalogue, written, (struct loc){"in.xml", 3, 7}, &diags);
}

static bool
can_be_drawn(const struct picture *picture)
{
	cairo_surface_t *s =
	    cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 60, 60);
	cairo_t *cr = cairo_create(s);
	bool ok = picture_draw(picture, cr, 60, 60);

	cairo_destroy(cr);
	cairo_surface_destroy(s);
	return ok;
}

/* In this process: that must never be, but for picture_draw(). */
static bool
is_decoded(const struct picture *picture)
{
	const struct drawable *drawable = (const struct drawable *)picture;

	return drawable->svg != NULL || drawable->surface != NULL;
}

/* Has the decoder been asked for anything of that catalogue? */
static bool
was_asked(struct catalogue *catalogue)
{
	return clerk_was_asked(catalogue_desk(catalogue)->clerk);
}

/* The form of the picture "a"; bytes are the caller's. */
static struct buf
form_of(struct catalogue *catalogue, double side)
{
	const struct picture *picture = look(catalogue, "a");
	struct buf form = {0};

	CHECK(picture != NULL);
	CHECK(picture_form(picture, side, side, &form, &diags));
	CHECK(memcmp(buf_str(&form), "%PDF-", 5) == 0);
	return form;
}

static bool
same_bytes(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* What is ready is what would be drawn, and is found without drawing. */
static void
test_ready(void)
{
	struct catalogue *catalogue;
	double side = picture_form_side(1);
	char *svg = in_folder("pictures/red.svg");
	struct buf drawn, ready, large;

	write_text("catalogue.xml",
	    "<catalogue xmlns='urn:everyread:pictures:1'>"
	    "<set id='s' name='S' licence='CC0' credit='C' "
	    "folder='pictures'/><picture name='a' set='s' file='red.svg' "
	    "alt='Red'/></catalogue>");
	catalogue = catalogue_open(folder, NULL, &diags);
	CHECK(catalogue != NULL);
	drawn = form_of(catalogue, side);
	CHECK(catalogue_prepare(catalogue, &diags));
	catalogue_close(catalogue);

	catalogue = catalogue_open(folder, NULL, &diags);
	ready = form_of(catalogue, side);
	CHECK(same_bytes(&drawn, &ready));
	/* another size is not ready: now the file is read */
	large = form_of(catalogue, side * 2);
	CHECK(!same_bytes(&drawn, &large));
	catalogue_close(catalogue);
	buf_release(&large);

	/* gone after it was looked up: the form is there, drawing fails */
	catalogue = catalogue_open(folder, NULL, &diags);
	CHECK(look(catalogue, "a") != NULL);
	CHECK(unlink(svg) == 0);
	buf_clear(&ready);
	CHECK(picture_form(look(catalogue, "a"), side, side, &ready, &diags));
	CHECK(same_bytes(&drawn, &ready));
	CHECK(!picture_form(
	    look(catalogue, "a"), side * 2, side * 2, &large, &diags));
	catalogue_close(catalogue);
	buf_release(&drawn);
	buf_release(&ready);
	buf_release(&large);
	free(svg);
}

/* The same for a publication's own pictures, kept in a cache: they are not
 * decoded again, and one that was replaced is not taken for the old. */
static void
test_kept(void)
{
	char *cache = in_folder("cache");
	struct buf first = {0}, second = {0};
	struct picture_file photo[2];
	struct catalogue *catalogue;

	write_png("pictures/kept.png", 40, 20);
	write_text("pictures/words.svg",
	    "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
	    "<text x='0' y='9'>Ab</text><rect width='5' height='5'/></svg>");
	for (int run = 0; run < 2; run++) {
		struct buf *form = run == 0 ? &first : &second;
		const struct picture *picture;

		catalogue = open_own();
		catalogue_keep(catalogue, cache);
		picture = look(catalogue, "pictures/kept.png");
		CHECK(picture != NULL && picture->width == 40);
		CHECK(was_asked(catalogue) == (run == 0));
		CHECK(picture_form(picture, 999, 499.5, form, &diags));
		CHECK(picture_export(picture, &photo[run], &diags));
		CHECK(was_asked(catalogue) == (run == 0));
		/* words may look different tomorrow */
		CHECK(look(catalogue, "pictures/words.svg") != NULL);
		CHECK(was_asked(catalogue) && !is_decoded(picture));
		CHECK(can_be_drawn(picture) && is_decoded(picture));
		catalogue_close(catalogue);
	}
	CHECK(same_bytes(&first, &second));
	CHECK(same_bytes(&photo[0].bytes, &photo[1].bytes));
	CHECK(photo[0].width == photo[1].width &&
	      photo[0].format == photo[1].format);
	/* replaced by another kind after it was looked up */
	catalogue = open_own();
	catalogue_keep(catalogue, cache);
	CHECK(look(catalogue, "pictures/kept.png") != NULL);
	write_text("pictures/kept.png",
	    "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
	buf_clear(&first);
	CHECK(!picture_form(
	    look(catalogue, "pictures/kept.png"), 1998, 999, &first, &diags));
	catalogue_close(catalogue);
	for (int i = 0; i < 2; i++)
		buf_release(&photo[i].bytes);
	buf_release(&first);
	buf_release(&second);
	free(cache);
}

int
main(void)
{
	char *pictures;

	if (mkdtemp(folder) == NULL)
		return 1;
	pictures = in_folder("pictures");
	if (mkdir(pictures, 0700) != 0)
		return 1;
	write_text("pictures/red.svg",
	    "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>"
	    "<rect width='10' height='10' fill='red'/></svg>");
	RUN(test_ready);
	RUN(test_kept);
	diags_release(&diags);
	folder_remove(folder);
	free(pictures);
	return unit_end();
}
