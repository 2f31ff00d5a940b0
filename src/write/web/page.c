/* Parts of every page. */
#include "write/web/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"
#include "write/html/put.h"

/* ---- holes --------------------------------------------------------------- */

void
page_text(struct page *p, const char *name, const char *text)
{
	p->holes[p->nholes++] = (struct hole){.name = name, .text = text};
}

/* What the buffer holds becomes a hole; the buffer is empty again. */
void
page_markup(struct page *p, const char *name, struct buf *buf)
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
void
page_part(struct page *p, const char *name, const char *file)
{
	struct filling f = filling(p);
	struct buf part = {0};

	p->ok = html_fill(&f, file, &part, p->diags) && p->ok;
	page_markup(p, name, &part);
	buf_release(&part);
}

const char *
page_word(const struct page *p, enum word word)
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
	bool ok = picture_export(picture, &file, p->diags);

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

void
page_picture(struct page *p, const char *name, struct loc loc, const char *alt,
    const char *class)
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

void
page_line(struct page *p, const char *class, const char *text)
{
	if (str_is_blank(text))
		return;
	buf_puts(&p->out, "<p");
	html_put_attr(&p->out, "class", class);
	buf_putc(&p->out, '>');
	html_put_text(&p->out, text);
	buf_puts(&p->out, "</p>\n");
}

void
page_top(struct page *p)
{
	const struct document *doc = p->document;
	const struct style *style = &doc->edition->style;

	if (style->logo != NULL)
		page_picture(p, style->logo, LOC_NONE, style->logo_alt, "logo");
	page_markup(p, "logo", &p->out);
	page_line(p, NULL, doc->organisation);
	page_markup(p, "organisation", &p->out);
	markup_title(&p->markup);
	page_markup(p, "title", &p->out);
	page_line(p, "subtitle", doc->subtitle);
	page_markup(p, "subtitle", &p->out);
	if (doc->cover_picture != NULL && style->cover_picture > 0 &&
	    !str_eq(doc->cover_picture, "none"))
		page_picture(p, doc->cover_picture, doc->cover_loc,
		    doc->cover_alt, "cover");
	page_markup(p, "cover", &p->out);
	if (document_badge(doc) != BADGE_NONE)
		page_line(p, "badge",
		    page_word(p, document_badge(doc) == BADGE_LARGE_PRINT
		                     ? WORD_LARGE_PRINT
		                     : WORD_EASY_READ));
	page_line(p, NULL, doc->date_words);
	page_markup(p, "facts", &p->out);
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

void
page_head(struct page *p)
{
	const struct document *doc = p->document;

	page_text(p, "lang", doc->lang);
	page_text(
	    p, "dir", language_is_right_to_left(doc->lang) ? "rtl" : "ltr");
	page_text(p, "page-title",
	    str_is_blank(doc->organisation)
	        ? doc->title
	        : arena_printf(
	              p->arena, "%s \u2013 %s", doc->title, doc->organisation));
	put_meta(p, "description", doc->description);
	put_meta(p, "author", doc->organisation);
	put_meta(p, "generator", "everyread " VERSION);
	page_markup(p, "metadata", &p->out);
}

/* ---- looks, script, policy ----------------------------------------------- */

static void
put_source(struct page *p, const char *directive, const struct buf *code)
{
	char hash[HASH_BASE64 + 1];

	hash_base64(hash, buf_str(code), code->len);
	buf_printf(&p->out, "; %s 'sha256-%s'", directive, hash);
}

void
page_code(struct page *p, const struct page_code *code)
{
	const char *templates = p->job->templates;
	struct buf css = {0}, style = {0}, script = {0};

	for (size_t i = 0; i < 2 && code->css[i] != NULL; i++)
		p->ok =
		    html_read(templates, code->css[i], &css, p->diags) && p->ok;
	html_put_tokens(&style, &p->document->edition->style, buf_str(&css));
	buf_add(&style, css.data, css.len);
	buf_printf(&p->out,
	    "default-src 'none'; base-uri 'none'; form-action 'none'; "
	    "img-src data:");
	if (code->media != NULL)
		buf_printf(&p->out, "; media-src %s", code->media);
	put_source(p, "style-src", &style);
	if (code->script != NULL) {
		p->ok = html_read(templates, code->script, &script, p->diags) &&
		        p->ok;
		put_source(p, "script-src", &script);
	}
	page_text(p, "policy", arena_strdup(p->arena, buf_str(&p->out)));
	buf_clear(&p->out);
	page_markup(p, "style", &style);
	page_markup(p, "script", &script);
	buf_release(&css);
	buf_release(&style);
	buf_release(&script);
}

void
page_open(struct page *p, const struct write_job *job, struct diags *diags)
{
	*p = (struct page){.job = job,
	    .document = job->document,
	    .diags = diags,
	    .arena = arena_new(),
	    .ok = true};
	p->markup = (struct markup){.document = job->document,
	    .pictures = job->pictures,
	    .diags = diags,
	    .out = &p->out,
	    .top = 2,
	    .put_picture = put_picture,
	    .arg = p};
	markup_open(&p->markup);
}

void
page_close(struct page *p)
{
	markup_close(&p->markup);
	buf_release(&p->out);
	arena_free(p->arena);
}

bool
page_write(struct page *p, const char *skeleton, const char *name)
{
	struct filling f = filling(p);
	struct buf bytes = {0};
	bool ok =
	    html_fill(&f, skeleton, &bytes, p->diags) &&
	    stage_write(p->job->stage, name, bytes.data, bytes.len, p->diags);

	if (ok)
		write_fact(p->job, name, "title", "%s", p->document->title);
	buf_release(&bytes);
	return ok && p->ok && p->markup.ok;
}
