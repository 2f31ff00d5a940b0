/* The frames of every stretch: from the cache, or encoded in workers. */
#include "write/audio/frames.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cache.h"
#include "base/hash.h"
#include "write/audio/mp3.h"

enum {
	BATCH_LEAST_S = 5, /* of sound for one worker: a fork costs a little */
	BATCH_MOST_S = 60,
	BATCHES = 4, /* for each worker, so that all end at about one time */
};

struct part {
	struct track_stretch *stretch;
	char key[HASH_HEX + 1];
};

/* Stretches that one worker encodes, one after another. */
struct batch {
	const struct track *track;
	struct mp3_format format;
	const struct frames_work *work;
	struct part **parts;
	size_t n;
};

/* All that decides the frames: the encoder and its input, which is the clips,
 * where they stand, and what level_apply() does to them. */
static void
make_key(const struct track *track, struct part *part)
{
	const struct track_stretch *stretch = part->stretch;
	const struct mp3_format format = track_format(track);
	struct buf all = {0};

	buf_printf(&all, "frames %d %d\n%s\n%u %u %u\n%a %a\n%zu\n",
	    MP3_DATA_VERSION, VOICE_DATA_VERSION, mp3_encoder(), format.input,
	    format.rate, format.bit_rate, track->gain, track->ceiling,
	    stretch->frames);
	for (size_t i = stretch->first; i < stretch->first + stretch->n; i++) {
		const struct track_line *line = &track->lines[i];

		buf_printf(&all, "%llu\n",
		    (unsigned long long)(line->start - stretch->start));
		for (size_t k = 0; k < line->n; k++)
			buf_printf(&all, " %s\n", line->utterances[k].key);
	}
	hash_hex(part->key, all.data, all.len);
	buf_release(&all);
}

static bool
encode(const struct batch *batch, const struct part *part, struct buf *out,
    struct diags *diags)
{
	const struct track *track = batch->track;
	size_t n = part->stretch->frames * track_frame(track);
	size_t start = out->len;
	int16_t *samples = mem_alloc((n + 1) * sizeof *samples);
	bool ok;

	memset(samples, 0, n * sizeof *samples);
	ok = track_mix(track, part->stretch, samples, diags) &&
	     mp3_encode(&batch->format, samples, n, out, diags);
	free(samples);
	if (ok && !mp3_keep(out, start, part->stretch->frames))
		ok = diag_add(diags, DIAG_AUDIO_ENCODE, LOC_NONE);
	if (ok && batch->work->cache != NULL)
		cache_store(batch->work->cache, part->key, (struct bytes){0},
		    (struct bytes){out->data + start, out->len - start});
	return ok;
}

/* In a worker. The result: for each part its length and its frames. */
static bool
encode_batch(void *arg, struct buf *result, struct diags *diags)
{
	const struct batch *batch = arg;
	struct buf frames = {0};
	bool ok = true;

	for (size_t i = 0; ok && i < batch->n; i++) {
		uint64_t len;

		buf_clear(&frames);
		ok = encode(batch, batch->parts[i], &frames, diags);
		len = frames.len;
		buf_add(result, &len, sizeof len);
		buf_add(result, frames.data, frames.len);
	}
	buf_release(&frames);
	return ok;
}

static bool
take_batch(const struct batch *batch, const struct buf *result)
{
	size_t at = 0;

	for (size_t i = 0; i < batch->n; i++) {
		uint64_t len;

		if (result->len - at < sizeof len)
			return false;
		memcpy(&len, result->data + at, sizeof len);
		at += sizeof len;
		if (len > result->len - at)
			return false;
		buf_add(
		    &batch->parts[i]->stretch->stream, result->data + at, len);
		at += len;
	}
	return at == result->len;
}

/* Frames that are whole and as many as they should be. */
static bool
is_complete(const struct track_stretch *stretch)
{
	return mp3_count_frames(stretch->stream.data, stretch->stream.len) ==
	       stretch->frames;
}

static bool
load(const struct frames_work *work, struct part *part)
{
	struct buf *stream = &part->stretch->stream;

	if (work->cache != NULL && cache_body(work->cache, part->key, stream) &&
	    is_complete(part->stretch))
		return true;
	buf_clear(stream);
	return false;
}

/* Let the batches be of about one length; returns how many there are. */
static size_t
make_batches(const struct track *track, const struct frames_work *work,
    struct part **parts, size_t n, struct batch *batches)
{
	const size_t second = VOICE_RATE_HZ / track_frame(track);
	size_t total = 0, most, length = 0, count = 0;
	struct mp3_format format = track_format(track);

	if (n > 0)
		mp3_prepare(&format);
	for (size_t i = 0; i < n; i++)
		total += parts[i]->stretch->frames;
	most = total / ((work->workers > 0 ? work->workers : 1) * BATCHES);
	most = most < BATCH_LEAST_S * second ? BATCH_LEAST_S * second : most;
	most = most > BATCH_MOST_S * second ? BATCH_MOST_S * second : most;
	for (size_t i = 0; i < n; i++) {
		if (count == 0 || length >= most) {
			batches[count++] = (struct batch){.track = track,
			    .format = format,
			    .work = work,
			    .parts = parts + i};
			length = 0;
		}
		batches[count - 1].n++;
		length += parts[i]->stretch->frames;
	}
	return count;
}

static void
on_batch(void *arg, const struct job *job, size_t done, size_t n)
{
	const struct frames_work *work = arg;

	(void)job;
	if (work->progress != NULL)
		work->progress(work->progress_arg, done, n);
}

static bool
encode_missing(const struct track *track, const struct frames_work *work,
    struct part **parts, size_t n, struct diags *diags)
{
	struct batch *batches = mem_alloc((n + 1) * sizeof *batches);
	size_t count = make_batches(track, work, parts, n, batches);
	struct job *jobs = mem_alloc((count + 1) * sizeof *jobs);
	const struct job_watch watch = {
	    .progress = on_batch, .arg = (void *)work};
	const struct confine confine = {.folders = {work->cache}};
	bool ok;

	for (size_t i = 0; i < count; i++) {
		size_t chapter = batches[i].parts[0]->stretch->chapter;

		jobs[i] =
		    (struct job){.name = track->said->chapters[chapter].title,
		        .run = encode_batch,
		        .arg = &batches[i],
		        .confine = &confine};
	}
	ok = jobs_run(jobs, count, work->workers, &watch, diags);
	for (size_t i = 0; i < count; i++) {
		if (ok && !take_batch(&batches[i], &jobs[i].result))
			ok = diag_add(diags, DIAG_AUDIO_ENCODE, LOC_NONE);
		buf_release(&jobs[i].result);
	}
	free(jobs);
	free(batches);
	return ok;
}

/* The samples of the parts, into the spool. */
static bool
fetch(struct track *track, struct part *const *parts, size_t n,
    struct diags *diags)
{
	struct utterance **list =
	    mem_alloc((track->nutterances + 1) * sizeof *list);
	size_t count = 0;
	bool ok;

	for (size_t i = 0; i < n; i++) {
		const struct track_stretch *stretch = parts[i]->stretch;

		for (size_t k = 0; k < stretch->n; k++) {
			struct track_line *line =
			    &track->lines[stretch->first + k];

			for (size_t u = 0; u < line->n; u++)
				list[count++] = &line->utterances[u];
		}
	}
	ok = track_fetch(track, list, count, diags);
	free(list);
	return ok;
}

static bool
all_complete(const struct track *track, struct diags *diags)
{
	for (size_t i = 0; i < track->nstretches; i++)
		if (!is_complete(&track->stretches[i]))
			return diag_add(diags, DIAG_AUDIO_ENCODE, LOC_NONE);
	return true;
}

bool
frames_make(
    struct track *track, const struct frames_work *work, struct diags *diags)
{
	size_t n = track->nstretches, missing = 0;
	struct part *parts = mem_alloc((n + 1) * sizeof *parts);
	struct part **list = mem_alloc((n + 1) * sizeof *list);
	bool ok;

	for (size_t i = 0; i < n; i++) {
		parts[i] = (struct part){.stretch = &track->stretches[i]};
		make_key(track, &parts[i]);
		if (!load(work, &parts[i]))
			list[missing++] = &parts[i];
	}
	ok = fetch(track, list, missing, diags) &&
	     encode_missing(track, work, list, missing, diags) &&
	     all_complete(track, diags);
	free(parts);
	free(list);
	return ok;
}
