/* Sentences, ids, wording, addresses, what the program adds. */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/print.h"
#include "prepare/document.h"
#include "prepare/recognise.h"
#include "read/publication.h"

static const char *const not_ends[] = {"Dr.", "e.g.", "no.#"};

static struct language
english(void)
{
	struct language language = {.code = "en-GB",
	    .not_sentence_ends = not_ends,
	    .nnot_sentence_ends = 3};

	for (int i = 0; i < WORD_COUNT; i++)
		language.words[i] = "Words {value}.";
	for (int i = 0; i < 12; i++)
		language.months[i] = "July";
	return language;
}

/* The document of what stands inside <publication>; its dump. */
static char *
prepared(const char *inside, enum wording wording)
{
	const struct language language = english();
	struct edition edition = {.name = "test", .wording = wording};
	struct arena *arena = arena_new();
	struct diags diags = {0};
	struct buf text = {0}, out = {0};
	char path[] = "/tmp/everyread-prepare-XXXXXX";
	struct publication *publication;
	struct document *doc = NULL;

	close(mkstemp(path));
	buf_printf(&text,
	    "<publication xmlns=\"urn:everyread:1\" id=\"t\" "
	    "xml:lang=\"en-GB\"><about><title>A plan</title></about>%s"
	    "</publication>",
	    inside);
	file_write(path, text.data, text.len, &diags);
	publication = publication_read(path, &diags);
	if (publication != NULL)
		doc = document_prepare(
		    arena, publication, &edition, &language, NULL, &diags);
	if (doc != NULL)
		document_dump(doc, &out);
	else
		diags_print(&diags, stdout, false);
	unlink(path);
	publication_free(publication);
	arena_free(arena);
	diags_release(&diags);
	buf_release(&text);
	buf_puts(&out, "");
	return out.data;
}

static bool
has(const char *inside, enum wording wording, const char *piece)
{
	char *dump = prepared(inside, wording);
	bool found = dump != NULL && strstr(dump, piece) != NULL;

	if (!found)
		printf("%s\n", dump);
	free(dump);
	return found;
}

#define SECTION(words)                                                         \
	"<section id=\"s\"><heading>H</heading>" words "</section>"

static void
test_sentences(void)
{
	CHECK(has(SECTION("<p>One is here. Two is e.g. Dr. Who.\n Three?</p>"),
	    WORDING_ANY, "<Two is e.g. Dr. Who.>"));
	CHECK(has(SECTION("<p>See www.a.org. It is 1.2 m.</p>"), WORDING_ANY,
	    "<It is 1.2 m.>"));
	CHECK(has(SECTION("<p>We have 27 strategies. 3 themes appear.</p>"),
	    WORDING_ANY, "<3 themes appear.>"));
	CHECK(has(SECTION("<p>See J. Smith at no. 5. He said no. We go.</p>"),
	    WORDING_ANY, "<See J. Smith at no. 5.>"));
	CHECK(has(SECTION("<p>a <strong>b</strong>  c</p>"), WORDING_ANY,
	    "<a ><b |strong>< c>"));
	CHECK(has(SECTION("<p>Say <say as=\"x\">y</say>.</p>"), WORDING_ANY,
	    "<y |say=x>"));
}

/* The id of the first sentence after piece. */
static char *
id_of(const char *inside, const char *words)
{
	char *dump = prepared(inside, WORDING_ANY);
	char *at = strstr(dump, words), *start = at, *id;

	while (start > dump && start[-1] != '\n')
		start--;
	start += strspn(start, " ");
	id = strndup(start, strcspn(start, " "));
	free(dump);
	return id;
}

static void
test_ids(void)
{
	char *a = id_of(SECTION("<p>Stay the same.</p>"), "<Stay");
	char *b =
	    id_of(SECTION("<p>New one. Stay the same. More.</p>"), "<Stay");
	char *again = id_of(SECTION("<p>Stay the same.</p><p>Stay the same.</p>"
	                            "<p>Last.</p>"),
	    "<Last");

	CHECK_STR(a, b);
	CHECK(strncmp(a, "s-", 2) == 0 && strlen(a) == 8);
	CHECK(has(SECTION("<p>Same.</p><p>Same.</p>"), WORDING_ANY, "-2 ["));
	CHECK(has("<section><heading>Our vision</heading><p>A.</p></section>"
	          "<section><heading>Our vision</heading><p>B.</p></section>",
	    WORDING_ANY, "id=\"our-vision-2\""));
	free(a);
	free(b);
	free(again);
}

static void
test_wording(void)
{
	static const char both[] = SECTION(
	    "<p wording=\"standard\">Long.</p><item wording=\"easy-read\">"
	    "Short.</item><p>Both.</p>");
	char *dump = prepared(both, WORDING_EASY_READ);

	CHECK(strstr(dump, "<Short.>") && strstr(dump, "<Both.>") &&
	      !strstr(dump, "<Long.>"));
	free(dump);
	/* a source with one wording serves every edition */
	CHECK(has(SECTION("<p wording=\"standard\">Long.</p>"),
	    WORDING_EASY_READ, "<Long.>"));
}

static void
test_addresses(void)
{
	static const struct {
		const char *text, *found, *href;
	} cases[] = {
	    {"Call 01268 594350 now", "01268 594350", "tel:+441268594350"},
	    {"on +44 (0)20 7450 4000.", "+44 (0)20 7450 4000",
	        "tel:+442074504000"},
	    {"Text relay 18001 0300 123 4567", "18001 0300 123 4567",
	        "tel:1800103001234567"},
	    {"to a.b-c@nhs.net, please", "a.b-c@nhs.net",
	        "mailto:a.b-c@nhs.net"},
	    {"at www.a-b.nhs.uk/plan.", "www.a-b.nhs.uk/plan",
	        "https://www.a-b.nhs.uk/plan"},
	    {"see thinklusive.org.", "thinklusive.org",
	        "https://thinklusive.org"},
	};
	static const char *const none[] = {"In 2023 to 2028.",
	    "NHS number 999 123 4567", "1.2 million", "10.30 and 0.5",
	    "end.Begin", "room 0123"};
	struct recogniser *r = recogniser_new();
	struct arena *arena = arena_new();
	struct address a;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = cases[i].text;

		CHECK(recognise_next(
		    r, arena, (struct piece){text, 0, strlen(text)}, &a));
		CHECK_STR(arena_strndup(arena, text + a.start, a.len),
		    cases[i].found);
		CHECK_STR(a.href, cases[i].href);
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		bool found = recognise_next(
		    r, arena, (struct piece){none[i], 0, strlen(none[i])}, &a);

		CHECK(!found);
		if (found)
			printf("  in: %s\n", none[i]);
	}
	recogniser_free(r);
	arena_free(arena);
}

static void
test_added(void)
{
	static const char words[] =
	    "<words><word id=\"w\"><term>zeal</term><meaning>M.</meaning>"
	    "</word><abbreviation id=\"a\"><short>AB</short><full>A b</full>"
	    "</abbreviation></words>" SECTION("<p>X.</p>");
	char *dump = prepared(words, WORDING_ANY);
	const char *ab = strstr(dump, "<AB>"), *zeal = strstr(dump, "<zeal>");

	CHECK(strstr(dump, "(words)") != NULL);
	CHECK(ab != NULL && zeal != NULL && ab < zeal); /* sorted */
	free(dump);
}

int
main(void)
{
	RUN(test_sentences);
	RUN(test_ids);
	RUN(test_wording);
	RUN(test_addresses);
	RUN(test_added);
	return unit_end();
}
