/*
 * The review page: one file that works from a disk, without a network. What
 * is asked is data in it, its words and looks are files of templates/; a
 * Content-Security-Policy lets nothing else run or be loaded.
 */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "review/code.h"
#include "review/others.h"
#include "review/pack.h"
#include "write/audio/clip.h"
#include "write/html/fill.h"
#include "write/html/put.h"

/* Scripts and style sheets, one after another; the looks are those of the web
 * page and a few more. */
static const char *const scripts[] = {
    "review/page.js", "review/switches.js", "review/send.js"};
static const char *const sheets[] = {"web/page.css", "review/page.css"};
/* Pictures that the page asks for: {{picture NAME}} */
static const char *const faces[] = {"face-yes", "face-unsure", "face-no"};

#define PRACTICE "practice" /* id of the item to practise with */

struct page {
	const struct review_pack *pack;
	const struct review_voices *voices;
	struct diags *diags;
	struct arena *arena;
	GHashTable *pool;    /* name of a picture → its number, from 1 */
	struct buf pictures; /* them, as JSON */
	struct buf json;
	struct hole *holes;
	size_t nholes;
	bool ok;
};

/* ---- pictures ------------------------------------------------------------ */

static bool
put_source(struct page *p, const struct picture *picture, struct buf *out)
{
	static const char *const media[] = {[PICTURE_SVG] = "image/svg+xml",
	    [PICTURE_PNG] = "image/png",
	    [PICTURE_JPEG] = "image/jpeg"};
	struct picture_file file;
	bool ok = picture_export(picture, &file, p->diags);

	if (ok)
		html_put_data(out, media[file.format],
		    file.format == PICTURE_SVG, &file.bytes);
	else
		diag_add(p->diags, DIAG_PDF_PICTURE, LOC_NONE, picture->name);
	buf_release(&file.bytes);
	return ok;
}

/* The number of a picture in the page, from 0; it is put there once. -1 if
 * there is none. */
static int
put_picture(struct page *p, const char *name, struct loc loc)
{
	const struct picture *picture;
	int n;

	if (name == NULL)
		return -1;
	n = GPOINTER_TO_INT(g_hash_table_lookup(p->pool, name));
	if (n > 0)
		return n - 1;
	picture = picture_lookup(p->pack->pictures, name, loc, p->diags);
	if (picture == NULL) {
		p->ok = false;
		return -1;
	}
	n = (int)g_hash_table_size(p->pool);
	g_hash_table_insert(p->pool, (char *)name, GINT_TO_POINTER(n + 1));
	buf_puts(&p->pictures, n > 0 ? ",\n{\"name\":" : "\n{\"name\":");
	json_put_string(&p->pictures, name);
	buf_puts(&p->pictures, ",\"alt\":");
	json_put_string(&p->pictures, picture->alt);
	buf_puts(&p->pictures, ",\"src\":\"");
	p->ok = put_source(p, picture, &p->pictures) && p->ok;
	buf_puts(&p->pictures, "\"}");
	return n;
}

/* "others": [numbers of pictures to choose from] */
static void
put_others(struct page *p, const char *words, const char *picture)
{
	const struct picture *others[OTHERS_MAX], *present = NULL;
	size_t n;

	if (picture != NULL)
		present = picture_find(
		    p->pack->pictures, picture, LOC_NONE, p->diags);
	n = picture == NULL ? 0
	                    : others_find(p->pack->pictures,
	                          p->pack->items->document->language, words,
	                          present, others);
	buf_puts(&p->json, ",\"others\":[");
	for (size_t i = 0; i < n; i++)
		buf_printf(&p->json, "%s%d", i > 0 ? "," : "",
		    put_picture(p, others[i]->name, LOC_NONE));
	buf_putc(&p->json, ']');
}

/* ---- what is asked ------------------------------------------------------- */

static void
put_member(struct page *p, const char *name, const char *value)
{
	buf_printf(&p->json, ",\"%s\":", name);
	json_put_string(&p->json, value != NULL ? value : "");
}

static void
put_lang(struct page *p, const char *lang)
{
	put_member(p, "lang", lang);
	put_member(p, "dir", language_is_right_to_left(lang) ? "rtl" : "ltr");
}

static void
put_context(struct page *p, const struct node *node)
{
	const struct node *context = review_context(node);

	put_member(p, "context",
	    context != NULL ? document_words(p->arena, context) : "");
}

static const char *
alt_of(struct page *p, const struct node *node, const char *name)
{
	const char *alt = node_attr(node, ATTR_ALT);
	const struct picture *picture;

	if (!str_is_blank(alt) || name == NULL)
		return alt;
	picture = picture_find(p->pack->pictures, name, node->loc, p->diags);
	return picture != NULL ? picture->alt : "";
}

/* The fields of a sentence; its number and hash are those of the item. */
static void
put_sentence(struct page *p, const struct sentence *s, const char *picture,
    const char *clip)
{
	put_member(p, "id", s->id);
	put_member(p, "clip", clip);
	put_member(p, "kind", kind_info(s->node->kind)->element);
	put_member(p, "words", s->text);
	put_lang(p, s->lang);
	put_context(p, s->node);
	put_member(p, "picture_name", picture);
	put_member(p, "alt", alt_of(p, s->node, picture));
	buf_printf(
	    &p->json, ",\"picture\":%d", put_picture(p, picture, s->node->loc));
	put_others(p, s->text, picture);
}

static void
put_item(struct page *p, const struct review_item *item)
{
	buf_printf(&p->json, "%s\n{\"number\":%zu", item->number > 1 ? "," : "",
	    item->number);
	put_member(p, "hash", item->hash);
	put_member(p, "section_title", item->section_title);
	put_sentence(p, item->sentence, item->picture, item->sentence->id);
	buf_putc(&p->json, '}');
}

static void
put_choice(struct page *p, const struct review_question *q, size_t i)
{
	const struct review_choice *choice = &q->choices[i];

	buf_printf(&p->json, "%s{\"choice\":%zu", i > 0 ? "," : "", i + 1);
	put_member(p, "words", choice->words);
	put_member(
	    p, "clip", arena_printf(p->arena, "q-%zu-%zu", q->number, i + 1));
	buf_printf(&p->json, ",\"picture\":%d}",
	    put_picture(p, choice->picture, choice->node->loc));
}

static void
put_question(struct page *p, const struct review_question *q)
{
	buf_printf(&p->json, "%s\n{\"number\":%zu", q->number > 1 ? "," : "",
	    q->number);
	put_member(p, "id", q->id);
	put_member(p, "clip", arena_printf(p->arena, "q-%zu", q->number));
	put_member(p, "hash", q->hash);
	put_member(p, "section_title", q->section_title);
	put_member(p, "after", q->after);
	put_member(p, "words", q->words);
	put_lang(p, q->lang);
	buf_puts(&p->json, ",\"answers\":[");
	for (size_t i = 0; i < q->nchoices; i++)
		put_choice(p, q, i);
	buf_puts(&p->json, "]}");
}

/* What each file of answers begins with. */
static void
put_head(struct page *p)
{
	const struct review_items *items = p->pack->items;
	const struct document *doc = items->document;

	buf_puts(&p->json, "{\"head\":{\"format\":\"everyread-answers-1\"");
	put_member(p, "publication", doc->id);
	put_member(p, "version", doc->version);
	put_member(p, "wording",
	    doc->wording == WORDING_STANDARD ? "standard" : "easy-read");
	put_member(p, "pack", items->pack);
	buf_puts(&p->json, "}");
}

/* ---- what the page says -------------------------------------------------- */

/* The item of the spoken publication that a sentence stands in, or NULL. */
static const char *
spoken_id(const struct sentence *s)
{
	return s->node->kind == KIND_ITEM ? node_attr(s->node, ATTR_ID) : NULL;
}

static void
put_practice(struct page *p)
{
	const struct document *spoken = p->voices->spoken;

	for (size_t i = 0; i < spoken->nsentences; i++) {
		const struct sentence *s = spoken->sentences[i];

		if (!str_eq(spoken_id(s), PRACTICE))
			continue;
		buf_puts(&p->json, ",\n\"practice\":{\"number\":0");
		put_member(p, "section_title", "");
		put_sentence(p, s, node_attr(s->node, ATTR_PICTURE), PRACTICE);
		buf_putc(&p->json, '}');
		return;
	}
	p->ok = diag_add(
	    p->diags, DIAG_REVIEW_WORDS, LOC_NONE, p->pack->words, PRACTICE);
}

/* A clip that lasts from one sentence to another, under a key. */
static void
put_clip(struct page *p, const struct review_sound *sound,
    const struct clips *clips, const char *key, const char *const ends[2])
{
	const struct recording_clip *first =
	    recording_clip(sound->recording, ends[0]);
	const struct recording_clip *last =
	    recording_clip(sound->recording, ends[1]);
	struct buf bytes = {0};
	gchar *text;

	if (first == NULL || last == NULL)
		return;
	clips_cut(clips, first->start_ms, last->end_ms, &bytes);
	text = g_base64_encode((const guchar *)buf_str(&bytes), bytes.len);
	if (!str_ends(buf_str(&p->json), "{"))
		buf_putc(&p->json, ',');
	buf_putc(&p->json, '\n');
	json_put_string(&p->json, key);
	buf_printf(&p->json, ":\"%s\"", text);
	g_free(text);
	buf_release(&bytes);
}

/* The items of the spoken publication: a clip has all sentences of one. */
static void
put_spoken(struct page *p, const struct clips *clips)
{
	const struct document *spoken = p->voices->spoken;

	for (size_t i = 0; i < spoken->nsentences; i++) {
		const struct node *node = spoken->sentences[i]->node;
		const char *key = spoken_id(spoken->sentences[i]);

		if (key == NULL || spoken->sentences[i] != node->sentences)
			continue;
		put_clip(p, &p->voices->page, clips, key,
		    (const char *const[]){node->sentences[0].id,
		        node->sentences[node->nsentences - 1].id});
	}
}

static void
put_sentences_said(struct page *p, const struct clips *clips)
{
	const struct review_items *items = p->pack->items;

	for (size_t i = 0; i < items->n; i++) {
		const char *id = items->items[i].sentence->id;

		put_clip(p, &p->voices->sentences, clips, id,
		    (const char *const[]){id, id});
	}
}

static void
put_sound(struct page *p, const struct review_sound *sound,
    void (*put)(struct page *, const struct clips *))
{
	struct clips clips;

	if (sound->recording == NULL)
		return;
	if (clips_open(&clips, sound->file->data, sound->file->len))
		put(p, &clips);
	else
		p->ok = diag_add(p->diags, DIAG_FILE_READ, LOC_NONE,
		    sound->recording->file, "it is no recording");
	clips_close(&clips);
}

static void
put_data(struct page *p)
{
	const struct review_items *items = p->pack->items;

	put_head(p);
	buf_puts(&p->json, ",\n\"sentences\":[");
	for (size_t i = 0; i < items->n; i++)
		put_item(p, &items->items[i]);
	buf_puts(&p->json, "],\n\"questions\":[");
	for (size_t i = 0; i < items->nquestions; i++)
		put_question(p, &items->questions[i]);
	buf_puts(&p->json, "]");
	put_practice(p);
	buf_puts(&p->json, ",\n\"pictures\":[");
	buf_add(&p->json, p->pictures.data, p->pictures.len);
	buf_puts(&p->json, "],\n\"clips\":{");
	put_sound(p, &p->voices->page, put_spoken);
	put_sound(p, &p->voices->sentences, put_sentences_said);
	buf_puts(&p->json, "}}");
}

/* ---- the page ------------------------------------------------------------ */

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

static bool
fill_file(const struct page *p, const char *name, const struct hole *holes,
    size_t nholes, struct buf *out)
{
	const struct filling filling = {p->pack->templates,
	    p->pack->items->document->language, holes, nholes};

	return html_fill(&filling,
	    arena_printf(p->arena, "%s/%s", p->pack->words, name), out,
	    p->diags);
}

/* {{say ID}}: a button that says it. */
static void
add_buttons(struct page *p)
{
	const struct document *spoken = p->voices->spoken;
	struct buf button = {0};

	for (size_t i = 0; i < spoken->nsentences; i++) {
		const char *key = spoken_id(spoken->sentences[i]);
		const struct hole hole = {.name = "key", .text = key};

		if (key == NULL)
			continue;
		p->ok = fill_file(p, "say.html", &hole, 1, &button) && p->ok;
		add_markup(p, arena_printf(p->arena, "say %s", key), &button);
	}
	buf_release(&button);
}

/* {{picture NAME}} */
static void
add_faces(struct page *p)
{
	struct buf image = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(faces); i++) {
		const struct picture *picture = picture_lookup(
		    p->pack->pictures, faces[i], LOC_NONE, p->diags);

		buf_puts(&image, "<img alt=\"\" src=\"");
		p->ok =
		    picture != NULL && put_source(p, picture, &image) && p->ok;
		buf_puts(&image, "\">");
		add_markup(
		    p, arena_printf(p->arena, "picture %s", faces[i]), &image);
	}
	buf_release(&image);
}

/* A page that everyread serves sends answers to where it came from; on a disk
 * there is no such place. */
static void
add_code(struct page *p)
{
	static const struct page_code code = {sheets, G_N_ELEMENTS(sheets),
	    scripts, G_N_ELEMENTS(scripts),
	    "img-src data:; media-src data:; connect-src 'self'"};

	p->ok = review_code(p->pack, &code, p->holes + p->nholes, p->diags) &&
	        p->ok;
	p->nholes += CODE_HOLES;
}

bool
review_page(const struct review_pack *pack, const struct review_voices *voices,
    struct buf *out, struct diags *diags)
{
	const struct document *doc = pack->items->document;
	struct page p = {.pack = pack,
	    .voices = voices,
	    .diags = diags,
	    .arena = arena_new(),
	    .pool = g_hash_table_new(g_str_hash, g_str_equal),
	    .ok = true};

	p.holes =
	    ARENA_ARRAY(p.arena, struct hole, voices->spoken->nsentences + 16);
	add_text(&p, "title", doc->title);
	add_text(&p, "lang", doc->lang);
	add_text(&p, "generator", "everyread " VERSION);
	add_buttons(&p);
	add_faces(&p);
	add_code(&p);
	put_data(&p);
	add_markup(&p, "data", &p.json);
	p.ok = p.ok && fill_file(&p, "page.html", p.holes, p.nholes, out);
	buf_release(&p.json);
	buf_release(&p.pictures);
	g_hash_table_destroy(p.pool);
	arena_free(p.arena);
	return p.ok;
}
