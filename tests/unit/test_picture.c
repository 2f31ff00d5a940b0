/* Pictures: names, files, damage, compositions, and the whole catalogue. */
#include <cairo-pdf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jpeglib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/print.h"
#include "base/str.h"
#include "picture/drawable.h"
#include "folder.h"
#include "unit.h"

static char folder[] = "/tmp/everyread-pictures-XXXXXX";
static struct diags diags;

/* ---- helpers ------------------------------------------------------------ */

static char *
in_folder(const char *name)
{
	return path_join(folder, name);
}

static void
write_bytes(const char *name, const void *bytes, size_t len)
{
	char *path = in_folder(name);
	FILE *out = fopen(path, "wb");

	CHECK(out != NULL && fwrite(bytes, 1, len, out) == len);
	fclose(out);
	free(path);
}

static void
write_text(const char *name, const char *text)
{
	write_bytes(name, text, strlen(text));
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

static void
write_jpeg(const char *name, int components, const char *exif, size_t nexif)
{
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	unsigned char pixels[20 * 4];
	unsigned char *out = NULL;
	unsigned long size = 0;
	JSAMPROW row = pixels;

	memset(pixels, 90, sizeof pixels);
	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &out, &size);
	jpeg.image_width = 20;
	jpeg.image_height = 10;
	jpeg.input_components = components;
	jpeg.in_color_space = components == 4 ? JCS_CMYK : JCS_RGB;
	jpeg_set_defaults(&jpeg);
	jpeg_start_compress(&jpeg, TRUE);
	if (exif != NULL)
		jpeg_write_marker(
		    &jpeg, JPEG_APP0 + 1, (const void *)exif, (unsigned)nexif);
	for (int y = 0; y < 10; y++)
		jpeg_write_scanlines(&jpeg, &row, 1);
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	write_bytes(name, out, size);
	free(out);
}

static bool
said(enum diag_id id)
{
	return diags.n > 0 && diags.items[diags.n - 1].id == id;
}

static struct catalogue *
open_own(void)
{
	struct catalogue *catalogue;

	diags_release(&diags);
	catalogue = catalogue_open("symbols", folder, &diags);
	diags_print(&diags, stdout, false);
	CHECK(catalogue != NULL);
	return catalogue;
}

static const struct picture *
look(struct catalogue *catalogue, const char *written)
{
	diags_release(&diags);
	return picture_lookup(
	    catalogue, written, (struct loc){"in.xml", 3, 7}, &diags);
}

/* Part of a 60 by 60 box that has ink, in per cent. */
static int
inked(const struct picture *picture)
{
	cairo_surface_t *s =
	    cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 60, 60);
	cairo_t *cr = cairo_create(s);
	const unsigned char *data;
	int n = 0;

	CHECK(picture_draw(picture, cr, 60, 60));
	cairo_surface_flush(s);
	data = cairo_image_surface_get_data(s);
	for (int i = 0; i < 60 * 60; i++)
		n += data[i * 4 + 3] > 127;
	cairo_destroy(cr);
	cairo_surface_destroy(s);
	return n / 36;
}

/* ---- tests -------------------------------------------------------------- */

static void
test_lookup(void)
{
	struct catalogue *catalogue = open_own();
	const struct picture *nurse = look(catalogue, "nurse");

	CHECK(nurse != NULL && diags.n == 0);
	CHECK_STR(nurse->name, "nurse");
	CHECK_STR(nurse->set, "OpenMoji");
	CHECK_STR(nurse->licence, "CC BY-SA 4.0");
	CHECK(nurse->format == PICTURE_SVG);
	CHECK(nurse->width > 0 && nurse->width == nurse->height);
	CHECK(look(catalogue, "nurse") == nurse);
	catalogue_close(catalogue);
}

static void
test_unknown_name(void)
{
	struct catalogue *catalogue = open_own();

	CHECK(look(catalogue, "hopsital") == NULL);
	CHECK(said(DIAG_PICTURE_UNKNOWN));
	CHECK(strstr(diags.items[0].hint, "\"hospital\"") != NULL);
	CHECK(diags.items[0].loc.line == 3);
	/* not near any name, but a search word of one */
	CHECK(look(catalogue, "bereavement") == NULL);
	CHECK(strstr(diags.items[0].hint, "\"death\"") != NULL);
	CHECK(look(catalogue, "qqqqqqqqqqqq") == NULL);
	CHECK(diags.items[0].hint == NULL);
	CHECK(look(catalogue, "") == NULL);
	catalogue_close(catalogue);
}

static void
test_find(void)
{
	struct catalogue *catalogue = open_own();
	const struct picture *found[3];

	CHECK(catalogue_find(catalogue, "dentist", found, 3) == 3);
	CHECK_STR(found[0]->name, "dentist");
	CHECK(catalogue_find(catalogue, "Nurses", found, 1) == 1);
	CHECK_STR(found[0]->name, "nurse");
	CHECK(catalogue_find(catalogue, "staff shortage", found, 1) == 1);
	CHECK_STR(found[0]->name, "not-enough-staff");
	CHECK(catalogue_find(catalogue, "zzzz", found, 3) == 0);
	CHECK(catalogue_find(catalogue, "", found, 3) == 0);
	catalogue_close(catalogue);
}

static void
test_outside(void)
{
	struct catalogue *catalogue = open_own();

	CHECK(look(catalogue, "../../../etc/passwd") == NULL);
	CHECK(said(DIAG_PICTURE_OUTSIDE) || said(DIAG_PICTURE_MISSING));
	CHECK(look(catalogue, "/etc/passwd") == NULL);
	CHECK(said(DIAG_PICTURE_OUTSIDE) || said(DIAG_PICTURE_MISSING));
	CHECK(look(catalogue, "pictures/link.svg") == NULL);
	CHECK(said(DIAG_PICTURE_OUTSIDE));
	CHECK(look(catalogue, "pictures/nothing.png") == NULL);
	CHECK(said(DIAG_PICTURE_MISSING));
	CHECK(look(catalogue, "pictures/") == NULL);
	CHECK(said(DIAG_PICTURE_KIND));
	CHECK(look(catalogue, "pictures/pipe.png") == NULL);
	CHECK(said(DIAG_PICTURE_KIND));
	catalogue_close(catalogue);
}

static void
test_svg_refused(void)
{
	static const char *const bad[] = {
	    "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
	    "<svg xmlns='http://www.w3.org/2000/svg'><image "
	    "href='photo.png' width='9' height='9'/></svg>",
	    "<svg xmlns='http://www.w3.org/2000/svg'><image "
	    "xlink:href=\"file:///etc/passwd\"/></svg>",
	    "<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' "
	    "height='9' fill='url( http://a.example/x)'/></svg>",
	    "<svg xmlns='http://www.w3.org/2000/svg'><style>@import "
	    "'a.css';</style></svg>",
	    "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg "
	    "xmlns='http://www.w3.org/2000/svg'/>",
	    "<svg xmlns='http://www.w3.org/2000/svg'><text>\xff</text></svg>",
	};
	struct catalogue *catalogue = open_own();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char name[] = "pictures/bad-0.svg";

		name[13] = (char)('0' + i);
		write_text(name, bad[i]);
		CHECK(look(catalogue, name) == NULL);
		CHECK(said(DIAG_PICTURE_UNSAFE));
	}
	write_text("pictures/broken.svg", "<svg xmlns='http://www.w3.org/'");
	CHECK(look(catalogue, "pictures/broken.svg") == NULL);
	CHECK(said(DIAG_PICTURE_DAMAGED));
	write_text("pictures/empty.svg",
	    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>");
	CHECK(look(catalogue, "pictures/empty.svg") == NULL);
	CHECK(said(DIAG_PICTURE_EMPTY));
	write_text("pictures/words.svg", "This is only text.");
	CHECK(look(catalogue, "pictures/words.svg") == NULL);
	CHECK(said(DIAG_PICTURE_KIND));
	catalogue_close(catalogue);
}

static void
test_png(void)
{
	struct catalogue *catalogue = open_own();
	const struct picture *picture;
	struct buf bytes = {0};
	char *path;

	write_png("pictures/a.png", 30, 15);
	picture = look(catalogue, "pictures/a.png");
	CHECK(picture != NULL && picture->format == PICTURE_PNG);
	CHECK(picture->width == 30 && picture->height == 15);
	CHECK_STR(picture->licence, "");
	CHECK(inked(picture) >= 45 && inked(picture) <= 50); /* half */

	path = in_folder("pictures/a.png");
	CHECK(file_read(path, 1 << 20, &bytes, &diags, LOC_NONE));
	write_bytes("pictures/cut.png", bytes.data, bytes.len / 2);
	CHECK(look(catalogue, "pictures/cut.png") == NULL);
	CHECK(said(DIAG_PICTURE_DAMAGED));
	memcpy(bytes.data + 16, "\0\0\xff\xff\0\0\xff\xff", 8);
	write_bytes("pictures/huge.png", bytes.data, bytes.len);
	CHECK(look(catalogue, "pictures/huge.png") == NULL);
	CHECK(said(DIAG_PICTURE_PIXELS));
	buf_release(&bytes);
	free(path);
	catalogue_close(catalogue);
}

static void
test_jpeg(void)
{
	static const char lying[] = "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03"
	                            "\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
	struct catalogue *catalogue = open_own();
	const struct picture *picture;
	struct buf bytes = {0};
	char *path = in_folder("pictures/a.jpg");

	write_jpeg("pictures/a.jpg", 3, NULL, 0);
	picture = look(catalogue, "pictures/a.jpg");
	CHECK(picture != NULL && picture->format == PICTURE_JPEG);
	CHECK(picture->width == 20 && picture->height == 10);
	CHECK(inked(picture) >= 45 && inked(picture) <= 50);

	write_jpeg("pictures/lying.jpg", 3, lying, sizeof lying - 1);
	picture = look(catalogue, "pictures/lying.jpg");
	CHECK(picture->width == 10 && picture->height == 20);
	CHECK(inked(picture) >= 45 && inked(picture) <= 50);

	write_jpeg("pictures/cmyk.jpg", 4, NULL, 0);
	CHECK(look(catalogue, "pictures/cmyk.jpg") == NULL);
	CHECK(said(DIAG_PICTURE_CMYK));
	CHECK(file_read(path, 1 << 20, &bytes, &diags, LOC_NONE));
	write_bytes("pictures/cut.jpg", bytes.data, bytes.len - 40);
	CHECK(look(catalogue, "pictures/cut.jpg") == NULL);
	CHECK(said(DIAG_PICTURE_DAMAGED));
	buf_release(&bytes);
	free(path);
	catalogue_close(catalogue);
}

/* A damaged file must never crash, wherever it is damaged. */
static void
test_jpeg_damage(void)
{
	struct catalogue *catalogue;
	struct buf bytes = {0};
	char *path = in_folder("pictures/lying.jpg");

	CHECK(file_read(path, 1 << 20, &bytes, &diags, LOC_NONE));
	for (size_t i = 2; i < bytes.len; i += 3) {
		char old = bytes.data[i];

		bytes.data[i] = (char)~old;
		write_bytes("pictures/odd.jpg", bytes.data, bytes.len);
		bytes.data[i] = old;
		catalogue = open_own();
		CHECK(look(catalogue, "pictures/odd.jpg") != NULL ||
		      diags.n == 1);
		catalogue_close(catalogue);
	}
	buf_release(&bytes);
	free(path);
}

static bool
pdf_has_bytes(const struct picture *picture, const struct buf *bytes)
{
	char *path = in_folder("out.pdf");
	cairo_surface_t *s = cairo_pdf_surface_create(path, 100, 100);
	cairo_t *cr = cairo_create(s);
	struct buf pdf = {0};
	bool found = false;

	CHECK(picture_draw(picture, cr, 100, 100));
	cairo_destroy(cr);
	cairo_surface_destroy(s);
	CHECK(file_read(path, 1 << 20, &pdf, &diags, LOC_NONE));
	found = memmem(pdf.data, pdf.len, bytes->data, bytes->len) != NULL;
	buf_release(&pdf);
	free(path);
	return found;
}

static void
test_jpeg_keeps_bytes(void)
{
	struct catalogue *catalogue = open_own();
	char *path = in_folder("pictures/a.jpg");
	struct buf bytes = {0};

	CHECK(file_read(path, 1 << 20, &bytes, &diags, LOC_NONE));
	CHECK(pdf_has_bytes(look(catalogue, "pictures/a.jpg"), &bytes));
	buf_release(&bytes);
	free(path);
	catalogue_close(catalogue);
}

static void
write_index(const char *body)
{
	struct buf text = {0};

	buf_printf(&text,
	    "<catalogue xmlns='urn:everyread:pictures:1'>"
	    "<set id='mine' name='Mine' licence='ours' credit='Us'/>"
	    "%s</catalogue>",
	    body);
	write_bytes("pictures/index.xml", text.data, text.len);
	buf_release(&text);
}

/* The darkest difference between a picture and its exported drawing, in a
 * 60 by 60 box, as a part of all pixels in per mille. */
static int
difference(const struct picture *picture, const struct picture_file *file)
{
	RsvgHandle *svg = rsvg_handle_new_from_data(
	    (const guint8 *)buf_str(&file->bytes), file->bytes.len, NULL);
	RsvgRectangle viewport = {0, 0, 60, 60};
	cairo_surface_t *s[2];
	const unsigned char *data[2];
	int n = 0;

	CHECK(svg != NULL);
	for (int i = 0; i < 2; i++) {
		cairo_t *cr;

		s[i] = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 60, 60);
		cr = cairo_create(s[i]);
		CHECK(i == 0 ? picture_draw(picture, cr, 60, 60)
		             : rsvg_handle_render_document(
		                   svg, cr, &viewport, NULL));
		cairo_destroy(cr);
		cairo_surface_flush(s[i]);
		data[i] = cairo_image_surface_get_data(s[i]);
	}
	for (int i = 0; i < 60 * 60 * 4; i++)
		n += abs(data[0][i] - data[1][i]) > 40;
	for (int i = 0; i < 2; i++)
		cairo_surface_destroy(s[i]);
	g_object_unref(svg);
	return n * 1000 / (60 * 60 * 4);
}

/* A drawing as a file looks as it is drawn, is short, the same each time,
 * and holds shapes alone. */
static void
test_export_drawing(void)
{
	static const char *const names[] = {
	    "doctor", "five-years", "not-enough-staff", "nhs", "home"};
	struct catalogue *catalogue = open_own();

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct picture *p = look(catalogue, names[i]);
		struct picture_file file, again;

		if (p == NULL)
			continue;
		CHECK(picture_export(p, &file, &diags) &&
		      picture_export(p, &again, &diags));
		CHECK(file.format == PICTURE_SVG && file.width == 144);
		CHECK_STR(buf_str(&file.bytes), buf_str(&again.bytes));
		CHECK(difference(p, &file) <= 2);
		CHECK(file.bytes.len > 200 && file.bytes.len < 30000);
		CHECK(strstr(buf_str(&file.bytes), "href=\"http") == NULL);
		buf_release(&file.bytes);
		buf_release(&again.bytes);
	}
	catalogue_close(catalogue);
}

/* A photo loses what the camera noted, is turned upright and not too large. */
static void
test_export_photo(void)
{
	static const char exif[] =
	    "Exif\0\0II*\0\10\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0";
	struct catalogue *catalogue = open_own();
	const struct picture *p;
	struct picture_file file;

	write_jpeg("turned.jpg", 3, exif, sizeof exif - 1);
	p = look(catalogue, "turned.jpg");
	CHECK(p != NULL && picture_export(p, &file, &diags));
	CHECK(file.format == PICTURE_JPEG && file.width == 10 &&
	      file.height == 20);
	CHECK(memmem(file.bytes.data, file.bytes.len, "Exif", 4) == NULL);
	buf_release(&file.bytes);
	write_png("large.png", 2400, 600);
	p = look(catalogue, "large.png");
	CHECK(p != NULL && picture_export(p, &file, &diags));
	CHECK(file.format == PICTURE_PNG && file.width == 1200 &&
	      file.height == 300);
	CHECK(memcmp(file.bytes.data, "\x89PNG", 4) == 0);
	buf_release(&file.bytes);
	catalogue_close(catalogue);
}

static void
test_own_index(void)
{
	struct catalogue *catalogue;
	const struct picture *picture;

	write_text("pictures/red.svg",
	    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'>"
	    "<rect x='40' y='20' width='10' height='10' fill='red'/></svg>");
	write_index(
	    "<picture name='mayor' file='a.jpg' alt='The mayor' "
	    "licence='All rights' credit='Jo'/>"
	    "<picture name='red' file='red.svg' alt='Red'/>"
	    "<picture name='nurse' file='red.svg' alt='Our nurse'/>"
	    "<picture name='red-1' base='red' number='10' alt='Ten'/>"
	    "<picture name='red-tick' base='red' badge='tick' alt='Done'/>");
	catalogue = open_own();
	picture = look(catalogue, "pictures/a.jpg");
	CHECK_STR(picture->name, "mayor");
	CHECK_STR(picture->credit, "Jo");
	CHECK_STR(look(catalogue, "nurse")->alt, "Our nurse");
	CHECK_STR(look(catalogue, "red")->credit, "Us");
	/* the ink of a symbol fills its square, a file keeps its ratio */
	CHECK(inked(look(catalogue, "red")) > 65);
	CHECK(look(catalogue, "red")->width == look(catalogue, "red")->height);
	CHECK(inked(look(catalogue, "red-tick")) > 40);
	CHECK(look(catalogue, "red-1")->format == PICTURE_COMPOSED);
	catalogue_close(catalogue);
}

/* The colour in the middle of one half of a 60 by 60 box: 0xRRGGBB. */
static unsigned
colour_at(const struct picture *picture, int x)
{
	cairo_surface_t *s =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, 60, 60);
	cairo_t *cr = cairo_create(s);
	const uint32_t *data;
	unsigned colour;

	CHECK(picture_draw(picture, cr, 60, 60));
	cairo_surface_flush(s);
	data = (const uint32_t *)(const void *)cairo_image_surface_get_data(s);
	colour = data[30 * 60 + x] & 0xffffff;
	cairo_destroy(cr);
	cairo_surface_destroy(s);
	return colour;
}

static void
test_colours(void)
{
	struct catalogue *catalogue;

	write_text("pictures/two.svg",
	    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'>"
	    "<path fill='#FCEA2B' d='M0 0h10v20H0z'/>"
	    "<path fill='#fcea2b' d='M10 0h10v20H10z'/></svg>");
	write_index("<picture name='two' file='two.svg'/>"
	            "<picture name='turn' file='two.svg' "
	            "colours='dark blue green'/>"
	            "<picture name='same' file='two.svg' colours='navy'/>");
	catalogue = open_own();
	CHECK(colour_at(look(catalogue, "two"), 20) == 0xfcea2b);
	CHECK(colour_at(look(catalogue, "turn"), 20) == 0x6a462f);
	CHECK(colour_at(look(catalogue, "turn"), 40) == 0x61b2e4);
	CHECK(colour_at(look(catalogue, "same"), 20) == 0x1e50a0);
	CHECK(colour_at(look(catalogue, "same"), 40) == 0x1e50a0);
	catalogue_close(catalogue);
}

static bool
index_fails(const char *body, enum diag_id id)
{
	struct catalogue *catalogue;

	write_index(body);
	diags_release(&diags);
	catalogue = catalogue_open("symbols", folder, &diags);
	if (catalogue != NULL)
		look(catalogue, "a");
	catalogue_close(catalogue);
	return said(id);
}

/* A built-in catalogue without a picture, as when only its own are wanted. */
static void
test_empty_catalogue(void)
{
	struct catalogue *catalogue;
	size_t n = 1;

	write_text("catalogue.xml",
	    "<catalogue xmlns='urn:everyread:pictures:1'></catalogue>");
	write_index("");
	diags_release(&diags);
	catalogue = catalogue_open(folder, folder, &diags);
	CHECK(catalogue != NULL);
	catalogue_list(catalogue, &n);
	CHECK(n == 0);
	CHECK(look(catalogue, "tick") == NULL && said(DIAG_PICTURE_UNKNOWN));
	catalogue_close(catalogue);
}

static void
test_index_mistakes(void)
{
	CHECK(index_fails("<picture name='a'/>", DIAG_PICTURE_NOTHING));
	CHECK(index_fails(
	    "<picture name='a' set='b' file='c.svg'/>", DIAG_PICTURE_SET));
	CHECK(index_fails("<picture name='a' file='red.svg'/>"
	                  "<picture name='a' file='red.svg'/>",
	    DIAG_PICTURE_TWICE));
	CHECK(index_fails(
	    "<picture name='A b' file='red.svg'/>", DIAG_XML_ATTRIBUTE_VALUE));
	CHECK(index_fails("<picture name='a' base='tick' number='x'/>",
	    DIAG_XML_ATTRIBUTE_VALUE));
	CHECK(index_fails("<picture name='a'><part picture='tick' x='1e9' "
	                  "y='0' size='9'/></picture>",
	    DIAG_XML_ATTRIBUTE_VALUE));
	CHECK(index_fails(
	    "<picture name='a' flie='red.svg'/>", DIAG_XML_ATTRIBUTE));
	CHECK(index_fails("<picture name='a' base='b'/>"
	                  "<picture name='b' base='a'/>",
	    DIAG_PICTURE_CYCLE));
	CHECK(index_fails(
	    "<picture name='a' base='zzzz'/>", DIAG_PICTURE_UNKNOWN));
	CHECK(index_fails("<picture name='a' file='two.svg' colours='odd'/>",
	    DIAG_XML_ATTRIBUTE_VALUE));
	CHECK(index_fails("<use index='index.xml'/>", DIAG_PICTURE_CYCLE));
	CHECK(index_fails("<use index='../../x.xml'/>", DIAG_PICTURE_OUTSIDE));
	write_index("");
}

static void
test_optical_size(void)
{
	/* symbols are of one optical size: ink within these limits */
	static const char *const names[] = {
	    "nurse", "home", "clock", "money", "five-years", "tooth"};
	struct catalogue *catalogue = open_own();

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		int percent = inked(look(catalogue, names[i]));

		CHECK(percent > 25 && percent < 85);
	}
	catalogue_close(catalogue);
}

static bool
is_near(double a, double b)
{
	return a - b < 0.7 && b - a < 0.7;
}

/* What the catalogue says of the ink of a drawing is so. To add or correct
 * it, copy what this test prints. */
static void
test_ink_of_catalogue(void)
{
	struct catalogue *catalogue = open_own();
	size_t n;
	const struct picture *const *all = catalogue_list(catalogue, &n);

	for (size_t i = 0; i < n; i++) {
		const struct drawable *d = (const struct drawable *)all[i];
		struct ink said_ink = d->ink, ink;

		if (all[i]->file == NULL || !d->is_symbol ||
		    look(catalogue, all[i]->name) == NULL)
			continue;
		CHECK(ink_measure((struct drawable *)d));
		ink = d->ink;
		if (is_near(ink.x, said_ink.x) && is_near(ink.y, said_ink.y) &&
		    is_near(ink.width, said_ink.width) &&
		    is_near(ink.height, said_ink.height) &&
		    is_near(10 * ink.heavy, 10 * said_ink.heavy))
			continue;
		printf("%s ink=\"%.1f %.1f %.1f %.1f %.2f\"\n", d->picture.name,
		    ink.x, ink.y, ink.width, ink.height, ink.heavy);
		FAIL("the catalogue says where the ink is");
	}
	catalogue_close(catalogue);
}

/* Lines to write on are too thin to count. */
static int
least_ink(const struct picture *picture)
{
	return ((const struct drawable *)picture)->is_symbol ? 3 : 0;
}

/* A drawing that keeps its shape does not fill a square. */
static void
test_kept_shape(void)
{
	struct catalogue *catalogue = open_own();
	const struct picture *line = look(catalogue, "writing-line");
	const struct picture *face = look(catalogue, "face-no");

	CHECK(line != NULL && line->width == 480 && line->height == 40);
	CHECK(face != NULL && face->width == face->height);
	catalogue_close(catalogue);
}

/* Every entry has words and a licence, loads and draws. */
static void
test_whole_catalogue(void)
{
	struct catalogue *catalogue = open_own();
	size_t n;
	const struct picture *const *all = catalogue_list(catalogue, &n);

	CHECK(n >= 220);
	for (size_t i = 0; i < n; i++) {
		const struct picture *p = look(catalogue, all[i]->name);
		size_t alt = utf8_count(all[i]->alt, strlen(all[i]->alt));

		if (p == NULL || diags.n > 0 || alt < 3 || alt > 125 ||
		    strncasecmp(p->alt, "picture", 7) == 0 ||
		    p->licence[0] == '\0' || p->credit[0] == '\0' ||
		    p->nwords == 0 || inked(p) < least_ink(p)) {
			printf("%s\n", all[i]->name);
			diags_print(&diags, stdout, false);
			FAIL("every picture is complete and draws");
		}
	}
	catalogue_close(catalogue);
}

int
main(void)
{
	char *pictures, *link, *fifo;
	int status;

	if (mkdtemp(folder) == NULL)
		return 1;
	pictures = in_folder("pictures");
	link = in_folder("pictures/link.svg");
	fifo = in_folder("pictures/pipe.png");
	if (mkdir(pictures, 0700) != 0 || mkfifo(fifo, 0600) != 0 ||
	    symlink("/etc/passwd", link) != 0)
		return 1;
	RUN(test_lookup);
	RUN(test_unknown_name);
	RUN(test_find);
	RUN(test_outside);
	RUN(test_svg_refused);
	RUN(test_png);
	RUN(test_jpeg);
	RUN(test_jpeg_damage);
	RUN(test_jpeg_keeps_bytes);
	RUN(test_export_drawing);
	RUN(test_export_photo);
	RUN(test_own_index);
	RUN(test_colours);
	RUN(test_empty_catalogue);
	RUN(test_index_mistakes);
	RUN(test_optical_size);
	RUN(test_kept_shape);
	RUN(test_whole_catalogue);
	RUN(test_ink_of_catalogue);
	status = unit_end();
	diags_release(&diags);
	free(pictures);
	free(link);
	free(fifo);
	folder_remove(folder);
	return status;
}
