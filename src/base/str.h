/* Small questions about strings. All text is valid UTF-8 once read. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool str_eq(const char *a, const char *b); /* NULL equals only NULL */
bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);
/* Does s have one of the words (the last is NULL), also as part of another? */
bool str_has_one(const char *s, const char *const *words);
bool str_is_blank(const char *s); /* NULL, empty or white space only */

/* Read the code point at *s and move *s past it; 0 at the end. */
unsigned utf8_next(const char **s);
/* Number of code points in the first len bytes. */
size_t utf8_count(const char *s, size_t len);
/* The byte where s stops being valid UTF-8, or len if it is all valid. */
size_t utf8_valid_prefix(const char *s, size_t len);
/* Put a question mark for every byte that is no UTF-8. */
void utf8_make_valid(char *s);

/*
 * The candidate nearest to word, for "did you mean": NULL unless one is
 * within a third of its length in edits. n candidates, borrowed.
 */
const char *str_nearest(
    const char *word, const char *const *candidates, size_t n);

/* A size as people read it: "312 KB" and "1.25 MB", as NHS pages write it
 * (PDF-06). */
enum { STR_BYTES = 32 };
void str_bytes(char out[STR_BYTES], uint64_t bytes);

/*
 * A lower-case name of a-z 0-9 and single hyphens made from any text, for
 * file names and ids (TXT-14). Writes at most size bytes with the NUL.
 */
void str_slug(char *out, size_t size, const char *text);

#endif
