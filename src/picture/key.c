/*
 * Keys: the hash of all that decides how a picture looks. What was made of it
 * is found again by its key, so a key has to change when anything does.
 */
#include <stdio.h>
#include <string.h>

#include "picture/drawable.h"

static void
describe_text(struct buf *out, const char *name, const char *value)
{
	if (value != NULL)
		buf_printf(out, "%s=%s\n", name, value);
}

/* May the drawing look different with other fonts, or in another country? */
static bool
depends_on_machine(const struct buf *bytes)
{
	static const char *const marks[] = {"<text", ":text", "systemlanguage"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strcasestr(buf_str(bytes), marks[i]) != NULL)
			return true;
	return false;
}

void
drawable_key_file(struct drawable *drawable, const struct buf *bytes)
{
	const struct ink *ink = &drawable->ink;
	char hex[HASH_HEX + 1];
	struct buf text = {0};

	drawable->key[0] = '\0';
	if (drawable->picture.format == PICTURE_SVG &&
	    depends_on_machine(bytes))
		return;
	buf_puts(&text, drawable->desk->makers);
	describe_text(&text, "colours", drawable->colours);
	describe_text(&text, "hair", drawable->hair);
	describe_text(&text, "red", drawable->red);
	buf_printf(&text, "symbol %d, ink %a %a %a %a %a\n",
	    drawable->is_symbol, ink->x, ink->y, ink->width, ink->height,
	    ink->heavy);
	hash_hex(hex, bytes->data, bytes->len);
	buf_puts(&text, hex);
	ready_key(drawable->key, "file", text.data, text.len);
	buf_release(&text);
}

void
drawable_key_composed(struct drawable *drawable)
{
	struct buf text = {0};

	drawable->key[0] = '\0';
	buf_puts(&text, drawable->desk->makers);
	buf_printf(&text, "symbol %d\n", drawable->is_symbol);
	for (size_t i = 0; i < drawable->nparts; i++) {
		const struct part *part = &drawable->parts[i];

		if (part->drawable->key[0] == '\0') {
			buf_release(&text);
			return;
		}
		buf_printf(&text, "%s %a %a %a flip %d disc %d\n",
		    part->drawable->key, part->x, part->y, part->size,
		    part->flip, part->disc);
	}
	ready_key(drawable->key, "composition", text.data, text.len);
	buf_release(&text);
}

void
drawable_key_for(const struct drawable *drawable, char key[READY_KEY + 1],
    const char *what, double width, double height)
{
	const double size[2] = {width, height};
	char name[64];

	key[0] = '\0';
	if (drawable->key[0] == '\0')
		return;
	snprintf(name, sizeof name, "%s %s", what, drawable->key);
	ready_key(key, name, size, sizeof size);
}
