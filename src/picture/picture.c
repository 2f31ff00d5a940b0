/* Pictures for the rest of the program: kept, ready, or made by the decoder. */
#include "picture/picture.h"

#include <math.h>
#include <string.h>

#include "picture/answer.h"
#include "picture/decoder.h"
#include "picture/load.h"

struct catalogue *
catalogue_open(const char *data_folder, const char *publication_folder,
    struct diags *diags)
{
	struct catalogue *catalogue =
	    catalogue_read(data_folder, publication_folder, diags);

	if (catalogue != NULL)
		catalogue_desk(catalogue)->clerk =
		    clerk_new("pictures", answer_question, catalogue);
	return catalogue;
}

static bool
is_file(const char *written)
{
	return strpbrk(written, "./\\") != NULL;
}

static struct drawable *
find(struct catalogue *catalogue, const char *written, struct loc loc,
    struct diags *diags)
{
	if (!is_file(written))
		return catalogue_entry(catalogue, written, loc, diags);
	if (catalogue_folder(catalogue) != NULL)
		return catalogue_file(catalogue, written, loc, diags);
	diag_add(diags, DIAG_PICTURE_MISSING, loc, written);
	return NULL;
}

const struct picture *
picture_lookup(struct catalogue *catalogue, const char *written, struct loc loc,
    struct diags *diags)
{
	struct drawable *drawable = find(catalogue, written, loc, diags);

	return drawable != NULL &&
	               load_drawable(catalogue, drawable, loc, diags)
	           ? &drawable->picture
	           : NULL;
}

const struct picture *
picture_find(struct catalogue *catalogue, const char *written, struct loc loc,
    struct diags *diags)
{
	const struct drawable *drawable;

	if (is_file(written))
		return picture_lookup(catalogue, written, loc, diags);
	drawable = catalogue_entry(catalogue, written, loc, diags);
	return drawable != NULL ? &drawable->picture : NULL;
}

/* Every picture that a catalogue gives out is the head of a drawable. */

bool
picture_form(const struct picture *picture, double width, double height,
    struct buf *out, struct diags *diags)
{
	struct drawable *drawable = (struct drawable *)picture;
	const struct decoder_task task = {DECODER_FORM, width, height};
	char key[READY_KEY + 1];

	drawable_key_for(drawable, key, "form", width, height);
	if (drawable_find(drawable, key, out))
		return true;
	if (!decoder_draw(drawable, &task, out, diags))
		return false;
	drawable_keep(drawable, key, out);
	return true;
}

bool
picture_export(const struct picture *picture, struct picture_file *file,
    struct diags *diags)
{
	struct drawable *drawable = (struct drawable *)picture;
	struct decoder_task task = {.what = DECODER_EXPORT};
	char key[READY_KEY + 1];
	double size[2];

	*file = (struct picture_file){.format = picture->format};
	export_size(drawable, &file->format, size);
	task.width = file->width = size[0];
	task.height = file->height = size[1];
	drawable_key_for(drawable, key,
	    file->format == PICTURE_SVG ? "svg" : "photo", size[0], size[1]);
	if (drawable_find(drawable, key, &file->bytes))
		return true;
	if (!decoder_draw(drawable, &task, &file->bytes, diags))
		return false;
	drawable_keep(drawable, key, &file->bytes);
	return true;
}
