/*
 * Pages as data: what page/ lays out and write/pdf/ paints.
 *
 * Nothing here is drawn and nothing knows PDF syntax. There are boxes (a
 * fragment of text, a picture, a shape), placements of boxes on pages, and
 * the structure tree they belong to. One box may be placed many times.
 * All positions are in pt from the top left corner of the page, y down.
 * Order matters: the placements of a page stand in content-stream order
 * (header artifacts, body in reading order, footer artifacts). The kids of an
 * element, child elements and its own marked content alike, are ordered by
 * where their first content stands: page, then place in that page's content
 * stream. The order in which elements were made says nothing.
 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "picture/picture.h"
#include "prepare/document.h"
#include "style/style.h"

enum role {
#define ROLE(name, written, old) ROLE_##name,
#include "page/roles.def"
#undef ROLE
};

enum box_kind {
	BOX_TEXT,    /* glyph runs: see page/shape.h */
	BOX_PICTURE, /* a picture of the catalogue */
	BOX_SHAPE,   /* a filled or outlined rectangle */
};

struct text_fragment; /* page/shape.h */

struct shape {
	bool filled, stroked;
	struct color fill, stroke;
	double line_width; /* pt; the stroke lies inside the box */
	double radius;     /* of the corners, pt */
	double dash;       /* pt; 0 = solid */
};

struct box {
	enum box_kind kind;
	double width, height; /* pt, > 0 */
	const struct text_fragment *text;
	const struct picture *picture;
	struct shape shape;
};

enum artifact {
	ARTIFACT_NONE, /* real content */
	ARTIFACT_HEADER,
	ARTIFACT_FOOTER,
	ARTIFACT_LAYOUT, /* rules, backgrounds, decorative pictures */
};

enum { NO_ELEM = -1 };

struct placement {
	int box;
	double x, y; /* of the box's top left corner */
	enum artifact artifact;
	int elem; /* real content belongs to it; else NO_ELEM */
};

struct rect {
	double x, y, width, height;
};

enum scope {
	SCOPE_NONE,
	SCOPE_COLUMN,
	SCOPE_ROW,
	SCOPE_BOTH,
};
enum numbering {
	NUMBERING_NONE, /* no attribute */
	NUMBERING_DISC,
	NUMBERING_DECIMAL,
};

/* One structure element. Its content is found through placements and links
 * that name it, its children through parent; see above for their order. */
struct elem {
	enum role role;
	int parent;               /* NO_ELEM for the Document */
	const char *id;           /* sentence id, or NULL */
	const char *lang;         /* NULL = its parent's */
	const char *alt;          /* of a Figure */
	enum scope scope;         /* of a TH */
	enum numbering numbering; /* of an L */
	int ref;                  /* TOCI → its heading; else NO_ELEM */
	/* where its content starts; page is -1 while it has none */
	int page;
	double top;
};

struct page_link {
	int elem; /* the Link element */
	int page;
	const struct rect *rects; /* one for each line it stands on */
	size_t nrects;
	const char *uri;      /* or NULL */
	int target;           /* an element, if uri is NULL */
	const char *contents; /* description for assistive technology */
};

struct outline_entry {
	int level; /* 1 = top */
	const char *title;
	int elem;
};

struct page {
	double width, height;
	const char *label; /* printed number: "1" */
	struct placement *placements;
	size_t nplacements, cap;
};

struct pages {
	struct arena *arena;
	const struct document *document;
	struct box *boxes;
	size_t nboxes, boxes_cap;
	struct elem *elems; /* [0] is the Document */
	size_t nelems, elems_cap;
	struct page *pages;
	size_t npages, pages_cap;
	struct page_link *links;
	size_t nlinks, links_cap;
	struct outline_entry *outline;
	size_t noutline, outline_cap;
};

/* The fonts of one process; page/shape.h. */
struct fonts;

/*
 * Lay the document out. NULL after messages (no such font, a character no
 * font has, an item taller than a page). pages_free() frees the result and
 * the glyphs it holds.
 */
struct pages *pages_layout(const struct document *document,
    struct catalogue *pictures, struct fonts *fonts, struct diags *diags);
void pages_free(struct pages *pages);

/* The pages as text: structure, boxes, positions; for tests. */
void pages_dump(const struct pages *pages, struct buf *out);

const char *role_written(enum role role);
bool role_is_old(enum role role); /* needs the PDF 1.7 namespace in 2.0 */

#endif
