/* Copying objects with new numbers. */
#include "write/pdf/copy.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "write/pdf/check.h"

void
copier_start(struct copier *copier, struct scratch *scratch, struct pdfw *out)
{
	const size_t size = scratch->nentries * sizeof *copier->numbers;

	*copier = (struct copier){.scratch = scratch, .out = out};
	copier->numbers = mem_alloc(size);
	memset(copier->numbers, 0, size);
}

void
copier_release(struct copier *copier)
{
	free(copier->numbers);
	free(copier->queue);
}

long
copier_number(struct copier *copier, long old)
{
	if (old <= 0 || (size_t)old >= copier->scratch->nentries) {
		scratch_complain(
		    copier->scratch, "there is no object %ld", old);
		return 0;
	}
	if (copier->numbers[old] == 0) {
		copier->numbers[old] = pdfw_number(copier->out);
		ARRAY_GROW(copier->queue, copier->n, copier->cap);
		copier->queue[copier->n++] = old;
	}
	return copier->numbers[old];
}

bool
copier_value(struct copier *copier, struct slice value, struct buf *out)
{
	struct token token;

	while (token_next(&value, &token)) {
		if (token.kind == TOKEN_REF) {
			long number = copier_number(copier, token.ref);

			if (number == 0)
				return false;
			buf_printf(out, " %ld 0 R", number);
			continue;
		}
		buf_putc(out, ' ');
		buf_add(out, token.text.p, slice_len(token.text));
	}
	return token.kind == TOKEN_END ||
	       scratch_refuse(copier->scratch, "a value is damaged");
}

/* Entries of a dictionary that are left out: the length is written anew,
 * PDF/A forbids smoothed images, and Cairo 1.18 numbers a page's parents. */
static bool
is_dropped(struct slice key)
{
	return slice_is(key, "/Length") || slice_is(key, "/Interpolate") ||
	       slice_is(key, "/StructParents");
}

/* Only what a page draws with is copied; nothing may lead back to pages. */
static bool
check_type(struct copier *copier, struct slice dict)
{
	static const char *const foreign[] = {
	    "/Page", "/Pages", "/Catalog", "/Annot", "/StructTreeRoot"};

	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		if (dict_has(dict, "/Type", foreign[i]))
			return scratch_refuse(copier->scratch,
			    "a drawing that leads to a %s", foreign[i] + 1);
	if (dict_has(dict, "/Type", "/Font"))
		return check_font(copier->scratch, dict);
	return true;
}

/* The entries of a dictionary, mended; the brackets are left out. */
static bool
copy_entries(struct copier *copier, struct slice dict, struct buf *out)
{
	struct slice in = dict, key, value;

	if (!check_type(copier, dict))
		return false;
	while (dict_next(&in, &key, &value)) {
		if (is_dropped(key))
			continue;
		buf_putc(out, ' ');
		buf_add(out, key.p, slice_len(key));
		if (!copier_value(copier, value, out))
			return false;
	}
	/* no Cairo writes this, and all PDF standards want it */
	if (dict_has(dict, "/Subtype", "/CIDFontType2") &&
	    !dict_find(dict, "/CIDToGIDMap", &value))
		buf_puts(out, " /CIDToGIDMap /Identity");
	return true;
}

static bool
copy_plain(struct copier *copier, long number, struct slice value)
{
	struct buf text = {0};
	bool is_dict = slice_len(value) > 1 && memcmp(value.p, "<<", 2) == 0;
	bool ok;

	if (is_dict)
		ok = copy_entries(copier, value, &text);
	else
		ok = copier_value(copier, value, &text);
	if (ok) {
		struct buf *out = pdfw_open(copier->out, number);

		buf_printf(out, is_dict ? "<<%s >>" : "%s", buf_str(&text));
		pdfw_close(copier->out);
	}
	buf_release(&text);
	return ok;
}

static bool
copy_stream(
    struct copier *copier, long number, const struct scratch_object *object)
{
	struct buf dict = {0};
	bool ok = copy_entries(copier, object->value, &dict);

	if (ok)
		pdfw_stream(copier->out, number, buf_str(&dict), object->bytes,
		    PDFW_FILTERED);
	buf_release(&dict);
	return ok;
}

bool
copier_finish(struct copier *copier)
{
	while (copier->n > 0) {
		long old = copier->queue[--copier->n];
		long number = copier->numbers[old];
		struct scratch_object object;
		bool ok = scratch_object(copier->scratch, old, &object);

		if (ok && object.is_stream)
			ok = copy_stream(copier, number, &object);
		else if (ok)
			ok = copy_plain(copier, number, object.value);
		if (!ok)
			return false;
	}
	return true;
}
