/* A session in one room: devices and their files, limits, QR codes. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "room/device.h"
#include "room/invite.h"
#include "room/limit.h"
#include "room/line.h"

#define DATE "2026-03-31"

static char folder[] = "/tmp/everyread-room-XXXXXX";
static struct diags diags;

/* The disk: how often it was asked to keep what it has, and whether it does.
 * This one is taken instead of the C library's. */
static int syncs;
static bool disk_fails;

int fsync(int fd);
int
fsync(int fd)
{
	syncs++;
	if (!disk_fails)
		return fdatasync(fd);
	errno = EIO;
	return -1;
}

static struct devices *
open_devices(void)
{
	struct devices *devices = devices_open(folder, DATE, &diags);

	CHECK(devices != NULL);
	return devices;
}

static enum append
say(struct device *device, const char *line)
{
	return device_append(device, line, strlen(line));
}

static const char *
file_of(const struct device *device)
{
	static char path[256];

	snprintf(path, sizeof path, "%s/%s-%s-%s.json", folder, DATE,
	    device->code, device->hash);
	return path;
}

static void
test_answers_stay(void)
{
	char one[DEVICE_SECRET + 1], two[DEVICE_SECRET + 1];
	struct devices *devices = open_devices();
	struct device *a = devices_add(devices, one);
	struct device *b = devices_add(devices, two);
	struct buf text = {0};
	struct stat status;

	CHECK(strcmp(one, two) != 0 && strlen(one) == DEVICE_SECRET);
	CHECK(devices_find(devices, one) == a);
	CHECK(devices_find(devices, two) == b);
	CHECK(devices_joined(devices) == 0);
	CHECK(device_join(devices, a, "R1") == JOIN_OK);
	CHECK(device_join(devices, b, "R1") == JOIN_TAKEN);
	CHECK(device_join(devices, b, "GRP123") == JOIN_OK);
	CHECK(devices_joined(devices) == 2);
	CHECK(say(a, "{\"a\":1}") == APPEND_OK);
	CHECK(say(b, "{\"b\":1}") == APPEND_OK);
	CHECK(say(a, "{\"a\":2}") == APPEND_OK);
	CHECK(devices_lines(devices) == 3);
	CHECK(
	    stat(file_of(a), &status) == 0 && (status.st_mode & 0777) == 0600);
	CHECK(strstr(file_of(a), one) == NULL); /* the secret is nowhere */
	devices_close(devices);

	/* as after a kill: the same secrets are the same devices */
	devices = open_devices();
	a = devices_find(devices, one);
	CHECK(a != NULL && str_eq(a->code, "R1") && a->lines == 2);
	CHECK(device_read(a, &text));
	CHECK_STR(buf_str(&text), "{\"a\":1}\n{\"a\":2}\n");
	CHECK(devices_find(devices, two) != a);
	buf_release(&text);
	devices_close(devices);
}

static void
test_torn_line(void)
{
	char secret[DEVICE_SECRET + 1];
	struct devices *devices = open_devices();
	struct device *a = devices_add(devices, secret);
	struct buf text = {0};
	int fd;

	CHECK(device_join(devices, a, "R7") == JOIN_OK);
	CHECK(say(a, "{\"whole\":1}") == APPEND_OK);
	fd = open(file_of(a), O_WRONLY | O_APPEND);
	CHECK(write(fd, "{\"half", 6) == 6);
	close(fd);
	devices_close(devices);

	devices = open_devices();
	a = devices_find(devices, secret);
	CHECK(a != NULL && a->lines == 1);
	CHECK(say(a, "{\"next\":1}") == APPEND_OK);
	CHECK(device_read(a, &text));
	CHECK_STR(buf_str(&text), "{\"whole\":1}\n{\"next\":1}\n");
	buf_release(&text);
	devices_close(devices);
}

/* An editor may drop the last line end; what was said is whole. */
static void
test_line_without_end(void)
{
	char secret[DEVICE_SECRET + 1];
	struct devices *devices = open_devices();
	struct device *a = devices_add(devices, secret);
	struct buf text = {0};

	CHECK(device_join(devices, a, "R8") == JOIN_OK);
	CHECK(say(a, "{\"first\":1}") == APPEND_OK);
	CHECK(say(a, "{\"last\":1}") == APPEND_OK);
	CHECK(truncate(file_of(a), (off_t)a->bytes - 1) == 0);
	devices_close(devices);

	devices = open_devices();
	a = devices_find(devices, secret);
	CHECK(a != NULL && a->lines == 2);
	CHECK(say(a, "{\"next\":1}") == APPEND_OK);
	CHECK(device_read(a, &text));
	CHECK_STR(
	    buf_str(&text), "{\"first\":1}\n{\"last\":1}\n{\"next\":1}\n");
	buf_release(&text);
	devices_close(devices);
}

/* What cannot be a file of answers is named; nothing starts without it. */
static void
test_unusable(void)
{
	char path[300];

	snprintf(
	    path, sizeof path, "%s/%s-R9-0123456789abcdef.json", folder, DATE);
	CHECK(mkdir(path, 0700) == 0);
	CHECK(devices_open(folder, DATE, &diags) == NULL);
	CHECK(diags_worst(&diags) == DIAG_MACHINE);
	CHECK(strstr(diags.items[0].text, path) != NULL);
	diags_release(&diags);
	rmdir(path);
	devices_close(open_devices());
}

static void
test_codes(void)
{
	static const char *const wrong[] = {"", "R", "1", "r1", "RRRR1",
	    "R1234", "../R1", "R1/../../x", "R-1", "R1 ", "R1\n", "Jo"};
	char secret[DEVICE_SECRET + 1];
	struct devices *devices = open_devices();
	struct device *a = devices_add(devices, secret);
	char code[16];

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(device_join(devices, a, wrong[i]) == JOIN_NO_CODE);
	/* one device, several people one after another; each has a file */
	CHECK(device_join(devices, a, "R21") == JOIN_OK);
	CHECK(say(a, "{\"first\":1}") == APPEND_OK);
	device_leave(a);
	CHECK(a->file < 0);
	CHECK(device_join(devices, a, "R22") == JOIN_OK && a->lines == 0);
	CHECK(device_join(devices, a, "R21") == JOIN_OK && a->lines == 1);
	/* but it cannot take all codes there are */
	for (int i = 30; i < 30 + DEVICE_MAX_CODES; i++) {
		snprintf(code, sizeof code, "R%d", i);
		device_join(devices, a, code);
	}
	CHECK(device_join(devices, a, "R99") == JOIN_FULL);
	CHECK(access(file_of(a), F_OK) == 0);
	devices_close(devices);
	/* who said nothing leaves nothing */
	devices = open_devices();
	a = devices_find(devices, secret);
	CHECK(a != NULL && str_eq(a->code, "R21") && a->lines == 1);
	devices_close(devices);
}

static void
test_strangers(void)
{
	char secret[DEVICE_SECRET + 1], other[DEVICE_SECRET + 1];
	struct devices *devices = open_devices();

	devices_add(devices, secret);
	CHECK(devices_find(devices, NULL) == NULL);
	CHECK(devices_find(devices, "") == NULL);
	CHECK(
	    devices_find(devices, "00000000000000000000000000000000") == NULL);
	/* who never joins is forgotten when many come */
	for (int i = 0; i < DEVICES_WAITING; i++)
		devices_add(devices, other);
	CHECK(devices_find(devices, secret) == NULL);
	CHECK(devices_find(devices, other) != NULL);
	/* nobody else may have the folder */
	CHECK(devices_open(folder, DATE, &diags) == NULL);
	CHECK(diags_worst(&diags) == DIAG_MACHINE);
	diags_release(&diags);
	devices_close(devices);
	/* another day begins anew */
	devices = devices_open(folder, "2026-04-01", &diags);
	CHECK(devices != NULL && devices_joined(devices) == 0);
	devices_close(devices);
}

/* A name of ours that is a link leads nowhere. */
static void
test_link(void)
{
	char path[300], secret[DEVICE_SECRET + 1];
	struct devices *devices = open_devices();
	struct device *a = devices_add(devices, secret);

	snprintf(path, sizeof path, "%s/%s-R50-%s.json", folder, DATE, a->hash);
	CHECK(symlink("/dev/null", path) == 0);
	CHECK(device_join(devices, a, "R50") == JOIN_FAILED);
	CHECK(a->file < 0);
	unlink(path);
	devices_close(devices);
}

static void
test_full_file(void)
{
	char secret[DEVICE_SECRET + 1];
	struct devices *devices = open_devices();
	struct device *a = devices_add(devices, secret);
	char *line = malloc(1 << 20);

	memset(line, 'x', 1 << 20);
	CHECK(device_join(devices, a, "R60") == JOIN_OK);
	for (int i = 0; i < 7; i++)
		CHECK(device_append(a, line, 1 << 20) == APPEND_OK);
	CHECK(device_append(a, line, 1 << 20) == APPEND_FULL);
	CHECK(a->lines == 7);
	free(line);
	devices_close(devices);
}

/* What is confirmed is on the disk; what is not leaves no trace. */
static void
test_disk(void)
{
	char secret[DEVICE_SECRET + 1];
	struct devices *devices = open_devices();
	struct device *a = devices_add(devices, secret);
	struct rlimit all, few;
	struct buf text = {0};
	int before;

	CHECK(device_join(devices, a, "R61") == JOIN_OK);
	before = syncs;
	CHECK(say(a, "{\"a\":1}") == APPEND_OK);
	CHECK(syncs == before + 1);
	disk_fails = true;
	CHECK(say(a, "{\"a\":2}") == APPEND_FAILED);
	disk_fails = false;
	/* no room for a whole line */
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &all);
	few = (struct rlimit){12, all.rlim_max};
	setrlimit(RLIMIT_FSIZE, &few);
	CHECK(say(a, "{\"a\":3}") == APPEND_FAILED);
	setrlimit(RLIMIT_FSIZE, &all);
	CHECK(say(a, "{\"a\":4}") == APPEND_OK);
	CHECK(a->lines == 2 && device_read(a, &text));
	CHECK_STR(buf_str(&text), "{\"a\":1}\n{\"a\":4}\n");
	buf_release(&text);
	devices_close(devices);
}

#define HEAD(code)                                                             \
	"{\"format\":\"everyread-answers-1\",\"publication\":\"our-plan\","    \
	"\"version\":\"1\",\"wording\":\"easy-read\","                         \
	"\"pack\":\"0123456789ab\",\"reviewer\":\"" code "\","                 \
	"\"session\":\"2026-03-31\",\"saved\":\"2026-03-31T10:00:00Z\","       \
	"\"mode\":\"room\",\"answers\":[{\"sentence\":\"a-1\","                \
	"\"hash\":\"0123456789abcdef\",\"face\":\"yes\""

static void
test_lines(void)
{
	static const struct line_head head = {
	    .publication = "our-plan", .code = "R1", .pack = "0123456789ab"};
	static const struct line_head next = {
	    .publication = "our-plan", .code = "R1", .pack = "ba9876543210"};
	static const struct {
		const char *body;
		int is;
	} tries[] = {
	    {HEAD("R1") "}]}", LINE_OK},
	    {HEAD("R1") "}] \n, \"comment\": \"a\\nb\"}", LINE_OK},
	    {HEAD("R1") "}], \"comment\": \"I am Bob Smith\"}", LINE_OK},
	    {HEAD("R2") "}]}", LINE_OF_ANOTHER},
	    {HEAD("R1") "}]}{}", LINE_WRONG},
	    {HEAD("R1") "}], \"name\": \"Bob\"}", LINE_WRONG},
	    {HEAD("R1") "}], \"pack\": \"0123456789ab\"}", LINE_WRONG},
	    {HEAD("R1") ", \"face\":\"no\"}]}", LINE_WRONG},
	    {"", LINE_WRONG},
	    {"[]", LINE_WRONG},
	    {"{}", LINE_WRONG},
	};

	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		struct buf body = {0};
		struct line line;

		buf_puts(&body, tries[i].body);
		line = line_make(&head, &body);
		CHECK((int)line.is == tries[i].is);
		CHECK((line.text != NULL) == (line.is == LINE_OK));
		CHECK(line.text == NULL || strchr(line.text, '\n') == NULL);
		CHECK(line.is != LINE_OK || !line.is_of_older);
		free(line.text);
		/* after the draft has changed, nothing is lost */
		line = line_make(&next, &body);
		CHECK((int)line.is == tries[i].is);
		CHECK(line.is != LINE_OK || line.is_of_older);
		free(line.text);
		buf_release(&body);
	}
}

static void
test_limits(void)
{
	static const struct limit limit = {3, 0.5};
	static struct limits limits;
	struct left left = {0};
	char name[32];

	CHECK(limit_take(&limit, &left, 100));
	CHECK(limit_take(&limit, &left, 100));
	CHECK(limit_has(&limit, &left, 100));
	CHECK(limit_take(&limit, &left, 100));
	CHECK(!limit_has(&limit, &left, 100));
	CHECK(!limit_take(&limit, &left, 101));
	CHECK(limit_take(&limit, &left, 102));
	CHECK(!limit_take(&limit, &left, 102));
	CHECK(limit_take(&limit, &left, 1000));
	CHECK(limit_take(&limit, &left, 1000));
	/* each name has its own; very many do no harm */
	CHECK(limit_take(&limit, limits_of(&limits, "a"), 1));
	CHECK(limits_of(&limits, "a")->spent > 0.5);
	CHECK(limits_of(&limits, "b")->spent < 0.5);
	for (int i = 0; i < 3 * LIMIT_NAMES; i++) {
		snprintf(name, sizeof name, "192.168.0.%d", i);
		CHECK(limit_take(&limit, limits_of(&limits, name), 10 + i));
	}
	CHECK(limits.n == LIMIT_NAMES);
}

static void
test_invitation(void)
{
	static char longest[4000];
	char all[INVITE_ADDRESSES][INVITE_ADDRESS];
	struct buf text = {0}, svg = {0};
	size_t n = invite_addresses(all);

	CHECK(n <= INVITE_ADDRESSES);
	for (size_t i = 0; i < n; i++)
		CHECK(
		    !str_starts(all[i], "127.") && strchr(all[i], '.') != NULL);
	CHECK(n == 0 || invite_is_own(all[0]));
	CHECK(invite_is_own("127.0.0.1") && invite_is_own("127.0.0.7"));
	CHECK(!invite_is_own("203.0.113.9") && !invite_is_own("0.0.0.0"));
	CHECK(!invite_is_own("") && !invite_is_own("::1"));
	CHECK(invite_qr_text("http://192.168.0.5:8000/#123456", false, &text));
	CHECK(text.len > 500 && strstr(text.data, "\033") == NULL);
	CHECK(invite_qr_svg("http://192.168.0.5:8000/#123456", &svg));
	CHECK(str_starts(svg.data, "<svg") && str_ends(svg.data, "</svg>\n"));
	memset(longest, 'x', sizeof longest - 1);
	CHECK(!invite_qr_text(longest, false, &text));
	buf_release(&text);
	buf_release(&svg);
}

int
main(void)
{
	char command[64];

	CHECK(mkdtemp(folder) != NULL);
	RUN(test_answers_stay);
	RUN(test_torn_line);
	RUN(test_line_without_end);
	RUN(test_unusable);
	RUN(test_codes);
	RUN(test_strangers);
	RUN(test_link);
	RUN(test_full_file);
	RUN(test_disk);
	RUN(test_lines);
	RUN(test_limits);
	RUN(test_invitation);
	diags_release(&diags);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	CHECK(system(command) == 0);
	return unit_end();
}
