/* everyread say --listen: the clip of one sentence, or of any text. */
#include "command/listen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "speech/voice.h"
#include "style/style.h"
#include "write/audio/mp3.h"

enum { BIT_RATE = 64 };
#define LISTEN_EDITION "audio" /* whose voice and pace a free text has */

/* A sentence by its id, or by its number among those of the publication. */
static const struct said_line *
find_line(const struct said *said, const char *which)
{
	long number = strtol(which, NULL, 10), n = 0;
	bool is_number = which[strspn(which, "0123456789")] == '\0';

	for (size_t i = 0; i < said->nlines; i++) {
		const struct sentence *s = said->lines[i].sentence;

		if (s == NULL)
			continue;
		n++;
		if (str_eq(s->id, which) || (is_number && n == number))
			return &said->lines[i];
	}
	return NULL;
}

/* All samples of the line, one piece after another, as MP3. */
static bool
encode_line(const struct spool *spool, const struct utterance *utterances,
    size_t n, struct buf *out, struct diags *diags)
{
	const struct mp3_format format = {.input = VOICE_RATE_HZ,
	    .rate = VOICE_RATE_HZ,
	    .bit_rate = BIT_RATE};
	int16_t *samples;
	size_t total = 0, at = 0;
	bool ok = true;

	for (size_t i = 0; i < n; i++)
		total += utterances[i].clip.nsamples;
	samples = mem_alloc((total + 1) * sizeof *samples);
	for (size_t i = 0; ok && i < n; i++) {
		ok = spool_samples(
		    spool, &utterances[i].clip, samples + at, diags);
		at += utterances[i].clip.nsamples;
	}
	ok = ok && mp3_encode(&format, samples, total, out, diags);
	free(samples);
	return ok;
}

/* Speak all of a line, and write it to a file. */
static bool
write_clip(const char *path, struct voice_work work,
    struct utterance *utterances, size_t n, struct diags *diags)
{
	struct spool *spool = spool_open(".", diags);
	struct arena *arena = arena_new();
	struct buf bytes = {0};
	bool ok = spool != NULL;

	work.arena = arena;
	work.spool = spool;
	work.workers = 1;
	ok = ok && voice_speak(&work, utterances, n, diags) &&
	     encode_line(spool, utterances, n, &bytes, diags) &&
	     file_write(path, bytes.data, bytes.len, diags);
	spool_close(spool);
	arena_free(arena);
	buf_release(&bytes);
	if (ok)
		printf("%s\n", path);
	return ok;
}

static const char *
voice_of(const struct style *style)
{
	return style->voice != NULL ? style->voice : "";
}

bool
listen_sentence(const struct said *said, const char *which, struct diags *diags)
{
	const struct said_line *line = find_line(said, which);
	struct utterance *utterances;
	char path[128];
	bool ok;

	if (line == NULL) {
		fprintf(stderr,
		    "No sentence has the id or number \"%s\". The first column "
		    "of everyread say --audit has the ids.\n",
		    which);
		return false;
	}
	snprintf(path, sizeof path, "sentence-%.80s.mp3", which);
	utterances = mem_alloc((line->npieces + 1) * sizeof *utterances);
	for (size_t i = 0; i < line->npieces; i++)
		utterances[i] =
		    (struct utterance){.words = line->pieces[i].words,
		        .lang = line->pieces[i].lang,
		        .pace = line->pace};
	ok = write_clip(path,
	    (struct voice_work){
	        .voice = voice_of(&said->document->edition->style),
	        .lang = said->document->lang},
	    utterances, line->npieces, diags);
	free(utterances);
	return ok;
}

bool
listen_text(const char *text, const char *words, const char *lang,
    const char *templates, struct diags *diags)
{
	struct arena *arena = arena_new();
	const struct edition *edition = edition_read(
	    arena, LISTEN_EDITION, templates, NULL, NULL, 0, diags);
	char slug[48], path[64];
	bool ok = false;

	str_slug(slug, sizeof slug, text);
	snprintf(path, sizeof path, "said%s%s.mp3", slug[0] != '\0' ? "-" : "",
	    slug);
	if (edition != NULL) {
		struct utterance utterance = {.words = words,
		    .lang = lang,
		    .pace = (int)edition->style.pace};

		ok = write_clip(path,
		    (struct voice_work){
		        .voice = voice_of(&edition->style), .lang = lang},
		    &utterance, 1, diags);
	}
	arena_free(arena);
	return ok;
}
