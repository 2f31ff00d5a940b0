/*
 * A growable run of bytes. data is always followed by a NUL (not counted),
 * so a buffer of text is also a C string. Zero-initialise to start
 * (struct buf b = {0}), buf_release() to end; both are always safe.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdarg.h>

struct buf {
	char *data; /* NULL while empty and never written */
	size_t len; /* bytes */
	size_t cap;
};

/* Bytes that belong to somebody else. */
struct bytes {
	const void *at;
	size_t len;
};

void buf_release(struct buf *buf);
void buf_clear(struct buf *buf); /* keeps the memory */
void buf_reserve(struct buf *buf, size_t more);
void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_puts(struct buf *buf, const char *s);
void buf_putc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The code point as UTF-8. */
void buf_put_utf8(struct buf *buf, unsigned code_point);
/* The text as it stands, never NULL. */
const char *buf_str(const struct buf *buf);

#endif
