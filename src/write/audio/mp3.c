/* Speech → MP3, by LAME. */
#include "write/audio/mp3.h"

#include <lame/lame.h>
#include <string.h>

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
static lame_t
open_encoder(const struct mp3_format *format)
{
	lame_t lame = open_scaled(format, 1);
	float scale = lame != NULL ? lame_get_scale(lame) : 1;

	if (lame == NULL || scale > 0.999F || scale <= 0)
		return lame;
	lame_close(lame);
	return open_scaled(format, 1 / scale);
}

/* Encode a piece; false if LAME fails. */
static bool
encode_piece(lame_t lame, const int16_t *samples, size_t n, struct buf *out)
{
	size_t room = 3 * n + FLUSH_BYTES; /* the rate may be doubled */
	int made;

	buf_reserve(out, room);
	made = lame_encode_buffer(lame, samples, NULL, (int)n,
	    (unsigned char *)out->data + out->len, (int)room);
	if (made < 0)
		return false;
	out->len += (size_t)made;
	return true;
}

static bool
encode_all(lame_t lame, const int16_t *samples, size_t n, struct buf *out)
{
	enum { PIECE = 1 << 16 };
	int made;

	for (size_t at = 0; at < n; at += PIECE)
		if (!encode_piece(lame, samples + at,
		        n - at < PIECE ? n - at : PIECE, out))
			return false;
	buf_reserve(out, FLUSH_BYTES);
	made = lame_encode_flush(
	    lame, (unsigned char *)out->data + out->len, FLUSH_BYTES);
	if (made < 0)
		return false;
	out->len += (size_t)made;
	out->data[out->len] = '\0';
	return true;
}

bool
mp3_encode(const struct mp3_format *format, const int16_t *samples, size_t n,
    struct buf *out, struct diags *diags)
{
	lame_t lame = open_encoder(format);
	bool ok = lame != NULL && encode_all(lame, samples, n, out);

	if (lame != NULL)
		lame_close(lame);
	if (!ok)
		diag_add(diags, DIAG_MP3_FORMAT, LOC_NONE, format->bit_rate,
		    format->rate);
	return ok;
}

unsigned
mp3_frame_samples(unsigned rate)
{
	return rate <= 24000 ? 576 : 1152;
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
