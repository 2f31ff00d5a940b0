/*
 * Who decodes pictures: a clerk (base/clerk.h), for a file can make a library
 * misbehave. Here is what is asked of it; answer.h is what it does.
 */
#ifndef PICTURE_DECODER_H
#define PICTURE_DECODER_H

#include "picture/drawable.h"

enum decoder_what {
	DECODER_SIZES,  /* of these bytes of its file */
	DECODER_FORM,   /* form_draw() */
	DECODER_EXPORT, /* export_draw() */
};

struct decoder_task {
	enum decoder_what what;
	double width, height; /* to draw it with */
};

/* Decode the bytes of its file, and set its sizes. False after a message at
 * loc. The bytes may be taken over. */
bool decoder_sizes(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags);
/* Draw it; out is empty. False if that failed, or after a message. */
bool decoder_draw(struct drawable *drawable, const struct decoder_task *task,
    struct buf *out, struct diags *diags);

/* A question, as the clerk gets it. Strings and bytes are the question's. */
struct decoder_question {
	struct decoder_task task;
	const char *name; /* of the picture, or its file */
	struct loc loc;
	const char *bytes; /* of its file, for its sizes */
	size_t nbytes;
};

/* Take it apart; false if it is none. */
bool decoder_question_take(
    const struct buf *in, struct decoder_question *question);

#endif
