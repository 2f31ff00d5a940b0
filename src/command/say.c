/* everyread say: the words that the voice is given, to check by reading. */
#include "command/command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "command/editions.h"
#include "command/listen.h"
#include "prepare/document.h"
#include "speech/spoken.h"
#include "write/audio/said.h"

static const char help[] =
    "usage: everyread say TEXT [--lang en-GB]\n"
    "       everyread say - [--lang en-GB]\n"
    "       everyread say --listen TEXT [--lang en-GB]\n"
    "       everyread say --listen ID FILE\n"
    "       everyread say --audit FILE\n"
    "\n"
    "Prints the words that the voice is given for TEXT. With - it reads\n"
    "texts from standard input, one a line, and prints a line for each.\n"
    "\n"
    "  --lang CODE      the language of the text (en-GB)\n"
    "  --listen TEXT    write what is heard to an MP3 file, here, and print\n"
    "                   its name\n"
    "  --listen ID FILE the same for one sentence of the publication in\n"
    "                   FILE: its id, or its number\n"
    "  --audit FILE     every place in the publication where the voice says\n"
    "                   something other than the letters on the page:\n"
    "                   sentence, text, what is said, rule, and a line to\n"
    "                   copy into <words> to change it\n";

static void
say_one(const struct spoken *spoken, const char *text)
{
	struct arena *arena = arena_new();

	puts(spoken_say(spoken, arena, text, NULL, 0).words);
	arena_free(arena);
}

static void
say_lines(const struct spoken *spoken)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	while ((n = getline(&line, &cap, stdin)) >= 0) {
		if (n > 0 && line[n - 1] == '\n')
			line[n - 1] = '\0';
		/* the rules rely on it */
		utf8_make_valid(line);
		say_one(spoken, line);
	}
	free(line);
}

/* Print what is said for the text, or let it be heard. */
static bool
say_text(const struct spoken *spoken, const char *text, const char *lang,
    const char *listen_templates, struct diags *diags)
{
	struct arena *arena = arena_new();
	char *copy = arena_strdup(arena, text);
	const char *words;
	bool ok = true;

	utf8_make_valid(copy);
	words = spoken_say(spoken, arena, copy, NULL, 0).words;
	if (listen_templates == NULL)
		puts(words);
	else
		ok = listen_text(copy, words, lang, listen_templates, diags);
	arena_free(arena);
	return ok;
}

static int
say(const char *text, const char *lang, bool listen)
{
	char *templates = command_data("templates");
	char *folder = path_join(templates, "languages");
	struct diags diags = {0};
	struct spoken *spoken = spoken_open(folder, lang, NULL, 0, &diags);

	if (spoken == NULL && diags.n == 0)
		diag_add(&diags, DIAG_SPOKEN_NONE, LOC_NONE, lang);
	if (diags_worst(&diags) >= DIAG_ERROR) {
		/* the rules are wrong: nothing can be said */
	} else if (str_eq(text, "-") && !listen) {
		say_lines(spoken);
	} else {
		say_text(spoken, text, lang, listen ? templates : NULL, &diags);
	}
	spoken_close(spoken);
	free(folder);
	free(templates);
	return command_report(&diags);
}

/* Every place that is said other than written, or, with `listen`, the clip
 * of the sentence with that id. */
static int
audit(const char *path, const char *listen)
{
	bool ok = true;
	int status;
	struct opening opening = {.path = path, .only = "audio"};
	struct opened opened;
	struct diags diags = {0};
	struct buf out = {0};
	const struct document *doc = NULL;
	struct said *said = NULL;

	if (opened_open(&opened, &opening, &diags))
		doc = document_prepare(opened.arena, opened.publication,
		    opened.editions[0], opened.language, opened.pictures,
		    &diags);
	if (doc != NULL)
		said = said_open(doc, opened.pictures, NULL, &out, &diags);
	if (said != NULL && listen != NULL)
		ok = listen_sentence(said, listen, &diags);
	else if (said != NULL)
		fputs(buf_str(&out), stdout);
	said_close(said);
	buf_release(&out);
	opened_close(&opened);
	status = command_report(&diags);
	return ok || status != STATUS_OK ? status : STATUS_USAGE;
}

int
command_say(int argc, char **argv)
{
	static const struct option table[] = {
	    {"lang", required_argument, NULL, 'l'},
	    {"audit", required_argument, NULL, 'a'},
	    {"listen", required_argument, NULL, 'n'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	const char *lang = "en-GB", *path = NULL, *listen = NULL;
	int c;

	while ((c = getopt_long(argc, argv, "l:h", table, NULL)) != -1) {
		switch (c) {
		case 'l':
			lang = optarg;
			break;
		case 'a':
			path = optarg;
			break;
		case 'n':
			listen = optarg;
			break;
		case 'h':
			fputs(help, stdout);
			return STATUS_OK;
		case '?':
			return command_usage("say", "Please check.");
		}
	}
	if (listen != NULL && path == NULL && optind + 1 == argc)
		return audit(argv[optind], listen);
	if (listen != NULL && path == NULL && optind == argc)
		return str_is_blank(listen)
		           ? command_usage("say", "Give a text to listen to.")
		           : say(listen, lang, true);
	if (path != NULL && listen == NULL && optind == argc)
		return audit(path, NULL);
	if (path != NULL || listen != NULL || optind + 1 != argc)
		return command_usage(
		    "say", "Give one text, in quotation marks.");
	return say(argv[optind], lang, false);
}
