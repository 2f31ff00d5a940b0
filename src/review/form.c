/* The paper form, the guide and the spoken words of the page: files of
 * templates/review/LANGUAGE/, filled. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "review/pack.h"
#include "write/html/fill.h"
#include "write/html/put.h"

#define FALLBACK "en-GB"

const char *
review_words(struct arena *arena, const char *templates,
    const struct language *language, bool *is_own)
{
	char *path = path_join(templates,
	    arena_printf(arena, "review/%s/page.html", language->code));

	*is_own = file_exists(path);
	free(path);
	return arena_printf(
	    arena, "review/%s", *is_own ? language->code : FALLBACK);
}

static bool
fill_file(const struct review_pack *pack, const char *name,
    const struct hole *holes, size_t n, struct buf *out, struct diags *diags)
{
	const struct filling filling = {
	    pack->templates, pack->items->document->language, holes, n};

	return html_fill(&filling,
	    arena_printf(pack->arena, "%s/%s", pack->words, name), out, diags);
}

/* ---- what a piece of a sentence belongs to ------------------------------- */

/* The head of the column that a cell stands in. */
static const struct node *
head_of(const struct node *cell)
{
	const struct node *head = node_child(cell->parent->parent, KIND_HEAD);
	const struct node *c = head != NULL ? head->first : NULL;

	if (head == cell->parent)
		return NULL;
	for (const struct node *x = cell->prev; x != NULL && c != NULL;
	     x = x->prev)
		c = c->next;
	return c;
}

const struct node *
review_context(const struct node *node)
{
	if (node->kind == KIND_CELL)
		return head_of(node);
	if (node->kind == KIND_MEANING)
		return node_child(node->parent, KIND_TERM);
	if (node->kind == KIND_LEAD ||
	    (node->parent->kind != KIND_LIST && node->parent->kind != KIND_BOX))
		return NULL;
	return node_child(node->parent, KIND_LEAD);
}

/* ---- the paper form ------------------------------------------------------ */

static void
put_attribute(struct buf *out, const char *name, const char *value)
{
	if (value != NULL)
		html_put_attr(out, name, value);
}

/* ' picture="…" alt="…"': as the author wrote them. */
static const char *
picture_attributes(
    struct arena *arena, const char *picture, const struct node *node)
{
	struct buf out = {0};
	const char *kept;

	put_attribute(&out, "picture", picture != NULL ? picture : "none");
	if (picture == NULL)
		put_attribute(&out, "reason", "none in the publication");
	else
		put_attribute(&out, "alt", node_attr(node, ATTR_ALT));
	kept = arena_strdup(arena, buf_str(&out));
	buf_release(&out);
	return kept;
}

static const char *
number_text(struct arena *arena, size_t n)
{
	return arena_printf(arena, "%zu", n);
}

/* The words that a list begins with, as a paragraph of their own. */
static const char *
context_paragraph(struct arena *arena, const struct node *context)
{
	struct buf out = {0};
	const char *kept;

	if (context == NULL)
		return "";
	buf_puts(&out, "<p");
	html_put_attr(&out, "xml:lang", context->lang);
	buf_putc(&out, '>');
	html_put_text(&out, document_words(arena, context));
	buf_puts(&out, "</p>\n");
	kept = arena_strdup(arena, buf_str(&out));
	buf_release(&out);
	return kept;
}

static bool
put_sentence(const struct review_pack *pack, const struct review_item *item,
    struct buf *out, struct diags *diags)
{
	const struct node *node = item->sentence->node;
	const struct node *context = review_context(node);
	const struct hole holes[] = {
	    {.name = "number", .text = number_text(pack->arena, item->number)},
	    {.name = "all", .text = number_text(pack->arena, pack->items->n)},
	    {.name = "part", .text = item->section_title},
	    {.name = "lang", .text = item->sentence->lang},
	    {.name = "words", .text = item->sentence->text},
	    {.name = "context",
	        .markup = context_paragraph(pack->arena, context)},
	    {.name = "picture",
	        .markup = picture_attributes(pack->arena, item->picture, node)},
	};

	return fill_file(pack,
	    item->picture != NULL ? "form-sentence.xml" : "form-words.xml",
	    holes, sizeof holes / sizeof *holes, out, diags);
}

static bool
put_answers(const struct review_pack *pack, const struct review_question *q,
    struct buf *out, struct diags *diags)
{
	bool ok = true;

	for (size_t i = 0; ok && i < q->nchoices; i++) {
		const struct review_choice *choice = &q->choices[i];
		const struct hole holes[] = {
		    {.name = "number", .text = number_text(pack->arena, i + 1)},
		    {.name = "words", .text = choice->words},
		    {.name = "lang", .text = choice->node->lang},
		    {.name = "picture",
		        .markup = picture_attributes(
		            pack->arena, choice->picture, choice->node)},
		};

		ok = fill_file(pack, "form-answer.xml", holes,
		    sizeof holes / sizeof *holes, out, diags);
	}
	return ok;
}

static bool
put_question(const struct review_pack *pack, const struct review_question *q,
    struct buf *out, struct diags *diags)
{
	struct buf answers = {0};
	bool ok = put_answers(pack, q, &answers, diags);
	const struct hole holes[] = {
	    {.name = "number", .text = number_text(pack->arena, q->number)},
	    {.name = "part", .text = q->section_title},
	    {.name = "lang", .text = q->lang},
	    {.name = "words", .text = q->words},
	    {.name = "answers", .markup = buf_str(&answers)},
	};

	ok = ok && fill_file(pack,
	               q->nchoices > 0 ? "form-question.xml" : "form-open.xml",
	               holes, sizeof holes / sizeof *holes, out, diags);
	buf_release(&answers);
	return ok;
}

/* The questions that come after a sentence; after NULL, those that come after
 * none. */
static bool
put_questions(const struct review_pack *pack, const char *after,
    struct buf *out, struct diags *diags)
{
	const struct review_items *items = pack->items;
	bool ok = true;

	for (size_t i = 0; ok && i < items->nquestions; i++)
		if (str_eq(items->questions[i].after, after))
			ok = put_question(
			    pack, &items->questions[i], out, diags);
	return ok;
}

/* ---- what all files can name --------------------------------------------- */

enum { COMMON = 10 };

static size_t
common_holes(const struct review_pack *pack, struct hole holes[COMMON])
{
	const struct review_items *items = pack->items;
	const struct document *doc = items->document;
	struct arena *arena = pack->arena;
	struct buf organisation = {0};

	if (!str_is_blank(doc->organisation)) {
		buf_puts(&organisation, "<organisation>");
		html_put_text(&organisation, doc->organisation);
		buf_puts(&organisation, "</organisation>\n");
	}
	const struct hole common[] = {
	    {.name = "id", .text = doc->id},
	    {.name = "lang", .text = doc->lang},
	    {.name = "title", .text = doc->title},
	    {.name = "organisation",
	        .markup = arena_strdup(arena, buf_str(&organisation))},
	    {.name = "version", .text = doc->version},
	    {.name = "date", .text = doc->date},
	    {.name = "pack", .text = items->pack},
	    {.name = "sentences", .text = number_text(arena, items->n)},
	    {.name = "questions",
	        .text = number_text(arena, items->nquestions)},
	};

	buf_release(&organisation);
	memcpy(holes, common, sizeof common);
	return sizeof common / sizeof *common;
}

/* A file that has one hole of its own besides the common ones. */
static bool
fill_with(const struct review_pack *pack, const char *name,
    const struct hole *own, struct buf *out, struct diags *diags)
{
	struct hole holes[COMMON];
	size_t n = common_holes(pack, holes);

	holes[n++] = *own;
	return fill_file(pack, name, holes, n, out, diags);
}

bool
review_form(
    const struct review_pack *pack, struct buf *out, struct diags *diags)
{
	const struct review_items *items = pack->items;
	struct buf body = {0};
	bool ok = true;

	for (size_t i = 0; ok && i < items->n; i++)
		ok = put_sentence(pack, &items->items[i], &body, diags) &&
		     put_questions(
		         pack, items->items[i].sentence->id, &body, diags);
	ok = ok && put_questions(pack, NULL, &body, diags) &&
	     fill_with(pack, "form.xml",
	         &(struct hole){.name = "body", .markup = buf_str(&body)}, out,
	         diags);
	buf_release(&body);
	return ok;
}

bool
review_guide(
    const struct review_pack *pack, struct buf *out, struct diags *diags)
{
	struct hole holes[COMMON];

	return fill_file(
	    pack, "guide.xml", holes, common_holes(pack, holes), out, diags);
}

/* ---- what the page says -------------------------------------------------- */

static void
put_spoken(
    struct buf *out, const char *key, const char *lang, const char *words)
{
	buf_puts(out, "<item");
	html_put_attr(out, "id", key);
	html_put_attr(out, "xml:lang", lang);
	html_put_attr(out, "picture", "none");
	html_put_attr(out, "reason", "spoken");
	buf_putc(out, '>');
	html_put_text(out, words);
	buf_puts(out, "</item>\n");
}

bool
review_voice(
    const struct review_pack *pack, struct buf *out, struct diags *diags)
{
	const struct review_items *items = pack->items;
	struct arena *arena = pack->arena;
	struct buf spoken = {0};
	bool ok;

	for (size_t i = 0; i < items->nquestions; i++) {
		const struct review_question *q = &items->questions[i];

		put_spoken(&spoken, arena_printf(arena, "q-%zu", q->number),
		    q->lang, q->words);
		for (size_t k = 0; k < q->nchoices; k++)
			put_spoken(&spoken,
			    arena_printf(arena, "q-%zu-%zu", q->number, k + 1),
			    q->choices[k].node->lang, q->choices[k].words);
	}
	ok = fill_with(pack, "voice.xml",
	    &(struct hole){.name = "asked", .markup = buf_str(&spoken)}, out,
	    diags);
	buf_release(&spoken);
	return ok;
}
