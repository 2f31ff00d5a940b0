/*
 * sRGB as an ICC profile (ICC.1:2010, version 4): what the colours of the
 * file mean, as PDF/A wants. Made here from the published numbers of the
 * colour space, so no licence of a profile binds the file.
 */
#include <stdint.h>

#include "write/pdf/assembly.h"

#define TAG(a, b, c, d)                                                        \
	((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 |      \
	    (uint32_t)(d))
/* s15Fixed16: 16 bits behind the point */
#define FIXED(v) ((uint32_t)(int32_t)((v)*65536 + ((v) < 0 ? -0.5 : 0.5)))
/* two characters of UTF-16 */
#define UTF16(a, b) ((uint32_t)(a) << 16 | (uint32_t)(b))

/* Words of 32 bits, big-endian in the file. */
static const uint32_t words[] = {
    /* header: size, no CMM, version, class, colour spaces */
    480, 0, 0x04200000, TAG('m', 'n', 't', 'r'), TAG('R', 'G', 'B', ' '),
    TAG('X', 'Y', 'Z', ' '),
    /* 2025-01-01 00:00, signature, flags, device, intent */
    2025 << 16 | 1, 1 << 16, 0, TAG('a', 'c', 's', 'p'), 0, 0, 0, 0, 0, 0, 0,
    /* white of the connection space (D50), creator, id, reserved */
    FIXED(0.9642), FIXED(1.0), FIXED(0.8249), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0,
    /* tags: name, offset, size; the three curves are one */
    10, TAG('d', 'e', 's', 'c'), 252, 36, TAG('c', 'p', 'r', 't'), 288, 34,
    TAG('w', 't', 'p', 't'), 324, 20, TAG('c', 'h', 'a', 'd'), 344, 44,
    TAG('r', 'X', 'Y', 'Z'), 388, 20, TAG('g', 'X', 'Y', 'Z'), 408, 20,
    TAG('b', 'X', 'Y', 'Z'), 428, 20, TAG('r', 'T', 'R', 'C'), 448, 32,
    TAG('g', 'T', 'R', 'C'), 448, 32, TAG('b', 'T', 'R', 'C'), 448, 32,
    /* desc: one text, enUS, 8 bytes at 28: "sRGB" */
    TAG('m', 'l', 'u', 'c'), 0, 1, 12, TAG('e', 'n', 'U', 'S'), 8, 28,
    UTF16('s', 'R'), UTF16('G', 'B'),
    /* cprt: "CC0", 6 bytes and 2 of padding */
    TAG('m', 'l', 'u', 'c'), 0, 1, 12, TAG('e', 'n', 'U', 'S'), 6, 28,
    UTF16('C', 'C'), UTF16('0', 0),
    /* wtpt */
    TAG('X', 'Y', 'Z', ' '), 0, FIXED(0.9642), FIXED(1.0), FIXED(0.8249),
    /* chad: D65 → D50 (Bradford) */
    TAG('s', 'f', '3', '2'), 0, FIXED(1.0478112), FIXED(0.0228866),
    FIXED(-0.0501270), FIXED(0.0295424), FIXED(0.9904844), FIXED(-0.0170491),
    FIXED(-0.0092345), FIXED(0.0150436), FIXED(0.7521316),
    /* red, green, blue as seen under D50 */
    TAG('X', 'Y', 'Z', ' '), 0, FIXED(0.4360747), FIXED(0.2225045),
    FIXED(0.0139322), TAG('X', 'Y', 'Z', ' '), 0, FIXED(0.3850649),
    FIXED(0.7168786), FIXED(0.0971045), TAG('X', 'Y', 'Z', ' '), 0,
    FIXED(0.1430804), FIXED(0.0606169), FIXED(0.7141733),
    /* the curve of IEC 61966-2-1: type 3; power, a, b, c, d */
    TAG('p', 'a', 'r', 'a'), 0, 3 << 16, FIXED(2.4), FIXED(1 / 1.055),
    FIXED(0.055 / 1.055), FIXED(1 / 12.92), FIXED(0.04045)};

_Static_assert(sizeof words == 480, "the size stands in the header");

void
put_profile(struct buf *out)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (int shift = 24; shift >= 0; shift -= 8)
			buf_putc(out, (char)(words[i] >> shift & 0xFF));
}
