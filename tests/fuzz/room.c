/*
 * Any body of a request → a line of a device's file.
 *
 * What must hold for every body: what is refused leaves nothing; what is
 * taken is one line, not much longer than the body, with the head that the
 * device has; whoever takes up the file finds every object of it, also when
 * the same line stands there twice or is followed by half of one.
 */
#include "fuzz.h"

#include "base/arena.h"
#include "base/str.h"
#include "review/answers.h"
#include "room/line.h"

enum { MAX_BYTES = 16384 };

static const struct line_head head = {"our-plan", "0123456789ab", "R1"};

/* How many objects the file holds; each must be of the device. */
static size_t
count(const struct buf *text, struct diags *diags)
{
	const struct answers_file file = {.path = "answers",
	    .bytes = buf_str(text),
	    .len = text->len,
	    .known = ""};
	struct arena *arena = arena_new();
	const struct heard *heard = answers_read_json(arena, &file, diags);
	size_t n = 0;

	for (; heard != NULL; heard = heard->next, n++)
		FUZZ_HOLDS(str_eq(heard->visit.code, head.code) &&
		               str_eq(heard->publication, head.publication),
		    "it speaks for another");
	arena_free(arena);
	return n;
}

static void
check_file(const char *line)
{
	struct buf text = {0};
	struct diags diags = {0};

	buf_printf(&text, "%s\n%s\n", line, line);
	FUZZ_HOLDS(count(&text, &diags) == 2, "a line is not taken up");
	for (size_t i = 0; i < diags.n; i++)
		FUZZ_HOLDS(diags.items[i].id == DIAG_ANSWER_PRIVATE,
		    "there is something wrong with it");
	buf_add(&text, line, strlen(line) / 2);
	FUZZ_HOLDS(count(&text, &diags) >= 2, "half a line costs others");
	diags_release(&diags);
	buf_release(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct buf body = {0};
	struct line line;

	if (size > MAX_BYTES)
		return -1;
	buf_add(&body, (const char *)bytes, size);
	line = line_make(&head, &body);
	FUZZ_HOLDS((line.text != NULL) == (line.is == LINE_OK),
	    "it is neither taken nor refused");
	if (line.text != NULL) {
		FUZZ_HOLDS(
		    strpbrk(line.text, "\r\n") == NULL, "it is not one line");
		FUZZ_HOLDS(strlen(line.text) <= 6 * size, "it has grown");
		check_file(line.text);
	}
	free(line.text);
	buf_release(&body);
	return 0;
}
