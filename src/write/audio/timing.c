/* The times of a track. */
#include "write/audio/timing.h"

#include <stddef.h>

#include "base/json.h"

/* Positions of lines are at the input rate; the stream's may be twice it. */
static uint32_t
line_ms(const struct track *track, const struct track_chapter *chapter,
    uint64_t samples)
{
	uint64_t rate = (uint64_t)(track->style->bit_rate > 160 ? 2 : 1);

	return track_ms(track, chapter->start + samples * rate);
}

static void
take_clips(
    const struct track *track, size_t chapter, struct recording_clip *out)
{
	const struct said_chapter *said = &track->said->chapters[chapter];
	const struct track_chapter *c = &track->chapters[chapter];

	for (size_t i = said->first; i < said->first + said->n; i++) {
		const struct said_line *line = &track->said->lines[i];

		out[i] = (struct recording_clip){
		    .id = line->sentence != NULL ? line->sentence->id : NULL,
		    .text = line->text,
		    .chapter = chapter,
		    .start_ms = line_ms(track, c, track->lines[i].start),
		    .end_ms = line_ms(track, c, track->lines[i].end),
		};
	}
}

const struct recording *
timing_recording(
    const struct track *track, const char *whole, const char *const *files)
{
	const struct said *said = track->said;
	struct arena *arena = said->arena;
	struct recording *r = ARENA_NEW(arena, struct recording);
	struct recording_chapter *chapters =
	    ARENA_ARRAY(arena, struct recording_chapter, said->nchapters);
	struct recording_clip *clips =
	    ARENA_ARRAY(arena, struct recording_clip, said->nlines);

	for (size_t i = 0; i < said->nchapters; i++) {
		const struct track_chapter *c = &track->chapters[i];

		chapters[i] = (struct recording_chapter){
		    said->chapters[i].title, files[i],
		    track_ms(track, c->start), track_ms(track, c->end)};
		take_clips(track, i, clips);
	}
	*r = (struct recording){.file = whole,
	    .duration_ms = chapters[said->nchapters - 1].end_ms,
	    .chapters = chapters,
	    .nchapters = said->nchapters,
	    .clips = clips,
	    .nclips = said->nlines};
	return r;
}

static void
put_field(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "\"%s\": ", name);
	json_put_string(out, text);
}

static void
put_chapters(const struct recording *r, struct buf *out)
{
	for (size_t i = 0; i < r->nchapters; i++) {
		const struct recording_chapter *c = &r->chapters[i];

		buf_printf(
		    out, "%s\n    {\"number\": %zu, ", i > 0 ? "," : "", i);
		put_field(out, "title", c->title);
		buf_puts(out, ", ");
		put_field(out, "file", c->file);
		buf_printf(out, ", \"start_ms\": %u, \"end_ms\": %u}",
		    c->start_ms, c->end_ms);
	}
}

static void
put_clip(const struct said_line *said, const struct recording_clip *clip,
    uint32_t origin_ms, struct buf *out)
{
	struct buf spoken = {0};

	for (size_t k = 0; k < said->npieces; k++)
		buf_printf(
		    &spoken, "%s%s", k > 0 ? " " : "", said->pieces[k].words);
	put_field(out, "id", clip->id);
	buf_printf(out,
	    ", \"chapter\": %zu, \"start_ms\": %u, \"end_ms\": %u, "
	    "\"chapter_start_ms\": %u, \"chapter_end_ms\": %u, ",
	    clip->chapter, clip->start_ms, clip->end_ms,
	    clip->start_ms - origin_ms, clip->end_ms - origin_ms);
	put_field(out, "text", clip->text);
	buf_puts(out, ", ");
	put_field(out, "spoken", buf_str(&spoken));
	buf_release(&spoken);
}

void
timing_write(
    const struct said *said, const struct recording *recording, struct buf *out)
{
	buf_puts(out, "{\n  ");
	put_field(out, "publication", said->document->id);
	buf_puts(out, ",\n  ");
	put_field(out, "file", recording->file);
	buf_printf(out, ",\n  \"duration_ms\": %u,\n  \"chapters\": [",
	    recording->duration_ms);
	put_chapters(recording, out);
	buf_puts(out, "\n  ],\n  \"sentences\": [");
	for (size_t i = 0; i < recording->nclips; i++) {
		const struct recording_clip *clip = &recording->clips[i];

		buf_puts(out, i > 0 ? ",\n    {" : "\n    {");
		put_clip(&said->lines[i], clip,
		    recording->chapters[clip->chapter].start_ms, out);
		buf_putc(out, '}');
	}
	buf_puts(out, "\n  ]\n}\n");
}
