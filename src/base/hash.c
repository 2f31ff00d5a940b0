/* Hashes, by libgcrypt where one must be strong: it uses what the processor
 * has for them. */
#include "base/hash.h"

#include <gcrypt.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

enum { HASH_BYTES = HASH_HEX / 2 };

static void
hash_sum(unsigned char sum[HASH_BYTES], const void *bytes, size_t len)
{
	/* the library wants to be greeted before its first use */
	if (!gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P)) {
		gcry_check_version(NULL);
		gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
		gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
	}
	gcry_md_hash_buffer(GCRY_MD_SHA256, sum, bytes, len);
}

void
hash_hex(char out[HASH_HEX + 1], const void *bytes, size_t len)
{
	unsigned char sum[HASH_BYTES];

	hash_sum(sum, bytes, len);
	for (size_t i = 0; i < sizeof sum; i++)
		snprintf(out + 2 * i, 3, "%02x", sum[i]);
}

void
hash_base64(char out[HASH_BASE64 + 1], const void *bytes, size_t len)
{
	unsigned char sum[HASH_BYTES];
	gchar *text;

	hash_sum(sum, bytes, len);
	text = g_base64_encode(sum, sizeof sum);
	memcpy(out, text, HASH_BASE64 + 1);
	g_free(text);
}

uint64_t
hash_add(uint64_t hash, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ p[i]) * UINT64_C(1099511628211);
	return hash;
}
