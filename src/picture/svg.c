/*
 * SVG drawings, through librsvg. A drawing may hold shapes only: nothing
 * that runs, and nothing that reaches outside the file.
 */
#include "picture/drawable.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/bounds.h"
#include "base/job.h"
#include "base/str.h"

/* What a drawing must not hold, and how a person would call it. */
static const struct {
	const char *mark, *what;
} forbidden[] = {
    {"<script", "a script"},
    {":script", "a script"},
    {"javascript:", "a script"},
    {"<foreignobject", "a web page inside"},
    {":foreignobject", "a web page inside"},
    {"<!entity", "an entity"},
    {"<?xml-stylesheet", "a style sheet outside the file"},
    {"@import", "a style sheet outside the file"},
};

/* Skip what may stand between a mark and its value. */
static const char *
skip_quotes(const char *s)
{
	return s + strspn(s, " \t\r\n=\"'");
}

/* Does the mark ever point to something that is not in the file? */
static bool
points_outside(const char *svg, const char *mark)
{
	const char *s = svg;

	while ((s = strcasestr(s, mark)) != NULL) {
		s = skip_quotes(s + strlen(mark));
		if (*s != '#' && strncasecmp(s, "data:image/", 11) != 0)
			return true;
	}
	return false;
}

/* What is wrong with it, in words, or NULL. */
static const char *
find_forbidden(const struct buf *bytes)
{
	if (utf8_valid_prefix(bytes->data, bytes->len) != bytes->len ||
	    strlen(bytes->data) != bytes->len)
		return "text that is not UTF-8";
	for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
		if (strcasestr(bytes->data, forbidden[i].mark) != NULL)
			return forbidden[i].what;
	if (points_outside(bytes->data, "href=") ||
	    points_outside(bytes->data, "href =") ||
	    points_outside(bytes->data, "url("))
		return "a link to something outside the file";
	return NULL;
}

/* The colours of OpenMoji's palette that a picture can have instead of the
 * set's own: people are yellow there, their hair brown, crosses red. */
static const struct {
	const char *name, *colour;
} colours[] = {
    /* skin */
    {"light", "#fadcbc"},
    {"medium-light", "#debb90"},
    {"medium", "#c19a65"},
    {"medium-dark", "#a57939"},
    {"dark", "#6a462f"},
    /* hair */
    {"black", "#3f3f3f"},
    {"brown", "#6a462f"},
    {"grey", "#d0cfce"},
    {"fair", "#f1b31c"},
    /* clothes */
    {"blue", "#61b2e4"},
    {"navy", "#1e50a0"},
    {"red", "#ea5a47"},
    {"green", "#5c9e31"},
    {"orange", "#f4aa41"},
    {"purple", "#8967aa"},
    {"pink", "#e67a94"},
};

static const char *
find_colour(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
		if (strlen(colours[i].name) == len &&
		    memcmp(colours[i].name, name, len) == 0)
			return colours[i].colour;
	return NULL;
}

/*
 * Put the colours in turn where the old one stands; the last one goes on. A
 * colour is always seven bytes, so the text keeps its length. False if a name
 * is no colour of people.
 */
static bool
recolour(char *svg, const char *old, const char *names)
{
	const char *next = names;

	while ((svg = strcasestr(svg, old)) != NULL) {
		size_t len = strcspn(next, " ");
		const char *colour = find_colour(next, len);

		if (colour == NULL)
			return false;
		memcpy(svg, colour, strlen(old));
		svg += strlen(old);
		if (next[len] == ' ')
			next += len + 1;
	}
	return true;
}

static bool
recolour_all(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags)
{
	/* hair first: new skin may have the colour of old hair */
	const struct {
		const char *attr, *names, *old;
	} changes[] = {
	    {"hair", drawable->hair, "#a57939"},
	    {"colours", drawable->colours, "#fcea2b"},
	    {"red", drawable->red, "#ea5a47"},
	    {"red", drawable->red, "#d22f27"},
	};

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		if (changes[i].names != NULL &&
		    !recolour(bytes->data, changes[i].old, changes[i].names))
			return diag_add(diags, DIAG_XML_ATTRIBUTE_VALUE, loc,
			    changes[i].names, changes[i].attr);
	return true;
}

/* The natural size: width and height if it has them, else its viewBox. */
static void
set_size(struct drawable *drawable)
{
	gboolean has_width, has_height, has_box;
	RsvgLength width, height;
	RsvgRectangle box;
	double w, h;

	rsvg_handle_get_intrinsic_dimensions(drawable->svg, &has_width, &width,
	    &has_height, &height, &has_box, &box);
	drawable->width = drawable->height = FIELD;
	if (rsvg_handle_get_intrinsic_size_in_pixels(drawable->svg, &w, &h) &&
	    w > 0 && h > 0) {
		drawable->width = w;
		drawable->height = h;
	} else if (has_box && box.width > 0 && box.height > 0) {
		drawable->width = box.width;
		drawable->height = box.height;
	}
}

bool
svg_load(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags)
{
	const char *name = drawable->picture.file;
	const char *what = find_forbidden(bytes);
	GError *error = NULL;

	if (what != NULL)
		return diag_add(diags, DIAG_PICTURE_UNSAFE, loc, name, what);
	if (!recolour_all(drawable, bytes, loc, diags))
		return false;
	drawable->svg = rsvg_handle_new_from_data(
	    (const guint8 *)bytes->data, bytes->len, &error);
	if (drawable->svg == NULL) {
		diag_add(diags, DIAG_PICTURE_DAMAGED, loc, name, "SVG",
		    error->message);
		g_error_free(error);
		return false;
	}
	rsvg_handle_set_dpi(drawable->svg, 96);
	set_size(drawable);
	if (drawable->ink.width <= 0 && !ink_measure(drawable))
		return diag_add(diags, DIAG_PICTURE_EMPTY, loc, name);
	return true;
}

bool
svg_draw(struct drawable *drawable, cairo_t *cr)
{
	RsvgRectangle viewport = {0, 0, drawable->width, drawable->height};
	bool ok;

	if (!drawable_wake(drawable))
		return false;
	job_doing(drawable->picture.file, BOUND_PICTURE_SECONDS);
	ok = rsvg_handle_render_document(drawable->svg, cr, &viewport, NULL);
	job_doing(NULL, 0);
	return ok;
}
