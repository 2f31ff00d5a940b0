/*
 * Pictures made of pictures: each part's ink is fitted into its square on a
 * field of 72 by 72, in the order written.
 */
#include <math.h>
#include <string.h>

#include "picture/drawable.h"

static const double white_disc = 0.56; /* radius, of the part's size */

/* Width that the digits need at that height, a gap after each but the last;
 * their parts are set if parts is not NULL. */
static double
place_digits(
    struct part *parts, struct drawable *const *digits, size_t n, double height)
{
	double x = 0, gap = height * 0.14;

	for (size_t i = 0; i < n; i++) {
		const struct ink *ink = &digits[i]->ink;
		double width = height * ink->width / ink->height;

		if (parts != NULL)
			parts[i] =
			    (struct part){.name = digits[i]->picture.name,
			        /* the square is centred on the digit */
			        .x = x + width / 2 - height / 2,
			        .size = height,
			        .drawable = digits[i]};
		x += width + gap;
	}
	return x - gap;
}

void
compose_number(struct arena *arena, struct drawable *drawable,
    struct drawable *const *digits, size_t n)
{
	const double *box = drawable->parts[0].drawable->number_box;
	struct part *parts =
	    ARENA_ARRAY(arena, struct part, drawable->nparts + n);
	double height, width;

	height = fmin(
	    box[3], box[3] * box[2] / place_digits(NULL, digits, n, box[3]));
	memcpy(parts, drawable->parts, drawable->nparts * sizeof *parts);
	width = place_digits(parts + drawable->nparts, digits, n, height);
	for (size_t i = 0; i < n; i++) {
		struct part *part = &parts[drawable->nparts + i];

		part->x += box[0] + (box[2] - width) / 2;
		part->y = box[1] + (box[3] - height) / 2;
	}
	drawable->parts = parts;
	drawable->nparts += n;
}

/* The ink of a part is fitted into its square, centred. */
static void
add_ink(struct ink *sum, const struct part *part, double *right, double *bottom)
{
	const struct ink *ink = &part->drawable->ink;
	double scale = part->size / fmax(ink->width, ink->height);
	double width = ink->width * scale, height = ink->height * scale;
	double x = part->x + (part->size - width) / 2;
	double y = part->y + (part->size - height) / 2;

	sum->x = fmin(sum->x, x);
	sum->y = fmin(sum->y, y);
	*right = fmax(*right, x + width);
	*bottom = fmax(*bottom, y + height);
	sum->heavy += ink->heavy * part->size * part->size;
}

static void
sum_ink(struct drawable *drawable)
{
	struct ink sum = {.x = 3 * FIELD, .y = 3 * FIELD};
	double right = -FIELD, bottom = -FIELD, side;

	for (size_t i = 0; i < drawable->nparts; i++)
		add_ink(&sum, &drawable->parts[i], &right, &bottom);
	sum.width = right - sum.x;
	sum.height = bottom - sum.y;
	side = fmax(sum.width, sum.height);
	sum.heavy = fmin(1, sum.heavy / (side * side));
	drawable->ink = sum;
}

void
compose_finish(struct drawable *drawable)
{
	drawable->width = drawable->height = FIELD;
	sum_ink(drawable);
}

static bool
draw_part(const struct part *part, cairo_t *cr)
{
	const double box[4] = {part->x, part->y, part->size, part->size};
	bool ok;

	cairo_save(cr);
	if (part->disc) {
		cairo_arc(cr, part->x + part->size / 2,
		    part->y + part->size / 2, part->size * white_disc, 0,
		    2 * M_PI);
		cairo_set_source_rgb(cr, 1, 1, 1);
		cairo_fill(cr);
	}
	if (part->flip) {
		cairo_translate(cr, 2 * part->x + part->size, 0);
		cairo_scale(cr, -1, 1);
	}
	ok = drawable_draw_ink(part->drawable, cr, box, 1);
	cairo_restore(cr);
	return ok;
}

bool
compose_draw(struct drawable *drawable, cairo_t *cr)
{
	bool ok = true;

	for (size_t i = 0; i < drawable->nparts; i++)
		ok = draw_part(&drawable->parts[i], cr) && ok;
	return ok;
}
