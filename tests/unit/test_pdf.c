/* The PDF writer: Cairo's file read back, whole tagged files. */
#include "unit.h"

#include <cairo-pdf.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/print.h"
#include "page/page.h"
#include "page/shape.h"
#include "write/pdf/assemble.h"
#include "write/pdf/paint.h"
#include "write/pdf/pdfw.h"
#include "write/pdf/scratch.h"
#include "write/pdf/token.h"

/* A folder to keep the files in, for other checkers: the first argument. */
static const char *keep;
static char folder[] = "/tmp/everyread-pdf-XXXXXX";

/* A picture drawn here, so that no catalogue is needed: a circle seen
 * through, for which Cairo uses a group, and a word, for which it uses a
 * font. */
static const struct picture nurse = {.name = "nurse"};

static void
draw_nurse(cairo_t *cr, double width, double height)
{
	cairo_push_group(cr);
	cairo_arc(cr, width / 2, height / 2, width / 2, 0, 6.2831853);
	cairo_set_source_rgb(cr, 0, .4, .8);
	cairo_fill_preserve(cr);
	cairo_set_source_rgb(cr, 0, 0, 0);
	cairo_stroke(cr);
	cairo_pop_group_to_source(cr);
	cairo_paint_with_alpha(cr, .5);
	cairo_select_font_face(cr, "Liberation Sans", CAIRO_FONT_SLANT_NORMAL,
	    CAIRO_FONT_WEIGHT_NORMAL);
	cairo_move_to(cr, width / 3, height / 2);
	cairo_show_text(cr, "Nurse");
	cairo_show_page(cr);
}

static cairo_status_t
collect(void *out, const unsigned char *bytes, unsigned n)
{
	buf_add(out, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

double
picture_form_side(double longest)
{
	return longest * 4;
}

bool
picture_form(const struct picture *picture, double width, double height,
    struct buf *out, struct diags *diags)
{
	cairo_surface_t *surface =
	    cairo_pdf_surface_create_for_stream(collect, out, width, height);
	cairo_t *cr = cairo_create(surface);

	(void)diags;
	CHECK(picture == &nurse && width == height);
	cairo_pdf_surface_set_metadata(
	    surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	draw_nurse(cr, width, height);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	return true;
}

/* Pages made by hand. */
struct maker {
	struct arena *arena;
	struct fonts *fonts;
	struct diags diags;
	struct document document;
	struct edition edition;
	struct pages pages;
	double y; /* where the next paragraph goes */
};

static int
add_elem(struct maker *m, enum role role, int parent)
{
	struct pages *p = &m->pages;

	ARRAY_GROW(p->elems, p->nelems, p->elems_cap);
	p->elems[p->nelems] = (struct elem){
	    .role = role, .parent = parent, .ref = NO_ELEM, .page = -1};
	return (int)p->nelems++;
}

static void
add_page(struct maker *m, const char *label)
{
	struct pages *p = &m->pages;

	ARRAY_GROW(p->pages, p->npages, p->pages_cap);
	p->pages[p->npages++] =
	    (struct page){.width = 595.276, .height = 841.89, .label = label};
	m->y = 80;
}

static int
add_box(struct maker *m, struct box box)
{
	struct pages *p = &m->pages;

	ARRAY_GROW(p->boxes, p->nboxes, p->boxes_cap);
	p->boxes[p->nboxes] = box;
	return (int)p->nboxes++;
}

static void
place(struct maker *m, int box, double x, double y, int elem,
    enum artifact artifact)
{
	struct page *page = &m->pages.pages[m->pages.npages - 1];

	ARRAY_GROW(page->placements, page->nplacements, page->cap);
	page->placements[page->nplacements++] =
	    (struct placement){box, x, y, artifact, elem};
	if (elem != NO_ELEM && m->pages.elems[elem].page < 0) {
		m->pages.elems[elem].page = (int)m->pages.npages - 1;
		m->pages.elems[elem].top = y;
	}
}

/* A run of words and the element it belongs to. */
struct part {
	const char *text, *lang;
	int elem;
};

static struct paragraph
add_words(struct maker *m, const struct part *parts, size_t n, double x,
    enum artifact artifact)
{
	const struct paragraph_style style = {
	    .size = 16, .line_height = 1.5, .width = 240};
	struct word_run runs[4];
	struct paragraph out = {0};

	for (size_t i = 0; i < n; i++)
		runs[i] = (struct word_run){.text = parts[i].text,
		    .len = strlen(parts[i].text),
		    .lang = parts[i].lang,
		    .fragment = (int)i};
	CHECK(paragraph_shape(
	    m->fonts, m->arena, runs, n, &style, LOC_NONE, &out, &m->diags));
	for (size_t i = 0; i < out.nfragments; i++) {
		struct box box = {.kind = BOX_TEXT,
		    .width = out.width,
		    .height = out.height,
		    .text = out.fragments[i]};

		place(m, add_box(m, box), x, m->y, parts[i].elem, artifact);
	}
	return out;
}

/* One paragraph of one element. */
static int
add_line(struct maker *m, enum role role, int parent, const char *text)
{
	int elem = add_elem(m, role, parent);
	struct part part = {text, "en-GB", elem};

	m->y += add_words(m, &part, 1, 250, ARTIFACT_NONE).height + 8;
	return elem;
}

/* A link over a fragment, wherever it stands. */
static void
add_link(struct maker *m, const struct paragraph *words, size_t fragment,
    double y, struct page_link link)
{
	struct pages *p = &m->pages;
	struct rect *rects =
	    ARENA_ARRAY(m->arena, struct rect, words->nrects[fragment]);

	for (size_t i = 0; i < words->nrects[fragment]; i++) {
		rects[i] = words->rects[fragment][i];
		rects[i].x += 250;
		rects[i].y += y;
	}
	link.page = (int)p->npages - 1;
	link.rects = rects;
	link.nrects = words->nrects[fragment];
	ARRAY_GROW(p->links, p->nlinks, p->links_cap);
	p->links[p->nlinks++] = link;
}

static void
add_picture(struct maker *m, double size, int elem)
{
	struct box box = {.kind = BOX_PICTURE,
	    .width = size,
	    .height = size,
	    .picture = &nurse};

	place(m, add_box(m, box), 60, m->y, elem,
	    elem == NO_ELEM ? ARTIFACT_LAYOUT : ARTIFACT_NONE);
}

static void
add_mark(struct maker *m, int level, const char *title, int elem)
{
	struct pages *p = &m->pages;

	ARRAY_GROW(p->outline, p->noutline, p->outline_cap);
	p->outline[p->noutline++] = (struct outline_entry){level, title, elem};
}

static void
add_furniture(struct maker *m)
{
	struct shape band = {.filled = true,
	    .stroked = true,
	    .fill = {.9, .95, 1},
	    .stroke = {.1, .2, .6},
	    .line_width = 2,
	    .radius = 12,
	    .dash = 4};
	struct box box = {
	    .kind = BOX_SHAPE, .width = 500, .height = 90, .shape = band};
	struct part part = {"Your health check", "en-GB", NO_ELEM};

	m->y = 30;
	add_words(m, &part, 1, 60, ARTIFACT_HEADER);
	m->y = 80;
	place(m, add_box(m, box), 50, 620, NO_ELEM, ARTIFACT_LAYOUT);
}

static void
add_footer(struct maker *m, const char *number)
{
	struct part part = {number, "en-GB", NO_ELEM};

	m->y = 780;
	add_words(m, &part, 1, 290, ARTIFACT_FOOTER);
}

/* A contents page with links inside the document. */
static void
make_contents(struct maker *m, int heading)
{
	int toc = add_elem(m, ROLE_TOC, 0), toci = add_elem(m, ROLE_TOCI, toc);
	int reference = add_elem(m, ROLE_REFERENCE, toci);
	int link = add_elem(m, ROLE_LINK, reference);
	struct part part = {"What the check is", "en-GB", link};
	double y = m->y;
	struct paragraph words = add_words(m, &part, 1, 250, ARTIFACT_NONE);

	m->pages.elems[toci].ref = heading;
	add_link(m, &words, 0, y,
	    (struct page_link){.elem = link,
	        .target = heading,
	        .contents = "What the check is, page 2"});
	m->y += words.height;
}

/* Words, a link over two lines, more words; Urdu; a picture twice. */
static void
make_rows(struct maker *m, int sect)
{
	int div = add_elem(m, ROLE_DIV, sect), p = add_elem(m, ROLE_P, div);
	int link = add_elem(m, ROLE_LINK, p), span, figure;
	struct part parts[] = {{"Look at ", "en-GB", p},
	    {"the long page about your health check each year", "en-GB", link},
	    {" to learn more.", "en-GB", p}};
	struct part urdu[2];
	double y = m->y;
	struct paragraph words = add_words(m, parts, 3, 250, ARTIFACT_NONE);

	m->pages.elems[p].id = "what-1";
	add_link(m, &words, 1, y,
	    (struct page_link){.elem = link,
	        .uri = "https://www.example.org/check",
	        .contents = "The long page (web page)"});
	figure = add_elem(m, ROLE_FIGURE, div);
	m->pages.elems[figure].alt = "A nurse \xE2\x80\x93 with a form";
	add_picture(m, 120, figure);
	m->y += 150;
	p = add_elem(m, ROLE_P, sect);
	m->pages.elems[p].id = "what-2";
	span = add_elem(m, ROLE_SPAN, p);
	m->pages.elems[span].lang = "ur";
	urdu[0] = (struct part){"In Urdu: ", "en-GB", p};
	urdu[1] =
	    (struct part){"\xD8\xB5\xD8\xAD\xD8\xAA \xDA\xA9\xD8\xA7 "
	                  "\xD9\x85\xD8\xB9\xD8\xA7\xD8\xA6\xD9\x86\xDB\x81",
	        "ur", span};
	m->y += add_words(m, urdu, 2, 250, ARTIFACT_NONE).height;
	add_picture(m, 60, NO_ELEM);
}

static void
make_list_and_table(struct maker *m, int sect)
{
	int list = add_elem(m, ROLE_L, sect), item, table, row, cell;

	m->pages.elems[list].numbering = NUMBERING_DISC;
	for (int i = 0; i < 2; i++) {
		item = add_elem(m, ROLE_LI, list);
		add_line(m, ROLE_LBL, item, "\xE2\x80\xA2");
		add_line(m, ROLE_LBODY, item, i == 0 ? "eyes" : "teeth");
	}
	table = add_elem(m, ROLE_TABLE, sect);
	row = add_elem(m, ROLE_TR, add_elem(m, ROLE_THEAD, table));
	cell = add_line(m, ROLE_TH, row, "Day");
	m->pages.elems[cell].scope = SCOPE_COLUMN;
	cell = add_line(m, ROLE_TH, row, "Time");
	m->pages.elems[cell].scope = SCOPE_COLUMN;
	row = add_elem(m, ROLE_TR, add_elem(m, ROLE_TBODY, table));
	cell = add_line(m, ROLE_TH, row, "Monday");
	m->pages.elems[cell].scope = SCOPE_ROW;
	add_elem(m, ROLE_TD, row); /* empty */
}

/* A paragraph that goes on from page 2 to page 3, and the last headings. */
static void
make_last_page(struct maker *m, int sect)
{
	int p = add_line(m, ROLE_P, sect, "This sentence starts here"), quote;
	struct part rest = {"and ends on the next page.", "en-GB", p};

	add_footer(m, "2");
	add_page(m, "3");
	add_furniture(m);
	m->y += add_words(m, &rest, 1, 250, ARTIFACT_NONE).height;
	add_mark(m, 2, "Who comes",
	    add_line(m, ROLE_H2, add_elem(m, ROLE_SECT, sect), "Who comes"));
	add_mark(m, 3, "The nurse", add_line(m, ROLE_H3, sect, "The nurse"));
	quote = add_elem(m, ROLE_BLOCK_QUOTE, sect);
	add_line(m, ROLE_P, quote, "I was not afraid.");
	sect = add_elem(m, ROLE_SECT, 0);
	add_mark(m, 1, "More (\xC5\x81)",
	    add_line(m, ROLE_H1, sect, "More (\xC5\x81)"));
	add_footer(m, "3");
}

static void
make_pages(struct maker *m)
{
	int sect, heading, title;

	add_elem(m, ROLE_DOCUMENT, NO_ELEM);
	sect = add_elem(m, ROLE_SECT, 0);
	heading = add_elem(m, ROLE_H1, sect);
	add_page(m, "1");
	title = add_line(m, ROLE_P, 0, "Your health check");
	m->pages.elems[title].id = "title";
	make_contents(m, heading);
	add_footer(m, "1");
	add_page(m, "2");
	add_furniture(m);
	m->y +=
	    add_words(m, &(struct part){"What the check is", "en-GB", heading},
	        1, 250, ARTIFACT_NONE)
	        .height;
	add_mark(m, 1, "What the check is", heading);
	make_rows(m, sect);
	make_list_and_table(m, sect);
	make_last_page(m, sect);
}

static void
maker_open(struct maker *m, int standard)
{
	*m = (struct maker){.arena = arena_new()};
	m->edition.style.pdf = standard;
	m->document = (struct document){.edition = &m->edition,
	    .lang = "en-GB",
	    .title = "Your health check & you",
	    .organisation = "Southshire Council",
	    .description = "What happens at a health check.",
	    .date = "2023-07-01"};
	m->pages = (struct pages){.arena = m->arena, .document = &m->document};
	m->fonts = fonts_open(
	    "Liberation Sans", "Noto Sans, Noto Naskh Arabic", &m->diags);
	make_pages(m);
}

static void
maker_close(struct maker *m)
{
	for (size_t i = 0; i < m->pages.npages; i++)
		free(m->pages.pages[i].placements);
	free(m->pages.pages);
	free(m->pages.boxes);
	free(m->pages.elems);
	free(m->pages.links);
	free(m->pages.outline);
	fonts_close(m->fonts);
	arena_free(m->arena);
	diags_release(&m->diags);
}

static void
make_file(int standard, struct buf *out)
{
	struct maker m;
	struct painting painting = {.nsheets = 0};

	maker_open(&m, standard);
	CHECK(painting_paint(&painting, &m.pages, &m.diags));
	CHECK(pdf_assemble(&m.pages, &painting, out, &m.diags));
	diags_print(&m.diags, stdout, false);
	CHECK(m.diags.n == 0);
	painting_release(&painting);
	maker_close(&m);
}

static size_t
count(const struct buf *file, const char *what)
{
	size_t n = 0;

	for (const char *p = file->data; p != NULL; n += p != NULL) {
		p = memmem(p, (size_t)(file->data + file->len - p), what,
		    strlen(what));
		p = p == NULL ? NULL : p + 1;
	}
	return n;
}

/* Run a command if its program is there; %s is the file. */
static int
run(const char *program, const char *format, const char *path)
{
	char command[400];

	snprintf(command, sizeof command, "command -v %s >/dev/null", program);
	if (system(command) != 0) {
		printf("%s is not installed: not used\n", program);
		return 0;
	}
	snprintf(command, sizeof command, format, path);
	return system(command);
}

static void
check_file(const struct buf *file, const char *name)
{
	struct diags diags = {0};
	char *path = path_join(keep != NULL ? keep : folder, name);

	CHECK(file_write(path, file->data, file->len, &diags));
	CHECK(run("qpdf", "qpdf --check %s >/dev/null", path) == 0);
	CHECK(
	    run("pdfinfo",
	        "pdfinfo -struct-text %s | tr -d '\\n' | tr -s ' ' | "
	        "grep -q '\"In Urdu: \".*L (block): /ListNumbering /Disc "
	        "LI.*\"eyes\".*TH: /Scope /Column \"Day\".*TR TH: /Scope /Row "
	        "\"Monday\" TD P (block) \"This sentence starts here\" \"and "
	        "ends on the next page.\"'",
	        path) == 0);
	CHECK(run("qpdf",
	          "qpdf --qdf --object-streams=disable %s - | "
	          "grep -aq '/Alt <feff0041'",
	          path) == 0);
	CHECK(run("pdftotext",
	          "pdftotext %s - | tr '\\n' ' ' | grep -q 'Look at the long "
	          "page about your health check each year to learn more.'",
	          path) == 0);
	CHECK(run("pdfinfo", "! pdfinfo %s | grep Date", path) == 0);
	/* the picture stands on the page in two sizes */
	CHECK(count(file, "/Subtype /Form /BBox [0 0 ") == 1);
	CHECK(count(file, "<dc:creator><rdf:Seq><rdf:li>Southshire Council") ==
	      1);
	CHECK(
	    count(file, "check &amp; you</rdf:li></rdf:Alt></dc:title>") == 1);
	CHECK(count(file, "<xmp:CreateDate>2023-07-01</") == 1);
	free(path);
	diags_release(&diags);
}

static void
test_ua1(void)
{
	struct buf file = {0};

	make_file(PDF_UA1, &file);
	check_file(&file, "ua1.pdf");
	CHECK(strncmp(file.data, "%PDF-1.7\n", 9) == 0);
	CHECK(count(&file, "<pdfuaid:part>1</pdfuaid:part>") == 1);
	CHECK(count(&file, "<pdfaid:conformance>A</") == 1);
	buf_release(&file);
}

static void
test_ua2(void)
{
	struct buf file = {0};

	make_file(PDF_UA2, &file);
	check_file(&file, "ua2.pdf");
	CHECK(strncmp(file.data, "%PDF-2.0\n", 9) == 0);
	CHECK(count(&file, "<pdfuaid:part>2</pdfuaid:part>") == 1);
	buf_release(&file);
}

static void
test_same_bytes(void)
{
	struct buf a = {0}, b = {0};

	make_file(PDF_UA1, &a);
	make_file(PDF_UA1, &b);
	CHECK(a.len == b.len && memcmp(a.data, b.data, a.len) == 0);
	buf_release(&a);
	buf_release(&b);
}

/* Is a file of Cairo's refused with one word replaced throughout by another of
 * the same length? The file is left as it was. */
static bool
is_refused(struct maker *m, const struct painting *painting, struct buf *file,
    const char *change[2])
{
	struct buf out = {0}, old = {0};
	struct diags diags = {0};
	struct slice rest;
	const char *from = change[0], *to = change[1];
	size_t n = strlen(from), changed = 0;
	bool ok;

	buf_add(&old, file->data, file->len);
	rest = (struct slice){file->data, file->data + file->len};
	while ((rest.p = memmem(rest.p, slice_len(rest), from, n)) != NULL) {
		memcpy((char *)rest.p, to, n);
		rest.p += n;
		changed++;
	}
	CHECK(changed > 0 && strlen(to) == n);
	ok = pdf_assemble(&m->pages, painting, &out, &diags);
	CHECK(ok || (diags.n == 1 && diags.items[0].id == DIAG_PDF_SCRATCH));
	memcpy(file->data, old.data, old.len);
	buf_release(&old);
	buf_release(&out);
	diags_release(&diags);
	return !ok;
}

static const char *
first_not_refused(struct maker *m, const struct painting *painting,
    struct buf *file, const char *changes[][2], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_refused(m, painting, file, changes[i]))
			return changes[i][0];
	return "";
}

static void
test_changed_file_is_refused(void)
{
	static const char *changes[][2] = {
	    {"/Type /Catalog", "/Type /Cat    "},
	    {"/Pages ", "/Pagex "},
	    {"/Kids [", "/Kidz ["},
	    {"/MediaBox [ 0 0 ", "/MediaBox [ 0 1 "},
	    {"/MediaBox", "/Rotate 1"},
	    {"/FlateDecode", "/LZWDecode  "},
	    {"/Contents", "/Content "},
	    {"/Resources", "/Resource "},
	    {"/ToUnicode", "/ToUnicorn"},
	    {"/FontFile", "/FontFell"},
	    {"/Subtype /TrueType", "/Subtype /Type3   "},
	    {"endstream", "endstreem"},
	    {"stream\n", "strean\n"},
	    {"startxref", "startxreg"},
	    {"\nxref\n0 ", "\nxref\n1 "},
	    {"trailer", "trailed"},
	    {"/Root", "/Roof"},
	    {"4 0 obj", "4 1 obj"},
	};
	static const char *nothing[2] = {"%PDF", "%PDF"};
	struct maker m;
	struct painting painting = {.nsheets = 0};
	struct buf *picture;

	maker_open(&m, PDF_UA1);
	CHECK(painting_paint(&painting, &m.pages, &m.diags));
	CHECK(painting.nsheets == 1);
	picture = &painting.sheets[0].file;
	CHECK(!is_refused(&m, &painting, picture, nothing));
	if (memmem(picture->data, picture->len, "/ObjStm", 7) == NULL)
		CHECK_STR(first_not_refused(&m, &painting, picture, changes,
		              sizeof changes / sizeof *changes),
		    "");
	painting_release(&painting);
	maker_close(&m);
}

static void
damage(struct maker *m, const struct painting *painting, struct buf *file)
{
	for (size_t i = 0; i < file->len; i += 41) {
		struct buf out = {0};
		struct diags diags = {0};
		char old = file->data[i];

		file->data[i] = (char)(old ^ (int)(1 + i % 127));
		pdf_assemble(&m->pages, painting, &out, &diags);
		file->data[i] = old;
		buf_release(&out);
		diags_release(&diags);
	}
}

/* Damage anywhere must never crash; most of it is found. */
static void
test_damage(void)
{
	struct maker m;
	struct painting painting = {.nsheets = 0};

	maker_open(&m, PDF_UA1);
	CHECK(painting_paint(&painting, &m.pages, &m.diags));
	damage(&m, &painting, &painting.sheets[0].file);
	painting_release(&painting);
	maker_close(&m);
}

/* A file as Cairo 1.18 writes it: objects in streams, a table in one. */
static void
write_packed(struct pdfw *w, const char *contents, const char *media_box)
{
	long catalogue, tree = pdfw_number(w), page = pdfw_number(w);
	long stream = pdfw_number(w);

	buf_printf(pdfw_open(w, page),
	    "<< /Type /Page /Parent %ld 0 R /MediaBox [%s] /Contents %ld 0 R "
	    "/StructParents 0 /Resources << >> >>",
	    tree, media_box, stream);
	pdfw_close(w);
	buf_printf(pdfw_open(w, tree),
	    "<< /Type /Pages /Count 1 /Kids [ %ld 0 R ] >>", page);
	pdfw_close(w);
	pdfw_stream(w, stream, "",
	    (struct slice){contents, contents + strlen(contents)}, PDFW_PACK);
	catalogue = pdfw_number(w);
	buf_printf(pdfw_open(w, catalogue),
	    "<< /Type /Catalog /Pages %ld 0 R >>", tree);
	pdfw_close(w);
	pdfw_finish(w, catalogue, 0);
}

static bool
packed_is_read(const char *media_box)
{
	struct pdfw w;
	struct sheet sheet = {.paper_width = 20, .paper_height = 10.5};
	struct scratch scratch;
	struct diags diags = {0};
	struct buf file = {0}, contents = {0};
	bool ok;

	pdfw_start(&w, &file, "1.5");
	write_packed(&w, "0 0 9 9 re f", media_box);
	pdfw_release(&w);
	ok = scratch_open(&scratch, &file, &sheet, &diags);
	if (ok) {
		CHECK(scratch.page.packed &&
		      flate_unpack(
		          &scratch.flate, scratch.page.contents, &contents));
		CHECK_STR(buf_str(&contents), "0 0 9 9 re f");
	}
	CHECK(diags.n == !ok);
	scratch_close(&scratch);
	buf_release(&file);
	buf_release(&contents);
	diags_release(&diags);
	return ok;
}

static void
test_packed_file(void)
{
	CHECK(packed_is_read("0 0 20 10.5"));
	CHECK(!packed_is_read("0 0 20 11"));
	CHECK(!packed_is_read("0 0 20 10.5 1"));
}

int
main(int argc, char **argv)
{
	keep = argc > 1 ? argv[1] : NULL;
	if (mkdtemp(folder) == NULL)
		return 1;
	RUN(test_ua1);
	RUN(test_ua2);
	RUN(test_same_bytes);
	RUN(test_changed_file_is_refused);
	RUN(test_damage);
	RUN(test_packed_file);
	CHECK(system("rm -rf /tmp/everyread-pdf-*") == 0);
	return unit_end();
}
