/* Strings of JSON (RFC 8259, 7). */
#include "base/json.h"

void
json_put_string(struct buf *out, const char *text)
{
	if (text == NULL) {
		buf_puts(out, "null");
		return;
	}
	buf_putc(out, '"');
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (*p < 0x20 || *p == '<' || *p == 0x7F)
			buf_printf(out, "\\u%04x", *p);
		else if (*p == '"' || *p == '\\')
			buf_printf(out, "\\%c", *p);
		else
			buf_putc(out, (char)*p);
	}
	buf_putc(out, '"');
}
