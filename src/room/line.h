/* What a device sends → a line of its file. It comes from anybody. */
#ifndef ROOM_LINE_H
#define ROOM_LINE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"

/* The JSON object that a body is, or NULL. The caller's. */
json_t *body_read(const struct buf *body);
/* The string of a field, borrowed; "" if it has none. */
const char *body_field(const json_t *root, const char *name);

/* What all answers of a device must have. */
struct line_head {
	const char *publication, *code;
	const char *pack; /* the draft that is shown now */
};

struct line {
	enum {
		LINE_OK,
		LINE_OF_ANOTHER, /* code than that of the device */
		LINE_WRONG,      /* it could not be taken up later */
	} is;
	bool is_of_older; /* draft: the page was loaded before it changed */
	char *text; /* malloc'ed, without a line end; NULL if not LINE_OK */
};

/* The answers that the body holds. Whoever takes up the line later finds
 * nothing wrong with it: one object, of that head, in the format of
 * docs/review-format.md. What was said of an older draft is taken too, since
 * each answer knows the words that it is about. */
struct line line_make(const struct line_head *head, const struct buf *body);

#endif
