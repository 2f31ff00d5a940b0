/*
 * Reading back the file that Cairo wrote.
 *
 * Known: what Cairo 1.16 (a table of offsets) and 1.18 (a cross-reference
 * stream, object streams) write. Everything else is refused with a message:
 * a Cairo of the future fails loudly and never leaves a wrong file. All of
 * the file is borrowed.
 */
#ifndef WRITE_PDF_SCRATCH_H
#define WRITE_PDF_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "write/pdf/flate.h"
#include "write/pdf/paint.h"
#include "write/pdf/token.h"

/* What Cairo wrote for a picture. */
struct scratch_page {
	struct slice contents;  /* bytes as they stand in the file */
	bool packed;            /* they are deflated */
	struct slice resources; /* a dictionary */
	struct slice group;     /* a dictionary; empty if there is none */
};

struct scratch_object {
	struct slice value; /* of a stream: its dictionary */
	bool is_stream;
	struct slice bytes; /* of the stream, as they stand */
};

struct scratch_entry;
struct object_stream;

struct scratch {
	struct slice file;
	struct diags *diags;
	bool refused; /* there is a message */
	struct flate flate;
	struct scratch_entry *entries; /* by object number */
	size_t nentries;
	struct object_stream **streams; /* by object number; NULL = unread */
	struct scratch_page page;
};

/* A file with one page, for this sheet. False after a message.
 * scratch_close() in either case. */
bool scratch_open(struct scratch *scratch, const struct buf *file,
    const struct sheet *sheet, struct diags *diags);
void scratch_close(struct scratch *scratch);

/* Refuse the file: one message, the first reason only. */
void scratch_complain(struct scratch *scratch, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same with the value false, for `return scratch_refuse(…)`: who follows
 * the paths of a caller, the compilers' analysers too, sees that it is. */
#define scratch_refuse(...) (scratch_complain(__VA_ARGS__), false)

/* The object of that number. False after a message. */
bool scratch_object(
    struct scratch *scratch, long number, struct scratch_object *object);
/* A value, or the value of the object it refers to. */
bool scratch_resolve(
    struct scratch *scratch, struct slice value, struct slice *out);
/* The resolved value of a key that must be there. */
bool scratch_key(struct scratch *scratch, struct slice dict, const char *key,
    struct slice *out);

#endif
