/* The recording as it goes from one process to another. */
#include "write/recording.h"

#include "unit.h"

static const struct recording_chapter chapters[] = {
    {"Start", "a/00.mp3", 0, 2000}, {"Part & 1", "a/01.mp3", 2000, 9000}};
static const struct recording_clip clips[] = {
    {NULL, "A voice reads this.", 0, 500, 1500},
    {"help-123456", "We help you.", 1, 2500, 4000}};
static const struct recording recording = {
    "a.mp3", 9000, chapters, 2, clips, 2};

static void
test_round_trip(void)
{
	struct arena *arena = arena_new();
	struct buf bytes = {0};
	const struct recording *r;

	recording_save(&recording, &bytes);
	r = recording_load(arena, bytes.data, bytes.len);
	CHECK(r != NULL && r->nchapters == 2 && r->nclips == 2);
	if (r != NULL) {
		CHECK_STR(r->file, "a.mp3");
		CHECK(r->duration_ms == 9000);
		CHECK_STR(r->chapters[1].title, "Part & 1");
		CHECK(r->chapters[1].end_ms == 9000);
		CHECK(r->clips[0].id == NULL);
		CHECK(recording_clip(r, "help-123456") == &r->clips[1]);
		CHECK(recording_clip(r, "other") == NULL);
		CHECK(r->clips[1].start_ms == 2500 && r->clips[1].chapter == 1);
	}
	CHECK(recording_clip(NULL, "help-123456") == NULL);
	buf_release(&bytes);
	arena_free(arena);
}

/* No byte may be missing, and no count is believed. */
static void
test_damage(void)
{
	static const char huge[] = "a.mp3\0"
	                           "9\0"
	                           "2\0"
	                           "99999999999";
	struct arena *arena = arena_new();
	struct buf bytes = {0};

	recording_save(&recording, &bytes);
	for (size_t n = 0; n < bytes.len; n++)
		CHECK(recording_load(arena, bytes.data, n) == NULL);
	CHECK(recording_load(arena, huge, sizeof huge) == NULL);
	buf_release(&bytes);
	arena_free(arena);
}

int
main(void)
{
	RUN(test_round_trip);
	RUN(test_damage);
	return unit_end();
}
