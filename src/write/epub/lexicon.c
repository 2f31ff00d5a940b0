/* How words are said, from <words>, for the voice of a reading app: a
 * pronunciation lexicon (PLS 1.0) for each language (EMO-11). */
#include "base/str.h"
#include "write/epub/book.h"
#include "write/html/put.h"

/* What a voice says instead; NULL if the word is said as it is written. */
static const char *
alias_of(struct book *book, const struct pronunciation *p)
{
	struct buf letters = {0};
	const char *alias, *at = p->text;

	if (p->how == SAY_WORD)
		return NULL;
	if (p->how == SAY_AS)
		return p->as;
	while (*at != '\0') {
		if (letters.len > 0)
			buf_putc(&letters, ' ');
		buf_put_utf8(&letters, utf8_next(&at));
	}
	alias = arena_strdup(book->arena, buf_str(&letters));
	buf_release(&letters);
	return alias;
}

static const char *
lang_of(const struct book *book, const struct pronunciation *p)
{
	return p->lang != NULL ? p->lang : book->document->lang;
}

/* The lexemes of a language; returns how many there are. */
static size_t
put_lexemes(struct book *book, const char *lang, struct buf *out)
{
	const struct document *doc = book->document;
	size_t n = 0;

	for (size_t i = 0; i < doc->npronunciations; i++) {
		const struct pronunciation *p = &doc->pronunciations[i];
		const char *alias = alias_of(book, p);

		if (alias == NULL || !str_eq(lang_of(book, p), lang))
			continue;
		n++;
		buf_puts(out, "<lexeme><grapheme>");
		html_put_text(out, p->text);
		buf_puts(out, "</grapheme><alias>");
		html_put_text(out, alias);
		buf_puts(out, "</alias></lexeme>\n");
	}
	return n;
}

static void
add_lexicon(struct book *book, const char *lang, struct buf *links)
{
	const char *id = arena_printf(book->arena, "lexicon-%s", lang);
	const char *name = arena_printf(book->arena, "%s.pls", id);
	struct buf out = {0};

	buf_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	               "<lexicon version=\"1.0\" alphabet=\"ipa\" xmlns="
	               "\"http://www.w3.org/2005/01/pronunciation-lexicon\"");
	html_put_attr(&out, "xml:lang", lang);
	buf_puts(&out, ">\n");
	if (put_lexemes(book, lang, &out) > 0) {
		buf_puts(&out, "</lexicon>\n");
		book_add(book,
		    &(struct book_file){
		        .id = id, .name = name, .media = "application/pls+xml"},
		    &out);
		buf_puts(links, "<link rel=\"pronunciation\" "
		                "type=\"application/pls+xml\"");
		html_put_attr(links, "hreflang", lang);
		html_put_attr(links, "href", name);
		buf_puts(links, "/>\n");
	}
	buf_release(&out);
}

/* Whether an earlier one has the same language. */
static bool
is_seen(const struct book *book, size_t i)
{
	const struct pronunciation *list = book->document->pronunciations;

	for (size_t k = 0; k < i; k++)
		if (str_eq(lang_of(book, &list[k]), lang_of(book, &list[i])))
			return true;
	return false;
}

void
book_add_lexicons(struct book *book)
{
	const struct document *doc = book->document;
	struct buf links = {0};

	for (size_t i = 0; i < doc->npronunciations; i++)
		if (!is_seen(book, i))
			add_lexicon(book,
			    lang_of(book, &doc->pronunciations[i]), &links);
	book->lexicons = arena_strdup(book->arena, buf_str(&links));
	if (links.len > 0)
		book_meta(
		    book, "schema:accessibilityFeature", NULL, "ttsMarkup");
	buf_release(&links);
}
