/* Libraries that are loaded when they are needed: they are found, and a
 * missing one is said. */
#include "late/late.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zip.h>

#include "unit.h"

/* The exit status of looking for it in another process; what it said. */
static int
look_for(const char *library, const char *function, char said[512])
{
	int ends[2], status = -1;
	ssize_t n;
	pid_t child;

	if (pipe(ends) != 0)
		return -1;
	fflush(stdout);
	child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		_exit(late_find(library, function) != NULL ? 0 : 99);
	}
	close(ends[1]);
	n = read(ends[0], said, 511);
	said[n > 0 ? n : 0] = '\0';
	close(ends[0]);
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
test_missing(void)
{
	char said[512];

	CHECK(look_for("libno-such.so.7", "zip_open", said) == 3);
	CHECK(strstr(said, "libno-such.so.7") != NULL);
	CHECK(strstr(said, "Do:  Install") != NULL);
	CHECK(look_for(SONAME_ZIP, "zip_no_such_function", said) == 3);
	CHECK(strstr(said, "zip_no_such_function") != NULL);
	CHECK(look_for(SONAME_ZIP, "zip_open", said) == 0);
	CHECK_STR(said, "");
}

static void
test_call(void)
{
	int error = 0;
	zip_error_t how;

	CHECK(
	    zip_open("/nowhere/there/is/none.zip", ZIP_RDONLY, &error) == NULL);
	CHECK(error == ZIP_ER_NOENT);
	zip_error_init_with_code(&how, error);
	CHECK_STR(zip_error_strerror(&how), "No such file");
	zip_error_fini(&how);
}

int
main(void)
{
	RUN(test_missing);
	RUN(test_call);
	return unit_end();
}
