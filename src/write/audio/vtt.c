/* WebVTT. */
#include "write/audio/vtt.h"

#include "base/json.h"

static void
put_time(struct buf *out, uint32_t ms)
{
	buf_printf(out, "%02u:%02u:%02u.%03u", ms / 3600000, ms / 60000 % 60,
	    ms / 1000 % 60, ms % 1000);
}

static void
put_times(struct buf *out, uint32_t start_ms, uint32_t end_ms)
{
	put_time(out, start_ms);
	buf_puts(out, " --> ");
	put_time(out, end_ms);
	buf_putc(out, '\n');
}

/* Words of a cue on one line: no mark-up, no arrow, no line end hides in
 * them. */
static void
put_words(struct buf *out, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '&')
			buf_puts(out, "&amp;");
		else if (*p == '<')
			buf_puts(out, "&lt;");
		else if (*p == '>')
			buf_puts(out, "&gt;");
		else
			buf_putc(out, *p == '\n' || *p == '\r' ? ' ' : *p);
	}
	buf_putc(out, '\n');
}

void
vtt_sentences(const struct recording *recording, struct buf *out)
{
	buf_puts(out, "WEBVTT\n");
	for (size_t i = 0; i < recording->nclips; i++) {
		const struct recording_clip *c = &recording->clips[i];

		if (c->id == NULL)
			continue;
		buf_printf(out, "\n%s\n", c->id);
		put_times(out, c->start_ms, c->end_ms);
		buf_puts(out,
		    "{\"selector\":{\"type\":\"FragmentSelector\",\"value\":");
		json_put_string(out, c->id);
		buf_puts(out, "}}\n");
	}
}

void
vtt_captions(const struct recording *recording, struct buf *out)
{
	buf_puts(out, "WEBVTT\n");
	for (size_t i = 0; i < recording->nclips; i++) {
		const struct recording_clip *c = &recording->clips[i];

		buf_putc(out, '\n');
		if (c->id != NULL)
			buf_printf(out, "%s\n", c->id);
		put_times(out, c->start_ms, c->end_ms);
		put_words(out, c->text);
	}
}

void
vtt_chapters(const struct recording *recording, struct buf *out)
{
	buf_puts(out, "WEBVTT\n");
	for (size_t i = 0; i < recording->nchapters; i++) {
		const struct recording_chapter *c = &recording->chapters[i];

		buf_printf(out, "\n%zu\n", i);
		put_times(out, c->start_ms, c->end_ms);
		put_words(out, c->title);
	}
}
