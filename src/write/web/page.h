/*
 * What the pages of write/web have in common: holes that are filled one by
 * one, the band at the top, the style sheet, the policy. A function that
 * fails says so in diags and clears ok.
 */
#ifndef WRITE_WEB_PAGE_H
#define WRITE_WEB_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "write/html/fill.h"
#include "write/html/markup.h"
#include "write/write.h"

enum { PAGE_HOLES = 24 };

struct page {
	const struct write_job *job;
	const struct document *document;
	struct diags *diags;
	struct arena *arena;
	struct markup markup; /* writes into out; pictures as data: */
	struct buf out;       /* where markup goes; emptied part by part */
	struct hole holes[PAGE_HOLES];
	size_t nholes;
	bool ok;
};

void page_open(
    struct page *page, const struct write_job *job, struct diags *diags);
void page_close(struct page *page);
/* Fill the skeleton and write it as a file of that name. True if everything
 * before was well too. */
bool page_write(struct page *page, const char *skeleton, const char *name);

/* Fill a hole with text, which is escaped. */
void page_text(struct page *page, const char *name, const char *text);
/* Fill it with what the buffer holds, as it is; the buffer is empty then. */
void page_markup(struct page *page, const char *name, struct buf *buf);
/* Fill it with a file of templates/, its own holes filled. */
void page_part(struct page *page, const char *name, const char *file);

const char *page_word(const struct page *page, enum word word);
/* "<p class=…>text</p>" into out; nothing if the text is blank. */
void page_line(struct page *page, const char *class, const char *text);
/* A picture by its name into out; alt NULL = the catalogue's. */
void page_picture(struct page *page, const char *name, struct loc loc,
    const char *alt, const char *class);

/* Holes lang, dir, page-title, metadata. */
void page_head(struct page *page);
/* Holes logo, organisation, title, subtitle, cover, facts. */
void page_top(struct page *page);

struct page_code {
	const char *css[2]; /* files of templates/, the second may be NULL */
	const char *script; /* the same, or NULL */
	const char *media;  /* sources of sound for the policy, or NULL */
};

/* Holes style, script and policy: what the page may load and run is this
 * style sheet and this script, known by their hashes, and its pictures. */
void page_code(struct page *page, const struct page_code *code);

#endif
