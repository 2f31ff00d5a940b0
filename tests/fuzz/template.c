/*
 * Any bytes → a publication's own template and the edition that comes of it.
 *
 * What must hold: a refusal has a message; an edition that is made can be
 * read: its size is not below the floor, its words stand out from the paper.
 */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "style/style.h"
#include "style/tokens.h"

enum { MAX_BYTES = 8 * 1024 };

static void
check_edition(const struct edition *edition)
{
	const struct style *s = &edition->style;
	struct diags diags = {0};
	struct buf out = {0};

	FUZZ_HOLDS(edition->writer != NULL, "no writer");
	FUZZ_HOLDS(s->size >= 12 && s->size <= 100, "a size out of bounds");
	FUZZ_HOLDS(s->page_width > 0 && s->page_height > 0, "no paper");
	FUZZ_HOLDS(s->font != NULL, "no font");
	FUZZ_HOLDS(s->logo == NULL || s->logo_alt != NULL, "no words of it");
	FUZZ_HOLDS(
	    edition_explain(edition, "heading", &out, &diags) || diags.n > 0,
	    "not explained, without a message");
	buf_release(&out);
	diags_release(&diags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *arena;
	struct diags diags = {0};
	const struct edition *edition;

	if (size > MAX_BYTES)
		return -1;
	fuzz_put("templates/fuzzed.xml", bytes, size);
	arena = arena_new();
	edition = edition_read(
	    arena, "fuzzed", "templates", fuzz_folder, NULL, 0, &diags);
	fuzz_judged(edition != NULL, &diags);
	if (edition != NULL)
		check_edition(edition);
	diags_release(&diags);
	arena_free(arena);
	return 0;
}
