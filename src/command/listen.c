/* everyread say --listen: the clip of one sentence. */
#include "command/listen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "speech/voice.h"
#include "write/audio/mp3.h"

enum { BIT_RATE = 64 };

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
	const struct mp3_format format = {
	    VOICE_RATE_HZ, VOICE_RATE_HZ, BIT_RATE};
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

static bool
speak_line(const struct said *said, const struct said_line *line,
    struct buf *out, struct diags *diags)
{
	const struct style *style = &said->document->edition->style;
	struct utterance *utterances =
	    mem_alloc((line->npieces + 1) * sizeof *utterances);
	struct spool *spool = spool_open(".", diags);
	struct voice_work work = {
	    .spool = spool,
	    .voice = style->voice != NULL ? style->voice : "",
	    .lang = said->document->lang,
	    .workers = 1,
	};
	bool ok = spool != NULL;

	for (size_t i = 0; i < line->npieces; i++)
		utterances[i] =
		    (struct utterance){.words = line->pieces[i].words,
		        .lang = line->pieces[i].lang,
		        .pace = line->pace};
	ok = ok && voice_speak(&work, utterances, line->npieces, diags) &&
	     encode_line(spool, utterances, line->npieces, out, diags);
	spool_close(spool);
	free(utterances);
	return ok;
}

bool
listen_sentence(const struct said *said, const char *which, struct diags *diags)
{
	const struct said_line *line = find_line(said, which);
	char path[128];
	struct buf bytes = {0};
	bool ok = false;

	if (line == NULL) {
		fprintf(stderr,
		    "No sentence has the id or number \"%s\". The first column "
		    "of "
		    "everyread say --audit has the ids.\n",
		    which);
		return false;
	}
	snprintf(path, sizeof path, "sentence-%.80s.mp3", which);
	if (speak_line(said, line, &bytes, diags))
		ok = file_write(path, bytes.data, bytes.len, diags);
	buf_release(&bytes);
	if (ok)
		printf("%s\n", path);
	return ok;
}
