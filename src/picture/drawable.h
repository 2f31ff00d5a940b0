/*
 * What stands behind a picture: the module's own view of it. Only
 * src/picture includes this file.
 */
#ifndef PICTURE_DRAWABLE_H
#define PICTURE_DRAWABLE_H

#include <cairo.h>
#include <librsvg/rsvg.h>

#include "base/arena.h"
#include "base/bounds.h"
#include "base/buf.h"
#include "picture/picture.h"
#include "picture/ready.h"

enum {
	FIELD = 72, /* width and height that compositions are drawn on */
	SVG_MAX_BYTES = BOUND_SVG_MB << 20,
	RASTER_MAX_BYTES = BOUND_PICTURE_MB << 20,
	RASTER_MAX_PIXELS = BOUND_PIXELS_MILLION * 1000 * 1000,
};

/* A picture placed on the field of a composition. */
struct part {
	const char *name;
	struct loc loc;
	double x, y, size;         /* square that its ink is fitted into */
	bool flip;                 /* mirrored, left to right */
	bool disc;                 /* on a white disc, so that it stands out */
	struct drawable *drawable; /* set once loaded */
};

/* Where a drawing has ink, in its own units. */
struct ink {
	double x, y, width, height; /* width 0: not known */
	double heavy; /* 0 to 1: how full and dark the square around it is */
};

struct drawable {
	struct picture picture; /* first: a picture is cast to this */
	struct loc loc;         /* its entry, or where it was asked for */
	enum { LOAD_TODO, LOAD_BUSY, LOAD_DONE, LOAD_FAILED } state;
	const char *root; /* folder that file must be inside of */
	bool is_symbol;   /* fills a square evenly; else it keeps its ratio */
	const char *colours, *hair, *red; /* colours to put in, or NULL */
	const char *number;   /* to write on the first part, or NULL */
	double number_box[4]; /* room for a number: x, y, width, height */
	struct part *parts;
	size_t nparts;

	const struct ready *ready; /* where its drawings may be, or NULL */
	const char *cache;         /* a folder where they may be, or NULL */
	char key[READY_KEY + 1];   /* of all that decides how it looks; "" =
	                              not known */
	RsvgHandle *svg;           /* NULL: read when it is drawn */
	cairo_surface_t *surface;  /* of PNG and JPEG */
	int orientation;           /* of a JPEG: Exif, 1 to 8 */
	double width, height;      /* natural size, of what is drawn */
	struct ink ink;
};

/* Each fills what its kind needs; false after a message at loc. */
bool svg_load(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags);
bool png_load(struct drawable *drawable, const struct buf *bytes,
    struct loc loc, struct diags *diags);
/* Takes the bytes over: they go into the PDF as they are. */
bool jpeg_load(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags);
/* All parts are loaded; a number becomes parts. */
bool compose_load(struct catalogue *catalogue, struct drawable *drawable,
    struct loc loc, struct diags *diags);

/* Draw at natural size, from 0,0. */
bool svg_draw(struct drawable *drawable, cairo_t *cr);
bool raster_draw(struct drawable *drawable, cairo_t *cr);
bool compose_draw(struct drawable *drawable, cairo_t *cr);

/* Any kind, at natural size. */
bool drawable_draw(struct drawable *drawable, cairo_t *cr);
/* Its ink fitted into the box, centred, filling this part of it. */
bool drawable_draw_ink(
    struct drawable *drawable, cairo_t *cr, const double box[4], double fill);
void drawable_release(struct drawable *drawable);

/* Read the file of a picture whose sizes were found, before it is drawn. */
bool drawable_wake(struct drawable *drawable);

/* Set the key of a picture with these bytes, or of a composition whose parts
 * are loaded. A drawing with words in it has none: they depend on fonts. */
void drawable_key_file(struct drawable *drawable, const struct buf *bytes);
void drawable_key_composed(struct drawable *drawable);
/* Its sizes, if they were kept: then the file need not be decoded. */
bool drawable_find_sizes(struct drawable *drawable);
void drawable_keep_sizes(const struct drawable *drawable);
/* What was made of it before, into out, which is empty. */
bool drawable_find(
    const struct drawable *drawable, const char *key, struct buf *out);
void drawable_keep(
    const struct drawable *drawable, const char *key, const struct buf *made);
/* The key for something made of it; "" if the drawable has none. */
void drawable_key_for(const struct drawable *drawable, char key[READY_KEY + 1],
    const char *what, double width, double height);

/* Find out by drawing it small. False if it draws nothing. */
bool ink_measure(struct drawable *drawable);
/* Part of a box that it should fill, so that big dark shapes and thin ones
 * look equally large: 0.84 to 1. */
double ink_fill(const struct ink *ink);

/* The loaded drawable of that name, or NULL after a message. */
struct drawable *catalogue_load(struct catalogue *catalogue, const char *name,
    struct loc loc, struct diags *diags);
struct arena *catalogue_arena(struct catalogue *catalogue);
const char *catalogue_ready_path(const struct catalogue *catalogue);

#endif
