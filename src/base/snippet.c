/* Showing the line that a message is about. */
#include "base/snippet.h"

#include <glib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

enum {
	SNIPPET_COLUMNS = 76, /* of the line that are shown */
	SNIPPET_BEFORE = 28,  /* of them before the words, if it is long */
};

/* Columns of the terminal that a character takes. */
static unsigned
width(gunichar c)
{
	if (c == '\t')
		return 4;
	if (g_unichar_iszerowidth(c))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

/* A line of the source as it is shown: from a character on. */
struct view {
	const char *line;
	size_t len;           /* bytes */
	unsigned first, last; /* marked characters, from 1; last is not */
	unsigned shown_from;  /* the first character shown, from 1 */
	bool cut_before, cut_after;
};

/* Behind the tag or attribute that begins at p: a message about it names no
 * words. */
static unsigned
mark_length(const char *p, size_t len)
{
	size_t n = *p == '<' ? strcspn(p, " \t>/\r\n") : strcspn(p, "=>\r\n");

	if (p[n] == '=' && n + 1 < len && strchr("\"'", p[n + 1]) != NULL) {
		const char *end = memchr(p + n + 2, p[n + 1], len - n - 2);

		n = end != NULL ? (size_t)(end - p) + 1 : n;
	} else if (*p != '<') {
		n = 1;
	}
	return (unsigned)utf8_count(p, n < len ? n : len);
}

static size_t
byte_of(const struct view *view, unsigned column)
{
	const char *p = view->line, *end = view->line + view->len;

	for (; column > 1 && p < end; column--)
		p = g_utf8_next_char(p);
	return (size_t)(p - view->line);
}

/* Leave out white space at the start, and what is too long. */
static void
choose_part(struct view *view)
{
	unsigned columns = 0, from = view->first;
	size_t indent = strspn(view->line, " \t");

	view->shown_from = (unsigned)indent + 1;
	if (view->shown_from > view->first)
		view->shown_from = view->first;
	for (const char *p = view->line + indent; p < view->line + view->len;
	     p = g_utf8_next_char(p))
		columns += width(g_utf8_get_char(p));
	if (columns <= SNIPPET_COLUMNS)
		return;
	for (columns = 0; from > view->shown_from && columns < SNIPPET_BEFORE;)
		columns +=
		    width(g_utf8_get_char(view->line + byte_of(view, --from)));
	view->cut_before = from > view->shown_from;
	view->shown_from = from;
}

static void
print_view(struct view *view, unsigned number, const char *mark, FILE *out)
{
	const char *p = view->line + byte_of(view, view->shown_from);
	const char *end = view->line + view->len;
	struct buf marks = {0};
	unsigned columns = 0;

	fprintf(out, "%6u | %s", number, view->cut_before ? "…" : "");
	if (view->cut_before)
		buf_putc(&marks, ' ');
	for (unsigned k = view->shown_from; p < end; k++) {
		gunichar c = g_utf8_get_char(p);
		unsigned w = width(c);

		if (columns + w > SNIPPET_COLUMNS) {
			fputs("…", out);
			break;
		}
		if (c == '\t')
			fputs("    ", out);
		else if (!g_unichar_iscntrl(c))
			fprintf(out, "%.*s", g_unichar_to_utf8(c, NULL), p);
		for (unsigned i = 0; i < w && k < view->last; i++)
			buf_putc(&marks, k >= view->first ? '^' : ' ');
		columns += w;
		p = g_utf8_next_char(p);
	}
	fprintf(out, "\n       | %s%s%s\n", mark, buf_str(&marks),
	    *mark != '\0' ? "\033[0m" : "");
	buf_release(&marks);
}

void
snippet_print(struct sources *sources, const struct diag *diag,
    const char *mark, FILE *out)
{
	struct view view = {.first = diag->loc.column};
	size_t at;

	if (diag->loc.file == NULL || diag->loc.column == 0)
		return;
	view.line = source_line(
	    sources_file(sources, diag->loc.file), diag->loc.line, &view.len);
	if (view.line == NULL)
		return;
	at = byte_of(&view, view.first);
	if (at >= view.len)
		return;
	view.last =
	    diag->extent.end_line == 0
	        ? view.first + mark_length(view.line + at, view.len - at)
	    : diag->extent.end_line == diag->loc.line
	        ? diag->extent.end_column
	        : (unsigned)utf8_count(view.line, view.len) + 1;
	choose_part(&view);
	print_view(&view, diag->loc.line, mark, out);
}
