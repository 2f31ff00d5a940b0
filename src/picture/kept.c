/* What was made of a picture before: in the archive of ready drawings, or in
 * the cache. */
#include <math.h>
#include <string.h>

#include "base/cache.h"
#include "picture/drawable.h"

enum { DRAWINGS_MAX_MB = 64 };

bool
drawable_find(const struct drawable *drawable, const char *key, struct buf *out)
{
	if (*key == '\0')
		return false;
	return ready_find(drawable->desk->ready, key, out) ||
	       (drawable->desk->cache != NULL &&
	           cache_body(drawable->desk->cache, key, out));
}

/* Keys are hashes: one in 16 begins with 0, and looks after the size of the
 * folder. */
void
drawable_keep(
    const struct drawable *drawable, const char *key, const struct buf *made)
{
	if (drawable->desk->cache == NULL || *key == '\0')
		return;
	cache_store(drawable->desk->cache, key, (struct bytes){0},
	    (struct bytes){made->data, made->len});
	if (*key == '0')
		cache_trim(
		    drawable->desk->cache, (uint64_t)DRAWINGS_MAX_MB << 20);
}

/* ---- sizes -------------------------------------------------------------- */

struct sizes {
	double width, height;
	struct ink ink;
};

void
sizes_put(const struct drawable *drawable, struct buf *out)
{
	struct sizes sizes;

	memset(&sizes, 0, sizeof sizes);
	sizes.width = drawable->width;
	sizes.height = drawable->height;
	sizes.ink = drawable->ink;
	buf_add(out, &sizes, sizeof sizes);
}

bool
sizes_take(struct drawable *drawable, const struct buf *in)
{
	struct sizes sizes;

	if (in->len != sizeof sizes)
		return false;
	memcpy(&sizes, in->data, sizeof sizes);
	if (!isfinite(sizes.width) || !isfinite(sizes.height) ||
	    !(sizes.width > 0) || !(sizes.height > 0))
		return false;
	drawable->width = sizes.width;
	drawable->height = sizes.height;
	drawable->ink = sizes.ink;
	return true;
}

bool
drawable_find_sizes(struct drawable *drawable)
{
	char key[READY_KEY + 1];
	struct buf bytes = {0};
	bool found;

	drawable_key_for(drawable, key, "sizes", 0, 0);
	found = drawable_find(drawable, key, &bytes) &&
	        sizes_take(drawable, &bytes);
	buf_release(&bytes);
	return found;
}

void
drawable_keep_sizes(const struct drawable *drawable)
{
	struct buf bytes = {0};
	char key[READY_KEY + 1];

	sizes_put(drawable, &bytes);
	drawable_key_for(drawable, key, "sizes", 0, 0);
	drawable_keep(drawable, key, &bytes);
	buf_release(&bytes);
}
