/*
 * One voice that says many things: in a process that has the voice but has
 * never spoken, a child for each of them.
 */
#include "speech/speaker.h"

#include <ctype.h>
#include <espeak-ng/speak_lib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bounds.h"
#include "base/cache.h"
#include "base/confine.h"
#include "base/job.h"
#include "speech/level.h"
#include "speech/library.h"
#include "speech/voice.h"

enum {
	VOLUME = 80,  /* room above: some voices reach full scale */
	QUIET = 24,   /* samples within this are the silence at the ends */
	EDGE_MS = 15, /* of it that stays */
	FIRST_SAMPLES = 1 << 16,
};

/* Speaking one utterance: in a child of its own. */

struct speech {
	int16_t *samples;
	size_t n, cap;
};

static int
on_samples(short *samples, int n, espeak_EVENT *events)
{
	struct speech *speech = events->user_data;

	if (samples == NULL || n <= 0)
		return 0;
	while (speech->cap < speech->n + (size_t)n) {
		speech->cap = speech->cap > 0 ? speech->cap * 2 : FIRST_SAMPLES;
		speech->samples = mem_realloc(
		    speech->samples, speech->cap * sizeof *speech->samples);
	}
	memcpy(speech->samples + speech->n, samples,
	    (size_t)n * sizeof *speech->samples);
	speech->n += (size_t)n;
	return 0;
}

/* Cut the silence at both ends: the pauses are ours. */
static void
trim(struct speech *speech)
{
	const size_t edge = (size_t)EDGE_MS * VOICE_RATE_HZ / 1000;
	size_t start = 0, end = speech->n;

	while (start < end && abs(speech->samples[start]) <= QUIET)
		start++;
	while (end > start && abs(speech->samples[end - 1]) <= QUIET)
		end--;
	start = start > edge ? start - edge : 0;
	end = end + edge < speech->n ? end + edge : speech->n;
	memmove(speech->samples, speech->samples + start,
	    (end - start) * sizeof *speech->samples);
	speech->n = end - start;
}

static bool
has_words(const char *words)
{
	for (const char *p = words; *p != '\0'; p++)
		if (isalnum((unsigned char)*p) || (*p & 0x80) != 0)
			return true;
	return false;
}

static bool
synthesise(const struct saying *saying, struct speech *speech)
{
	if (!has_words(saying->words))
		return true;
	espeak_SetSynthCallback(on_samples);
	espeak_SetParameter(espeakRATE, saying->rate, 0);
	espeak_SetParameter(espeakVOLUME, VOLUME, 0);
	if (espeak_Synth(saying->words, strlen(saying->words) + 1, 0,
	        POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakPHONEMES, NULL,
	        speech) != EE_OK)
		return false;
	espeak_Synchronize();
	if (speech->n > 0)
		trim(speech);
	return true;
}

/* What one child does. */
struct turn {
	const struct speaker *speaker;
	const struct saying *saying;
};

static bool
say(void *arg, struct buf *result, struct diags *diags)
{
	const struct turn *turn = arg;
	const struct speaker *speaker = turn->speaker;
	struct clip clip = {0};
	struct speech speech = {0};
	float *blocks;
	bool ok;

	/* what is spoken may make the library misbehave */
	if (!confine_write_nowhere() || !synthesise(turn->saying, &speech))
		return diag_add(
		    diags, DIAG_VOICE_SPEAK, LOC_NONE, turn->saying->words);
	clip.nsamples = (uint32_t)speech.n;
	clip.nblocks = (uint32_t)level_block_count(speech.n);
	blocks = mem_alloc((clip.nblocks + 1) * sizeof *blocks);
	level_blocks(speech.samples, speech.n, blocks);
	ok = spool_add(speaker->spool, &clip, speech.samples, diags);
	buf_add(result, &clip, sizeof clip);
	buf_add(result, blocks, clip.nblocks * sizeof *blocks);
	free(blocks);
	free(speech.samples);
	return ok;
}

/* What a child has said, into the cache: as the brief of the entry what say()
 * hands back, but that the samples are nowhere yet. The child cannot write
 * there. */
static void
keep(void *arg, const struct job *job, size_t done, size_t n)
{
	const struct speaker *speaker = arg;
	const struct turn *turn = job->arg;
	const struct buf *said = &job->result;
	struct diags ignored = {0};
	struct buf brief = {0};
	struct clip clip, nowhere;
	int16_t *samples;

	(void)done;
	(void)n;
	if (!job->ok || speaker->cache == NULL || said->len < sizeof clip)
		return;
	memcpy(&clip, said->data, sizeof clip);
	if (clip.nblocks != level_block_count(clip.nsamples) ||
	    said->len != sizeof clip + clip.nblocks * sizeof(float))
		return;
	samples = mem_alloc((clip.nsamples + (size_t)1) * sizeof *samples);
	if (spool_samples(speaker->spool, &clip, samples, &ignored)) {
		nowhere = clip;
		nowhere.at = CLIP_NOWHERE;
		buf_add(&brief, &nowhere, sizeof nowhere);
		buf_add(
		    &brief, said->data + sizeof clip, said->len - sizeof clip);
		cache_store(speaker->cache, turn->saying->key,
		    (struct bytes){brief.data, brief.len},
		    (struct bytes){samples, clip.nsamples * sizeof *samples});
	}
	free(samples);
	buf_release(&brief);
	diags_release(&ignored);
}

static bool
start_library(const struct speaker *speaker, struct diags *diags)
{
	if (!library_start())
		return diag_add(diags, DIAG_VOICE_LIBRARY, LOC_NONE);
	if (library_choose(
	        speaker->voice, speaker->is_language, speaker->cache))
		return true;
	return diag_add(diags,
	    speaker->is_language ? DIAG_VOICE_LANGUAGE : DIAG_VOICE_NONE,
	    LOC_NONE, speaker->voice);
}

bool
speaker_run(void *arg, struct buf *result, struct diags *diags)
{
	const struct speaker *speaker = arg;
	const struct job_watch watch = {.progress = keep, .arg = arg};
	struct turn *turns;
	struct job *jobs;
	bool ok;

	if (!start_library(speaker, diags))
		return false;
	turns = mem_alloc((speaker->n + 1) * sizeof *turns);
	jobs = mem_alloc((speaker->n + 1) * sizeof *jobs);
	for (size_t i = 0; i < speaker->n; i++) {
		turns[i] = (struct turn){speaker, &speaker->sayings[i]};
		jobs[i] = (struct job){.name = "speech",
		    .run = say,
		    .arg = &turns[i],
		    .seconds = BOUND_SAYING_SECONDS};
	}
	ok = jobs_run(jobs, speaker->n, speaker->workers, &watch, diags);
	for (size_t i = 0; i < speaker->n; i++) {
		buf_add(result, jobs[i].result.data, jobs[i].result.len);
		buf_release(&jobs[i].result);
	}
	free(jobs);
	free(turns);
	return ok;
}

/* A speaker as bytes: texts, each ended by a zero byte. */

static void
put_text(struct buf *out, const char *text)
{
	buf_add(out, text, strlen(text) + 1);
}

void
speaker_save(const struct speaker *speaker, struct buf *out)
{
	buf_printf(out, "%zu%c%u%c%d%c", speaker->n, 0, speaker->workers, 0,
	    speaker->is_language, 0);
	put_text(out, speaker->voice);
	put_text(out, speaker->cache != NULL ? speaker->cache : "");
	for (size_t i = 0; i < speaker->n; i++) {
		buf_printf(out, "%d%c", speaker->sayings[i].rate, 0);
		put_text(out, speaker->sayings[i].key);
		put_text(out, speaker->sayings[i].words);
	}
}

/* The next text, or NULL after the last. */
static const char *
take_text(const char **at, const char *end)
{
	const char *text = *at;
	const char *stop = memchr(text, '\0', (size_t)(end - text));

	if (stop == NULL)
		return NULL;
	*at = stop + 1;
	return text;
}

static bool
take_number(const char **at, const char *end, unsigned long *number)
{
	const char *text = take_text(at, end);

	if (text == NULL)
		return false;
	*number = strtoul(text, NULL, 10);
	return true;
}

static bool
load_saying(struct saying *saying, const char **at, const char *end)
{
	unsigned long rate;
	const char *key;

	if (!take_number(at, end, &rate))
		return false;
	saying->rate = (int)rate;
	key = take_text(at, end);
	if (key == NULL || strlen(key) != HASH_HEX)
		return false;
	memcpy(saying->key, key, sizeof saying->key);
	saying->words = take_text(at, end);
	return saying->words != NULL;
}

bool
speaker_load(struct speaker *speaker, const struct buf *in)
{
	const char *at = in->data, *end = in->data + in->len;
	unsigned long n, workers, is_language;

	*speaker = (struct speaker){0};
	if (!take_number(&at, end, &n) || !take_number(&at, end, &workers) ||
	    !take_number(&at, end, &is_language) || n > in->len)
		return false;
	speaker->workers = (unsigned)workers;
	speaker->is_language = is_language != 0;
	speaker->voice = take_text(&at, end);
	speaker->cache = take_text(&at, end);
	if (speaker->cache == NULL)
		return false;
	if (*speaker->cache == '\0')
		speaker->cache = NULL;
	speaker->sayings = mem_alloc((n + 1) * sizeof *speaker->sayings);
	for (; speaker->n < n; speaker->n++)
		if (!load_saying(&speaker->sayings[speaker->n], &at, end))
			break;
	if (speaker->n == n && at == end)
		return true;
	free(speaker->sayings);
	return false;
}
