/* Reading back Cairo's file: offsets, objects, pages. */
#include "write/pdf/scratch.h"

#include <assert.h>
#include <cairo.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum entry_kind {
	ENTRY_FREE,
	ENTRY_OFFSET,
	ENTRY_PACKED, /* in an object stream */
};

struct scratch_entry {
	enum entry_kind kind;
	size_t where; /* offset, or the object stream's number */
	size_t index; /* in the object stream */
};

/* An inflated object stream. */
struct object_stream {
	bool ready; /* false while it is being read */
	struct buf text;
	size_t nobjects;
	struct {
		long number;
		size_t offset;
	} * objects;
};

void
scratch_complain(struct scratch *scratch, const char *format, ...)
{
	char reason[200];
	va_list args;

	if (scratch->refused)
		return;
	scratch->refused = true;
	va_start(args, format);
	vsnprintf(reason, sizeof reason, format, args);
	va_end(args);
	diag_add(scratch->diags, DIAG_PDF_SCRATCH, LOC_NONE,
	    cairo_version_string(), reason);
}

/* Take a word that must come next. */
static bool
take_word(struct slice *in, const char *word)
{
	struct token token;

	return token_next(in, &token) && slice_is(token.text, word);
}

static bool
take_integer(struct slice *in, long *out)
{
	struct token token;

	return token_next(in, &token) && token.kind == TOKEN_NUMBER &&
	       value_integer(token.text, out);
}

/* What stands at an offset after "12 0 obj". */
static bool
open_at(struct scratch *scratch, long number, size_t offset, struct slice *in)
{
	long found, generation;

	if (offset >= slice_len(scratch->file))
		return scratch_refuse(
		    scratch, "object %ld is outside the file", number);
	*in = (struct slice){scratch->file.p + offset, scratch->file.end};
	if (!take_integer(in, &found) || found != number ||
	    !take_integer(in, &generation) || generation != 0 ||
	    !take_word(in, "obj"))
		return scratch_refuse(
		    scratch, "object %ld is not at its offset", number);
	return true;
}

static bool object_value(struct scratch *scratch, long number,
    struct slice *value, struct slice *rest);

static bool
stream_length(struct scratch *scratch, struct slice dict, long *length)
{
	struct slice value, rest;
	long number;

	if (!dict_find(dict, "/Length", &value))
		return scratch_refuse(scratch, "a stream has no length");
	number = value_ref(value);
	if (number != 0 && !object_value(scratch, number, &value, &rest))
		return false;
	if (!value_integer(value, length))
		return scratch_refuse(scratch, "a stream's length is unclear");
	return true;
}

/* The bytes of a stream; rest stands behind its dictionary. */
static bool
stream_bytes(struct scratch *scratch, struct slice dict, struct slice rest,
    struct slice *bytes)
{
	const char *p;
	long length;

	if (!stream_length(scratch, dict, &length) ||
	    !take_word(&rest, "stream"))
		return scratch_refuse(scratch, "a stream is damaged");
	p = rest.p;
	if (p < rest.end && *p == '\r')
		p++;
	if (p == rest.end || *p++ != '\n' || length > rest.end - p)
		return scratch_refuse(scratch, "a stream is cut short");
	*bytes = (struct slice){p, p + length};
	rest.p = p + length;
	if (!take_word(&rest, "endstream"))
		return scratch_refuse(
		    scratch, "a stream is not as long as it says");
	return true;
}

/* Inflate a stream if it is deflated; no other filter is known. */
static bool
unpack(struct scratch *scratch, struct slice dict, struct slice bytes,
    struct buf *out)
{
	struct slice filter;

	if (dict_find(dict, "/DecodeParms", &filter))
		return scratch_refuse(
		    scratch, "a stream has decoding parameters");
	if (!dict_find(dict, "/Filter", &filter)) {
		buf_add(out, bytes.p, slice_len(bytes));
		return true;
	}
	if (!slice_is(filter, "/FlateDecode"))
		return scratch_refuse(scratch, "a stream has another filter");
	if (!flate_unpack(&scratch->flate, bytes, out))
		return scratch_refuse(scratch, "a stream does not inflate");
	return true;
}

/* Where each object stands in an object stream. */
static bool
read_object_index(struct object_stream *stream, long n, long first)
{
	struct slice in = {
	    stream->text.data, stream->text.data + stream->text.len};

	if (n < 1 || first < 1 || (size_t)first > stream->text.len ||
	    (size_t)n > stream->text.len)
		return false;
	stream->nobjects = (size_t)n;
	stream->objects = mem_alloc((size_t)n * sizeof *stream->objects);
	in.end = in.p + first;
	for (size_t i = 0; i < stream->nobjects; i++) {
		long offset;

		if (!take_integer(&in, &stream->objects[i].number) ||
		    !take_integer(&in, &offset) ||
		    (size_t)offset >= stream->text.len - (size_t)first)
			return false;
		stream->objects[i].offset = (size_t)(first + offset);
	}
	return true;
}

static bool
read_object_stream(struct scratch *scratch, long number)
{
	struct object_stream *stream = mem_alloc(sizeof *stream);
	struct slice dict, rest, bytes, value;
	long n, first;

	*stream = (struct object_stream){.ready = false};
	scratch->streams[number] = stream;
	if (scratch->entries[number].kind != ENTRY_OFFSET ||
	    !object_value(scratch, number, &dict, &rest) ||
	    !dict_has(dict, "/Type", "/ObjStm") ||
	    dict_find(dict, "/Extends", &value) ||
	    !dict_find(dict, "/N", &value) || !value_integer(value, &n) ||
	    !dict_find(dict, "/First", &value) || !value_integer(value, &first))
		return scratch_refuse(
		    scratch, "object stream %ld is of another kind", number);
	if (!stream_bytes(scratch, dict, rest, &bytes) ||
	    !unpack(scratch, dict, bytes, &stream->text))
		return false;
	stream->ready = read_object_index(stream, n, first);
	if (!stream->ready)
		return scratch_refuse(
		    scratch, "object stream %ld has no index", number);
	return true;
}

/* An object in an object stream. */
static bool
open_packed(struct scratch *scratch, long number, struct slice *in)
{
	const struct scratch_entry *entry = &scratch->entries[number];
	const struct object_stream *stream;
	size_t i = entry->index;

	if (entry->where >= scratch->nentries)
		return scratch_refuse(
		    scratch, "object %ld has no stream", number);
	if (scratch->streams[entry->where] == NULL &&
	    !read_object_stream(scratch, (long)entry->where))
		return false;
	stream = scratch->streams[entry->where];
	if (!stream->ready || i >= stream->nobjects ||
	    stream->objects[i].number != number)
		return scratch_refuse(
		    scratch, "object %ld is not in its stream", number);
	*in = (struct slice){stream->text.data + stream->objects[i].offset,
	    stream->text.data + stream->text.len};
	return true;
}

/* The value of an object and what follows it. */
static bool
object_value(struct scratch *scratch, long number, struct slice *value,
    struct slice *rest)
{
	const struct scratch_entry *entry;

	if (number <= 0 || (size_t)number >= scratch->nentries)
		return scratch_refuse(
		    scratch, "there is no object %ld", number);
	entry = &scratch->entries[number];
	switch (entry->kind) {
	case ENTRY_FREE:
		return scratch_refuse(scratch, "object %ld is free", number);
	case ENTRY_OFFSET:
		if (!open_at(scratch, number, entry->where, rest))
			return false;
		break;
	case ENTRY_PACKED:
		if (!open_packed(scratch, number, rest))
			return false;
		break;
	}
	if (!value_next(rest, value))
		return scratch_refuse(
		    scratch, "object %ld has a bad value", number);
	return true;
}

bool
scratch_object(
    struct scratch *scratch, long number, struct scratch_object *object)
{
	struct slice rest;
	struct token token;

	*object = (struct scratch_object){.is_stream = false};
	if (!object_value(scratch, number, &object->value, &rest))
		return false;
	if (scratch->entries[number].kind == ENTRY_PACKED)
		return true;
	token_next(&(struct slice){rest.p, rest.end}, &token);
	if (slice_is(token.text, "endobj"))
		return true;
	object->is_stream = true;
	return stream_bytes(scratch, object->value, rest, &object->bytes);
}

bool
scratch_resolve(struct scratch *scratch, struct slice value, struct slice *out)
{
	long number = value_ref(value);
	struct slice rest;

	*out = value;
	return number == 0 || object_value(scratch, number, out, &rest);
}

bool
scratch_key(struct scratch *scratch, struct slice dict, const char *key,
    struct slice *out)
{
	if (!dict_find(dict, key, out))
		return scratch_refuse(scratch, "%s is missing", key);
	return scratch_resolve(scratch, *out, out);
}

static bool
make_entries(struct scratch *scratch, long n)
{
	if (n < 1 || (size_t)n > slice_len(scratch->file))
		return scratch_refuse(scratch, "it has %ld objects", n);
	scratch->nentries = (size_t)n;
	scratch->entries =
	    mem_alloc(scratch->nentries * sizeof *scratch->entries);
	scratch->streams =
	    mem_alloc(scratch->nentries * sizeof *scratch->streams);
	for (size_t i = 0; i < scratch->nentries; i++) {
		scratch->entries[i] = (struct scratch_entry){ENTRY_FREE, 0, 0};
		scratch->streams[i] = NULL;
	}
	return true;
}

/* Cairo 1.16: a table of offsets, then the trailer. */
static bool
read_table(struct scratch *scratch, struct slice in, struct slice *trailer)
{
	long first, n;

	if (!take_integer(&in, &first) || first != 0 || !take_integer(&in, &n))
		return scratch_refuse(scratch, "its table has another start");
	if (!make_entries(scratch, n))
		return false;
	for (size_t i = 0; i < scratch->nentries; i++) {
		struct token use;
		long offset, generation;

		if (!take_integer(&in, &offset) ||
		    !take_integer(&in, &generation) || !token_next(&in, &use))
			return scratch_refuse(scratch, "its table is damaged");
		if (slice_is(use.text, "n") && generation == 0)
			scratch->entries[i] = (struct scratch_entry){
			    ENTRY_OFFSET, (size_t)offset, 0};
		else if (!slice_is(use.text, "f"))
			return scratch_refuse(scratch, "its table is damaged");
	}
	if (!take_word(&in, "trailer") || !value_next(&in, trailer))
		return scratch_refuse(scratch, "it has no trailer");
	return true;
}

static size_t
big_endian(const char *p, long n)
{
	size_t value = 0;

	while (n-- > 0)
		value = value << 8 | (unsigned char)*p++;
	return value;
}

/* /W: bytes in each of the three columns. */
static bool
read_widths(struct slice dict, long widths[3])
{
	struct slice value;
	struct token token;

	if (!dict_find(dict, "/W", &value) || !token_next(&value, &token) ||
	    token.kind != TOKEN_ARRAY_OPEN)
		return false;
	for (int i = 0; i < 3; i++)
		if (!take_integer(&value, &widths[i]) || widths[i] < 1 ||
		    widths[i] > 4)
			return false;
	return take_word(&value, "]");
}

static bool
fill_entries(
    struct scratch *scratch, const struct buf *table, const long widths[3])
{
	const char *p = table->data;

	if (table->len !=
	    scratch->nentries * (size_t)(widths[0] + widths[1] + widths[2]))
		return scratch_refuse(scratch, "its table has another size");
	assert(p != NULL); /* there is an entry, and it has a width */
	for (size_t i = 0; i < scratch->nentries; i++) {
		size_t kind = big_endian(p, widths[0]);

		if (kind > ENTRY_PACKED)
			return scratch_refuse(scratch, "its table is damaged");
		scratch->entries[i].kind = (enum entry_kind)kind;
		p += widths[0];
		scratch->entries[i].where = big_endian(p, widths[1]);
		p += widths[1];
		scratch->entries[i].index = big_endian(p, widths[2]);
		p += widths[2];
	}
	return true;
}

/* Cairo 1.18: the table is a stream, and its dictionary is the trailer. */
static bool
read_xref_stream(
    struct scratch *scratch, struct slice in, struct slice *trailer)
{
	struct slice value, bytes;
	struct buf table = {0};
	long number, size, widths[3];
	bool ok;

	if (!take_integer(&in, &number) || !take_word(&in, "0") ||
	    !take_word(&in, "obj") || !value_next(&in, trailer) ||
	    !dict_has(*trailer, "/Type", "/XRef") ||
	    dict_find(*trailer, "/Index", &value) ||
	    !dict_find(*trailer, "/Size", &value) ||
	    !value_integer(value, &size) || !read_widths(*trailer, widths) ||
	    !dict_find(*trailer, "/Length", &value) || value_ref(value) != 0)
		return scratch_refuse(scratch, "its table is of another kind");
	ok = stream_bytes(scratch, *trailer, in, &bytes) &&
	     unpack(scratch, *trailer, bytes, &table) &&
	     make_entries(scratch, size) &&
	     fill_entries(scratch, &table, widths);
	buf_release(&table);
	return ok;
}

/* The offset behind the last "startxref". */
static bool
find_table(struct scratch *scratch, struct slice *in)
{
	static const char word[] = "startxref";
	const size_t n = sizeof word - 1;
	const char *p;
	long offset;

	if (slice_len(scratch->file) < n)
		return scratch_refuse(scratch, "it is empty");
	for (p = scratch->file.end - n; p > scratch->file.p; p--)
		if (memcmp(p, word, n) == 0)
			break;
	*in = (struct slice){p + n, scratch->file.end};
	if (p == scratch->file.p || !take_integer(in, &offset) ||
	    (size_t)offset >= slice_len(scratch->file))
		return scratch_refuse(scratch, "it has no table");
	in->p = scratch->file.p + offset;
	return true;
}

static bool
read_xref(struct scratch *scratch, struct slice *trailer)
{
	struct slice in, after, value;
	bool ok;

	if (!find_table(scratch, &in))
		return false;
	after = in;
	if (take_word(&after, "xref"))
		ok = read_table(scratch, after, trailer);
	else
		ok = read_xref_stream(scratch, in, trailer);
	if (ok && (dict_find(*trailer, "/Prev", &value) ||
	              dict_find(*trailer, "/Encrypt", &value)))
		return scratch_refuse(scratch, "it was changed after writing");
	return ok;
}

static bool
has_size(struct slice box, double width, double height)
{
	const double want[4] = {0, 0, width, height};
	struct token token;

	if (!token_next(&box, &token) || token.kind != TOKEN_ARRAY_OPEN)
		return false;
	for (int i = 0; i < 4; i++) {
		double value;

		if (!token_next(&box, &token) ||
		    !value_real(token.text, &value) ||
		    fabs(value - want[i]) > 0.01)
			return false;
	}
	return take_word(&box, "]");
}

static bool
read_page(struct scratch *scratch, long number, const struct sheet *sheet)
{
	struct scratch_page *page = &scratch->page;
	struct scratch_object object, contents;
	struct slice value, parms;

	if (!scratch_object(scratch, number, &object))
		return false;
	if (!dict_has(object.value, "/Type", "/Page") ||
	    !dict_find(object.value, "/MediaBox", &value) ||
	    !has_size(value, sheet->paper_width, sheet->paper_height) ||
	    dict_find(object.value, "/Annots", &value) ||
	    dict_find(object.value, "/Rotate", &value))
		return scratch_refuse(scratch, "its page is of another kind");
	if (!scratch_key(
	        scratch, object.value, "/Resources", &page->resources) ||
	    !dict_find(object.value, "/Contents", &value) ||
	    !scratch_object(scratch, value_ref(value), &contents))
		return scratch_refuse(scratch, "a page has no contents");
	if (dict_find(object.value, "/Group", &value) &&
	    !scratch_resolve(scratch, value, &page->group))
		return false;
	page->contents = contents.bytes;
	page->packed = dict_find(contents.value, "/Filter", &value);
	if (!contents.is_stream ||
	    dict_find(contents.value, "/DecodeParms", &parms) ||
	    (page->packed && !slice_is(value, "/FlateDecode")))
		return scratch_refuse(
		    scratch, "a page is packed in another way");
	return true;
}

static bool
find_page(
    struct scratch *scratch, struct slice trailer, const struct sheet *sheet)
{
	struct slice catalogue, tree, kids;
	struct token token;

	if (!scratch_key(scratch, trailer, "/Root", &catalogue) ||
	    !scratch_key(scratch, catalogue, "/Pages", &tree) ||
	    !scratch_key(scratch, tree, "/Kids", &kids))
		return false;
	if (!dict_has(catalogue, "/Type", "/Catalog") ||
	    !dict_has(tree, "/Type", "/Pages"))
		return scratch_refuse(scratch, "its catalogue is another");
	if (!take_word(&kids, "[") || !token_next(&kids, &token) ||
	    token.kind != TOKEN_REF || !take_word(&kids, "]"))
		return scratch_refuse(
		    scratch, "it has more or less than a page");
	return read_page(scratch, token.ref, sheet);
}

bool
scratch_open(struct scratch *scratch, const struct buf *file,
    const struct sheet *sheet, struct diags *diags)
{
	struct slice trailer;

	*scratch = (struct scratch){
	    .file = {buf_str(file), buf_str(file) + file->len},
	    .diags = diags,
	};
	return read_xref(scratch, &trailer) &&
	       find_page(scratch, trailer, sheet);
}

void
scratch_close(struct scratch *scratch)
{
	for (size_t i = 0; i < scratch->nentries; i++) {
		if (scratch->streams[i] == NULL)
			continue;
		buf_release(&scratch->streams[i]->text);
		free(scratch->streams[i]->objects);
		free(scratch->streams[i]);
	}
	free(scratch->streams);
	free(scratch->entries);
	flate_release(&scratch->flate);
}
