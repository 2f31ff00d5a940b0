/*
 * The tree of a publication.
 *
 * read/ builds it, check/ looks at it, prepare/ makes a copy for one edition
 * in which words are cut into sentences. Nodes live in an arena and are never
 * freed singly. Every fact about a kind of node comes from kinds.def.
 */
#ifndef MODEL_NODE_H
#define MODEL_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

struct buf;
struct review;

enum kind {
#define KIND(name, element, class, children, must, once, attrs, required)      \
	KIND_##name,
#include "model/kinds.def"
#undef KIND
};
enum { KIND_COUNT = KIND_WAIVE + 1 };

enum attr_name {
#define ATTR(name, written, values) ATTR_##name,
#include "model/attrs.def"
#undef ATTR
};
enum { ATTR_COUNT = ATTR_UNTIL + 1 };

enum kind_class {
	CLASS_STRUCTURE,
	CLASS_WORDS,
	CLASS_INLINE,
	CLASS_DATA,
	CLASS_EMPTY,
};

typedef uint64_t kind_set; /* bit n = kind n */
typedef uint32_t attr_set;

struct kind_info {
	const char *element;
	enum kind_class class;
	kind_set children, must, once;
	attr_set attributes, required;
};

const struct kind_info *kind_info(enum kind kind);
/* The kind of an element name; false if there is none. */
bool kind_lookup(const char *element, enum kind *kind);
bool kind_in(kind_set set, enum kind kind);
const char *attr_written(enum attr_name name);
const char *attr_values(enum attr_name name);
bool attr_lookup(const char *written, enum attr_name *name);
/* All element names, for "did you mean". *n of them. */
const char *const *kind_elements(size_t *n);

enum wording {
	WORDING_ANY, /* in every edition */
	WORDING_EASY_READ,
	WORDING_STANDARD,
};

/* Where a node of a prepared tree comes from. */
enum origin {
	ORIGIN_SOURCE,
	ORIGIN_WORDS,   /* what the hard words mean */
	ORIGIN_CONTACT, /* other formats and contact */
	ORIGIN_CREDITS, /* pictures and who checked it */
};

struct attr {
	enum attr_name name;
	const char *value;
	struct loc loc;
	struct attr *next;
};

/* How a run of words inside a sentence is marked. */
enum {
	SPAN_HARD = 1, /* a hard word: bold at its first use (ERL-25) */
	SPAN_STRONG = 2,
	SPAN_ABBR = 4,
	SPAN_PHONE = 8, /* recognised or marked; never broken (ERW-21) */
	SPAN_EMAIL = 16,
	SPAN_WEB = 32,
};

/* A run of a sentence with the same marks; they follow one another without
 * gaps and together are the sentence. */
struct span {
	size_t start, len; /* bytes of sentence->text */
	unsigned marks;
	const char *lang; /* NULL = the sentence's */
	const char *href; /* NULL = no link; "#id" stays inside */
	const char *word; /* NULL, or the id of the entry of <words> that
	                     explains it */
	const char *say;  /* NULL, or what the voice says instead of all
	                     neighbouring spans with this same pointer */
};

/* The unit of everything: docs/tour.md. */
struct sentence {
	const char *id;   /* stable: section id, hash of the words, count */
	const char *text; /* NFC, white space collapsed, no line ends */
	size_t len;       /* bytes */
	const char *lang; /* BCP 47 */
	struct span *spans;
	size_t nspans;     /* at least 1 */
	struct node *node; /* the words it stands in */
	struct loc loc;
};

struct node {
	enum kind kind;
	struct node *parent, *first, *last, *prev, *next;
	/* of a prepared tree: the node of the publication it was made from;
	 * NULL = the program made it */
	const struct node *source;
	struct attr *attrs;
	const char *text;     /* KIND_TEXT and CLASS_DATA: the characters */
	const char *lang;     /* in force here; never NULL */
	enum wording wording; /* in force here */
	enum origin origin;
	struct loc loc;
	/* set by prepare/ on CLASS_WORDS */
	struct sentence *sentences;
	size_t nsentences;
	/* set by prepare/ on KIND_SECTION: 1 = top */
	int level;
};

struct node *node_new(struct arena *arena, enum kind kind, struct loc loc);
void node_append(struct node *parent, struct node *child);
void node_remove(struct node *node); /* from its parent */
/* The attribute's value, or NULL. Borrowed. */
const char *node_attr(const struct node *node, enum attr_name name);
const struct attr *node_attr_entry(
    const struct node *node, enum attr_name name);
void node_set_attr(struct arena *arena, struct node *node, enum attr_name name,
    const char *value, struct loc loc);
/* The first child of that kind, or NULL. */
struct node *node_child(const struct node *node, enum kind kind);
/* The next node in document order below top, or NULL at the end. */
struct node *node_next(const struct node *node, const struct node *top);
/* The same, leaving out everything below node. */
struct node *node_skip(const struct node *node, const struct node *top);

/* All characters below node (KIND_TEXT, or its own), in arena; "" for NULL. */
const char *node_text(struct arena *arena, const struct node *node);

/* The tree as text with places, for tests. */
void node_dump(const struct node *top, struct buf *out);

struct sources; /* base/source.h */

/* A publication as it was read. */
struct publication {
	struct arena *arena;
	const char *path;   /* of the main file */
	const char *folder; /* its folder; pictures and includes are below it */
	const char *id;
	struct node *root;           /* KIND_PUBLICATION */
	struct node *about;          /* never NULL once read without errors */
	struct node *words;          /* NULL if there are none */
	const struct review *review; /* model/review.h; NULL: none was made */
	struct sources *files;       /* it and what it includes, as read */
};

#endif
