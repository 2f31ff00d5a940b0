/* Addresses and QR codes. */
#include "room/invite.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <qrencode.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { QUIET = 4 }; /* dots of white around a code (ISO 18004, 6.3.8) */

/* 10/8, 172.16/12, 192.168/16: a network of this house (RFC 1918). */
static bool
is_private(in_addr_t address)
{
	return address >> 24 == 10 || address >> 20 == 0xAC1 ||
	       address >> 16 == 0xC0A8;
}

/* Nobody gave it an address: it made one up (RFC 3927). */
static bool
is_made_up(in_addr_t address)
{
	return address >> 16 == 0xA9FE;
}

/* The address of an interface that is up and leads out; 0 if it has none. */
static in_addr_t
address_of(const struct ifaddrs *interface)
{
	const struct sockaddr_in *in = (const void *)interface->ifa_addr;

	if (in == NULL || in->sin_family != AF_INET ||
	    !(interface->ifa_flags & IFF_UP) ||
	    (interface->ifa_flags & IFF_LOOPBACK))
		return 0;
	return ntohl(in->sin_addr.s_addr);
}

size_t
invite_addresses(char out[INVITE_ADDRESSES][INVITE_ADDRESS])
{
	struct ifaddrs *all;
	size_t n = 0;

	if (getifaddrs(&all) != 0)
		return 0;
	for (int private = 1; private >= 0; private --)
		for (struct ifaddrs *i = all; i != NULL; i = i->ifa_next) {
			in_addr_t address = address_of(i);
			struct in_addr in = {htonl(address)};

			if (address == 0 || n == INVITE_ADDRESSES ||
			    is_private(address) != private ||
			    is_made_up(address))
				continue;
			inet_ntop(AF_INET, &in, out[n++], INVITE_ADDRESS);
		}
	freeifaddrs(all);
	return n;
}

bool
invite_is_own(const char *address)
{
	struct sockaddr_in in = {.sin_family = AF_INET};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool is_own = fd >= 0 &&
	              inet_pton(AF_INET, address, &in.sin_addr) == 1 &&
	              in.sin_addr.s_addr != htonl(INADDR_ANY) &&
	              bind(fd, (const struct sockaddr *)&in, sizeof in) == 0;

	if (fd >= 0)
		close(fd);
	return is_own;
}

static QRcode *
encode(const char *text)
{
	return QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
}

static bool
is_dark(const QRcode *code, int x, int y)
{
	return x >= 0 && y >= 0 && x < code->width && y < code->width &&
	       (code->data[y * code->width + x] & 1);
}

/* A character holds two dots, one above the other. What is drawn is the
 * white: most terminals are dark. */
bool
invite_qr_text(const char *text, bool colour, struct buf *out)
{
	static const char *const blocks[] = {"█", "▀", "▄", " "};
	QRcode *code = encode(text);

	if (code == NULL)
		return false;
	for (int y = -QUIET; y < code->width + QUIET; y += 2) {
		buf_puts(out, colour ? "\033[97;40m" : "");
		for (int x = -QUIET; x < code->width + QUIET; x++)
			buf_puts(out, blocks[2 * is_dark(code, x, y) +
			                     is_dark(code, x, y + 1)]);
		buf_puts(out, colour ? "\033[0m\n" : "\n");
	}
	QRcode_free(code);
	return true;
}

bool
invite_qr_svg(const char *text, struct buf *out)
{
	QRcode *code = encode(text);
	int side;

	if (code == NULL)
		return false;
	side = code->width + 2 * QUIET;
	buf_printf(out,
	    "<svg class=\"qr\" viewBox=\"%d %d %d %d\" role=\"img\" "
	    "aria-label=\"QR\"><path fill=\"#fff\" d=\"M%d %dh%dv%dh-%dz\"/>"
	    "<path d=\"",
	    -QUIET, -QUIET, side, side, -QUIET, -QUIET, side, side, side);
	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++)
			if (is_dark(code, x, y))
				buf_printf(out, "M%d %dh1v1h-1z", x, y);
	buf_puts(out, "\"/></svg>\n");
	QRcode_free(code);
	return true;
}
