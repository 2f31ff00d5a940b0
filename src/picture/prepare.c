/* The archive of ready drawings: all pictures of a catalogue, drawn once. */
#include <math.h>

#include "picture/catalogue.h"
#include "picture/known.h"
#include "picture/makers.h"

static void
add_sizes(struct ready_list *list, const struct drawable *drawable)
{
	struct buf sizes = {0};
	char key[READY_KEY + 1];

	sizes_put(drawable, &sizes);
	drawable_key_for(drawable, key, "sizes", 0, 0);
	ready_add(list, key, sizes.data, sizes.len);
	buf_release(&sizes);
}

static bool
add_form(struct ready_list *list, const struct drawable *drawable,
    struct diags *diags)
{
	const struct picture *picture = &drawable->picture;
	double side =
	    picture_form_side(1) / fmax(picture->width, picture->height);
	double width = picture->width * side, height = picture->height * side;
	char key[READY_KEY + 1];
	struct buf form = {0};
	bool ok = picture_form(picture, width, height, &form, diags);

	drawable_key_for(drawable, key, "form", width, height);
	if (ok)
		ready_add(list, key, form.data, form.len);
	buf_release(&form);
	return ok;
}

static bool
add_export(struct ready_list *list, const struct drawable *drawable,
    struct diags *diags)
{
	struct picture_file file;
	char key[READY_KEY + 1];
	bool ok = picture_export(&drawable->picture, &file, diags);

	drawable_key_for(drawable, key, "svg", file.width, file.height);
	if (ok)
		ready_add(list, key, file.bytes.data, file.bytes.len);
	buf_release(&file.bytes);
	return ok;
}

static bool
add_picture(struct catalogue *catalogue, struct ready_list *list,
    const struct picture *picture, struct diags *diags)
{
	const struct drawable *drawable =
	    (const struct drawable *)picture_lookup(
	        catalogue, picture->name, LOC_NONE, diags);

	if (drawable == NULL)
		return false;
	if (drawable->key[0] == '\0')
		return true; /* no drawing */
	if (picture->format == PICTURE_SVG)
		add_sizes(list, drawable);
	return (add_form(list, drawable, diags) &&
	           add_export(list, drawable, diags)) ||
	       diag_add(diags, DIAG_PDF_PICTURE, LOC_NONE, picture->name);
}

bool
catalogue_prepare(struct catalogue *catalogue, struct diags *diags)
{
	struct ready_list list = {0};
	size_t n;
	const struct picture *const *pictures = catalogue_list(catalogue, &n);
	bool ok = true;

	makers_add(&list);
	for (size_t i = 0; i < n; i++)
		ok = add_picture(catalogue, &list, pictures[i], diags) && ok;
	known_add(&list, catalogue_installed(catalogue), pictures, n);
	ok = ok && ready_write(&list, catalogue_ready_path(catalogue), diags);
	ready_release(&list);
	return ok;
}
