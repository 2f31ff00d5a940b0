/*
 * Any bytes → a picture beside the publication: SVG, PNG or JPEG, loaded,
 * drawn, and made a file for web pages.
 *
 * What must hold: a refusal has a message; a picture has a size and can be
 * drawn; its file for web pages holds no script and no address.
 */
#include "fuzz.h"

#include <math.h>

#include "base/str.h"
#include "picture/catalogue.h"

enum { MAX_BYTES = 64 * 1024 };

/* librsvg keeps what it asked Cairo for, and a stack that is cut short at the
 * library's edge does not show that it was librsvg: tests/sanitize.supp. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libcairo.so\n";
}

static const char nothing[] =
    "<catalogue xmlns=\"urn:everyread:pictures:1\"></catalogue>";

static void
check_export(const struct picture *picture)
{
	struct picture_file file = {.width = 0};
	struct diags diags = {0};

	if (picture_export(picture, &file, &diags)) {
		FUZZ_HOLDS(file.bytes.len > 0, "an empty file");
		FUZZ_HOLDS(file.format != PICTURE_COMPOSED, "no format");
		FUZZ_HOLDS(
		    file.format != PICTURE_SVG ||
		        (strstr(file.bytes.data, "<script") == NULL &&
		            strstr(file.bytes.data, "href=\"http") == NULL),
		    "it can run or reach outside");
	}
	buf_release(&file.bytes);
	diags_release(&diags);
}

static void
draw(const struct picture *picture)
{
	cairo_surface_t *surface =
	    cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 40, 30);
	cairo_t *cr = cairo_create(surface);

	FUZZ_HOLDS(isfinite(picture->width) && picture->width > 0 &&
	               isfinite(picture->height) && picture->height > 0,
	    "a picture without a size");
	picture_draw(picture, cr, 40, 30);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
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
	const struct picture *picture;

	if (size > MAX_BYTES)
		return -1;
	fuzz_put("catalogue.xml", nothing, sizeof nothing - 1);
	fuzz_put("in.picture", bytes, size);
	catalogue = catalogue_open(fuzz_folder, fuzz_folder, &diags);
	FUZZ_HOLDS(catalogue != NULL, "no catalogue");
	decode_here(catalogue);
	picture = picture_lookup(catalogue, "in.picture", LOC_NONE, &diags);
	fuzz_judged(picture != NULL, &diags);
	if (picture != NULL) {
		draw(picture);
		check_export(picture);
	}
	catalogue_close(catalogue);
	diags_release(&diags);
	return 0;
}
