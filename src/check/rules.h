/* What the families of rules share. Used in this folder alone. */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "check/check.h"
#include "check/profile.h"
#include "model/node.h"
#include "picture/picture.h"
#include "prepare/document.h"

struct locator;
struct misspelling;
struct patterns;
struct english;
struct spelling;

/* Words that people write in capitals to make them strong: no initials. */
#define EMPHASIS                                                               \
	"(?:NOT|AND|MUST|ALL|YES|ONLY|NEVER|ALWAYS|NOW|FREE|YOUR|STOP|VERY|"   \
	"ANY|CANNOT|EVERY|EVERYONE|PLEASE)"

struct checking {
	struct arena *arena;
	const struct publication *publication;
	struct catalogue *pictures;    /* or NULL */
	const struct profile *profile; /* of the words in hand */
	struct checked *checked;       /* what comes out */
	struct diags *diags;           /* checked->diags */
	struct patterns *patterns;
	struct english *english; /* or NULL: no word lists */
	struct locator *locator;
	const char *today;         /* check.h */
	struct spelling *spelling; /* NULL: not for this language */
	/* what is misspelt in the sentence in hand */
	struct misspelling *misspelt;
	size_t nmisspelt;
};

void checking_init(
    struct checking *c, const struct check_job *job, struct checked *checked);
void checking_release(struct checking *c);

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

/*
 * A place where a rule is broken. The words are bytes of the sentence's
 * text; without a sentence, loc is the place and node decides which waivers
 * count.
 */
struct finding {
	enum diag_id rule;
	const struct sentence *sentence;
	size_t start, len; /* len 0 = the whole sentence */
	const struct node *node;
	struct loc loc;
	const char *replacement; /* or NULL */
	bool is_safe;            /* it cannot change the meaning */
};

/*
 * Note a finding; the arguments fill the text of the rule's row. A rule that
 * the profile has off, and one that is waived here, give no message. True if
 * there is one: then diag_hint() may add to it.
 */
bool finding_add(struct checking *c, const struct finding *finding, ...);
/* The same for a whole sentence, or a node. */
bool finding_sentence(
    struct checking *c, enum diag_id rule, const struct sentence *s, ...);
bool finding_node(struct checking *c, enum diag_id rule,
    const struct node *node, struct loc loc, ...);
/* A number of the profile in force, and the name of its source. */
int limit_number(const struct checking *c, enum limit limit);
const char *limit_source(const struct checking *c, enum limit limit);

/* waivers.c: is the rule waived at this node? Notes that the waiver was of
 * use, and what it hid. */
bool waivers_hide(struct checking *c, const struct finding *finding);
/* Messages about waivers that are over, wrong or of no use. */
void waivers_finish(struct checking *c);

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

/* whole.c: what only shows in the whole easy-read document. */
void whole_check(struct checking *c, const struct document *document);

/* spell.c: spelling, where there is a list of words of the language. All
 * sentences are seen, each once, before the first is checked. */
void spell_open(
    struct checking *c, const struct language *language, const char *cache);
void spell_see(struct checking *c, const struct sentence *sentence);
void spell_check(struct checking *c, const struct subject *subject);
/* Says if there is no dictionary, and closes. */
void spell_finish(struct checking *c);

/* english.c: word lists and grammar. folder is that of the language. */
struct english *english_new(const char *folder, struct diags *diags);
void english_free(struct english *english); /* NULL is allowed */
void english_check(struct checking *c, const struct subject *subject);

/* words.c: initials and hard words of easy-read words. */
void words_check(struct checking *c, const struct document *document);
/* Initials that nobody needs to explain: "NHS". */
bool words_known_initials(const char *written);
/* Entries of <words> that nothing needs. */
void words_check_used(struct checking *c);

/* structure.c: headings, lists, sections. was_easy: the easy-read document
 * has been looked at, so only the standard words are left. */
void structure_check(struct checking *c, const struct document *document,
    bool is_easy, bool was_easy);
/* What about says. */
void about_check(struct checking *c);

/* review.c: what a group said of the document is heard, and who checked it is
 * true. */
void review_check(struct checking *c, const struct document *document);

/* pictures.c: every picture is there, has words and a licence. */
void pictures_check(struct checking *c, bool is_easy);

#endif
