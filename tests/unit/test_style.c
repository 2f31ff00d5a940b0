/* Templates → struct style: values, limits, contrast, chains, languages. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/print.h"
#include "base/str.h"
#include "style/language.h"
#include "style/style.h"
#include "style/tokens.h"

#define DATA "templates"

static struct arena *arena;
static struct diags diags;
static char folder[64]; /* of a publication */

static void
begin(void)
{
	char *templates;

	arena = arena_new();
	strcpy(folder, "/tmp/test_style.XXXXXX");
	CHECK(mkdtemp(folder) != NULL);
	templates = path_join(folder, "templates");
	CHECK(file_make_folder(templates, &diags));
	free(templates);
}

static void
end(void)
{
	char command[128];

	snprintf(command, sizeof command, "rm -r %s", folder);
	CHECK(system(command) == 0);
	diags_release(&diags);
	arena_free(arena);
}

/* A template of the publication: its root's attributes and what is inside. */
static void
put(const char *name, const char *attrs, const char *inside)
{
	const char *path =
	    arena_printf(arena, "%s/templates/%s.xml", folder, name);
	const char *text = arena_printf(arena,
	    "<template xmlns=\"urn:everyread:template:1\" id=\"%s\" %s>\n"
	    "%s\n</template>\n",
	    name, attrs, inside);

	CHECK(file_write(path, text, strlen(text), &diags));
}

static const struct edition *
read_edition(const char *name)
{
	return edition_read(arena, name, DATA, folder, NULL, 0, &diags);
}

static const struct edition *
read_set(const char *name, const char *token, const char *value)
{
	struct setting setting = {token, value};

	return edition_read(arena, name, DATA, folder, &setting, 1, &diags);
}

static bool
said(enum diag_id id)
{
	for (size_t i = 0; i < diags.n; i++)
		if (diags.items[i].id == id)
			return true;
	return false;
}

static bool
near(double a, double b)
{
	return fabs(a - b) < 0.01;
}

/* One template that cannot be built, and what is said of it. */
static void
refuse(const char *inside, enum diag_id id)
{
	put("own", "extends=\"easy-read\"", inside);
	CHECK(read_edition("own") == NULL);
	CHECK(said(id));
	CHECK(diags.n == 1);
	CHECK(diags.items[0].loc.line > 0);
	if (!said(id) || diags.n != 1)
		diags_print(&diags, stdout, false);
	diags_release(&diags);
}

static void
test_built_in(void)
{
	static const char *const names[] = {"audio", "download", "e-book",
	    "easy-read", "large-print", "plain-text", "web"};
	const char *const *found;
	const struct edition *e;
	size_t n;

	begin();
	found = edition_names(arena, DATA, folder, &n, &diags);
	CHECK(n == 7);
	for (size_t i = 0; i < 7 && i < n; i++) {
		CHECK_STR(found[i], names[i]);
		CHECK(read_edition(names[i]) != NULL);
	}
	e = read_edition("easy-read");
	CHECK(e->style.size == 16 && e->style.line_height == 1.5);
	CHECK(near(e->style.page_width, 595.28));
	CHECK(near(e->style.margin_left, 56.69));
	CHECK(near(e->style.h1, 24));
	CHECK(e->style.pictures == PICTURES_ALL);
	CHECK(e->wording == WORDING_EASY_READ);
	CHECK_STR(e->writer, "pdf");
	CHECK_STR(e->suffix, "-easy-read");
	e = read_edition("large-print");
	CHECK(e->style.size == 18 && e->style.line_height == 1.3);
	CHECK(e->wording == WORDING_STANDARD);
	e = read_edition("plain-text");
	CHECK(e->style.line_ends == LINE_ENDS_CRLF && e->style.wrap == 0);
	CHECK(diags.n == 0);
	diags_print(&diags, stdout, false);
	end();
}

/* Save each whole template in docs/templates.md under its name; the names,
 * mem_alloc'ed, parted by spaces. */
static char *
put_examples(void)
{
	struct buf page = {0}, names = {0};
	const char *start, *end;

	CHECK(file_read("docs/templates.md", 1 << 20, &page, &diags, LOC_NONE));
	for (const char *p = buf_str(&page);
	     (start = strstr(p, "```xml\n")) != NULL; p = end + 3) {
		const char *id;
		char *name;

		start += strlen("```xml\n");
		end = strstr(start, "```");
		id = strstr(start, " id=\"") + strlen(" id=\"");
		name = arena_strndup(arena, id, strcspn(id, "\""));
		CHECK(file_write(
		    arena_printf(arena, "%s/templates/%s.xml", folder, name),
		    start, (size_t)(end - start), &diags));
		buf_printf(&names, "%s ", name);
	}
	buf_release(&page);
	return names.data;
}

static void
test_documented(void)
{
	const struct edition *e;
	char *names;

	begin();
	CHECK(file_write(arena_printf(arena, "%s/templates/logo.svg", folder),
	    "<svg/>", 6, &diags));
	names = put_examples();
	CHECK_STR(names, "base large-print southshire-easy-read ");
	e = read_edition("large-print");
	CHECK(e != NULL && e->style.size == 20 && e->style.logo != NULL);
	e = read_edition("southshire-easy-read");
	CHECK(e != NULL && e->style.page_number == NUMBER_OUTER);
	CHECK_STR(e->suffix, "-southshire");
	CHECK(read_edition("easy-read") != NULL);
	CHECK(diags.n == 0);
	diags_print(&diags, stdout, false);
	free(names);
	end();
}

/* The words that colour, size, font and margins are changed with. */
static void
test_looks(void)
{
	const struct edition *e;

	begin();
	put("own", "extends=\"easy-read\"",
	    "<tokens><color id=\"brand\" value=\"#660066\"/>"
	    "<size id=\"size\" value=\"20pt\"/>"
	    "<length id=\"margin-left\" value=\"4cm\"/>"
	    "<length id=\"margin-right\" value=\"1in\"/>"
	    "<font id=\"font\" families=\"Noto Sans\"/></tokens>"
	    "<slots><running text=\"Plan: {title}\"/></slots>");
	e = read_edition("own");
	CHECK(e != NULL && diags.n == 0);
	CHECK(near(e->style.brand.r, 0.4) && e->style.brand.g == 0);
	CHECK(near(e->style.heading.r, 0.4)); /* follows the brand */
	CHECK(e->style.size == 20 && near(e->style.h1, 30));
	CHECK(near(e->style.paragraph_gap, 30));
	CHECK(near(e->style.margin_left, 113.39));
	CHECK(near(e->style.margin_right, 72));
	CHECK_STR(e->style.font, "Noto Sans");
	CHECK_STR(e->style.running, "Plan: {title}");
	CHECK_STR(e->suffix, "-own");
	CHECK_STR(e->writer, "pdf");
	end();
}

/* A publication's base changes all editions; its easy-read only that one. */
static void
test_own_name(void)
{
	const struct edition *e;

	begin();
	put("base", "extends=\"base\"",
	    "<tokens><color id=\"brand\" value=\"#660066\"/></tokens>");
	put("easy-read", "extends=\"easy-read\"",
	    "<tokens><length id=\"gutter\" value=\"12mm\"/></tokens>");
	e = read_edition("easy-read");
	CHECK(e != NULL && near(e->style.brand.r, 0.4));
	CHECK(near(e->style.gutter, 34.02));
	CHECK_STR(e->suffix, "-easy-read");
	e = read_edition("large-print");
	CHECK(e != NULL && near(e->style.brand.r, 0.4));
	CHECK(near(e->style.gutter, 22.68));
	end();
}

static void
test_logo(void)
{
	const struct edition *e;

	begin();
	CHECK(file_write(arena_printf(arena, "%s/templates/logo.svg", folder),
	    "<svg/>", 6, &diags));
	put("base", "extends=\"base\"",
	    "<slots><cover logo=\"logo.svg\" alt=\"Southshire\"/></slots>");
	put("own", "extends=\"easy-read\"",
	    "<slots><cover logo=\"none\"/></slots>");
	e = read_edition("large-print");
	CHECK_STR(e->style.logo, "templates/logo.svg");
	CHECK_STR(e->style.logo_alt, "Southshire");
	CHECK(read_edition("own")->style.logo == NULL);
	CHECK(diags.n == 0);
	end();
}

static void
test_set(void)
{
	const struct edition *e;

	begin();
	e = read_set("large-print", "size", "24pt");
	CHECK(e != NULL && e->style.size == 24 && near(e->style.h1, 33.6));
	e = read_set("easy-read", "size", "24pt");
	CHECK(e != NULL && e->style.size == 24);
	CHECK(diags.n == 0);
	CHECK(read_set("large-print", "size", "36pt") != NULL);
	CHECK(said(DIAG_SIZE_GIANT));
	diags_release(&diags);
	CHECK(read_set("easy-read", "size", "6pt") == NULL);
	CHECK(said(DIAG_SETTING) && diags_exit_status(&diags) == 2);
	diags_release(&diags);
	CHECK(read_set("easy-read", "sise", "24pt") == NULL);
	CHECK_STR(diags.items[0].hint, "Did you mean \"size\"?");
	diags_release(&diags);
	CHECK(read_set("easy-read", "size", "24") == NULL);
	CHECK(read_set("easy-read", "size", "0x18pt") == NULL);
	CHECK(read_set("easy-read", "margin-left", "40 mm") == NULL);
	CHECK(diags.n == 3);
	end();
}

static void
test_refused(void)
{
	begin();
	refuse("<tokens><color id=\"headding\" value=\"#000000\"/></tokens>",
	    DIAG_TOKEN_UNKNOWN);
	refuse("<tokens><colour id=\"text\" value=\"#000000\"/></tokens>",
	    DIAG_TEMPLATE_ELEMENT);
	refuse("<tokens><color id=\"text\" valeu=\"x\" value=\"#000000\"/>"
	       "</tokens>",
	    DIAG_TEMPLATE_ATTRIBUTE);
	refuse("<tokens><color id=\"text\"/></tokens>",
	    DIAG_TEMPLATE_ATTRIBUTE_MISSING);
	refuse("<tokens><color id=\"text\" value=\"blue-ish\"/></tokens>",
	    DIAG_TOKEN_VALUE);
	refuse("<tokens><number id=\"size\" value=\"16\"/></tokens>",
	    DIAG_TOKEN_KIND);
	refuse("<tokens><choice id=\"pictures\" value=\"some\"/></tokens>",
	    DIAG_TOKEN_VALUE);
	refuse("<tokens><size id=\"size\" value=\"8pt\"/></tokens>",
	    DIAG_TOKEN_FLOOR);
	refuse("<tokens><size id=\"size\" value=\"13pt\"/></tokens>",
	    DIAG_TOKEN_FLOOR);
	refuse("<tokens><size id=\"size\" value=\"60pt\"/></tokens>",
	    DIAG_TOKEN_CEILING);
	refuse("<tokens><length id=\"heading-3\" value=\"0.8\"/></tokens>",
	    DIAG_TOKEN_FLOOR);
	refuse("<tokens><length id=\"margin-left\" value=\"10mm\"/></tokens>",
	    DIAG_TOKEN_FLOOR);
	refuse("<tokens><color id=\"quiet\" value=\"#777777\"/></tokens>",
	    DIAG_CONTRAST);
	refuse("<tokens><color id=\"quiet\" ref=\"rule\"/>"
	       "<color id=\"rule\" ref=\"quiet\"/></tokens>",
	    DIAG_TOKEN_REF);
	refuse("<tokens><length id=\"gutter\" ref=\"text\"/></tokens>",
	    DIAG_TOKEN_REF);
	refuse("<slots><cover logo=\"../logo.svg\" alt=\"A\"/></slots>",
	    DIAG_TEMPLATE_LOGO);
	refuse("<slots><foot/></slots>", DIAG_TEMPLATE_ELEMENT);
	end();
}

static void
test_chain_refused(void)
{
	begin();
	put("one", "extends=\"two\"", "");
	put("two", "extends=\"one\"", "");
	CHECK(read_edition("one") == NULL && said(DIAG_TEMPLATE_CYCLE));
	diags_release(&diags);
	put("own", "extends=\"own\"", "");
	CHECK(read_edition("own") == NULL && said(DIAG_TEMPLATE_PARENT));
	diags_release(&diags);
	put("own", "extends=\"esy-read\"", "");
	CHECK(read_edition("own") == NULL && said(DIAG_TEMPLATE_PARENT));
	CHECK_STR(diags.items[0].hint, "Did you mean \"easy-read\"?");
	diags_release(&diags);
	CHECK(read_edition("base") == NULL && said(DIAG_TEMPLATE_WRITER));
	diags_release(&diags);
	CHECK(read_edition("easyread") == NULL && said(DIAG_EDITION_UNKNOWN));
	CHECK(read_edition("../templates/easy-read") == NULL);
	diags_release(&diags);
	put("own", "writer=\"pdf\"", "");
	CHECK(read_edition("own") == NULL && said(DIAG_TOKEN_MISSING));
	end();
}

static void
test_lock_and_waiver(void)
{
	static const char blue[] =
	    "<tokens><color id=\"brand\" value=\"#005EB8\"/></tokens>";
	const struct edition *e;

	begin();
	put("base", "extends=\"base\"", "<lock tokens=\"brand accent\"/>");
	put("own", "extends=\"easy-read\"", blue);
	CHECK(read_edition("own") == NULL && said(DIAG_TOKEN_LOCKED));
	CHECK(read_set("easy-read", "accent", "#000000") == NULL);
	CHECK(said(DIAG_SETTING));
	diags_release(&diags);
	/* 6.38 to 1: too little for words of body size, unless waived */
	put("base", "extends=\"base\"", blue);
	CHECK(read_edition("easy-read") == NULL && said(DIAG_CONTRAST));
	diags_release(&diags);
	put("base", "extends=\"base\"",
	    arena_printf(arena,
	        "%s<waive tokens=\"on-brand brand\" reason=\"NHS identity\"/>"
	        "<waive tokens=\"link paper\" reason=\"NHS identity\"/>"
	        "<waive tokens=\"link tint\" reason=\"NHS identity\"/>",
	        blue));
	e = read_edition("easy-read");
	CHECK(e != NULL && said(DIAG_CONTRAST_WAIVED));
	CHECK(diags_worst(&diags) == DIAG_WARNING);
	end();
}

/* One mistake in what editions share is said once. */
static void
test_said_once(void)
{
	size_t n;

	begin();
	put("base", "extends=\"base\"",
	    "<tokens><color id=\"text\" value=\"#bbbbbb\"/></tokens>");
	CHECK(read_edition("easy-read") == NULL);
	n = diags.n;
	CHECK(n > 0 && read_edition("large-print") == NULL);
	CHECK(diags.n == n);
	end();
}

static void
test_explain(void)
{
	struct buf out = {0};
	const struct edition *e;

	begin();
	e = read_set("large-print", "size", "24pt");
	CHECK(edition_explain(e, "size", &out, &diags));
	CHECK(strstr(buf_str(&out), "size is 24pt") != NULL);
	CHECK(strstr(buf_str(&out), "--set size=24pt: 24pt\n") != NULL);
	CHECK(strstr(buf_str(&out), "large-print.xml:") != NULL);
	CHECK(strstr(buf_str(&out), "base.xml:") != NULL);
	CHECK(edition_explain(e, "heading", &out, &diags));
	CHECK(strstr(buf_str(&out), ": the value of brand\nbrand is #0B4F6C"));
	CHECK(!edition_explain(e, "sizes", &out, &diags));
	buf_release(&out);
	end();
}

static void
test_contrast(void)
{
	struct color white = {1, 1, 1}, yellow = {1, 1, 0}, black = {0};
	struct color grey = {0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0};

	CHECK(near(color_contrast(grey, white), 4.54));
	CHECK(near(color_contrast(black, yellow), 19.56));
	CHECK(near(color_contrast(white, black), 21));
}

/* Whether every hole of one word, such as {n}, is in the other. */
static bool
holes_in(const char *one, const char *other)
{
	for (const char *p = one; (p = strchr(p, '{')) != NULL; p++)
		if (strstr(other,
		        arena_strndup(arena, p, strcspn(p, "}") + 1)) == NULL)
			return false;
	return true;
}

static void
test_languages(void)
{
	static const char *const codes[] = {"cy", "pl", "ur"};
	const struct language *en, *l;

	begin();
	en = language_read(arena, "en-GB", DATA, &diags);
	CHECK(en != NULL && en->npause_words > 0);
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		l = language_read(arena, codes[i], DATA, &diags);
		for (unsigned w = 0; l != NULL && w < WORD_COUNT; w++)
			CHECK(holes_in(l->words[w], en->words[w]) &&
			      holes_in(en->words[w], l->words[w]));
		CHECK(l != NULL && l->is_right_to_left == (i == 2));
	}
	CHECK(diags.n == 0);
	diags_print(&diags, stdout, false);
	CHECK_STR(language_read(arena, "ur-PK", DATA, &diags)->code, "ur");
	CHECK(diags.n == 0);
	CHECK_STR(language_read(arena, "so", DATA, &diags)->code, "en-GB");
	CHECK_STR(language_read(arena, "../ur", DATA, &diags)->code, "en-GB");
	CHECK(said(DIAG_LANGUAGE_FALLBACK));
	end();
}

/* A data folder whose English lacks words. */
static void
test_language_refused(void)
{
	static const char words[] =
	    "<language xmlns=\"urn:everyread:language:1\">"
	    "<word id=\"contents\">Contents</word>"
	    "<word id=\"pgae\">Page {n}</word><month>May</month></language>";
	const char *path;

	begin();
	path = arena_printf(arena, "%s/languages/en-GB", folder);
	CHECK(file_make_folder(path, &diags));
	CHECK(file_write(arena_printf(arena, "%s/words.xml", path), words,
	    strlen(words), &diags));
	CHECK(language_read(arena, "en-GB", folder, &diags) == NULL);
	CHECK(said(DIAG_LANGUAGE_UNKNOWN) && said(DIAG_LANGUAGE_WORD) &&
	      said(DIAG_LANGUAGE_MONTHS));
	CHECK_STR(diags.items[0].hint, "Did you mean \"page\"?");
	CHECK(diags.n == WORD_COUNT - 1 + 2);
	diags_release(&diags);
	CHECK(language_read(arena, "en-GB", "/nowhere", &diags) == NULL);
	CHECK(diags_exit_status(&diags) == 3);
	end();
}

static void
test_dates(void)
{
	const struct language *l;

	begin();
	l = language_read(arena, "en-GB", DATA, &diags);
	CHECK_STR(language_date(arena, l, "2023-07-01"), "1 July 2023");
	CHECK_STR(language_date(arena, l, "2023-12"), "December 2023");
	CHECK_STR(language_date(arena, l, "2023-13-01"), "2023-13-01");
	CHECK_STR(language_date(arena, l, "2023-07-01x"), "2023-07-01x");
	CHECK_STR(language_date(arena, l, "Summer 2023"), "Summer 2023");
	CHECK_STR(language_date(arena, l, ""), "");
	l = language_read(arena, "pl", DATA, &diags);
	CHECK_STR(language_date(arena, l, "2023-07-01"), "1 lipca 2023");
	CHECK_STR(language_date(arena, l, "2023-07"), "lipiec 2023");
	end();
}

static void
test_fill(void)
{
	begin();
	CHECK_STR(language_fill(arena, "Section {n}: {title}", "n", "2",
	              "title", "Who {n} are", NULL),
	    "Section 2: Who {n} are");
	CHECK_STR(language_fill(arena, "{x} { {n}", "n", "2", NULL), "{x} { 2");
	end();
}

int
main(void)
{
	RUN(test_built_in);
	RUN(test_documented);
	RUN(test_looks);
	RUN(test_own_name);
	RUN(test_logo);
	RUN(test_set);
	RUN(test_refused);
	RUN(test_chain_refused);
	RUN(test_lock_and_waiver);
	RUN(test_said_once);
	RUN(test_explain);
	RUN(test_contrast);
	RUN(test_languages);
	RUN(test_language_refused);
	RUN(test_dates);
	RUN(test_fill);
	return unit_end();
}
