/*
 * Words into HTML and XHTML. A function for each place that words can stand
 * in: escaping happens here, at the place of use, and nowhere else.
 */
#ifndef WRITE_HTML_PUT_H
#define WRITE_HTML_PUT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "style/style.h"

/* As text between tags or inside a quoted attribute: both are safe. */
void html_put_text(struct buf *out, const char *text);
void html_put_text_n(struct buf *out, const char *text, size_t len);
/* ' name="value"'; nothing if value is NULL. */
void html_put_attr(struct buf *out, const char *name, const char *value);

/* An address that may be followed from a page, written as the standard of
 * addresses wants it; in arena. NULL unless it is http, https, mailto, tel or
 * a place in the page: anything else is never written as a link. */
const char *html_address(struct arena *arena, const char *href);
/* A path below the page's folder as a relative address: "a b.mp3" →
 * "a%20b.mp3"; in arena. */
const char *html_path(struct arena *arena, const char *path);
/* "data:image/png;base64,…", or for text (is_text) the same shorter. Safe
 * inside a quoted attribute. */
void html_put_data(
    struct buf *out, const char *media, bool is_text, const struct buf *bytes);

/* The tokens that the style sheet asks for with var(--id), as custom
 * properties of :root; lengths in rem, so that a reader can enlarge them. */
void html_put_tokens(
    struct buf *out, const struct style *style, const char *css);

#endif
