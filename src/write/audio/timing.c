/* timing.json. */
#include "write/audio/timing.h"

#include <stddef.h>

#include "base/json.h"

static void
put_field(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "\"%s\": ", name);
	json_string(out, text);
}

static void
put_chapters(
    const struct track *track, const char *const *files, struct buf *out)
{
	const struct said *said = track->said;

	for (size_t i = 0; i < said->nchapters; i++) {
		const struct track_chapter *c = &track->chapters[i];

		buf_printf(
		    out, "%s\n    {\"number\": %zu, ", i > 0 ? "," : "", i);
		put_field(out, "title", said->chapters[i].title);
		buf_puts(out, ", ");
		put_field(out, "file", files[i]);
		buf_printf(out, ", \"start_ms\": %u, \"end_ms\": %u}",
		    track_ms(track, c->start), track_ms(track, c->end));
	}
}

/* Positions of lines are at the input rate; the stream's may be twice it. */
static uint64_t
stream_samples(const struct track_chapter *chapter, const struct track *track,
    uint64_t samples)
{
	uint64_t rate = (uint64_t)(track->style->bit_rate > 160 ? 2 : 1);

	return chapter->start + samples * rate;
}

static void
put_line(const struct track *track, size_t i, size_t chapter, struct buf *out)
{
	const struct said_line *said = &track->said->lines[i];
	const struct track_line *line = &track->lines[i];
	const struct track_chapter *c = &track->chapters[chapter];
	uint32_t start = track_ms(track, stream_samples(c, track, line->start));
	uint32_t end = track_ms(track, stream_samples(c, track, line->end));
	uint32_t origin = track_ms(track, c->start);
	struct buf spoken = {0};

	for (size_t k = 0; k < said->npieces; k++)
		buf_printf(
		    &spoken, "%s%s", k > 0 ? " " : "", said->pieces[k].words);
	buf_puts(out, i > 0 ? ",\n    {" : "\n    {");
	put_field(
	    out, "id", said->sentence != NULL ? said->sentence->id : NULL);
	buf_printf(out,
	    ", \"chapter\": %zu, \"start_ms\": %u, \"end_ms\": %u, "
	    "\"chapter_start_ms\": %u, \"chapter_end_ms\": %u, ",
	    chapter, start, end, start - origin, end - origin);
	put_field(out, "text", said->text);
	buf_puts(out, ", ");
	put_field(out, "spoken", buf_str(&spoken));
	buf_putc(out, '}');
	buf_release(&spoken);
}

void
timing_write(const struct track *track, const char *whole,
    const char *const *files, struct buf *out)
{
	const struct said *said = track->said;

	buf_puts(out, "{\n  ");
	put_field(out, "publication", said->document->id);
	buf_puts(out, ",\n  ");
	put_field(out, "file", whole);
	buf_printf(out, ",\n  \"duration_ms\": %u,\n  \"chapters\": [",
	    track_ms(track, track->chapters[said->nchapters - 1].end));
	put_chapters(track, files, out);
	buf_puts(out, "\n  ],\n  \"sentences\": [");
	for (size_t c = 0; c < said->nchapters; c++)
		for (size_t i = 0; i < said->chapters[c].n; i++)
			put_line(track, said->chapters[c].first + i, c, out);
	buf_puts(out, "\n  ]\n}\n");
}
