/* What the program adds: hard words, contact and other formats, credits. */
#include "prepare/added.h"

#include <assert.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

static struct node *
add_node(struct added *added, struct node *parent, enum kind kind)
{
	struct node *node = node_new(added->document->arena, kind,
	    added->document->publication->root->loc);

	assert(parent != NULL);
	node->lang = parent->lang;
	node->wording = WORDING_ANY;
	node->origin = parent->origin;
	node_append(parent, node);
	return node;
}

static struct node *
add_words(
    struct added *added, struct node *parent, enum kind kind, const char *text)
{
	struct node *node = add_node(added, parent, kind);

	sentences_make(added->cutter, node, text);
	return node;
}

static struct node *
add_section(struct added *added, enum origin origin, const char *id,
    const char *heading)
{
	struct node *section =
	    add_node(added, added->document->root, KIND_SECTION);

	section->origin = origin;
	section->level = 1;
	added->cutter->section_id = cutter_take_id(added->cutter, id);
	node_set_attr(added->document->arena, section, ATTR_ID,
	    added->cutter->section_id, section->loc);
	add_words(added, section, KIND_HEADING, heading);
	return section;
}

/* A line of its own: an item with its picture in easy read, else words. */
static void
add_line(struct added *added, struct node *section, const char *picture,
    const char *text)
{
	struct node *node = add_words(
	    added, section, added->easy_read ? KIND_ITEM : KIND_P, text);

	if (added->easy_read)
		node_set_attr(added->document->arena, node, ATTR_PICTURE,
		    picture, node->loc);
}

static const struct node *
term_of(const struct node *word)
{
	return node_child(
	    word, word->kind == KIND_WORD ? KIND_TERM : KIND_SHORT);
}

static const struct node *
meaning_of(const struct node *word)
{
	return node_child(
	    word, word->kind == KIND_WORD ? KIND_MEANING : KIND_FULL);
}

static int
compare_terms(const void *a, const void *b)
{
	struct arena *arena = arena_new();
	char *x = g_utf8_casefold(
	    node_text(arena, term_of(*(const struct node *const *)a)), -1);
	char *y = g_utf8_casefold(
	    node_text(arena, term_of(*(const struct node *const *)b)), -1);
	int order = strcmp(x, y);

	g_free(x);
	g_free(y);
	arena_free(arena);
	return order;
}

static void
add_hard_words(struct added *added)
{
	const struct node *list = added->document->publication->words;
	const struct node **words;
	struct node *section;
	size_t n = 0;

	for (const struct node *w = list ? list->first : NULL; w; w = w->next)
		n += w->kind != KIND_PRONOUNCE;
	if (n == 0)
		return;
	words = mem_alloc(n * sizeof *words);
	n = 0;
	for (const struct node *w = list->first; w != NULL; w = w->next)
		if (w->kind != KIND_PRONOUNCE)
			words[n++] = w;
	qsort(words, n, sizeof *words, compare_terms);
	section = add_section(added, ORIGIN_WORDS, "hard-words",
	    added->document->language->words[WORD_HARD_WORDS]);
	for (size_t i = 0; i < n; i++) {
		struct node *word = add_node(added, section, KIND_WORD);
		struct node *term = add_node(added, word, KIND_TERM);
		struct node *meaning = add_node(added, word, KIND_MEANING);

		word->attrs = words[i]->attrs;
		word->source = words[i];
		term->source = term_of(words[i]);
		meaning->source = meaning_of(words[i]);
		sentences_cut(added->cutter, term, term_of(words[i]));
		sentences_cut(added->cutter, meaning, meaning_of(words[i]));
	}
	free(words);
}

static const struct {
	enum kind kind;
	enum word word;
	const char *picture;
} ways[] = {
    {KIND_PHONE, WORD_PHONE, "phone"},
    {KIND_EMAIL, WORD_EMAIL, "email"},
    {KIND_WEB, WORD_WEB, "website"},
    {KIND_POST, WORD_POST, "post"},
};
enum { NWAYS = sizeof ways / sizeof *ways };

const char *
document_contact(const struct document *document, const struct contact *contact)
{
	struct arena *arena = document->arena;
	const char *value = contact->value;
	size_t i = 0;

	if (contact->kind == KIND_WEB && str_starts(value, "https://"))
		value += strlen("https://");
	if (contact->label != NULL)
		return arena_printf(arena, "%s: %s", contact->label, value);
	while (i + 1 < NWAYS && ways[i].kind != contact->kind)
		i++;
	return language_fill(arena, document->language->words[ways[i].word],
	    "value", value, NULL);
}

static void
add_contact_line(
    struct added *added, struct node *section, const struct contact *contact)
{
	size_t i = 0;

	while (i + 1 < NWAYS && ways[i].kind != contact->kind)
		i++;
	add_line(added, section, ways[i].picture,
	    document_contact(added->document, contact));
}

static void
add_contact(struct added *added)
{
	const struct document *doc = added->document;
	struct node *section;

	if (doc->ncontacts == 0)
		return;
	section = add_section(added, ORIGIN_CONTACT, "contact",
	    added->document->language->words[WORD_CONTACT]);
	add_line(added, section, "formats",
	    added->document->language->words[WORD_OTHER_FORMATS]);
	for (size_t i = 0; i < doc->ncontacts; i++)
		add_contact_line(added, section, &doc->contacts[i]);
}

struct sets {
	const struct picture *list[32]; /* one picture of each set */
	size_t n;
};

static void
note_set(struct sets *sets, const struct picture *picture)
{
	if (picture == NULL ||
	    (picture->set[0] == '\0' && picture->credit[0] == '\0'))
		return;
	for (size_t i = 0; i < sets->n; i++)
		if (str_eq(sets->list[i]->set, picture->set) &&
		    str_eq(sets->list[i]->credit, picture->credit) &&
		    str_eq(sets->list[i]->licence, picture->licence))
			return;
	if (sets->n < sizeof sets->list / sizeof *sets->list)
		sets->list[sets->n++] = picture;
}

static void
note_cover(struct sets *sets, const struct document *doc,
    struct catalogue *pictures, struct diags *diags)
{
	if (doc->cover_picture != NULL && !str_eq(doc->cover_picture, "none"))
		note_set(sets, picture_find(pictures, doc->cover_picture,
		                   doc->cover_loc, diags));
}

static void
note_mark(struct sets *sets, const struct document *doc,
    struct catalogue *pictures, struct diags *diags)
{
	if (doc->mark != NULL)
		note_set(sets,
		    picture_find(pictures, doc->mark, doc->mark_loc, diags));
}

static void
add_credit(
    struct added *added, struct node *section, const struct picture *picture)
{
	const char *const *words = added->document->language->words;
	const char *name =
	    picture->credit[0] != '\0' ? picture->credit : picture->set;
	struct buf text = {0};

	buf_puts(&text, language_fill(added->document->arena,
	                    words[WORD_PICTURES_FROM], "set", name, NULL));
	if (picture->licence[0] != '\0') {
		buf_putc(&text, ' ');
		buf_puts(&text,
		    language_fill(added->document->arena, words[WORD_LICENCE],
		        "licence", picture->licence, NULL));
	}
	add_words(added, section, KIND_P, buf_str(&text));
	buf_release(&text);
}

/* Who checked it, with the mark beside it (ERL-20). */
static void
add_checked(struct added *added, struct node *section)
{
	const struct document *doc = added->document;
	const char *line = language_fill(doc->arena,
	    doc->language->words[WORD_CHECKED_BY], "by", doc->checked_by, NULL);
	struct node *node = add_words(
	    added, section, doc->mark != NULL ? KIND_ITEM : KIND_P, line);

	if (doc->mark != NULL)
		node_set_attr(
		    doc->arena, node, ATTR_PICTURE, doc->mark, doc->mark_loc);
}

static void
add_credits(
    struct added *added, struct catalogue *pictures, struct diags *diags)
{
	const struct document *doc = added->document;
	const char *const *words = added->document->language->words;
	struct sets sets = {0};
	struct node *section;

	if (pictures != NULL) {
		note_cover(&sets, doc, pictures, diags);
		note_mark(&sets, doc, pictures, diags);
		for (struct node *n = doc->root; n != NULL;
		     n = node_next(n, doc->root))
			note_set(&sets, document_picture(n, pictures, diags));
	}
	if (sets.n == 0 && doc->checked_by[0] == '\0')
		return;
	section =
	    add_section(added, ORIGIN_CREDITS, "credits", words[WORD_CREDITS]);
	if (doc->checked_by[0] != '\0')
		add_checked(added, section);
	for (size_t i = 0; i < sets.n; i++)
		add_credit(added, section, sets.list[i]);
}

void
added_sections(
    struct added *added, struct catalogue *pictures, struct diags *diags)
{
	const struct style *style = &added->document->edition->style;

	if (style->word_list == STYLE_YES)
		add_hard_words(added);
	add_contact(added);
	if (style->credits == STYLE_YES)
		add_credits(added, pictures, diags);
}

static void
note_pronunciation(
    struct arena *arena, struct pronunciation *out, const struct node *node)
{
	const char *say = node_attr(node, ATTR_SAY);

	out->lang = node->lang;
	if (node->kind == KIND_PRONOUNCE) {
		out->text = node_attr(node, ATTR_TEXT);
		out->as = node_attr(node, ATTR_AS);
		out->how = SAY_AS;
		return;
	}
	out->text = node_text(arena, node_child(node, KIND_SHORT));
	out->as = node_text(arena, node_child(node, KIND_FULL));
	out->how = SAY_LETTERS;
	if (str_eq(say, "word"))
		out->how = SAY_WORD;
	else if (str_eq(say, "full"))
		out->how = SAY_AS;
}

void
added_pronunciations(struct added *added)
{
	const struct node *words = added->document->publication->words;
	struct document *doc = added->document;
	struct pronunciation *list;
	size_t n = 0;

	if (words == NULL)
		return;
	for (const struct node *w = words->first; w != NULL; w = w->next)
		n++;
	doc->pronunciations = list =
	    ARENA_ARRAY(added->document->arena, struct pronunciation, n);
	for (const struct node *w = words->first; w != NULL; w = w->next)
		if (w->kind != KIND_WORD)
			note_pronunciation(added->document->arena,
			    &list[doc->npronunciations++], w);
}
