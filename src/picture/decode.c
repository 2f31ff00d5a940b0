/*
 * Decoding a file of any kind in this process: that is for the decoder's
 * clerk alone (decoder.h), for a file can make a library misbehave.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/job.h"
#include "picture/drawable.h"

enum picture_format
decode_format(const struct buf *bytes)
{
	if (bytes->len >= 8 && memcmp(bytes->data, "\x89PNG\r\n\x1a\n", 8) == 0)
		return PICTURE_PNG;
	if (bytes->len >= 3 && memcmp(bytes->data, "\xff\xd8\xff", 3) == 0)
		return PICTURE_JPEG;
	if (bytes->len > 0 && strstr(buf_str(bytes), "<svg") != NULL)
		return PICTURE_SVG;
	return PICTURE_COMPOSED; /* none of the kinds of file */
}

static bool
decode_kind(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags)
{
	struct picture *picture = &drawable->picture;

	picture->format = decode_format(bytes);
	switch (picture->format) {
	case PICTURE_SVG:
		if (bytes->len > SVG_MAX_BYTES)
			return diag_add(diags, DIAG_FILE_TOO_BIG, loc,
			    picture->file, (size_t)SVG_MAX_BYTES >> 20);
		return svg_load(drawable, bytes, loc, diags);
	case PICTURE_PNG:
		return png_load(drawable, bytes, loc, diags);
	case PICTURE_JPEG:
		return jpeg_load(drawable, bytes, loc, diags);
	case PICTURE_COMPOSED:
		break;
	}
	return diag_add(diags, DIAG_PICTURE_KIND, loc, picture->file);
}

/* One that crashes or hangs its decoder is named. */
bool
decode_file(struct drawable *drawable, struct buf *bytes, struct loc loc,
    struct diags *diags)
{
	bool ok;

	job_doing(drawable->picture.file, BOUND_PICTURE_SECONDS);
	ok = decode_kind(drawable, bytes, loc, diags);
	job_doing(NULL, 0);
	return ok;
}

/* Not a folder, and not a pipe that would never end. */
bool
decode_is_plain(const char *path)
{
	struct stat info;

	return stat(path, &info) != 0 || S_ISREG(info.st_mode);
}

bool
drawable_wake(struct drawable *drawable)
{
	struct diags diags = {0};
	struct buf bytes = {0};
	char *path;
	bool ok;

	if (drawable->svg != NULL || drawable->surface != NULL)
		return true;
	if (!path_inside(drawable->root, drawable->picture.file, &path))
		return false;
	/* of another kind: it has been replaced since its sizes were found */
	ok = decode_is_plain(path) &&
	     file_read(path, RASTER_MAX_BYTES, &bytes, &diags, LOC_NONE) &&
	     decode_format(&bytes) == drawable->picture.format &&
	     decode_file(drawable, &bytes, LOC_NONE, &diags);
	buf_release(&bytes);
	diags_release(&diags);
	free(path);
	return ok;
}
