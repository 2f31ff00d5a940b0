/* Memory, text, messages, files and jobs. */
#include "unit.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/job.h"
#include "base/json.h"
#include "base/str.h"

static void
test_arena(void)
{
	struct arena *arena = arena_new();
	char *a = arena_alloc(arena, 100000), *b = arena_alloc(arena, 1);

	a[99999] = 1;
	*b = 2;
	CHECK(a[0] == 0 && a[99999] == 1);
	CHECK((size_t)b % _Alignof(max_align_t) == 0);
	CHECK_STR(arena_printf(arena, "%d-%s", 7, "x"), "7-x");
	CHECK_STR(arena_strndup(arena, "abcdef", 3), "abc");
	arena_free(arena);
}

static void
test_text(void)
{
	const char *words[] = {"section", "item", "picture", NULL};
	const char *euro = "\xE2\x82\xAC";
	struct buf buf = {0};
	char slug[16];

	CHECK_STR(str_nearest("sectoin", words, 3), "section");
	CHECK_STR(str_nearest("itm", words, 3), "item");
	CHECK_STR(str_nearest("itme", words, 3), "item");
	CHECK(str_nearest("banana", words, 3) == NULL);
	CHECK(str_has_one("two items", words) && !str_has_one("ite", words));
	CHECK(utf8_valid_prefix("a\xC3\x28", 3) == 1);
	CHECK(utf8_valid_prefix("\xED\xA0\x80", 3) == 0);
	CHECK(utf8_valid_prefix("h\xC3\xA9!", 4) == 4);
	CHECK(utf8_next(&euro) == 0x20AC && *euro == '\0');
	buf_put_utf8(&buf, 0x1F600);
	CHECK_STR(buf_str(&buf), "\xF0\x9F\x98\x80");
	buf_release(&buf);
	str_slug(slug, sizeof slug, " What's next? 2023\xE2\x80\x93");
	CHECK_STR(slug, "whats-next-2023");
	str_slug(slug, sizeof slug, "A very, very long heading");
	CHECK_STR(slug, "a-very-very-lon");
}

static void
test_hash(void)
{
	char hex[HASH_HEX + 1];

	hash_hex(hex, "abc", 3);
	CHECK_STR(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9c"
	               "b410ff61f20015ad");
}

static void
test_messages_travel(void)
{
	struct diags a = {0}, b = {0};
	struct buf bytes = {0};

	diag_add(&a, DIAG_FILE_READ, (struct loc){"b.xml", 3, 4}, "x", "y");
	diag_hint(&a, "Did you mean %s?", "z");
	diag_add(&a, DIAG_XML_EMPTY, LOC_FILE("a.xml"));
	CHECK(diags_exit_status(&a) == 3);
	diags_save(&a, &bytes);
	CHECK(diags_load(&b, bytes.data, bytes.len));
	CHECK(!diags_load(&b, bytes.data, bytes.len - 1));
	diags_sort(&b);
	CHECK_STR(b.items[0].loc.file, "a.xml");
	CHECK_STR(b.items[b.n - 1].hint, "Did you mean z?");
	diags_release(&a);
	diags_release(&b);
	buf_release(&bytes);
}

static bool
job_square(void *arg, struct buf *result, struct diags *diags)
{
	int n = *(int *)arg;

	if (n == 3)
		diag_add(diags, DIAG_XML_EMPTY, LOC_FILE("three"));
	if (n == 5)
		raise(SIGKILL);
	buf_printf(result, "%d", n * n);
	return n != 3;
}

static void
test_jobs(void)
{
	int numbers[8] = {0, 1, 2, 3, 4, 5, 6, 7};
	struct job jobs[8] = {0};
	struct diags diags = {0};

	for (int i = 0; i < 8; i++)
		jobs[i] = (struct job){
		    .name = "square", .run = job_square, .arg = &numbers[i]};
	CHECK(!jobs_run(jobs, 8, 3, NULL, &diags));
	CHECK_STR(buf_str(&jobs[7].result), "49");
	CHECK(jobs[4].ok && !jobs[3].ok && !jobs[5].ok);
	CHECK(diags.n == 2 && diags.items[0].id == DIAG_XML_EMPTY &&
	      diags.items[1].id == DIAG_WORKER_LOST);
	for (int i = 0; i < 8; i++)
		buf_release(&jobs[i].result);
	diags_release(&diags);
}

struct sum {
	const struct job *job;
	int n;
};

static bool
job_add(void *arg, struct buf *result, struct diags *diags)
{
	const struct sum *sum = arg;

	(void)diags;
	buf_printf(result, "%d",
	    sum->n + (sum->job ? atoi(buf_str(&sum->job->result)) : 0));
	return sum->n >= 0;
}

/* A job that comes after another sees its result; after a failure it does
 * not start. One worker and many give the same. */
static void
test_jobs_in_order(void)
{
	for (unsigned workers = 1; workers <= 3; workers++) {
		struct job jobs[6] = {0};
		struct sum sums[6] = {{NULL, 1}, {&jobs[0], 10},
		    {&jobs[1], 100}, {NULL, -1}, {&jobs[3], 5}, {NULL, 7}};
		struct diags diags = {0};

		for (int i = 0; i < 6; i++)
			jobs[i] = (struct job){.name = "add",
			    .run = job_add,
			    .arg = &sums[i],
			    .after = sums[i].job};
		CHECK(!jobs_run(jobs, 6, workers, NULL, &diags));
		CHECK_STR(buf_str(&jobs[2].result), "111");
		CHECK_STR(buf_str(&jobs[5].result), "7");
		CHECK(jobs[2].ok && !jobs[3].ok && !jobs[4].ok && jobs[5].ok);
		CHECK(jobs[4].result.len == 0 && diags.n == 0);
		for (int i = 0; i < 6; i++)
			buf_release(&jobs[i].result);
		diags_release(&diags);
	}
}

static void
test_json(void)
{
	struct buf out = {0};

	json_put_string(&out, "a\"b\\c\n</script>&\xc3\xa9");
	CHECK_STR(
	    buf_str(&out), "\"a\\\"b\\\\c\\u000a\\u003c/script>&\xc3\xa9\"");
	buf_release(&out);
}

static void
test_stage(void)
{
	char folder[] = "/tmp/everyread-unit-XXXXXX";
	struct diags diags = {0};
	struct buf text = {0};
	struct stage *stage;
	char *target, *path, *inside = NULL;

	CHECK(mkdtemp(folder) != NULL);
	target = path_join(folder, "pub");
	for (int round = 0; round < 2; round++) {
		stage = stage_open(target, &diags);
		path = stage_path(stage, "audio/a.txt", &diags);
		CHECK(file_write(path, "new", 3, &diags));
		free(path);
		CHECK(stage_commit(stage, &diags));
	}
	stage = stage_open(target, &diags);
	stage_abandon(stage);
	path = path_join(target, "audio/a.txt");
	CHECK(file_read(path, 100, &text, &diags, LOC_NONE));
	CHECK_STR(buf_str(&text), "new");
	CHECK(!file_read(path, 2, &text, &diags, LOC_NONE));
	CHECK(path_inside(target, "audio/a.txt", &inside));
	free(inside);
	CHECK(!path_inside(target, "../pub/audio/a.txt/..", &inside));
	CHECK(!path_inside(target, "/etc/passwd", &inside));
	free(path);
	path = path_join(target, "link");
	CHECK(symlink("/etc/passwd", path) == 0);
	CHECK(!path_inside(target, "link", &inside));
	free(path);
	CHECK(diags.n == 1); /* the file that was too big */
	CHECK(system("test \"$(ls -A /tmp/everyread-unit-*/ | grep -c stage)\" "
	             "= 0; rm -rf /tmp/everyread-unit-*") == 0);
	buf_release(&text);
	free(target);
	diags_release(&diags);
}

int
main(void)
{
	RUN(test_arena);
	RUN(test_text);
	RUN(test_hash);
	RUN(test_messages_travel);
	RUN(test_jobs);
	RUN(test_jobs_in_order);
	RUN(test_json);
	RUN(test_stage);
	return unit_end();
}
