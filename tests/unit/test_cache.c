/* Work that is kept: whole or not at all, and below its size. */
#include "base/cache.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "unit.h"

static char root[] = "/tmp/test_cache-XXXXXX";
static const char key[] = "0123456789abcdef";

static struct bytes
part(const void *bytes, size_t len)
{
	return (struct bytes){bytes, len};
}

static bool
is(const struct buf *buf, const char *bytes, size_t len)
{
	return buf->len == len && memcmp(buf->data, bytes, len) == 0;
}

static void
test_parts(void)
{
	enum { LONG = 20000 };
	char *folder = cache_open(root, "kind"), *bytes = calloc(1, LONG);
	struct buf out = {0};

	for (int i = 0; i < LONG; i++)
		bytes[i] = (char)(i * 7);
	CHECK(
	    !cache_brief(folder, key, &out) && !cache_body(folder, key, &out));
	for (size_t brief = 0; brief < LONG; brief = brief * 3 + 1)
		for (size_t body = 0; body < LONG; body = body * 3 + 1) {
			cache_store(folder, key, part(bytes, brief),
			    part(bytes + 1, body));
			CHECK(cache_brief(folder, key, &out) &&
			      is(&out, bytes, brief));
			CHECK(cache_body(folder, key, &out) &&
			      is(&out, bytes + 1, body));
		}
	CHECK(!cache_body(folder, "0123456789abcdee", &out));
	cache_trim(folder, 0);
	CHECK(rmdir(folder) == 0);
	buf_release(&out);
	free(bytes);
	free(folder);
}

/* Whatever byte is wrong, and wherever it ends: never other bytes than those
 * that were kept. */
static void
test_damage(void)
{
	static const char brief[] = "brief", body[] = "the body";
	char *folder = cache_open(root, "kind"), *path = path_join(folder, key);
	struct diags diags = {0};
	struct buf whole = {0}, out = {0};

	cache_store(
	    folder, key, part(brief, sizeof brief), part(body, sizeof body));
	CHECK(file_read(path, 1 << 20, &whole, &diags, LOC_NONE));
	for (size_t i = 0; i < whole.len; i++) {
		bool had_brief, had_body;

		whole.data[i] ^= 4;
		CHECK(file_write(path, whole.data, whole.len, &diags));
		had_brief = cache_brief(folder, key, &out);
		CHECK(had_brief ? is(&out, brief, sizeof brief) : out.len == 0);
		had_body = cache_body(folder, key, &out);
		CHECK(had_body ? is(&out, body, sizeof body) : out.len == 0);
		CHECK(!had_brief || !had_body);
		whole.data[i] ^= 4;
		CHECK(file_write(path, whole.data, i, &diags));
		CHECK(!cache_brief(folder, key, &out));
		CHECK(!cache_body(folder, key, &out));
	}
	buf_putc(&whole, 'x');
	CHECK(file_write(path, whole.data, whole.len, &diags));
	CHECK(!cache_brief(folder, key, &out));
	CHECK(diags.n == 0);
	cache_trim(folder, 0);
	CHECK(rmdir(folder) == 0);
	buf_release(&whole);
	buf_release(&out);
	free(path);
	free(folder);
}

/* Things that are no files are left alone, and nothing hangs on them. */
static void
test_no_file(void)
{
	char *folder = cache_open(root, "kind"), *path = path_join(folder, key);
	struct buf out = {0};

	CHECK(mkdir(path, 0700) == 0);
	cache_store(folder, key, part("a", 1), part("b", 1));
	CHECK(!cache_brief(folder, key, &out));
	cache_trim(folder, 0);
	CHECK(rmdir(path) == 0);
	CHECK(mkfifo(path, 0600) == 0);
	CHECK(!cache_body(folder, key, &out));
	CHECK(unlink(path) == 0);
	CHECK(symlink("/etc/passwd", path) == 0);
	CHECK(!cache_brief(folder, key, &out));
	cache_store(folder, key, part("a", 1), part("b", 1));
	CHECK(cache_body(folder, key, &out) && is(&out, "b", 1));
	cache_trim(folder, 0);
	CHECK(rmdir(folder) == 0);
	cache_store(folder, key, part("a", 1), part("b", 1));
	CHECK(!cache_brief(folder, key, &out));
	free(path);
	path = path_join(root, "kind");
	fclose(fopen(path, "w"));
	CHECK(cache_open(root, "kind") == NULL);
	CHECK(unlink(path) == 0);
	buf_release(&out);
	free(path);
	free(folder);
}

static void
set_age(const char *folder, const char *name, time_t age)
{
	char *path = path_join(folder, name);
	const struct timespec times[2] = {
	    {.tv_sec = time(NULL) - age}, {.tv_sec = time(NULL) - age}};

	CHECK(utimensat(AT_FDCWD, path, times, 0) == 0);
	free(path);
}

/* The entries not used for longest go, no more than need be. */
static void
test_trim(void)
{
	enum { DAY = 86400 };
	char *folder = cache_open(root, "kind"), name[2] = "a";
	char bytes[1000] = {0};
	struct buf out = {0};

	for (name[0] = 'a'; name[0] <= 'e'; name[0]++) {
		cache_store(
		    folder, name, part("", 0), part(bytes, sizeof bytes));
		set_age(folder, name, DAY * (name[0] - 'a' + 1));
	}
	CHECK(cache_brief(folder, "e", &out)); /* now it is the youngest */
	cache_trim(folder, 10000);
	for (name[0] = 'a'; name[0] <= 'e'; name[0]++)
		CHECK(cache_brief(folder, name, &out));
	set_age(folder, "a", 2 * DAY);
	set_age(folder, "b", -DAY); /* the clock went back */
	set_age(folder, "c", 3 * DAY);
	set_age(folder, "d", 4 * DAY);
	CHECK(cache_brief(folder, "b", &out));
	cache_trim(folder, 3500);
	CHECK(cache_brief(folder, "a", &out) && cache_brief(folder, "b", &out));
	CHECK(
	    !cache_brief(folder, "c", &out) && !cache_brief(folder, "d", &out));
	CHECK(cache_brief(folder, "e", &out));
	cache_trim(folder, 0);
	CHECK(rmdir(folder) == 0);
	buf_release(&out);
	free(folder);
}

int
main(void)
{
	if (mkdtemp(root) == NULL)
		return 1;
	RUN(test_parts);
	RUN(test_damage);
	RUN(test_no_file);
	RUN(test_trim);
	rmdir(root);
	return unit_end();
}
