/*
 * Reading a file of rules: inside speech/spoken only. rules.c reads the file
 * and its rules, patterns.c its lists and patterns, lexicon.c its words.
 */
#ifndef SPEECH_READER_H
#define SPEECH_READER_H

#include "read/xml.h"
#include "speech/rules.h"

struct reader {
	struct spoken *spoken;
	struct diags *diags;
	const struct spoken_entry *entries; /* the publication's words */
	size_t nentries;
	struct bytes traits; /* of the next rules, if they are known */
	bool has_lexicon;
};

/* A message about the file; always false. */
bool reader_complain(struct reader *reader, struct loc loc, const char *what,
    const char *detail);

/* Hand over the lines "text = said" of an element, one by one; a line
 * without " = " says what is written. Both live as long as the rules. */
typedef void take_line(void *arg, const char *text, const char *said);
void reader_each_line(struct reader *reader, const struct xml_node *node,
    take_line *take, void *arg);

/* A pattern with all names filled in; lives as long as the rules. */
const char *reader_expand(struct reader *reader, const char *pattern);
/* Compile it to see whether it is right; false after a message. */
bool reader_compile(
    struct reader *reader, struct pattern *pattern, struct loc loc);

/* The publication's words, once: before the first of the language. */
void reader_start_lexicon(struct reader *reader);

/* Elements; false after a message. */
bool reader_list(struct reader *reader, const struct xml_node *node);
bool reader_pattern(struct reader *reader, const struct xml_node *node);
bool reader_lexicon(struct reader *reader, const struct xml_node *node);
bool reader_letters(struct reader *reader, const struct xml_node *node);
bool reader_words(struct reader *reader, const struct xml_node *node);
bool reader_letter(struct reader *reader, const struct xml_node *node);
bool reader_ending(struct reader *reader, const struct xml_node *node);

#endif
