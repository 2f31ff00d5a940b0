/*
 * The web edition: BASE.html, one file that works from a disk, without a
 * network and without JavaScript. Its skeleton, looks and script are files of
 * templates/web/; here they are filled and locked by a Content-Security-
 * Policy, so that nothing else can run or be loaded.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/str.h"
#include "write/html/fill.h"
#include "write/html/markup.h"
#include "write/html/put.h"
#include "write/write.h"

bool write_html(const struct write_job *job, struct diags *diags);

enum { MAX_SOUND = 1 << 30 };

struct page {
	const struct write_job *job;
	const struct document *document;
	struct diags *diags;
	struct arena *arena;
	struct markup markup;
	struct buf out; /* where the markup goes; emptied part by part */
	struct hole holes[24];
	size_t nholes;
	bool ok;
};

/* ---- holes --------------------------------------------------------------- */

static void
add_text(struct page *p, const char *name, const char *text)
{
	p->holes[p->nholes++] = (struct hole){.name = name, .text = text};
}

/* What the buffer holds becomes a hole; the buffer is empty again. */
static void
add_markup(struct page *p, const char *name, struct buf *buf)
{
	p->holes[p->nholes++] = (struct hole){.name = name,
	    .markup = arena_strndup(p->arena, buf_str(buf), buf->len)};
	buf_clear(buf);
}

static struct filling
filling(struct page *p)
{
	return (struct filling){
	    p->job->templates, p->document->language, p->holes, p->nholes};
}

/* A part of the page from its own file. */
static void
add_part(struct page *p, const char *name, const char *file)
{
	struct filling f = filling(p);
	struct buf part = {0};

	p->ok = html_fill(&f, file, &part, p->diags) && p->ok;
	add_markup(p, name, &part);
	buf_release(&part);
}

static const char *
word(const struct page *p, enum word word)
{
	return p->document->language->words[word];
}

/* ---- pictures ------------------------------------------------------------ */

static bool
put_picture(
    void *arg, const struct picture *picture, struct buf *out, double size[2])
{
	static const char *const media[] = {[PICTURE_SVG] = "image/svg+xml",
	    [PICTURE_PNG] = "image/png",
	    [PICTURE_JPEG] = "image/jpeg"};
	struct page *p = arg;
	struct picture_file file;
	bool ok = picture_export(picture, &file);

	if (ok)
		html_put_data(out, media[file.format],
		    file.format == PICTURE_SVG, &file.bytes);
	else
		diag_add(p->diags, DIAG_PDF_PICTURE, LOC_NONE, picture->name);
	size[0] = file.width;
	size[1] = file.height;
	buf_release(&file.bytes);
	return ok;
}

static void
put_picture_named(struct page *p, const char *name, struct loc loc,
    const char *alt, const char *class)
{
	const struct picture *picture =
	    picture_lookup(p->job->pictures, name, loc, p->diags);

	if (picture == NULL)
		p->ok = false;
	else
		markup_picture_of(&p->markup, picture,
		    alt != NULL ? alt : picture->alt, class);
}

/* ---- the top ------------------------------------------------------------- */

static void
put_line(struct page *p, const char *class, const char *text)
{
	if (str_is_blank(text))
		return;
	buf_puts(&p->out, "<p");
	html_put_attr(&p->out, "class", class);
	buf_putc(&p->out, '>');
	html_put_text(&p->out, text);
	buf_puts(&p->out, "</p>\n");
}

static void
add_top(struct page *p)
{
	const struct document *doc = p->document;
	const struct style *style = &doc->edition->style;

	if (style->logo != NULL)
		put_picture_named(
		    p, style->logo, LOC_NONE, style->logo_alt, "logo");
	add_markup(p, "logo", &p->out);
	put_line(p, NULL, doc->organisation);
	add_markup(p, "organisation", &p->out);
	markup_title(&p->markup);
	add_markup(p, "title", &p->out);
	put_line(p, "subtitle", doc->subtitle);
	add_markup(p, "subtitle", &p->out);
	if (doc->cover_picture != NULL && style->cover_picture > 0 &&
	    !str_eq(doc->cover_picture, "none"))
		put_picture_named(p, doc->cover_picture, doc->cover_loc,
		    doc->cover_alt, "cover");
	add_markup(p, "cover", &p->out);
	if (document_badge(doc) != BADGE_NONE)
		put_line(p, "badge",
		    word(p, document_badge(doc) == BADGE_LARGE_PRINT
		                ? WORD_LARGE_PRINT
		                : WORD_EASY_READ));
	put_line(p, NULL, doc->date_words);
	add_markup(p, "facts", &p->out);
}

static void
put_meta(struct page *p, const char *name, const char *content)
{
	if (str_is_blank(content))
		return;
	buf_puts(&p->out, "<meta");
	html_put_attr(&p->out, "name", name);
	html_put_attr(&p->out, "content", content);
	buf_puts(&p->out, ">\n");
}

static void
add_head(struct page *p)
{
	const struct document *doc = p->document;

	add_text(p, "lang", doc->lang);
	add_text(
	    p, "dir", language_is_right_to_left(doc->lang) ? "rtl" : "ltr");
	add_text(p, "page-title",
	    str_is_blank(doc->organisation)
	        ? doc->title
	        : arena_printf(
	              p->arena, "%s \u2013 %s", doc->title, doc->organisation));
	put_meta(p, "description", doc->description);
	put_meta(p, "author", doc->organisation);
	put_meta(p, "generator", "everyread " VERSION);
	add_markup(p, "metadata", &p->out);
}

/* ---- contents and sections ----------------------------------------------- */

static void
put_entry(struct page *p, const struct node *section)
{
	const struct node *heading = node_child(section, KIND_HEADING);

	if (heading == NULL || heading->nsentences == 0)
		return;
	buf_puts(&p->out, "<li><a");
	html_put_attr(&p->out, "href",
	    arena_printf(p->arena, "#%s", node_attr(section, ATTR_ID)));
	markup_lang(&p->markup, heading->sentences[0].lang);
	buf_putc(&p->out, '>');
	html_put_text(&p->out, document_words(p->arena, heading));
	buf_puts(&p->out, "</a></li>\n");
}

static void
add_contents(struct page *p)
{
	const struct node *root = p->document->root;

	if (p->document->edition->style.contents == STYLE_YES &&
	    root->first != root->last) {
		buf_puts(&p->out, "<nav class=\"contents\" aria-labelledby="
		                  "\"_contents\">\n<h2 id=\"_contents\">");
		html_put_text(&p->out, word(p, WORD_CONTENTS));
		buf_puts(&p->out, "</h2>\n<ol>\n");
		for (const struct node *s = root->first; s != NULL; s = s->next)
			put_entry(p, s);
		buf_puts(&p->out, "</ol>\n</nav>\n");
	}
	add_markup(p, "contents", &p->out);
}

static void
add_sections(struct page *p)
{
	const struct node *root = p->document->root;
	bool right = p->document->edition->style.picture_side == SIDE_RIGHT;

	for (const struct node *s = root->first; s != NULL; s = s->next)
		if (s->kind == KIND_SECTION)
			markup_section(&p->markup, s);
	add_markup(p, "sections", &p->out);
	if (markup_has_rows(&p->markup))
		buf_puts(&p->out,
		    right ? " class=\"rows row-right\"" : " class=\"rows\"");
	add_markup(p, "rows", &p->out);
}

static void
add_about(struct page *p)
{
	const struct document *doc = p->document;
	const char *const parts[] = {doc->organisation, doc->title,
	    str_is_blank(doc->version)
	        ? ""
	        : language_fill(p->arena, word(p, WORD_VERSION), "version",
	              doc->version, NULL),
	    doc->date_words};
	struct buf about = {0};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!str_is_blank(parts[i]))
			buf_printf(&about, "%s%s", about.len > 0 ? ". " : "",
			    parts[i]);
	buf_puts(&about, about.len > 0 ? "." : "");
	add_text(p, "about", arena_strdup(p->arena, buf_str(&about)));
	buf_release(&about);
}

/* ---- reading aloud ------------------------------------------------------- */

static bool
is_inside(const struct page *p)
{
	return p->document->edition->style.web_audio == AUDIO_INSIDE;
}

/* The recording itself, as an address. */
static void
add_sound_inside(struct page *p)
{
	char *path =
	    stage_path(p->job->stage, p->job->recording->file, p->diags);
	struct buf bytes = {0};

	if (path != NULL &&
	    file_read(path, MAX_SOUND, &bytes, p->diags, LOC_FILE(path)))
		html_put_data(&p->out, "audio/mpeg", false, &bytes);
	else
		p->ok = false;
	buf_release(&bytes);
	free(path);
}

static void
add_sound(struct page *p)
{
	if (is_inside(p))
		add_sound_inside(p);
	else
		buf_puts(&p->out, html_path(p->arena, p->job->recording->file));
	add_markup(p, "sound", &p->out);
}

static void
put_part(struct page *p, const struct recording_chapter *chapter)
{
	const char *sound = html_path(p->arena, p->job->recording->file);
	unsigned length = (chapter->end_ms - chapter->start_ms + 500) / 1000;

	buf_puts(&p->out, "<li><a");
	html_put_attr(&p->out, "href",
	    arena_printf(p->arena, "%s#t=%u.%u", sound,
	        chapter->start_ms / 1000, chapter->start_ms / 100 % 10));
	buf_printf(&p->out, " data-start=\"%u\">", chapter->start_ms);
	html_put_text(&p->out, chapter->title);
	buf_printf(&p->out, "</a> (%u:%02u)</li>\n", length / 60, length % 60);
}

/* The chapters, as links into the file: they work without a script. A page
 * with the sound inside has no file to link to. */
static void
add_parts(struct page *p)
{
	const struct recording *r = p->job->recording;

	if (!is_inside(p)) {
		buf_puts(&p->out, "<details>\n<summary>");
		html_put_text(&p->out, word(p, WORD_LISTEN_PARTS));
		buf_puts(&p->out, "</summary>\n<ol>\n");
		for (size_t i = 0; i < r->nchapters; i++)
			put_part(p, &r->chapters[i]);
		buf_puts(&p->out, "</ol>\n</details>\n");
	}
	add_markup(p, "parts", &p->out);
}

/* {"labels": {…}, "cues": [["id", start_ms, end_ms], …]} */
static void
add_times(struct page *p)
{
	const struct recording *r = p->job->recording;
	bool first = true;

	buf_puts(&p->out, "{\"labels\":{\"listen\":");
	json_string(&p->out, word(p, WORD_LISTEN_FROM));
	buf_puts(&p->out, ",\"pause\":");
	json_string(&p->out, word(p, WORD_LISTEN_PAUSE));
	buf_puts(&p->out, "},\"cues\":[");
	for (size_t i = 0; i < r->nclips; i++) {
		const struct recording_clip *c = &r->clips[i];

		if (c->id == NULL)
			continue;
		buf_puts(&p->out, first ? "\n[" : ",\n[");
		json_string(&p->out, c->id);
		buf_printf(&p->out, ",%u,%u]", c->start_ms, c->end_ms);
		first = false;
	}
	buf_puts(&p->out, "]}");
	add_markup(p, "times", &p->out);
}

static void
add_listening(struct page *p)
{
	const struct recording *r = p->job->recording;
	unsigned minutes;

	if (r == NULL) {
		add_text(p, "listen", "");
		add_text(p, "dock", "");
		return;
	}
	minutes = (r->duration_ms + 30000) / 60000;
	add_text(p, "length",
	    minutes <= 1
	        ? word(p, WORD_SAID_LENGTH_ONE)
	        : language_fill(p->arena, word(p, WORD_SAID_LENGTH), "n",
	              arena_printf(p->arena, "%u", minutes), NULL));
	add_sound(p);
	add_parts(p);
	add_times(p);
	add_part(p, "listen", "web/listen.html");
	add_part(p, "dock", "web/dock.html");
}

/* ---- looks, script, policy ----------------------------------------------- */

static void
put_source(struct page *p, const char *directive, const struct buf *code)
{
	char hash[HASH_BASE64 + 1];

	hash_base64(hash, buf_str(code), code->len);
	buf_printf(&p->out, "; %s 'sha256-%s'", directive, hash);
}

/* What the page may load and run: its own pictures and sound, this style
 * sheet and this script, known by their hashes. "file:" is for a page on a
 * disk, whose 'self' is nothing in some browsers. */
static void
add_code(struct page *p)
{
	const char *templates = p->job->templates;
	struct buf css = {0}, style = {0}, script = {0};
	const char *media = is_inside(p) ? "data:" : "'self' file:";

	p->ok = html_read(templates, "web/page.css", &css, p->diags) &&
	        html_read(templates, "web/page.js", &script, p->diags) && p->ok;
	html_put_tokens(&style, &p->document->edition->style, buf_str(&css));
	buf_add(&style, css.data, css.len);
	buf_printf(&p->out,
	    "default-src 'none'; base-uri 'none'; form-action 'none'; "
	    "img-src data:; media-src %s",
	    p->job->recording != NULL ? media : "'none'");
	put_source(p, "style-src", &style);
	put_source(p, "script-src", &script);
	add_text(p, "policy", arena_strdup(p->arena, buf_str(&p->out)));
	buf_clear(&p->out);
	add_markup(p, "style", &style);
	add_markup(p, "script", &script);
	buf_release(&css);
	buf_release(&style);
	buf_release(&script);
}

/* ---- the file ------------------------------------------------------------ */

static bool
write_page(struct page *p)
{
	const char *name = arena_printf(p->arena, "%s.html", p->job->base);
	char *path = stage_path(p->job->stage, name, p->diags);
	struct filling f = filling(p);
	struct buf bytes = {0};
	bool ok = path != NULL &&
	          html_fill(&f, "web/page.html", &bytes, p->diags) &&
	          file_write(path, bytes.data, bytes.len, p->diags);

	if (ok) {
		write_fact(p->job, name, "title", "%s", p->document->title);
		if (p->job->recording != NULL)
			write_fact(p->job, name, "sound", "%s",
			    is_inside(p) ? "inside" : p->job->recording->file);
	}
	buf_release(&bytes);
	free(path);
	return ok;
}

bool
write_html(const struct write_job *job, struct diags *diags)
{
	struct page p = {.job = job,
	    .document = job->document,
	    .diags = diags,
	    .arena = arena_new(),
	    .ok = true};
	double start = write_clock();
	bool ok;

	p.markup = (struct markup){.document = job->document,
	    .pictures = job->pictures,
	    .diags = diags,
	    .out = &p.out,
	    .put_picture = put_picture,
	    .arg = &p};
	markup_open(&p.markup);
	add_head(&p);
	add_top(&p);
	add_contents(&p);
	add_sections(&p);
	add_about(&p);
	add_listening(&p);
	add_code(&p);
	ok = p.ok && p.markup.ok && write_page(&p);
	markup_close(&p.markup);
	write_timing(job, "page", write_clock() - start);
	buf_release(&p.out);
	arena_free(p.arena);
	return ok;
}
