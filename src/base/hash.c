/* Hashes, by libgcrypt where one must be strong: it uses what the processor
 * has for them. */
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <gcrypt.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

enum { HASH_BYTES = HASH_HEX / 2 };

/* The library wants to be greeted before its first use. */
static void
greet(void)
{
	if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P))
		return;
	gcry_check_version(NULL);
	gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
	gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
}

static void
hash_sum(unsigned char sum[HASH_BYTES], const void *bytes, size_t len)
{
	greet();
	gcry_md_hash_buffer(GCRY_MD_SHA256, sum, bytes, len);
}

static void
put_hex(char out[HASH_HEX + 1], const unsigned char sum[HASH_BYTES])
{
	for (size_t i = 0; i < HASH_BYTES; i++)
		snprintf(out + 2 * i, 3, "%02x", sum[i]);
}

void
hash_hex(char out[HASH_HEX + 1], const void *bytes, size_t len)
{
	unsigned char sum[HASH_BYTES];

	hash_sum(sum, bytes, len);
	put_hex(out, sum);
}

bool
hash_hex_file(char out[HASH_HEX + 1], const char *path)
{
	enum { STEP = 1 << 16 };
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char *bytes = mem_alloc(STEP);
	gcry_md_hd_t hash = NULL;
	ssize_t n = -1;

	greet();
	if (fd >= 0 && gcry_md_open(&hash, GCRY_MD_SHA256, 0) == 0)
		do {
			n = read(fd, bytes, STEP);
			if (n > 0)
				gcry_md_write(hash, bytes, (size_t)n);
		} while (n > 0 || (n < 0 && errno == EINTR));
	if (n == 0)
		put_hex(out, gcry_md_read(hash, GCRY_MD_SHA256));
	gcry_md_close(hash);
	free(bytes);
	if (fd >= 0)
		close(fd);
	return n == 0;
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
