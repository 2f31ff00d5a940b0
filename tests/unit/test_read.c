/*
 * Reading: places are exact, mistakes are all reported, nothing that an
 * attacker writes is followed.
 */
#include "read/xml.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "read/publication.h"
#include "unit.h"

static char folder[] = "/tmp/everyread-read-XXXXXX";

/* The messages as "code line:column", one after another. */
static const char *
codes(const struct diags *diags)
{
	static char said[4096];
	size_t n = 0;

	said[0] = '\0';
	for (size_t i = 0; i < diags->n && n < sizeof said - 64; i++)
		n += (size_t)snprintf(said + n, sizeof said - n, "%s%s %u:%u",
		    i > 0 ? ", " : "", diag_info(diags->items[i].id)->code,
		    diags->items[i].loc.line, diags->items[i].loc.column);
	return said;
}

static const char *
written(const char *name, const void *bytes, size_t len)
{
	static char path[256];
	struct diags diags = {0};

	snprintf(path, sizeof path, "%s/%s", folder, name);
	CHECK(file_write(path, bytes, len, &diags));
	diags_release(&diags);
	return path;
}

/* What reading these bytes as a publication says. */
static const char *
said_of(const char *bytes, size_t len)
{
	struct diags diags = {0};
	struct publication *p =
	    publication_read(written("in.xml", bytes, len), &diags);
	const char *said;

	CHECK((p == NULL) == (diags_worst(&diags) >= DIAG_ERROR));
	publication_free(p);
	diags_sort(&diags);
	said = codes(&diags);
	diags_release(&diags);
	return said;
}

static const char *
said_of_text(const char *text)
{
	return said_of(text, strlen(text));
}

#define START                                                                  \
	"<publication xmlns=\"urn:everyread:1\" "                              \
	"xmlns:xi=\"http://www.w3.org/2001/XInclude\" id=\"a\" "               \
	"xml:lang=\"en\">\n<about><title>T</title></about>\n"
#define SECTION "<section><heading>H</heading>\n"
#define END "</section></publication>"

static void
test_right(void)
{
	CHECK_STR(said_of_text(START SECTION "<item>A.</item>" END), "");
	/* a byte order mark, comments, CDATA, others' attributes */
	CHECK_STR(said_of_text("\xEF\xBB\xBF" START SECTION
	                       "<!-- c --><?p i?><item xmlns:x=\"urn:x\" "
	                       "x:y=\"z\" xml:space=\"preserve\">"
	                       "<![CDATA[A & B]]></item>" END),
	    "");
}

static void
test_places(void)
{
	/* lines, tabs and letters of two bytes count as one column */
	CHECK_STR(said_of_text(START SECTION "\t<p>é</p><itme>A.</itme>" END),
	    "XML-08 4:10");
	CHECK_STR(said_of_text(START SECTION
	              "<p\n  id=\"b\"\n  wording=\"x\" from='a>b' "
	              "colour = \"r\">A</p>" END),
	    "XML-11 6:3, XML-11 6:15, XML-09 6:26");
	CHECK_STR(said_of_text(START SECTION "<list>\n  loose\n</list>" END),
	    "XML-13 4:1, XML-12 5:3");
	CHECK_STR(said_of_text(START SECTION "<p>a\n<b>" END), "XML-01 5:4");
	CHECK_STR(
	    said_of_text(START SECTION "<p>a &x; b</p>" END), "XML-01 4:9");
}

static void
test_all_mistakes(void)
{
	CHECK_STR(said_of_text(START "<section>\n<p/>\n<heading>A</heading>\n"
	                             "<cell>a</cell>\n"
	                             "<link href=\"#x\">a</link>\n"
	                             "<table><row><cell>a</cell></row>"
	                             "<caption>b</caption></table>\n"
	                             "<p>a <hard>b</hard></p>" END),
	    "XML-15 4:1, XML-16 5:1, XML-07 6:1, XML-07 7:1, XML-16 8:33, "
	    "XML-20 9:6");
}

static void
test_wording(void)
{
	/* the start of the publication may be changed, no further one */
	CHECK_STR(
	    said_of_text("<publication xmlns=\"urn:everyread:1\" id=\"a\" "
	                 "xml:lang=\"en\" wording=\"standard\"><about>"
	                 "<title>T</title></about>\n"
	                 "<section wording=\"easy-read\">"
	                 "<heading>H</heading>\n"
	                 "<p wording=\"easy-read\">a</p>\n"
	                 "<p wording=\"standard\">a</p>" END),
	    "XML-27 4:4");
}

static void
test_dates(void)
{
	static const char *const wrong[] = {"2023-02-29", "2023-13-01",
	    "2023-00-10", "2023-1-1", "2023- 1- 1", "0000-01-01", "20230101",
	    "2023-04-31", "1900-02-29", "2023-01-00"};
	char text[512];

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		snprintf(text, sizeof text,
		    "<publication xmlns=\"urn:everyread:1\" id=\"a\" "
		    "xml:lang=\"en\"><about><title>T</title>\n"
		    "<date>%s</date></about>" SECTION "<p>a</p>" END,
		    wrong[i]);
		CHECK_STR(said_of_text(text), "XML-25 2:1");
	}
	CHECK_STR(
	    said_of_text("<publication xmlns=\"urn:everyread:1\" "
	                 "id=\"a\" xml:lang=\"en\"><about><title>T"
	                 "</title><date> 2024-02-29\n</date></about>" SECTION
	                 "<p>a</p>" END),
	    "");
}

static void
test_bytes(void)
{
	CHECK_STR(said_of_text(""), "XML-02 0:0");
	CHECK_STR(said_of_text(" \n\t"), "XML-02 0:0");
	CHECK_STR(said_of_text("\xEF\xBB\xBF"), "XML-02 0:0");
	CHECK_STR(said_of("<\0p\0", 4), "XML-03 1:2");
	CHECK_STR(said_of("\xFF\xFE<\0p\0", 6), "XML-03 1:1");
	CHECK_STR(said_of("<p>a</p>\0", 9), "XML-03 1:9");
	CHECK_STR(said_of_text("<p>\xC0\xAF</p>"), "XML-03 1:4");
	CHECK_STR(said_of_text("<p>\xED\xA0\x80</p>"), "XML-03 1:4");
	CHECK_STR(said_of_text("<?xml version=\"1.0\" encoding='latin1'?><p/>"),
	    "XML-26 1:21");
	CHECK_STR(said_of_text("<p>&#0;</p>"), "XML-01 1:8");
	CHECK_STR(said_of_text("<p>\x01</p>"), "XML-01 1:4");
	CHECK_STR(said_of_text("<!DOCTYPE p SYSTEM \"/etc/passwd\"><p/>"),
	    "XML-04 1:1");
	CHECK_STR(said_of_text("<!-- a -->\n<!DOCTYPE p [<!ENTITY a \"b\">]>"
	                       "<p>&a;</p>"),
	    "XML-04 2:1");
}

static void
test_depth(void)
{
	struct buf text = {0};

	for (int i = 0; i < 100000; i++)
		buf_puts(&text, "<a>");
	CHECK_STR(said_of(text.data, text.len), "XML-05 1:193");
	buf_release(&text);
}

static void
test_files(void)
{
	struct diags diags = {0};
	char path[256];

	CHECK(publication_read(folder, &diags) == NULL);
	CHECK_STR(codes(&diags), "FILE-06 0:0");
	diags_release(&diags);
	snprintf(path, sizeof path, "%s/nothing.xml", folder);
	CHECK(publication_read(path, &diags) == NULL);
	CHECK_STR(codes(&diags), "FILE-01 0:0");
	diags_release(&diags);
	snprintf(path, sizeof path, "%s/pipe", folder);
	CHECK(mkfifo(path, 0600) == 0);
	CHECK(publication_read(path, &diags) == NULL);
	CHECK_STR(codes(&diags), "XML-02 0:0"); /* and does not wait */
	diags_release(&diags);
	unlink(path);
}

static const char *
said_of_include(const char *href)
{
	char text[1024];

	snprintf(text, sizeof text,
	    START "<xi:include href=\"%s\"/>" SECTION "<p>a</p>" END, href);
	return said_of_text(text);
}

static void
test_includes(void)
{
	static const char part[] =
	    "<section xmlns=\"urn:everyread:1\">\n<heading>H</heading>\n"
	    "<p>a</p></section>";
	static const char mistake[] =
	    "<section xmlns=\"urn:everyread:1\">\n<heading>H</heading>\n"
	    " <p colour=\"r\">a</p></section>";
	char link[256];

	written("part.xml", part, strlen(part));
	written("mistake.xml", mistake, strlen(mistake));
	CHECK_STR(said_of_include("part.xml"), "");
	CHECK_STR(said_of_include("./part.xml"), "");
	CHECK_STR(said_of_include("mistake.xml"), "XML-09 3:5");
	CHECK_STR(said_of_include("in.xml"), "XML-22 3:1");
	CHECK_STR(said_of_include("../in.xml"), "XML-21 3:1");
	CHECK_STR(said_of_include("/etc/passwd"), "XML-21 3:1");
	CHECK_STR(said_of_include("file:///etc/passwd"), "XML-21 3:1");
	CHECK_STR(said_of_include("nothing.xml"), "XML-21 3:1");
	CHECK_STR(said_of_include(""), "XML-21 3:1");
	snprintf(link, sizeof link, "%s/link.xml", folder);
	CHECK(symlink("/etc/passwd", link) == 0);
	CHECK_STR(said_of_include("link.xml"), "XML-21 3:1");
	unlink(link);
	/* an include inside words is no include */
	CHECK_STR(said_of_text(START SECTION
	              "<p>a <xi:include href=\"part.xml\"/></p>" END),
	    "XML-07 4:6");
}

static void
test_many_attributes(void)
{
	struct buf text = {0};
	struct diags diags = {0};

	buf_puts(&text, START SECTION "<p");
	for (int i = 0; i < XML_MAX_ATTRIBUTES; i++)
		buf_printf(&text, "\nx%d = 'a>b'", i);
	buf_puts(&text, ">a</p>" END);
	CHECK(publication_read(
	          written("in.xml", text.data, text.len), &diags) == NULL);
	CHECK(diags.n == XML_MAX_ATTRIBUTES);
	for (unsigned i = 0; i < diags.n; i++)
		CHECK(diags.items[i].loc.line == 5 + i &&
		      diags.items[i].loc.column == 1);
	diags_release(&diags);
	/* one more, and it is not worth while to read them */
	buf_clear(&text);
	buf_puts(&text, START "<!-- <a isn't -->" SECTION "<p");
	for (int i = 0; i <= XML_MAX_ATTRIBUTES; i++)
		buf_printf(&text, " x%d=\"'>\"", i);
	buf_puts(&text, ">a</p>" END);
	CHECK_STR(said_of_text(buf_str(&text)), "XML-28 4:1");
	buf_release(&text);
}

int
main(void)
{
	static const char *const left[] = {"in.xml", "part.xml", "mistake.xml"};
	char path[256];

	if (mkdtemp(folder) == NULL)
		return 1;
	RUN(test_right);
	RUN(test_places);
	RUN(test_all_mistakes);
	RUN(test_wording);
	RUN(test_dates);
	RUN(test_bytes);
	RUN(test_depth);
	RUN(test_files);
	RUN(test_includes);
	RUN(test_many_attributes);
	for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, left[i]);
		unlink(path);
	}
	rmdir(folder);
	return unit_end();
}
