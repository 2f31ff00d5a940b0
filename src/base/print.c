/* Messages for people. */
#include "base/print.h"

#include <stdlib.h>

#include "base/snippet.h"
#include "base/source.h"

static const char *const colours[] = {
    [DIAG_NOTE] = "\033[1;36m",
    [DIAG_SUSPICION] = "\033[1;34m",
    [DIAG_WARNING] = "\033[1;33m",
    [DIAG_BREACH] = "\033[1;35m",
    [DIAG_ERROR] = "\033[1;31m",
    [DIAG_USAGE] = "\033[1;31m",
    [DIAG_MACHINE] = "\033[1;31m",
};

/* Names and words come from anybody: nothing in them moves the cursor, or
 * looks like a message of its own. */
static void
put_line(const char *text, FILE *out)
{
	for (; *text != '\0'; text++)
		fputc((unsigned char)*text < ' ' || *text == 0x7F ? '?' : *text,
		    out);
}

static void
print_place(const struct loc *loc, FILE *out)
{
	put_line(loc->file != NULL ? loc->file : "everyread", out);
	if (loc->file != NULL && loc->line > 0)
		fprintf(out, ":%u", loc->line);
	if (loc->file != NULL && loc->line > 0 && loc->column > 0)
		fprintf(out, ":%u", loc->column);
	fputs(": ", out);
}

/* What is the same for all messages of a row. */
static void
print_advice(const struct diag_info *info, FILE *out)
{
	if (info->why[0] != '\0')
		fprintf(out, "    Why: %s\n", info->why);
	if (info->todo[0] != '\0')
		fprintf(out, "    Do:  %s\n", info->todo);
}

static void
print_all(const struct diags *diags, FILE *out, bool colour)
{
	struct sources sources = {0};
	bool said[DIAG_COUNT] = {false};

	for (size_t i = 0; i < diags->n; i++) {
		const struct diag *diag = &diags->items[i];
		const struct diag_info *info = diag_info(diag->id);

		print_place(&diag->loc, out);
		fprintf(out,
		    "%s%s%s [%s]: ", colour ? colours[diag->level] : "",
		    diag_level_name(diag->level), colour ? "\033[0m" : "",
		    info->code);
		put_line(diag->text, out);
		fputc('\n', out);
		snippet_print(
		    &sources, diag, colour ? colours[diag->level] : "", out);
		if (diag->hint != NULL)
			fprintf(out, "    %s\n", diag->hint);
		if (!said[diag->id])
			print_advice(info, out);
		if (diag->replacement != NULL)
			fprintf(out,
			    *diag->replacement != '\0' ? "    Write: %s\n"
			                               : "    Take it out.\n%s",
			    diag->replacement);
		said[diag->id] = true;
	}
	sources_release(&sources);
}

/* Standard error has no buffer: each part of a line would be a call of the
 * kernel, 20 for a message. */
void
diags_print(const struct diags *diags, FILE *out, bool colour)
{
	char *text = NULL;
	size_t len = 0;
	FILE *memory = open_memstream(&text, &len);

	if (memory == NULL) {
		print_all(diags, out, colour);
		return;
	}
	print_all(diags, memory, colour);
	if (fclose(memory) == 0)
		fwrite(text, 1, len, out);
	free(text);
}
