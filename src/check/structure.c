/* Headings, lists, the length of sections, and what about says. */
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "check/replace.h"
#include "check/rules.h"

static void
check_heading(struct checking *c, const struct node *heading)
{
	const char *words = document_words(c->arena, heading);
	size_t len = strlen(words), n = utf8_count(words, len);

	const struct sentence *last;
	int most = limit_number(c, LIMIT_HEADING_CHARACTERS);

	if (heading->nsentences == 0)
		return;
	last = &heading->sentences[heading->nsentences - 1];
	if (n > (size_t)most)
		finding_sentence(c, DIAG_HEADING_LONG, &heading->sentences[0],
		    n, most, limit_source(c, LIMIT_HEADING_CHARACTERS));
	if (str_ends(words, ".") && !str_ends(words, ".."))
		finding_add(c, &(struct finding){.rule = DIAG_HEADING_STOP,
		                   .sentence = last,
		                   .start = last->len - 1,
		                   .len = 1,
		                   .replacement = "",
		                   .is_safe = true});
	if (str_ends(words, "?"))
		finding_sentence(c, DIAG_HEADING_QUESTION, last);
}

static size_t
count_items(const struct node *list)
{
	size_t n = 0;

	for (const struct node *i = list->first; i != NULL; i = i->next)
		n += i->kind == KIND_ITEM;
	return n;
}

/* A heading or a line that ends with a colon, right before the list. */
static bool
has_line_before(struct checking *c, const struct node *list)
{
	const struct node *before = list->prev;

	return before != NULL &&
	       (before->kind == KIND_HEADING || before->kind == KIND_LEAD ||
	           str_ends(document_words(c->arena, before), ":"));
}

static void
check_list(struct checking *c, const struct node *list)
{
	const struct node *lead = node_child(list, KIND_LEAD);
	size_t n = count_items(list);
	int least = limit_number(c, LIMIT_LIST_LEAST);
	int most = limit_number(c, LIMIT_LIST_MOST);

	if (n < (size_t)least || n > (size_t)most)
		finding_node(c, DIAG_LIST_LENGTH, list, list->loc, n, least,
		    most, limit_source(c, LIMIT_LIST_MOST));
	if (lead == NULL && !has_line_before(c, list))
		finding_node(c, DIAG_LIST_LEAD, list, list->loc);
	else if (lead != NULL && lead->nsentences > 0 &&
	         !str_ends(document_words(c->arena, lead), ":"))
		finding_sentence(
		    c, DIAG_LEAD_COLON, &lead->sentences[lead->nsentences - 1]);
}

/* Points that stand below a heading, those of lists too. */
static void
check_section(struct checking *c, const struct node *section)
{
	const struct node *heading = node_child(section, KIND_HEADING);
	size_t n = count_items(section);

	for (const struct node *l = section->first; l != NULL; l = l->next)
		if (l->kind == KIND_LIST)
			n += count_items(l);
	if (n > (size_t)limit_number(c, LIMIT_SECTION_ITEMS))
		finding_node(c, DIAG_SECTION_LONG, section,
		    heading != NULL ? heading->loc : section->loc, n,
		    limit_number(c, LIMIT_SECTION_ITEMS),
		    limit_source(c, LIMIT_SECTION_ITEMS));
}

static void
check_easy(struct checking *c, const struct node *node)
{
	if (node->kind == KIND_LIST)
		check_list(c, node);
	if (node->kind == KIND_SECTION)
		check_section(c, node);
	if (node->kind == KIND_P &&
	    node->nsentences >
	        (size_t)limit_number(c, LIMIT_PARAGRAPH_SENTENCES))
		finding_node(c, DIAG_PARAGRAPH_LONG, node, node->loc,
		    node->nsentences,
		    limit_number(c, LIMIT_PARAGRAPH_SENTENCES),
		    limit_source(c, LIMIT_PARAGRAPH_SENTENCES));
}

void
structure_check(struct checking *c, const struct document *document,
    bool is_easy, bool was_easy)
{
	const struct node *root = document->root;

	for (const struct node *n = root; n != NULL; n = node_next(n, root)) {
		if (n->origin != ORIGIN_SOURCE)
			continue;
		if (n->kind == KIND_HEADING &&
		    (!was_easy || n->wording == WORDING_STANDARD))
			check_heading(c, n);
		if (is_easy)
			check_easy(c, n);
	}
}

/* What a reader, a library or a search engine asks first. */
static const enum kind facts[] = {
    KIND_ORGANISATION, KIND_DATE, KIND_DESCRIPTION};
enum { NFACTS = sizeof facts / sizeof *facts };

static void
check_facts(struct checking *c, const struct node *about)
{
	struct buf missing = {0};

	for (size_t i = 0; i < NFACTS; i++)
		if (node_child(about, facts[i]) == NULL)
			buf_printf(&missing, "%s<%s>",
			    missing.len > 0 ? ", no " : "",
			    kind_info(facts[i])->element);
	if (missing.len > 0)
		finding_node(c, DIAG_FACTS_MISSING, about, about->loc,
		    buf_str(&missing));
	buf_release(&missing);
}

static void
check_contact_phones(struct checking *c, const struct node *contact)
{
	for (const struct node *n = contact->first; n != NULL; n = n->next) {
		struct finding finding = {.rule = DIAG_PHONE_FORM,
		    .node = n,
		    .loc = n->loc,
		    .is_safe = true};

		if (n->kind != KIND_PHONE || n->text == NULL)
			continue;
		finding.replacement = replacement_phone(c->arena, n->text);
		if (finding.replacement != NULL)
			finding_add(c, &finding, n->text);
	}
}

void
about_check(struct checking *c)
{
	const struct node *about = c->publication->about, *contact;

	check_facts(c, about);
	contact = node_child(about, KIND_CONTACT);
	if (contact == NULL || contact->first == NULL)
		finding_node(c, DIAG_NO_CONTACT, about, about->loc);
	else if (contact->first == contact->last)
		finding_node(c, DIAG_ONE_CONTACT, contact, contact->loc);
	if (contact != NULL)
		check_contact_phones(c, contact);
	if (c->profile->is_for == PROFILE_EASY_READ &&
	    node_child(about, KIND_COVER) == NULL)
		finding_node(c, DIAG_NO_COVER, about, about->loc);
}
