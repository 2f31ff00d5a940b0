/*
 * Tables as CSV (RFC 4180): fields with quotation marks, line ends inside
 * them, a byte order mark; commas, semicolons or tabs between, whichever the
 * first row has.
 */
#ifndef REVIEW_CSV_H
#define REVIEW_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum csv_column {
#define COLUMN(name, written) CSV_##name,
#include "review/csv.def"
#undef COLUMN
};
enum {
	CSV_COLUMN_COUNT = 0
#define COLUMN(name, written) +1
#include "review/csv.def"
#undef COLUMN
};

const char *csv_column_name(enum csv_column column);
/* False if there is no column of that name; case does not matter. */
bool csv_column_lookup(const char *written, enum csv_column *column);

/* A field, in quotation marks where it must. A spreadsheet takes a field that
 * starts with = + - @ for a formula: it gets an apostrophe in front. */
void csv_put(struct buf *out, const char *field);

enum {
	CSV_MAX_FIELDS = 64, /* of a row */
	CSV_MAX_FIELD = 16 * 1024,
};

struct csv_reader {
	const char *at, *end;
	char separator;
	unsigned line; /* where the row in hand began, from 1 */
	unsigned next_line;
};

struct csv_row {
	const char *fields[CSV_MAX_FIELDS];
	size_t n;
	unsigned line;
	const char *mistake; /* NULL, or what is wrong with the row */
};

void csv_open(struct csv_reader *reader, const char *bytes, size_t len);
/* The next row, its fields in arena; false at the end. A row with a mistake
 * is skipped to its end and says what it is. */
bool csv_next(
    struct csv_reader *reader, struct arena *arena, struct csv_row *row);

#endif
