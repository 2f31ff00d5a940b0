/* How people find a session: the address of this computer, and a QR code. */
#ifndef ROOM_INVITE_H
#define ROOM_INVITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum {
	INVITE_ADDRESS = 16, /* characters of an address, with the NUL */
	INVITE_ADDRESSES = 8,
};

/* The addresses (IPv4) of this computer that others in the room may reach,
 * those of private networks first. Returns how many. */
size_t invite_addresses(char out[INVITE_ADDRESSES][INVITE_ADDRESS]);

/* Whether it is an address of this computer, for others or for itself. */
bool invite_is_own(const char *address);

/* A QR code of the text: for a terminal, two rows of dots a line, the white
 * drawn (colour: the black too); or as an SVG drawing. False if the text is
 * too long. */
bool invite_qr_text(const char *text, bool colour, struct buf *out);
bool invite_qr_svg(const char *text, struct buf *out);

#endif
