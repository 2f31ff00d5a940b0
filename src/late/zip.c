/* libzip: e-books. */
#include "late/late.h"

#include <zip.h>

#define ZIP(type, name, parameters, arguments)                                 \
	LATE(SONAME_ZIP, type, name, parameters, arguments)
#define ZIP_VOID(name, parameters, arguments)                                  \
	LATE_VOID(SONAME_ZIP, name, parameters, arguments)

ZIP(zip_t *, zip_open, (const char *path, int flags, int *error),
    (path, flags, error));
ZIP(int, zip_close, (zip_t * zip), (zip));
ZIP_VOID(zip_discard, (zip_t * zip), (zip));
ZIP(const char *, zip_strerror, (zip_t * zip), (zip));
ZIP_VOID(
    zip_error_init_with_code, (zip_error_t * error, int code), (error, code));
ZIP(const char *, zip_error_strerror, (zip_error_t * error), (error));
ZIP_VOID(zip_error_fini, (zip_error_t * error), (error));
ZIP(zip_source_t *, zip_source_buffer,
    (zip_t * zip, const void *bytes, zip_uint64_t len, int to_free),
    (zip, bytes, len, to_free));
ZIP(zip_source_t *, zip_source_function,
    (zip_t * zip, zip_source_callback callback, void *arg),
    (zip, callback, arg));
ZIP(zip_source_t *, zip_source_file,
    (zip_t * zip, const char *path, zip_uint64_t start, zip_int64_t len),
    (zip, path, start, len));
ZIP_VOID(zip_source_free, (zip_source_t * source), (source));
ZIP(zip_int64_t, zip_file_add,
    (zip_t * zip, const char *name, zip_source_t *source, zip_flags_t flags),
    (zip, name, source, flags));
ZIP(int, zip_set_file_compression,
    (zip_t * zip, zip_uint64_t file, zip_int32_t method, zip_uint32_t level),
    (zip, file, method, level));
ZIP(int, zip_file_set_dostime,
    (zip_t * zip, zip_uint64_t file, zip_uint16_t time, zip_uint16_t date,
        zip_flags_t flags),
    (zip, file, time, date, flags));
ZIP(int, zip_file_set_external_attributes,
    (zip_t * zip, zip_uint64_t file, zip_flags_t flags, zip_uint8_t system,
        zip_uint32_t attributes),
    (zip, file, flags, system, attributes));
