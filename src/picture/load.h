/* Loading a picture of a catalogue, with all that it is made of. */
#ifndef PICTURE_LOAD_H
#define PICTURE_LOAD_H

#include "picture/catalogue.h"

/* Find its size and its ink; false after a message at loc. Decoding is asked
 * for (decoder.h) where nothing was kept. */
bool load_drawable(struct catalogue *catalogue, struct drawable *drawable,
    struct loc loc, struct diags *diags);
/* Its size and ink are set: it is loaded. */
void load_finish(struct drawable *drawable);

#endif
