/*
 * Media overlays: which sentence of a file is said where in the sound files
 * (EMO-01 to EMO-08). A sentence that the recording does not have is left
 * out; nothing else is.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "write/epub/book.h"
#include "write/html/put.h"

/* "0:01:02.345" */
static const char *
clock_value(struct book *book, uint64_t ms)
{
	return arena_printf(book->arena, "%u:%02u:%02u.%03u",
	    (unsigned)(ms / 3600000), (unsigned)(ms / 60000 % 60),
	    (unsigned)(ms / 1000 % 60), (unsigned)(ms % 1000));
}

/* The file of a chapter in the book; it is copied when first asked for. */
static const char *
sound_file(struct book *book, size_t chapter)
{
	const char *file = book->recording->chapters[chapter].file;
	const char *slash = strrchr(file, '/');
	const char *name = arena_printf(
	    book->arena, "audio/%s", slash != NULL ? slash + 1 : file);
	char *path;

	if (book->sounds[chapter])
		return name;
	book->sounds[chapter] = true;
	path = stage_path(book->job->stage, file, book->diags);
	if (path == NULL)
		book->ok = false;
	else
		book_add_file(book,
		    &(struct book_file){
		        .id = arena_printf(book->arena, "sound-%02zu", chapter),
		        .name = name,
		        .media = "audio/mpeg"},
		    path);
	free(path);
	return name;
}

struct overlay {
	struct book *book;
	const char *page;
	struct buf out;
	size_t n;
	uint64_t ms;
};

/* Where a sentence gives way to the next one of its chapter: the pause after
 * it belongs to it, and so does what only the recording says, such as a number
 * once more. An app goes from clip to clip without a pause of its own. */
static uint32_t
end_of_turn(const struct recording *r, const struct recording_clip *clip)
{
	const struct recording_clip *stop = r->clips + r->nclips;

	for (const struct recording_clip *next = clip + 1;
	     next < stop && next->chapter == clip->chapter; next++)
		if (next->id != NULL)
			return next->start_ms;
	return clip->end_ms;
}

static void
put_clip(struct overlay *o, const char *id, const struct recording_clip *clip)
{
	const struct recording_chapter *chapter =
	    &o->book->recording->chapters[clip->chapter];
	uint32_t start = clip->start_ms - chapter->start_ms;
	uint32_t end =
	    end_of_turn(o->book->recording, clip) - chapter->start_ms;

	if (end <= start)
		return;
	buf_printf(&o->out, "<par id=\"c%zu\"><text", ++o->n);
	html_put_attr(
	    &o->out, "src", arena_printf(o->book->arena, "%s#%s", o->page, id));
	buf_puts(&o->out, "/><audio");
	html_put_attr(&o->out, "src", sound_file(o->book, clip->chapter));
	html_put_attr(&o->out, "clipBegin", clock_value(o->book, start));
	html_put_attr(&o->out, "clipEnd", clock_value(o->book, end));
	buf_puts(&o->out, "/></par>\n");
	o->ms += end - start;
}

static void
put_part(struct overlay *o, const struct node *part)
{
	for (const struct node *n = part; n != NULL; n = node_next(n, part))
		for (size_t i = 0; i < n->nsentences; i++) {
			const char *id = n->sentences[i].id;
			const struct recording_clip *clip =
			    recording_clip(o->book->recording, id);

			if (clip != NULL)
				put_clip(o, id, clip);
		}
}

const char *
book_add_overlay(
    struct book *book, const char *page, const struct node *part, size_t number)
{
	const char *id = arena_printf(book->arena, "overlay-%02zu", number);
	struct overlay o = {.book = book, .page = page};

	if (book->recording == NULL)
		return NULL;
	buf_printf(&o.out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
	    "xmlns:epub=\"http://www.idpf.org/2007/ops\" version=\"3.0\">\n"
	    "<body><seq id=\"all\" epub:textref=\"%s\">\n",
	    page);
	if (part != NULL)
		put_part(&o, part);
	else if (book->recording->nclips > 0)
		put_clip(&o, "_title", &book->recording->clips[0]);
	buf_puts(&o.out, "</seq></body></smil>\n");
	if (o.n > 0) {
		book_add(book,
		    &(struct book_file){.id = id,
		        .name = arena_printf(book->arena, "%s.smil", id),
		        .media = "application/smil+xml"},
		    &o.out);
		book_meta(book, "media:duration", id, clock_value(book, o.ms));
		book->spoken_ms += o.ms;
	}
	buf_release(&o.out);
	return o.n > 0 ? id : NULL;
}
