/* In the clerk: decode and draw. */
#include "picture/answer.h"

#include <stdlib.h>
#include <string.h>

#include "picture/decoder.h"
#include "picture/load.h"

/* It finds nothing that was kept, for it is asked for what was not, and its
 * files are not open here; and it asks nobody else. */
static void
work_alone(struct catalogue *catalogue)
{
	struct desk *desk = catalogue_desk(catalogue);

	ready_forget(desk->ready);
	free(desk->cache);
	free(desk->makers);
	*desk = (struct desk){.clerk = NULL, .self = desk->clerk};
	catalogue_stop_loading(catalogue);
}

static struct drawable *
find(struct catalogue *catalogue, const struct decoder_question *question,
    struct diags *diags)
{
	if (strpbrk(question->name, "./\\") != NULL)
		return catalogue_file(
		    catalogue, question->name, question->loc, diags);
	return catalogue_entry(catalogue, question->name, question->loc, diags);
}

static bool
find_sizes(struct drawable *drawable, const struct decoder_question *question,
    struct buf *answer, struct diags *diags)
{
	struct buf bytes = {0};
	bool ok;

	drawable_release(drawable);
	buf_add(&bytes, question->bytes, question->nbytes);
	ok = decode_file(drawable, &bytes, question->loc, diags);
	buf_release(&bytes);
	if (!ok) {
		drawable_release(drawable);
		return false;
	}
	sizes_put(drawable, answer);
	load_finish(drawable);
	return true;
}

bool
answer_question(
    void *arg, const struct buf *in, struct buf *answer, struct diags *diags)
{
	struct catalogue *catalogue = arg;
	struct decoder_question question;
	struct drawable *drawable;

	if (catalogue_desk(catalogue)->clerk != NULL) /* the first question */
		work_alone(catalogue);
	if (!decoder_question_take(in, &question))
		return false;
	drawable = find(catalogue, &question, diags);
	if (drawable == NULL)
		return false;
	drawable->desk = catalogue_desk(catalogue);
	if (question.task.what == DECODER_SIZES)
		return find_sizes(drawable, &question, answer, diags);
	return load_drawable(catalogue, drawable, question.loc, diags) &&
	       decoder_draw(drawable, &question.task, answer, diags);
}
