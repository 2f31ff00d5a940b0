/* Clips and silence → chapters of MP3 frames. */
#include "write/audio/track.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "speech/level.h"
#include "write/audio/mp3.h"

enum {
	PIECE_GAP_MS = 120, /* between two languages in a line */
	LINE_END_MS = 300,  /* of the silence after a line belongs to it */
	TRIAL_CLIPS = 8,    /* through the limiter to see what it takes */
	TRIALS = 2,
};
/* What the encoder may add to a peak, and what lies between samples, dB; a
 * low bit rate adds more. */
#define PEAK_MARGIN 0.7
#define PEAK_MARGIN_LOW 1.3
#define LOW_KBITS 48

static uint64_t
samples_of(double ms)
{
	return (uint64_t)(ms * VOICE_RATE_HZ / 1000 + 0.5);
}

/* Above 160 kbit/s MP3 needs more samples than the voice gives. */
static struct mp3_format
format_of(const struct track *track)
{
	unsigned kbits = (unsigned)track->style->bit_rate;

	return (struct mp3_format){.input = VOICE_RATE_HZ,
	    .rate = kbits > 160 ? 2 * VOICE_RATE_HZ : VOICE_RATE_HZ,
	    .bit_rate = kbits};
}

/* The decoder's delay as input samples: so much less silence is given to
 * the encoder before the first line. */
static uint64_t
delay(const struct track *track)
{
	return (uint64_t)MP3_DELAY * VOICE_RATE_HZ /
	       (uint64_t)format_of(track).rate;
}

uint32_t
track_ms(const struct track *track, uint64_t samples)
{
	uint64_t rate = (uint64_t)format_of(track).rate;

	return (uint32_t)((samples * 1000 + rate / 2) / rate);
}

static void
fill_utterances(struct track_line *line, const struct said_line *said)
{
	for (size_t i = 0; i < said->npieces; i++)
		line->utterances[i] =
		    (struct utterance){.words = said->pieces[i].words,
		        .lang = said->pieces[i].lang,
		        .pace = said->pace};
	line->n = said->npieces;
}

void
track_open(struct track *track, const struct said *said,
    const struct style *style, struct spool *spool)
{
	struct arena *arena = said->arena;
	size_t n = 0;

	*track = (struct track){.said = said, .style = style, .spool = spool};
	for (size_t i = 0; i < said->nlines; i++)
		n += said->lines[i].npieces;
	track->utterances = ARENA_ARRAY(arena, struct utterance, n + 1);
	track->lines = ARENA_ARRAY(arena, struct track_line, said->nlines);
	track->chapters =
	    ARENA_ARRAY(arena, struct track_chapter, said->nchapters);
	for (size_t i = 0; i < said->nlines; i++) {
		track->lines[i].utterances =
		    track->utterances + track->nutterances;
		fill_utterances(&track->lines[i], &said->lines[i]);
		track->nutterances += said->lines[i].npieces;
	}
}

void
track_close(struct track *track)
{
	for (size_t i = 0; i < track->said->nchapters; i++)
		buf_release(&track->chapters[i].stream);
}

void
track_renew(struct track *track, size_t i)
{
	fill_utterances(&track->lines[i], &track->said->lines[i]);
}

static uint64_t
line_length(const struct track_line *line)
{
	uint64_t n = 0;

	for (size_t i = 0; i < line->n; i++)
		n += line->utterances[i].clip.nsamples +
		     (i > 0 ? samples_of(PIECE_GAP_MS) : 0);
	return n;
}

static void
place_chapter(struct track *track, const struct said_chapter *said,
    struct track_chapter *chapter)
{
	const struct mp3_format format = format_of(track);
	uint64_t at = samples_of(track->style->silence_head);

	chapter->head = at > delay(track) ? at - delay(track) : 0;
	for (size_t i = said->first; i < said->first + said->n; i++) {
		struct track_line *line = &track->lines[i];

		if (i > said->first)
			at += samples_of(track->said->lines[i].pause_ms);
		line->start = at;
		if (i > said->first && line[-1].end > at)
			line[-1].end = at;
		at += line_length(line);
		line->end = at + samples_of(LINE_END_MS);
	}
	at += samples_of(track->style->silence_tail);
	chapter->nsamples = at - delay(track);
	chapter->end = at * format.rate / VOICE_RATE_HZ;
}

uint64_t
track_place(struct track *track)
{
	uint64_t samples = 0;

	for (size_t i = 0; i < track->said->nchapters; i++) {
		place_chapter(
		    track, &track->said->chapters[i], &track->chapters[i]);
		samples += track->chapters[i].end;
	}
	return track_ms(track, samples);
}

/* Level */

static bool
all_blocks(const struct track *track, struct buf *out, struct diags *diags)
{
	for (size_t i = 0; i < track->nutterances; i++) {
		const struct clip *clip = &track->utterances[i].clip;
		size_t size = clip->nblocks * sizeof(float);

		buf_reserve(out, size + 1);
		if (!spool_blocks(track->spool, clip,
		        (float *)(void *)(out->data + out->len), diags))
			return false;
		out->len += size;
	}
	return true;
}

/* Clips from all parts of the publication, to try the limiter on. */
struct trial {
	double loudness; /* of the clips as they are */
	double limited;  /* with the gain and the limiter */
};

static bool
try_limiter(const struct track *track, double ceiling, struct trial *trial,
    struct diags *diags)
{
	size_t step = track->nutterances / TRIAL_CLIPS + 1, n = 0;
	struct buf before = {0}, after = {0};
	bool ok = true;

	for (size_t i = 0; ok && i < track->nutterances; i += step) {
		const struct clip *clip = &track->utterances[i].clip;
		int16_t *samples =
		    mem_alloc((clip->nsamples + 1) * sizeof *samples);
		float *blocks = mem_alloc((clip->nblocks + 1) * sizeof *blocks);

		ok = spool_samples(track->spool, clip, samples, diags) &&
		     spool_blocks(track->spool, clip, blocks, diags);
		buf_add(&before, blocks, clip->nblocks * sizeof *blocks);
		level_apply(samples, clip->nsamples, track->gain, ceiling);
		level_blocks(samples, clip->nsamples, blocks);
		buf_add(&after, blocks, clip->nblocks * sizeof *blocks);
		n += clip->nblocks;
		free(samples);
		free(blocks);
	}
	trial->loudness = level_loudness((float *)(void *)before.data, n);
	trial->limited = level_loudness((float *)(void *)after.data, n);
	buf_release(&before);
	buf_release(&after);
	return ok;
}

static double
ceiling_of(const struct track *track)
{
	double margin =
	    track->style->bit_rate < LOW_KBITS ? PEAK_MARGIN_LOW : PEAK_MARGIN;

	return pow(10, (track->style->peak - margin) / 20);
}

/* The limiter takes some loudness; the gain gives it back. */
bool
track_level(struct track *track, struct diags *diags)
{
	struct buf blocks = {0};
	bool ok = all_blocks(track, &blocks, diags);
	double wanted = track->style->loudness, gain_db;

	gain_db = wanted - level_loudness((float *)(void *)blocks.data,
	                       blocks.len / sizeof(float));
	track->gain = pow(10, gain_db / 20);
	for (int i = 0; ok && i < TRIALS; i++) {
		struct trial trial;

		ok = try_limiter(track, ceiling_of(track), &trial, diags);
		if (ok)
			track->gain *= pow(10,
			    (trial.loudness + gain_db - trial.limited) / 20);
	}
	buf_release(&blocks);
	return ok;
}

/* Encoding */

struct encoding {
	const struct track *track;
	size_t chapter;
};

static bool
mix_line(const struct track *track, const struct track_line *line, int16_t *out,
    struct diags *diags)
{
	for (size_t i = 0; i < line->n; i++) {
		const struct clip *clip = &line->utterances[i].clip;

		if (i > 0)
			out += samples_of(PIECE_GAP_MS);
		if (!spool_samples(track->spool, clip, out, diags))
			return false;
		level_apply(
		    out, clip->nsamples, track->gain, ceiling_of(track));
		out += clip->nsamples;
	}
	return true;
}

static bool
encode_chapter(void *arg, struct buf *result, struct diags *diags)
{
	const struct encoding *encoding = arg;
	const struct track *track = encoding->track;
	const struct said_chapter *said =
	    &track->said->chapters[encoding->chapter];
	const struct track_chapter *chapter =
	    &track->chapters[encoding->chapter];
	int16_t *samples = calloc(chapter->nsamples + 1, sizeof *samples);
	uint64_t shift = samples_of(track->style->silence_head) - chapter->head;
	const struct mp3_format format = format_of(track);
	bool ok = samples != NULL;

	for (size_t i = said->first; ok && i < said->first + said->n; i++)
		ok = mix_line(track, &track->lines[i],
		    samples + (track->lines[i].start - shift), diags);
	ok = ok &&
	     mp3_encode(&format, samples, chapter->nsamples, result, diags);
	free(samples);
	return ok;
}

struct order {
	uint64_t size;
	size_t chapter;
};

static int
longest_first(const void *a, const void *b)
{
	const struct order *x = a, *y = b;

	if (x->size != y->size)
		return x->size < y->size ? 1 : -1;
	return x->chapter < y->chapter ? -1 : 1;
}

static bool
take_streams(struct track *track, struct job *jobs, const struct encoding *what)
{
	const uint64_t length = mp3_frame_samples(format_of(track).rate);
	uint64_t at = 0;

	for (size_t i = 0; i < track->said->nchapters; i++) {
		struct track_chapter *c = &track->chapters[what[i].chapter];

		c->stream = jobs[i].result;
		jobs[i].result = (struct buf){0};
		c->frames = mp3_count_frames(c->stream.data, c->stream.len);
		if (c->frames == SIZE_MAX)
			return false;
	}
	for (size_t i = 0; i < track->said->nchapters; i++) {
		track->chapters[i].start = at;
		at += track->chapters[i].frames * length;
		track->chapters[i].end = at;
	}
	return true;
}

bool
track_encode(struct track *track, unsigned workers,
    const struct job_watch *watch, struct diags *diags)
{
	size_t n = track->said->nchapters;
	struct job *jobs = mem_alloc(n * sizeof *jobs);
	struct encoding *what = mem_alloc(n * sizeof *what);
	struct order *order = mem_alloc(n * sizeof *order);
	bool ok;

	for (size_t i = 0; i < n; i++)
		order[i] = (struct order){track->chapters[i].nsamples, i};
	qsort(order, n, sizeof *order, longest_first);
	for (size_t i = 0; i < n; i++) {
		what[i] = (struct encoding){track, order[i].chapter};
		jobs[i] = (struct job){
		    .name = track->said->chapters[order[i].chapter].title,
		    .run = encode_chapter,
		    .arg = &what[i]};
	}
	ok = jobs_run(jobs, n, workers, watch, diags);
	if (ok && !take_streams(track, jobs, what))
		ok = diag_add(diags, DIAG_AUDIO_ENCODE, LOC_NONE);
	for (size_t i = 0; i < n; i++)
		buf_release(&jobs[i].result);
	free(jobs);
	free(what);
	free(order);
	return ok;
}
