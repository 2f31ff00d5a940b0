/*
 * What build, check and dump open before their work: the publication, its
 * pictures, its editions, the words of its language.
 */
#ifndef COMMAND_EDITIONS_H
#define COMMAND_EDITIONS_H

#include "base/arena.h"
#include "base/diag.h"
#include "check/profile.h"
#include "model/node.h"
#include "page/shape.h"
#include "picture/picture.h"
#include "style/language.h"
#include "style/style.h"

struct opened {
	struct arena *arena;
	struct publication *publication;
	struct catalogue *pictures;
	const struct language *language;
	const struct edition **editions;
	size_t neditions;
	struct profiles profiles; /* of the checker */
	struct fonts *fonts;      /* of the first edition with pages; or NULL */
	const char *cache;        /* as it was asked for */
};

struct opening {
	const char *path;     /* of the publication */
	const char *only;     /* editions, comma-separated; NULL = all */
	const char *profiles; /* names, comma-separated; NULL = the usual */
	const struct setting *settings;
	size_t nsettings;
	const char *cache; /* folder for work that may be kept, or NULL */
};

/* Has it pages, laid out with fonts? */
bool edition_has_pages(const struct edition *edition);

/* False after messages; opened_close() in any case. */
bool opened_open(
    struct opened *opened, const struct opening *opening, struct diags *diags);
void opened_close(struct opened *opened);

#endif
