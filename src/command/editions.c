/* Opening a publication with its editions. */
#include "command/editions.h"

#include <stdlib.h>
#include <string.h>

#include "base/confine.h"
#include "base/file.h"
#include "base/str.h"
#include "command/command.h"
#include "page/early.h"
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

/* All that can be read; false if one cannot. */
static bool
read_editions(struct opened *o, const struct opening *opening,
    const char *templates, const char *folder, struct diags *diags)
{
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

		if (edition != NULL)
			o->editions[o->neditions++] = edition;
		else
			ok = false;
	}
	return ok;
}

/* Leave out those that are not for this publication. */
static bool
choose_editions(struct opened *o, bool is_asked, struct diags *diags)
{
	struct loc loc = o->publication->root->loc;
	size_t n = 0;
	bool ok = true;

	for (size_t i = 0; i < o->neditions; i++) {
		const struct edition *edition = o->editions[i];

		if (document_serves(o->publication, edition))
			o->editions[n++] = edition;
		else if (!is_asked)
			diag_add(diags, DIAG_LEFT_OUT, loc, edition->name);
		else
			ok = diag_add(
			    diags, DIAG_NO_EASY_READ, loc, edition->name);
	}
	o->neditions = n;
	return ok;
}

bool
edition_has_pages(const struct edition *edition)
{
	return str_eq(edition->writer, "pdf");
}

/* Those of the first edition that has pages; most have the same. */
static struct early_fonts *
start_fonts(const struct opened *o)
{
	for (size_t i = 0; i < o->neditions; i++) {
		const struct style *style = &o->editions[i]->style;

		if (edition_has_pages(o->editions[i]))
			return early_fonts_start(
			    style->font, style->font_other);
	}
	return NULL;
}

/* The pictures, the words of the language, the rules. */
static bool
open_rest(struct opened *o, const struct opening *opening,
    const char *templates, struct diags *diags)
{
	const char *folder = o->publication->folder;
	char *symbols = command_data("symbols");

	o->pictures = catalogue_open(symbols, folder, diags);
	if (o->pictures != NULL)
		catalogue_keep(o->pictures, opening->cache);
	o->language = language_read(
	    o->arena, o->publication->root->lang, templates, diags);
	free(symbols);
	return profiles_read(o->arena, templates, folder, opening->profiles,
	           &o->profiles, diags) &&
	       o->pictures != NULL && o->language != NULL;
}

bool
opened_open(
    struct opened *opened, const struct opening *opening, struct diags *diags)
{
	char *templates = command_data("templates");
	char *folder = path_folder(opening->path);
	struct diags of_editions = {0};
	struct early_fonts *early;
	const char *lang = NULL;
	bool ok;

	*opened =
	    (struct opened){.arena = arena_new(), .cache = opening->cache};
	/* editions first, for their fonts take long; but it is not said what
	 * is wrong with them if there is no publication */
	ok = read_editions(opened, opening, templates, folder, &of_editions);
	early = start_fonts(opened);
	opened->publication = publication_read(opening->path, diags);
	if (opened->publication != NULL)
		lang = opened->publication->root->lang;
	early_fonts_tell(early, lang);
	if (opened->publication != NULL) {
		diags_append(diags, &of_editions);
		ok =
		    ok && choose_editions(opened, opening->only != NULL, diags);
		ok = open_rest(opened, opening, templates, diags) && ok;
	}
	if (early != NULL)
		confine_prepare(); /* fonts take as long */
	opened->fonts = early_fonts_finish(early);
	diags_release(&of_editions);
	free(templates);
	free(folder);
	return ok && opened->publication != NULL;
}

void
opened_close(struct opened *opened)
{
	if (opened->pictures != NULL)
		catalogue_close(opened->pictures);
	fonts_close(opened->fonts);
	publication_free(opened->publication);
	arena_free(opened->arena);
}
