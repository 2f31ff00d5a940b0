/* Reading review.xml. Attributes and elements are held against a table; what
 * is not in it is a mistake of the author. */
#include "read/review.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "read/values.h"
#include "read/xml.h"

#define NAMESPACE "urn:everyread:review:1"

/* Each element: where it stands, what it may have. A name that ends with !
 * is needed; the attributes in sums are counted anew and not read. */
static const struct {
	const char *parent, *name;
	const char *attributes;
	const char *sums;
	bool is_once;
} elements[] = {
    {"", "review", " publication! ", "", false},
    {"review", "reviewer", " code! session! mode! pack! saved supporter ", "",
        false},
    {"reviewer", "comment", "", "", true},
    {"review", "sentence", " id! hash! section picture ", " yes unsure no ",
        false},
    {"sentence", "words", "", "", true},
    {"sentence", "answer", " by! session! face picture older ", "", false},
    {"answer", "means", "", "", true},
    {"answer", "hard", " from to ", "", false},
    {"answer", "suggestion", " typed-by ", "", true},
    {"answer", "picture", " ok choice ", "", true},
    {"answer", "comment", "", "", true},
    {"sentence", "decision", " is! by date ", "", true},
    {"decision", "reason", "", "", true},
    {"decision", "now", "", "", true},
    {"review", "question", " id! hash! section ", "", false},
    {"question", "words", "", "", true},
    {"question", "answer", " by! session! choice older ", "", false},
    {"answer", "said", "", "", true},
    {"question", "decision", " is! by date ", "", true},
};
enum { NELEMENTS = sizeof elements / sizeof *elements };

struct reader {
	struct arena *arena;
	struct review *review;
	struct diags *diags;
};

static bool
mistake(struct reader *r, struct loc loc, const char *format, const char *what)
{
	char *text = arena_printf(r->arena, format, what);

	return diag_add(r->diags, DIAG_REVIEW_FILE, loc, text);
}

/* Is `name` or `name!` in a list of words with spaces around? */
static bool
is_listed(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = list; n > 0 && (p = strstr(p, name)); p++)
		if (p > list && p[-1] == ' ' && (p[n] == ' ' || p[n] == '!'))
			return true;
	return false;
}

static void
check_attributes(struct reader *r, const struct xml_node *xml, size_t row)
{
	const char *list = elements[row].attributes;

	for (const struct xml_attr *a = xml->attrs; a != NULL; a = a->next)
		if (a->ns == NULL && !str_starts(a->name, "xml:") &&
		    !is_listed(list, a->name) &&
		    !is_listed(elements[row].sums, a->name))
			mistake(r, a->loc, "the attribute \"%s\"", a->name);
	for (const char *p = list; (p = strchr(p, '!')) != NULL; p++) {
		const char *start = p;
		const char *name;

		while (start[-1] != ' ')
			start--;
		name = arena_strndup(r->arena, start, (size_t)(p - start));
		if (xml_attr(xml, name) == NULL)
			mistake(r, xml->loc,
			    "an element without the attribute \"%s\"", name);
	}
}

static size_t
find_element(const struct xml_node *xml)
{
	const char *parent = xml->parent != NULL ? xml->parent->name : "";
	size_t i = 0;

	while (i < NELEMENTS && !(str_eq(elements[i].parent, parent) &&
	                            str_eq(elements[i].name, xml->name)))
		i++;
	return i;
}

/* An element, its attributes, and all below it. */
static void
check_element(struct reader *r, const struct xml_node *xml)
{
	size_t row = find_element(xml);

	if (row == NELEMENTS || !str_eq(xml->ns, NAMESPACE)) {
		mistake(r, xml->loc, "the element <%s>", xml->name);
		return;
	}
	check_attributes(r, xml, row);
	for (const struct xml_node *x = xml->next; x; x = x->next)
		if (elements[row].is_once && str_eq(x->name, xml->name)) {
			mistake(r, x->loc, "a second <%s>", x->name);
			break;
		}
	for (const struct xml_node *c = xml->first; c != NULL; c = c->next) {
		if (c->name != NULL)
			check_element(r, c);
		else if (xml->first->next != NULL && !str_is_blank(c->text))
			mistake(r, c->loc, "text beside elements%s", "");
	}
}

/* ---- values ------------------------------------------------------------- */

/* White space collapsed; NULL if there is nothing. */
static const char *
text_of(struct reader *r, const struct xml_node *parent, const char *name)
{
	const struct xml_node *xml = xml_child(parent, name);
	const char *text;

	if (xml == NULL)
		return NULL;
	text = value_tidy(r->arena, xml_text(r->arena, xml));
	return *text != '\0' ? text : NULL;
}

static struct loc
loc_of(const struct xml_node *xml, const char *attribute)
{
	for (const struct xml_attr *a = xml->attrs; a != NULL; a = a->next)
		if (str_eq(a->name, attribute))
			return a->loc;
	return xml->loc;
}

/* An attribute that must be of some form, if it is there. */
static const char *
checked_attr(struct reader *r, const struct xml_node *xml, const char *name,
    bool (*is_right)(const char *))
{
	const char *value = xml_attr(xml, name);

	if (value == NULL || is_right(value))
		return value;
	mistake(r, loc_of(xml, name),
	    arena_printf(r->arena, "%s=\"%%s\"", name), value);
	return NULL;
}

static bool
is_id_or_number(const char *text)
{
	return *text != '\0' &&
	       text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] ==
	           '\0';
}

static bool
is_hash(const char *text)
{
	return strlen(text) == REVIEW_HASH &&
	       strspn(text, "0123456789abcdef") == REVIEW_HASH;
}

static bool
is_number(const char *text)
{
	size_t n = strlen(text);

	return n > 0 && n <= 7 && strspn(text, "0123456789") == n;
}

static bool
is_face(const char *text)
{
	enum face face;

	return face_lookup(text, &face);
}

static enum face
face_of(struct reader *r, const struct xml_node *xml, const char *name)
{
	const char *value = checked_attr(r, xml, name, is_face);
	enum face face = FACE_NONE;

	if (value != NULL)
		face_lookup(value, &face);
	return face;
}

static unsigned
number_of(struct reader *r, const struct xml_node *xml, const char *name)
{
	const char *value = checked_attr(r, xml, name, is_number);

	return value != NULL ? (unsigned)strtoul(value, NULL, 10) : 0;
}

/* ---- the parts ---------------------------------------------------------- */

static void
read_visit(struct reader *r, const struct xml_node *xml)
{
	struct review_visit visit = {
	    .code = checked_attr(r, xml, "code", review_is_code),
	    .session = checked_attr(r, xml, "session", value_is_date),
	    .mode = xml_attr(xml, "mode"),
	    .pack = xml_attr(xml, "pack"),
	    .saved = xml_attr(xml, "saved"),
	    .has_supporter = str_eq(xml_attr(xml, "supporter"), "yes"),
	    .comment = text_of(r, xml, "comment")};

	review_add_visit(r->review, &visit);
}

static void
read_hard(
    struct reader *r, struct review_answer *answer, const struct xml_node *xml)
{
	struct review_hard **last = &answer->hard;

	for (const struct xml_node *x = xml_child(xml, "hard"); x != NULL;
	     x = xml_sibling(x, "hard")) {
		struct review_hard *hard =
		    ARENA_NEW(r->arena, struct review_hard);

		hard->text = value_tidy(r->arena, xml_text(r->arena, x));
		hard->from = number_of(r, x, "from");
		hard->to = number_of(r, x, "to");
		*last = hard;
		last = &hard->next;
	}
}

static void
read_answer(struct reader *r, struct review_subject *subject,
    const struct xml_node *xml)
{
	const struct xml_node *picture = xml_child(xml, "picture");
	const struct xml_node *suggestion = xml_child(xml, "suggestion");
	struct review_answer answer = {
	    .by = checked_attr(r, xml, "by", review_is_code),
	    .session = checked_attr(r, xml, "session", value_is_date),
	    .older = checked_attr(r, xml, "older", is_hash),
	    .face = face_of(r, xml, "face"),
	    .picture = xml_attr(xml, "picture"),
	    .means = text_of(r, xml, "means"),
	    .suggestion = text_of(r, xml, "suggestion"),
	    .comment = text_of(r, xml, "comment"),
	    .said = text_of(r, xml, "said"),
	    .choice = CHOICE_NONE};

	if (suggestion != NULL)
		answer.is_typed_by_supporter =
		    str_eq(xml_attr(suggestion, "typed-by"), "supporter");
	if (picture != NULL) {
		answer.picture_ok = face_of(r, picture, "ok");
		answer.picture_choice = xml_attr(picture, "choice");
		answer.picture_shows = text_of(r, xml, "picture");
	}
	if (xml_attr(xml, "choice") != NULL)
		answer.choice = (int)number_of(r, xml, "choice");
	read_hard(r, &answer, xml);
	review_add_answer(r->review, subject, &answer);
}

static bool
is_decision(const char *text)
{
	enum decision decision;

	return decision_lookup(text, &decision);
}

static const struct review_decision *
read_decision(struct reader *r, const struct xml_node *xml)
{
	struct review_decision *decision =
	    ARENA_NEW(r->arena, struct review_decision);
	const char *is = checked_attr(r, xml, "is", is_decision);

	if (is != NULL)
		decision_lookup(is, &decision->is);
	decision->by = checked_attr(r, xml, "by", review_is_code);
	decision->date = checked_attr(r, xml, "date", value_is_date);
	decision->reason = text_of(r, xml, "reason");
	decision->now = text_of(r, xml, "now");
	if (decision->is == DECISION_KEPT && decision->reason == NULL)
		mistake(r, xml->loc,
		    "a decision to keep the words that has "
		    "no <reason>%s",
		    "");
	return decision;
}

static void
read_subject(struct reader *r, const struct xml_node *xml)
{
	const struct xml_node *decision = xml_child(xml, "decision");
	const char *section = xml_attr(xml, "section");
	const char *words = text_of(r, xml, "words");
	struct review_subject like = {
	    .is_question = str_eq(xml->name, "question"),
	    .id = checked_attr(r, xml, "id", is_id_or_number),
	    .hash = checked_attr(r, xml, "hash", is_hash),
	    .section = section != NULL ? section : "",
	    .picture = xml_attr(xml, "picture"),
	    .words = words != NULL ? words : "",
	    .loc = xml->loc};
	struct review_subject *subject = review_add_subject(r->review, &like);

	for (const struct xml_node *a = xml_child(xml, "answer"); a != NULL;
	     a = xml_sibling(a, "answer"))
		read_answer(r, subject, a);
	if (decision != NULL)
		subject->decision = read_decision(r, decision);
}

static void
read_all(struct reader *r, const struct xml_node *root)
{
	for (const struct xml_node *x = root->first; x != NULL; x = x->next)
		if (str_eq(x->name, "reviewer"))
			read_visit(r, x);
		else if (x->name != NULL)
			read_subject(r, x);
}

struct review *
review_read(struct arena *arena, const char *path, struct diags *diags)
{
	struct xml_node *root = xml_read(arena, path, diags);
	struct diags found = {0};
	struct reader r = {.arena = arena, .diags = &found};

	if (root == NULL)
		return NULL;
	check_element(&r, root);
	if (found.n == 0) {
		r.review = review_new(arena, xml_attr(root, "publication"));
		read_all(&r, root);
	}
	if (found.n == 0)
		review_index(r.review);
	else
		r.review = NULL;
	diags_append(diags, &found);
	return r.review;
}
