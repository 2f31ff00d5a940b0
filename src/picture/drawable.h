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
#include "base/clerk.h"
#include "picture/picture.h"
#include "picture/ready.h"

enum {
	FIELD = 72, /* width and height that compositions are drawn on */
	SVG_MAX_BYTES = BOUND_SVG_MB << 20,
	RASTER_MAX_BYTES = BOUND_PICTURE_MB << 20,
	RASTER_MAX_PIXELS = BOUND_PIXELS_MILLION * 1000 * 1000,
};

/* Where the drawings of a catalogue come from. */
struct desk {
	struct ready *ready; /* where they may be, or NULL */
	char *cache;         /* a folder where they may be, or NULL */
	char *makers;        /* makers.h; NULL = not yet learnt */
	struct clerk *clerk; /* who makes them (decoder.h); NULL = this process,
	                        which is the clerk itself */
	const struct clerk *self; /* in the clerk: itself */
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
	enum { LOAD_TODO, LOAD_BUSY, LOAD_DONE } state;
	const char *root; /* folder that file must be inside of */
	bool is_symbol;   /* fills a square evenly; else it keeps its ratio */
	const char *colours, *hair, *red; /* colours to put in, or NULL */
	const char *number;   /* to write on the first part, or NULL */
	double number_box[4]; /* room for a number: x, y, width, height */
	struct part *parts;
	size_t nparts;

	const struct known *known; /* of its file (known.h), or NULL */
	const struct desk *desk;   /* once it is being loaded */
	bool is_lost;              /* to decode it ended the decoder */
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
/* What kind of file it is, by its first bytes; PICTURE_COMPOSED = none. */
enum picture_format decode_format(const struct buf *bytes);
/* Any kind. The bytes may be taken over. One that crashes or hangs its decoder
 * is named. */
bool decode_file(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags);
/* Not a folder, and not a pipe that would never end. */
bool decode_is_plain(const char *path);

/* The digits of its number become parts, in the room its first part has. */
void compose_number(struct arena *arena, struct drawable *drawable,
    struct drawable *const *digits, size_t n);
/* All parts are loaded: set its size and its ink. */
void compose_finish(struct drawable *drawable);

/* Draw at natural size, from 0,0. */
bool svg_draw(struct drawable *drawable, cairo_t *cr);
bool raster_draw(struct drawable *drawable, cairo_t *cr);
bool compose_draw(struct drawable *drawable, cairo_t *cr);

/* Any kind, at natural size. */
bool drawable_draw(struct drawable *drawable, cairo_t *cr);
/* Its ink fitted into the box, centred, filling this part of it. */
bool drawable_draw_ink(
    struct drawable *drawable, cairo_t *cr, const double box[4], double fill);
/* The same as a page sees it, keeping its ratio, centred in 0,0,width,height:
 * symbols of the catalogue fill it to one optical size. A JPEG keeps its bytes
 * in a PDF. */
bool picture_draw(
    const struct picture *picture, cairo_t *cr, double width, double height);
/* picture_form() and picture_export(), made in this process. */
bool form_draw(
    struct drawable *drawable, double width, double height, struct buf *out);
bool export_draw(
    struct drawable *drawable, double width, double height, struct buf *out);
/* What picture_export() makes: its kind, its width and height. */
void export_size(const struct drawable *drawable, enum picture_format *format,
    double size[2]);
/* Let go of what was decoded. */
void drawable_release(struct drawable *drawable);

/* Read the file of a picture whose sizes were found, before it is drawn. */
bool drawable_wake(struct drawable *drawable);

/* Set the key of a picture with these bytes, or of a composition whose parts
 * are loaded. A drawing with words in it has none: they depend on fonts. */
void drawable_key_file(struct drawable *drawable, const struct buf *bytes);
void drawable_key_composed(struct drawable *drawable);
/* Sizes as bytes; false if they are none that can be. */
void sizes_put(const struct drawable *drawable, struct buf *out);
bool sizes_take(struct drawable *drawable, const struct buf *in);
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

#endif
