/*
 * Any bytes → a publication, its document in two editions, its plain text.
 *
 * What must hold: a refusal has a message; each sentence is valid text, its
 * spans are the whole of it, its id is its own; the text file is valid, and
 * has the words of every sentence in order.
 */
#include "fuzz.h"

#include <glib.h>

#include "base/file.h"
#include "base/str.h"
#include "prepare/document.h"
#include "read/publication.h"
#include "write/write.h"

enum { MAX_BYTES = 16 * 1024 };

static const char *const names[] = {"plain-text", "easy-read"};

static void
check_sentence(const struct sentence *s)
{
	size_t at = 0;

	FUZZ_HOLDS(s->len > 0 && strlen(s->text) == s->len, "its length");
	FUZZ_HOLDS(utf8_valid_prefix(s->text, s->len) == s->len, "no UTF-8");
	FUZZ_HOLDS(strpbrk(s->text, "\r\n\t") == NULL, "more than one line");
	FUZZ_HOLDS(s->nspans > 0, "no spans");
	for (size_t i = 0; i < s->nspans; i++) {
		FUZZ_HOLDS(s->spans[i].start == at, "spans with a gap");
		at += s->spans[i].len;
	}
	FUZZ_HOLDS(at == s->len, "spans that are not the sentence");
}

static void
check_sentences(const struct document *doc)
{
	GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < doc->nsentences; i++) {
		check_sentence(doc->sentences[i]);
		FUZZ_HOLDS(
		    g_hash_table_add(ids, (gpointer)doc->sentences[i]->id),
		    "two sentences with one id");
	}
	g_hash_table_destroy(ids);
}

/* The file has each sentence in its place, whatever kind of space it has. */
static void
check_text(const struct document *doc, const char *text)
{
	for (size_t i = 0; i < doc->nsentences; i++) {
		char *words = g_utf8_normalize(
		    doc->sentences[i]->text, -1, G_NORMALIZE_NFC);
		const char *found = strstr(text, words);

		FUZZ_HOLDS(found != NULL, words);
		text = found + strlen(words);
		g_free(words);
	}
}

static void
write_and_check(const struct document *doc, struct diags *diags)
{
	static struct stage *stage;
	char target[sizeof fuzz_folder + 8];
	struct buf facts = {0}, timings = {0}, text = {0};
	struct write_job job = {.document = doc,
	    .base = "fuzzed",
	    .facts = &facts,
	    .timings = &timings};
	char *path;

	snprintf(target, sizeof target, "%s/out", fuzz_folder);
	if (stage == NULL)
		stage = stage_open(target, diags);
	FUZZ_HOLDS(stage != NULL, "no stage");
	job.stage = stage;
	fuzz_judged(write_text(&job, diags), diags);
	path = stage_path(stage, "fuzzed.txt", diags);
	FUZZ_HOLDS(
	    file_read(path, SIZE_MAX / 2, &text, diags, LOC_NONE), "no text");
	FUZZ_HOLDS(
	    utf8_valid_prefix(text.data, text.len) == text.len, "no UTF-8");
	check_text(doc, buf_str(&text));
	free(path);
	buf_release(&facts);
	buf_release(&timings);
	buf_release(&text);
}

/* Editions and the words of the language are read once. */
static const struct edition *
edition_of(size_t i, const struct language **language)
{
	static const struct edition *editions[2];
	static const struct language *english;
	static struct arena *arena;
	struct diags diags = {0};

	if (arena == NULL)
		arena = arena_new();
	if (english == NULL)
		english = language_read(arena, "en-GB", "templates", &diags);
	if (editions[i] == NULL)
		editions[i] = edition_read(
		    arena, names[i], "templates", NULL, NULL, 0, &diags);
	FUZZ_HOLDS(editions[i] != NULL && english != NULL, "no edition");
	*language = english;
	return editions[i];
}

static void
make_edition(const struct publication *publication, size_t i)
{
	struct arena *arena = arena_new();
	struct diags diags = {0};
	const struct language *language;
	const struct edition *edition = edition_of(i, &language);
	struct document *doc;

	if (document_serves(publication, edition)) {
		doc = document_prepare(
		    arena, publication, edition, language, NULL, &diags);
		FUZZ_HOLDS(doc != NULL || diags_worst(&diags) >= DIAG_ERROR,
		    "not prepared, without a message");
		if (doc != NULL && diags_worst(&diags) < DIAG_ERROR) {
			check_sentences(doc);
			if (str_eq(edition->writer, "text"))
				write_and_check(doc, &diags);
		}
	}
	diags_release(&diags);
	arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char path[sizeof fuzz_folder + 32];
	struct diags diags = {0};
	struct publication *publication;

	if (size > MAX_BYTES)
		return -1;
	fuzz_put("part.xml", bytes, size); /* an include finds a file */
	fuzz_put("publication.xml", bytes, size);
	snprintf(path, sizeof path, "%s/publication.xml", fuzz_folder);
	publication = publication_read(path, &diags);
	fuzz_judged(publication != NULL, &diags);
	for (size_t i = 0; publication != NULL && i < 2; i++)
		make_edition(publication, i);
	publication_free(publication);
	diags_release(&diags);
	return 0;
}
