/*
 * The least that speaking can cost: libespeak-ng alone, then libmp3lame
 * alone, in one process for each core that lives to the end. No pauses are
 * measured, no loudness, no limiter, no chapters, no files: what `everyread
 * build --only audio` needs besides is what it is compared for.
 *
 * usage: floor WORKERS <lines
 * A line of input: milliseconds from its start to that of the next line, a
 * tab, the words. So the recording is as long as the one it is compared to.
 * Prints milliseconds and bytes of MP3.
 */
#include <espeak-ng/speak_lib.h>
#include <lame/lame.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RATE_HZ = 22050, WORDS_A_MINUTE = 144, BIT_RATE = 64, QUALITY = 7 };

struct line {
	long ms;
	char *words;
};

struct pcm {
	int16_t *samples;
	size_t n, cap;
};

static void
make_room(struct pcm *pcm, size_t more)
{
	if (pcm->n + more <= pcm->cap)
		return;
	pcm->cap = 2 * (pcm->n + more);
	pcm->samples = realloc(pcm->samples, pcm->cap * sizeof *pcm->samples);
	if (pcm->samples == NULL)
		abort();
}

static int
on_samples(short *samples, int n, espeak_EVENT *events)
{
	struct pcm *pcm = events->user_data;

	if (samples == NULL || n <= 0)
		return 0;
	make_room(pcm, (size_t)n);
	memcpy(pcm->samples + pcm->n, samples, (size_t)n * sizeof *samples);
	pcm->n += (size_t)n;
	return 0;
}

static void
speak(struct pcm *pcm, const struct line *line)
{
	size_t end = pcm->n + (size_t)line->ms * RATE_HZ / 1000;

	espeak_Synth(line->words, strlen(line->words) + 1, 0, POS_CHARACTER, 0,
	    espeakCHARS_UTF8 | espeakPHONEMES, NULL, pcm);
	if (pcm->n >= end)
		return;
	make_room(pcm, end - pcm->n);
	memset(pcm->samples + pcm->n, 0, (end - pcm->n) * sizeof *pcm->samples);
	pcm->n = end;
}

static size_t
encode(const struct pcm *pcm)
{
	size_t room = 2 * pcm->n + 7200, made;
	unsigned char *out = malloc(room);
	lame_t lame = lame_init();

	if (out == NULL || lame == NULL)
		abort();
	lame_set_in_samplerate(lame, RATE_HZ);
	lame_set_out_samplerate(lame, RATE_HZ);
	lame_set_num_channels(lame, 1);
	lame_set_mode(lame, MONO);
	lame_set_brate(lame, BIT_RATE);
	lame_set_VBR(lame, vbr_off);
	lame_set_quality(lame, QUALITY);
	lame_set_disable_reservoir(lame, 1);
	lame_set_bWriteVbrTag(lame, 0);
	if (lame_init_params(lame) != 0)
		abort();
	made = (size_t)lame_encode_buffer(
	    lame, pcm->samples, NULL, (int)pcm->n, out, (int)room);
	made += (size_t)lame_encode_flush(lame, out + made, 7200);
	lame_close(lame);
	free(out);
	return made;
}

/* Every WORKERS-th line, from the first-th on. */
static size_t
work(const struct line *lines, size_t n, size_t first, size_t workers)
{
	struct pcm pcm = {0};
	size_t made;

	if (espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, 0) !=
	        RATE_HZ ||
	    espeak_SetVoiceByName("gmw/en") != EE_OK)
		abort();
	espeak_SetSynthCallback(on_samples);
	espeak_SetParameter(espeakRATE, WORDS_A_MINUTE, 0);
	for (size_t i = first; i < n; i += workers)
		speak(&pcm, &lines[i]);
	made = encode(&pcm);
	free(pcm.samples);
	return made;
}

static size_t
read_lines(struct line **lines)
{
	char *text = NULL, *tab;
	size_t cap = 0, n = 0;
	ssize_t len;

	*lines = NULL;
	while ((len = getline(&text, &cap, stdin)) > 0) {
		text[strcspn(text, "\n")] = '\0';
		tab = strchr(text, '\t');
		*lines = realloc(*lines, (n + 1) * sizeof **lines);
		if (*lines == NULL || tab == NULL)
			abort();
		(*lines)[n++] = (struct line){atol(text), strdup(tab + 1)};
	}
	free(text);
	return n;
}

static double
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

int
main(int argc, char **argv)
{
	size_t workers = argc > 1 ? strtoul(argv[1], NULL, 10) : 1, made = 0;
	struct line *lines;
	size_t n = read_lines(&lines), part;
	double start = now_ms();
	int ends[2];

	if (workers == 0 || pipe(ends) != 0)
		return 2;
	for (size_t i = 0; i < workers; i++)
		if (fork() == 0) {
			part = work(lines, n, i, workers);
			_exit(
			    write(ends[1], &part, sizeof part) != sizeof part);
		}
	for (size_t i = 0; i < workers; i++) {
		int status;

		if (wait(&status) < 0 || status != 0 ||
		    read(ends[0], &part, sizeof part) != sizeof part)
			return 3;
		made += part;
	}
	printf("%.1f %zu\n", now_ms() - start, made);
	for (size_t i = 0; i < n; i++)
		free(lines[i].words);
	free(lines);
	return 0;
}
