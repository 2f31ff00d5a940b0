/* A recording as bytes: strings and numbers in words, each with a NUL. */
#include "write/recording.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static void
save_string(struct buf *out, const char *text)
{
	buf_puts(out, text != NULL ? text : "");
	buf_putc(out, '\0');
}

static void
save_number(struct buf *out, size_t n)
{
	buf_printf(out, "%zu", n);
	buf_putc(out, '\0');
}

void
recording_save(const struct recording *recording, struct buf *out)
{
	save_string(out, recording->file);
	save_number(out, recording->duration_ms);
	save_number(out, recording->nchapters);
	save_number(out, recording->nclips);
	for (size_t i = 0; i < recording->nchapters; i++) {
		const struct recording_chapter *c = &recording->chapters[i];

		save_string(out, c->title);
		save_string(out, c->file);
		save_number(out, c->start_ms);
		save_number(out, c->end_ms);
	}
	for (size_t i = 0; i < recording->nclips; i++) {
		const struct recording_clip *c = &recording->clips[i];

		save_string(out, c->id);
		save_string(out, c->text);
		save_number(out, c->chapter);
		save_number(out, c->start_ms);
		save_number(out, c->end_ms);
	}
}

struct loader {
	struct arena *arena;
	const char *at, *end;
	bool ok;
};

static const char *
load_string(struct loader *l)
{
	size_t n = (size_t)(l->end - l->at);
	const char *nul = n > 0 ? memchr(l->at, '\0', n) : NULL;
	const char *text;

	if (nul == NULL) {
		l->ok = false;
		return "";
	}
	text = arena_strndup(l->arena, l->at, (size_t)(nul - l->at));
	l->at = nul + 1;
	return text;
}

static size_t
load_number(struct loader *l)
{
	const char *text = load_string(l);
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (text[0] == '\0' || *end != '\0')
		l->ok = false;
	return n;
}

/* Each chapter and clip takes bytes: a count that is larger is no count. */
static size_t
load_count(struct loader *l)
{
	size_t n = load_number(l);

	if (n > (size_t)(l->end - l->at))
		l->ok = false;
	return l->ok ? n : 0;
}

static void
load_chapters(struct loader *l, struct recording *recording)
{
	struct recording_chapter *chapters = ARENA_ARRAY(
	    l->arena, struct recording_chapter, recording->nchapters + 1);

	for (size_t i = 0; l->ok && i < recording->nchapters; i++) {
		chapters[i].title = load_string(l);
		chapters[i].file = load_string(l);
		chapters[i].start_ms = (uint32_t)load_number(l);
		chapters[i].end_ms = (uint32_t)load_number(l);
	}
	recording->chapters = chapters;
}

static void
load_clips(struct loader *l, struct recording *recording)
{
	struct recording_clip *clips =
	    ARENA_ARRAY(l->arena, struct recording_clip, recording->nclips + 1);

	for (size_t i = 0; l->ok && i < recording->nclips; i++) {
		const char *id = load_string(l);

		clips[i].id = id[0] != '\0' ? id : NULL;
		clips[i].text = load_string(l);
		clips[i].chapter = load_number(l);
		clips[i].start_ms = (uint32_t)load_number(l);
		clips[i].end_ms = (uint32_t)load_number(l);
		l->ok = l->ok && clips[i].chapter < recording->nchapters;
	}
	recording->clips = clips;
}

const struct recording *
recording_load(struct arena *arena, const char *bytes, size_t len)
{
	struct recording *recording = ARENA_NEW(arena, struct recording);
	struct loader l = {arena, bytes, bytes + len, true};

	recording->file = load_string(&l);
	recording->duration_ms = (uint32_t)load_number(&l);
	recording->nchapters = load_count(&l);
	recording->nclips = load_count(&l);
	load_chapters(&l, recording);
	load_clips(&l, recording);
	return l.ok && l.at == l.end ? recording : NULL;
}

const struct recording_clip *
recording_clip(const struct recording *recording, const char *id)
{
	for (size_t i = 0; recording != NULL && i < recording->nclips; i++)
		if (str_eq(recording->clips[i].id, id))
			return &recording->clips[i];
	return NULL;
}
