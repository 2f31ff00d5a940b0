/* Writing numbered objects. */
#include "write/pdf/pdfw.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"

enum { STREAM_OBJECTS = 200 }; /* in one object stream */

void
pdfw_start(struct pdfw *w, struct buf *out, const char *version)
{
	*w = (struct pdfw){.out = out, .packer = packer_new()};
	pdfw_number(w); /* 0 is not an object */
	/* bytes above 127 tell transfer programs that this is not text */
	buf_printf(out, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n", version);
}

void
pdfw_release(struct pdfw *w)
{
	packer_free(w->packer);
	free(w->entries);
	buf_release(&w->index);
	buf_release(&w->bodies);
}

long
pdfw_number(struct pdfw *w)
{
	ARRAY_GROW(w->entries, w->n, w->cap);
	w->entries[w->n] = (struct pdfw_entry){.type = 0};
	return (long)w->n++;
}

long
pdfw_numbers(struct pdfw *w, size_t n)
{
	long first = (long)w->n;

	for (size_t i = 0; i < n; i++)
		pdfw_number(w);
	return first;
}

static void
set_entry(struct pdfw *w, long number, struct pdfw_entry entry)
{
	assert(number > 0 && (size_t)number < w->n);
	assert(w->entries[number].type == 0);
	w->entries[number] = entry;
}

struct buf *
pdfw_open(struct pdfw *w, long number)
{
	if (w->nobjects == 0)
		w->stream = pdfw_number(w);
	set_entry(w, number,
	    (struct pdfw_entry){2, (size_t)w->stream, w->nobjects++});
	buf_printf(&w->index, "%ld %zu ", number, w->bodies.len);
	return &w->bodies;
}

static void
flush_objects(struct pdfw *w)
{
	struct buf dict = {0};

	if (w->nobjects == 0)
		return;
	buf_printf(&dict, "/Type /ObjStm /N %zu /First %zu", w->nobjects,
	    w->index.len);
	buf_add(&w->index, w->bodies.data, w->bodies.len);
	pdfw_stream(w, w->stream, buf_str(&dict),
	    (struct slice){w->index.data, w->index.data + w->index.len},
	    PDFW_PACK);
	buf_clear(&w->index);
	buf_clear(&w->bodies);
	w->nobjects = 0;
	buf_release(&dict);
}

void
pdfw_close(struct pdfw *w)
{
	buf_putc(&w->bodies, '\n');
	if (w->nobjects == STREAM_OBJECTS)
		flush_objects(w);
}

static void
put_stream(struct pdfw *w, long number, const char *dict, const char *filter,
    struct slice bytes)
{
	w->entries[number].where = w->out->len;
	buf_printf(w->out, "%ld 0 obj\n<< %s%s /Length %zu >>\nstream\n",
	    number, dict, filter, slice_len(bytes));
	buf_add(w->out, bytes.p, slice_len(bytes));
	buf_puts(w->out, "\nendstream\nendobj\n");
}

/* Those that are deflated come last: their length is not known yet. */
void
pdfw_stream(struct pdfw *w, long number, const char *dict, struct slice bytes,
    enum pdfw_bytes how)
{
	set_entry(w, number, (struct pdfw_entry){1, 0, 0});
	if (how == PDFW_PACK)
		packer_add(w->packer, number, dict, bytes);
	else
		put_stream(w, number, dict, "", bytes);
}

static void
put_packed(struct pdfw *w, const struct packed *stream)
{
	put_stream(w, stream->number, buf_str(&stream->dict),
	    " /Filter /FlateDecode",
	    (struct slice){
	        stream->bytes.data, stream->bytes.data + stream->bytes.len});
}

static void
put_streams(struct pdfw *w)
{
	size_t n;
	const struct packed *streams = packer_finish(w->packer, &n);

	for (size_t i = 0; i < n; i++)
		put_packed(w, &streams[i]);
}

static void
put_big_endian(struct buf *out, size_t value, int nbytes)
{
	while (nbytes-- > 0)
		buf_putc(out, (char)(value >> (8 * nbytes) & 0xFF));
}

/* The table's rows: kind, place, index. */
static void
put_table(const struct pdfw *w, struct buf *table)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct pdfw_entry *entry = &w->entries[i];

		assert(i == 0 || entry->type != 0);
		put_big_endian(table, entry->type, 1);
		put_big_endian(table, entry->where, 4);
		put_big_endian(table, i == 0 ? 65535 : entry->index, 2);
	}
}

void
pdfw_finish(struct pdfw *w, long catalogue, long info)
{
	struct buf table = {0};
	struct packed last = {0};
	unsigned long long id[2];
	size_t start;

	flush_objects(w);
	put_streams(w);
	last.number = pdfw_number(w);
	start = w->out->len;
	set_entry(w, last.number, (struct pdfw_entry){1, start, 0});
	put_table(w, &table);
	id[0] = hash_add(HASH_START, w->out->data, w->out->len);
	id[1] = hash_add(id[0], table.data, table.len);
	buf_printf(&last.dict,
	    "/Type /XRef /W [1 4 2] /Size %zu /Root %ld 0 R /ID [", w->n,
	    catalogue);
	for (int i = 0; i < 2; i++)
		buf_printf(&last.dict, "<%016llX%016llX>", id[0], id[1]);
	buf_puts(&last.dict, "]");
	if (info != 0)
		buf_printf(&last.dict, " /Info %ld 0 R", info);
	packer_pack(w->packer,
	    (struct slice){table.data, table.data + table.len}, &last.bytes);
	put_packed(w, &last);
	buf_printf(w->out, "startxref\n%zu\n%%%%EOF\n", start);
	buf_release(&table);
	buf_release(&last.dict);
	buf_release(&last.bytes);
}
