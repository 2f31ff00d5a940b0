/* What the commands share: their table, data folders, reports. */
#include "command/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/print.h"
#include "base/str.h"

static const struct command commands[] = {
#define COMMAND(name, function, help, arguments)                               \
	{name, function, help, arguments},
#include "command/commands.def"
#undef COMMAND
};
enum { NCOMMANDS = sizeof commands / sizeof *commands };

const struct command *
command_at(size_t i)
{
	return i < NCOMMANDS ? &commands[i] : NULL;
}

const struct command *
command_lookup(const char *name)
{
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (str_eq(commands[i].name, name))
			return &commands[i];
	return NULL;
}

/* The program's own folder, or NULL. */
static char *
program_folder(void)
{
	char *path = realpath("/proc/self/exe", NULL), *folder;

	if (path == NULL)
		return NULL;
	folder = path_folder(path);
	free(path);
	return folder;
}

char *
command_data(const char *name)
{
	static const char *const beside[] = {".", "../.."};
	char *own = program_folder();

	for (size_t i = 0; own != NULL && i < 2; i++) {
		char *folder = path_join(own, beside[i]);
		char *templates = path_join(folder, "templates/base.xml");
		char *data = path_join(folder, name);
		bool found = file_exists(templates) && file_exists(data);

		free(folder);
		free(templates);
		if (found) {
			char *plain = realpath(data, NULL);

			free(own);
			if (plain == NULL)
				return data;
			free(data);
			return plain;
		}
		free(data);
	}
	free(own);
	return path_join(DATA_FOLDER, name);
}

char *
command_voice_program(void)
{
	static const char *const places[] = {
	    "everyread-voice", "../libexec/everyread/everyread-voice"};
	char *own = program_folder(), *found = NULL;

	for (size_t i = 0; own != NULL && found == NULL && i < 2; i++) {
		found = path_join(own, places[i]);
		if (access(found, X_OK) == 0)
			break;
		free(found);
		found = NULL;
	}
	free(own);
	return found;
}

/* Workers may write below it and not beside it, so it is there before them.
 * Where it cannot be, nothing is kept. */
static char *
made(char *folder)
{
	struct diags unsaid = {0};

	file_make_folder(folder, &unsaid);
	diags_release(&unsaid);
	return folder;
}

char *
command_cache(void)
{
	const char *base = getenv("XDG_CACHE_HOME");
	char *home_cache, *cache;

	if (!str_is_blank(base))
		return made(path_join(base, "everyread"));
	if (str_is_blank(getenv("HOME")))
		return NULL;
	home_cache = path_join(getenv("HOME"), ".cache");
	cache = path_join(home_cache, "everyread");
	free(home_cache);
	return made(cache);
}

void
command_today(char day[DAY_SIZE])
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");
	time_t now = fixed == NULL || str_is_blank(fixed)
	                 ? time(NULL)
	                 : (time_t)strtoll(fixed, NULL, 10);
	struct tm utc;

	if (gmtime_r(&now, &utc) == NULL ||
	    strftime(day, DAY_SIZE, "%Y-%m-%d", &utc) == 0)
		*day = '\0';
}

int
command_report(struct diags *diags)
{
	int status = diags_exit_status(diags);

	diags_sort(diags);
	diags_unite(diags);
	diags_print(diags, stderr, isatty(STDERR_FILENO) != 0);
	diags_release(diags);
	return status;
}

int
command_usage(const char *command, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("everyread: ", stderr);
	vfprintf(stderr, format, args);
	va_end(args);
	if (command != NULL)
		fprintf(stderr, "\nSee everyread %s --help.\n", command);
	else
		fputs("\nSee everyread --help.\n", stderr);
	return STATUS_USAGE;
}
