/* Files as replies, whole or the part that a player asks for. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "serve/inside.h"

#define FRAMED "; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
#define NOTHING NULL
#define SCRIPTED                                                               \
	"default-src 'none'; img-src 'self' data:; media-src 'self' data:; "   \
	"style-src 'unsafe-inline'; script-src 'unsafe-inline'" FRAMED
#define VIEWED "frame-ancestors 'self'"

static const struct {
	const char *extension, *media, *policy;
} kinds[] = {
#define MEDIA(extension, media, policy) {extension, media, policy},
#include "serve/media.def"
#undef MEDIA
};

void
serve_file(struct serve_reply *reply, const char *folder, const char *name)
{
	size_t n = sizeof kinds / sizeof *kinds, kind = 0;
	struct stat st;
	char *path;
	int file;

	while (kind < n && !str_ends(name, kinds[kind].extension))
		kind++;
	if (kind == n || !path_inside(folder, name, &path))
		return;
	file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
	free(path);
	if (file < 0)
		return;
	if (fstat(file, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(file);
		return;
	}
	reply->status = MHD_HTTP_OK;
	reply->file = file;
	reply->has_file = true;
	reply->media = kinds[kind].media;
	reply->policy = kinds[kind].policy;
}

/* A number at *p, and *p behind it. False if there is none, or a silly one. */
static bool
read_number(const char **p, uint64_t *number)
{
	size_t n = strspn(*p, "0123456789");

	if (n == 0 || n > 18)
		return false;
	*number = strtoull(*p, NULL, 10);
	*p += n;
	return true;
}

/* "bytes=500-999", "bytes=500-" or "bytes=-500": one range, as players ask.
 * False if it is none of these; then all of the file is the answer. */
static bool
read_range(const char *range, uint64_t size, uint64_t *from, uint64_t *to)
{
	uint64_t a = 0, b = size;
	bool has_start;

	if (!str_starts(range, "bytes="))
		return false;
	range += strlen("bytes=");
	has_start = read_number(&range, &a);
	if (*range++ != '-')
		return false;
	if (!has_start) {
		if (!read_number(&range, &a) || *range != '\0')
			return false;
		*from = a < size ? size - a : 0;
		*to = a > 0 ? size : 0;
		return true;
	}
	if (*range != '\0' && (!read_number(&range, &b) || b++ < a))
		return false;
	*from = a;
	*to = b < size ? b : size;
	return *range == '\0';
}

struct MHD_Response *
file_response(int file, const char *range, unsigned *status)
{
	struct MHD_Response *response;
	uint64_t size, from = 0, to;
	struct stat st;
	char words[96];
	bool is_part;

	if (fstat(file, &st) != 0) {
		close(file);
		return NULL;
	}
	size = to = (uint64_t)st.st_size;
	is_part = range != NULL && read_range(range, size, &from, &to);
	if (!is_part) {
		from = 0;
		to = size;
	}
	if (is_part && from >= to) {
		close(file);
		*status = MHD_HTTP_RANGE_NOT_SATISFIABLE;
		return NULL;
	}
	response =
	    MHD_create_response_from_fd_at_offset64(to - from, file, from);
	if (response == NULL) {
		close(file);
		return NULL;
	}
	MHD_add_response_header(response, "Accept-Ranges", "bytes");
	if (is_part) {
		*status = MHD_HTTP_PARTIAL_CONTENT;
		snprintf(words, sizeof words, "bytes %llu-%llu/%llu",
		    (unsigned long long)from, (unsigned long long)to - 1,
		    (unsigned long long)size);
		MHD_add_response_header(response, "Content-Range", words);
	}
	return response;
}
