/*
 * The audio edition: BASE.mp3 whole, BASE-audio/ with a file for each part,
 * a playlist and the times of all sentences. The times are handed on to the
 * editions that read the recording.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cache.h"
#include "base/str.h"
#include "write/audio/frames.h"
#include "write/audio/id3.h"
#include "write/audio/said.h"
#include "write/audio/timing.h"
#include "write/audio/track.h"
#include "write/audio/vtt.h"
#include "write/recording.h"
#include "write/write.h"

bool write_audio(const struct write_job *job, struct diags *diags);

enum { SLUG_SIZE = 48, MINUTE_MS = 60000, SPOKEN_MAX_MB = 512 };

/* The work on one recording. */
struct studio {
	const struct write_job *job;
	struct diags *diags;
	struct said *said;
	struct buf audit; /* what is said other than written */
	struct spool *spool;
	char *spoken, *encoded; /* folders of the cache, or NULL */
	struct track track;
	const char *whole;        /* name of the file */
	const char **files;       /* of the chapters, below the stage */
	const char **files_local; /* the same, below their own folder */
	const struct recording *recording; /* once the files have names */
};

static void
report_progress(const struct studio *r, size_t done)
{
	if (r->job->progress != NULL)
		r->job->progress(r->job->progress_arg, done,
		    r->said->nlines + r->said->nchapters);
}

static void
on_frames(void *arg, size_t done, size_t n)
{
	const struct studio *r = arg;

	report_progress(r, r->said->nlines + done * r->said->nchapters / n);
}

static void
on_sentence(void *arg, size_t done)
{
	report_progress(arg, done);
}

/* Speaking */

static void
open_track(struct studio *r)
{
	const struct document *document = r->job->document;
	const struct style *style = &document->edition->style;
	const struct voice_work work = {
	    .arena = r->said->arena,
	    .spool = r->spool,
	    .voice = style->voice != NULL ? style->voice : "",
	    .lang = document->lang,
	    .cache = r->spoken,
	    .workers = r->job->workers,
	    .program = r->job->voice_program,
	    .progress = on_sentence,
	    .progress_arg = r,
	};

	track_open(&r->track, r->said, style, &work);
}

static unsigned
minutes_of(uint64_t ms)
{
	unsigned minutes = (unsigned)((ms + MINUTE_MS / 2) / MINUTE_MS);

	return minutes > 0 ? minutes : 1;
}

/* All is spoken, then the line that says how long it lasts once more (AUD-02:
 * the true length). */
static bool
speak_all(struct studio *r)
{
	struct track *track = &r->track;

	if (!track_speak(track, r->diags))
		return false;
	for (int i = 0, said = 1; i < 2; i++) {
		unsigned minutes = minutes_of(track_place(track));

		if ((int)minutes == said)
			break;
		said = (int)minutes;
		said_set_minutes(r->said, minutes);
		if (!track_speak_again(track, r->said->length_line, r->diags))
			return false;
	}
	track_place(track);
	return true;
}

static bool
level(struct studio *r)
{
	report_progress(r, r->said->nlines);
	return track_level(&r->track, r->diags);
}

static bool
encode_all(struct studio *r)
{
	const struct frames_work work = {.cache = r->encoded,
	    .workers = r->job->workers,
	    .progress = on_frames,
	    .progress_arg = r};

	return frames_make(&r->track, &work, r->diags);
}

static bool
make_track(struct studio *r)
{
	static const struct {
		const char *name;
		bool (*run)(struct studio *);
	} steps[] = {
	    {"speak", speak_all}, {"level", level}, {"encode", encode_all}};
	bool ok = true;

	for (size_t i = 0; ok && i < sizeof steps / sizeof *steps; i++) {
		double start = write_clock();

		ok = steps[i].run(r);
		write_timing(r->job, steps[i].name, write_clock() - start);
	}
	return ok;
}

/* If the voice has become another one while the cache still had sentences of
 * the old, all is spoken by the new one. */
static bool
make_true_track(struct studio *r)
{
	open_track(r);
	if (make_track(r))
		return true;
	if (!r->track.is_stale)
		return false;
	track_close(&r->track);
	open_track(r);
	r->track.work.cache = NULL;
	free(r->encoded);
	r->encoded = NULL;
	return make_track(r);
}

/* Files */

static bool
write_pieces(
    struct studio *r, const char *name, const struct bytes *pieces, size_t n)
{
	bool ok = stage_write_pieces(r->job->stage, name, pieces, n, r->diags);
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		len += pieces[i].len;
	if (ok)
		write_fact(r->job, name, "bytes", "%zu", len);
	return ok;
}

static bool
write_bytes(struct studio *r, const char *name, const struct buf *bytes)
{
	return write_pieces(
	    r, name, &(struct bytes){bytes->data, bytes->len}, 1);
}

/* A tag, then n stretches. */
static bool
write_sound(struct studio *r, const char *name, const struct buf *tag,
    const struct track_stretch *stretches, size_t n)
{
	struct bytes *pieces = ARENA_ARRAY(r->said->arena, struct bytes, n + 1);

	pieces[0] = (struct bytes){tag->data, tag->len};
	for (size_t i = 0; i < n; i++)
		pieces[i + 1] = (struct bytes){
		    stretches[i].stream.data, stretches[i].stream.len};
	return write_pieces(r, name, pieces, n + 1);
}

static void
name_files(struct studio *r)
{
	struct arena *arena = r->said->arena;
	const struct said *said = r->said;
	int digits = said->nchapters > 100 ? 3 : 2;

	r->whole = arena_printf(arena, "%s.mp3", r->job->base);
	r->files = ARENA_ARRAY(arena, const char *, said->nchapters);
	r->files_local = ARENA_ARRAY(arena, const char *, said->nchapters);
	for (size_t i = 0; i < said->nchapters; i++) {
		char slug[SLUG_SIZE];

		str_slug(slug, sizeof slug, said->chapters[i].title);
		r->files_local[i] = arena_printf(arena, "%0*zu%s%s.mp3", digits,
		    i, slug[0] != '\0' ? "-" : "", slug);
		r->files[i] = arena_printf(
		    arena, "%s-audio/%s", r->job->base, r->files_local[i]);
	}
}

/* What all tags of the publication have in common. */
static struct id3_tags
common_tags(const struct studio *r)
{
	const struct document *doc = r->job->document;
	struct buf contact = {0};
	struct id3_tags tags = {.artist = doc->organisation,
	    .album = doc->title,
	    .language = id3_language(doc->lang)};

	if (strlen(doc->date) >= 4)
		tags.year = arena_strndup(r->said->arena, doc->date, 4);
	for (size_t i = 0; i < doc->ncontacts; i++)
		buf_printf(&contact, "%s%s", i > 0 ? ", " : "",
		    doc->contacts[i].value);
	tags.comment = arena_strdup(r->said->arena, buf_str(&contact));
	buf_release(&contact);
	return tags;
}

/* The words of a chapter, for players that show them. */
static const char *
chapter_words(const struct studio *r, size_t i)
{
	const struct said_chapter *chapter = &r->said->chapters[i];
	struct buf text = {0};
	const char *words;

	for (size_t k = 0; k < chapter->n; k++)
		buf_printf(
		    &text, "%s\n", r->said->lines[chapter->first + k].text);
	words = arena_strdup(r->said->arena, buf_str(&text));
	buf_release(&text);
	return words;
}

static bool
write_whole(struct studio *r)
{
	const struct said *said = r->said;
	struct id3_chapter *chapters =
	    ARENA_ARRAY(said->arena, struct id3_chapter, said->nchapters);
	struct id3_tags tags = common_tags(r);
	struct buf tag = {0};
	uint32_t end_ms;
	bool ok;

	for (size_t i = 0; i < said->nchapters; i++)
		chapters[i] = (struct id3_chapter){said->chapters[i].title,
		    track_ms(&r->track, r->track.chapters[i].start),
		    track_ms(&r->track, r->track.chapters[i].end)};
	end_ms = chapters[said->nchapters - 1].end_ms;
	tags.title = r->job->document->title;
	id3_write(&tag, &tags, chapters, said->nchapters);
	ok = write_sound(
	    r, r->whole, &tag, r->track.stretches, r->track.nstretches);
	buf_release(&tag);
	write_fact(r->job, r->whole, "title", "%s", tags.title);
	write_fact(r->job, r->whole, "minutes", "%u", minutes_of(end_ms));
	write_fact(r->job, r->whole, "seconds", "%.3f", end_ms / 1e3);
	write_fact(r->job, r->whole, "chapters", "%zu", said->nchapters);
	return ok;
}

static bool
write_chapter(struct studio *r, size_t i)
{
	const struct track_chapter *chapter = &r->track.chapters[i];
	struct id3_tags tags = common_tags(r);
	struct buf tag = {0};
	bool ok;

	tags.title = r->said->chapters[i].title;
	tags.track =
	    arena_printf(r->said->arena, "%zu/%zu", i + 1, r->said->nchapters);
	tags.lyrics = chapter_words(r, i);
	id3_write(&tag, &tags, NULL, 0);
	ok = write_sound(r, r->files[i], &tag,
	    r->track.stretches + chapter->first, chapter->n);
	buf_release(&tag);
	write_fact(r->job, r->files[i], "title", "%s", tags.title);
	write_fact(r->job, r->files[i], "seconds", "%.3f",
	    track_ms(&r->track, chapter->end - chapter->start) / 1e3);
	return ok;
}

/* A file of text in the folder of the parts. */
static bool
write_text_file(struct studio *r, const char *name, struct buf *text)
{
	bool ok = write_bytes(r,
	    arena_printf(r->said->arena, "%s-audio/%s", r->job->base, name),
	    text);

	buf_clear(text);
	return ok;
}

static bool
write_playlist(struct studio *r)
{
	const struct said *said = r->said;
	struct buf text = {0};
	bool ok;

	buf_puts(&text, "#EXTM3U\n");
	for (size_t i = 0; i < said->nchapters; i++) {
		const struct track_chapter *c = &r->track.chapters[i];
		uint32_t ms = track_ms(&r->track, c->end - c->start);

		buf_printf(&text, "#EXTINF:%u,%s\n%s\n", (ms + 500) / 1000,
		    said->chapters[i].title, r->files_local[i]);
	}
	ok = write_text_file(r, "playlist.m3u8", &text);
	buf_release(&text);
	return ok;
}

static bool
write_times(struct studio *r)
{
	static const struct {
		const char *name;
		void (*put)(const struct recording *, struct buf *);
	} tracks[] = {
	    {"sentences.vtt", vtt_sentences},
	    {"captions.vtt", vtt_captions},
	    {"chapters.vtt", vtt_chapters},
	};
	struct buf text = {0};
	bool ok;

	timing_write(r->said, r->recording, &text);
	ok = write_text_file(r, "timing.json", &text);
	for (size_t i = 0; ok && i < sizeof tracks / sizeof *tracks; i++) {
		tracks[i].put(r->recording, &text);
		ok = write_text_file(r, tracks[i].name, &text);
	}
	buf_release(&text);
	return ok;
}

static bool
write_files(struct studio *r)
{
	bool ok;

	name_files(r);
	r->recording = timing_recording(&r->track, r->whole, r->files);
	ok = write_whole(r) && write_playlist(r) && write_times(r) &&
	     write_text_file(r, "audit.tsv", &r->audit);
	for (size_t i = 0; ok && i < r->said->nchapters; i++)
		ok = write_chapter(r, i);
	if (ok && r->job->recorded != NULL)
		recording_save(r->recording, r->job->recorded);
	return ok;
}

static void
open_cache(struct studio *r)
{
	if (r->job->cache == NULL)
		return;
	r->spoken = cache_open(r->job->cache, "speech");
	r->encoded = cache_open(r->job->cache, "frames");
}

/* Looking at each file of the cache takes longer than to speak a sentence. So
 * that is done after much was made, and after little for one state of the
 * words in CARE_ONE_IN. */
static bool
needs_care(const struct studio *r)
{
	enum { MUCH = 16, CARE_ONE_IN = 16 };
	size_t made = spool_count(r->spool);
	unsigned state = 0;

	for (size_t i = 0; i < r->track.nutterances; i++)
		state += (unsigned char)r->track.utterances[i].key[0];
	return made >= MUCH || (made > 0 && state % CARE_ONE_IN == 0);
}

static void
close_cache(struct studio *r)
{
	if (r->spoken != NULL && needs_care(r))
		cache_trim(r->spoken, (uint64_t)SPOKEN_MAX_MB << 20);
	if (r->encoded != NULL && needs_care(r))
		cache_trim(r->encoded, (uint64_t)FRAMES_MAX_MB << 20);
	free(r->spoken);
	free(r->encoded);
}

bool
write_audio(const struct write_job *job, struct diags *diags)
{
	struct studio r = {.job = job, .diags = diags};
	double start = write_clock();
	bool ok = false;

	r.said = said_open(
	    job->document, job->pictures, job->cache, &r.audit, diags);
	write_timing(job, "words", write_clock() - start);
	if (r.said != NULL)
		r.spool = spool_open(stage_folder(job->stage), diags);
	if (r.said != NULL && r.spool != NULL) {
		open_cache(&r);
		ok = make_true_track(&r) && write_files(&r);
		close_cache(&r);
		track_close(&r.track);
	}
	spool_close(r.spool);
	said_close(r.said);
	buf_release(&r.audit);
	return ok;
}
