/* MP3 frames that can be joined, and tags that players read. */
#include "unit.h"

#include <lame/lame.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "write/audio/id3.h"
#include "write/audio/mp3.h"

enum { RATE = 22050 };

static void
add_tone(struct buf *out, double seconds, double hertz, struct diags *diags)
{
	const struct mp3_format format = {RATE, RATE, 64, 0};
	size_t n = (size_t)(seconds * RATE);
	int16_t *samples = calloc(n, sizeof *samples);

	for (size_t i = 0; i < n; i++)
		samples[i] =
		    (int16_t)(8000 * sin(6.2832 * hertz * (double)i / RATE));
	CHECK(mp3_encode(&format, samples, n, out, diags));
	free(samples);
}

static void
test_frames(void)
{
	struct diags diags = {0};
	struct buf a = {0}, again = {0};
	size_t frames;

	add_tone(&a, 1.0, 440, &diags);
	add_tone(&again, 1.0, 440, &diags);
	CHECK(a.len == again.len && memcmp(a.data, again.data, a.len) == 0);
	frames = mp3_count_frames(a.data, a.len);
	/* a second of 38.3 frames, and what the delay needs */
	CHECK(frames >= 39 && frames <= 42);
	CHECK(mp3_frame_samples(RATE) == 576);
	add_tone(&a, 0.5, 220, &diags);
	CHECK(mp3_count_frames(a.data, a.len) > frames + 19);
	CHECK(mp3_count_frames(a.data, a.len - 1) == SIZE_MAX);
	buf_release(&a);
	buf_release(&again);
	diags_release(&diags);
}

/* Decoded samples of whole frames, all of them. */
static size_t
decode(const struct buf *bytes, int16_t *out, size_t room)
{
	hip_t hip = hip_decode_init();
	size_t n = 0;

	for (size_t at = 0; at < bytes->len; at += 100) {
		int16_t left[8 * 1152], right[8 * 1152];
		size_t len = bytes->len - at < 100 ? bytes->len - at : 100;
		int made = hip_decode(
		    hip, (unsigned char *)bytes->data + at, len, left, right);

		CHECK(made >= 0 && n + (size_t)made <= room);
		for (int i = 0; i < made && n < room; i++)
			out[n++] = left[i];
	}
	hip_decode_exit(hip);
	return n;
}

/* Half a second of tone, a pause of two seconds, a tone again: where the
 * second starts, as the decoder gives it back. quiet: the pause is no digital
 * silence, so nothing of it is left out. */
static size_t
second_tone(
    const struct mp3_format *format, int quiet, size_t *frames, int *noise)
{
	enum { TONE = RATE / 2, PAUSE = 2 * RATE, ALL = 2 * TONE + PAUSE };
	static int16_t samples[ALL], decoded[3 * ALL];
	const size_t times = format->rate / RATE;
	struct diags diags = {0};
	struct buf bytes = {0};
	size_t n, at = (TONE + PAUSE / 4) * times;

	for (int i = 0; i < ALL; i++)
		samples[i] = i < TONE || i >= TONE + PAUSE
		                 ? (int16_t)(8000 * sin(0.2 * (double)i))
		                 : (int16_t)(quiet * (i & 1));
	CHECK(mp3_encode(format, samples, ALL, &bytes, &diags));
	*frames = mp3_count_frames(bytes.data, bytes.len);
	n = decode(&bytes, decoded, 3 * ALL);
	*noise = 0;
	while (at < n && abs(decoded[at]) < 2000) {
		if (at < (TONE + PAUSE * 3 / 4) * times &&
		    abs(decoded[at]) > *noise)
			*noise = abs(decoded[at]);
		at++;
	}
	buf_release(&bytes);
	diags_release(&diags);
	return at;
}

/* What is left out of a pause while encoding is there in the stream. */
static void
test_pauses(void)
{
	static const struct mp3_format formats[] = {
	    {RATE, RATE, 32, 0}, {RATE, RATE, 64, 0}, {RATE, 2 * RATE, 192, 0}};

	for (int i = 0; i < 3; i++) {
		size_t left_out, whole;
		int noise, murmur;
		size_t a = second_tone(&formats[i], 0, &left_out, &noise);
		size_t b = second_tone(&formats[i], 2, &whole, &murmur);
		size_t want = RATE * 5 / 2 * formats[i].rate / RATE + MP3_DELAY;

		CHECK(left_out == whole);
		CHECK(noise == 0);
		CHECK(a + 60 > want && a < want + 60);
		CHECK(b + 60 > want && b < want + 60);
	}
}

static void
test_bad_format(void)
{
	const struct mp3_format format = {12345, 12345, 7, 0};
	const int16_t silence[100] = {0};
	struct diags diags = {0};
	struct buf out = {0};

	CHECK(!mp3_encode(&format, silence, 100, &out, &diags));
	CHECK(diags.n == 1 && diags.items[0].id == DIAG_MP3_FORMAT);
	buf_release(&out);
	diags_release(&diags);
}

static void
test_tags(void)
{
	const struct id3_tags tags = {.title = "Our plan \xE2\x80\x93 1",
	    .artist = "Southshire",
	    .language = id3_language("en-GB")};
	const struct id3_chapter chapters[] = {
	    {"One", 0, 1000}, {"Two", 1000, 1500}};
	struct buf out = {0};
	struct diags diags = {0};
	char path[] = "/tmp/everyread-mp3-XXXXXX", command[256];

	id3_write(&out, &tags, chapters, 2);
	CHECK(memcmp(out.data, "ID3\3\0", 5) == 0);
	add_tone(&out, 1.5, 300, &diags);
	close(mkstemp(path));
	CHECK(file_write(path, out.data, out.len, &diags));
	snprintf(command, sizeof command,
	    "! command -v ffprobe >/dev/null || ffprobe -v error "
	    "-show_chapters -of csv %s | tr '\\n' ' ' | "
	    "grep -q '0.000000,1000,1.000000,One .*1000,1.000000,1500,"
	    "1.500000,Two'",
	    path);
	CHECK(system(command) == 0);
	CHECK_STR(id3_language("ur"), "urd");
	CHECK_STR(id3_language("tlh"), "und");
	unlink(path);
	buf_release(&out);
	diags_release(&diags);
}

/* Silent frames at the end may go, and no others. */
static void
test_keep(void)
{
	enum { FRAME = 576, SOUND = 4 * FRAME, ALL_FRAMES = 20 };
	const struct mp3_format format = {RATE, RATE, 64, 0};
	int16_t samples[ALL_FRAMES * FRAME] = {0};
	struct diags diags = {0};
	struct mp3_format prepared = format;
	struct buf out = {0}, same = {0};
	size_t before, len;

	for (int i = 0; i < SOUND; i++)
		samples[i] = (int16_t)(9000 * sin(i * 0.2));
	CHECK(mp3_encode(&format, samples, SOUND, &out, &diags));
	before = out.len;
	CHECK(mp3_encode(&format, samples, ALL_FRAMES * FRAME, &out, &diags));
	CHECK(mp3_count_frames(out.data, out.len) > ALL_FRAMES);
	len = out.len;
	mp3_prepare(&prepared);
	CHECK(prepared.scale > 0);
	CHECK(mp3_encode(&prepared, samples, SOUND, &same, &diags));
	CHECK(same.len == before && memcmp(same.data, out.data, before) == 0);
	buf_release(&same);
	CHECK(!mp3_keep(&out, before, 3));
	CHECK(!mp3_keep(&out, before, 1000));
	CHECK(out.len == len);
	CHECK(mp3_keep(&out, before, ALL_FRAMES));
	CHECK(mp3_count_frames(out.data + before, out.len - before) ==
	      ALL_FRAMES);
	CHECK(mp3_keep(&out, before, SOUND / FRAME + 4));
	out.len--;
	CHECK(!mp3_keep(&out, before, SOUND / FRAME + 4));
	buf_release(&out);
	diags_release(&diags);
}

int
main(void)
{
	RUN(test_frames);
	RUN(test_pauses);
	RUN(test_bad_format);
	RUN(test_tags);
	RUN(test_keep);
	return unit_end();
}
