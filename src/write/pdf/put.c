/* Writing PDF values. */
#include "write/pdf/put.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

#include "base/str.h"

void
put_number(struct buf *out, double value)
{
	char text[32];
	long long n = llround(value * 1000);
	size_t i = sizeof text;
	int decimals = 3;
	bool negative = n < 0;

	assert(fabs(value) < 1e12);
	if (negative)
		n = -n;
	for (; decimals > 0 && n % 10 == 0; decimals--)
		n /= 10;
	do {
		text[--i] = (char)('0' + n % 10);
		n /= 10;
		if (--decimals == 0)
			text[--i] = '.';
	} while (n > 0 || decimals > 0);
	if (negative)
		text[--i] = '-';
	buf_add(out, text + i, sizeof text - i);
}

void
put_numbers(struct buf *out, const double *values, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		put_number(out, values[i]);
		buf_putc(out, ' ');
	}
}

void
put_ref(struct buf *out, long number)
{
	assert(number > 0);
	buf_putc(out, ' ');
	put_number(out, (double)number);
	buf_puts(out, " 0 R");
}

void
put_bytes(struct buf *out, const char *bytes)
{
	buf_putc(out, '(');
	for (const char *p = bytes; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (c == '(' || c == ')' || c == '\\')
			buf_putc(out, '\\');
		if (c < 0x20 || c > 0x7E)
			buf_printf(out, "\\%03o", c);
		else
			buf_putc(out, *p);
	}
	buf_putc(out, ')');
}

void
put_utf16(struct buf *out, unsigned code_point)
{
	if (code_point >= 0x10000) {
		code_point -= 0x10000;
		buf_printf(out, "%04X", 0xD800 + (code_point >> 10));
		code_point = 0xDC00 + (code_point & 0x3FF);
	}
	buf_printf(out, "%04X", code_point);
}

void
put_text(struct buf *out, const char *utf8)
{
	const char *p = utf8;

	while (*p >= 0x20 && *p < 0x7F)
		p++;
	if (*p == '\0') {
		put_bytes(out, utf8);
		return;
	}
	buf_puts(out, "<FEFF");
	for (p = utf8; *p != '\0';)
		put_utf16(out, utf8_next(&p));
	buf_putc(out, '>');
}

void
put_uri(struct buf *out, const char *uri)
{
	struct buf ascii = {0};

	for (const char *p = uri; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (c <= 0x20 || c > 0x7E)
			buf_printf(&ascii, "%%%02X", c);
		else
			buf_putc(&ascii, *p);
	}
	put_bytes(out, buf_str(&ascii));
	buf_release(&ascii);
}

/* A rectangle x to X, y to Y with round corners. */
static void
put_rounded(struct buf *out, double x, double y, double X, double Y, double r)
{
	const double k = r * 0.44771525; /* 1 - the circle's control point */

	PUT_NUMBERS(out, x + r, y);
	buf_puts(out, "m ");
	PUT_NUMBERS(out, X - r, y);
	buf_puts(out, "l ");
	PUT_NUMBERS(out, X - k, y, X, y + k, X, y + r);
	buf_puts(out, "c ");
	PUT_NUMBERS(out, X, Y - r);
	buf_puts(out, "l ");
	PUT_NUMBERS(out, X, Y - k, X - k, Y, X - r, Y);
	buf_puts(out, "c ");
	PUT_NUMBERS(out, x + r, Y);
	buf_puts(out, "l ");
	PUT_NUMBERS(out, x + k, Y, x, Y - k, x, Y - r);
	buf_puts(out, "c ");
	PUT_NUMBERS(out, x, y + r);
	buf_puts(out, "l ");
	PUT_NUMBERS(out, x, y + k, x + k, y, x + r, y);
	buf_puts(out, "c h ");
}

static void
put_pens(struct buf *out, const struct shape *shape)
{
	if (shape->filled) {
		PUT_NUMBERS(out, shape->fill.r, shape->fill.g, shape->fill.b);
		buf_puts(out, "rg ");
	}
	if (!shape->stroked)
		return;
	PUT_NUMBERS(out, shape->stroke.r, shape->stroke.g, shape->stroke.b);
	buf_puts(out, "RG ");
	put_number(out, shape->line_width);
	buf_puts(out, " w ");
	if (shape->dash > 0) {
		buf_putc(out, '[');
		put_number(out, shape->dash);
		buf_puts(out, "] 0 d ");
	}
}

void
put_shape(struct buf *out, const struct box *box)
{
	/* by filled, stroked */
	static const char *const paint[2][2] = {{"n", "S"}, {"f", "B"}};
	const struct shape *shape = &box->shape;
	double inset = shape->stroked ? shape->line_width / 2 : 0;
	double w = box->width - inset, h = box->height - inset;
	double radius =
	    fmin(shape->radius - inset, fmin(w - inset, h - inset) / 2);

	put_pens(out, shape);
	if (radius > 0) {
		put_rounded(out, inset, inset, w, h, radius);
	} else {
		PUT_NUMBERS(out, inset, inset, w - inset, h - inset);
		buf_puts(out, "re ");
	}
	buf_puts(out, paint[shape->filled][shape->stroked]);
	buf_putc(out, '\n');
}
