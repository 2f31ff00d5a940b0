/* Speech → MP3, by LAME. */
#include "write/audio/mp3.h"

#include <lame/lame.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum {
	QUALITY = 7,       /* of 0 (best) to 9: speech gains nothing above */
	FLUSH_BYTES = 7200 /* what LAME asks for at the end */
};

/* An encoder that makes everything louder by scale. */
static lame_t
open_scaled(const struct mp3_format *format, float scale)
{
	lame_t lame = lame_init();

	if (lame == NULL)
		return NULL;
	lame_set_in_samplerate(lame, (int)format->input);
	lame_set_out_samplerate(lame, (int)format->rate);
	lame_set_num_channels(lame, 1);
	lame_set_mode(lame, MONO);
	lame_set_brate(lame, (int)format->bit_rate);
	lame_set_VBR(lame, vbr_off);
	lame_set_quality(lame, QUALITY);
	lame_set_disable_reservoir(lame, 1);
	lame_set_bWriteVbrTag(lame, 0);
	lame_set_write_id3tag_automatic(lame, 0);
	lame_set_scale(lame, scale);
	/* LAME would round a format to one that MP3 has */
	if (lame_init_params(lame) == 0 &&
	    lame_get_out_samplerate(lame) == (int)format->rate &&
	    lame_get_brate(lame) == (int)format->bit_rate)
		return lame;
	lame_close(lame);
	return NULL;
}

/* LAME's settings for a low bit rate make everything quieter (0.95); the
 * loudness is decided here (LEV-01), so that is taken back. */
void
mp3_prepare(struct mp3_format *format)
{
	lame_t lame = open_scaled(format, 1);
	float scale = lame != NULL ? lame_get_scale(lame) : 1;

	format->scale = scale > 0.999F || scale <= 0 ? 1 : 1 / scale;
	if (lame != NULL)
		lame_close(lame);
}

static lame_t
open_encoder(const struct mp3_format *format)
{
	struct mp3_format prepared = *format;

	if (prepared.scale <= 0)
		mp3_prepare(&prepared);
	return open_scaled(&prepared, prepared.scale);
}

/*
 * Pauses are a third of a recording of easy read, and all frames of silence
 * are the same. So of a long pause only the ends are encoded, and a frame
 * from the middle stands again for the rest: whole frames, so that all that
 * follows keeps its place.
 */
enum {
	KEPT_FRAMES = 6,   /* of a pause are encoded */
	SPREAD = 512 + 576 /* samples around it that a frame depends on */
};

/* "Frame at is there so many times more." */
struct repeat {
	size_t at, times;
};

struct encoder {
	lame_t lame;
	size_t frame; /* input samples in a frame */
	size_t delay; /* input samples by which the decoder lags */
	size_t fed;
	struct repeat *repeats;
	size_t n, cap;
};

/* Encode a piece; false if LAME fails. */
static bool
encode_piece(
    struct encoder *encoder, const int16_t *samples, size_t n, struct buf *out)
{
	size_t room = 3 * n + FLUSH_BYTES; /* the rate may be doubled */
	int made;

	buf_reserve(out, room);
	made = lame_encode_buffer(encoder->lame, samples, NULL, (int)n,
	    (unsigned char *)out->data + out->len, (int)room);
	if (made < 0)
		return false;
	out->len += (size_t)made;
	encoder->fed += n;
	return true;
}

static bool
encode_stretch(
    struct encoder *encoder, const int16_t *samples, size_t n, struct buf *out)
{
	enum { PIECE = 1 << 16 };

	for (size_t at = 0; at < n; at += PIECE)
		if (!encode_piece(encoder, samples + at,
		        n - at < PIECE ? n - at : PIECE, out))
			return false;
	return true;
}

static size_t
count_zeros(const int16_t *samples, size_t n)
{
	size_t i = 0;

	while (i < n && samples[i] == 0)
		i++;
	return i;
}

/* Samples up to the next pause that is worth leaving out; its length. */
static size_t
find_pause(const struct encoder *encoder, const int16_t *samples, size_t n,
    size_t *length)
{
	const size_t least = (KEPT_FRAMES + 1) * encoder->frame;

	/* no pause can be missed by looking at one sample in `least` */
	for (size_t at = least - 1; at < n; at += least) {
		size_t start = at;

		if (samples[at] != 0)
			continue;
		while (start > 0 && samples[start - 1] == 0)
			start--;
		*length = count_zeros(samples + start, n - start);
		if (*length >= least)
			return start;
	}
	*length = 0;
	return n;
}

/* Encode the first frames of a pause and leave out as many whole ones as
 * may be; how many samples that were. */
static size_t
skip_pause(struct encoder *encoder, size_t length)
{
	size_t frames = length / encoder->frame - KEPT_FRAMES;
	size_t silent = encoder->fed + encoder->delay + SPREAD;

	ARRAY_GROW(encoder->repeats, encoder->n, encoder->cap);
	encoder->repeats[encoder->n++] = (struct repeat){
	    (silent + encoder->frame - 1) / encoder->frame, frames};
	return frames * encoder->frame;
}

static bool
encode_all(
    struct encoder *encoder, const int16_t *samples, size_t n, struct buf *out)
{
	int made;

	for (size_t at = 0; at < n;) {
		size_t pause;
		size_t voiced =
		    find_pause(encoder, samples + at, n - at, &pause);

		if (!encode_stretch(encoder, samples + at, voiced, out))
			return false;
		at += voiced;
		if (pause > 0)
			at += skip_pause(encoder, pause);
		pause = count_zeros(samples + at, n - at);
		if (!encode_stretch(encoder, samples + at, pause, out))
			return false;
		at += pause;
	}
	buf_reserve(out, FLUSH_BYTES);
	made = lame_encode_flush(
	    encoder->lame, (unsigned char *)out->data + out->len, FLUSH_BYTES);
	if (made < 0)
		return false;
	out->len += (size_t)made;
	out->data[out->len] = '\0';
	return true;
}

/* The size of the Layer III frame whose header is at p, 0 if it is none
 * (ISO 11172-3 2.4.1.3, ISO 13818-3 2.4.2.3). */
static size_t
frame_size(const unsigned char *p)
{
	static const unsigned rates[] = {44100, 48000, 32000};
	static const unsigned kbits[2][16] = {
	    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
	    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
	};
	unsigned version = p[1] >> 3 & 3, rate = p[2] >> 2 & 3, kbit;

	if (p[0] != 0xFF || (p[1] & 0xE6) != 0xE2 || version == 1 || rate == 3)
		return 0;
	kbit = kbits[version == 3][p[2] >> 4];
	rate = rates[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
	return (version == 3 ? 144000 : 72000) * kbit / rate + (p[2] >> 1 & 1);
}

enum { SIDE_BYTES = 8 }; /* of a frame that is_silent() looks at */

/* No sound at all in the (first half of the) frame: it starts with a header,
 * where its data begin, and how many bits of them there are (ISO 11172-3
 * 2.4.1.7, ISO 13818-3 2.4.1.7; no checksum, mono). */
static bool
is_silent(const unsigned char *p)
{
	bool is_first = (p[1] >> 3 & 3) == 3; /* MPEG-1: 44,100 Hz */
	unsigned begin, bits;

	if (is_first) {
		begin = (unsigned)(p[4] << 1 | p[5] >> 7);
		bits = (unsigned)((p[6] & 0x3F) << 6 | p[7] >> 2);
	} else {
		begin = p[4];
		bits = (unsigned)((p[5] & 0x7F) << 5 | p[6] >> 3);
	}
	return begin == 0 && bits == 0;
}

/* The frames with the pauses at full length. False if a frame that is to
 * stand for a pause is not silent: this LAME differs from all we know. */
static bool
put_pauses(
    const struct encoder *encoder, const struct buf *frames, struct buf *out)
{
	size_t at = 0, done = 0;

	for (size_t i = 0; at + SIDE_BYTES <= frames->len; i++) {
		const char *frame = frames->data + at;
		size_t size = frame_size((const unsigned char *)frame);

		if (size == 0 || size > frames->len - at)
			return false;
		buf_add(out, frame, size);
		at += size;
		if (done == encoder->n || encoder->repeats[done].at != i)
			continue;
		if (!is_silent((const unsigned char *)frame))
			return false;
		for (size_t k = 0; k < encoder->repeats[done].times; k++)
			buf_add(out, frame, size);
		done++;
	}
	return done == encoder->n;
}

bool
mp3_encode(const struct mp3_format *format, const int16_t *samples, size_t n,
    struct buf *out, struct diags *diags)
{
	struct buf frames = {0};
	struct encoder encoder = {.lame = open_encoder(format)};
	bool ok = encoder.lame != NULL;

	if (ok) {
		encoder.frame = (size_t)mp3_frame_samples(format->rate) *
		                format->input / format->rate;
		encoder.delay =
		    (size_t)MP3_DELAY * format->input / format->rate;
		ok = encode_all(&encoder, samples, n, &frames) &&
		     put_pauses(&encoder, &frames, out);
		lame_close(encoder.lame);
	}
	if (!ok)
		diag_add(diags, DIAG_MP3_FORMAT, LOC_NONE, format->bit_rate,
		    format->rate);
	free(encoder.repeats);
	buf_release(&frames);
	return ok;
}

const char *
mp3_encoder(void)
{
	return get_lame_version();
}

bool
mp3_keep(struct buf *stream, size_t from, size_t n)
{
	size_t end = stream->len;

	for (size_t at = from, i = 0; at < stream->len; i++) {
		const unsigned char *p =
		    (const unsigned char *)stream->data + at;
		size_t left = stream->len - at;
		size_t size = left < SIDE_BYTES ? 0 : frame_size(p);

		if (size == 0 || size > left || (i >= n && !is_silent(p)))
			return false;
		if (i == n)
			end = at;
		at += size;
		if (at == stream->len && i + 1 < n)
			return false;
	}
	stream->len = end;
	return true;
}

size_t
mp3_frame_size(const char *bytes, size_t len)
{
	size_t size = len < 4 ? 0 : frame_size((const unsigned char *)bytes);

	return size <= len ? size : 0;
}

unsigned
mp3_frame_samples(unsigned rate)
{
	return rate <= 24000 ? 576 : 1152;
}

size_t
mp3_count_frames(const char *bytes, size_t len)
{
	size_t n = 0, at = 0;

	while (at + 4 <= len) {
		size_t size = frame_size((const unsigned char *)bytes + at);

		if (size == 0)
			return SIZE_MAX;
		at += size;
		n++;
	}
	return at == len ? n : SIZE_MAX;
}
