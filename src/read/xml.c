/*
 * Reading XML safely, by libxml2's SAX interface.
 *
 * The parser is given the bytes and nothing else: no file, no network, no
 * entities. Places are counted by us, since libxml2 only knows where it has
 * got to, not where a tag began.
 */
#include "read/xml.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "read/mistake.h"

struct reading {
	struct arena *arena;
	struct diags *diags;
	const char *path; /* in the arena */
	const char *bytes;
	size_t len;
	xmlParserCtxtPtr parser;
	struct xml_node *root, *open; /* open: innermost not yet closed */
	int depth;
	int elements;
	bool failed;
	struct buf text;   /* since the last tag */
	size_t text_start; /* its offset */
	/* how far lines and columns are counted */
	size_t counted;
	unsigned line, column;
};

/* Line and column of an offset; offsets are asked for in rising order, but
 * for small steps back inside one tag. */
static struct loc
place(struct reading *r, size_t offset)
{
	if (offset < r->counted) {
		r->counted = 0;
		r->line = r->column = 1;
	}
	if (offset > r->len)
		offset = r->len;
	for (const char *end; (end = memchr(r->bytes + r->counted, '\n',
	                           offset - r->counted)) != NULL;
	     r->counted = (size_t)(end - r->bytes) + 1) {
		r->line++;
		r->column = 1;
	}
	for (; r->counted < offset; r->counted++)
		r->column += (r->bytes[r->counted] & 0xC0) != 0x80;
	return (struct loc){r->path, r->line, r->column};
}

static size_t
consumed(const struct reading *r)
{
	long n = xmlByteConsumed(r->parser);

	if (n < 0)
		return 0;
	return (size_t)n < r->len ? (size_t)n : r->len;
}

static void
stop(struct reading *r)
{
	r->failed = true;
	xmlStopParser(r->parser);
}

static void
append(struct xml_node *parent, struct xml_node *child)
{
	child->parent = parent;
	if (parent->last != NULL)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

/* Make a node of the text since the last tag. */
static void
flush_text(struct reading *r)
{
	struct xml_node *node;
	size_t start = r->text_start;

	if (r->text.len == 0 || r->open == NULL)
		return;
	while (start < r->len && strchr(" \t\r\n", r->bytes[start]) != NULL)
		start++;
	node = ARENA_NEW(r->arena, struct xml_node);
	node->text = arena_strndup(r->arena, r->text.data, r->text.len);
	node->loc = place(r, start);
	append(r->open, node);
	buf_clear(&r->text);
}

/* Where in a tag the attribute of that name stands, looked for from *at on;
 * *at is then behind its value. The end of the tag if it is not there. */
static size_t
find_attribute(const struct reading *r, size_t *at, const char *name)
{
	size_t i = *at, n = strlen(name);

	while (i < r->len && r->bytes[i] != '>') {
		size_t from;

		i += strspn(r->bytes + i, " \t\r\n/");
		from = i;
		i += strcspn(r->bytes + i, " \t\r\n=>");
		*at = i += strcspn(r->bytes + i, "\"'>");
		if (i < r->len && r->bytes[i] != '>') {
			const char *end = memchr(
			    r->bytes + i + 1, r->bytes[i], r->len - i - 1);

			*at = i =
			    end != NULL ? (size_t)(end - r->bytes) + 1 : r->len;
		}
		if (strncmp(r->bytes + from, name, n) == 0 &&
		    strchr(" \t\r\n=", r->bytes[from + n]) != NULL)
			return from;
	}
	return i;
}

/* libxml2 hands over five pointers an attribute. */
enum { SAX_NAME, SAX_PREFIX, SAX_URI, SAX_VALUE, SAX_END, SAX_FIELDS };

/* The parser hands an ampersand in an attribute over as "&#38;" (SAX2.c of
 * libxml2, xmlSAX2AttributeNs: for a tree to be built later). */
static char *
attribute_value(struct reading *r, const xmlChar *start, const xmlChar *end)
{
	char *value =
	    arena_strndup(r->arena, (const char *)start, (size_t)(end - start));
	char *to = value;

	if (strchr(value, '&') == NULL)
		return value;
	for (const char *from = value; *from != '\0'; from++) {
		*to++ = *from;
		if (str_starts(from, "&#38;"))
			from += strlen("#38;");
	}
	*to = '\0';
	return value;
}

static void
add_attributes(struct reading *r, struct xml_node *node, size_t start, int n,
    const xmlChar **fields)
{
	struct xml_attr **end = &node->attrs;
	size_t at = start + strcspn(r->bytes + start, " \t\r\n>");

	for (int i = 0; i < n; i++, fields += SAX_FIELDS) {
		struct xml_attr *attr = ARENA_NEW(r->arena, struct xml_attr);
		const char *name = (const char *)fields[SAX_NAME];
		const char *prefix = (const char *)fields[SAX_PREFIX];

		attr->name = arena_strdup(r->arena, name);
		if (prefix != NULL)
			name = arena_printf(r->arena, "%s:%s", prefix, name);
		if (str_eq(prefix, "xml"))
			attr->name = name;
		else if (fields[SAX_URI] != NULL)
			attr->ns = arena_strdup(
			    r->arena, (const char *)fields[SAX_URI]);
		attr->value =
		    attribute_value(r, fields[SAX_VALUE], fields[SAX_END]);
		attr->loc = place(r, find_attribute(r, &at, name));
		*end = attr;
		end = &attr->next;
	}
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nnamespaces, const xmlChar **namespaces,
    int nattributes, int ndefaulted, const xmlChar **attributes)
{
	struct reading *r = data;
	struct xml_node *node;
	size_t start = consumed(r);
	const char *open = memrchr(r->bytes, '<', start);
	const char *end = memchr(r->bytes + start, '>', r->len - start);

	(void)prefix;
	(void)nnamespaces;
	(void)namespaces;
	(void)ndefaulted;
	if (r->failed)
		return;
	flush_text(r);
	if (open != NULL)
		start = (size_t)(open - r->bytes);
	node = ARENA_NEW(r->arena, struct xml_node);
	node->name = arena_strdup(r->arena, (const char *)name);
	if (uri != NULL)
		node->ns = arena_strdup(r->arena, (const char *)uri);
	node->loc = place(r, start);
	add_attributes(r, node, start, nattributes, attributes);
	if (r->open != NULL)
		append(r->open, node);
	else
		r->root = node;
	r->open = node;
	r->text_start = end != NULL ? (size_t)(end - r->bytes) + 1 : r->len;
	if (++r->elements > XML_MAX_ELEMENTS) {
		diag_add(
		    r->diags, DIAG_XML_ELEMENTS, node->loc, XML_MAX_ELEMENTS);
		stop(r);
		return;
	}
	if (++r->depth > XML_MAX_DEPTH) {
		diag_add(r->diags, DIAG_XML_DEPTH, node->loc, XML_MAX_DEPTH);
		stop(r);
	}
}

static void
on_end(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct reading *r = data;

	(void)name;
	(void)prefix;
	(void)uri;
	if (r->failed || r->open == NULL)
		return;
	flush_text(r);
	r->open = r->open->parent;
	r->depth--;
	r->text_start = consumed(r);
}

static void
on_text(void *data, const xmlChar *text, int len)
{
	struct reading *r = data;

	if (!r->failed)
		buf_add(&r->text, text, (size_t)len);
}

static void
on_doctype(void *data, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	struct reading *r = data;
	size_t at = consumed(r);

	(void)name;
	(void)external;
	(void)system;
	if (r->failed)
		return;
	while (at > 0 && r->bytes[at] != '<')
		at--;
	diag_add(r->diags, DIAG_XML_DOCTYPE, place(r, at));
	stop(r);
}

static void
on_error(void *data, xmlErrorPtr error)
{
	struct reading *r = data;
	size_t at = consumed(r);

	if (r->failed || error->level < XML_ERR_ERROR)
		return;
	/* a closing tag has been read when it is found to be wrong */
	if (error->code == XML_ERR_TAG_NAME_MISMATCH)
		while (at > 0 && r->bytes[--at] != '<')
			continue;
	diag_add(r->diags, DIAG_XML_SYNTAX, place(r, at),
	    mistake_words(r->arena, error));
	stop(r);
}

/* The encoding that an XML declaration names must be the one there is: else
 * it is not known which of the two is wrong. */
static bool
check_encoding(struct reading *r)
{
	const char *end = strstr(r->bytes, "?>"), *at;
	char name[16] = "";

	if (!str_starts(r->bytes, "<?xml") || end == NULL)
		return true;
	at = strstr(r->bytes, "encoding");
	if (at == NULL || at > end ||
	    sscanf(at, "encoding%*[ \t\r\n=\"']%15[A-Za-z0-9._-]", name) != 1 ||
	    strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "US-ASCII") == 0)
		return true;
	return diag_add(r->diags, DIAG_XML_ENCODING,
	    place(r, (size_t)(at - r->bytes)), name);
}

/* The offset after the next mark from i on, or the end. */
static size_t
skip_past(const struct reading *r, size_t i, const char *mark)
{
	const char *found =
	    memmem(r->bytes + i, r->len - i, mark, strlen(mark));

	return found != NULL ? (size_t)(found - r->bytes) + strlen(mark)
	                     : r->len;
}

/* The offset of the end of the tag at i; *n = the values in it. */
static size_t
skip_tag(const struct reading *r, size_t i, size_t *n)
{
	*n = 0;
	for (i++; i < r->len; i++) {
		const char *end;

		i += strcspn(r->bytes + i, "<>\"'");
		if (i >= r->len || r->bytes[i] == '<' || r->bytes[i] == '>')
			break;
		end = memchr(r->bytes + i + 1, r->bytes[i], r->len - i - 1);
		if (end == NULL)
			return r->len;
		i = (size_t)(end - r->bytes);
		++*n;
	}
	return i;
}

/* libxml2 2.9 compares each attribute of an element with each other one. */
static bool
check_attributes(struct reading *r)
{
	static const struct {
		const char *start, *end;
	} skipped[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
	enum { N = sizeof skipped / sizeof *skipped };

	for (size_t i = 0; i < r->len;) {
		const char *open = memchr(r->bytes + i, '<', r->len - i);
		size_t n = 0, kind = 0;

		if (open == NULL)
			break;
		i = (size_t)(open - r->bytes);
		while (kind < N && !str_starts(open, skipped[kind].start))
			kind++;
		if (kind < N)
			i = skip_past(r, i, skipped[kind].end);
		else
			i = skip_tag(r, i, &n);
		if (n > XML_MAX_ATTRIBUTES)
			return diag_add(r->diags, DIAG_XML_ATTRIBUTES,
			    place(r, (size_t)(open - r->bytes)),
			    XML_MAX_ATTRIBUTES);
	}
	return true;
}

/* What people take for a publication, by its first bytes. */
static bool
is_other_file(const struct reading *r)
{
	static const struct {
		const char *start, *what;
	} others[] = {
	    {"PK\3\4", "a file of Word or LibreOffice, or a zip file"},
	    {"\xD0\xCF\x11\xE0", "an old file of Word or Excel"},
	    {"{\\rtf", "an RTF file"},
	    {"%PDF-", "a PDF"},
	};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		size_t n = strlen(others[i].start);

		if (r->len >= n && memcmp(r->bytes, others[i].start, n) == 0) {
			diag_add(r->diags, DIAG_XML_OTHER_FILE,
			    LOC_FILE(r->path), others[i].what);
			return true;
		}
	}
	return false;
}

/* What can be known of the bytes before they are parsed. */
static bool
check_bytes(struct reading *r)
{
	const char *nul = memchr(r->bytes, '\0', r->len);
	size_t valid = utf8_valid_prefix(r->bytes, r->len);

	if (r->len == 0 || (nul == NULL && str_is_blank(r->bytes)))
		return diag_add(r->diags, DIAG_XML_EMPTY, LOC_FILE(r->path));
	if (is_other_file(r) || !check_encoding(r))
		return false;
	if (nul != NULL && (size_t)(nul - r->bytes) < valid)
		valid = (size_t)(nul - r->bytes);
	if (valid < r->len)
		return diag_add(r->diags, DIAG_XML_UTF8, place(r, valid));
	return check_attributes(r);
}

static bool
parse(struct reading *r)
{
	xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
	    .startElementNs = on_start,
	    .endElementNs = on_end,
	    .characters = on_text,
	    .ignorableWhitespace = on_text,
	    .cdataBlock = on_text,
	    .internalSubset = on_doctype,
	    .serror = on_error};
	bool ok;

	r->parser = xmlCreateMemoryParserCtxt(r->bytes, (int)r->len);
	if (r->parser == NULL)
		return diag_add(r->diags, DIAG_XML_SYNTAX, LOC_FILE(r->path),
		    "it cannot be parsed");
	if (r->parser->sax != NULL)
		xmlFree(r->parser->sax);
	r->parser->sax = &sax;
	r->parser->userData = r;
	xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	/* the options reset two handlers to libxml2's own */
	sax.cdataBlock = on_text;
	sax.ignorableWhitespace = on_text;
	xmlParseDocument(r->parser);
	ok = !r->failed && r->parser->wellFormed && r->root != NULL;
	if (!ok && !r->failed)
		diag_add(r->diags, DIAG_XML_SYNTAX, LOC_FILE(r->path),
		    "it ends too early");
	r->parser->sax = NULL;
	xmlFreeParserCtxt(r->parser);
	return ok;
}

struct xml_node *
xml_read_memory(struct arena *arena, const char *path, const char *bytes,
    size_t len, struct diags *diags)
{
	struct reading r = {.arena = arena,
	    .diags = diags,
	    .path = arena_strdup(arena, path),
	    .line = 1,
	    .column = 1};
	bool ok;

	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	r.bytes = bytes;
	r.len = len;
	ok = check_bytes(&r) && parse(&r);
	buf_release(&r.text);
	return ok ? r.root : NULL;
}

struct xml_node *
xml_read(struct arena *arena, const char *path, struct diags *diags)
{
	struct buf bytes = {0};
	struct xml_node *root = NULL;

	if (file_read(path, XML_MAX_BYTES, &bytes, diags, LOC_FILE(path)))
		root = xml_read_memory(
		    arena, path, buf_str(&bytes), bytes.len, diags);
	buf_release(&bytes);
	return root;
}

const char *
xml_attr(const struct xml_node *node, const char *name)
{
	for (const struct xml_attr *a = node->attrs; a != NULL; a = a->next)
		if (a->ns == NULL && str_eq(a->name, name))
			return a->value;
	return NULL;
}

static void
collect_text(const struct xml_node *node, struct buf *out)
{
	if (node->text != NULL)
		buf_puts(out, node->text);
	for (const struct xml_node *c = node->first; c != NULL; c = c->next)
		collect_text(c, out);
}

const char *
xml_text(struct arena *arena, const struct xml_node *node)
{
	struct buf text = {0};
	const char *result;

	collect_text(node, &text);
	result = arena_strdup(arena, buf_str(&text));
	buf_release(&text);
	return result;
}

static struct xml_node *
first_named(struct xml_node *node, const char *name)
{
	while (node != NULL && !str_eq(node->name, name))
		node = node->next;
	return node;
}

struct xml_node *
xml_child(const struct xml_node *node, const char *name)
{
	return first_named(node->first, name);
}

struct xml_node *
xml_sibling(const struct xml_node *node, const char *name)
{
	return first_named(node->next, name);
}
