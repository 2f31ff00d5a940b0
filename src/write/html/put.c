/* Escaping for every place of a page. */
#include "write/html/put.h"

#include <glib.h>
#include <string.h>

#include "base/str.h"
#include "style/tokens.h"

enum { PT_PER_REM = 12 }; /* 16 px of CSS */

void
html_put_text_n(struct buf *out, const char *text, size_t len)
{
	for (const char *p = text; p < text + len; p++)
		switch (*p) {
		case '&':
			buf_puts(out, "&amp;");
			break;
		case '<':
			buf_puts(out, "&lt;");
			break;
		case '>':
			buf_puts(out, "&gt;");
			break;
		case '"':
			buf_puts(out, "&quot;");
			break;
		case '\'':
			buf_puts(out, "&#39;");
			break;
		default:
			buf_putc(out, *p);
		}
}

void
html_put_text(struct buf *out, const char *text)
{
	html_put_text_n(out, text, strlen(text));
}

void
html_put_attr(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(out, " %s=\"", name);
	html_put_text(out, value);
	buf_putc(out, '"');
}

/* What an address cannot hold as it is becomes %XX; what is written so
 * already stays. */
static const char *
encode_address(struct arena *arena, const char *href)
{
	static const char plain[] = "-._~!$&'()*+,;=:@/?#[]%";
	struct buf out = {0};
	const char *result;

	for (const char *p = href; *p != '\0'; p++)
		if (g_ascii_isalnum(*p) || strchr(plain, *p) != NULL)
			buf_putc(&out, *p);
		else
			buf_printf(&out, "%%%02X", (unsigned char)*p);
	result = arena_strdup(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

const char *
html_address(struct arena *arena, const char *href)
{
	static const char *const starts[] = {
	    "https://", "http://", "mailto:", "tel:", "#"};

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (g_ascii_strncasecmp(href, starts[i], strlen(starts[i])) ==
		    0)
			return encode_address(arena, href);
	return NULL;
}

const char *
html_path(struct arena *arena, const char *path)
{
	char *escaped = g_uri_escape_string(path, "/", FALSE);
	const char *result = arena_strdup(arena, escaped);

	g_free(escaped);
	return result;
}

/* Only what an address may hold as it is; a quotation mark never. */
static void
put_percent(struct buf *out, const struct buf *bytes)
{
	static const char plain[] = "-._~!$()*+,;:=@/?";
	static const char digits[] = "0123456789ABCDEF";
	bool is_plain[256] = {false};

	for (const char *p = plain; *p != '\0'; p++)
		is_plain[(unsigned char)*p] = true;
	for (size_t i = 0; i < bytes->len; i++) {
		unsigned char c = (unsigned char)bytes->data[i];

		if (is_plain[c] || g_ascii_isalnum((char)c)) {
			buf_putc(out, (char)c);
			continue;
		}
		buf_putc(out, '%');
		buf_putc(out, digits[c >> 4]);
		buf_putc(out, digits[c & 15]);
	}
}

void
html_put_data(
    struct buf *out, const char *media, bool is_text, const struct buf *bytes)
{
	gchar *text;

	buf_printf(out, "data:%s%s,", media, is_text ? "" : ";base64");
	if (is_text) {
		put_percent(out, bytes);
		return;
	}
	text = g_base64_encode((const guchar *)buf_str(bytes), bytes->len);
	buf_puts(out, text);
	g_free(text);
}

/* A string of CSS; letters, digits and spaces as they are. */
static void
put_css_string(struct buf *out, const char *text)
{
	buf_putc(out, '"');
	while (*text != '\0') {
		unsigned c = utf8_next(&text);

		if (c < 0x80 && (g_ascii_isalnum((char)c) || c == ' ' ||
		                    c == '-' || c == '_'))
			buf_putc(out, (char)c);
		else
			buf_printf(out, "\\%x ", c);
	}
	buf_putc(out, '"');
}

static void
put_fonts(struct buf *out, const char *families)
{
	gchar **list = g_strsplit(families, ",", -1);

	for (size_t i = 0; list[i] != NULL; i++) {
		if (i > 0)
			buf_putc(out, ',');
		put_css_string(out, g_strstrip(list[i]));
	}
	g_strfreev(list);
}

static void
put_value(struct buf *out, enum token token, const struct style *style)
{
	const void *field = token_value(style, token);
	const struct color *color = field;
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	switch (token_info(token)->kind) {
	case VALUE_COLOR:
		buf_printf(out, "#%02x%02x%02x",
		    (unsigned)(color->r * 255 + 0.5),
		    (unsigned)(color->g * 255 + 0.5),
		    (unsigned)(color->b * 255 + 0.5));
		break;
	case VALUE_LENGTH:
	case VALUE_NUMBER:
		buf_puts(out, g_ascii_formatd(number, sizeof number, "%.4g",
		                  *(const double *)field /
		                      (token_info(token)->kind == VALUE_LENGTH
		                              ? PT_PER_REM
		                              : 1)));
		if (token_info(token)->kind == VALUE_LENGTH)
			buf_puts(out, "rem");
		break;
	case VALUE_FONTS:
		put_fonts(out, *(const char *const *)field);
		break;
	case VALUE_CHOICE:
	case VALUE_WORDS:
		break; /* not for a style sheet */
	}
}

void
html_put_tokens(struct buf *out, const struct style *style, const char *css)
{
	struct buf use = {0};

	buf_puts(out, ":root{");
	for (unsigned i = 0; i < TOKEN_COUNT; i++) {
		const struct token_info *info = token_info((enum token)i);

		if (info->kind == VALUE_CHOICE || info->kind == VALUE_WORDS)
			continue;
		buf_clear(&use);
		buf_printf(&use, "var(--%s)", info->id);
		if (strstr(css, use.data) == NULL)
			continue;
		buf_printf(out, "--%s:", info->id);
		put_value(out, (enum token)i, style);
		buf_putc(out, ';');
	}
	buf_puts(out, "}\n");
	buf_release(&use);
}
