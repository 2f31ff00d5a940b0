/* What a pack for a review is made of: clips, other pictures, templates that
 * are no editions. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include "base/str.h"
#include "review/others.h"
#include "style/style.h"
#include "write/audio/clip.h"
#include "write/audio/id3.h"
#include "write/audio/mp3.h"

enum { RATE = 22050 };

static struct diags diags;

/* Seconds of a tone, after a tag as a recording has one. */
static void
make_recording(struct buf *out, double seconds)
{
	const struct mp3_format format = {RATE, RATE, 48, 0};
	const struct id3_tags tags = {
	    .title = "A recording", .language = "eng"};
	size_t n = (size_t)(seconds * RATE);
	int16_t *samples = calloc(n, sizeof *samples);

	for (size_t i = 0; i < n; i++)
		samples[i] = (int16_t)(8000 * sin(0.1 * (double)i));
	id3_write(out, &tags, NULL, 0);
	CHECK(mp3_encode(&format, samples, n, out, &diags));
	free(samples);
}

static void
test_clips(void)
{
	struct buf file = {0}, clip = {0};
	struct clips clips;
	size_t frames;

	make_recording(&file, 3);
	CHECK(clips_open(&clips, file.data, file.len));
	CHECK(clips.n > 110 && clips.n < 125); /* of 26 ms */
	clips_cut(&clips, 1000, 2000, &clip);
	frames = mp3_count_frames(clip.data, clip.len);
	/* a second, and what a decoder needs around it */
	CHECK(frames >= 39 && frames <= 45);
	CHECK(memmem(file.data, file.len, clip.data, clip.len) != NULL);
	buf_clear(&clip);
	clips_cut(&clips, 0, 1, &clip);
	CHECK(mp3_count_frames(clip.data, clip.len) == 3);
	buf_clear(&clip);
	clips_cut(&clips, 2900, 99999, &clip);
	CHECK(mp3_count_frames(clip.data, clip.len) < 12);
	buf_clear(&clip);
	clips_cut(&clips, 99999, 999999, &clip);
	CHECK(clip.len == 0);
	clips_close(&clips);
	buf_release(&file);
	buf_release(&clip);
}

static void
test_clips_of_no_recording(void)
{
	struct buf file = {0};
	struct clips clips;

	make_recording(&file, 0.5);
	CHECK(!clips_open(&clips, file.data, file.len - 1));
	clips_close(&clips);
	CHECK(!clips_open(&clips, "ID3", 3));
	clips_close(&clips);
	CHECK(!clips_open(&clips, "", 0));
	clips_close(&clips);
	CHECK(!clips_open(&clips, "ID3\3\0\0\x7f\x7f\x7f\x7f", 10));
	clips_close(&clips);
	file.data[9] = 0x7f; /* the tag says it is longer */
	CHECK(!clips_open(&clips, file.data, file.len));
	clips_close(&clips);
	buf_release(&file);
}

/* The names of what is offered instead, with a space behind each. */
static const char *
offered(const char *words, const char *present)
{
	static struct buf names;
	struct arena *arena = arena_new();
	struct catalogue *catalogue = catalogue_open("symbols", NULL, &diags);
	const struct language *language =
	    language_read(arena, "en-GB", "templates", &diags);
	const struct picture *found[OTHERS_MAX];
	size_t n = others_find(catalogue, language, words,
	    present == NULL
	        ? NULL
	        : picture_find(catalogue, present, LOC_NONE, &diags),
	    found);

	CHECK(n <= OTHERS_MAX);
	buf_clear(&names);
	for (size_t i = 0; i < n; i++)
		buf_printf(&names, "%s ", found[i]->name);
	catalogue_close(catalogue);
	arena_free(arena);
	return buf_str(&names);
}

static void
test_others(void)
{
	const char *names = offered("A nurse will phone you.", "telephone");

	CHECK(strstr(names, "nurse ") != NULL);
	CHECK(strstr(names, "phone ") != NULL);
	CHECK(strstr(names, "telephone ") == NULL); /* the present one */
	CHECK(str_eq(names, offered("A nurse will phone you.", "telephone")));
	/* ideas like the picture's, if the words have no picture at all */
	names = offered("Xyzzy plugh.", "doctor");
	CHECK(names[0] != '\0' && strstr(names, "doctor ") == NULL);
	/* nothing for small words and none for no words */
	CHECK_STR(offered("and with to of", NULL), "");
	CHECK_STR(offered("", NULL), "");
	CHECK_STR(offered("!? 12 ...", NULL), "");
}

/* Templates in a folder of their own can be read, and are no editions. */
static void
test_inner_templates(void)
{
	static const char *const wrong[] = {"review/", "/form", "review//form",
	    "../review/form", "review/../base", "review/form/x", ""};
	struct arena *arena = arena_new();
	const struct edition *edition = edition_read(
	    arena, "review/form-large", "templates", NULL, NULL, 0, &diags);
	const char *const *names;
	size_t n;

	CHECK(edition != NULL && edition->style.size == 20);
	CHECK(edition != NULL && str_eq(edition->writer, "pdf"));
	CHECK(diags_worst(&diags) < DIAG_ERROR);
	names = edition_names(arena, "templates", NULL, &n, &diags);
	for (size_t i = 0; i < n; i++)
		CHECK(strchr(names[i], '/') == NULL);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(edition_read(arena, wrong[i], "templates", NULL, NULL, 0,
		          &diags) == NULL);
	diags_release(&diags);
	arena_free(arena);
}

int
main(void)
{
	RUN(test_clips);
	RUN(test_clips_of_no_recording);
	RUN(test_others);
	RUN(test_inner_templates);
	diags_release(&diags);
	return unit_end();
}
