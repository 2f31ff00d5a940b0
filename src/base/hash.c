/* Hashes, by GLib where one must be strong. */
#include "base/hash.h"

#include <glib.h>
#include <string.h>

void
hash_hex(char out[HASH_HEX + 1], const void *bytes, size_t len)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);

	g_checksum_update(sum, bytes, (gssize)len);
	memcpy(out, g_checksum_get_string(sum), HASH_HEX + 1);
	g_checksum_free(sum);
}

uint64_t
hash_add(uint64_t hash, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ p[i]) * UINT64_C(1099511628211);
	return hash;
}
