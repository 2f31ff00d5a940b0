/*
 * The web edition: BASE.html, one file that works from a disk, without a
 * network and without JavaScript. Its skeleton, looks and script are files of
 * templates/web/; here they are filled and locked by a Content-Security-
 * Policy, so that nothing else can run or be loaded.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "write/html/put.h"
#include "write/web/page.h"

bool write_html(const struct write_job *job, struct diags *diags);

enum { MAX_SOUND = 1 << 30 };

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
		html_put_text(&p->out, page_word(p, WORD_CONTENTS));
		buf_puts(&p->out, "</h2>\n<ol>\n");
		for (const struct node *s = root->first; s != NULL; s = s->next)
			put_entry(p, s);
		buf_puts(&p->out, "</ol>\n</nav>\n");
	}
	page_markup(p, "contents", &p->out);
}

static void
add_sections(struct page *p)
{
	const struct node *root = p->document->root;
	bool right = p->document->edition->style.picture_side == SIDE_RIGHT;

	for (const struct node *s = root->first; s != NULL; s = s->next)
		if (s->kind == KIND_SECTION)
			markup_section(&p->markup, s);
	page_markup(p, "sections", &p->out);
	if (markup_has_rows(&p->markup))
		buf_puts(&p->out,
		    right ? " class=\"rows row-right\"" : " class=\"rows\"");
	page_markup(p, "rows", &p->out);
}

static void
add_about(struct page *p)
{
	const struct document *doc = p->document;
	const char *const parts[] = {doc->organisation, doc->title,
	    str_is_blank(doc->version)
	        ? ""
	        : language_fill(p->arena, page_word(p, WORD_VERSION), "version",
	              doc->version, NULL),
	    doc->date_words};
	struct buf about = {0};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!str_is_blank(parts[i]))
			buf_printf(&about, "%s%s", about.len > 0 ? ". " : "",
			    parts[i]);
	buf_puts(&about, about.len > 0 ? "." : "");
	page_text(p, "about", arena_strdup(p->arena, buf_str(&about)));
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
	page_markup(p, "sound", &p->out);
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
		html_put_text(&p->out, page_word(p, WORD_LISTEN_PARTS));
		buf_puts(&p->out, "</summary>\n<ol>\n");
		for (size_t i = 0; i < r->nchapters; i++)
			put_part(p, &r->chapters[i]);
		buf_puts(&p->out, "</ol>\n</details>\n");
	}
	page_markup(p, "parts", &p->out);
}

/* {"labels": {…}, "cues": [["id", start_ms, end_ms], …]} */
static void
add_times(struct page *p)
{
	const struct recording *r = p->job->recording;
	bool first = true;

	buf_puts(&p->out, "{\"labels\":{\"listen\":");
	json_put_string(&p->out, page_word(p, WORD_LISTEN_FROM));
	buf_puts(&p->out, ",\"pause\":");
	json_put_string(&p->out, page_word(p, WORD_LISTEN_PAUSE));
	buf_puts(&p->out, "},\"cues\":[");
	for (size_t i = 0; i < r->nclips; i++) {
		const struct recording_clip *c = &r->clips[i];

		if (c->id == NULL)
			continue;
		buf_puts(&p->out, first ? "\n[" : ",\n[");
		json_put_string(&p->out, c->id);
		buf_printf(&p->out, ",%u,%u]", c->start_ms, c->end_ms);
		first = false;
	}
	buf_puts(&p->out, "]}");
	page_markup(p, "times", &p->out);
}

static void
add_listening(struct page *p)
{
	const struct recording *r = p->job->recording;
	unsigned minutes;

	if (r == NULL) {
		page_text(p, "listen", "");
		page_text(p, "dock", "");
		return;
	}
	minutes = (r->duration_ms + 30000) / 60000;
	page_text(p, "length",
	    minutes <= 1
	        ? page_word(p, WORD_SAID_LENGTH_ONE)
	        : language_fill(p->arena, page_word(p, WORD_SAID_LENGTH), "n",
	              arena_printf(p->arena, "%u", minutes), NULL));
	add_sound(p);
	add_parts(p);
	add_times(p);
	page_part(p, "listen", "web/listen.html");
	page_part(p, "dock", "web/dock.html");
}

bool
write_html(const struct write_job *job, struct diags *diags)
{
	struct page p;
	double start = write_clock();
	const char *name;
	bool ok;

	page_open(&p, job, diags);
	page_head(&p);
	page_top(&p);
	add_contents(&p);
	add_sections(&p);
	add_about(&p);
	add_listening(&p);
	/* "file:" is for a page on a disk, whose 'self' is nothing in some
	 * browsers */
	page_code(&p, &(struct page_code){.css = {"web/page.css"},
	                  .script = "web/page.js",
	                  .media = job->recording == NULL ? NULL
	                           : is_inside(&p)        ? "data:"
	                                                  : "'self' file:"});
	name = arena_printf(p.arena, "%s.html", job->base);
	ok = page_write(&p, "web/page.html", name);
	if (ok && job->recording != NULL)
		write_fact(job, name, "sound", "%s",
		    is_inside(&p) ? "inside" : job->recording->file);
	write_timing(job, "page", write_clock() - start);
	page_close(&p);
	return ok;
}
