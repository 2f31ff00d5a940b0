/*
 * Words → samples.
 *
 * What can be had from the cache is taken, and the rest sorted by voice, each
 * thing once. For each voice one process says what is left (speaker.h); the
 * samples go to the spool, so that only their place and their loudness pass
 * through the pipes.
 */
#include "speech/voice.h"

#include <espeak-ng/speak_lib.h>
#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bounds.h"
#include "base/buf.h"
#include "base/cache.h"
#include "base/hash.h"
#include "base/job.h"
#include "base/str.h"
#include "speech/level.h"
#include "speech/speaker.h"

enum {
	RATE_MIN = 80, /* espeakRATE's own limits */
	RATE_MAX = 450,
};
/* espeakRATE for a pace in words a minute, as measured on easy-read sentences
 * with the silence at their ends (150 gives a rate of 144, SPK-20). */
#define RATE_FOR_PACE 0.963

static int
rate_of(const struct utterance *utterance)
{
	int rate = (int)(utterance->pace * RATE_FOR_PACE + 0.5);

	rate = rate < RATE_MIN ? RATE_MIN : rate;
	return rate > RATE_MAX ? RATE_MAX : rate;
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
make_key(struct utterance *utterance, const char *voice)
{
	struct buf all = {0};

	buf_printf(&all, "speech %d\n%s\n%s\n%s\n%d\n%s\n", VOICE_DATA_VERSION,
	    espeak_Info(NULL), voice, utterance->lang, rate_of(utterance),
	    utterance->words);
	hash_hex(utterance->key, all.data, all.len);
	buf_release(&all);
}

/* The clip and its blocks, which bytes begin with; how many bytes they are, 0
 * if they are no such thing. */
static size_t
take_clip(const struct voice_work *work, struct utterance *utterance,
    const char *bytes, size_t len)
{
	struct clip clip;
	size_t size;
	float *blocks;

	if (len < sizeof clip)
		return 0;
	memcpy(&clip, bytes, sizeof clip);
	size = clip.nblocks * sizeof *blocks;
	if (clip.nblocks != level_block_count(clip.nsamples) ||
	    size > len - sizeof clip)
		return 0;
	blocks = ARENA_ARRAY(work->arena, float, clip.nblocks + 1);
	memcpy(blocks, bytes + sizeof clip, size);
	utterance->clip = clip;
	utterance->blocks = blocks;
	return sizeof clip + size;
}

/* Take from the cache what is wanted; false if it is not there. */
typedef bool take_function(const struct voice_work *work,
    struct utterance *utterance, struct buf *scratch);

static bool
take_brief(const struct voice_work *work, struct utterance *utterance,
    struct buf *scratch)
{
	return work->cache != NULL &&
	       cache_brief(work->cache, utterance->key, scratch) &&
	       scratch->len > 0 &&
	       take_clip(work, utterance, scratch->data, scratch->len) ==
	           scratch->len;
}

static bool
take_samples(const struct voice_work *work, struct utterance *utterance,
    struct buf *scratch)
{
	struct diags ignored = {0};
	bool ok;

	if (work->cache == NULL ||
	    !cache_body(work->cache, utterance->key, scratch) ||
	    scratch->len != utterance->clip.nsamples * sizeof(int16_t))
		return false;
	ok = spool_add(work->spool, &utterance->clip, scratch->data, &ignored);
	diags_release(&ignored);
	return ok;
}

/* All that one voice has to say. */
struct group {
	const char *voice;
	struct speaker speaker;
	struct utterance **utterances; /* one for each saying */
};

struct groups {
	const struct voice_work *work;
	struct group *list;
	size_t n, cap;
	size_t taken; /* from the cache */
	bool changed; /* a length that was known before */
};

static struct group *
group_for(struct groups *groups, const char *voice)
{
	const struct voice_work *work = groups->work;
	struct group *group;

	for (size_t i = 0; i < groups->n; i++)
		if (str_eq(groups->list[i].voice, voice))
			return &groups->list[i];
	ARRAY_GROW(groups->list, groups->n, groups->cap);
	group = &groups->list[groups->n++];
	*group = (struct group){.voice = arena_strdup(work->arena, voice)};
	group->speaker = (struct speaker){.voice = group->voice,
	    .is_language = !str_eq(voice, work->voice),
	    .workers = work->workers,
	    .cache = work->cache,
	    .spool = work->spool};
	return group;
}

static void
add_to_group(struct group *group, struct utterance *utterance)
{
	struct speaker *speaker = &group->speaker;
	struct saying saying = {utterance->words, rate_of(utterance), {0}};

	memcpy(saying.key, utterance->key, sizeof saying.key);
	speaker->sayings = mem_realloc(
	    speaker->sayings, (speaker->n + 1) * sizeof *speaker->sayings);
	group->utterances = mem_realloc(
	    group->utterances, (speaker->n + 1) * sizeof *group->utterances);
	speaker->sayings[speaker->n] = saying;
	group->utterances[speaker->n++] = utterance;
}

static void
on_tick(void *arg)
{
	const struct groups *groups = arg;
	const struct voice_work *work = groups->work;

	if (work->progress != NULL)
		work->progress(work->progress_arg,
		    groups->taken + spool_count(work->spool));
}

static bool
take_result(
    struct groups *groups, const struct group *group, const struct buf *result)
{
	size_t at = 0;

	for (size_t i = 0; i < group->speaker.n; i++) {
		struct utterance *utterance = group->utterances[i];
		uint32_t known = utterance->clip.nsamples;
		size_t size = take_clip(groups->work, utterance,
		    result->data + at, result->len - at);

		if (size == 0)
			return false;
		at += size;
		if (utterance->clip.nsamples != known)
			groups->changed = true;
	}
	return at == result->len;
}

static bool
run_group(struct groups *groups, struct group *group, struct diags *diags)
{
	const struct voice_work *work = groups->work;
	struct buf input = {0};
	struct job_program program = {.path = work->program, .input = &input};
	const struct confine confine = {
	    .folders = {work->cache}, .runs_program = work->program != NULL};
	struct job job = {.name = group->voice,
	    .run = speaker_run,
	    .arg = &group->speaker,
	    .program = work->program != NULL ? &program : NULL,
	    .confine = &confine,
	    .seconds = BOUND_RECORDING_SECONDS};
	const struct job_watch watch = {NULL, groups, on_tick};
	bool ok;

	if (work->program != NULL) {
		speaker_save(&group->speaker, &input);
		spool_fds(work->spool, program.fds);
	}
	ok = jobs_run(&job, 1, 1, &watch, diags);
	if (ok && !take_result(groups, group, &job.result))
		ok = diag_add(diags, DIAG_WORKER_LOST, LOC_NONE, job.name,
		    "what it said cannot be read");
	buf_release(&job.result);
	buf_release(&input);
	return ok;
}

/* Take each thing once, or add it to what is to be said: a heading is also
 * said in the list of contents. same[i] is the utterance before that sounds
 * as the i-th, or NULL. */
static void
sort_out(struct groups *groups, struct utterance *const *utterances, size_t n,
    take_function *take, struct utterance **same)
{
	GHashTable *first = g_hash_table_new(g_str_hash, g_str_equal);
	struct buf scratch = {0};

	for (size_t i = 0; i < n; i++) {
		struct utterance *u = utterances[i];
		char voice[128];

		same[i] = g_hash_table_lookup(first, u->key);
		if (same[i] != NULL)
			continue;
		g_hash_table_insert(first, u->key, u);
		if (take(groups->work, u, &scratch)) {
			groups->taken++;
			continue;
		}
		voice_for(groups->work, u->lang, voice, sizeof voice);
		add_to_group(group_for(groups, voice), u);
	}
	g_hash_table_destroy(first);
	buf_release(&scratch);
}

static bool
say_missing(struct groups *groups, struct utterance *const *utterances,
    size_t n, take_function *take, struct diags *diags)
{
	struct utterance **same = mem_alloc((n + 1) * sizeof *same);
	bool ok = true;

	sort_out(groups, utterances, n, take, same);
	for (size_t i = 0; i < groups->n; i++) {
		struct group *group = &groups->list[i];

		ok = run_group(groups, group, diags) && ok;
		free(group->speaker.sayings);
		free(group->utterances);
	}
	for (size_t i = 0; i < n; i++)
		if (same[i] != NULL) {
			utterances[i]->clip = same[i]->clip;
			utterances[i]->blocks = same[i]->blocks;
		}
	free(groups->list);
	free(same);
	return ok;
}

bool
voice_speak(const struct voice_work *work, struct utterance *utterances,
    size_t n, struct diags *diags)
{
	struct groups groups = {.work = work};
	struct utterance **list = mem_alloc((n + 1) * sizeof *list);
	bool ok;

	for (size_t i = 0; i < n; i++) {
		char voice[128];

		list[i] = &utterances[i];
		voice_for(work, list[i]->lang, voice, sizeof voice);
		make_key(list[i], voice);
	}
	ok = say_missing(&groups, list, n, take_brief, diags);
	free(list);
	return ok;
}

bool
voice_fetch(const struct voice_work *work, struct utterance *const *utterances,
    size_t n, bool *changed, struct diags *diags)
{
	struct groups groups = {.work = work};
	struct utterance **list = mem_alloc((n + 1) * sizeof *list);
	size_t missing = 0;
	bool ok;

	for (size_t i = 0; i < n; i++)
		if (utterances[i]->clip.at == CLIP_NOWHERE)
			list[missing++] = utterances[i];
	ok = say_missing(&groups, list, missing, take_samples, diags);
	*changed = *changed || groups.changed;
	free(list);
	return ok;
}
