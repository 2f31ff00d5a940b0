/* Walking a block of the source again. */
#include "check/locate.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/source.h"
#include "base/str.h"

enum { MAX_REFERENCE = 12 }; /* bytes: "&#x10FFFF;" */

/* Where a byte of a block's words comes from in the file. */
struct byte_origin {
	size_t from, to;
};

/* The block that was looked at last. */
struct block {
	const struct node *node;
	const struct source *source;
	struct buf text;
	struct byte_origin *origins; /* one for each byte of text */
	size_t cap;
};

struct locator {
	struct sources *sources;
	struct block block;
};

struct locator *
locator_new(struct sources *sources)
{
	struct locator *locator = mem_alloc(sizeof *locator);

	*locator = (struct locator){.sources = sources};
	return locator;
}

void
locator_free(struct locator *locator)
{
	buf_release(&locator->block.text);
	free(locator->block.origins);
	free(locator);
}

static void
add_character(struct block *block, unsigned c, size_t from, size_t to)
{
	bool is_space = c < 0x80 && strchr(" \t\r\n", (int)c) != NULL;
	size_t n = block->text.len;

	if (is_space && (n == 0 || block->text.data[n - 1] == ' '))
		return;
	buf_put_utf8(&block->text, is_space ? ' ' : c);
	for (; n < block->text.len; n++) {
		ARRAY_GROW(block->origins, n, block->cap);
		block->origins[n] = (struct byte_origin){from, to};
	}
}

/* The character that a reference (&amp; &#8211; &#x2013;) stands for; 0 if
 * it is none. *len is that of the reference. */
static unsigned
reference(const char *p, size_t *len)
{
	static const struct {
		const char *name;
		unsigned character;
	} names[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'},
	    {"&quot;", '"'}, {"&apos;", '\''}};
	bool is_hex;
	char *end;
	unsigned long c;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_starts(p, names[i].name)) {
			*len = strlen(names[i].name);
			return names[i].character;
		}
	if (!str_starts(p, "&#"))
		return 0;
	is_hex = p[2] == 'x';
	c = strtoul(p + 2 + is_hex, &end, is_hex ? 16 : 10);
	if (*end != ';' || end - p > MAX_REFERENCE || c > 0x10FFFF)
		return 0;
	*len = (size_t)(end - p) + 1;
	return (unsigned)c;
}

/* Behind the mark from p on, or the end. */
static const char *
skip_past(const char *p, const char *mark)
{
	const char *end = strstr(p, mark);

	return end != NULL ? end + strlen(mark) : p + strlen(p);
}

/* Behind the tag at p; what its quotation marks hold is no end of it. */
static const char *
skip_tag(const char *p)
{
	while (*p != '\0' && *p != '>') {
		if (*p == '"' || *p == '\'') {
			const char *end = strchr(p + 1, *p);

			if (end == NULL)
				return p + strlen(p);
			p = end;
		}
		p++;
	}
	return *p == '>' ? p + 1 : p;
}

/* Pass a tag, a comment or the like; *depth follows the elements. */
static const char *
pass_markup(const char *p, int *depth)
{
	const char *end;

	if (str_starts(p, "<!--"))
		return skip_past(p, "-->");
	if (str_starts(p, "<?"))
		return skip_past(p, "?>");
	end = skip_tag(p);
	if (p[1] == '/')
		--*depth;
	else if (end - p < 2 || end[-2] != '/')
		++*depth;
	return end;
}

static const char *
add_cdata(struct block *block, const char *start, const char *p)
{
	const char *end = strstr(p, "]]>");

	if (end == NULL)
		return p + strlen(p);
	for (p += strlen("<![CDATA["); p < end;) {
		const char *next = g_utf8_next_char(p);

		add_character(block, g_utf8_get_char(p), (size_t)(p - start),
		    (size_t)(next - start));
		p = next;
	}
	return end + strlen("]]>");
}

/* Collect the words of the element that begins at byte `at`. */
static void
walk(struct block *block, const struct source *source, size_t at)
{
	const char *start = source->bytes.data, *p = start + at;
	int depth = 0;

	do {
		size_t n = 0;
		unsigned c;

		if (str_starts(p, "<![CDATA[")) {
			p = add_cdata(block, start, p);
			continue;
		}
		if (*p == '<') {
			p = pass_markup(p, &depth);
			continue;
		}
		c = *p == '&' ? reference(p, &n) : 0;
		if (c == 0) {
			c = g_utf8_get_char(p);
			n = (size_t)(g_utf8_next_char(p) - p);
		}
		add_character(
		    block, c, (size_t)(p - start), (size_t)(p - start) + n);
		p += n;
	} while (depth > 0 && *p != '\0');
}

/* Walk the element of a node of the publication. */
static void
open_block(struct locator *locator, const struct node *node)
{
	struct block *block = &locator->block;
	struct loc loc = node != NULL ? node->loc : LOC_NONE;
	size_t at;

	block->node = node;
	block->source = NULL;
	buf_clear(&block->text);
	if (loc.file == NULL)
		return;
	block->source = sources_file(locator->sources, loc.file);
	at = source_byte(block->source, loc);
	if (at < block->source->bytes.len &&
	    block->source->bytes.data[at] == '<')
		walk(block, block->source, at);
}

/* Where the sentence begins in its block; false if it is not there. */
static bool
find_sentence(
    const struct block *block, const struct sentence *sentence, size_t *at)
{
	const struct node *node = sentence->node;
	const char *text = buf_str(&block->text), *found = text;

	for (size_t i = 0; i < node->nsentences; i++) {
		found = strstr(found, node->sentences[i].text);
		if (found == NULL)
			return false;
		if (&node->sentences[i] == sentence) {
			*at = (size_t)(found - text);
			return true;
		}
		found += node->sentences[i].len;
	}
	return false;
}

/* Do the bytes stand in the file one after another, as they are? */
static bool
is_plain(const struct block *block, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++) {
		const struct byte_origin *origin = &block->origins[i];

		if (i > start && origin->from != block->origins[i - 1].to &&
		    origin->from != block->origins[i - 1].from)
			return false;
	}
	return true;
}

/* The place of bytes of the block's words. */
static bool
place(const struct block *block, size_t start, size_t end, struct loc *loc,
    struct diag_extent *extent)
{
	size_t from, to;

	if (start >= end || end > block->text.len)
		return false;
	from = block->origins[start].from;
	to = block->origins[end - 1].to;
	source_place(block->source, from, &loc->line, &loc->column);
	source_place(block->source, to, &extent->end_line, &extent->end_column);
	loc->file = block->source->path;
	if (is_plain(block, start, end)) {
		extent->from = from;
		extent->to = to;
	}
	return true;
}

bool
locate(struct locator *locator, const struct sentence *sentence, size_t start,
    size_t len, struct loc *loc, struct diag_extent *extent)
{
	struct block *block = &locator->block;
	const struct node *node = sentence->node->source;
	size_t at, end;

	if (node == NULL || block->node != node)
		open_block(locator, node);
	if (block->source == NULL || !find_sentence(block, sentence, &at))
		return false;
	end = at + start + (len > 0 ? len : sentence->len - start);
	return place(block, at + start, end, loc, extent);
}

bool
locate_data(struct locator *locator, const struct node *node, struct loc *loc,
    struct diag_extent *extent)
{
	struct block *block = &locator->block;
	size_t end;

	open_block(locator, node);
	end = block->text.len;
	if (block->source == NULL)
		return false;
	while (end > 0 && block->text.data[end - 1] == ' ')
		end--;
	return place(block, 0, end, loc, extent);
}
