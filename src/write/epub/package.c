/* What a reading app reads first: the navigation and the package. */
#include <string.h>

#include "base/str.h"
#include "write/epub/book.h"
#include "write/html/put.h"

/* ---- navigation ---------------------------------------------------------- */

static void put_entries(
    struct book *book, const struct node *parent, const char *file);

static void
put_entry(struct book *book, const struct node *section, const char *file)
{
	const struct node *heading = node_child(section, KIND_HEADING);

	buf_puts(&book->out, "<li><a");
	html_put_attr(&book->out, "href",
	    arena_printf(
	        book->arena, "%s#%s", file, node_attr(section, ATTR_ID)));
	buf_putc(&book->out, '>');
	html_put_text(&book->out,
	    heading != NULL ? document_words(book->arena, heading) : file);
	buf_puts(&book->out, "</a>");
	if (node_child(section, KIND_SECTION) != NULL) {
		buf_puts(&book->out, "\n<ol>\n");
		put_entries(book, section, file);
		buf_puts(&book->out, "</ol>\n");
	}
	buf_puts(&book->out, "</li>\n");
}

static void
put_entries(struct book *book, const struct node *parent, const char *file)
{
	size_t i = 0;

	for (const struct node *s = parent->first; s != NULL; s = s->next)
		if (s->kind == KIND_SECTION)
			put_entry(
			    book, s, file != NULL ? file : book->files[i++]);
}

void
book_add_navigation(struct book *book)
{
	struct hole holes[] = {
	    {.name = "entries"}, {.name = "first", .text = book->files[0]}};
	struct buf bytes = {0};

	put_entries(book, book->document->root, NULL);
	holes[0].markup = arena_strdup(book->arena, buf_str(&book->out));
	buf_clear(&book->out);
	book_fill(book, "epub/nav.xhtml", holes, 2, &bytes);
	book_add(book,
	    &(struct book_file){.id = "nav",
	        .name = "nav.xhtml",
	        .media = "application/xhtml+xml",
	        .properties = "nav"},
	    &bytes);
	buf_puts(&book->spine, "<itemref idref=\"nav\"/>\n");
	buf_release(&bytes);
}

/* ---- package ------------------------------------------------------------- */

static void
put_core(struct book *book, const char *name, const char *value)
{
	if (str_is_blank(value))
		return;
	buf_printf(&book->meta, "<dc:%s>", name);
	html_put_text(&book->meta, value);
	buf_printf(&book->meta, "</dc:%s>\n", name);
}

/* The publication's date as a moment: no clock is asked. */
static const char *
modified(struct book *book)
{
	static const char earliest[] = "2000-01-01";
	const char *date = book->document->date;
	size_t n = strspn(date, "0123456789-");

	if (date[n] != '\0' || (n != 4 && n != 7 && n != 10))
		n = 0;
	return arena_printf(
	    book->arena, "%.*s%sT00:00:00Z", (int)n, date, earliest + n);
}

static void
note_sound(struct book *book)
{
	book_meta(
	    book, "schema:accessibilityFeature", NULL, "synchronizedAudioText");
	book_meta(book, "media:duration", NULL,
	    arena_printf(book->arena, "%u.%03us",
	        (unsigned)(book->spoken_ms / 1000),
	        (unsigned)(book->spoken_ms % 1000)));
	book_meta(book, "media:active-class", NULL, "now");
	book_meta(book, "media:narrator", NULL, "Synthetic voice (espeak-ng)");
}

/* What a reader who chooses a book by what it can do wants to know. */
static void
note_summary(struct book *book)
{
	const char *const *words = book->document->language->words;

	book_meta(book, "schema:accessibilitySummary", NULL,
	    book->spoken_ms == 0
	        ? words[WORD_BOOK_PICTURES]
	        : arena_printf(book->arena, "%s %s", words[WORD_BOOK_PICTURES],
	              words[WORD_BOOK_SOUND]));
}

void
book_add_package(struct book *book)
{
	const struct document *doc = book->document;
	struct buf bytes = {0};

	put_core(book, "creator", doc->organisation);
	put_core(book, "publisher", doc->organisation);
	put_core(book, "description", doc->description);
	put_core(book, "date", doc->date);
	if (book->spoken_ms > 0)
		note_sound(book);
	note_summary(book);
	book_fill(book, "epub/package.opf",
	    (const struct hole[]){
	        {.name = "modified", .text = modified(book)},
	        {.name = "metadata", .markup = buf_str(&book->meta)},
	        {.name = "manifest", .markup = buf_str(&book->manifest)},
	        {.name = "spine", .markup = buf_str(&book->spine)},
	        {.name = "direction",
	            .markup = language_is_right_to_left(doc->lang)
	                          ? " page-progression-direction=\"rtl\""
	                          : ""},
	    },
	    5, &bytes);
	archive_add(book->archive, "EPUB/package.opf", &bytes, false);
	buf_release(&bytes);
}
