/*
 * The table behind a catalogue: names and files to drawables, which are not
 * loaded here.
 */
#ifndef PICTURE_CATALOGUE_H
#define PICTURE_CATALOGUE_H

#include "picture/drawable.h"
#include "picture/index.h"

/* As catalogue_open(), but without somebody to decode. */
struct catalogue *catalogue_read(const char *data_folder,
    const char *publication_folder, struct diags *diags);

/* The drawable of that name. NULL after a message. */
struct drawable *catalogue_entry(struct catalogue *catalogue, const char *name,
    struct loc loc, struct diags *diags);
/* The drawable for a file below the publication's folder, made if need be.
 * NULL after a message. */
struct drawable *catalogue_file(struct catalogue *catalogue, const char *file,
    struct loc loc, struct diags *diags);

/* In a fork: what the other process was about to load is not loaded. */
void catalogue_stop_loading(struct catalogue *catalogue);

struct arena *catalogue_arena(struct catalogue *catalogue);
struct desk *catalogue_desk(struct catalogue *catalogue);
/* Of the publication, or NULL. */
const char *catalogue_folder(const struct catalogue *catalogue);
/* The index that is installed. */
const struct index_source *catalogue_installed(
    const struct catalogue *catalogue);
const char *catalogue_ready_path(const struct catalogue *catalogue);

#endif
