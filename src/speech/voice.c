/*
 * Words → samples.
 *
 * voice_speak() takes what it can from the cache and sorts the rest by
 * voice, each thing once. For each voice one process starts the library,
 * chooses the voice and then forks a child for each sentence; the samples go to
 * the spool, so that only their place passes through the pipes.
 */
#include "speech/voice.h"

#include <ctype.h>
#include <espeak-ng/speak_lib.h>
#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/str.h"
#include "speech/cache.h"
#include "speech/level.h"
#include "speech/library.h"

enum {
	VOLUME = 80,  /* room above: some voices reach full scale */
	QUIET = 24,   /* samples within this are the silence at the ends */
	EDGE_MS = 15, /* of it that stays */
	FIRST_SAMPLES = 1 << 16,
	RATE_MIN = 80, /* espeakRATE's own limits */
	RATE_MAX = 450,
};
/* espeakRATE for a pace in words a minute, as measured on easy-read sentences
 * with the silence at their ends (150 gives a rate of 144, SPK-20). */
#define RATE_FOR_PACE 0.963

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

static int
rate_of(const struct utterance *utterance)
{
	int rate = (int)(utterance->pace * RATE_FOR_PACE + 0.5);

	rate = rate < RATE_MIN ? RATE_MIN : rate;
	return rate > RATE_MAX ? RATE_MAX : rate;
}

static bool
synthesise(const struct utterance *utterance, struct speech *speech)
{
	if (!has_words(utterance->words))
		return true;
	espeak_SetSynthCallback(on_samples);
	espeak_SetParameter(espeakRATE, rate_of(utterance), 0);
	espeak_SetParameter(espeakVOLUME, VOLUME, 0);
	if (espeak_Synth(utterance->words, strlen(utterance->words) + 1, 0,
	        POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakPHONEMES, NULL,
	        speech) != EE_OK)
		return false;
	espeak_Synchronize();
	if (speech->n > 0)
		trim(speech);
	return true;
}

/* What one child does. */
struct saying {
	struct utterance *utterance;
	const struct voice_work *work;
	char key[HASH_HEX + 1];
};

static bool
say(void *arg, struct buf *result, struct diags *diags)
{
	struct saying *saying = arg;
	struct clip clip = {0};
	struct speech speech = {0};
	float *blocks;
	bool ok;

	if (!synthesise(saying->utterance, &speech))
		return diag_add(diags, DIAG_VOICE_SPEAK, LOC_NONE,
		    saying->utterance->words);
	clip.nsamples = (uint32_t)speech.n;
	clip.nblocks = (uint32_t)level_block_count(speech.n);
	blocks = mem_alloc((clip.nblocks + 1) * sizeof *blocks);
	level_blocks(speech.samples, speech.n, blocks);
	ok = spool_add(
	    saying->work->spool, &clip, speech.samples, blocks, diags);
	if (ok && saying->work->cache != NULL)
		cache_store(saying->work->cache, saying->key, &clip,
		    speech.samples, blocks);
	buf_add(result, &clip, sizeof clip);
	free(blocks);
	free(speech.samples);
	return ok;
}

/* All utterances of one voice: in a process of its own. */

struct group {
	const struct voice_work *work;
	const char *voice; /* as asked for */
	bool is_language;  /* the voice follows from a language */
	struct saying *sayings;
	size_t n;
	char *name;
};

static bool
start_library(const struct group *group, struct diags *diags)
{
	if (!library_start())
		return diag_add(diags, DIAG_VOICE_LIBRARY, LOC_NONE);
	if (library_choose(group->voice, group->is_language))
		return true;
	return diag_add(diags,
	    group->is_language ? DIAG_VOICE_LANGUAGE : DIAG_VOICE_NONE,
	    LOC_NONE, group->voice);
}

static bool
say_group(void *arg, struct buf *result, struct diags *diags)
{
	struct group *group = arg;
	struct job *jobs;
	bool ok;

	if (!start_library(group, diags))
		return false;
	jobs = mem_alloc(group->n * sizeof *jobs);
	for (size_t i = 0; i < group->n; i++)
		jobs[i] = (struct job){
		    .name = "speech", .run = say, .arg = &group->sayings[i]};
	ok = jobs_run(
	    jobs, group->n, group->work->workers, group->work->watch, diags);
	for (size_t i = 0; i < group->n; i++) {
		buf_add(result, jobs[i].result.data, jobs[i].result.len);
		buf_release(&jobs[i].result);
	}
	free(jobs);
	return ok;
}

/* The voice for an utterance: the one asked for in the main language, in
 * others that of the language with the same variant ("+f2"). */
static void
voice_for(
    const struct voice_work *work, const char *lang, char *out, size_t size)
{
	const char *plus = strchr(work->voice, '+');
	bool is_main =
	    strncasecmp(lang, work->lang, strcspn(work->lang, "-")) == 0 &&
	    (lang[strcspn(work->lang, "-")] == '-' ||
	        lang[strcspn(work->lang, "-")] == '\0');

	if (is_main && work->voice[0] != '\0' && work->voice[0] != '+')
		snprintf(out, size, "%s", work->voice);
	else
		snprintf(out, size, "%s%s", lang, plus != NULL ? plus : "");
}

static void
make_key(char key[HASH_HEX + 1], const struct utterance *utterance,
    const char *voice)
{
	struct buf all = {0};

	buf_printf(&all, "%d\n%s\n%s\n%s\n%d\n%s\n", VOICE_DATA_VERSION,
	    espeak_Info(NULL), voice, utterance->lang, rate_of(utterance),
	    utterance->words);
	hash_hex(key, all.data, all.len);
	buf_release(&all);
}

static bool
take_from_cache(
    const struct voice_work *work, struct saying *saying, struct buf *scratch)
{
	struct clip clip;
	struct diags ignored = {0};
	bool ok;

	if (work->cache == NULL ||
	    !cache_load(work->cache, saying->key, &clip, scratch))
		return false;
	ok = spool_add(work->spool, &clip,
	    (const int16_t *)(const void *)scratch->data,
	    scratch->data + clip.nsamples * sizeof(int16_t), &ignored);
	diags_release(&ignored);
	saying->utterance->clip = clip;
	return ok;
}

struct groups {
	struct group *list;
	size_t n, cap;
};

static void
add_to_group(struct groups *groups, const struct voice_work *work,
    const char *voice, const struct saying *saying)
{
	struct group *group = NULL;

	for (size_t i = 0; i < groups->n; i++)
		if (str_eq(groups->list[i].voice, voice))
			group = &groups->list[i];
	if (group == NULL) {
		ARRAY_GROW(groups->list, groups->n, groups->cap);
		group = &groups->list[groups->n++];
		*group = (struct group){.work = work, .name = strdup(voice)};
		group->voice = group->name;
		group->is_language = !str_eq(voice, work->voice);
	}
	group->sayings = mem_realloc(
	    group->sayings, (group->n + 1) * sizeof *group->sayings);
	group->sayings[group->n++] = *saying;
}

static bool
run_group(struct group *group, struct diags *diags)
{
	struct job job = {.name = group->voice, .run = say_group, .arg = group};
	bool ok = jobs_run(&job, 1, 1, NULL, diags) &&
	          job.result.len == group->n * sizeof(struct clip);

	for (size_t i = 0; ok && i < group->n; i++)
		memcpy(&group->sayings[i].utterance->clip,
		    job.result.data + i * sizeof(struct clip),
		    sizeof(struct clip));
	buf_release(&job.result);
	return ok;
}

/* Say, or take from the cache, each thing once: a heading is also said in
 * the list of contents. same[i] is the utterance before that sounds as the
 * i-th, or NULL. */
static void
sort_out(const struct voice_work *work, struct utterance *utterances, size_t n,
    struct groups *groups, struct utterance **same)
{
	GHashTable *first =
	    g_hash_table_new_full(g_str_hash, g_str_equal, free, NULL);
	struct buf scratch = {0};

	for (size_t i = 0; i < n; i++) {
		struct saying saying = {&utterances[i], work, {0}};
		char voice[128];

		voice_for(work, utterances[i].lang, voice, sizeof voice);
		make_key(saying.key, &utterances[i], voice);
		same[i] = g_hash_table_lookup(first, saying.key);
		if (same[i] != NULL)
			continue;
		g_hash_table_insert(first, strdup(saying.key), &utterances[i]);
		if (!take_from_cache(work, &saying, &scratch))
			add_to_group(groups, work, voice, &saying);
	}
	g_hash_table_destroy(first);
	buf_release(&scratch);
}

bool
voice_speak(const struct voice_work *work, struct utterance *utterances,
    size_t n, struct diags *diags)
{
	struct groups groups = {0};
	struct utterance **same = mem_alloc((n + 1) * sizeof *same);
	bool ok = true;

	sort_out(work, utterances, n, &groups, same);
	for (size_t i = 0; i < groups.n; i++) {
		ok = run_group(&groups.list[i], diags) && ok;
		free(groups.list[i].sayings);
		free(groups.list[i].name);
	}
	for (size_t i = 0; i < n; i++)
		if (same[i] != NULL)
			utterances[i].clip = same[i]->clip;
	free(groups.list);
	free(same);
	return ok;
}
