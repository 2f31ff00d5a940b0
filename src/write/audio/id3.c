/* ID3v2.3 tags with chapters (id3v2-chapters-1.0). */
#include "write/audio/id3.h"

#include <string.h>

#include "base/str.h"

enum { ENCODING_UTF16 = 1, CHAPTER_LIMIT = 255 };

static void
put_u32(struct buf *out, uint32_t v)
{
	char bytes[4] = {
	    (char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v};

	buf_add(out, bytes, 4);
}

/* A frame: its name, its size (plain in 2.3), two bytes of flags, its body. */
static void
put_frame(struct buf *out, const char *name, const struct buf *body)
{
	buf_add(out, name, 4);
	put_u32(out, (uint32_t)body->len);
	buf_add(out, "\0", 2);
	buf_add(out, body->data, body->len);
}

static void
put_unit(struct buf *out, unsigned unit)
{
	char bytes[2] = {(char)unit, (char)(unit >> 8)};

	buf_add(out, bytes, 2);
}

/* UTF-16 with a byte-order mark, as 2.3 wants; ended by a zero. */
static void
put_utf16(struct buf *out, const char *text)
{
	unsigned c;

	put_unit(out, 0xFEFF);
	while ((c = utf8_next(&text)) != 0) {
		if (c >= 0x10000) {
			put_unit(out, 0xD800 + ((c - 0x10000) >> 10));
			c = 0xDC00 + ((c - 0x10000) & 0x3FF);
		}
		put_unit(out, c);
	}
	put_unit(out, 0);
}

static void
put_text_frame(struct buf *out, const char *name, const char *text)
{
	struct buf body = {0};

	if (str_is_blank(text))
		return;
	buf_putc(&body, ENCODING_UTF16);
	put_utf16(&body, text);
	put_frame(out, name, &body);
	buf_release(&body);
}

/* Comments and lyrics: a language and an empty description before the text. */
static void
put_long_text(
    struct buf *out, const char *name, const char *language, const char *text)
{
	struct buf body = {0};

	if (str_is_blank(text))
		return;
	buf_putc(&body, ENCODING_UTF16);
	buf_add(&body, str_is_blank(language) ? "und" : language, 3);
	put_utf16(&body, "");
	put_utf16(&body, text);
	put_frame(out, name, &body);
	buf_release(&body);
}

/* The order and names of the chapters: top-level and ordered. */
static void
put_contents(struct buf *out, size_t n)
{
	enum { TOP_LEVEL = 2, ORDERED = 1 };
	struct buf body = {0};

	buf_add(&body, "toc", 4);
	buf_putc(&body, TOP_LEVEL | ORDERED);
	buf_putc(&body, (char)n);
	for (size_t i = 0; i < n; i++) {
		buf_printf(&body, "ch%zu", i + 1);
		buf_putc(&body, '\0');
	}
	put_frame(out, "CTOC", &body);
	buf_release(&body);
}

static void
put_chapter(struct buf *out, const struct id3_chapter *chapter, size_t number)
{
	struct buf body = {0};

	buf_printf(&body, "ch%zu", number);
	buf_putc(&body, '\0');
	put_u32(&body, chapter->start_ms);
	put_u32(&body, chapter->end_ms);
	put_u32(&body, UINT32_MAX); /* byte offsets are not used */
	put_u32(&body, UINT32_MAX);
	put_text_frame(&body, "TIT2", chapter->title);
	put_frame(out, "CHAP", &body);
	buf_release(&body);
}

void
id3_write(struct buf *out, const struct id3_tags *tags,
    const struct id3_chapter *chapters, size_t nchapters)
{
	struct buf frames = {0};
	char head[10] = {'I', 'D', '3', 3, 0, 0};

	if (nchapters > CHAPTER_LIMIT)
		nchapters = CHAPTER_LIMIT;
	put_text_frame(&frames, "TIT2", tags->title);
	put_text_frame(&frames, "TPE1", tags->artist);
	put_text_frame(&frames, "TALB", tags->album);
	put_text_frame(&frames, "TRCK", tags->track);
	put_text_frame(&frames, "TYER", tags->year);
	put_text_frame(&frames, "TLAN", tags->language);
	put_text_frame(&frames, "TCON", "Speech");
	put_long_text(&frames, "COMM", tags->language, tags->comment);
	put_long_text(&frames, "USLT", tags->language, tags->lyrics);
	if (nchapters > 0)
		put_contents(&frames, nchapters);
	for (size_t i = 0; i < nchapters; i++)
		put_chapter(&frames, &chapters[i], i + 1);
	/* the size of the whole has seven bits a byte */
	for (int i = 0; i < 4; i++)
		head[6 + i] = (char)(frames.len >> (21 - 7 * i) & 0x7F);
	buf_add(out, head, sizeof head);
	buf_add(out, frames.data, frames.len);
	buf_release(&frames);
}

const char *
id3_language(const char *bcp47)
{
	static const struct {
		char bcp47[3];
		const char *iso639;
	} codes[] = {
	    {"ar", "ara"},
	    {"bg", "bul"},
	    {"bn", "ben"},
	    {"cs", "ces"},
	    {"cy", "cym"},
	    {"de", "deu"},
	    {"en", "eng"},
	    {"es", "spa"},
	    {"fa", "fas"},
	    {"fr", "fra"},
	    {"ga", "gle"},
	    {"gd", "gla"},
	    {"gu", "guj"},
	    {"hi", "hin"},
	    {"hu", "hun"},
	    {"it", "ita"},
	    {"ku", "kur"},
	    {"lt", "lit"},
	    {"lv", "lav"},
	    {"ne", "nep"},
	    {"nl", "nld"},
	    {"pa", "pan"},
	    {"pl", "pol"},
	    {"ps", "pus"},
	    {"pt", "por"},
	    {"ro", "ron"},
	    {"ru", "rus"},
	    {"sk", "slk"},
	    {"so", "som"},
	    {"sq", "sqi"},
	    {"ta", "tam"},
	    {"tr", "tur"},
	    {"uk", "ukr"},
	    {"ur", "urd"},
	    {"vi", "vie"},
	    {"zh", "zho"},
	};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strncmp(codes[i].bcp47, bcp47, 2) == 0 &&
		    (bcp47[2] == '\0' || bcp47[2] == '-'))
			return codes[i].iso639;
	return "und";
}
