/*
 * The e-book edition: BASE.epub, EPUB 3.3 with a file for each section and a
 * media overlay for each of them, so that reading apps read it aloud and mark
 * the sentence. What never changes are files of templates/epub/.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "write/epub/book.h"
#include "write/html/put.h"

bool write_epub(const struct write_job *job, struct diags *diags);

enum { BOOK_HOLES = 8, COMMON_HOLES = 4, MINUTE_MS = 60000 };

/* ---- files --------------------------------------------------------------- */

static void
note_file(struct book *book, const struct book_file *file)
{
	struct buf *row = &book->manifest;

	buf_puts(row, "<item");
	html_put_attr(row, "id", file->id);
	html_put_attr(row, "href", file->name);
	html_put_attr(row, "media-type", file->media);
	html_put_attr(row, "properties", file->properties);
	html_put_attr(row, "media-overlay", file->overlay);
	buf_puts(row, "/>\n");
}

void
book_add(struct book *book, const struct book_file *file, struct buf *bytes)
{
	archive_add(book->archive,
	    arena_printf(book->arena, "EPUB/%s", file->name), bytes,
	    file->stored);
	buf_clear(bytes);
	note_file(book, file);
}

void
book_add_file(struct book *book, const struct book_file *file, const char *path)
{
	archive_add_file(book->archive,
	    arena_printf(book->arena, "EPUB/%s", file->name), path);
	note_file(book, file);
}

void
book_fill(struct book *book, const char *skeleton, const struct hole *holes,
    size_t n, struct buf *out)
{
	const struct document *doc = book->document;
	struct hole all[BOOK_HOLES + COMMON_HOLES] = {
	    {.name = "lang", .text = doc->lang},
	    {.name = "dir",
	        .text = language_is_right_to_left(doc->lang) ? "rtl" : "ltr"},
	    {.name = "title", .text = doc->title},
	    {.name = "id", .text = doc->id},
	};
	struct filling f = {
	    book->job->templates, doc->language, all, COMMON_HOLES + n};

	for (size_t i = 0; i < n; i++)
		all[COMMON_HOLES + i] = holes[i];
	book->ok = html_fill(&f, skeleton, out, book->diags) && book->ok;
}

void
book_meta(struct book *book, const char *property, const char *refines,
    const char *value)
{
	struct buf *out = &book->meta;

	buf_puts(out, "<meta");
	html_put_attr(out, "property", property);
	if (refines != NULL)
		html_put_attr(
		    out, "refines", arena_printf(book->arena, "#%s", refines));
	buf_putc(out, '>');
	html_put_text(out, value);
	buf_puts(out, "</meta>\n");
}

/* What the buffer holds, for a hole; it is empty then. */
static const char *
take(struct book *book, struct buf *buf)
{
	const char *text = arena_strndup(book->arena, buf_str(buf), buf->len);

	buf_clear(buf);
	return text;
}

/* ---- pictures ------------------------------------------------------------ */

static const struct {
	const char *extension, *media;
} picture_files[] = {[PICTURE_SVG] = {"svg", "image/svg+xml"},
    [PICTURE_PNG] = {"png", "image/png"},
    [PICTURE_JPEG] = {"jpg", "image/jpeg"}};

static bool
add_picture(struct book *book, const struct picture *picture)
{
	const struct document *doc = book->document;
	size_t n = book->npictures,
	       cap[] = {book->pictures_cap, book->pictures_cap};
	struct picture_file file;
	bool is_cover = str_eq(doc->cover_picture, picture->name);

	if (!picture_export(picture, &file, book->diags)) {
		buf_release(&file.bytes);
		return diag_add(
		    book->diags, DIAG_PDF_PICTURE, LOC_NONE, picture->name);
	}
	ARRAY_GROW(book->pictures, n, cap[0]);
	ARRAY_GROW(book->addresses, n, cap[1]);
	ARRAY_GROW(book->sizes, n, book->pictures_cap);
	book->pictures[n] = picture;
	book->addresses[n] = arena_printf(book->arena, "pictures/%03zu.%s",
	    n + 1, picture_files[file.format].extension);
	book->sizes[n][0] = file.width;
	book->sizes[n][1] = file.height;
	book->npictures++;
	book_add(book,
	    &(struct book_file){
	        .id = arena_printf(book->arena, "picture-%03zu", n + 1),
	        .name = book->addresses[n],
	        .media = picture_files[file.format].media,
	        .properties = is_cover ? "cover-image" : NULL,
	        .stored = file.format != PICTURE_SVG},
	    &file.bytes);
	buf_release(&file.bytes);
	return true;
}

/* Each picture is in the book once. */
static bool
put_picture(
    void *arg, const struct picture *picture, struct buf *out, double size[2])
{
	struct book *book = arg;
	size_t i = 0;

	while (i < book->npictures && book->pictures[i] != picture)
		i++;
	if (i == book->npictures && !add_picture(book, picture))
		return false;
	buf_puts(out, book->addresses[i]);
	size[0] = book->sizes[i][0];
	size[1] = book->sizes[i][1];
	return true;
}

/* ---- pages --------------------------------------------------------------- */

static void
add_page(struct book *book, const char *id, const char *name,
    const char *overlay, struct buf *bytes)
{
	book_add(book,
	    &(struct book_file){.id = id,
	        .name = name,
	        .media = "application/xhtml+xml",
	        .overlay = overlay},
	    bytes);
	buf_printf(&book->spine, "<itemref idref=\"%s\"/>\n", id);
}

static void
put_line(struct book *book, const char *class, const char *text)
{
	if (str_is_blank(text))
		return;
	buf_puts(&book->out, "<p");
	html_put_attr(&book->out, "class", class);
	buf_putc(&book->out, '>');
	html_put_text(&book->out, text);
	buf_puts(&book->out, "</p>\n");
}

static void
put_cover(struct book *book)
{
	const struct document *doc = book->document;
	const struct picture *picture;

	if (doc->cover_picture == NULL || str_eq(doc->cover_picture, "none") ||
	    doc->edition->style.cover_picture <= 0)
		return;
	picture = picture_lookup(book->job->pictures, doc->cover_picture,
	    doc->cover_loc, book->diags);
	if (picture == NULL) {
		book->ok = false;
		return;
	}
	buf_puts(&book->out, "<p>");
	markup_picture_of(&book->markup, picture,
	    doc->cover_alt != NULL ? doc->cover_alt : picture->alt, "cover");
	buf_puts(&book->out, "</p>\n");
}

static const char *
badge_words(const struct document *doc)
{
	switch (document_badge(doc)) {
	case BADGE_EASY_READ:
		return doc->language->words[WORD_EASY_READ];
	case BADGE_LARGE_PRINT:
		return doc->language->words[WORD_LARGE_PRINT];
	default:
		return "";
	}
}

static void
add_title_page(struct book *book)
{
	const struct document *doc = book->document;
	struct hole holes[] = {
	    {.name = "organisation"},
	    {.name = "marked-title"},
	    {.name = "subtitle"},
	    {.name = "cover"},
	    {.name = "facts"},
	    {.name = "lexicons", .markup = book->lexicons},
	};
	struct buf bytes = {0};

	put_line(book, NULL, doc->organisation);
	holes[0].markup = take(book, &book->out);
	markup_title(&book->markup);
	holes[1].markup = take(book, &book->out);
	put_line(book, NULL, doc->subtitle);
	holes[2].markup = take(book, &book->out);
	put_cover(book);
	holes[3].markup = take(book, &book->out);
	put_line(book, "badge", badge_words(doc));
	put_line(book, NULL, doc->date_words);
	holes[4].markup = take(book, &book->out);
	book_fill(book, "epub/title.xhtml", holes, 6, &bytes);
	add_page(book, "title", "title.xhtml",
	    book_add_overlay(book, "title.xhtml", NULL, 0), &bytes);
	buf_release(&bytes);
}

static void
add_part(struct book *book, const struct node *section, size_t i)
{
	const struct node *heading = node_child(section, KIND_HEADING);
	struct hole holes[] = {
	    {.name = "part-title",
	        .text = heading != NULL ? document_words(book->arena, heading)
	                                : book->document->title},
	    {.name = "rows",
	        .markup =
	            markup_has_rows(&book->markup) ? " class=\"rows\"" : ""},
	    {.name = "section"},
	    {.name = "lexicons", .markup = book->lexicons},
	};
	struct buf bytes = {0};

	book->markup.file = i;
	markup_section(&book->markup, section);
	holes[2].markup = take(book, &book->out);
	book_fill(book, "epub/part.xhtml", holes, 4, &bytes);
	add_page(book, arena_printf(book->arena, "part-%02zu", i + 1),
	    book->files[i],
	    book_add_overlay(book, book->files[i], section, i + 1), &bytes);
	buf_release(&bytes);
}

static void
add_parts(struct book *book)
{
	size_t i = 0;

	for (const struct node *s = book->document->root->first; s != NULL;
	     s = s->next)
		add_part(book, s, i++);
}

static void
add_style(struct book *book)
{
	struct buf css = {0}, style = {0};

	book->ok = html_read(book->job->templates, "epub/book.css", &css,
	               book->diags) &&
	           book->ok;
	html_put_tokens(&style, &book->document->edition->style, buf_str(&css));
	buf_add(&style, css.data, css.len);
	book_add(book,
	    &(struct book_file){
	        .id = "style", .name = "book.css", .media = "text/css"},
	    &style);
	buf_release(&css);
	buf_release(&style);
}

/* What makes a zip file an e-book: it must come first. */
static void
add_container(struct book *book)
{
	struct buf bytes = {0};

	buf_puts(&bytes, "application/epub+zip");
	archive_add(book->archive, "mimetype", &bytes, true);
	buf_clear(&bytes);
	book->ok = html_read(book->job->templates, "epub/container.xml", &bytes,
	               book->diags) &&
	           book->ok;
	archive_add(book->archive, "META-INF/container.xml", &bytes, false);
	buf_release(&bytes);
}

/* ---- the book ------------------------------------------------------------ */

static void
name_parts(struct book *book)
{
	for (const struct node *s = book->document->root->first; s; s = s->next)
		book->nparts++;
	book->files = ARENA_ARRAY(book->arena, const char *, book->nparts);
	for (size_t i = 0; i < book->nparts; i++)
		book->files[i] =
		    arena_printf(book->arena, "part-%02zu.xhtml", i + 1);
	if (book->recording != NULL)
		book->sounds =
		    ARENA_ARRAY(book->arena, bool, book->recording->nchapters);
}

static bool
make_book(struct book *book)
{
	name_parts(book);
	book->markup = (struct markup){.document = book->document,
	    .pictures = book->job->pictures,
	    .diags = book->diags,
	    .out = &book->out,
	    .xml = true,
	    .top = 1,
	    .files = book->files,
	    .put_picture = put_picture,
	    .arg = book};
	markup_open(&book->markup);
	add_container(book);
	add_style(book);
	book_add_lexicons(book);
	add_title_page(book);
	book_add_navigation(book);
	add_parts(book);
	book_add_package(book);
	book->ok = book->ok && book->markup.ok;
	markup_close(&book->markup);
	return book->ok;
}

static void
release(struct book *book)
{
	buf_release(&book->out);
	buf_release(&book->manifest);
	buf_release(&book->spine);
	buf_release(&book->meta);
	free(book->pictures);
	free(book->addresses);
	free(book->sizes);
	arena_free(book->arena);
}

bool
write_epub(const struct write_job *job, struct diags *diags)
{
	bool is_silent = job->document->edition->style.book_audio != STYLE_YES;
	struct book book = {.job = job,
	    .document = job->document,
	    .recording = is_silent ? NULL : job->recording,
	    .diags = diags,
	    .arena = arena_new(),
	    .ok = true};
	const char *name = arena_printf(book.arena, "%s.epub", job->base);
	char *path = stage_path(job->stage, name, diags);
	double start = write_clock();
	bool ok = false;

	if (path != NULL)
		book.archive = archive_open(path, diags);
	if (book.archive != NULL) {
		if (make_book(&book))
			ok = archive_close(book.archive, diags);
		else
			archive_abandon(book.archive);
	}
	if (ok) {
		write_fact(job, name, "title", "%s", job->document->title);
		if (book.recording != NULL)
			write_fact(job, name, "minutes", "%u",
			    (unsigned)((book.spoken_ms + MINUTE_MS / 2) /
			               MINUTE_MS));
	}
	write_timing(job, "book", write_clock() - start);
	free(path);
	release(&book);
	return ok;
}
