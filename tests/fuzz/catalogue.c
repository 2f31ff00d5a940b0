/*
 * Any bytes → a publication's own index of pictures, all of them drawn.
 *
 * What must hold: a refusal has a message; a picture has a size, words that
 * are text, and can be drawn.
 */
#include "fuzz.h"

#include <math.h>

#include "base/str.h"
#include "picture/catalogue.h"

enum { MAX_BYTES = 8 * 1024, MAX_PICTURES = 12 };

static const char built_in[] =
    "<catalogue xmlns=\"urn:everyread:pictures:1\">"
    "<set id=\"own\" name=\"Own\" folder=\".\" licence=\"CC0-1.0\" "
    "credit=\"Us\"/><group title=\"Signs\">"
    "<picture name=\"dot\" set=\"own\" file=\"dot.svg\" alt=\"A dot\"/>"
    "<picture name=\"zero\" set=\"own\" file=\"dot.svg\" alt=\"0\"/>"
    "</group></catalogue>";
static const char dot[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 72 72\">"
    "<circle cx=\"36\" cy=\"36\" r=\"20\" fill=\"#fcea2b\"/></svg>";

static void
draw(const struct picture *picture)
{
	cairo_surface_t *surface =
	    cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 24, 24);
	cairo_t *cr = cairo_create(surface);

	FUZZ_HOLDS(isfinite(picture->width) && picture->width > 0 &&
	               isfinite(picture->height) && picture->height > 0,
	    "a picture without a size");
	FUZZ_HOLDS(picture_draw(picture, cr, 24, 24), "it cannot be drawn");
	FUZZ_HOLDS(
	    cairo_status(cr) == CAIRO_STATUS_SUCCESS, "drawing went wrong");
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
}

static void
check_picture(struct catalogue *catalogue, const char *name)
{
	struct diags diags = {0};
	const struct picture *picture =
	    picture_lookup(catalogue, name, LOC_NONE, &diags);

	fuzz_judged(picture != NULL, &diags);
	if (picture != NULL)
		draw(picture);
	diags_release(&diags);
}

/* A crash is to be one of this process. */
static void
decode_here(struct catalogue *catalogue)
{
	struct desk *desk = catalogue_desk(catalogue);

	clerk_free(desk->clerk);
	desk->clerk = NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diags diags = {0};
	struct catalogue *catalogue;
	const struct picture *const *list, *found[4];
	size_t n;

	if (size > MAX_BYTES)
		return -1;
	fuzz_put("catalogue.xml", built_in, sizeof built_in - 1);
	fuzz_put("dot.svg", dot, sizeof dot - 1);
	fuzz_put("pictures/dot.svg", dot, sizeof dot - 1);
	fuzz_put("pictures/index.xml", bytes, size);
	catalogue = catalogue_open(fuzz_folder, fuzz_folder, &diags);
	fuzz_judged(catalogue != NULL, &diags);
	if (catalogue != NULL) {
		decode_here(catalogue);
		list = catalogue_list(catalogue, &n);
		for (size_t i = 0; i < n && i < MAX_PICTURES; i++)
			check_picture(catalogue, list[i]->name);
		catalogue_find(catalogue, "dot", found, 4);
		catalogue_close(catalogue);
	}
	diags_release(&diags);
	return 0;
}
