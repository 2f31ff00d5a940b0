/*
 * Any bytes → the file that Cairo wrote of a picture, read back and made a
 * part of a tagged PDF.
 *
 * The first byte says what the rest is. Below 128: changes of the real file of
 * a picture, three bytes each: where (two), and what stands there then. Else:
 * the whole file.
 *
 * What must hold: a refusal has a message, once; what is taken gives a file.
 */
#include "fuzz.h"

#include "base/arena.h"
#include "page/shape.h"
#include "read/publication.h"
#include "write/pdf/assemble.h"

enum { MAX_BYTES = 64 * 1024, WHOLE_FILE = 128, CHANGE = 3 };

static const char source[] =
    "<publication xmlns=\"urn:everyread:1\" id=\"a\" xml:lang=\"en-GB\">"
    "<about><title>Health</title></about><section><heading>Help</heading>"
    "<item picture=\"doctor\">We <strong>help</strong> you.</item>"
    "</section></publication>";

struct drawn {
	struct arena *arena;
	struct publication *publication;
	struct catalogue *pictures;
	struct fonts *fonts;
	struct pages *pages;
	struct painting painting;
};

static void
make_pages(struct drawn *drawn, struct diags *diags)
{
	const struct edition *edition = edition_read(
	    drawn->arena, "easy-read", "templates", NULL, NULL, 0, diags);
	const struct language *language =
	    language_read(drawn->arena, "en-GB", "templates", diags);
	const struct document *document;

	FUZZ_HOLDS(edition != NULL && language != NULL, "no edition");
	drawn->pictures = catalogue_open("symbols", NULL, diags);
	drawn->fonts =
	    fonts_open(edition->style.font, edition->style.font_other, diags);
	document = document_prepare(drawn->arena, drawn->publication, edition,
	    language, drawn->pictures, diags);
	drawn->pages =
	    pages_layout(document, drawn->pictures, drawn->fonts, diags);
	FUZZ_HOLDS(drawn->pages != NULL, "no pages");
	FUZZ_HOLDS(painting_paint(&drawn->painting, drawn->pages, diags),
	    "no painting");
}

/* The document is drawn once and kept to the end. */
static const struct drawn *
draw(void)
{
	static struct drawn drawn;
	char path[sizeof fuzz_folder + 8];
	struct diags diags = {0};

	if (drawn.arena != NULL)
		return &drawn;
	drawn.arena = arena_new();
	fuzz_put("in.xml", source, sizeof source - 1);
	snprintf(path, sizeof path, "%s/in.xml", fuzz_folder);
	drawn.publication = publication_read(path, &diags);
	FUZZ_HOLDS(drawn.publication != NULL, "no publication");
	make_pages(&drawn, &diags);
	diags_release(&diags);
	return &drawn;
}

static void
change(struct buf *file, const uint8_t *bytes, size_t size)
{
	for (; size >= CHANGE; bytes += CHANGE, size -= CHANGE) {
		size_t at = (size_t)bytes[0] << 8 | bytes[1];

		/* all of a file of more than 64 KiB, in steps */
		at = at * (file->len / 65536 + 1) % file->len;
		file->data[at] = (char)bytes[2];
	}
}

static void
try_file(const uint8_t *bytes, size_t size)
{
	const struct drawn *drawn = draw();
	struct buf *file = &drawn->painting.sheets[0].file, real = *file;
	struct diags diags = {0};
	struct buf out = {0};
	bool ok;

	*file = (struct buf){0};
	if (bytes[0] >= WHOLE_FILE) {
		buf_add(file, bytes + 1, size - 1);
	} else {
		buf_add(file, real.data, real.len);
		change(file, bytes + 1, size - 1);
	}
	ok = pdf_assemble(drawn->pages, &drawn->painting, &out, &diags);
	FUZZ_HOLDS(diags.n == !ok, "not one message for a refusal");
	FUZZ_HOLDS(!ok || out.len > 0, "no file");
	buf_release(file);
	*file = real;
	buf_release(&out);
	diags_release(&diags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size == 0 || size > MAX_BYTES)
		return -1;
	try_file(bytes, size);
	return 0;
}
