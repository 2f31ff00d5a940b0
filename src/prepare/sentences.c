/*
 * Words → sentences with stable ids.
 *
 * The inline elements of a block are flattened into runs of text with the
 * same marks; addresses are recognised and become runs of their own; the
 * text is cut at sentence boundaries; each sentence takes the parts of the
 * runs that lie in it as its spans.
 */
#include "prepare/sentences.h"

#include <assert.h>
#include <glib.h>
#include <pango/pango.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/str.h"
#include "prepare/recognise.h"

struct id_set {
	GHashTable *taken; /* of words: term in lower case → id */
};

void
cutter_init(
    struct cutter *cutter, struct arena *arena, const struct language *language)
{
	*cutter = (struct cutter){.arena = arena,
	    .language = language,
	    .ids = ARENA_NEW(arena, struct id_set),
	    .words = ARENA_NEW(arena, struct id_set),
	    .recogniser = recogniser_new()};
	cutter->ids->taken = g_hash_table_new(g_str_hash, g_str_equal);
	cutter->words->taken =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void
cutter_release(struct cutter *cutter)
{
	g_hash_table_destroy(cutter->ids->taken);
	g_hash_table_destroy(cutter->words->taken);
	recogniser_free(cutter->recogniser);
}

void
cutter_take_words(struct cutter *cutter, const struct node *words)
{
	for (const struct node *w = words != NULL ? words->first : NULL;
	     w != NULL; w = w->next) {
		const struct node *term = node_child(
		    w, w->kind == KIND_WORD ? KIND_TERM : KIND_SHORT);
		char *key;

		if (w->kind == KIND_PRONOUNCE)
			continue;
		key = g_utf8_casefold(node_text(cutter->arena, term), -1);
		if (g_hash_table_contains(cutter->words->taken, key))
			g_free(key);
		else
			g_hash_table_insert(cutter->words->taken, key,
			    (char *)node_attr(w, ATTR_ID));
	}
}

/* The entry that a mark names, or that is written like it; read/ has seen
 * that there is one. */
static const char *
word_of(const struct cutter *cutter, const struct node *mark)
{
	const char *ref = node_attr(mark, ATTR_REF), *id;
	char *key;

	if (!str_is_blank(ref))
		return ref;
	key = g_utf8_casefold(node_text(cutter->arena, mark), -1);
	id = g_hash_table_lookup(cutter->words->taken, key);
	g_free(key);
	return id;
}

const char *
cutter_take_id(struct cutter *cutter, const char *wanted)
{
	GHashTable *taken = cutter->ids->taken;
	char *id = arena_strdup(cutter->arena, wanted);
	/* how often it was wanted before */
	size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(taken, wanted));

	if (n > 0)
		g_hash_table_insert(taken, id, GSIZE_TO_POINTER(n + 1));
	while (n > 0 && g_hash_table_contains(taken, id))
		id = arena_printf(cutter->arena, "%s-%zu", wanted, ++n);
	g_hash_table_insert(taken, id, GSIZE_TO_POINTER(1));
	return id;
}

/* Words of one block, flattened. */
struct run {
	struct span span; /* start, len count in text */
	struct loc loc;
};

struct flat {
	struct cutter *cutter;
	struct buf text;
	struct run *runs;
	size_t n, cap;
	const char *lang;
};

static void
add_run(struct flat *flat, const struct run *like, size_t start, size_t len)
{
	if (len == 0)
		return;
	ARRAY_GROW(flat->runs, flat->n, flat->cap);
	flat->runs[flat->n] = *like;
	flat->runs[flat->n].span.start = start;
	flat->runs[flat->n].span.len = len;
	flat->n++;
}

/* Add text with white space collapsed, also across runs. */
static void
add_text(struct flat *flat, const struct run *like, const char *text)
{
	/* ASCII has but one form */
	char *nfc = g_str_is_ascii(text)
	                ? g_strdup(text)
	                : g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
	size_t start = flat->text.len;

	for (const char *p = nfc; p != NULL && *p != '\0'; p++) {
		bool space = strchr(" \t\r\n", *p) != NULL;
		size_t n = flat->text.len;

		if (space && (n == 0 || flat->text.data[n - 1] == ' '))
			continue;
		buf_putc(&flat->text, space ? ' ' : *p);
	}
	g_free(nfc);
	add_run(flat, like, start, flat->text.len - start);
}

static unsigned
mark_of(enum kind kind)
{
	if (kind == KIND_HARD)
		return SPAN_HARD;
	if (kind == KIND_STRONG)
		return SPAN_STRONG;
	return kind == KIND_ABBR ? SPAN_ABBR : 0;
}

static void
flatten(struct flat *flat, const struct node *node, struct run like)
{
	for (const struct node *child = node->first; child != NULL;
	     child = child->next) {
		struct run inner = like;

		inner.loc = child->loc;
		if (child->kind == KIND_TEXT) {
			add_text(flat, &inner, child->text);
			continue;
		}
		inner.span.marks |= mark_of(child->kind);
		if (!str_eq(child->lang, flat->lang))
			inner.span.lang = child->lang;
		if (child->kind == KIND_LINK)
			inner.span.href = node_attr(child, ATTR_HREF);
		if (child->kind == KIND_HARD || child->kind == KIND_ABBR)
			inner.span.word = word_of(flat->cutter, child);
		if (child->kind == KIND_SAY)
			inner.span.say = node_attr(child, ATTR_AS);
		flatten(flat, child, inner);
	}
}

static void
trim_end(struct flat *flat)
{
	while (
	    flat->text.len > 0 && flat->text.data[flat->text.len - 1] == ' ') {
		flat->text.data[--flat->text.len] = '\0';
		if (--flat->runs[flat->n - 1].span.len == 0)
			flat->n--;
	}
}

static unsigned
mark_of_href(const char *href)
{
	if (str_starts(href, "tel:"))
		return SPAN_PHONE;
	if (str_starts(href, "mailto:"))
		return SPAN_EMAIL;
	return 0;
}

/* Make runs of their own of the addresses in runs that are no links. */
static void
recognise(struct flat *flat)
{
	struct run *old = flat->runs;
	size_t n = flat->n;

	flat->runs = NULL;
	flat->n = flat->cap = 0;
	for (size_t i = 0; i < n; i++) {
		size_t at = old[i].span.start, end = at + old[i].span.len;
		struct address address;

		if (old[i].span.href != NULL) {
			old[i].span.marks |= mark_of_href(old[i].span.href);
			at = end;
			add_run(
			    flat, &old[i], old[i].span.start, old[i].span.len);
		}
		while (
		    at < end && old[i].span.say == NULL &&
		    recognise_next(flat->cutter->recogniser,
		        flat->cutter->arena,
		        (struct piece){flat->text.data, at, end}, &address)) {
			struct run found = old[i];

			add_run(flat, &old[i], at, address.start - at);
			found.span.marks |= address.mark;
			found.span.href = address.href;
			add_run(flat, &found, address.start, address.len);
			at = address.start + address.len;
		}
		add_run(flat, &old[i], at, end - at);
	}
	free(old);
}

/* "J. Smith": one capital, but for "I". */
static bool
ends_with_initial(const char *text, size_t end)
{
	return end >= 2 && text[end - 1] == '.' &&
	       g_ascii_isupper(text[end - 2]) && text[end - 2] != 'I' &&
	       (end == 2 || strchr(" (.", text[end - 3]) != NULL);
}

/* Does the text up to end close with one of the language's abbreviations?
 * One written "no.#" counts only before a number. */
static bool
ends_with_abbreviation(const char *text, size_t end, bool before_number,
    const struct language *language)
{
	for (size_t i = 0; i < language->nnot_sentence_ends; i++) {
		const char *abbreviation = language->not_sentence_ends[i];
		size_t n = strcspn(abbreviation, "#");

		if (abbreviation[n] == '#' && !before_number)
			continue;
		if (n <= end && memcmp(text + end - n, abbreviation, n) == 0 &&
		    (n == end || strchr(" (", text[end - n - 1]) != NULL))
			return true;
	}
	return false;
}

static bool
is_inside_link(const struct flat *flat, size_t at)
{
	for (size_t i = 0; i < flat->n; i++) {
		const struct span *span = &flat->runs[i].span;

		if (span->href != NULL && span->start < at &&
		    at < span->start + span->len)
			return true;
	}
	return false;
}

/* A boundary that UAX #29 gives at byte at: is it one for readers too? */
static bool
is_boundary(const struct flat *flat, size_t at, const struct language *language)
{
	const char *text = flat->text.data;
	size_t end = at;

	while (end > 0 && text[end - 1] == ' ')
		end--;
	if (end == at)
		return false; /* no space between: "www.a.b", "1.2" */
	if (g_unichar_islower(g_utf8_get_char(text + at)))
		return false;
	return !ends_with_abbreviation(
	           text, end, g_ascii_isdigit(text[at]), language) &&
	       !ends_with_initial(text, end) && !is_inside_link(flat, at);
}

/* Pango sees no boundary before a digit: "… 27 plans. 3 more …". */
static bool
is_before_digit(const char *text, size_t at)
{
	return at >= 2 && g_ascii_isdigit(text[at]) && text[at - 1] == ' ' &&
	       strchr(".!?", text[at - 2]) != NULL;
}

/* Can a sentence end before the end of the text? Not in plain letters without
 * an end mark; then Pango need not be asked. */
static bool
may_end_inside(const char *text, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++)
		if ((unsigned char)text[i] >= 0x80 ||
		    strchr(".!?", text[i]) != NULL)
			return true;
	return (unsigned char)text[len - 1] >= 0x80;
}

/* Byte offsets where sentences start, the first is 0; n of them. */
static size_t *
find_starts(const struct flat *flat, const struct language *language, size_t *n)
{
	const char *text = flat->text.data;
	size_t len = flat->text.len, chars = utf8_count(text, len), i = 0;
	PangoLogAttr *attrs = mem_alloc((chars + 1) * sizeof *attrs);
	size_t *starts = mem_alloc((chars + 1) * sizeof *starts);

	memset(attrs, 0, (chars + 1) * sizeof *attrs);
	if (may_end_inside(text, len))
		pango_get_log_attrs(text, (int)len, -1,
		    pango_language_from_string(flat->lang), attrs,
		    (int)chars + 1);
	*n = 0;
	starts[(*n)++] = 0;
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p), i++) {
		size_t at = (size_t)(p - text);

		if (at > 0 &&
		    (attrs[i].is_sentence_start || is_before_digit(text, at)) &&
		    is_boundary(flat, at, language))
			starts[(*n)++] = at;
	}
	free(attrs);
	return starts;
}

static void
take_spans(struct arena *arena, const struct flat *flat, size_t start,
    size_t end, struct sentence *sentence)
{
	sentence->spans = ARENA_ARRAY(arena, struct span, flat->n);
	for (size_t i = 0; i < flat->n; i++) {
		struct span span = flat->runs[i].span;
		size_t from = span.start > start ? span.start : start;
		size_t to = span.start + span.len;

		if (to > end)
			to = end;
		if (from >= to)
			continue;
		if (sentence->nspans == 0)
			sentence->loc = flat->runs[i].loc;
		span.start = from - start;
		span.len = to - from;
		sentence->spans[sentence->nspans++] = span;
	}
}

static const char *
sentence_id(struct cutter *cutter, const struct sentence *sentence)
{
	uint64_t hash = hash_add(HASH_START, sentence->text, sentence->len);
	char wanted[96];

	g_snprintf(wanted, sizeof wanted, "%.80s-%06x", cutter->section_id,
	    (unsigned)((hash ^ hash >> 24 ^ hash >> 48) & 0xFFFFFF));
	return cutter_take_id(cutter, wanted);
}

static void
cut(struct flat *flat, struct node *node)
{
	struct arena *arena = flat->cutter->arena;
	size_t n, *starts;

	trim_end(flat);
	if (flat->text.len == 0)
		return;
	recognise(flat);
	starts = find_starts(flat, flat->cutter->language, &n);
	node->sentences = ARENA_ARRAY(arena, struct sentence, n);
	node->nsentences = n;
	for (size_t i = 0; i < n; i++) {
		struct sentence *s = &node->sentences[i];
		size_t end = i + 1 < n ? starts[i + 1] : flat->text.len;

		while (end > starts[i] && flat->text.data[end - 1] == ' ')
			end--;
		s->len = end - starts[i];
		s->text =
		    arena_strndup(arena, flat->text.data + starts[i], s->len);
		s->lang = flat->lang;
		s->node = node;
		take_spans(arena, flat, starts[i], end, s);
		s->id = sentence_id(flat->cutter, s);
	}
	free(starts);
}

static void
flat_release(struct flat *flat)
{
	buf_release(&flat->text);
	free(flat->runs);
}

void
sentences_cut(
    struct cutter *cutter, struct node *node, const struct node *source)
{
	struct flat flat = {.cutter = cutter, .lang = source->lang};
	struct run plain = {.loc = source->loc};

	flatten(&flat, source, plain);
	cut(&flat, node);
	flat_release(&flat);
}

void
sentences_make(struct cutter *cutter, struct node *node, const char *text)
{
	struct flat flat = {.cutter = cutter, .lang = node->lang};
	struct run plain = {.loc = node->loc};

	add_text(&flat, &plain, text);
	cut(&flat, node);
	flat_release(&flat);
}
