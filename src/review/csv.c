/* CSV: RFC 4180 and what spreadsheets make of it. */
#include "review/csv.h"

#include <glib.h>
#include <string.h>

#include "base/str.h"

static const char *const columns[CSV_COLUMN_COUNT] = {
#define COLUMN(name, written) written,
#include "review/csv.def"
#undef COLUMN
};

const char *
csv_column_name(enum csv_column column)
{
	return columns[column];
}

bool
csv_column_lookup(const char *written, enum csv_column *column)
{
	for (int c = 0; c < CSV_COLUMN_COUNT; c++)
		if (g_ascii_strcasecmp(written, columns[c]) == 0) {
			*column = (enum csv_column)c;
			return true;
		}
	return false;
}

void
csv_put(struct buf *out, const char *field)
{
	const char *guard =
	    *field != '\0' && strchr("=+-@\t\r", *field) != NULL ? "'" : "";

	if (strpbrk(field, ",;\t\"\r\n") == NULL) {
		buf_printf(out, "%s%s", guard, field);
		return;
	}
	buf_printf(out, "\"%s", guard);
	for (const char *p = field; *p != '\0'; p++) {
		if (*p == '"')
			buf_putc(out, '"');
		buf_putc(out, *p);
	}
	buf_putc(out, '"');
}

/* The one of , ; and tab that the first row has most of. */
static char
find_separator(const char *at, const char *end)
{
	static const char kinds[] = ",;\t";
	size_t counts[3] = {0}, best = 0;

	for (; at < end && *at != '\n' && *at != '\r'; at++)
		for (size_t k = 0; k < 3; k++)
			counts[k] += *at == kinds[k];
	for (size_t k = 1; k < 3; k++)
		if (counts[k] > counts[best])
			best = k;
	return kinds[best];
}

void
csv_open(struct csv_reader *reader, const char *bytes, size_t len)
{
	static const char mark[] = "\xEF\xBB\xBF";

	*reader = (struct csv_reader){
	    .at = bytes, .end = bytes + len, .next_line = 1};
	if (len >= 3 && memcmp(bytes, mark, 3) == 0)
		reader->at += 3;
	reader->separator = find_separator(reader->at, reader->end);
}

static bool
is_line_end(const struct csv_reader *r)
{
	return r->at < r->end && (*r->at == '\n' || *r->at == '\r');
}

/* Past a line end: CR, LF or both. */
static void
take_line_end(struct csv_reader *r)
{
	if (*r->at == '\r' && r->at + 1 < r->end && r->at[1] == '\n')
		r->at++;
	r->at++;
	r->next_line++;
}

/* A field in quotation marks; at stands behind the first. */
static const char *
take_quoted(struct csv_reader *r, struct buf *field)
{
	for (;;) {
		if (r->at == r->end)
			return "a quotation mark is not closed";
		if (*r->at == '"') {
			r->at++;
			if (r->at == r->end || *r->at != '"')
				break;
		} else if (is_line_end(r)) {
			take_line_end(r);
			buf_putc(field, '\n');
			continue;
		}
		buf_putc(field, *r->at++);
	}
	if (r->at < r->end && *r->at != r->separator && !is_line_end(r))
		return "something stands behind a closing quotation mark";
	return NULL;
}

static const char *
take_plain(struct csv_reader *r, struct buf *field)
{
	while (r->at < r->end && *r->at != r->separator && !is_line_end(r)) {
		if (*r->at == '"')
			return "a quotation mark stands inside a field that "
			       "does not start with one";
		buf_putc(field, *r->at++);
	}
	return NULL;
}

static void
skip_line(struct csv_reader *r)
{
	while (r->at < r->end && !is_line_end(r))
		r->at++;
}

/* A NUL or bytes that are no UTF-8 are no text. */
static const char *
text_mistake(const struct buf *field)
{
	if (field->len > CSV_MAX_FIELD)
		return "a field is too long";
	if (field->len > 0 && memchr(field->data, '\0', field->len) != NULL)
		return "its letters are not UTF-8; save the table as CSV "
		       "in UTF-8";
	if (utf8_valid_prefix(buf_str(field), field->len) < field->len)
		return "its letters are not UTF-8; save the table as CSV "
		       "in UTF-8";
	return NULL;
}

static const char *
take_field(struct csv_reader *r, struct arena *arena, struct csv_row *row)
{
	struct buf field = {0};
	const char *mistake;

	if (r->at < r->end && *r->at == '"') {
		r->at++;
		mistake = take_quoted(r, &field);
	} else {
		mistake = take_plain(r, &field);
	}
	if (mistake == NULL)
		mistake = text_mistake(&field);
	if (mistake == NULL && row->n == CSV_MAX_FIELDS)
		mistake = "it has too many fields";
	if (mistake == NULL)
		row->fields[row->n++] =
		    arena_strndup(arena, buf_str(&field), field.len);
	buf_release(&field);
	return mistake;
}

bool
csv_next(struct csv_reader *reader, struct arena *arena, struct csv_row *row)
{
	*row = (struct csv_row){.line = reader->next_line};
	reader->line = reader->next_line;
	if (reader->at >= reader->end)
		return false;
	for (;;) {
		row->mistake = take_field(reader, arena, row);
		if (row->mistake != NULL) {
			skip_line(reader);
			break;
		}
		if (reader->at == reader->end || is_line_end(reader))
			break;
		reader->at++; /* the separator */
	}
	if (is_line_end(reader))
		take_line_end(reader);
	return true;
}
