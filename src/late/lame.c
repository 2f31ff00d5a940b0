/* LAME: sound as MP3. */
#include "late/late.h"

#include <lame/lame.h>

#define LAME(type, name, parameters, arguments)                                \
	LATE(SONAME_LAME, type, name, parameters, arguments)
#define LAME_SET(name, type)                                                   \
	LAME(int, name, (lame_global_flags * lame, type value), (lame, value))
#define LAME_GET(type, name)                                                   \
	LAME(type, name, (const lame_global_flags *lame), (lame))

LAME(const char *, get_lame_version, (void), ());
LAME(lame_global_flags *, lame_init, (void), ());
LAME(int, lame_init_params, (lame_global_flags * lame), (lame));
LAME(int, lame_close, (lame_global_flags * lame), (lame));
LAME_SET(lame_set_in_samplerate, int);
LAME_SET(lame_set_out_samplerate, int);
LAME_SET(lame_set_num_channels, int);
LAME_SET(lame_set_mode, MPEG_mode);
LAME_SET(lame_set_brate, int);
LAME_SET(lame_set_VBR, vbr_mode);
LAME_SET(lame_set_quality, int);
LAME_SET(lame_set_scale, float);
LAME_SET(lame_set_disable_reservoir, int);
LAME_SET(lame_set_bWriteVbrTag, int);
LATE_VOID(SONAME_LAME, lame_set_write_id3tag_automatic,
    (lame_global_flags * lame, int value), (lame, value));
LAME_GET(int, lame_get_brate);
LAME_GET(int, lame_get_out_samplerate);
LAME_GET(float, lame_get_scale);
LAME(int, lame_encode_buffer,
    (lame_global_flags * lame, const short int left[], const short int right[],
        const int n, unsigned char *mp3, const int size),
    (lame, left, right, n, mp3, size));
LAME(int, lame_encode_flush,
    (lame_global_flags * lame, unsigned char *mp3, int size),
    (lame, mp3, size));
