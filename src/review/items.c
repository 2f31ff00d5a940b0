/* Numbering what a group is asked about. */
#include "review/items.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/str.h"
#include "review/csv.h"

static const struct node *
section_of(const struct node *node)
{
	while (node->kind != KIND_SECTION && node->parent != NULL)
		node = node->parent;
	return node;
}

static const char *
title_of(struct arena *arena, const struct node *section)
{
	const struct node *heading = node_child(section, KIND_HEADING);

	return heading != NULL ? document_words(arena, heading) : "";
}

static const char *
written_picture(const struct node *node)
{
	const char *picture = node_attr(node, ATTR_PICTURE);

	return str_eq(picture, "none") ? NULL : picture;
}

static void
number_sentences(struct arena *arena, struct review_items *all)
{
	const struct document *doc = all->document;
	struct review_item *items =
	    ARENA_ARRAY(arena, struct review_item, doc->nsentences + 1);

	all->items = items;
	for (size_t i = 0; i < doc->nsentences; i++) {
		const struct sentence *s = doc->sentences[i];
		const struct node *section = section_of(s->node);
		struct review_item *item = &items[all->n];

		if (!standing_is_asked(s))
			continue;
		*item = (struct review_item){.number = ++all->n,
		    .sentence = s,
		    .section = node_attr(section, ATTR_ID),
		    .section_title = title_of(arena, section),
		    .picture = standing_picture(s)};
		review_hash(item->hash, s->text, s->len);
	}
}

/* The last sentence in or below a node of the document; NULL if none. */
static const char *
last_sentence(const struct node *top)
{
	const char *id = NULL;

	for (const struct node *n = top; n != NULL; n = node_next(n, top))
		if (n->nsentences > 0)
			id = n->sentences[n->nsentences - 1].id;
	return id;
}

/* The sentence before a place of the source. */
static const char *
sentence_before(const struct node *section, const struct node *place)
{
	const char *id = NULL;

	for (const struct node *p = section->source->first; p != place;
	     p = p->next)
		for (const struct node *n = section->first; n; n = n->next)
			if (n->source == p && last_sentence(n) != NULL)
				id = last_sentence(n);
	return id;
}

static const char *
plain_words(struct arena *arena, const struct node *node)
{
	char *words = g_strstrip(
	    g_utf8_normalize(node_text(arena, node), -1, G_NORMALIZE_NFC));
	const char *kept = arena_strdup(arena, words);

	g_free(words);
	return kept;
}

static void
read_choices(struct arena *arena, struct review_question *question,
    const struct node *source)
{
	struct review_choice *list;
	size_t n = 0;

	for (const struct node *c = source->first; c != NULL; c = c->next)
		n++;
	question->choices = list = ARENA_ARRAY(arena, struct review_choice, n);
	for (const struct node *c = source->first; c != NULL; c = c->next)
		if (c->kind == KIND_ANSWER)
			list[question->nchoices++] = (struct review_choice){
			    plain_words(arena, c), written_picture(c), c,
			    str_eq(node_attr(c, ATTR_RIGHT), "yes")};
}

static void
hash_question(struct review_question *question)
{
	struct buf words = {0};

	buf_printf(&words, "%s\n", question->words);
	for (size_t i = 0; i < question->nchoices; i++)
		buf_printf(&words, "%s\n", question->choices[i].words);
	review_hash(question->hash, words.data, words.len);
	buf_release(&words);
}

static bool
is_served(const struct document *doc, const struct node *node)
{
	return node->wording == WORDING_ANY || doc->wording == WORDING_ANY ||
	       node->wording == doc->wording;
}

static void
add_question(struct arena *arena, struct review_items *all,
    const struct node *section, const struct node *source)
{
	struct review_question *q =
	    (struct review_question *)&all->questions[all->nquestions];
	const struct node *ask = node_child(source, KIND_ASK);

	*q = (struct review_question){.number = ++all->nquestions,
	    .id = node_attr(source, ATTR_ID),
	    .section = node_attr(section, ATTR_ID),
	    .section_title = title_of(arena, section),
	    .after = sentence_before(section, source),
	    .words = plain_words(arena, ask),
	    .lang = ask->lang,
	    .loc = source->loc};
	read_choices(arena, q, source);
	hash_question(q);
}

static void
number_questions(struct arena *arena, struct review_items *all)
{
	const struct document *doc = all->document;
	const struct node *root = doc->publication->root;
	size_t most = 0;

	for (const struct node *n = root; n != NULL; n = node_next(n, root))
		most += n->kind == KIND_QUESTION;
	all->questions = ARENA_ARRAY(arena, struct review_question, most);
	for (const struct node *s = doc->root; s; s = node_next(s, doc->root)) {
		if (s->kind != KIND_SECTION || s->source == NULL)
			continue;
		for (const struct node *q = s->source->first; q; q = q->next)
			if (q->kind == KIND_QUESTION && is_served(doc, q))
				add_question(arena, all, s, q);
	}
}

static const char *
or_empty(const char *text)
{
	return text != NULL ? text : "";
}

/* The code of the draft: all that is shown, in order. */
static void
make_pack(struct review_items *all)
{
	char hex[HASH_HEX + 1];
	struct buf shown = {0};

	for (size_t i = 0; i < all->n; i++)
		buf_printf(&shown, "%s %s %s\n", all->items[i].sentence->id,
		    all->items[i].hash, or_empty(all->items[i].picture));
	for (size_t i = 0; i < all->nquestions; i++) {
		const struct review_question *q = &all->questions[i];

		buf_printf(&shown, "? %s %s\n", q->id, q->hash);
		for (size_t k = 0; k < q->nchoices; k++)
			buf_printf(
			    &shown, "- %s\n", or_empty(q->choices[k].picture));
	}
	hash_hex(hex, buf_str(&shown), shown.len);
	memcpy(all->pack, hex, REVIEW_PACK);
	buf_release(&shown);
}

const struct review_items *
review_items(struct arena *arena, const struct document *document)
{
	struct review_items *all = ARENA_NEW(arena, struct review_items);

	all->document = document;
	number_sentences(arena, all);
	number_questions(arena, all);
	make_pack(all);
	return all;
}

/* ---- as JSON ------------------------------------------------------------ */

static void
put_member(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, "\"%s\": ", name);
	json_put_string(out, value);
}

static void
put_item(struct buf *out, const struct review_item *item)
{
	buf_printf(out, "    { \"number\": %zu, ", item->number);
	put_member(out, "id", item->sentence->id);
	buf_puts(out, ", ");
	put_member(out, "hash", item->hash);
	buf_puts(out, ",\n      ");
	put_member(out, "section", item->section);
	buf_puts(out, ", ");
	put_member(out, "section_title", item->section_title);
	buf_puts(out, ", ");
	put_member(out, "kind", kind_info(item->sentence->node->kind)->element);
	buf_puts(out, ", ");
	put_member(out, "picture", or_empty(item->picture));
	buf_puts(out, ",\n      ");
	put_member(out, "words", item->sentence->text);
	buf_puts(out, " }");
}

static void
put_question(struct buf *out, const struct review_question *q)
{
	buf_printf(out, "    { \"number\": %zu, ", q->number);
	put_member(out, "id", q->id);
	buf_puts(out, ", ");
	put_member(out, "hash", q->hash);
	buf_puts(out, ",\n      ");
	put_member(out, "section", q->section);
	buf_puts(out, ", ");
	put_member(out, "section_title", q->section_title);
	buf_puts(out, ", ");
	put_member(out, "after", or_empty(q->after));
	buf_puts(out, ",\n      ");
	put_member(out, "words", q->words);
	buf_puts(out, ",\n      \"answers\": [");
	for (size_t i = 0; i < q->nchoices; i++) {
		buf_printf(out, "%s\n        { \"choice\": %zu, ",
		    i > 0 ? "," : "", i + 1);
		put_member(out, "words", q->choices[i].words);
		buf_puts(out, ", ");
		put_member(out, "picture", or_empty(q->choices[i].picture));
		buf_puts(out, " }");
	}
	buf_puts(out, "] }");
}

void
review_items_json(const struct review_items *items, struct buf *out)
{
	const struct document *doc = items->document;
	const char *const head[][2] = {
	    {"format", "everyread-items-1"},
	    {"publication", doc->id},
	    {"title", doc->title},
	    {"version", doc->version},
	    {"wording",
	        doc->wording == WORDING_STANDARD ? "standard" : "easy-read"},
	    {"lang", doc->lang},
	    {"pack", items->pack},
	};

	buf_puts(out, "{\n");
	for (size_t i = 0; i < G_N_ELEMENTS(head); i++) {
		buf_puts(out, "  ");
		put_member(out, head[i][0], head[i][1]);
		buf_puts(out, ",\n");
	}
	buf_puts(out, "  \"sentences\": [");
	for (size_t i = 0; i < items->n; i++) {
		buf_puts(out, i > 0 ? ",\n" : "\n");
		put_item(out, &items->items[i]);
	}
	buf_puts(out, "\n  ],\n  \"questions\": [");
	for (size_t i = 0; i < items->nquestions; i++) {
		buf_puts(out, i > 0 ? ",\n" : "\n");
		put_question(out, &items->questions[i]);
	}
	buf_puts(out, "\n  ]\n}\n");
}

/* ---- as a form ---------------------------------------------------------- */

/* "#" keeps a spreadsheet from taking "123e45" for a number. */
static const char *
marked(char out[REVIEW_HASH + 2], const char *code)
{
	g_snprintf(out, REVIEW_HASH + 2, "#%s", code);
	return out;
}

/* A row with what stands there already; the rest is to be typed. */
static void
put_row(struct buf *out, const char *const *known)
{
	for (int c = 0; c < CSV_COLUMN_COUNT; c++) {
		if (c > 0)
			buf_putc(out, ',');
		csv_put(out, or_empty(known[c]));
	}
	buf_puts(out, "\r\n");
}

void
review_items_form(const struct review_items *items, struct buf *out)
{
	const char *row[CSV_COLUMN_COUNT] = {0};
	char number[32], pack[REVIEW_HASH + 2], hash[REVIEW_HASH + 2];

	for (int c = 0; c < CSV_COLUMN_COUNT; c++)
		row[c] = csv_column_name((enum csv_column)c);
	put_row(out, row);
	memset(row, 0, sizeof row);
	row[CSV_PACK] = marked(pack, items->pack);
	row[CSV_NUMBER] = number;
	for (size_t i = 0; i < items->n; i++) {
		g_snprintf(
		    number, sizeof number, "%zu", items->items[i].number);
		row[CSV_SENTENCE] = items->items[i].sentence->id;
		row[CSV_HASH] = marked(hash, items->items[i].hash);
		row[CSV_WORDS] = items->items[i].sentence->text;
		put_row(out, row);
	}
	for (size_t i = 0; i < items->nquestions; i++) {
		g_snprintf(
		    number, sizeof number, "Q%zu", items->questions[i].number);
		row[CSV_SENTENCE] = items->questions[i].id;
		row[CSV_HASH] = marked(hash, items->questions[i].hash);
		row[CSV_WORDS] = items->questions[i].words;
		put_row(out, row);
	}
}
