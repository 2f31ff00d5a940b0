/* Opening a publication with its editions. */
#include "command/editions.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "command/command.h"
#include "prepare/document.h"
#include "read/publication.h"

/* A comma-separated list as an array of names in the arena. */
static const char *const *
split_names(struct arena *arena, const char *list, size_t *n)
{
	const char **names = ARENA_ARRAY(arena, const char *, strlen(list) + 1);

	*n = 0;
	while (*list != '\0') {
		size_t len = strcspn(list, ", ");

		if (len > 0)
			names[(*n)++] = arena_strndup(arena, list, len);
		list += len + (list[len] != '\0');
	}
	return names;
}

static bool
read_editions(struct opened *o, const struct opening *opening,
    const char *templates, struct diags *diags)
{
	const char *folder = o->publication->folder;
	const char *const *names;
	bool ok = true;
	size_t n;

	if (opening->only != NULL)
		names = split_names(o->arena, opening->only, &n);
	else
		names = edition_names(o->arena, templates, folder, &n, diags);
	if (names == NULL)
		return false;
	o->editions = ARENA_ARRAY(o->arena, const struct edition *, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct edition *edition =
		    edition_read(o->arena, names[i], templates, folder,
		        opening->settings, opening->nsettings, diags);

		if (edition == NULL)
			ok = false;
		else if (document_serves(o->publication, edition))
			o->editions[o->neditions++] = edition;
		else if (opening->only == NULL)
			diag_add(diags, DIAG_LEFT_OUT,
			    o->publication->root->loc, names[i]);
		else
			ok = diag_add(diags, DIAG_NO_EASY_READ,
			    o->publication->root->loc, names[i]);
	}
	return ok;
}

bool
opened_open(
    struct opened *opened, const struct opening *opening, struct diags *diags)
{
	char *templates = command_data("templates");
	char *symbols = command_data("symbols");
	bool ok;

	*opened =
	    (struct opened){.arena = arena_new(), .cache = opening->cache};
	opened->publication = publication_read(opening->path, diags);
	ok = opened->publication != NULL;
	if (ok) {
		opened->pictures =
		    catalogue_open(symbols, opened->publication->folder, diags);
		if (opened->pictures != NULL)
			catalogue_keep(opened->pictures, opening->cache);
		opened->language = language_read(opened->arena,
		    opened->publication->root->lang, templates, diags);
		ok = profiles_read(opened->arena, templates,
		         opened->publication->folder, opening->profiles,
		         &opened->profiles, diags) &&
		     read_editions(opened, opening, templates, diags) &&
		     opened->pictures != NULL && opened->language != NULL;
	}
	free(templates);
	free(symbols);
	return ok;
}

void
opened_close(struct opened *opened)
{
	if (opened->pictures != NULL)
		catalogue_close(opened->pictures);
	publication_free(opened->publication);
	arena_free(opened->arena);
}
