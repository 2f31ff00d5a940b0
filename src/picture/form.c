/* Pictures as PDF, and what is made ready of them. */
#include <cairo-pdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/cache.h"
#include "picture/drawable.h"

/* Forms are drawn larger than they are shown: librsvg turns filters into
 * pixels at one a point, which is 72 to an inch; so it is at least 288. */
static const double OVERSIZE = 4;

/* Side of the smallest form: its coordinates have three digits before the
 * point, and it is large enough for the rows of all templates. */
static const double SMALLEST = 999;

/* ---- keys --------------------------------------------------------------- */

/* A new way to draw needs a new number here; then no archive fits. */
static void
describe_makers(struct buf *out)
{
	buf_printf(out, "drawing 1, cairo %s, librsvg %u.%u.%u, zlib %s\n",
	    cairo_version_string(), rsvg_major_version, rsvg_minor_version,
	    rsvg_micro_version, zlibVersion());
}

static void
describe_text(struct buf *out, const char *name, const char *value)
{
	if (value != NULL)
		buf_printf(out, "%s=%s\n", name, value);
}

/* May the drawing look different with other fonts, or in another country? */
static bool
depends_on_machine(const struct buf *bytes)
{
	static const char *const marks[] = {"<text", ":text", "systemlanguage"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strcasestr(buf_str(bytes), marks[i]) != NULL)
			return true;
	return false;
}

void
drawable_key_file(struct drawable *drawable, const struct buf *bytes)
{
	const struct ink *ink = &drawable->ink;
	char hex[HASH_HEX + 1];
	struct buf text = {0};

	drawable->key[0] = '\0';
	if (drawable->picture.format == PICTURE_SVG &&
	    depends_on_machine(bytes))
		return;
	describe_makers(&text);
	describe_text(&text, "colours", drawable->colours);
	describe_text(&text, "hair", drawable->hair);
	describe_text(&text, "red", drawable->red);
	buf_printf(&text, "symbol %d, ink %a %a %a %a %a\n",
	    drawable->is_symbol, ink->x, ink->y, ink->width, ink->height,
	    ink->heavy);
	hash_hex(hex, bytes->data, bytes->len);
	buf_puts(&text, hex);
	ready_key(drawable->key, "file", text.data, text.len);
	buf_release(&text);
}

void
drawable_key_composed(struct drawable *drawable)
{
	struct buf text = {0};

	drawable->key[0] = '\0';
	describe_makers(&text);
	buf_printf(&text, "symbol %d\n", drawable->is_symbol);
	for (size_t i = 0; i < drawable->nparts; i++) {
		const struct part *part = &drawable->parts[i];

		if (part->drawable->key[0] == '\0') {
			buf_release(&text);
			return;
		}
		buf_printf(&text, "%s %a %a %a flip %d disc %d\n",
		    part->drawable->key, part->x, part->y, part->size,
		    part->flip, part->disc);
	}
	ready_key(drawable->key, "composition", text.data, text.len);
	buf_release(&text);
}

void
drawable_key_for(const struct drawable *drawable, char key[READY_KEY + 1],
    const char *what, double width, double height)
{
	const double size[2] = {width, height};
	char name[64];

	key[0] = '\0';
	if (drawable->key[0] == '\0')
		return;
	snprintf(name, sizeof name, "%s %s", what, drawable->key);
	ready_key(key, name, size, sizeof size);
}

/* ---- what was made before ----------------------------------------------- */

enum { DRAWINGS_MAX_MB = 64 };

bool
drawable_find(const struct drawable *drawable, const char *key, struct buf *out)
{
	if (*key == '\0')
		return false;
	return ready_find(drawable->ready, key, out) ||
	       (drawable->cache != NULL &&
	           cache_body(drawable->cache, key, out));
}

/* Keys are hashes: one in 16 begins with 0, and looks after the size of the
 * folder. */
void
drawable_keep(
    const struct drawable *drawable, const char *key, const struct buf *made)
{
	if (drawable->cache == NULL || *key == '\0')
		return;
	cache_store(drawable->cache, key, (struct bytes){0},
	    (struct bytes){made->data, made->len});
	if (*key == '0')
		cache_trim(drawable->cache, (uint64_t)DRAWINGS_MAX_MB << 20);
}

/* ---- sizes -------------------------------------------------------------- */

struct sizes {
	double width, height;
	struct ink ink;
};

bool
drawable_find_sizes(struct drawable *drawable)
{
	char key[READY_KEY + 1];
	struct sizes sizes;
	struct buf bytes = {0};
	bool found;

	drawable_key_for(drawable, key, "sizes", 0, 0);
	found =
	    drawable_find(drawable, key, &bytes) && bytes.len == sizeof sizes;
	if (found) {
		memcpy(&sizes, bytes.data, sizeof sizes);
		drawable->width = sizes.width;
		drawable->height = sizes.height;
		drawable->ink = sizes.ink;
	}
	buf_release(&bytes);
	return found;
}

void
drawable_keep_sizes(const struct drawable *drawable)
{
	struct sizes sizes = {drawable->width, drawable->height, drawable->ink};
	const struct buf bytes = {.data = (char *)&sizes, .len = sizeof sizes};
	char key[READY_KEY + 1];

	drawable_key_for(drawable, key, "sizes", 0, 0);
	drawable_keep(drawable, key, &bytes);
}

static void
add_sizes(struct ready_list *list, const struct drawable *drawable)
{
	const struct sizes sizes = {
	    drawable->width, drawable->height, drawable->ink};
	char key[READY_KEY + 1];

	drawable_key_for(drawable, key, "sizes", 0, 0);
	ready_add(list, key, &sizes, sizeof sizes);
}

/* ---- forms -------------------------------------------------------------- */

double
picture_form_side(double longest)
{
	double side = SMALLEST;

	while (side < longest * OVERSIZE)
		side *= 2;
	return side;
}

static cairo_status_t
collect(void *out, const unsigned char *bytes, unsigned n)
{
	buf_add(out, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static bool
draw_form(
    const struct picture *picture, double width, double height, struct buf *out)
{
	/* whole points, for else Cairo clips it */
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
	    collect, out, ceil(width), ceil(height));
	cairo_t *cr = cairo_create(surface);
	bool ok;

	/* for else it would be now */
	cairo_pdf_surface_set_metadata(
	    surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	ok = picture_draw(picture, cr, width, height);
	cairo_show_page(cr);
	ok = ok && cairo_status(cr) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	ok = ok && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return ok;
}

bool
picture_form(
    const struct picture *picture, double width, double height, struct buf *out)
{
	/* every picture that a catalogue gives out is the head of a drawable */
	const struct drawable *drawable = (const struct drawable *)picture;
	char key[READY_KEY + 1];

	drawable_key_for(drawable, key, "form", width, height);
	if (drawable_find(drawable, key, out))
		return true;
	if (!draw_form(picture, width, height, out))
		return false;
	drawable_keep(drawable, key, out);
	return true;
}

/* ---- the archive -------------------------------------------------------- */

static bool
add_form(struct ready_list *list, const struct drawable *drawable)
{
	const struct picture *picture = &drawable->picture;
	double side = SMALLEST / fmax(picture->width, picture->height);
	double width = picture->width * side, height = picture->height * side;
	char key[READY_KEY + 1];
	struct buf form = {0};
	bool ok = picture_form(picture, width, height, &form);

	drawable_key_for(drawable, key, "form", width, height);
	if (ok)
		ready_add(list, key, form.data, form.len);
	buf_release(&form);
	return ok;
}

static bool
add_export(struct ready_list *list, const struct drawable *drawable)
{
	struct picture_file file;
	char key[READY_KEY + 1];
	bool ok = picture_export(&drawable->picture, &file);

	drawable_key_for(drawable, key, "svg", file.width, file.height);
	if (ok)
		ready_add(list, key, file.bytes.data, file.bytes.len);
	buf_release(&file.bytes);
	return ok;
}

static bool
add_picture(struct catalogue *catalogue, struct ready_list *list,
    const struct picture *picture, struct diags *diags)
{
	const struct drawable *drawable =
	    catalogue_load(catalogue, picture->name, LOC_NONE, diags);

	if (drawable == NULL)
		return false;
	if (drawable->key[0] == '\0')
		return true; /* no drawing */
	if (picture->format == PICTURE_SVG)
		add_sizes(list, drawable);
	return (add_form(list, drawable) && add_export(list, drawable)) ||
	       diag_add(diags, DIAG_PDF_PICTURE, LOC_NONE, picture->name);
}

bool
catalogue_prepare(struct catalogue *catalogue, struct diags *diags)
{
	struct ready_list list = {0};
	size_t n;
	const struct picture *const *pictures = catalogue_list(catalogue, &n);
	bool ok = true;

	for (size_t i = 0; i < n; i++)
		ok = add_picture(catalogue, &list, pictures[i], diags) && ok;
	ok = ok && ready_write(&list, catalogue_ready_path(catalogue), diags);
	ready_release(&list);
	return ok;
}
