/* The table of formats, and what every writer notes. */
#include "write/write.h"

#include <stdarg.h>
#include <sys/resource.h>
#include <time.h>

#include "base/str.h"

static const struct writer writers[] = {
#define WRITER(name, id, extension, function, role, help)                      \
	{id, extension, function, role, help},
#include "write/writers.def"
#undef WRITER
};
enum { NWRITERS = sizeof writers / sizeof *writers };

const struct writer *
writer_at(size_t i)
{
	return i < NWRITERS ? &writers[i] : NULL;
}

const struct writer *
writer_lookup(const char *id)
{
	for (size_t i = 0; i < NWRITERS; i++)
		if (str_eq(writers[i].id, id))
			return &writers[i];
	return NULL;
}

void
write_fact(const struct write_job *job, const char *file, const char *name,
    const char *format, ...)
{
	char value[1024];
	va_list args;

	if (job->facts == NULL)
		return;
	if (name == NULL) {
		buf_printf(job->facts, "%s\n", file);
		return;
	}
	va_start(args, format);
	vsnprintf(value, sizeof value, format, args);
	va_end(args);
	buf_printf(job->facts, "%s\t%s\t%s\n", file, name, value);
}

double
write_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void
write_timing(
    const struct write_job *job, const char *stage, double milliseconds)
{
	struct rusage usage;

	if (job->timings == NULL)
		return;
	getrusage(RUSAGE_SELF, &usage);
	buf_printf(job->timings, "%s\t%.2f\t%ld\n", stage, milliseconds,
	    usage.ru_maxrss);
}
