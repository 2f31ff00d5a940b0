/*
 * The page of downloads, index.html: what the publication is, then every
 * format that was made, the easiest first, with its size and its length as
 * the finished files have them; whom to ask for another format; who checked
 * it. download-fragment.html has the formats alone, to be pasted into a page
 * of the organisation's own site.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "write/facts.h"
#include "write/html/put.h"
#include "write/web/page.h"

bool write_index(const struct write_job *job, struct diags *diags);

struct format {
	const char *id;
	enum word name, about;
	const char *label, *media, *picture, *modes, *features;
};

static const struct format formats[] = {
#define FORMAT(id, name, about, label, media, picture, modes, features)        \
	{id, WORD_##name, WORD_##about, label, media, picture, modes, features},
#include "write/web/formats.def"
#undef FORMAT
};
enum { NFORMATS = sizeof formats / sizeof *formats };

/* A file that readers can have. */
struct offer {
	const struct format *format;
	const char *path, *edition, *pages, *minutes, *letters;
	uint64_t bytes;
};

struct download {
	struct page page;
	struct facts facts;
	struct offer *offers;
	size_t n;
};

/* ---- what there is ------------------------------------------------------- */

static uint64_t
size_of(struct download *d, const char *path)
{
	char *whole = path_join(stage_folder(d->page.job->stage), path);
	uint64_t bytes = file_size(whole);

	free(whole);
	return bytes;
}

/* The files of one format, in order of name. */
static void
collect_format(struct download *d, const struct format *format)
{
	for (size_t i = 0; i < d->facts.n; i++) {
		const struct fact *fact = &d->facts.items[i];

		if (!str_eq(fact->name, "format") ||
		    !str_eq(fact->value, format->id))
			continue;
		d->offers[d->n++] = (struct offer){.format = format,
		    .path = fact->path,
		    .edition = facts_value(&d->facts, fact->path, "edition"),
		    .pages = facts_value(&d->facts, fact->path, "pages"),
		    .minutes = facts_value(&d->facts, fact->path, "minutes"),
		    .letters = facts_value(&d->facts, fact->path, "letters"),
		    .bytes = size_of(d, fact->path)};
	}
}

static void
collect(struct download *d)
{
	static const struct buf none;
	const struct write_job *job = d->page.job;

	d->facts =
	    facts_read(d->page.arena, job->made != NULL ? job->made : &none);
	d->offers = ARENA_ARRAY(d->page.arena, struct offer, d->facts.n + 1);
	for (size_t i = 0; i < NFORMATS; i++)
		collect_format(d, &formats[i]);
}

/* ---- an offer ------------------------------------------------------------ */

/* "Large print", and for the second of its kind "Large print (giant)". */
static const char *
offer_name(struct download *d, size_t i)
{
	const struct offer *o = &d->offers[i];
	const char *name = page_word(&d->page, o->format->name);

	if (i > 0 && d->offers[i - 1].format == o->format)
		return arena_printf(d->page.arena, "%s (%s)", name, o->edition);
	return name;
}

static const char *
offer_about(struct download *d, const struct offer *o)
{
	if (str_eq(o->format->id, "large-print") && o->letters != NULL)
		return language_fill(d->page.arena,
		    page_word(&d->page, WORD_SIZE_NOTE), "size", o->letters,
		    NULL);
	return page_word(&d->page, o->format->about);
}

/* "PDF, 270 KB. Number of pages: 39." */
static const char *
offer_size(struct download *d, const struct offer *o)
{
	struct arena *arena = d->page.arena;
	char size[STR_BYTES];
	const char *text;

	str_bytes(size, o->bytes);
	text = arena_printf(arena, "%s, %s.", o->format->label, size);
	if (o->pages != NULL)
		text = arena_printf(arena, "%s %s.", text,
		    language_fill(arena, page_word(&d->page, WORD_PAGES_NOTE),
		        "n", o->pages, NULL));
	if (str_eq(o->minutes, "1"))
		text = arena_printf(arena, "%s %s", text,
		    page_word(&d->page, WORD_SAID_LENGTH_ONE));
	else if (o->minutes != NULL)
		text = arena_printf(arena, "%s %s", text,
		    language_fill(arena, page_word(&d->page, WORD_SAID_LENGTH),
		        "n", o->minutes, NULL));
	return text;
}

/* "<a href=… type=…>", for a file. */
static void
open_link(struct download *d, const char *path, const char *media)
{
	struct buf *out = &d->page.out;

	buf_puts(out, "<a");
	html_put_attr(out, "href", html_path(d->page.arena, path));
	html_put_attr(out, "type", media);
	buf_putc(out, '>');
}

/* The recording in parts: files of its own below the publication. */
static void
put_parts(struct download *d)
{
	struct buf *out = &d->page.out;

	buf_puts(out, "<details>\n<summary>");
	html_put_text(out, page_word(&d->page, WORD_LISTEN_PARTS));
	buf_puts(out, "</summary>\n<ol>\n");
	for (size_t i = 0; i < d->facts.n; i++) {
		const struct fact *f = &d->facts.items[i];
		char size[STR_BYTES];

		if (!str_eq(f->name, "title") || strchr(f->path, '/') == NULL ||
		    !str_ends(f->path, ".mp3"))
			continue;
		str_bytes(size, size_of(d, f->path));
		buf_puts(out, "<li>");
		open_link(d, f->path, "audio/mpeg");
		html_put_text(out, f->value);
		buf_printf(out, "</a> (%s)</li>\n", size);
	}
	buf_puts(out, "</ol>\n</details>\n");
}

static void
put_offer(struct download *d, size_t i, bool pictured)
{
	const struct offer *o = &d->offers[i];
	struct buf *out = &d->page.out;

	buf_puts(out, "<section class=\"row format\">\n<div>\n<h3>");
	open_link(d, o->path, o->format->media);
	html_put_text(out, offer_name(d, i));
	buf_puts(out, "</a></h3>\n");
	page_line(&d->page, NULL, offer_about(d, o));
	page_line(&d->page, "size", offer_size(d, o));
	if (str_eq(o->format->id, "audio"))
		put_parts(d);
	buf_puts(out, "</div>\n");
	if (pictured)
		page_picture(
		    &d->page, o->format->picture, LOC_NONE, "", "picture");
	buf_puts(out, "</section>\n");
}

/* ---- asking -------------------------------------------------------------- */

/* "Phone: 01268 594350", with the number as a link. */
static void
put_contact(struct download *d, const struct contact *contact)
{
	const char *line = document_contact(d->page.document, contact);
	const char *value = contact->value;
	const char *href = contact->href == NULL
	                       ? NULL
	                       : html_address(d->page.arena, contact->href);
	struct buf *out = &d->page.out;
	const char *at;

	if (str_starts(value, "https://"))
		value += strlen("https://");
	at = strstr(line, value);
	buf_puts(out, "<p>");
	if (at != NULL && href != NULL) {
		html_put_text_n(out, line, (size_t)(at - line));
		buf_puts(out, "<a");
		html_put_attr(out, "class",
		    contact->kind == KIND_PHONE ? "phone" : "address");
		html_put_attr(out, "href", href);
		html_put_attr(out, "dir", "auto");
		buf_putc(out, '>');
		html_put_text(out, value);
		buf_puts(out, "</a>");
		html_put_text(out, at + strlen(value));
	} else {
		html_put_text(out, line);
	}
	buf_puts(out, "</p>\n");
}

/* A telephone first: most people who need another format have one. */
static void
put_asking(struct download *d)
{
	static const enum kind order[] = {
	    KIND_PHONE, KIND_EMAIL, KIND_POST, KIND_WEB};
	const struct document *doc = d->page.document;
	struct buf *out = &d->page.out;

	buf_puts(out, "<section class=\"ask\">\n<h2>");
	html_put_text(out, page_word(&d->page, WORD_ASK));
	buf_puts(out, "</h2>\n");
	page_line(&d->page, NULL, page_word(&d->page, WORD_OTHER_FORMATS));
	page_line(&d->page, NULL, page_word(&d->page, WORD_ASK_TELL));
	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (size_t i = 0; i < doc->ncontacts; i++)
			if (doc->contacts[i].kind == order[k])
				put_contact(d, &doc->contacts[i]);
	buf_puts(out, "</section>\n");
}

/* ---- the rest ------------------------------------------------------------ */

static void
put_about(struct download *d)
{
	const struct document *doc = d->page.document;
	struct arena *arena = d->page.arena;

	page_line(&d->page, NULL, doc->organisation);
	if (!str_is_blank(doc->checked_by))
		page_line(&d->page, NULL,
		    language_fill(arena, page_word(&d->page, WORD_CHECKED_BY),
		        "by", doc->checked_by, NULL));
	page_line(&d->page, NULL, doc->date_words);
	if (!str_is_blank(doc->version))
		page_line(&d->page, NULL,
		    language_fill(arena, page_word(&d->page, WORD_VERSION),
		        "version", doc->version, NULL));
}

static void
put_member(struct buf *out, const char *name, const char *value)
{
	if (str_is_blank(value))
		return;
	buf_putc(out, ',');
	json_put_string(out, name);
	buf_putc(out, ':');
	json_put_string(out, value);
}

/* A list of words parted by spaces. */
static void
put_list(struct buf *out, const char *name, const char *list)
{
	buf_printf(out, ",\"%s\":[\"", name);
	for (; *list != '\0'; list++)
		if (*list == ' ')
			buf_puts(out, "\",\"");
		else
			buf_putc(out, *list);
	buf_puts(out, "\"]");
}

/* The same for search engines: schema.org in JSON-LD. */
static void
put_schema(struct download *d, struct buf *out)
{
	const struct document *doc = d->page.document;

	buf_puts(out, "{\"@context\":\"https://schema.org\","
	              "\"@type\":\"CreativeWork\"");
	put_member(out, "name", doc->title);
	put_member(out, "description", doc->description);
	put_member(out, "inLanguage", doc->lang);
	put_member(out, "datePublished", doc->date);
	put_member(out, "version", doc->version);
	if (!str_is_blank(doc->organisation)) {
		buf_puts(out, ",\"publisher\":{\"@type\":\"Organization\"");
		put_member(out, "name", doc->organisation);
		buf_putc(out, '}');
	}
	buf_puts(out, ",\"encoding\":[");
	for (size_t i = 0; i < d->n; i++) {
		const struct offer *o = &d->offers[i];
		char size[STR_BYTES];

		str_bytes(size, o->bytes);
		buf_puts(out, i > 0 ? ",\n{" : "\n{");
		buf_puts(out, "\"@type\":\"MediaObject\"");
		put_member(out, "name", offer_name(d, i));
		put_member(
		    out, "contentUrl", html_path(d->page.arena, o->path));
		put_member(out, "encodingFormat", o->format->media);
		put_member(out, "contentSize", size);
		if (o->minutes != NULL)
			buf_printf(
			    out, ",\"timeRequired\":\"PT%sM\"", o->minutes);
		put_list(out, "accessMode", o->format->modes);
		put_list(out, "accessibilityFeature", o->format->features);
		buf_putc(out, '}');
	}
	buf_puts(out, "]}");
}

static bool
write_fragment(struct download *d)
{
	static const char name[] = "download-fragment.html";
	struct page *p = &d->page;
	struct buf *out = &p->out;
	bool ok;

	buf_puts(out, "<div");
	html_put_attr(out, "lang", p->document->lang);
	html_put_attr(out, "dir",
	    language_is_right_to_left(p->document->lang) ? "rtl" : "ltr");
	buf_puts(out, ">\n");
	for (size_t i = 0; i < d->n; i++)
		put_offer(d, i, false);
	put_asking(d);
	buf_puts(out, "</div>\n");
	ok = stage_write(p->job->stage, name, out->data, out->len, p->diags);
	buf_clear(out);
	if (ok)
		write_fact(p->job, name, NULL, NULL);
	return ok;
}

bool
write_index(const struct write_job *job, struct diags *diags)
{
	struct download d = {0};
	struct page *p = &d.page;
	struct buf schema = {0};
	double start = write_clock();
	bool ok;

	page_open(p, job, diags);
	collect(&d);
	page_head(p);
	page_top(p);
	page_line(p, "about", p->document->description);
	page_markup(p, "description", &p->out);
	for (size_t i = 0; i < d.n; i++)
		put_offer(&d, i, true);
	page_markup(p, "formats", &p->out);
	put_asking(&d);
	page_markup(p, "ask", &p->out);
	put_about(&d);
	page_markup(p, "about", &p->out);
	put_schema(&d, &schema);
	page_markup(p, "schema", &schema);
	page_code(p,
	    &(struct page_code){.css = {"web/page.css", "web/download.css"}});
	ok = page_write(p, "web/download.html", "index.html") &&
	     write_fragment(&d);
	write_timing(job, "page", write_clock() - start);
	buf_release(&schema);
	page_close(p);
	return ok;
}
