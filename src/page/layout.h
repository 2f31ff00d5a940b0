/*
 * Laying out: what the files of page/ share while pages are made.
 *
 * Blocks of the document become rows: things that stand side by side and are
 * never parted (a picture and its words). Rows wait in a queue while they
 * must keep with the next one, then go onto a page. Words long enough to go
 * over a page are the one kind of row that may be split, between lines.
 */
#ifndef PAGE_LAYOUT_H
#define PAGE_LAYOUT_H

#include <glib.h>

#include "page/page.h"
#include "page/shape.h"

/* Words with the structure elements they belong to. */
struct words {
	struct paragraph paragraph;
	double width; /* pt, of their column */
	int *elems;   /* one a fragment, all four */
	struct color *colors;
	const char **hrefs;    /* NULL = no link */
	const char **contents; /* descriptions of links */
};

enum part_kind {
	PART_WORDS,
	PART_PICTURE,
	PART_SHAPE,
};

/* Something on a row. */
struct part {
	enum part_kind kind;
	double x; /* pt from the page's left edge */
	double y; /* pt from the row's top */
	double width, height;
	enum artifact artifact;
	int elem; /* of a picture */
	const struct words *words;
	const struct picture *picture;
	struct shape shape;
};

/* A panel behind rows that follow one another: a tint, a bar at its side. */
struct frame {
	double x, width;
	bool tinted;
	struct color tint;
	double bar; /* pt; 0 = none */
	struct color bar_color;
	double radius;
};

enum { ROW_PARTS = 16 };

struct row {
	double gap; /* pt of white above; none at the top of a page */
	double height;
	bool keep_next;
	bool is_spacer; /* white only: the next row needs no gap */
	bool is_heading;
	struct part parts[ROW_PARTS];
	size_t nparts;
	bool may_split; /* its one part is words */
	const struct frame *frame;
	const struct row *repeat; /* placed again above it on a new page */
	struct loc loc;
};

/* Where blocks stand: a column of words, and one of pictures beside it. */
struct column {
	double x, width;
	double picture_x, picture_width; /* width 0 = no pictures */
	const struct frame *frame;
};

struct layout {
	struct arena *arena;
	const struct document *doc;
	const struct style *style;
	struct catalogue *pictures;
	struct fonts *fonts;
	struct diags *diags;
	struct pages *pages;
	double left, right, top, bottom; /* pt, of the words on a page */
	bool mirrored; /* the publication reads from right to left */
	struct column column;
	int page; /* being filled; -1 = none yet */
	double y;
	bool at_top; /* nothing stands on the page yet */
	struct row *queue;
	size_t nqueue, queue_cap;
	int holding; /* > 0: the queue waits for rows_release() */
	/* the frame being filled, and where it starts */
	const struct frame *frame;
	size_t frame_index;
	double frame_top;
	GHashTable *targets;  /* id → element number + 1 */
	GArray *inside_links; /* struct inside_link, resolved at the end */
	/* the cover: its element, where the notes above its badge end */
	int cover;
	double notes_bottom;
	bool failed;
};

/* A link to an id that may stand further on. */
struct inside_link {
	size_t link;
	const char *id;
};

/* tree.c: adding to struct pages */
int tree_elem(struct layout *l, enum role role, int parent);
int tree_box(struct layout *l, struct box box);
int tree_page(struct layout *l);
/* Place a box; first_content is noted on the element. at is the index in the
 * page's placements, or SIZE_MAX for the end. */
void tree_place(
    struct layout *l, int page, struct placement placement, size_t at);
void tree_outline(struct layout *l, int level, const char *title, int elem);
void tree_target(struct layout *l, const char *id, int elem);
size_t tree_link(struct layout *l, struct page_link link);
void tree_resolve_links(struct layout *l);
/* Move the pages from first on to stand behind page 0. */
void tree_move_pages(struct layout *l, int first);

/* words.c: sentences → words */
struct words_style {
	double size, line_height, width;
	bool bold;
	bool pause_breaks;
	struct color color;
};
struct words_style words_body(const struct layout *l, double width);
/* The words of a node under an element of role (made below parent). With
 * several sentences each becomes a Span. NULL after a message. *elem_out may
 * be NULL. */
const struct words *words_of_node(struct layout *l, const struct node *node,
    enum role role, int parent, const struct words_style *style, int *elem_out);
/* Plain words that are no sentence of the publication; elem may be NO_ELEM
 * for an artifact. */
const struct words *words_of_text(struct layout *l, const char *text, int elem,
    const struct words_style *style);
/* The address of a link as words of their own, NULL if there is none to show.
 */
const struct words *words_of_address(struct layout *l,
    const struct sentence *sentence, const struct span *span, int parent,
    const struct words_style *style);
/* Put words on a page; artifact says what they are if not real content. */
void words_place(struct layout *l, const struct words *words, int page,
    double x, double y, enum artifact artifact);
/* The same with the left edge of their ink at x, whatever their direction. */
void words_place_ink(struct layout *l, const struct words *words, int page,
    double x, double y, enum artifact artifact);
/* Some lines of words, as words of their own. */
const struct words *words_slice(struct layout *l, const struct words *words,
    size_t from_line, size_t to_line);

/* rows.c: rows → pages */
void rows_add(struct layout *l, const struct row *row);
void rows_flush(struct layout *l);
void rows_new_page(struct layout *l); /* flushes first */
void rows_end(struct layout *l);      /* after the last block */
void rows_part(struct row *row, struct part part);
/* A part with words; makes the row at least as tall. */
void rows_words(struct row *row, const struct words *words, double x, double y);
/* A picture as large as box allows, at its top, centred; elem NO_ELEM makes it
 * an artifact. */
void rows_picture(
    struct row *row, const struct picture *picture, struct rect box, int elem);
/* Rows added between these two stay on one page if they fit on one. */
size_t rows_hold(struct layout *l);
void rows_release(struct layout *l, size_t first);
/* End the outermost rows_hold(): as few pages as can be, filled evenly, so
 * that the last is not left with a lonely row. */
void rows_release_evenly(struct layout *l);

/* blocks.c, figure.c, table.c */
void blocks_section(struct layout *l, const struct node *section, int parent);
/* A row in the column for a node. */
struct row row_for(const struct layout *l, const struct node *node, double gap);
void table_lay_out(struct layout *l, const struct node *table, int parent);

/* cover.c, contents.c, furniture.c: what stands round the document */
void cover_lay_out(struct layout *l);
void cover_notes(struct layout *l); /* once the number of pages is known */
void contents_lay_out(struct layout *l);
void furniture_add(struct layout *l);

#endif
