/* Hashes: SHA-256 for the manifest and the speech cache, a short one for
 * sentence ids. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HASH_HEX = 64,    /* characters of a SHA-256 in hexadecimal */
	HASH_BASE64 = 44, /* the same in base64 */
};

/* SHA-256 of the bytes as lower-case hexadecimal with a NUL. */
void hash_hex(char out[HASH_HEX + 1], const void *bytes, size_t len);
/* SHA-256 of a file, which may be larger than memory; false if it cannot be
 * read (errno). */
bool hash_hex_file(char out[HASH_HEX + 1], const char *path);
/* SHA-256 of the bytes as base64 with a NUL, as a Content-Security-Policy
 * wants it. */
void hash_base64(char out[HASH_BASE64 + 1], const void *bytes, size_t len);
/* FNV-1a; chain by passing the last result, start with HASH_START. */
#define HASH_START UINT64_C(14695981039346656037)
uint64_t hash_add(uint64_t hash, const void *bytes, size_t len);

#endif
