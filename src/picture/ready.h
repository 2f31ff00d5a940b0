/*
 * Ready drawings: an archive of what drawing the installed pictures gives,
 * made once when they are installed (`everyread pictures --prepare`).
 *
 * An entry is found by the hash of all that decides its bytes, so it is what
 * drawing would give now: an archive that is old, damaged or not there costs
 * time and changes nothing. The file is for the machine that wrote it.
 */
#ifndef PICTURE_READY_H
#define PICTURE_READY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"

enum { READY_KEY = HASH_HEX / 2 }; /* characters: 128 bits in hexadecimal */

struct ready;

/* NULL if there is none that can be used. */
struct ready *ready_open(const char *path);
void ready_close(struct ready *ready); /* NULL is allowed */
/* The same in a fork where its file is not open any more. */
void ready_forget(struct ready *ready);
/* Append the bytes of the entry to out. False if there is none, or it is
 * damaged. ready may be NULL. */
bool ready_find(const struct ready *ready, const char *key, struct buf *out);

/* The key for bytes and what is made of them. */
void ready_key(
    char key[READY_KEY + 1], const char *what, const void *bytes, size_t len);

/* An archive being made. Start with {0}. */
struct ready_list {
	struct ready_entry *entries;
	size_t n, cap;
	struct buf bytes;
};

void ready_add(
    struct ready_list *list, const char *key, const void *bytes, size_t len);
/* Write them all, or nothing and a message. */
bool ready_write(
    struct ready_list *list, const char *path, struct diags *diags);
void ready_release(struct ready_list *list);

#endif
