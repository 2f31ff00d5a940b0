/*
 * The document → lines to say.
 *
 * Order (AUD-03): title and from whom, the voice, how long and how many
 * parts, the parts, then each section as a part of its own, hard words and
 * contact among them, and the end. Every part says its number and title
 * first (AUD-06), so that its file makes sense alone. Pictures are not
 * mentioned, but for figures: they carry what the words do not say.
 */
#include "write/audio/said.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "write/audio/rules.h"

enum { MAX_PIECES = 64 };

struct speaker {
	struct arena *arena;
	const struct document *document;
	const struct style *style;
	struct rules *rules;
	struct catalogue *pictures;
	struct diags *diags;
	struct said *said;
	size_t lines_cap, chapters_cap;
	int pause_ms; /* asked for by what was said last */
	bool failed;
	struct buf *audit; /* or NULL */
};

/* Put together the pieces of one line. */
struct line_maker {
	struct speaker *speaker;
	struct said_piece pieces[MAX_PIECES];
	size_t n;
	const char *id; /* for the audit */
	struct loc loc; /* for messages */
};

static const char *
word(const struct speaker *speaker, enum word w)
{
	return speaker->document->language->words[w];
}

/* A text as it stands in an attribute of XML. */
static void
put_attribute(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '&')
			buf_puts(out, "&amp;");
		else if (text[i] == '<')
			buf_puts(out, "&lt;");
		else if (text[i] == '"')
			buf_puts(out, "&quot;");
		else
			buf_putc(out, text[i]);
	}
}

static void
write_audit(const struct line_maker *maker, const char *text,
    const struct spoken_words *words)
{
	struct buf *out = maker->speaker->audit;

	for (size_t i = 0; out != NULL && i < words->nchanges; i++) {
		const struct spoken_change *c = &words->changes[i];

		buf_printf(out, "%s\t%.*s\t%s\t%s\t<pronounce text=\"",
		    maker->id != NULL ? maker->id : "-", (int)c->len,
		    text + c->start, c->said, c->rule);
		put_attribute(out, text + c->start, c->len);
		buf_puts(out, "\" as=\"");
		put_attribute(out, c->said, strlen(c->said));
		buf_puts(out, "\"/>\n");
	}
}

/* A mark that ends a clause stands close to the word before it. */
static bool
starts_with_mark(const char *words)
{
	static const char *const marks[] = {
	    ".", ",", ":", ";", "!", "?", "۔", "،", "؟"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(words, marks[i]))
			return true;
	return false;
}

/* Say a text in a language; it joins the piece before it if it can. */
static void
add_piece(struct line_maker *maker, const char *text, const char *lang,
    const struct spoken_given *given, size_t ngiven)
{
	struct speaker *speaker = maker->speaker;
	const struct phrase phrase = {text, given, ngiven};
	struct said_piece *last =
	    maker->n > 0 ? &maker->pieces[maker->n - 1] : NULL;
	struct spoken_words words;

	if (!rules_say(speaker->rules, lang, maker->loc, &phrase, &words)) {
		speaker->failed = true;
		return;
	}
	write_audit(maker, text, &words);
	if (words.words[0] == '\0')
		return;
	if (last != NULL &&
	    (str_eq(last->lang, lang) || maker->n == MAX_PIECES))
		last->words =
		    arena_printf(speaker->arena, "%s%s%s", last->words,
		        starts_with_mark(words.words) ? "" : " ", words.words);
	else
		maker->pieces[maker->n++] =
		    (struct said_piece){words.words, lang};
}

/* The places of a run of spans where the author says what to say. */
static size_t
collect_given(const struct sentence *s, size_t from, size_t to,
    struct spoken_given *given)
{
	size_t start = s->spans[from].start, n = 0;

	for (size_t i = from; i < to; i++) {
		const struct span *span = &s->spans[i];

		if (span->say == NULL)
			continue;
		if (i > from && span->say == s->spans[i - 1].say)
			given[n - 1].len += span->len;
		else
			given[n++] = (struct spoken_given){
			    span->start - start, span->len, span->say};
	}
	return n;
}

static const char *
span_lang(const struct sentence *s, size_t i)
{
	return s->spans[i].lang != NULL ? s->spans[i].lang : s->lang;
}

static void
add_sentence(struct line_maker *maker, const struct sentence *s)
{
	struct arena *arena = maker->speaker->arena;
	struct spoken_given *given =
	    ARENA_ARRAY(arena, struct spoken_given, s->nspans);

	for (size_t from = 0, to; from < s->nspans; from = to) {
		const char *lang = span_lang(s, from);
		size_t start = s->spans[from].start, end = s->len, n;

		for (to = from + 1; to < s->nspans; to++)
			if (!str_eq(span_lang(s, to), lang))
				break;
		if (to < s->nspans)
			end = s->spans[to].start;
		n = collect_given(s, from, to, given);
		add_piece(maker,
		    arena_strndup(arena, s->text + start, end - start), lang,
		    given, n);
	}
}

static void
finish_line(struct line_maker *maker, const struct sentence *sentence,
    const char *text, int pause_ms)
{
	struct speaker *speaker = maker->speaker;
	struct said *said = speaker->said;
	struct said_piece *pieces =
	    ARENA_ARRAY(speaker->arena, struct said_piece, maker->n + 1);

	memcpy(pieces, maker->pieces, maker->n * sizeof *pieces);
	ARRAY_GROW(said->lines, said->nlines, speaker->lines_cap);
	said->lines[said->nlines++] = (struct said_line){
	    .sentence = sentence,
	    .text = text,
	    .pieces = pieces,
	    .npieces = maker->n,
	    .pause_ms =
	        pause_ms > speaker->pause_ms ? pause_ms : speaker->pause_ms,
	    .pace = (int)speaker->style->pace,
	};
	speaker->pause_ms = 0;
	said->chapters[said->nchapters - 1].n++;
}

/* Say something of the recording's own. */
static void
say_text(struct speaker *speaker, const char *text, double pause_ms)
{
	struct line_maker maker = {.speaker = speaker};

	add_piece(&maker, text, speaker->document->lang, NULL, 0);
	finish_line(&maker, NULL, text, (int)pause_ms);
}

/* Say a sentence where {title} stands in `around`, or alone (NULL). */
static void
say_sentence(struct speaker *speaker, const struct sentence *s,
    const char *around, double pause_ms)
{
	struct line_maker maker = {
	    .speaker = speaker, .id = s->id, .loc = s->loc};
	const char *lang = speaker->document->lang;
	const char *hole = around != NULL ? strstr(around, "{title}") : NULL;

	if (hole != NULL && hole > around)
		add_piece(&maker,
		    arena_strndup(
		        speaker->arena, around, (size_t)(hole - around)),
		    lang, NULL, 0);
	add_sentence(&maker, s);
	if (hole != NULL)
		add_piece(&maker, hole + strlen("{title}"), lang, NULL, 0);
	finish_line(&maker, s, s->text, (int)pause_ms);
}

static void
say_sentences(struct speaker *speaker, const struct node *node,
    double pause_first, double pause_next)
{
	for (size_t i = 0; i < node->nsentences; i++)
		say_sentence(speaker, &node->sentences[i], NULL,
		    i == 0 ? pause_first : pause_next);
}

/* The addresses in a sentence are said once more, and all of it slowly: a
 * listener writes them down. */
static void
say_contact(struct speaker *speaker, const struct node *node)
{
	const struct style *style = speaker->style;
	struct said *said = speaker->said;
	size_t first = said->nlines;

	for (size_t i = 0; i < node->nsentences; i++) {
		const struct sentence *s = &node->sentences[i];

		say_sentence(speaker, s, NULL, style->pause_item);
		for (size_t k = 0; k < s->nspans; k++) {
			const struct span *span = &s->spans[k];
			const char *value;

			if ((span->marks &
			        (SPAN_PHONE | SPAN_EMAIL | SPAN_WEB)) == 0)
				continue;
			value = arena_strndup(
			    speaker->arena, s->text + span->start, span->len);
			say_text(speaker,
			    language_fill(speaker->arena,
			        word(speaker, WORD_SAID_AGAIN), "value", value,
			        NULL),
			    style->pause_item);
		}
	}
	if (said->nlines > first + node->nsentences)
		for (size_t i = first; i < said->nlines; i++)
			said->lines[i].pace = (int)(style->pace * 0.75);
}

/* A heading: of a part with its number, of others alone. */
static void
say_heading(struct speaker *speaker, const struct node *heading)
{
	const struct style *style = speaker->style;
	bool is_part = heading->parent->level <= 1;
	const char *around = NULL;

	if (is_part)
		around = language_fill(speaker->arena,
		    word(speaker, WORD_PART_OF), "n",
		    arena_printf(
		        speaker->arena, "%zu", speaker->said->nchapters - 1),
		    "title", "{title}", NULL);
	for (size_t i = 0; i < heading->nsentences; i++)
		say_sentence(speaker, &heading->sentences[i],
		    i == 0 ? around : NULL,
		    i > 0 ? style->pause_sentence
		          : (is_part ? 0 : style->pause_before_heading));
	speaker->pause_ms = (int)style->pause_after_heading;
}

static const char *
number_text(struct speaker *speaker, size_t n)
{
	return arena_printf(speaker->arena, "%zu", n);
}

static void
say_table_note(struct speaker *speaker, const struct node *table)
{
	size_t rows = 0;

	for (const struct node *n = table->first; n != NULL; n = n->next)
		rows += n->kind == KIND_ROW;
	say_text(speaker,
	    language_fill(speaker->arena, word(speaker, WORD_SAID_TABLE), "n",
	        number_text(speaker, rows), NULL),
	    speaker->style->pause_item);
}

/* The words at the head of a cell's column; NULL if there are none. */
static const char *
column_heading(struct speaker *speaker, const struct node *cell)
{
	const struct node *row = cell->parent;
	const struct node *head = node_child(row->parent, KIND_HEAD);
	const struct node *h = head != NULL ? head->first : NULL;

	if (head == NULL || row == head)
		return NULL;
	for (const struct node *c = row->first; h != NULL && c != cell;
	     c = c->next)
		h = h->next;
	return h != NULL ? document_words(speaker->arena, h) : NULL;
}

/* A cell is read after the heading of its column: "Cost: £20". */
static void
say_cell(struct speaker *speaker, const struct node *cell)
{
	const struct style *style = speaker->style;
	const char *heading = column_heading(speaker, cell);
	bool is_first = cell->prev == NULL;

	for (size_t i = 0; i < cell->nsentences; i++) {
		const char *around = NULL;

		if (i == 0 && heading != NULL && !str_is_blank(heading) &&
		    !is_first)
			around = arena_printf(
			    speaker->arena, "%s: {title}", heading);
		say_sentence(speaker, &cell->sentences[i], around,
		    is_first ? style->pause_item : style->pause_sentence);
	}
}

static void
say_figure(struct speaker *speaker, const struct node *figure)
{
	const char *alt = node_attr(figure, ATTR_ALT);
	const struct picture *picture = NULL;

	if (alt == NULL && speaker->pictures != NULL)
		picture =
		    document_picture(figure, speaker->pictures, speaker->diags);
	if (picture != NULL)
		alt = document_alt(figure, picture);
	if (!str_is_blank(alt))
		say_text(speaker,
		    language_fill(speaker->arena,
		        word(speaker, WORD_SAID_PICTURE), "alt", alt, NULL),
		    speaker->style->pause_item);
}

static void
say_quote(struct speaker *speaker, const struct node *quote)
{
	const struct style *style = speaker->style;
	const char *by = node_attr(quote, ATTR_BY);

	if (!str_is_blank(by))
		say_text(speaker,
		    language_fill(speaker->arena, word(speaker, WORD_QUOTE_BY),
		        "by", by, NULL),
		    style->pause_item);
	say_sentences(speaker, quote,
	    str_is_blank(by) ? style->pause_item : style->pause_sentence,
	    style->pause_sentence);
}

/* The number of an item of a numbered list is said with it. */
static void
say_item(struct speaker *speaker, const struct node *item)
{
	const struct style *style = speaker->style;
	const struct node *list = item->parent;
	size_t number = 1;

	if (list->kind != KIND_LIST ||
	    !str_eq(node_attr(list, ATTR_NUMBERED), "yes")) {
		say_sentences(
		    speaker, item, style->pause_item, style->pause_sentence);
		return;
	}
	for (const struct node *n = item->prev; n != NULL; n = n->prev)
		number += n->kind == KIND_ITEM;
	for (size_t i = 0; i < item->nsentences; i++)
		say_sentence(speaker, &item->sentences[i],
		    i > 0
		        ? NULL
		        : arena_printf(speaker->arena, "%zu. {title}", number),
		    i > 0 ? style->pause_sentence : style->pause_item);
}

/* What stands before the children of a node, or is all of it. */
static void
say_node(struct speaker *speaker, const struct node *node)
{
	const struct style *style = speaker->style;

	if (node->origin == ORIGIN_CONTACT && node->kind != KIND_HEADING) {
		say_contact(speaker, node);
		return;
	}
	if (node->kind == KIND_HEADING)
		say_heading(speaker, node);
	else if (node->kind == KIND_ITEM)
		say_item(speaker, node);
	else if (node->kind == KIND_QUOTE)
		say_quote(speaker, node);
	else if (node->kind == KIND_CELL)
		say_cell(speaker, node);
	else if (node->kind == KIND_TABLE)
		say_table_note(speaker, node);
	else if (node->kind == KIND_FIGURE)
		say_figure(speaker, node);
	else
		say_sentences(speaker, node,
		    node->kind == KIND_MEANING ? style->pause_sentence
		                               : style->pause_item,
		    style->pause_sentence);
}

static void
begin_chapter(struct speaker *speaker, const char *title)
{
	struct said *said = speaker->said;

	ARRAY_GROW(said->chapters, said->nchapters, speaker->chapters_cap);
	said->chapters[said->nchapters++] =
	    (struct said_chapter){.title = title, .first = said->nlines};
	speaker->pause_ms = 0;
}

static const char *
section_title(struct speaker *speaker, const struct node *section)
{
	const struct node *heading = node_child(section, KIND_HEADING);

	return heading != NULL ? document_words(speaker->arena, heading) : "";
}

static size_t
count_parts(const struct document *document)
{
	size_t n = 0;

	for (const struct node *s = document->root->first; s; s = s->next)
		n += s->kind == KIND_SECTION;
	return n;
}

static const char *
length_text(struct arena *arena, const struct document *doc, unsigned minutes)
{
	if (minutes <= 1)
		return doc->language->words[WORD_SAID_LENGTH_ONE];
	return language_fill(arena, doc->language->words[WORD_SAID_LENGTH], "n",
	    arena_printf(arena, "%u", minutes), NULL);
}

static void
say_title(struct speaker *speaker)
{
	const struct document *doc = speaker->document;
	const struct style *style = speaker->style;
	const char *around = NULL;

	if (doc->organisation[0] != '\0')
		around = language_fill(speaker->arena,
		    word(speaker, WORD_SAID_INTRO), "title", "{title}",
		    "organisation", doc->organisation, NULL);
	if (doc->title_sentence != NULL) {
		say_sentence(speaker, doc->title_sentence, around, 0);
		/* The title is no sentence of the text: it has no id. */
		speaker->said->lines[0].sentence = NULL;
	}
	if (doc->subtitle[0] != '\0')
		say_text(speaker, doc->subtitle, style->pause_sentence);
	if (doc->date_words[0] != '\0')
		say_text(speaker, doc->date_words, style->pause_sentence);
}

static void
say_contents(struct speaker *speaker)
{
	const struct document *doc = speaker->document;
	const struct style *style = speaker->style;
	size_t n = 0;

	say_text(speaker, word(speaker, WORD_SAID_CONTENTS), style->pause_item);
	for (const struct node *s = doc->root->first; s; s = s->next) {
		if (s->kind != KIND_SECTION)
			continue;
		say_text(speaker,
		    language_fill(speaker->arena, word(speaker, WORD_PART_OF),
		        "n", number_text(speaker, ++n), "title",
		        section_title(speaker, s), NULL),
		    style->pause_sentence);
	}
}

static void
say_opening(struct speaker *speaker)
{
	const struct style *style = speaker->style;

	begin_chapter(speaker, speaker->document->title);
	say_title(speaker);
	say_text(speaker, word(speaker, WORD_SAID_VOICE), style->pause_item);
	speaker->said->length_line = speaker->said->nlines;
	say_text(speaker, length_text(speaker->arena, speaker->document, 1),
	    style->pause_sentence);
	say_text(speaker,
	    language_fill(speaker->arena, word(speaker, WORD_SAID_PARTS), "n",
	        number_text(speaker, count_parts(speaker->document)), NULL),
	    style->pause_sentence);
	say_text(speaker, word(speaker, WORD_SAID_SKIP), style->pause_sentence);
	say_contents(speaker);
}

static void
say_all(struct speaker *speaker)
{
	const struct document *doc = speaker->document;

	say_opening(speaker);
	for (const struct node *s = doc->root->first; s; s = s->next) {
		if (s->kind != KIND_SECTION)
			continue;
		begin_chapter(speaker, section_title(speaker, s));
		for (const struct node *n = s; n; n = node_next(n, s))
			say_node(speaker, n);
	}
	say_text(speaker,
	    language_fill(speaker->arena, word(speaker, WORD_END), "title",
	        doc->title, NULL),
	    speaker->style->pause_before_heading);
}

struct said *
said_open(const struct document *document, struct catalogue *pictures,
    const char *cache, struct buf *audit, struct diags *diags)
{
	struct said *said = mem_alloc(sizeof *said);
	struct speaker speaker = {
	    .document = document, .pictures = pictures, .audit = audit};

	*said = (struct said){.arena = arena_new(), .document = document};
	said->rules = rules_open(document, cache, diags);
	speaker.arena = said->arena;
	speaker.style = &document->edition->style;
	speaker.rules = said->rules;
	speaker.diags = diags;
	speaker.said = said;
	say_all(&speaker);
	if (!speaker.failed)
		return said;
	said_close(said);
	return NULL;
}

void
said_close(struct said *said)
{
	if (said == NULL)
		return;
	rules_close(said->rules);
	free(said->lines);
	free(said->chapters);
	arena_free(said->arena);
	free(said);
}

void
said_set_minutes(struct said *said, unsigned minutes)
{
	struct said_line *line = &said->lines[said->length_line];
	const char *lang = said->document->lang;
	struct said_piece *piece = ARENA_NEW(said->arena, struct said_piece);
	struct phrase phrase = {0};
	struct spoken_words words = {0};

	phrase.text = length_text(said->arena, said->document, minutes);
	if (!rules_say(said->rules, lang, LOC_NONE, &phrase, &words))
		return;
	line->text = phrase.text;
	*piece = (struct said_piece){words.words, lang};
	line->pieces = piece;
	line->npieces = 1;
}
