/*
 * Reading PDF syntax: bytes → tokens and values.
 *
 * Used for the file that Cairo wrote and for the content streams in it.
 * Nothing here allocates or fails loudly; what is not PDF syntax as Cairo
 * writes it gives TOKEN_BAD or false, and the caller refuses the file.
 */
#ifndef WRITE_PDF_TOKEN_H
#define WRITE_PDF_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

/* Borrowed bytes. A NUL or more bytes of the same memory follow them. */
struct slice {
	const char *p, *end;
};

enum token_kind {
	TOKEN_END,
	TOKEN_BAD,
	TOKEN_DICT_OPEN,
	TOKEN_DICT_CLOSE,
	TOKEN_ARRAY_OPEN,
	TOKEN_ARRAY_CLOSE,
	TOKEN_NAME, /* with its slash */
	TOKEN_NUMBER,
	TOKEN_REF,    /* "12 0 R" */
	TOKEN_STRING, /* with its brackets */
	TOKEN_WORD,   /* true, obj, BT … */
};

struct token {
	enum token_kind kind;
	struct slice text;
	long ref; /* of a TOKEN_REF: the object's number */
};

/* Take the next token. False at the end and at bad syntax. */
bool token_next(struct slice *in, struct token *token);
/* Take a whole value: a number, a name, a dictionary with all in it … */
bool value_next(struct slice *in, struct slice *value);

/* The value of a key, "/Type", of a dictionary; false if it has none, and
 * *value is then of no use. */
bool dict_find(struct slice dict, const char *key, struct slice *value);
/* Take the next key and value of a dictionary. *in starts as the whole
 * dictionary. False at its end. */
bool dict_next(struct slice *in, struct slice *key, struct slice *value);
/* Does dict have this key with this plain value? */
bool dict_has(struct slice dict, const char *key, const char *value);

size_t slice_len(struct slice s);
bool slice_is(struct slice s, const char *text);
bool slice_same(struct slice a, struct slice b);
/* The object number of "12 0 R"; 0 if it is something else. */
long value_ref(struct slice value);
/* A plain number; false if it is something else. */
bool value_integer(struct slice value, long *out);
bool value_real(struct slice value, double *out);

#endif
