/* Messages as JSON lines, SARIF and GitHub's notes. */
#include "command/findings.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"

static const struct {
	const char *name;
} formats[FINDINGS_COUNT] = {
    [FINDINGS_TEXT] = {"text"},
    [FINDINGS_JSON] = {"json"},
    [FINDINGS_SARIF] = {"sarif"},
    [FINDINGS_GITHUB] = {"github"},
};

/* What others call our levels. */
static const struct {
	const char *sarif, *github;
} levels[] = {
    [DIAG_NOTE] = {"note", "notice"},
    [DIAG_SUSPICION] = {"note", "notice"},
    [DIAG_WARNING] = {"warning", "warning"},
    [DIAG_BREACH] = {"error", "error"},
    [DIAG_ERROR] = {"error", "error"},
    [DIAG_USAGE] = {"error", "error"},
    [DIAG_MACHINE] = {"error", "error"},
};

const char *
findings_format_name(enum findings_format format)
{
	return formats[format].name;
}

/* Where it is; the end is the start where it is not known. */
static struct diag_extent
end_of(const struct diag *diag)
{
	struct diag_extent end = diag->extent;

	if (end.end_line == 0) {
		end.end_line = diag->loc.line;
		end.end_column = diag->loc.column;
	}
	return end;
}

/* One object a line. */
static void
put_json(struct buf *out, const struct diag *diag)
{
	const struct diag_info *info = diag_info(diag->id);
	struct diag_extent end = end_of(diag);

	buf_puts(out, "{\"level\": ");
	json_put_string(out, diag_level_name(diag->level));
	buf_puts(out, ", \"rule\": ");
	json_put_string(out, info->code);
	buf_puts(out, ", \"file\": ");
	json_put_string(out, diag->loc.file);
	buf_printf(out,
	    ", \"line\": %u, \"column\": %u, \"end_line\": %u, "
	    "\"end_column\": %u, \"span\": ",
	    diag->loc.line, diag->loc.column, end.end_line, end.end_column);
	json_put_string(out, diag->span);
	buf_puts(out, ", \"message\": ");
	json_put_string(out, diag->text);
	buf_puts(out, ", \"why\": ");
	json_put_string(out, info->why);
	buf_puts(out, ", \"do\": ");
	json_put_string(out, info->todo);
	buf_puts(out, ", \"replacement\": ");
	json_put_string(out, diag->replacement);
	buf_printf(out, ", \"safe\": %s}\n", diag->is_safe ? "true" : "false");
}

static void
put_sarif_rule(struct buf *out, enum diag_id id, bool is_first)
{
	const struct diag_info *info = diag_info(id);

	buf_puts(out, is_first ? "\n      {\"id\": " : ",\n      {\"id\": ");
	json_put_string(out, info->code);
	buf_puts(out, ", \"fullDescription\": {\"text\": ");
	json_put_string(out, info->why[0] != '\0' ? info->why : info->todo);
	buf_puts(out, "}, \"help\": {\"text\": ");
	json_put_string(out, info->todo);
	buf_puts(out, "}}");
}

static void
put_sarif_place(struct buf *out, const struct diag *diag)
{
	struct diag_extent end = end_of(diag);

	buf_puts(out, ", \"locations\": [");
	if (diag->loc.file != NULL) {
		buf_puts(out, "{\"physicalLocation\": "
		              "{\"artifactLocation\": {\"uri\": ");
		json_put_string(out, diag->loc.file);
		buf_puts(out, "}");
		if (diag->loc.line > 0 && diag->loc.column > 0)
			buf_printf(out,
			    ", \"region\": {\"startLine\": %u, "
			    "\"startColumn\": %u, \"endLine\": %u, "
			    "\"endColumn\": %u}",
			    diag->loc.line, diag->loc.column, end.end_line,
			    end.end_column);
		buf_puts(out, "}}");
	}
	buf_puts(out, "]");
}

static void
put_sarif_result(struct buf *out, const struct diag *diag)
{
	buf_puts(out, "{\"ruleId\": ");
	json_put_string(out, diag_info(diag->id)->code);
	buf_puts(out, ", \"level\": ");
	json_put_string(out, levels[diag->level].sarif);
	buf_puts(out, ", \"message\": {\"text\": ");
	json_put_string(out, diag->text);
	buf_puts(out, "}");
	put_sarif_place(out, diag);
	buf_puts(out, "}");
}

static void
put_sarif(struct buf *out, const struct diags *diags)
{
	bool named[DIAG_COUNT] = {false}, is_first = true;

	buf_puts(out,
	    "{\"version\": \"2.1.0\",\n \"$schema\": "
	    "\"https://json.schemastore.org/sarif-2.1.0.json\",\n"
	    " \"runs\": [{\"tool\": {\"driver\": {\"name\": "
	    "\"everyread\", \"version\": \"" VERSION "\", \"rules\": [");
	for (size_t i = 0; i < diags->n; i++) {
		enum diag_id id = diags->items[i].id;

		if (!named[id])
			put_sarif_rule(out, id, is_first);
		named[id] = true;
		is_first = false;
	}
	buf_puts(out, "]}},\n  \"results\": [");
	for (size_t i = 0; i < diags->n; i++) {
		buf_puts(out, i > 0 ? ",\n    " : "\n    ");
		put_sarif_result(out, &diags->items[i]);
	}
	buf_puts(out, "]}]}\n");
}

/* Line ends and per cent signs have another meaning there; in a property
 * also colons and commas. */
static void
put_github_text(struct buf *out, const char *text, bool is_property)
{
	for (const char *p = text; *p != '\0'; p++)
		if (strchr("%\r\n", *p) != NULL ||
		    (is_property && strchr(":,", *p) != NULL))
			buf_printf(out, "%%%02X", (unsigned)*p);
		else
			buf_putc(out, *p);
}

static void
put_github(struct buf *out, const struct diag *diag)
{
	const struct diag_info *info = diag_info(diag->id);

	buf_printf(out, "::%s ", levels[diag->level].github);
	if (diag->loc.file != NULL) {
		buf_puts(out, "file=");
		put_github_text(out, diag->loc.file, true);
		if (diag->loc.line > 0)
			buf_printf(out, ",line=%u,col=%u", diag->loc.line,
			    diag->loc.column);
		buf_putc(out, ',');
	}
	buf_printf(out, "title=%s::", info->code);
	put_github_text(out, diag->text, false);
	if (info->todo[0] != '\0') {
		buf_puts(out, ". ");
		put_github_text(out, info->todo, false);
	}
	buf_putc(out, '\n');
}

void
findings_put(
    const struct diags *diags, enum findings_format format, struct buf *out)
{
	assert(format != FINDINGS_TEXT);
	if (format == FINDINGS_SARIF)
		put_sarif(out, diags);
	for (size_t i = 0; format != FINDINGS_SARIF && i < diags->n; i++)
		if (format == FINDINGS_JSON)
			put_json(out, &diags->items[i]);
		else
			put_github(out, &diags->items[i]);
}
