/* Nobody may be found by what they said: fields and words that look like a
 * name, an address or a number of a person (private.def). */
#ifndef REVIEW_PRIVATE_H
#define REVIEW_PRIVATE_H

struct private_words;

/* known: words that are public already, such as those of the publication
 * (NULL: none); borrowed. */
struct private_words *private_open(const char *known);
void private_close(struct private_words *private_words);

/* What a field of that name would hold ("a name"), or NULL: it is fine. */
const char *private_field(const struct private_words *p, const char *name);
/* What words look like ("a phone number"), or NULL: they are fine. */
const char *private_text(const struct private_words *p, const char *text);

#endif
