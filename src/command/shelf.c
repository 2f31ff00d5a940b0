/* The page above all publications, made from their manifests. */
#include "command/shelf.h"

#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "command/command.h"
#include "command/keep.h"
#include "style/language.h"
#include "style/style.h"
#include "write/html/fill.h"
#include "write/html/put.h"

/* Of an earlier page: templates/web/shelf.html. */
#define MARK "everyread list of publications"

/* A publication of the folder; strings are its manifest's. */
struct booklet {
	json_t *manifest;
	char *name; /* of its folder */
	const char *title, *lang, *organisation, *description;
};

struct shelf {
	struct arena *arena;
	struct booklet *items;
	size_t n, cap;
};

static const char *
string_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text != NULL ? text : "";
}

/* A folder with a manifest of ours and a page of downloads. */
static void
take_folder(struct shelf *shelf, const char *folder, const char *name)
{
	struct arena *arena = shelf->arena;
	const char *page =
	    arena_printf(arena, "%s/%s/index.html", folder, name);
	json_t *manifest = json_load_file(
	    arena_printf(arena, "%s/%s/manifest.json", folder, name), 0, NULL);

	if (manifest == NULL || !file_exists(page) ||
	    string_of(manifest, "title")[0] == '\0') {
		json_decref(manifest);
		return;
	}
	ARRAY_GROW(shelf->items, shelf->n, shelf->cap);
	shelf->items[shelf->n++] = (struct booklet){
	    .manifest = manifest,
	    .name = arena_strdup(arena, name),
	    .title = string_of(manifest, "title"),
	    .lang = string_of(manifest, "language"),
	    .organisation = string_of(manifest, "organisation"),
	    .description = string_of(manifest, "description"),
	};
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(((const struct booklet *)a)->name,
	    ((const struct booklet *)b)->name);
}

static void
read_folder(struct shelf *shelf, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			take_folder(shelf, folder, entry->d_name);
	if (dir != NULL)
		closedir(dir);
	if (shelf->n > 0)
		qsort(shelf->items, shelf->n, sizeof *shelf->items,
		    compare_names);
}

static void
put_line(struct buf *out, const char *text)
{
	if (str_is_blank(text))
		return;
	buf_puts(out, "<p>");
	html_put_text(out, text);
	buf_puts(out, "</p>\n");
}

static void
put_booklet(struct shelf *shelf, const struct booklet *b, const char *lang,
    struct buf *out)
{
	buf_puts(out, "<section class=\"booklet\"");
	if (!str_eq(b->lang, lang)) {
		html_put_attr(out, "lang", b->lang);
		html_put_attr(out, "dir",
		    language_is_right_to_left(b->lang) ? "rtl" : "ltr");
	}
	buf_puts(out, ">\n<h2><a");
	html_put_attr(out, "href",
	    arena_printf(shelf->arena, "%s/index.html",
	        html_path(shelf->arena, b->name)));
	html_put_attr(out, "hreflang", b->lang);
	buf_putc(out, '>');
	html_put_text(out, b->title);
	buf_puts(out, "</a></h2>\n");
	put_line(out, b->description);
	put_line(out, b->organisation);
	buf_puts(out, "</section>\n");
}

/* The looks of the built-in page of downloads: the folder may hold
 * publications of several organisations. */
static bool
read_style(struct shelf *shelf, const char *templates, struct buf *style,
    struct diags *diags)
{
	const struct edition *edition = edition_read(
	    shelf->arena, "download", templates, NULL, NULL, 0, diags);
	struct buf css = {0};
	bool ok = edition != NULL &&
	          html_read(templates, "web/page.css", &css, diags) &&
	          html_read(templates, "web/download.css", &css, diags);

	if (ok) {
		html_put_tokens(style, &edition->style, buf_str(&css));
		buf_add(style, css.data, css.len);
	}
	buf_release(&css);
	return ok;
}

static bool
write_page(struct shelf *shelf, const char *path, struct diags *diags)
{
	char *templates = command_data("templates");
	const char *lang = shelf->items[0].lang;
	const struct language *language =
	    language_read(shelf->arena, lang, templates, diags);
	struct buf style = {0}, booklets = {0}, page = {0};
	char hash[HASH_BASE64 + 1];
	bool ok =
	    language != NULL && read_style(shelf, templates, &style, diags);

	hash_base64(hash, buf_str(&style), style.len);
	for (size_t i = 0; i < shelf->n; i++)
		put_booklet(shelf, &shelf->items[i], lang, &booklets);
	ok = ok &&
	     html_fill(
	         &(struct filling){templates, language,
	             (const struct hole[]){
	                 {.name = "lang", .text = lang},
	                 {.name = "dir",
	                     .text = language_is_right_to_left(lang) ? "rtl"
	                                                             : "ltr"},
	                 {.name = "policy",
	                     .text = arena_printf(shelf->arena,
	                         "default-src 'none'; base-uri 'none'; "
	                         "form-action 'none'; style-src 'sha256-%s'",
	                         hash)},
	                 {.name = "style", .markup = buf_str(&style)},
	                 {.name = "booklets", .markup = buf_str(&booklets)},
	             },
	             5},
	         "web/shelf.html", &page, diags) &&
	     file_write(path, page.data, page.len, diags);
	buf_release(&style);
	buf_release(&booklets);
	buf_release(&page);
	free(templates);
	return ok;
}

bool
shelf_write(const char *folder, struct diags *diags)
{
	struct shelf shelf = {.arena = arena_new()};
	char *path = path_join(folder, "index.html");
	bool ok = true;

	read_folder(&shelf, folder);
	if (shelf.n > 0 && !keep_allows(path, MARK))
		diag_add(diags, DIAG_SHELF_KEPT, LOC_NONE, path);
	else if (shelf.n > 0)
		ok = write_page(&shelf, path, diags);
	free(path);
	for (size_t i = 0; i < shelf.n; i++)
		json_decref(shelf.items[i].manifest);
	free(shelf.items);
	arena_free(shelf.arena);
	return ok;
}
