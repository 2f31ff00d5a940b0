/* Answers typed from paper into a table: one row is one answer. */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "read/values.h"
#include "review/answers.h"
#include "review/csv.h"
#include "review/private.h"

enum { MAX_ROWS = 200000 };

struct reader {
	struct arena *arena;
	const struct answers_file *file;
	struct diags *diags;
	struct answers_text text;
	int columns[CSV_COLUMN_COUNT]; /* where each stands; -1 = nowhere */
	/* of the row above, for empty fields */
	const char *reviewer, *session, *pack;
	struct heard *first, **last, *now;
	struct heard_answer **last_answer;
};

/* What people type for a face. */
static const struct {
	const char *typed;
	enum face face;
} typed_faces[] = {
    {"yes", FACE_YES},
    {"y", FACE_YES},
    {"unsure", FACE_UNSURE},
    {"not sure", FACE_UNSURE},
    {"?", FACE_UNSURE},
    {"no", FACE_NO},
    {"n", FACE_NO},
};
enum { NTYPED_FACES = sizeof typed_faces / sizeof *typed_faces };

static bool
leave_out(
    struct reader *r, struct loc loc, const char *format, const char *what)
{
	return diag_add(r->diags, DIAG_ANSWER_LEFT, loc,
	    arena_printf(r->arena, format, what));
}

/* A field without white space around it, and without the mark that keeps a
 * spreadsheet from counting with it. "" if the row ends before. */
static const char *
field_of(
    const struct reader *r, const struct csv_row *row, enum csv_column column)
{
	int at = r->columns[column];
	const char *value;

	if (at < 0 || (size_t)at >= row->n)
		return "";
	value = value_tidy(r->arena, row->fields[at]);
	if (column == CSV_PACK || column == CSV_HASH)
		value += *value == '#' || *value == '\'';
	return value;
}

/* "31/03/2026", as a British spreadsheet writes a day. */
static const char *
read_day(struct arena *arena, const char *typed)
{
	if (strlen(typed) == 10 && typed[2] == '/' && typed[5] == '/')
		return arena_printf(
		    arena, "%.4s-%.2s-%.2s", typed + 6, typed + 3, typed);
	return typed;
}

/* The same words, whatever is written in capitals. */
static bool
is_same(const char *a, const char *b)
{
	char *x = g_utf8_casefold(a, -1), *y = g_utf8_casefold(b, -1);
	char *p = g_utf8_normalize(x, -1, G_NORMALIZE_NFC);
	char *q = g_utf8_normalize(y, -1, G_NORMALIZE_NFC);
	bool same = str_eq(p, q);

	g_free(x);
	g_free(y);
	g_free(p);
	g_free(q);
	return same;
}

/* The face by its name in the language of the publication. */
static bool
find_own_face(
    const struct language *language, const char *typed, enum face *face)
{
	static const struct {
		enum word name;
		enum face face;
	} names[] = {{WORD_FACE_YES, FACE_YES}, {WORD_FACE_UNSURE, FACE_UNSURE},
	    {WORD_FACE_NO, FACE_NO}};

	for (size_t i = 0; language != NULL && i < 3; i++)
		if (is_same(typed, language->words[names[i].name])) {
			*face = names[i].face;
			return true;
		}
	return false;
}

static bool
read_face(struct reader *r, const char *typed, struct loc loc, enum face *face)
{
	if (*typed == '\0' || find_own_face(r->file->language, typed, face))
		return true;
	for (size_t i = 0; i < NTYPED_FACES; i++)
		if (g_ascii_strcasecmp(typed, typed_faces[i].typed) == 0) {
			*face = typed_faces[i].face;
			return true;
		}
	return leave_out(r, loc, "%s stands where yes, unsure or no must stand",
	    "something else");
}

/* "GP; commitment" */
static void
read_hard(struct reader *r, const char *typed, struct loc loc,
    struct review_answer *said)
{
	char **parts = g_strsplit(typed, ";", ANSWERS_MAX_HARD);
	struct review_hard **last = &said->hard;

	for (size_t i = 0; parts[i] != NULL; i++) {
		const char *text = answers_tidy(&r->text, parts[i], loc);
		struct review_hard *hard;

		if (text == NULL)
			continue;
		hard = ARENA_NEW(r->arena, struct review_hard);
		hard->text = text;
		*last = hard;
		last = &hard->next;
	}
	g_strfreev(parts);
}

static const char *
read_text(struct reader *r, const struct csv_row *row, enum csv_column column,
    struct loc loc)
{
	return answers_tidy(&r->text, field_of(r, row, column), loc);
}

/* ---- the first row ------------------------------------------------------ */

static bool
refuse(struct reader *r, enum diag_id id, unsigned line, const char *what)
{
	return diag_add(
	    r->diags, id, (struct loc){r->file->path, line, 0}, what);
}

static bool
read_columns(struct reader *r, const struct csv_row *row)
{
	static const enum csv_column needed[] = {
	    CSV_PACK, CSV_REVIEWER, CSV_SESSION};

	for (int c = 0; c < CSV_COLUMN_COUNT; c++)
		r->columns[c] = -1;
	for (size_t i = 0; i < row->n; i++) {
		const char *name = value_tidy(r->arena, row->fields[i]);
		const char *looks_like =
		    private_field(r->text.private_words, name);
		enum csv_column column;

		if (*name == '\0')
			continue;
		if (looks_like != NULL)
			return refuse(
			    r, DIAG_ANSWERS_PRIVATE, row->line, looks_like);
		if (!csv_column_lookup(name, &column) ||
		    r->columns[column] >= 0)
			return refuse(r, DIAG_ANSWERS_REFUSED, row->line,
			    "a column has a name that is not in the form, or "
			    "is there twice");
		r->columns[column] = (int)i;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(needed); i++)
		if (r->columns[needed[i]] < 0)
			return refuse(r, DIAG_ANSWERS_REFUSED, row->line,
			    arena_printf(r->arena, "there is no column %s",
			        csv_column_name(needed[i])));
	return true;
}

/* ---- the other rows ----------------------------------------------------- */

static bool
says_something(const struct reader *r, const struct csv_row *row)
{
	static const enum csv_column said[] = {CSV_FACE, CSV_MEANS, CSV_HARD,
	    CSV_SUGGESTION, CSV_PICTURE_OK, CSV_PICTURE_CHOICE,
	    CSV_PICTURE_SHOWS, CSV_CHOICE, CSV_COMMENT};

	for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
		if (*field_of(r, row, said[i]) != '\0')
			return true;
	return false;
}

/* "r1" is typed for R1. */
static const char *
read_code(struct arena *arena, const char *typed)
{
	char *code = arena_strdup(arena, typed);

	for (char *c = code; *c != '\0'; c++)
		*c = g_ascii_toupper(*c);
	return code;
}

/* Who said it, and when: as in the row above where nothing is typed. */
static bool
read_who(struct reader *r, const struct csv_row *row, struct loc loc)
{
	const char *reviewer =
	    read_code(r->arena, field_of(r, row, CSV_REVIEWER));
	const char *session = read_day(r->arena, field_of(r, row, CSV_SESSION));
	const char *pack = field_of(r, row, CSV_PACK);

	if (*reviewer != '\0')
		r->reviewer = review_is_code(reviewer) ? reviewer : NULL;
	if (*session != '\0')
		r->session = value_is_date(session) ? session : NULL;
	if (*pack != '\0')
		r->pack =
		    strlen(pack) == 12 && strspn(pack, "0123456789abcdef") == 12
		        ? pack
		        : NULL;
	if (r->reviewer == NULL)
		return leave_out(r, loc, "it has no code such as %s", "R1");
	if (r->session == NULL)
		return leave_out(
		    r, loc, "it has no day such as %s", "2026-03-31");
	return r->pack != NULL ||
	       leave_out(r, loc, "it has no code of the draft (%s)", "pack");
}

/* The list that an answer of this reviewer goes to. */
static void
open_heard(struct reader *r, struct loc loc)
{
	struct heard *heard = r->now;

	if (heard != NULL && str_eq(heard->visit.code, r->reviewer) &&
	    str_eq(heard->visit.session, r->session) &&
	    str_eq(heard->visit.pack, r->pack))
		return;
	heard = ARENA_NEW(r->arena, struct heard);
	heard->visit = (struct review_visit){.code = r->reviewer,
	    .session = r->session,
	    .pack = r->pack,
	    .mode = "paper"};
	heard->loc = loc;
	*r->last = r->now = heard;
	r->last = &heard->next;
	r->last_answer = &heard->answers;
}

static bool
read_what(
    struct reader *r, const struct csv_row *row, struct heard_answer *answer)
{
	const char *id = field_of(r, row, CSV_SENTENCE);
	const char *hash = field_of(r, row, CSV_HASH);
	const char *number = field_of(r, row, CSV_NUMBER);
	const char *choice = field_of(r, row, CSV_CHOICE);

	answer->is_question = *number == 'Q' || *number == 'q' ||
	                      (*number == '\0' && *choice != '\0');
	if (*id != '\0' && strlen(hash) == REVIEW_HASH &&
	    strspn(hash, "0123456789abcdef") == REVIEW_HASH) {
		answer->id = id;
		answer->hash = hash;
	}
	if (*number != '\0')
		answer->number = number;
	answer->words = field_of(r, row, CSV_WORDS);
	return answer->id != NULL || answer->number != NULL ||
	       leave_out(r, answer->loc, "it does not say which %s it is about",
	           "sentence");
}

static bool
read_question(
    struct reader *r, const struct csv_row *row, struct heard_answer *answer)
{
	const char *choice = field_of(r, row, CSV_CHOICE);

	answer->said.choice = CHOICE_NONE;
	if (*choice != '\0') {
		if (!g_ascii_isdigit(*choice) || choice[1] != '\0')
			return leave_out(r, answer->loc,
			    "%s stands where the number of an answer must "
			    "stand",
			    "something else");
		answer->said.choice = *choice - '0';
	}
	answer->said.said = read_text(r, row, CSV_MEANS, answer->loc);
	if (answer->said.said == NULL)
		answer->said.said = read_text(r, row, CSV_COMMENT, answer->loc);
	return true;
}

static bool
read_sentence(
    struct reader *r, const struct csv_row *row, struct heard_answer *answer)
{
	struct review_answer *said = &answer->said;
	struct loc loc = answer->loc;

	said->choice = CHOICE_NONE;
	if (!read_face(r, field_of(r, row, CSV_FACE), loc, &said->face) ||
	    !read_face(
	        r, field_of(r, row, CSV_PICTURE_OK), loc, &said->picture_ok))
		return false;
	said->means = read_text(r, row, CSV_MEANS, loc);
	said->suggestion = read_text(r, row, CSV_SUGGESTION, loc);
	said->picture_choice = read_text(r, row, CSV_PICTURE_CHOICE, loc);
	said->picture_shows = read_text(r, row, CSV_PICTURE_SHOWS, loc);
	said->comment = read_text(r, row, CSV_COMMENT, loc);
	read_hard(r, field_of(r, row, CSV_HARD), loc, said);
	return true;
}

static void
read_row(struct reader *r, const struct csv_row *row)
{
	struct loc loc = {r->file->path, row->line, 0};
	struct heard_answer *answer;

	if (row->mistake != NULL) {
		leave_out(r, loc, "%s", row->mistake);
		return;
	}
	if (!says_something(r, row)) {
		/* the first row of a form may name the reviewer alone */
		if (*field_of(r, row, CSV_REVIEWER) != '\0')
			read_who(r, row, loc);
		return;
	}
	answer = ARENA_NEW(r->arena, struct heard_answer);
	answer->loc = loc;
	if (!read_who(r, row, loc) || !read_what(r, row, answer) ||
	    !(answer->is_question ? read_question(r, row, answer)
	                          : read_sentence(r, row, answer)))
		return;
	open_heard(r, loc);
	*r->last_answer = answer;
	r->last_answer = &answer->next;
}

struct heard *
answers_read_csv(
    struct arena *arena, const struct answers_file *file, struct diags *diags)
{
	struct private_words *private_words = private_open(file->known);
	struct reader r = {.arena = arena,
	    .file = file,
	    .diags = diags,
	    .text = {arena, private_words, diags}};
	struct csv_reader csv;
	struct csv_row row;
	size_t before = diags->n, n = 0;

	r.last = &r.first;
	csv_open(&csv, file->bytes, file->len);
	if (!csv_next(&csv, arena, &row))
		refuse(&r, DIAG_ANSWERS_REFUSED, 0, "it is empty");
	else if (row.mistake != NULL)
		refuse(&r, DIAG_ANSWERS_REFUSED, row.line, row.mistake);
	else if (read_columns(&r, &row))
		while (n++ < MAX_ROWS && csv_next(&csv, arena, &row))
			read_row(&r, &row);
	private_close(private_words);
	if (r.first == NULL && diags->n == before)
		refuse(&r, DIAG_ANSWERS_REFUSED, 0, "no answer is typed in");
	return r.first;
}
