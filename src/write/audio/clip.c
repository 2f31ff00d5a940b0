/* Cutting clips from the frames of a recording. */
#include "write/audio/clip.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "write/audio/mp3.h"

/* 576 samples at 22,050 Hz, or 1,152 at 44,100: both last that long. */
static const double frame_ms = 576 / 22.05;

enum {
	BEFORE = 2, /* frames that a decoder needs to come in */
	AFTER = 2,  /* and to come to the end */
	TAG_HEAD = 10,
};

/* Length of the ID3v2 tag at the start (ID3v2.3, 3.1), 0 if there is none. */
static size_t
tag_length(const char *bytes, size_t len)
{
	const unsigned char *p = (const unsigned char *)bytes;

	if (len < TAG_HEAD || memcmp(p, "ID3", 3) != 0)
		return 0;
	return TAG_HEAD + ((size_t)(p[6] & 0x7F) << 21 |
	                      (size_t)(p[7] & 0x7F) << 14 |
	                      (size_t)(p[8] & 0x7F) << 7 | (p[9] & 0x7F));
}

bool
clips_open(struct clips *clips, const char *bytes, size_t len)
{
	size_t at = tag_length(bytes, len), cap = 0;

	*clips = (struct clips){.bytes = bytes};
	while (at < len) {
		size_t size = mp3_frame_size(bytes + at, len - at);

		if (size == 0)
			return false;
		ARRAY_GROW(clips->starts, clips->n + 1, cap);
		clips->starts[clips->n++] = at;
		clips->starts[clips->n] = at += size;
	}
	return clips->n > 0;
}

void
clips_close(struct clips *clips)
{
	free(clips->starts);
	clips->starts = NULL;
}

void
clips_cut(const struct clips *clips, uint32_t start_ms, uint32_t end_ms,
    struct buf *out)
{
	size_t from = (size_t)(start_ms / frame_ms);
	size_t to = (size_t)(end_ms / frame_ms) + 1 + AFTER;

	from = from > BEFORE ? from - BEFORE : 0;
	if (to > clips->n)
		to = clips->n;
	if (from < to)
		buf_add(out, clips->bytes + clips->starts[from],
		    clips->starts[to] - clips->starts[from]);
}
