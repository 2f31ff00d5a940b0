/* Zip files by libzip. */
#include "write/epub/zip.h"

#include <assert.h>
#include <libdeflate.h>
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
	CRC_START = 0,
};

struct archive {
	zip_t *zip;
	char *path;
	struct libdeflate_compressor *deflate; /* NULL until it is needed */
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
    zip_int32_t method)
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
	    zip_set_file_compression(archive->zip, i, method, 0) == 0 &&
	    zip_file_set_dostime(archive->zip, i, DOS_TIME, DOS_DATE, 0) == 0 &&
	    zip_file_set_external_attributes(archive->zip, i, 0, MAKER_UNIX,
	        (zip_uint32_t)MODE << 16) == 0 &&
	    archive->ok;
}

static void
add_stored(struct archive *archive, const char *name, const struct buf *bytes)
{
	void *copy = mem_alloc(bytes->len + 1);
	zip_source_t *source;

	memcpy(copy, buf_str(bytes), bytes->len);
	source = zip_source_buffer(archive->zip, copy, bytes->len, 1);
	if (source == NULL)
		free(copy);
	add_source(archive, name, source, ZIP_CM_STORE);
}

/* A file that is deflated already: libzip takes what says so as it is. */
struct deflated {
	zip_uint64_t size; /* before */
	zip_uint32_t crc;
	size_t len, at; /* of the bytes; how far it is read */
	zip_uint8_t bytes[];
};

static zip_int64_t
read_deflated(struct deflated *d, void *out, zip_uint64_t room)
{
	size_t n = d->len - d->at < room ? d->len - d->at : (size_t)room;

	memcpy(out, d->bytes + d->at, n);
	d->at += n;
	return (zip_int64_t)n;
}

static void
tell(const struct deflated *d, zip_stat_t *stat)
{
	*stat = (zip_stat_t){.size = d->size,
	    .comp_size = d->len,
	    .crc = d->crc,
	    .comp_method = ZIP_CM_DEFLATE,
	    .valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC |
	             ZIP_STAT_COMP_METHOD};
}

/* A zip_source_callback. */
static zip_int64_t
serve(void *arg, void *data, zip_uint64_t len, enum zip_source_cmd command)
{
	struct deflated *d = arg;

	switch ((int)command) {
	case ZIP_SOURCE_OPEN:
		d->at = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return read_deflated(d, data, len);
	case ZIP_SOURCE_STAT:
		if (len < sizeof(zip_stat_t))
			return -1;
		tell(d, data);
		return sizeof(zip_stat_t);
	case ZIP_SOURCE_ERROR: /* there is none */
		memset(data, 0, (size_t)len);
		return (zip_int64_t)(2 * sizeof(int));
	case ZIP_SOURCE_FREE:
		free(d);
		return 0;
	case ZIP_SOURCE_CLOSE:
		return 0;
	case ZIP_SOURCE_SUPPORTS:
		return ZIP_SOURCE_SUPPORTS_READABLE;
	default:
		return -1;
	}
}

/* libzip would do it with zlib, which takes five times as long for the many
 * short files of a book. */
static struct deflated *
deflate_all(struct archive *archive, const struct buf *bytes)
{
	struct deflated *d;
	size_t room;

	if (archive->deflate == NULL)
		archive->deflate = libdeflate_alloc_compressor(DEFLATE_LEVEL);
	assert(archive->deflate != NULL); /* base/memory.c: malloc has it */
	room = libdeflate_deflate_compress_bound(archive->deflate, bytes->len);
	d = mem_alloc(sizeof *d + room);
	*d = (struct deflated){.size = bytes->len,
	    .crc = libdeflate_crc32(CRC_START, buf_str(bytes), bytes->len)};
	d->len = libdeflate_deflate_compress(
	    archive->deflate, buf_str(bytes), bytes->len, d->bytes, room);
	assert(d->len > 0);
	return mem_realloc(d, sizeof *d + d->len);
}

void
archive_add(struct archive *archive, const char *name, const struct buf *bytes,
    bool stored)
{
	struct deflated *deflated;
	zip_source_t *source;

	if (stored) {
		add_stored(archive, name, bytes);
		return;
	}
	deflated = deflate_all(archive, bytes);
	source = zip_source_function(archive->zip, serve, deflated);
	if (source == NULL)
		free(deflated);
	add_source(archive, name, source, ZIP_CM_DEFAULT);
}

void
archive_add_file(struct archive *archive, const char *name, const char *path)
{
	add_source(archive, name, zip_source_file(archive->zip, path, 0, -1),
	    ZIP_CM_STORE);
}

static void
archive_free(struct archive *archive)
{
	if (archive->deflate != NULL)
		libdeflate_free_compressor(archive->deflate);
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
