/*
 * Formats. A writer makes the files of one edition of one publication inside
 * a stage (base/file.h); it knows no other writer. To add one: a file, a row
 * in writers.def, golden tests.
 */
#ifndef WRITE_WRITE_H
#define WRITE_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "picture/picture.h"
#include "prepare/document.h"
#include "style/style.h"
#include "write/recording.h"

/* Called as work goes on: done of total steps. May be NULL. */
typedef void write_progress(void *arg, size_t done, size_t total);

struct fonts; /* page/shape.h */
struct pages; /* page/page.h */
/* Called when the pages of an edition are laid out, before they are drawn;
 * diags: what has been said of it so far. */
typedef void write_pages(
    void *arg, const struct pages *pages, const struct diags *diags);

struct write_job {
	const struct document *document;
	struct catalogue *pictures;
	struct fonts *fonts; /* that are open already, or NULL */
	struct stage *stage;
	const char *base; /* of file names: "joint-forward-plan-easy-read" */
	/* The program that speaks, or NULL: this one does (speech/voice.h). */
	const char *voice_program;
	const char *cache;     /* folder that may keep work, or NULL */
	const char *templates; /* the program's own folder "…/templates" */
	/* For one that READS_RECORDING: the recording made of the same words;
	 * NULL = none is made. */
	const struct recording *recording;
	/* For one that LISTS_FILES: the facts of all editions before it. */
	const struct buf *made;
	struct buf *recorded; /* one that RECORDS saves its recording here */
	unsigned workers;     /* processes this writer may use at once */
	write_progress *progress;
	void *progress_arg;
	write_pages *laid_out; /* or NULL */
	void *laid_out_arg;
	/* Facts about the files for the manifest and the page of downloads, one
	 * per line "path<TAB>name<TAB>value": "x.pdf\tpages\t30". A path alone
	 * on a line names a file. */
	struct buf *facts;
	/* Times and memory for `make bench`, one per line
	 * "stage<TAB>milliseconds<TAB>peak KiB". */
	struct buf *timings;
};

typedef bool write_function(const struct write_job *job, struct diags *diags);

/* What a writer has to do with the recording of the words. */
enum write_role {
	WRITES_ALONE,    /* nothing */
	RECORDS,         /* makes it */
	READS_RECORDING, /* waits for it, and can do without */
	LISTS_FILES,     /* comes last and tells of what the others made */
};

#define WRITER(name, id, extension, function, role, help)                      \
	write_function function;
#include "write/writers.def"
#undef WRITER

struct writer {
	const char *id, *extension;
	write_function *write;
	enum write_role role;
	const char *help;
};

/* NULL if there is none of that id. */
const struct writer *writer_lookup(const char *id);
const struct writer *writer_at(size_t i); /* NULL past the last */

/* Note a file, or a fact about it, for the manifest. */
void write_fact(const struct write_job *job, const char *file, const char *name,
    const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Milliseconds on a steady clock; only for timings. */
double write_clock(void);
void write_timing(
    const struct write_job *job, const char *stage, double milliseconds);

#endif
