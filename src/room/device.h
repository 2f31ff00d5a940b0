/*
 * The devices of a session, and what each has said: a file for each code,
 * to which lines are only ever added. A line is synced before it counts.
 *
 * A device is known by a secret that its browser keeps; here only a hash of
 * it is, which also names its files: "2026-03-31-R1-0123456789abcdef.json".
 * So a server that was killed knows its devices again.
 */
#ifndef ROOM_DEVICE_H
#define ROOM_DEVICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

enum {
	DEVICE_SECRET = 32, /* characters of the secret */
	DEVICE_HASH = 16,   /* of its hash */
	DEVICE_CODE = 6,    /* of a reviewer's code, at most: "GRP123" */
	DEVICES_MAX = 100,  /* that have a code */
	DEVICES_WAITING =
	    200, /* that have none yet; older ones are forgotten */
	DEVICE_MAX_BYTES = 8 << 20, /* of a file */
	DEVICE_MAX_CODES = 10, /* that one device may take, one after another */
};

struct devices;

struct device {
	char hash[DEVICE_HASH + 1];
	char code[DEVICE_CODE + 1]; /* "" = it has not joined */
	int file;                   /* -1 if it has not joined */
	size_t bytes, lines;        /* of its file */
	size_t codes;               /* that it has taken */
};

/* Take up what is in the folder, which is made if need be. date is that of
 * the session, "2026-03-31". A last line that is not whole was never
 * confirmed: it is cut off, unless it holds a whole answer. NULL after a
 * message; also if another server has
 * the folder. */
struct devices *devices_open(
    const char *folder, const char *date, struct diags *diags);
/* Files in which nothing was said are removed. */
void devices_close(struct devices *devices);

/* A new device; its secret goes to the browser and nowhere else. */
struct device *devices_add(
    struct devices *devices, char secret[DEVICE_SECRET + 1]);
/* NULL if the secret is not that of a device, or is NULL. */
struct device *devices_find(struct devices *devices, const char *secret);
size_t devices_joined(const struct devices *devices);
size_t devices_lines(const struct devices *devices);

enum join {
	JOIN_OK,
	JOIN_NO_CODE, /* that is none */
	JOIN_TAKEN,   /* another device has it today */
	JOIN_FULL,    /* too many devices, or too many codes of one */
	JOIN_FAILED,  /* the disk */
};

/* Give a device a code; it may have had another one before. */
enum join device_join(
    struct devices *devices, struct device *device, const char *code);
void device_leave(struct device *device);

enum append {
	APPEND_OK,
	APPEND_FULL,   /* its file is as large as may be */
	APPEND_FAILED, /* the disk, errno; the file is as it was */
};

/* Add a line, which has no line end, and sync it. */
enum append device_append(struct device *device, const char *line, size_t len);
/* All lines of its file. False if it cannot be read. */
bool device_read(const struct device *device, struct buf *out);

#endif
