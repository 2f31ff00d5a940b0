/* Asking the decoder. */
#include "picture/decoder.h"

#include <string.h>

#include "base/clerk.h"

/* ---- questions ---------------------------------------------------------- */

struct head {
	struct decoder_task task;
	unsigned line, column;
};

static void
put_text(struct buf *out, const char *text)
{
	buf_add(out, text, strlen(text) + 1);
}

static void
put_question(struct buf *out, const struct drawable *drawable,
    const struct decoder_task *task, struct loc loc)
{
	struct head head;

	memset(&head, 0, sizeof head);
	/* one by one: what is between them is written, too */
	head.task.what = task->what;
	head.task.width = task->width;
	head.task.height = task->height;
	head.line = loc.line;
	head.column = loc.column;
	buf_add(out, &head, sizeof head);
	put_text(out, drawable->picture.name);
	put_text(out, loc.file != NULL ? loc.file : "");
}

/* The next text, or NULL if none ends. */
static const char *
take_text(const char **at, const char *end)
{
	const char *text = *at;
	const char *stop = memchr(text, '\0', (size_t)(end - text));

	if (stop != NULL)
		*at = stop + 1;
	return stop != NULL ? text : NULL;
}

bool
decoder_question_take(const struct buf *in, struct decoder_question *question)
{
	const char *at = in->data, *end = in->data + in->len, *file;
	struct head head;

	if (in->len < sizeof head)
		return false;
	memcpy(&head, at, sizeof head);
	at += sizeof head;
	question->name = take_text(&at, end);
	file = question->name != NULL ? take_text(&at, end) : NULL;
	if (file == NULL)
		return false;
	question->task = head.task;
	question->loc =
	    (struct loc){*file != '\0' ? file : NULL, head.line, head.column};
	question->bytes = at;
	question->nbytes = (size_t)(end - at);
	return true;
}

/* ---- asking ------------------------------------------------------------- */

/* One that ended the clerk is not tried again: that could take long. */
static bool
ask(struct drawable *drawable, const struct buf *question, struct buf *answer,
    struct loc loc, struct diags *diags)
{
	enum clerk_end end;

	if (drawable->is_lost)
		return diag_add(diags, DIAG_WORKER_AT, loc,
		    drawable->picture.name, "it could not be read before");
	end = clerk_ask(drawable->desk->clerk, question, answer, diags);
	drawable->is_lost = end == CLERK_IS_LOST;
	return end == CLERK_DID_IT;
}

bool
decoder_sizes(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags)
{
	const struct decoder_task task = {.what = DECODER_SIZES};
	struct buf question = {0}, answer = {0};
	bool ok;

	if (drawable->desk->clerk == NULL)
		return decode_file(drawable, bytes, loc, diags);
	put_question(&question, drawable, &task, loc);
	buf_add(&question, bytes->data, bytes->len);
	ok = ask(drawable, &question, &answer, loc, diags);
	if (ok && !sizes_take(drawable, &answer))
		ok = diag_add(diags, DIAG_WORKER_AT, loc,
		    drawable->picture.name, "its size is unclear");
	buf_release(&question);
	buf_release(&answer);
	return ok;
}

static bool
draw_here(
    struct drawable *drawable, const struct decoder_task *task, struct buf *out)
{
	switch (task->what) {
	case DECODER_FORM:
		return form_draw(drawable, task->width, task->height, out);
	case DECODER_EXPORT:
		return export_draw(drawable, task->width, task->height, out);
	case DECODER_SIZES:
		break;
	}
	return false;
}

bool
decoder_draw(struct drawable *drawable, const struct decoder_task *task,
    struct buf *out, struct diags *diags)
{
	struct buf question = {0};
	bool ok;

	if (drawable->desk->clerk == NULL)
		return draw_here(drawable, task, out);
	put_question(&question, drawable, task, drawable->loc);
	ok = ask(drawable, &question, out, drawable->loc, diags);
	buf_release(&question);
	return ok;
}
