/*
 * Template files and their chain; used by style.c alone.
 *
 * A template is looked up by name in the publication's templates/ folder,
 * then in the data folder. A publication's template may extend the built-in
 * one of its own name: templates/base.xml with extends="base" changes every
 * edition of that publication.
 */
#ifndef STYLE_TEMPLATE_H
#define STYLE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/node.h"
#include "style/tokens.h"

/* A token set somewhere in the chain. */
struct assignment {
	enum token token;
	const char *value; /* as written, or the id of a token if is_ref */
	bool is_ref;
	const char *from; /* the template's name, or "--set" */
	struct loc loc;
	unsigned order;           /* counts up from the base to --set */
	struct assignment *under; /* what it overrides, or NULL */
	struct assignment *next;  /* in its file */
};

/* A floor or ceiling that is tighter than that of tokens.def. */
struct limit {
	enum token token;
	const char *floor, *ceiling; /* as written; NULL = none */
	const char *rule;
	struct limit *next;
};

/* Tokens named in <lock> or <waive>. */
struct token_list {
	enum token token;
	struct loc loc;
	const char *reason; /* of a waiver; the pair is two in a row */
	struct token_list *next;
};

struct template
{
	const char *id, *path, *folder;
	bool is_built_in;
	struct loc loc;
	const char *extends, *writer, *suffix; /* NULL = not given */
	enum wording wording;                  /* ANY = not given */
	struct assignment *assignments;
	struct limit *limits;
	struct token_list *locks, *waivers;
	const char *logo, *logo_alt; /* logo: "" = none from here on */
	const struct template *parent;
};

struct template_folders {
	const char *data;        /* "…/templates" */
	const char *publication; /* its folder, or NULL */
};

/* The template of that name with its parents. NULL after messages. */
const struct template *template_chain(struct arena *arena, const char *name,
    const struct template_folders *folders, struct diags *diags);

/* Names of all template files, sorted, each once; *n of them. */
const char *const *template_names(
    struct arena *arena, const struct template_folders *folders, size_t *n);

/* Give the newest message the name of the token nearest to written. */
void token_hint(const char *written, struct diags *diags);

/* Find a token by what an author wrote; a message with the nearest one. */
bool template_token(const char *written, struct loc loc, enum token *token,
    struct diags *diags);

#endif
