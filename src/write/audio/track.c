/* Clips and silence → chapters, cut into stretches, and one gain. */
#include "write/audio/track.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "speech/level.h"

enum {
	PIECE_GAP_MS = 120, /* between two languages in a line */
	LINE_END_MS = 300,  /* of the silence after a line belongs to it */
	LEAD_FRAMES = 4,    /* of silence at the start of a stretch, */
	TAIL_FRAMES = 4,    /* and at its end: more than a decoder lags */
	STRETCH_LINES = 2,  /* that one has on average; divides 16 */
	TRIAL_CLIPS = 12,   /* through the limiter to see what it takes */
	TRIALS = 2,
};
/* What the encoder may add to a peak, and what lies between samples, dB; a
 * low bit rate adds more. */
#define PEAK_MARGIN 0.7
#define PEAK_MARGIN_LOW 1.3
#define LOW_KBITS 48
/* The gain is a multiple of this, so that one sentence more or less seldom
 * changes the gain of all others. LEV-01 allows 0.5 dB. */
#define GAIN_STEP_DB 0.2

static uint64_t
samples_of(double ms)
{
	return (uint64_t)(ms * VOICE_RATE_HZ / 1000 + 0.5);
}

/* Above 160 kbit/s MP3 needs more samples than the voice gives. */
struct mp3_format
track_format(const struct track *track)
{
	unsigned kbits = (unsigned)track->style->bit_rate;

	return (struct mp3_format){.input = VOICE_RATE_HZ,
	    .rate = kbits > 160 ? 2 * VOICE_RATE_HZ : VOICE_RATE_HZ,
	    .bit_rate = kbits};
}

uint64_t
track_frame(const struct track *track)
{
	unsigned rate = track_format(track).rate;

	return (uint64_t)mp3_frame_samples(rate) * VOICE_RATE_HZ / rate;
}

/* The decoder's delay as input samples: so much less silence is given to
 * the encoder before the first line. */
static uint64_t
delay(const struct track *track)
{
	return (uint64_t)MP3_DELAY * VOICE_RATE_HZ / track_format(track).rate;
}

uint32_t
track_ms(const struct track *track, uint64_t samples)
{
	uint64_t rate = track_format(track).rate;

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
    const struct style *style, const struct voice_work *work)
{
	struct arena *arena = said->arena;
	size_t n = 0;

	*track = (struct track){.said = said, .style = style, .work = *work};
	for (size_t i = 0; i < said->nlines; i++)
		n += said->lines[i].npieces;
	track->utterances = ARENA_ARRAY(arena, struct utterance, n + 1);
	track->lines = ARENA_ARRAY(arena, struct track_line, said->nlines);
	track->chapters =
	    ARENA_ARRAY(arena, struct track_chapter, said->nchapters);
	track->stretches = ARENA_ARRAY(
	    arena, struct track_stretch, said->nlines + said->nchapters);
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
	for (size_t i = 0; i < track->nstretches; i++)
		buf_release(&track->stretches[i].stream);
}

bool
track_speak(struct track *track, struct diags *diags)
{
	return voice_speak(
	    &track->work, track->utterances, track->nutterances, diags);
}

bool
track_speak_again(struct track *track, size_t i, struct diags *diags)
{
	struct track_line *line = &track->lines[i];

	fill_utterances(line, &track->said->lines[i]);
	return voice_speak(&track->work, line->utterances, line->n, diags);
}

bool
track_fetch(struct track *track, struct utterance *const *utterances, size_t n,
    struct diags *diags)
{
	return voice_fetch(
	           &track->work, utterances, n, &track->is_stale, diags) &&
	       !track->is_stale;
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

/* May a stretch begin with line i? There must be silence enough before it;
 * then the hash of its own words decides. */
static bool
begins_stretch(const struct track *track, size_t i)
{
	const struct track_line *line = &track->lines[i];
	uint64_t least = (LEAD_FRAMES + TAIL_FRAMES) * track_frame(track);

	return line->n > 0 &&
	       samples_of(track->said->lines[i].pause_ms) >= least &&
	       (unsigned char)line->utterances[0].key[0] % STRETCH_LINES == 0;
}

static uint64_t
round_up(uint64_t samples, uint64_t frame)
{
	return (samples + frame - 1) / frame * frame;
}

static struct track_stretch *
add_stretch(struct track *track, size_t chapter, size_t line, uint64_t start)
{
	struct track_stretch *stretch = &track->stretches[track->nstretches++];

	*stretch = (struct track_stretch){
	    .chapter = chapter, .first = line, .start = start};
	track->chapters[chapter].n++;
	return stretch;
}

/* The line stands at `at` or, if it begins a stretch, at the next frame. */
static uint64_t
start_line(struct track *track, size_t chapter, size_t i, uint64_t at)
{
	const uint64_t frame = track_frame(track);
	struct track_line *line = &track->lines[i];
	struct track_stretch *stretch;

	if (i == track->said->chapters[chapter].first) {
		add_stretch(track, chapter, i, 0);
	} else if (begins_stretch(track, i)) {
		at = round_up(at, frame);
		stretch =
		    add_stretch(track, chapter, i, at - LEAD_FRAMES * frame);
		stretch[-1].frames =
		    (stretch->start - stretch[-1].start) / frame;
	}
	track->stretches[track->nstretches - 1].n++;
	line->start = at;
	if (i > track->said->chapters[chapter].first && line[-1].end > at)
		line[-1].end = at;
	return at;
}

/* How many frames the chapter has. */
static uint64_t
place_chapter(struct track *track, size_t k)
{
	const struct said_chapter *said = &track->said->chapters[k];
	const uint64_t frame = track_frame(track);
	uint64_t at = samples_of(track->style->silence_head);
	uint64_t tail = samples_of(track->style->silence_tail);
	struct track_stretch *last;

	track->chapters[k].first = track->nstretches;
	track->chapters[k].n = 0;
	at = at > delay(track) ? at : delay(track);
	tail = tail > TAIL_FRAMES * frame ? tail : TAIL_FRAMES * frame;
	for (size_t i = said->first; i < said->first + said->n; i++) {
		struct track_line *line = &track->lines[i];

		if (i > said->first)
			at += samples_of(track->said->lines[i].pause_ms);
		at = start_line(track, k, i, at) + line_length(line);
		line->end = at + samples_of(LINE_END_MS);
	}
	at = round_up(at + tail, frame);
	last = &track->stretches[track->nstretches - 1];
	last->frames = (at - last->start) / frame;
	return at / frame;
}

uint64_t
track_place(struct track *track)
{
	const uint64_t length = mp3_frame_samples(track_format(track).rate);
	uint64_t at = 0;

	track->nstretches = 0;
	for (size_t i = 0; i < track->said->nchapters; i++) {
		track->chapters[i].start = at;
		at += place_chapter(track, i) * length;
		track->chapters[i].end = at;
	}
	return track_ms(track, at);
}

/* Level */

static void
add_blocks(struct buf *out, const struct utterance *utterance)
{
	buf_add(out, utterance->blocks,
	    utterance->clip.nblocks * sizeof *utterance->blocks);
}

static double
loudness(const struct buf *blocks)
{
	return level_loudness((const float *)(const void *)blocks->data,
	    blocks->len / sizeof(float));
}

/* Clips from all over the publication, to try the limiter on: those whose
 * keys come first. A sentence more or less seldom changes which these are. */
static size_t
choose_trials(const struct track *track, struct utterance **chosen)
{
	size_t n = 0;

	for (size_t i = 0; i < track->nutterances; i++) {
		struct utterance *u = &track->utterances[i];
		size_t k = n;
		int order = -1;

		while (
		    k > 0 && (order = strcmp(chosen[k - 1]->key, u->key)) > 0)
			k--;
		if (k == TRIAL_CLIPS || (k > 0 && order == 0))
			continue;
		n = n < TRIAL_CLIPS ? n + 1 : n;
		memmove(
		    chosen + k + 1, chosen + k, (n - k - 1) * sizeof *chosen);
		chosen[k] = u;
	}
	return n;
}

struct trial {
	double loudness; /* of the clips as they are */
	double limited;  /* with the gain and the limiter */
};

static bool
try_limiter(const struct track *track, struct utterance *const *clips, size_t n,
    struct trial *trial, struct diags *diags)
{
	struct buf before = {0}, after = {0};
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++) {
		const struct clip *clip = &clips[i]->clip;
		int16_t *samples =
		    mem_alloc((clip->nsamples + 1) * sizeof *samples);
		float *blocks = mem_alloc((clip->nblocks + 1) * sizeof *blocks);

		ok = spool_samples(track->work.spool, clip, samples, diags);
		add_blocks(&before, clips[i]);
		if (ok) {
			level_apply(samples, clip->nsamples, track->gain,
			    track->ceiling);
			level_blocks(samples, clip->nsamples, blocks);
			buf_add(&after, blocks, clip->nblocks * sizeof *blocks);
		}
		free(samples);
		free(blocks);
	}
	trial->loudness = loudness(&before);
	trial->limited = loudness(&after);
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
	struct utterance *clips[TRIAL_CLIPS];
	size_t n = choose_trials(track, clips);
	struct buf blocks = {0};
	bool ok = track_fetch(track, clips, n, diags);
	double wanted_db, gain_db;

	for (size_t i = 0; i < track->nutterances; i++)
		add_blocks(&blocks, &track->utterances[i]);
	wanted_db = gain_db = track->style->loudness - loudness(&blocks);
	buf_release(&blocks);
	track->ceiling = ceiling_of(track);
	for (int i = 0; ok && i < TRIALS; i++) {
		struct trial trial;

		track->gain = pow(10, gain_db / 20);
		ok = try_limiter(track, clips, n, &trial, diags);
		if (ok)
			gain_db += trial.loudness + wanted_db - trial.limited;
	}
	track->gain =
	    pow(10, round(gain_db / GAIN_STEP_DB) * GAIN_STEP_DB / 20);
	return ok;
}

/* Mixing */

static bool
mix_line(const struct track *track, const struct track_line *line, int16_t *out,
    struct diags *diags)
{
	for (size_t i = 0; i < line->n; i++) {
		const struct clip *clip = &line->utterances[i].clip;

		if (i > 0)
			out += samples_of(PIECE_GAP_MS);
		if (!spool_samples(track->work.spool, clip, out, diags))
			return false;
		level_apply(out, clip->nsamples, track->gain, track->ceiling);
		out += clip->nsamples;
	}
	return true;
}

bool
track_mix(const struct track *track, const struct track_stretch *stretch,
    int16_t *out, struct diags *diags)
{
	uint64_t shift = stretch->start + delay(track);

	for (size_t i = stretch->first; i < stretch->first + stretch->n; i++)
		if (!mix_line(track, &track->lines[i],
		        out + (track->lines[i].start - shift), diags))
			return false;
	return true;
}
