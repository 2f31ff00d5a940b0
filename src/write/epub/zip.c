/* Zip files by libzip. */
#include "write/epub/zip.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/arena.h"

enum {
	DOS_TIME = 0,          /* midnight */
	DOS_DATE = 1 << 5 | 1, /* 1 January 1980, the first there is */
	MODE = 0100644,        /* a plain file */
	MAKER_UNIX = ZIP_OPSYS_UNIX,
	DEFLATE_LEVEL = 6, /* 9 takes longer for next to nothing */
};

struct archive {
	zip_t *zip;
	char *path;
	bool ok;
};

struct archive *
archive_open(const char *path, struct diags *diags)
{
	struct archive *archive = mem_alloc(sizeof *archive);
	int code = 0;

	*archive = (struct archive){.ok = true};
	archive->zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
	if (archive->zip == NULL) {
		zip_error_t error;

		zip_error_init_with_code(&error, code);
		diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, path,
		    zip_error_strerror(&error));
		zip_error_fini(&error);
		free(archive);
		return NULL;
	}
	archive->path = strdup(path);
	return archive;
}

/* The source belongs to the archive from now on. */
static void
add_source(struct archive *archive, const char *name, zip_source_t *source,
    bool stored)
{
	zip_int64_t index = source == NULL ? -1
	                                   : zip_file_add(archive->zip, name,
	                                         source, ZIP_FL_ENC_UTF_8);
	zip_uint64_t i = (zip_uint64_t)index;

	if (index < 0) {
		zip_source_free(source);
		archive->ok = false;
		return;
	}
	archive->ok =
	    zip_set_file_compression(archive->zip, i,
	        stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, DEFLATE_LEVEL) == 0 &&
	    zip_file_set_dostime(archive->zip, i, DOS_TIME, DOS_DATE, 0) == 0 &&
	    zip_file_set_external_attributes(archive->zip, i, 0, MAKER_UNIX,
	        (zip_uint32_t)MODE << 16) == 0 &&
	    archive->ok;
}

void
archive_add(struct archive *archive, const char *name, const struct buf *bytes,
    bool stored)
{
	void *copy = mem_alloc(bytes->len + 1);
	zip_source_t *source;

	memcpy(copy, buf_str(bytes), bytes->len);
	source = zip_source_buffer(archive->zip, copy, bytes->len, 1);
	if (source == NULL)
		free(copy);
	add_source(archive, name, source, stored);
}

void
archive_add_file(struct archive *archive, const char *name, const char *path)
{
	add_source(
	    archive, name, zip_source_file(archive->zip, path, 0, -1), true);
}

static void
archive_free(struct archive *archive)
{
	free(archive->path);
	free(archive);
}

bool
archive_close(struct archive *archive, struct diags *diags)
{
	bool ok = archive->ok && zip_close(archive->zip) == 0;

	if (!ok) {
		diag_add(diags, DIAG_FILE_WRITE, LOC_NONE, archive->path,
		    zip_strerror(archive->zip));
		zip_discard(archive->zip);
	}
	archive_free(archive);
	return ok;
}

void
archive_abandon(struct archive *archive)
{
	zip_discard(archive->zip);
	archive_free(archive);
}
