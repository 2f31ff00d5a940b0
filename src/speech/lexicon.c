/*
 * The words of a language and of the publication, and how each is said.
 */
#include "speech/reader.h"

#include <string.h>

#include "base/str.h"

void
rules_spell(
    const struct spoken *spoken, const char *text, size_t len, struct buf *out)
{
	const char *p = text, *end = text + len;
	bool first = true;

	while (p < end) {
		const char *start = p;
		unsigned c = utf8_next(&p);
		char letter[8] = {0};
		const char *said;

		if (!g_unichar_isalnum(c) && c != '&')
			continue;
		memcpy(letter, start, (size_t)(p - start));
		said = g_hash_table_lookup(spoken->letters, letter);
		if (!first)
			buf_putc(out, ' ');
		buf_puts(out, said != NULL ? said : letter);
		first = false;
	}
}

/* Put an entry into its chain: after those as long or longer. */
static void
chain_add(struct spoken *spoken, const struct entry *new)
{
	struct entry *entry = ARENA_NEW(spoken->arena, struct entry);
	char *key = arena_strndup(
	    spoken->arena, new->text, rules_first_word(new->text));
	struct entry *head = g_hash_table_lookup(spoken->lexicon, key);
	struct entry **at = &head;

	*entry = *new;
	entry->len = strlen(entry->text);
	while (*at != NULL && (*at)->len >= entry->len)
		at = &(*at)->next;
	entry->next = *at;
	*at = entry;
	g_hash_table_insert(spoken->lexicon, key, head);
}

/* A word in small letters is also said so at the start of a sentence. */
static void
lexicon_add(struct spoken *spoken, const struct entry *entry)
{
	const char *p = entry->text;
	unsigned first = utf8_next(&p);
	struct entry capital = *entry;
	struct buf text = {0};
	char *lower = g_utf8_strdown(entry->text, -1);

	if (rules_first_word(entry->text) == 0) {
		g_free(lower);
		return;
	}
	chain_add(spoken, entry);
	if (str_eq(lower, entry->text) && g_unichar_islower(first)) {
		buf_put_utf8(&text, g_unichar_toupper(first));
		buf_puts(&text, p);
		capital.text = arena_strdup(spoken->arena, buf_str(&text));
		chain_add(spoken, &capital);
		buf_release(&text);
	}
	g_free(lower);
}

static const char *
spelled(struct spoken *spoken, const char *text)
{
	struct buf out = {0};
	const char *said;

	rules_spell(spoken, text, strlen(text), &out);
	said = arena_strdup(spoken->arena, buf_str(&out));
	buf_release(&out);
	return said;
}

static const char *
lowered(struct spoken *spoken, const char *text)
{
	char *lower = g_utf8_strdown(text, -1);
	const char *said = arena_strdup(spoken->arena, lower);

	g_free(lower);
	return said;
}

static void
take_lexicon_line(void *arg, const char *text, const char *said)
{
	struct spoken *spoken = arg;

	lexicon_add(spoken,
	    &(struct entry){.text = text, .said = said, .rule = "word"});
}

static void
take_each_word(
    struct reader *reader, const struct xml_node *node, enum spoken_how how)
{
	struct spoken *spoken = reader->spoken;
	char *save = NULL;
	char *all = arena_strdup(spoken->arena, xml_text(spoken->arena, node));

	for (char *word = strtok_r(all, " \t\r\n", &save); word != NULL;
	     word = strtok_r(NULL, " \t\r\n", &save)) {
		struct entry entry = {.text = word, .is_letters = true};

		entry.rule = how == SPOKEN_LETTERS ? "letters" : "as-a-word";
		entry.said = how == SPOKEN_LETTERS ? spelled(spoken, word)
		                                   : lowered(spoken, word);
		lexicon_add(spoken, &entry);
	}
}

/* The publication's words come first, so that they win. */
void
reader_start_lexicon(struct reader *reader)
{
	struct spoken *spoken = reader->spoken;

	if (reader->has_lexicon)
		return;
	reader->has_lexicon = true;
	spoken->lexicon_at = spoken->nrules;
	for (size_t i = 0; i < reader->nentries; i++) {
		const struct spoken_entry *from = &reader->entries[i];
		struct entry entry = {.rule = "publication"};

		entry.text = arena_strdup(spoken->arena, from->text);
		entry.is_letters = from->how != SPOKEN_AS;
		if (from->how == SPOKEN_LETTERS)
			entry.said = spelled(spoken, from->text);
		else if (from->how == SPOKEN_WORD)
			entry.said = lowered(spoken, from->text);
		else
			entry.said = arena_strdup(spoken->arena, from->as);
		lexicon_add(spoken, &entry);
	}
}

bool
reader_lexicon(struct reader *reader, const struct xml_node *node)
{
	reader_start_lexicon(reader);
	reader_each_line(reader, node, take_lexicon_line, reader->spoken);
	return true;
}

bool
reader_letters(struct reader *reader, const struct xml_node *node)
{
	reader_start_lexicon(reader);
	take_each_word(reader, node, SPOKEN_LETTERS);
	return true;
}

bool
reader_words(struct reader *reader, const struct xml_node *node)
{
	reader_start_lexicon(reader);
	take_each_word(reader, node, SPOKEN_WORD);
	return true;
}

bool
reader_letter(struct reader *reader, const struct xml_node *node)
{
	const char *text = xml_attr(node, "text");
	const char *said = xml_attr(node, "said");

	if (text == NULL || said == NULL)
		return reader_complain(reader, node->loc,
		    "a letter needs the attributes", "text and said");
	g_hash_table_insert(
	    reader->spoken->letters, (char *)text, (char *)said);
	return true;
}

bool
reader_ending(struct reader *reader, const struct xml_node *node)
{
	struct spoken *spoken = reader->spoken;
	struct ending ending = {
	    xml_attr(node, "text"), xml_attr(node, "said"), false};

	if (ending.text == NULL || ending.said == NULL)
		return reader_complain(reader, node->loc,
		    "an ending needs the attributes", "text and said");
	ending.after_letter = rules_first_word(ending.text) > 0;
	ARRAY_GROW(spoken->endings, spoken->nendings, spoken->endings_cap);
	spoken->endings[spoken->nendings++] = ending;
	return true;
}
