/*
 * Words → samples.
 *
 * voice_speak() takes what it can from the cache and sorts the rest by
 * voice, each thing once. For each voice one process says what is left
 * (speaker.h); the samples go to the spool, so that only their place passes
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
#include "base/buf.h"
#include "base/hash.h"
#include "base/job.h"
#include "base/str.h"
#include "speech/cache.h"
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
take_from_cache(const struct voice_work *work, const char *key,
    struct clip *clip, struct buf *scratch)
{
	struct diags ignored = {0};
	bool ok;

	if (work->cache == NULL || !cache_load(work->cache, key, clip, scratch))
		return false;
	ok = spool_add(work->spool, clip,
	    (const int16_t *)(const void *)scratch->data,
	    scratch->data + clip->nsamples * sizeof(int16_t), &ignored);
	diags_release(&ignored);
	return ok;
}

/* All that one voice has to say. */
struct group {
	char *voice;
	struct speaker speaker;
	struct utterance **utterances; /* one for each saying */
};

struct groups {
	struct group *list;
	size_t n, cap;
};

static struct group *
group_for(
    struct groups *groups, const struct voice_work *work, const char *voice)
{
	struct group *group;

	for (size_t i = 0; i < groups->n; i++)
		if (str_eq(groups->list[i].voice, voice))
			return &groups->list[i];
	ARRAY_GROW(groups->list, groups->n, groups->cap);
	group = &groups->list[groups->n++];
	*group = (struct group){.voice = strdup(voice)};
	group->speaker = (struct speaker){.voice = group->voice,
	    .is_language = !str_eq(voice, work->voice),
	    .workers = work->workers,
	    .cache = work->cache,
	    .spool = work->spool};
	return group;
}

static void
add_to_group(struct group *group, struct utterance *utterance, const char *key)
{
	struct speaker *speaker = &group->speaker;
	struct saying saying = {utterance->words, rate_of(utterance), {0}};

	memcpy(saying.key, key, sizeof saying.key);
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
	const struct voice_work *work = arg;

	if (work->progress != NULL)
		work->progress(work->progress_arg, spool_count(work->spool));
}

static bool
run_group(
    const struct voice_work *work, struct group *group, struct diags *diags)
{
	struct buf input = {0};
	struct job_program program = {.path = work->program, .input = &input};
	struct job job = {.name = group->voice,
	    .run = speaker_run,
	    .arg = &group->speaker,
	    .program = work->program != NULL ? &program : NULL};
	const struct job_watch watch = {NULL, (void *)work, on_tick};
	const size_t n = group->speaker.n;
	bool ok;

	if (work->program != NULL) {
		speaker_save(&group->speaker, &input);
		spool_fds(work->spool, program.fds);
	}
	ok = jobs_run(&job, 1, 1, &watch, diags) &&
	     job.result.len == n * sizeof(struct clip);
	for (size_t i = 0; ok && i < n; i++)
		memcpy(&group->utterances[i]->clip,
		    job.result.data + i * sizeof(struct clip),
		    sizeof(struct clip));
	buf_release(&job.result);
	buf_release(&input);
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
		struct utterance *u = &utterances[i];
		char key[HASH_HEX + 1], voice[128];

		voice_for(work, u->lang, voice, sizeof voice);
		make_key(key, u, voice);
		same[i] = g_hash_table_lookup(first, key);
		if (same[i] != NULL)
			continue;
		g_hash_table_insert(first, strdup(key), u);
		if (!take_from_cache(work, key, &u->clip, &scratch))
			add_to_group(group_for(groups, work, voice), u, key);
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
		ok = run_group(work, &groups.list[i], diags) && ok;
		free(groups.list[i].speaker.sayings);
		free(groups.list[i].utterances);
		free(groups.list[i].voice);
	}
	for (size_t i = 0; i < n; i++)
		if (same[i] != NULL)
			utterances[i].clip = same[i]->clip;
	free(groups.list);
	free(same);
	return ok;
}
