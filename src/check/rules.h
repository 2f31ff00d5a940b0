/* What the families of rules share. Used in this folder alone. */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/node.h"
#include "picture/picture.h"
#include "prepare/document.h"

struct patterns;

/* Words that people write in capitals to make them strong: no initials. */
#define EMPHASIS                                                               \
	"(?:NOT|AND|MUST|ALL|YES|ONLY|NEVER|ALWAYS|NOW|FREE|YOUR|STOP|VERY|"   \
	"ANY|CANNOT|EVERY|EVERYONE|PLEASE)"

struct checking {
	struct arena *arena;
	const struct publication *publication;
	struct catalogue *pictures; /* or NULL */
	struct diags *diags;
	struct patterns *patterns;
};

/* One sentence that is looked at. */
struct subject {
	const struct sentence *sentence;
	/* its text, with x for every letter of an address and of words in
	 * another language: as many bytes, nothing for a rule to see */
	const char *text;
	bool is_easy;    /* it stands in the easy-read edition */
	bool is_english; /* many rules know only English */
	bool is_running; /* running words: no heading, no cell */
};

/* patterns.c: what a pattern can find in one sentence (patterns.def). */
struct patterns *patterns_new(void);
void patterns_free(struct patterns *patterns);
void patterns_check(struct checking *c, const struct subject *subject);

/* sentences.c: length, sentences of an item, commas, links. */
void sentence_check(struct checking *c, const struct subject *subject);
/* Words of a text: runs of letters and digits, with ' - , . inside. */
size_t sentence_count_words(const char *text);
/* The subject of a sentence; its text is in the arena. */
struct subject sentence_subject(
    struct arena *arena, const struct sentence *sentence, bool is_easy);

/* words.c: initials and hard words of easy-read words. */
void words_check(struct checking *c, const struct document *document);
/* Entries of <words> that nothing needs. */
void words_check_used(struct checking *c);

/* structure.c: headings, lists, sections. was_easy: the easy-read document
 * has been looked at, so only the standard words are left. */
void structure_check(struct checking *c, const struct document *document,
    bool is_easy, bool was_easy);
/* What about says. */
void about_check(struct checking *c);

/* pictures.c: every picture is there, has words and a licence. */
void pictures_check(struct checking *c, bool is_easy);

#endif
