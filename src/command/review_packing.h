/* Making the pack of a review, for the commands that need it. */
#ifndef COMMAND_REVIEW_PACKING_H
#define COMMAND_REVIEW_PACKING_H

#include <stdbool.h>

#include "base/diag.h"
#include "command/review.h"
#include "review/pack.h"

struct pack_options {
	const char *path;   /* of the publication */
	const char *output; /* folder: the pack is in OUTPUT/ID-review */
	unsigned workers;   /* 0 = one for each core */
	bool no_cache, quiet;
};

/* A publication opened for its pack, and what pages are filled with. */
struct packing {
	const struct pack_options *options;
	struct reviewing reviewing;
	struct review_pack pack;
	char *templates, *cache;
	unsigned workers;
	/* while it is made: the folder of the made publications, where the
	 * files go, the work in hand */
	const char *work;
	struct stage *stage;
	struct job *jobs;
};

/* False after messages; packing_close() in any case. */
bool packing_open(struct packing *packing, const struct pack_options *options,
    struct diags *diags);
void packing_close(struct packing *packing);
/* Make all files. False after messages, or if it was interrupted. */
bool packing_make(struct packing *packing, struct diags *diags);
/* "OUTPUT/ID" and the end of a name, such as "-review"; in the arena of the
 * pack. */
const char *packing_file(const struct packing *packing, const char *end);

#endif
