/* Voice, level, cache: what the audio edition stands on. */
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/cache.h"
#include "base/file.h"
#include "speech/level.h"
#include "speech/speaker.h"
#include "speech/spool.h"
#include "speech/voice.h"
#include "unit.h"

enum { N = 6 };

static const char *const sentences[N] = {
    "This is a short sentence.",
    "Call 0 1 2 6 8, 5 9 4, 3 5 0.",
    "We want more people to have a good life.",
    "You can ask for help.",
    "It costs 20 pounds.",
    "Health and care work together.",
};

static char folder[] = "/tmp/test_audio-XXXXXX";

/* build/FLAVOUR/everyread-voice, which stands above this test. */
static char *
voice_program(void)
{
	char *own = realpath("/proc/self/exe", NULL);
	char *unit = path_folder(own), *build = path_folder(unit);
	char *path = path_join(build, "everyread-voice");

	free(own);
	free(unit);
	free(build);
	return path;
}

/* Speak them in this order; samples stand in out by number. */
static bool
speak_with(const char *program, const int *order, struct voice_work work,
    struct buf *out)
{
	struct diags diags = {0};
	struct spool *spool = spool_open(folder, &diags);
	struct arena *arena = arena_new();
	struct utterance u[N], *all[N];
	bool changed = false, ok;

	work.arena = arena;
	work.spool = spool;
	work.lang = "en-GB";
	work.program = program;
	for (int i = 0; i < N; i++)
		u[i] = (struct utterance){
		    .words = sentences[order[i]], .lang = "en-GB", .pace = 150};
	for (int i = 0; i < N; i++)
		all[i] = &u[i];
	ok = voice_speak(&work, u, N, &diags) &&
	     voice_fetch(&work, all, N, &changed, &diags);
	CHECK(!changed);
	for (int i = 0; ok && i < N; i++) {
		struct buf *b = &out[order[i]];

		buf_clear(b);
		buf_reserve(b, u[i].clip.nsamples * sizeof(int16_t));
		b->len = u[i].clip.nsamples * sizeof(int16_t);
		CHECK(spool_samples(
		    spool, &u[i].clip, (int16_t *)(void *)b->data, &diags));
	}
	CHECK(ok || diags_worst(&diags) == DIAG_MACHINE);
	diags_release(&diags);
	spool_close(spool);
	arena_free(arena);
	return ok;
}

/* The same, in a fork of this process. */
static bool
speak(const int *order, unsigned workers, const char *cache, const char *voice,
    struct buf *out)
{
	return speak_with(NULL, order,
	    (struct voice_work){
	        .voice = voice, .cache = cache, .workers = workers},
	    out);
}

static bool
same(const struct buf *a, const struct buf *b)
{
	for (int i = 0; i < N; i++)
		if (a[i].len != b[i].len || a[i].len == 0 ||
		    memcmp(a[i].data, b[i].data, a[i].len) != 0)
			return false;
	return true;
}

static void
release(struct buf *bufs)
{
	for (int i = 0; i < N; i++)
		buf_release(&bufs[i]);
}

static const int forwards[N] = {0, 1, 2, 3, 4, 5};
static const int backwards[N] = {5, 4, 3, 2, 1, 0};

static void
test_any_order(void)
{
	struct buf a[N] = {0}, b[N] = {0};

	CHECK(speak(forwards, 1, NULL, "", a));
	CHECK(speak(backwards, 3, NULL, "", b));
	CHECK(same(a, b));
	CHECK(speak(backwards, 2, NULL, "en+f2", b));
	CHECK(!same(a, b));
	release(a);
	release(b);
}

static void
count_clips(void *arg, size_t done)
{
	*(size_t *)arg = done;
}

/* The program of src/voice/ sounds as a fork of this process does, and says
 * how far it is. */
static void
test_program(void)
{
	struct buf a[N] = {0}, b[N] = {0};
	char *program = voice_program();
	size_t done = 0;
	struct voice_work work = {.voice = "",
	    .workers = 2,
	    .progress = count_clips,
	    .progress_arg = &done};

	CHECK(file_exists(program));
	CHECK(speak(forwards, 2, NULL, "", a));
	CHECK(speak_with(program, backwards, work, b));
	CHECK(same(a, b));
	CHECK(done == N);
	work.voice = "no-such-voice";
	CHECK(!speak_with(program, forwards, work, b));
	work.voice = "";
	CHECK(!speak_with("/no/such/program", forwards, work, b));
	free(program);
	release(a);
	release(b);
}

/* What is handed to the program arrives whole, or not at all. */
static void
test_handed_over(void)
{
	struct saying sayings[] = {{"One.", 144, {0}}, {"", 80, {0}}};
	struct speaker before = {.voice = "en+f2",
	    .is_language = true,
	    .workers = 3,
	    .cache = "/some/where",
	    .sayings = sayings,
	    .n = 2};
	struct speaker after;
	struct buf bytes = {0};

	hash_hex(sayings[0].key, "a", 1);
	hash_hex(sayings[1].key, "b", 1);
	speaker_save(&before, &bytes);
	CHECK(speaker_load(&after, &bytes));
	CHECK(after.n == 2 && after.workers == 3 && after.is_language);
	CHECK_STR(after.voice, "en+f2");
	CHECK_STR(after.cache, "/some/where");
	CHECK_STR(after.sayings[0].words, "One.");
	CHECK_STR(after.sayings[1].words, "");
	CHECK_STR(after.sayings[1].key, sayings[1].key);
	CHECK(after.sayings[1].rate == 80);
	free(after.sayings);
	while (bytes.len > 0) {
		bytes.len--;
		CHECK(!speaker_load(&after, &bytes));
	}
	buf_release(&bytes);
}

/* What sounds the same is spoken once; a pace or a language of its own makes
 * it another sound. */
static void
test_said_again(void)
{
	struct diags diags = {0};
	struct spool *spool = spool_open(folder, &diags);
	struct arena *arena = arena_new();
	struct voice_work work = {.arena = arena,
	    .spool = spool,
	    .voice = "",
	    .lang = "en-GB",
	    .workers = 2};
	struct utterance u[] = {
	    {.words = "Our vision", .lang = "en-GB", .pace = 150},
	    {.words = "Our plan", .lang = "en-GB", .pace = 150},
	    {.words = "Our vision", .lang = "en-GB", .pace = 110},
	    {.words = "Our vision", .lang = "en-GB", .pace = 150},
	    {.words = "Our vision", .lang = "cy", .pace = 150},
	};

	CHECK(voice_speak(&work, u, 5, &diags));
	CHECK(u[0].clip.nsamples > 0);
	CHECK(memcmp(&u[3].clip, &u[0].clip, sizeof u[0].clip) == 0);
	CHECK(u[1].clip.at != u[0].clip.at);
	CHECK(u[2].clip.nsamples > u[0].clip.nsamples);
	CHECK(u[4].clip.at != u[0].clip.at);
	CHECK(diags.n == 0);
	diags_release(&diags);
	spool_close(spool);
	arena_free(arena);
}

static void
test_no_voice(void)
{
	struct buf a[N] = {0};

	CHECK(!speak(forwards, 1, NULL, "klingon-x", a));
	CHECK(!speak(forwards, 1, NULL, "en+nobody", a));
	release(a);
}

/* Change every entry in some way: by a byte, cut short, emptied. */
static void
damage(const char *cache)
{
	char command[256];

	snprintf(command, sizeof command,
	    "i=0; for f in %s/*; do i=$((i+1)); case $((i%%3)) in "
	    "0) printf x | dd of=$f bs=1 seek=900 conv=notrunc 2>/dev/null;; "
	    "1) truncate -s -7 $f;; 2) : >$f;; esac; done",
	    cache);
	CHECK(system(command) == 0);
}

static void
test_cache(void)
{
	struct buf a[N] = {0}, b[N] = {0};
	char *cache = cache_open(folder, "speech");
	struct stat st;

	CHECK(cache != NULL);
	CHECK(speak(forwards, 2, cache, "", a));
	CHECK(speak(backwards, 2, cache, "", b));
	CHECK(same(a, b));
	damage(cache);
	CHECK(speak(backwards, 2, cache, "", b));
	CHECK(same(a, b));
	cache_trim(cache, 0);
	CHECK(rmdir(cache) == 0);
	CHECK(stat(cache, &st) != 0);
	free(cache);
	release(a);
	release(b);
}

/* An entry whose voice has changed meanwhile: what is spoken now has another
 * length than the one that was known. */
static void
test_changed(void)
{
	struct diags diags = {0};
	struct spool *spool = spool_open(folder, &diags);
	struct arena *arena = arena_new();
	char *cache = cache_open(folder, "speech");
	struct voice_work work = {.arena = arena,
	    .spool = spool,
	    .voice = "",
	    .lang = "en-GB",
	    .cache = cache,
	    .workers = 1};
	struct utterance u = {.words = "One.", .lang = "en-GB", .pace = 150};
	struct utterance *all[] = {&u};
	bool changed = false;
	uint32_t length;

	CHECK(voice_speak(&work, &u, 1, &diags));
	CHECK(u.clip.at != CLIP_NOWHERE);
	length = u.clip.nsamples;
	CHECK(voice_speak(&work, &u, 1, &diags));
	CHECK(u.clip.at == CLIP_NOWHERE && u.clip.nsamples == length);
	CHECK(u.blocks != NULL && u.clip.nblocks == level_block_count(length));
	cache_trim(cache, 0);
	CHECK(voice_fetch(&work, all, 1, &changed, &diags));
	CHECK(!changed && u.clip.at != CLIP_NOWHERE);
	u.clip.at = CLIP_NOWHERE;
	u.clip.nsamples++;
	CHECK(voice_fetch(&work, all, 1, &changed, &diags));
	CHECK(changed && u.clip.nsamples == length);
	cache_trim(cache, 0);
	CHECK(rmdir(cache) == 0 && diags.n == 0);
	free(cache);
	diags_release(&diags);
	spool_close(spool);
	arena_free(arena);
}

static void
test_level(void)
{
	enum { LEN = LEVEL_RATE_HZ * 30 };
	int16_t *s = calloc(LEN, sizeof *s);
	size_t n = level_block_count(LEN);
	float *blocks = calloc(n, sizeof *blocks);
	double loudness, after;
	int peak = 0;

	/* BS.1770: a full-scale sine of 997 Hz in one channel is -3.01 */
	for (int i = 0; i < LEN; i++)
		s[i] = (int16_t)(32767 * sin(2 * M_PI * 997 * i / 22050.0));
	level_blocks(s, LEN, blocks);
	loudness = level_loudness(blocks, n);
	CHECK(fabs(loudness - -3.01) < 0.1);
	for (int i = 0; i < LEN; i++)
		s[i] = (int16_t)(s[i] / 10); /* -20 dB */
	s[LEN / 2] = 32000;
	level_apply(s, LEN, 2, 0.5);
	for (int i = 0; i < LEN; i++)
		peak = abs(s[i]) > peak ? abs(s[i]) : peak;
	CHECK(peak <= 16384);
	level_blocks(s, LEN, blocks);
	after = level_loudness(blocks, n);
	CHECK(fabs(after - (-23.01 + 6.02)) < 0.2);
	CHECK(level_loudness(blocks, 0) <= -70);
	free(s);
	free(blocks);
}

int
main(void)
{
	if (mkdtemp(folder) == NULL)
		return 1;
	RUN(test_any_order);
	RUN(test_program);
	RUN(test_handed_over);
	RUN(test_said_again);
	RUN(test_no_voice);
	RUN(test_cache);
	RUN(test_changed);
	RUN(test_level);
	rmdir(folder);
	return unit_end();
}
