/* What the readers of JSON and CSV share. */
#include "review/answers.h"

#include <glib.h>
#include <string.h>

#include "base/str.h"
#include "read/values.h"
#include "review/private.h"

bool
answers_is_text(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if ((c < 0x20 && strchr("\t\r\n", (int)c) == NULL) ||
		    c == 0x7F || (c & 0xFFFE) == 0xFFFE ||
		    g_unichar_type(c) == G_UNICODE_SURROGATE)
			return false;
	}
	return true;
}

const char *
answers_tidy(const struct answers_text *with, const char *text, struct loc loc)
{
	const char *looks_like, *tidy;

	if (str_is_blank(text))
		return NULL;
	if (utf8_count(text, strlen(text)) > ANSWERS_MAX_TEXT) {
		diag_add(with->diags, DIAG_ANSWER_LEFT, loc,
		    "its words are too many");
		return NULL;
	}
	if (!answers_is_text(text)) {
		diag_add(with->diags, DIAG_ANSWER_LEFT, loc,
		    "it has characters that are no text");
		return NULL;
	}
	looks_like = private_text(with->private_words, text);
	if (looks_like != NULL) {
		diag_add(with->diags, DIAG_ANSWER_PRIVATE, loc, looks_like);
		return NULL;
	}
	tidy = value_tidy(with->arena, text);
	return *tidy != '\0' ? tidy : NULL;
}
