/*
 * The document of one edition: the wording asked for, cut into sentences,
 * with what the program adds (added.c).
 */
#include "prepare/document.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/buf.h"
#include "base/str.h"
#include "prepare/added.h"
#include "prepare/recognise.h"
#include "prepare/sentences.h"

bool
document_has_wording(const struct node *root, enum wording wording)
{
	for (const struct node *n = root; n != NULL; n = node_next(n, root))
		if (n->wording == wording &&
		    kind_info(n->kind)->class == CLASS_WORDS)
			return true;
	return false;
}

/* The wording that serves an edition: the one it asks for, or the only one
 * there is. */
static enum wording
choose_wording(const struct node *root, enum wording wanted)
{
	enum wording other =
	    wanted == WORDING_EASY_READ ? WORDING_STANDARD : WORDING_EASY_READ;

	if (wanted == WORDING_ANY || document_has_wording(root, wanted))
		return wanted;
	return document_has_wording(root, other) ? other : WORDING_ANY;
}

bool
document_serves(
    const struct publication *publication, const struct edition *edition)
{
	return edition->style.badge != BADGE_EASY_READ ||
	       choose_wording(publication->root, edition->wording) !=
	           WORDING_STANDARD;
}

int
document_badge(const struct document *document)
{
	int badge = document->edition->style.badge;

	if (badge != BADGE_AUTO)
		return badge;
	return document->wording == WORDING_STANDARD ? BADGE_NONE
	                                             : BADGE_EASY_READ;
}

static bool
is_served(const struct node *node, enum wording wording)
{
	return node->wording == WORDING_ANY || wording == WORDING_ANY ||
	       node->wording == wording;
}

struct copier {
	struct cutter cutter;
	enum wording wording;
};

static struct node *
copy_node(struct copier *copier, const struct node *source)
{
	struct node *node =
	    node_new(copier->cutter.arena, source->kind, source->loc);

	node->source = source;
	node->attrs = source->attrs;
	node->text = source->text;
	node->lang = source->lang;
	node->wording = source->wording;
	return node;
}

static const char *
section_id(struct copier *copier, const struct node *section)
{
	const char *id = node_attr(section, ATTR_ID);
	struct arena *arena = copier->cutter.arena;
	char slug[48];

	if (id != NULL)
		return id;
	str_slug(slug, sizeof slug,
	    node_text(arena, node_child(section, KIND_HEADING)));
	id = arena_printf(arena, "%s%s",
	    slug[0] >= 'a' && slug[0] <= 'z' ? "" : "section-", slug);
	return cutter_take_id(&copier->cutter, id);
}

static bool
has_words(const struct node *node)
{
	for (const struct node *n = node; n != NULL; n = node_next(n, node))
		if (n->kind != KIND_HEADING && n->kind != KIND_LEAD &&
		    (n->nsentences > 0 || n->kind == KIND_FIGURE))
			return true;
	return false;
}

static struct node *copy_section(struct copier *, const struct node *, int);

/* Copy what stands below source, in the wording served. */
static void
copy_children(struct copier *copier, struct node *node,
    const struct node *source, int level)
{
	for (const struct node *from = source->first; from != NULL;
	     from = from->next) {
		struct node *child;

		if (!is_served(from, copier->wording) ||
		    from->kind == KIND_WAIVE || from->kind == KIND_QUESTION)
			continue;
		if (from->kind == KIND_SECTION) {
			child = copy_section(copier, from, level + 1);
			if (has_words(child))
				node_append(node, child);
			continue;
		}
		child = copy_node(copier, from);
		node_append(node, child);
		if (kind_info(from->kind)->class == CLASS_WORDS)
			sentences_cut(&copier->cutter, child, from);
		else
			copy_children(copier, child, from, level);
		if (from->kind == KIND_LIST && !has_words(child))
			node_remove(child);
	}
}

static struct node *
copy_section(struct copier *copier, const struct node *source, int level)
{
	const char *outer = copier->cutter.section_id;
	struct node *section = copy_node(copier, source);
	const char *id = section_id(copier, source);

	section->level = level;
	if (node_attr(section, ATTR_ID) == NULL)
		node_set_attr(
		    copier->cutter.arena, section, ATTR_ID, id, source->loc);
	copier->cutter.section_id = id;
	copy_children(copier, section, source, level);
	copier->cutter.section_id = outer;
	return section;
}

static unsigned
contact_mark(enum kind kind)
{
	if (kind == KIND_PHONE)
		return SPAN_PHONE;
	return kind == KIND_EMAIL ? SPAN_EMAIL : SPAN_WEB;
}

static void
read_contacts(struct document *doc, const struct node *about)
{
	const struct node *contact = node_child(about, KIND_CONTACT);
	struct contact *list;
	size_t n = 0;

	if (contact == NULL)
		return;
	for (const struct node *c = contact->first; c != NULL; c = c->next)
		n++;
	doc->contacts = list = ARENA_ARRAY(doc->arena, struct contact, n);
	for (const struct node *c = contact->first; c != NULL; c = c->next) {
		if (str_is_blank(c->text))
			continue;
		list[doc->ncontacts++] = (struct contact){.kind = c->kind,
		    .label = node_attr(c, ATTR_LABEL),
		    .value = c->text,
		    .href = c->kind == KIND_POST
		                ? NULL
		                : recognise_href(doc->arena,
		                      contact_mark(c->kind), c->text)};
	}
}

static void
read_about(struct document *doc, const struct node *about)
{
	const struct node *cover = node_child(about, KIND_COVER);

	doc->title = node_text(doc->arena, node_child(about, KIND_TITLE));
	doc->subtitle = node_text(doc->arena, node_child(about, KIND_SUBTITLE));
	doc->organisation =
	    node_text(doc->arena, node_child(about, KIND_ORGANISATION));
	doc->description =
	    node_text(doc->arena, node_child(about, KIND_DESCRIPTION));
	doc->date = node_text(doc->arena, node_child(about, KIND_DATE));
	doc->date_words = language_date(doc->arena, doc->language, doc->date);
	doc->version = node_text(doc->arena, node_child(about, KIND_VERSION));
	doc->checked_by = "";
	if (cover != NULL) {
		doc->cover_picture = node_attr(cover, ATTR_PICTURE);
		doc->cover_alt = node_attr(cover, ATTR_ALT);
		doc->cover_loc = cover->loc;
	}
	read_contacts(doc, about);
}

/* Who checked it, and the mark: only what the review proves is said. */
static void
read_checked(struct document *doc, const struct node *about)
{
	struct buf by = {0};

	doc->standing = standing_measure(doc->root, doc->publication->review);
	if (!standing_proves(&doc->standing))
		return;
	for (const struct node *c = about->first; c != NULL; c = c->next) {
		const struct attr *mark = node_attr_entry(c, ATTR_MARK);

		if (c->kind == KIND_CHECKED)
			buf_printf(&by, "%s%s", by.len > 0 ? ", " : "",
			    node_attr(c, ATTR_BY));
		if (mark != NULL && doc->mark == NULL) {
			doc->mark = mark->value;
			doc->mark_loc = mark->loc;
		}
	}
	doc->checked_by = arena_strdup(doc->arena, buf_str(&by));
	buf_release(&by);
}

static void
read_title(
    struct document *doc, const struct node *about, struct cutter *cutter)
{
	const struct node *source = node_child(about, KIND_TITLE);
	struct node *title = node_new(doc->arena, KIND_TITLE, source->loc);

	title->source = source;
	title->lang = source->lang;
	cutter->section_id = "title";
	sentences_cut(cutter, title, source);
	if (title->nsentences > 0)
		doc->title_sentence = &title->sentences[0];
}

static void
collect_sentences(struct document *doc)
{
	struct sentence **all;
	size_t n = 0;

	for (struct node *x = doc->root; x; x = node_next(x, doc->root))
		n += x->nsentences;
	all = ARENA_ARRAY(doc->arena, struct sentence *, n);
	for (struct node *x = doc->root; x; x = node_next(x, doc->root))
		for (size_t i = 0; i < x->nsentences; i++)
			all[doc->nsentences++] = &x->sentences[i];
	doc->sentences = all;
}

/* Ids that authors wrote are taken before any is made. */
static void
take_written_ids(struct cutter *cutter, const struct node *root)
{
	for (const struct node *n = root; n != NULL; n = node_next(n, root)) {
		const char *id = node_attr(n, ATTR_ID);

		if (id != NULL)
			cutter_take_id(cutter, id);
	}
}

static void
copy_sections(struct copier *copier, struct document *doc)
{
	const struct node *root = doc->publication->root;

	doc->root = copy_node(copier, root);
	for (const struct node *s = root->first; s != NULL; s = s->next) {
		struct node *section;

		if (s->kind != KIND_SECTION || !is_served(s, copier->wording))
			continue;
		section = copy_section(copier, s, 1);
		if (has_words(section))
			node_append(doc->root, section);
	}
}

/* What no page, voice or reader is made for. */
static bool
check_lengths(const struct document *doc, struct diags *diags)
{
	bool ok = true;

	for (size_t i = 0; i < doc->nsentences; i++) {
		const struct sentence *s = doc->sentences[i];
		size_t length = utf8_count(s->text, s->len);

		if (length > BOUND_SENTENCE)
			ok = diag_add(diags, DIAG_SENTENCE_GIANT, s->node->loc,
			    length, BOUND_SENTENCE);
	}
	return ok;
}

struct document *
document_prepare(struct arena *arena, const struct publication *publication,
    const struct edition *edition, const struct language *language,
    struct catalogue *pictures, struct diags *diags)
{
	struct document *doc = ARENA_NEW(arena, struct document);
	struct copier copier = {
	    .wording = choose_wording(publication->root, edition->wording)};
	struct added added = {.cutter = &copier.cutter,
	    .document = doc,
	    .easy_read = copier.wording == WORDING_EASY_READ};

	cutter_init(&copier.cutter, arena, language);
	*doc = (struct document){.arena = arena,
	    .publication = publication,
	    .edition = edition,
	    .language = language,
	    .wording = copier.wording,
	    .id = publication->id,
	    .lang = publication->root->lang};
	take_written_ids(&copier.cutter, publication->root);
	cutter_take_words(&copier.cutter, publication->words);
	read_about(doc, publication->about);
	read_title(doc, publication->about, &copier.cutter);
	copy_sections(&copier, doc);
	read_checked(doc, publication->about);
	added_pronunciations(&added);
	added_sections(&added, pictures, diags);
	collect_sentences(doc);
	cutter_release(&copier.cutter);
	if (doc->nsentences > 0)
		return check_lengths(doc, diags) ? doc : NULL;
	diag_add(
	    diags, DIAG_NOTHING_LEFT, publication->root->loc, edition->name);
	return NULL;
}

const char *
document_alt(const struct node *node, const struct picture *picture)
{
	const char *alt = node_attr(node, ATTR_ALT);

	return alt != NULL ? alt : picture->alt;
}

const struct picture *
document_picture(
    const struct node *node, struct catalogue *pictures, struct diags *diags)
{
	const struct attr *attr = node_attr_entry(node, ATTR_PICTURE);

	if (attr == NULL || pictures == NULL || str_eq(attr->value, "none"))
		return NULL;
	return picture_find(pictures, attr->value, attr->loc, diags);
}

const char *
document_words(struct arena *arena, const struct node *node)
{
	struct buf words = {0};
	const char *result;

	for (size_t i = 0; i < node->nsentences; i++)
		buf_printf(
		    &words, "%s%s", i > 0 ? " " : "", node->sentences[i].text);
	result = arena_strdup(arena, buf_str(&words));
	buf_release(&words);
	return result;
}
