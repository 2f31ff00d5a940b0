/* What the parts of a rule say: inside speech/spoken only. */
#ifndef SPEECH_FORMAT_H
#define SPEECH_FORMAT_H

#include "speech/rules.h"

/* Says a text by the rules: the format "say". */
typedef void format_say(
    void *arg, const char *text, size_t len, struct buf *out);

struct format_context {
	const struct spoken *spoken;
	format_say *say;
	void *say_arg;
	struct arena *arena;
};

/* Put what `part` says for the text of its group. */
void format_part(const struct format_context *context, const struct part *part,
    const char *text, size_t len, struct buf *out);
/* An address: words as words, the rest letter by letter, signs by list. */
void format_address(const struct spoken *spoken, const struct word_list *signs,
    const char *text, size_t len, struct buf *out);

/* spoken_say for a text inside another one. */
struct spoken_words spoken_say_nested(const struct spoken *spoken,
    struct arena *arena, const char *text, int nesting);

#endif
