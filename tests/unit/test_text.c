/* The plain text of a small publication, byte by byte. */
#include "unit.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/print.h"
#include "picture/picture.h"
#include "read/publication.h"
#include "write/write.h"

static char folder[64];

#define START                                                                  \
	"<publication xmlns=\"urn:everyread:1\" id=\"plan\" "                  \
	"xml:lang=\"en-GB\">\n"                                                \
	"<about><title>A plan</title></about>\n"

/* The text file of a publication with these sections; mem_alloc'ed. */
static char *
text_of(const char *sections, const struct setting *settings, size_t nsettings)
{
	struct arena *arena = arena_new();
	struct diags diags = {0};
	struct buf bytes = {0}, facts = {0};
	const char *source = arena_printf(arena, "%s/in.xml", folder);
	const char *xml =
	    arena_printf(arena, "%s%s</publication>", START, sections);
	const char *file = arena_printf(arena, "%s/out/plan.txt", folder);
	struct publication *publication;
	struct write_job job = {.base = "plan", .facts = &facts};

	CHECK(file_write(source, xml, strlen(xml), &diags));
	publication = publication_read(source, &diags);
	if (publication != NULL) {
		job.pictures = catalogue_open("symbols", folder, &diags);
		job.document = document_prepare(arena, publication,
		    edition_read(arena, "plain-text", "templates", NULL,
		        settings, nsettings, &diags),
		    language_read(arena, "en-GB", "templates", &diags),
		    job.pictures, &diags);
		job.stage =
		    stage_open(arena_printf(arena, "%s/out", folder), &diags);
		CHECK(write_text(&job, &diags));
		CHECK(stage_commit(job.stage, &diags));
		CHECK(file_read(file, 1 << 20, &bytes, &diags, LOC_NONE));
		CHECK(strstr(buf_str(&facts), "plan.txt\twords\t") != NULL);
		catalogue_close(job.pictures);
		publication_free(publication);
	}
	CHECK(diags.n == 0);
	diags_print(&diags, stdout, false);
	diags_release(&diags);
	buf_release(&facts);
	arena_free(arena);
	return bytes.data;
}

/* Whether the text, with simple line ends, holds this. */
static void
check_text(const char *sections, const char *want)
{
	struct setting lf = {"line-ends", "lf"};
	char *text = text_of(sections, &lf, 1);

	CHECK(text != NULL && strstr(text, want) != NULL);
	if (text != NULL && strstr(text, want) == NULL)
		printf("---- got\n%s---- want\n%s----\n", text, want);
	free(text);
}

static void
test_whole(void)
{
	char *text = text_of("<section><heading>One</heading><p>We help. We "
	                     "listen.</p></section>"
	                     "<section><heading>Two</heading><p>The end.</p>"
	                     "</section>",
	    NULL, 0);

	CHECK_STR(text, "A plan\r\n"
	                "\r\n"
	                "Plain text version\r\n"
	                "Number of words: 8\r\n"
	                "\r\n\r\n"
	                "What is in this booklet\r\n"
	                "\r\n"
	                "Section 1: One\r\n"
	                "Section 2: Two\r\n"
	                "\r\n\r\n"
	                "Section 1: One\r\n"
	                "\r\n"
	                "We help.\r\n"
	                "We listen.\r\n"
	                "\r\n\r\n"
	                "Section 2: Two\r\n"
	                "\r\n"
	                "The end.\r\n"
	                "\r\n\r\n"
	                "End of document\r\n");
	free(text);
}

static void
test_sections(void)
{
	check_text("<section><heading>One</heading><section><heading>Two"
	           "</heading><p>We help.</p></section></section>",
	    "Section 1: One\n\n\nSection 1.1: Two\n\nWe help.\n");
}

static void
test_list(void)
{
	check_text(
	    "<section><heading>One</heading>"
	    "<list><lead picture=\"none\" reason=\"t\">You can see:</lead>"
	    "<item picture=\"none\" reason=\"t\">doctors</item>"
	    "<item picture=\"none\" reason=\"t\">dentists.</item></list>"
	    "<list numbered=\"yes\">"
	    "<item picture=\"none\" reason=\"t\">Call us.</item>"
	    "<item picture=\"none\" reason=\"t\">Say hello.</item></list>"
	    "</section>",
	    "You can see:\n- doctors\n- dentists.\n\n"
	    "List of 2 points:\n1. Call us.\n2. Say hello.\n");
	check_text("<section><heading>One</heading><p>They are:</p>"
	           "<list><item picture=\"none\" reason=\"t\">one</item>"
	           "<item picture=\"none\" reason=\"t\">two.</item></list>"
	           "</section>",
	    "\n\nThey are:\n- one\n- two.\n");
}

static void
test_links(void)
{
	check_text(
	    "<section id=\"one\"><heading>One</heading><p>Read <link "
	    "href=\"https://example.org/plan\">our plan</link>.</p>"
	    "<p>See <link href=\"#one\">One</link>.</p>"
	    "<p>Call 01268 594350 or write to a@example.org.</p>"
	    "<p>Ask <link href=\"tel:+441268594350\">the office</link>.</p>"
	    "<p>See <link href=\"https://www.example.org/\">example.org"
	    "</link>.</p></section>",
	    "Read our plan.\n"
	    "our plan (https://example.org/plan)\n\n"
	    "See One.\n\n"
	    "Call 01268 594350 or write to a@example.org.\n\n"
	    "Ask the office.\nthe office (+441268594350)\n\n"
	    "See example.org.\n\n");
}

static void
test_table(void)
{
	check_text("<section><heading>One</heading><table>"
	           "<caption>People</caption>"
	           "<head><cell>Year</cell><cell>How many</cell></head>"
	           "<row><cell>2022</cell><cell>120</cell></row>"
	           "<row><cell>2023</cell><cell>150</cell></row>"
	           "</table></section>",
	    "People\nTable. Number of rows: 2\nColumn 1: Year\n"
	    "Column 2: How many\n\nYear: 2022\nHow many: 120\n\n"
	    "Year: 2023\nHow many: 150\n");
}

static void
test_quote_and_box(void)
{
	check_text("<section><heading>One</heading>"
	           "<quote by=\"A carer\" picture=\"none\" reason=\"t\">They "
	           "listened.</quote>"
	           "<box><lead picture=\"none\" reason=\"t\">Good to know"
	           "</lead><p>It is free.</p></box></section>",
	    "A carer said:\nThey listened.\n\nGood to know\n\nIt is free.\n");
}

static void
test_words(void)
{
	check_text("<words><word id=\"commitment\"><term>commitment</term>"
	           "<meaning>A promise.</meaning></word></words>"
	           "<section><heading>One</heading><p>A <hard>commitment</hard>"
	           " is a promise.</p></section>",
	    "Section 2: What the hard words mean\n\n"
	    "commitment:\nA promise.\n");
}

static void
test_wrap(void)
{
	struct setting settings[] = {{"line-ends", "lf"}, {"wrap", "20"}};
	char *text = text_of("<section><heading>One</heading><p>We help you to "
	                     "find an unbelievablylongwordforyou here.</p>"
	                     "</section>",
	    settings, 2);

	CHECK(strstr(text, "\nWe help you to find\nan\n"
	                   "unbelievablylongwordforyou\nhere.\n") != NULL);
	free(text);
}

int
main(void)
{
	char command[128];

	strcpy(folder, "/tmp/test_text.XXXXXX");
	if (mkdtemp(folder) == NULL)
		return 1;
	RUN(test_whole);
	RUN(test_sections);
	RUN(test_list);
	RUN(test_links);
	RUN(test_table);
	RUN(test_quote_and_box);
	RUN(test_words);
	RUN(test_wrap);
	snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command) != 0 || unit_end();
}
