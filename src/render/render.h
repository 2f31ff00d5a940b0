/* The pages of a finished PDF as pictures, for a screen. */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { RENDER_MIN_WIDTH = 100, RENDER_MAX_WIDTH = 3000 }; /* pixels */

/* Page `page` (from 1) of the PDF at path, width pixels wide, as PNG. False
 * if there is no such page, or the file is no PDF. */
bool render_page(
    const char *path, unsigned page, unsigned width, struct buf *png);
/* How many pages, and the size of the first in points. False as above. */
bool render_size(const char *path, unsigned *pages, double size[2]);

#endif
