/*
 * Any bytes → answers → review. The first byte chooses CSV (c) or JSON; the
 * rest is the file.
 *
 * What must hold for every file: what comes out is a review.xml that is read
 * back without a mistake and written again as the same bytes; merging the
 * file a second time changes nothing; and no code is anything but a code.
 */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "check/check.h"
#include "read/publication.h"
#include "read/review.h"
#include "review/answers.h"
#include "review/items.h"
#include "review/merge.h"

#define PUBLICATION "tests/golden/review/proven/in.xml"

enum { MAX_BYTES = 16384 };

/* What is asked; read once. */
static const struct review_items *
items_of_publication(void)
{
	static const struct review_items *items;
	struct diags diags = {0};
	struct publication *publication;
	const struct language *language;
	struct arena *arena;

	if (items != NULL)
		return items;
	arena = arena_new();
	publication = publication_read(PUBLICATION, &diags);
	FUZZ_HOLDS(publication != NULL, "the publication cannot be read");
	language = language_read(arena, "en-GB", "templates", &diags);
	items = review_items(arena, check_document(arena, publication,
	                                WORDING_EASY_READ, language, &diags));
	diags_release(&diags);
	return items;
}

static void
merge(struct review *review, const struct answers_file *file, bool is_csv)
{
	struct diags diags = {0};
	struct merging merging = {
	    .review = review, .items = items_of_publication(), .diags = &diags};
	struct merged merged = {0};
	struct heard *heard =
	    is_csv ? answers_read_csv(review->arena, file, &diags)
	           : answers_read_json(review->arena, file, &diags);

	FUZZ_HOLDS(heard != NULL || diags.n > 0, "it is refused in silence");
	for (const struct heard *h = heard; h != NULL; h = h->next)
		FUZZ_HOLDS(review_is_code(h->visit.code), "that is no code");
	review_merge(&merging, heard, &merged);
	review_fit(review, merging.items);
	diags_release(&diags);
}

/* The bytes as the program reads them from a file. */
static void
check_read_back(struct arena *arena, const struct buf *written)
{
	char path[] = "/dev/shm/everyread-answers-XXXXXX";
	int fd = mkstemp(path);
	struct diags diags = {0};
	struct buf again = {0};
	struct review *review;

	FUZZ_HOLDS(fd >= 0 && write(fd, written->data, written->len) ==
	                          (ssize_t)written->len,
	    "the file cannot be written");
	close(fd);
	review = review_read(arena, path, &diags);
	unlink(path);
	FUZZ_HOLDS(review != NULL, "it cannot be read back");
	review_write(review, &again);
	FUZZ_HOLDS(str_eq(buf_str(&again), buf_str(written)),
	    "it is another one when read back");
	buf_release(&again);
	diags_release(&diags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct answers_file file = {.path = "answers", .len = size - 1};
	struct buf written = {0}, again = {0};
	struct arena *arena;
	struct review *review;
	char *text;

	if (size == 0 || size > MAX_BYTES)
		return -1;
	arena = arena_new();
	file.bytes = text = mem_alloc(size);
	memcpy(text, bytes + 1, size - 1);
	text[size - 1] = '\0';
	review = review_new(arena, "our-plan");
	merge(review, &file, bytes[0] == 'c');
	review_write(review, &written);
	check_read_back(arena, &written);
	merge(review, &file, bytes[0] == 'c');
	review_write(review, &again);
	FUZZ_HOLDS(str_eq(buf_str(&again), buf_str(&written)),
	    "merging it twice changes it");
	buf_release(&written);
	buf_release(&again);
	arena_free(arena);
	free(text);
	return 0;
}
