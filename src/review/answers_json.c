/*
 * Answers as JSON. Jansson reads it (strictly: no field twice, no NUL, UTF-8
 * only); tables here say which fields an object may have. Jansson does not
 * keep lines, so the bytes of an object are walked once more for them.
 */
#include <glib.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "read/values.h"
#include "review/answers.h"
#include "review/private.h"

#define FORMAT "everyread-answers-1"

enum { MAX_BROKEN = 20 }; /* objects that are no JSON: then it is no file */

/* Where things stand in one object. */
struct places {
	unsigned line;      /* where it begins */
	unsigned *lines[2]; /* of the elements of "answers", "questions" */
	size_t n[2], cap[2];
	int depth; /* the deepest */
};

struct reader {
	struct arena *arena;
	const struct answers_file *file;
	struct diags *diags;
	struct private_words *private_words;
	struct answers_text text;
	const char *mistake; /* of the object in hand; NULL = none */
	const char *private; /* what a field of it would hold, or NULL */
	struct heard *first, **last;
};

static struct loc
line_loc(const struct reader *r, unsigned line)
{
	return (struct loc){r->file->path, line, 0};
}

/* ---- lines -------------------------------------------------------------- */

struct walk {
	const char *at, *end;
	unsigned line;
	int depth;
	int list;      /* 0 answers, 1 questions, -1 another */
	bool is_first; /* an element is to come */
	struct places *places;
};

static void
note_element(struct walk *w)
{
	struct places *p = w->places;

	if (w->depth != 2 || !w->is_first || w->list < 0)
		return;
	w->is_first = false;
	ARRAY_GROW(p->lines[w->list], p->n[w->list], p->cap[w->list]);
	p->lines[w->list][p->n[w->list]++] = w->line;
}

/* Past a string; at depth 1 it may be the name of a list. */
static void
walk_string(struct walk *w)
{
	const char *start = ++w->at;

	while (w->at < w->end && *w->at != '"')
		w->at += *w->at == '\\' ? 2 : 1;
	if (w->depth != 1)
		return;
	w->list = -1;
	if (w->at - start == 7 && memcmp(start, "answers", 7) == 0)
		w->list = 0;
	else if (w->at - start == 9 && memcmp(start, "questions", 9) == 0)
		w->list = 1;
}

static void
walk_byte(struct walk *w)
{
	switch (*w->at) {
	case '\n':
		w->line++;
		break;
	case ' ':
	case '\t':
	case '\r':
		break;
	case '{':
	case '[':
		note_element(w);
		w->depth++;
		w->is_first = w->depth == 2;
		w->places->depth = MAX(w->places->depth, w->depth);
		break;
	case '}':
	case ']':
		w->depth--;
		break;
	case ',':
		w->is_first = w->depth == 2;
		break;
	case '"':
		note_element(w);
		walk_string(w);
		break;
	default:
		note_element(w);
	}
}

/* The bytes are valid JSON. */
static void
find_places(struct places *places, const char *bytes, size_t len)
{
	struct walk w = {.at = bytes,
	    .end = bytes + len,
	    .line = places->line,
	    .list = -1,
	    .places = places};

	for (; w.at < w.end; w.at++)
		walk_byte(&w);
}

static void
places_release(struct places *places)
{
	free(places->lines[0]);
	free(places->lines[1]);
}

static unsigned
element_line(const struct places *places, int list, size_t i)
{
	return i < places->n[list] ? places->lines[list][i] : places->line;
}

/* ---- fields ------------------------------------------------------------- */

enum field_type {
	FIELD_STRING,
	FIELD_TEXT, /* what was said: tidied, and private words left out */
	FIELD_BOOL,
	FIELD_NUMBER,
	FIELD_LIST,
	FIELD_OBJECT,
};

/* A field and where its value goes: const char *, bool, int or json_t *. */
struct field {
	const char *name;
	enum field_type type;
	bool is_needed;
	bool (*is_right)(const char *); /* of a string; NULL = any */
	int most;                       /* of a number */
	size_t offset;
};

static bool
mistake(struct reader *r, const char *format, const char *what)
{
	if (r->mistake == NULL)
		r->mistake = arena_printf(r->arena, format, what);
	return false;
}

static bool
take_string(struct reader *r, const struct field *field, const char *value,
    const char **out)
{
	if (field->is_right != NULL && !field->is_right(value))
		return mistake(
		    r, "\"%s\" has a value that cannot be", field->name);
	*out = arena_strdup(r->arena, value);
	return true;
}

static bool
take_value(struct reader *r, const struct field *field, json_t *value,
    char *out, struct loc loc)
{
	switch (field->type) {
	case FIELD_STRING:
		return json_is_string(value) &&
		       take_string(r, field, json_string_value(value),
		           (const char **)(void *)out);
	case FIELD_TEXT:
		if (!json_is_string(value))
			return false;
		*(const char **)(void *)out =
		    answers_tidy(&r->text, json_string_value(value), loc);
		return true;
	case FIELD_BOOL:
		*(bool *)(void *)out = json_is_true(value);
		return json_is_boolean(value);
	case FIELD_NUMBER:
		if (!json_is_integer(value) || json_integer_value(value) < 0 ||
		    json_integer_value(value) > field->most)
			return false;
		*(int *)(void *)out = (int)json_integer_value(value);
		return true;
	case FIELD_LIST:
		*(json_t **)(void *)out = value;
		return json_is_array(value);
	case FIELD_OBJECT:
		*(json_t **)(void *)out = value;
		return json_is_object(value);
	}
	return false;
}

static const struct field *
find_field(const struct field *fields, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(fields[i].name, name))
			return &fields[i];
	return NULL;
}

/* The name of a field may hold anything: only its start is told. */
static const char *
short_name(struct arena *arena, const char *name)
{
	size_t n = strlen(name);

	return n <= 40 ? name : arena_strndup(arena, name, 40);
}

/* Fill out from an object. False after r->mistake (or r->private) is set. */
static bool
take_fields(struct reader *r, json_t *object, const struct field *fields,
    size_t n, void *out, struct loc loc)
{
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value)
	{
		const struct field *field = find_field(fields, n, name);

		if (field == NULL && r->private == NULL)
			r->private = private_field(r->private_words, name);
		if (field == NULL)
			return mistake(r, "there is no field \"%s\"",
			    utf8_valid_prefix(name, strlen(name)) < strlen(name)
			        ? "?"
			        : short_name(r->arena, name));
		if (!take_value(
		        r, field, value, (char *)out + field->offset, loc))
			return mistake(
			    r, "\"%s\" has a value that cannot be", name);
	}
	for (size_t i = 0; i < n; i++)
		if (fields[i].is_needed &&
		    json_object_get(object, fields[i].name) == NULL)
			return mistake(
			    r, "the field \"%s\" is missing", fields[i].name);
	return true;
}

#define TAKE(r, object, fields, out, loc)                                      \
	take_fields(r, object, fields, sizeof fields / sizeof *fields, out, loc)

/* ---- what values may be ------------------------------------------------- */

static bool
is_of(const char *text, const char *letters, size_t least, size_t most)
{
	size_t n = strlen(text);

	return n >= least && n <= most && strspn(text, letters) == n;
}

static bool
is_format(const char *text)
{
	return str_eq(text, FORMAT);
}

static bool
is_id(const char *text)
{
	return is_of(text, "abcdefghijklmnopqrstuvwxyz0123456789-", 1, 120);
}

static bool
is_hash(const char *text)
{
	return is_of(text, "0123456789abcdef", REVIEW_HASH, REVIEW_HASH);
}

static bool
is_pack(const char *text)
{
	return is_of(text, "0123456789abcdef", 12, 12);
}

static bool
is_wording(const char *text)
{
	return str_eq(text, "easy-read") || str_eq(text, "standard");
}

static bool
is_mode(const char *text)
{
	return str_eq(text, "screen") || str_eq(text, "paper") ||
	       str_eq(text, "room");
}

static bool
is_typist(const char *text)
{
	return str_eq(text, "reviewer") || str_eq(text, "supporter");
}

static bool
is_face(const char *text)
{
	enum face face;

	return face_lookup(text, &face);
}

/* "2026-03-31T14:05:00Z", with or without parts of a second. */
static bool
is_moment(const char *text)
{
	static const char form[] = "0000-00-00T00:00:00";
	char day[11];
	size_t digits;

	for (size_t i = 0; i < sizeof form - 1; i++)
		if (form[i] == '0' ? !g_ascii_isdigit(text[i])
		                   : text[i] != form[i])
			return false;
	g_strlcpy(day, text, sizeof day);
	if (!value_is_date(day))
		return false;
	text += sizeof form - 1;
	if (*text != '.')
		return str_eq(text, "Z");
	digits = strspn(text + 1, "0123456789");
	return digits >= 1 && digits <= 6 && str_eq(text + 1 + digits, "Z");
}

/* A name of a picture, or a file: no more than that. */
static bool
is_picture(const char *text)
{
	return *text != '\0' && strlen(text) <= 200 && answers_is_text(text);
}

/* A sentence as it was shown. */
static bool
is_words(const char *text)
{
	return answers_is_text(text) &&
	       utf8_count(text, strlen(text)) <= ANSWERS_MAX_TEXT;
}

static bool
is_version(const char *text)
{
	return utf8_count(text, strlen(text)) <= 100;
}

/* ---- the parts ---------------------------------------------------------- */

struct head {
	const char *format, *publication, *version, *wording, *pack;
	const char *reviewer, *session, *saved, *mode, *comment;
	bool supporter;
	json_t *answers, *questions;
};

#define HEAD(name) offsetof(struct head, name)
static const struct field head_fields[] = {
    {"format", FIELD_STRING, true, is_format, 0, HEAD(format)},
    {"publication", FIELD_STRING, true, is_id, 0, HEAD(publication)},
    {"version", FIELD_STRING, true, is_version, 0, HEAD(version)},
    {"wording", FIELD_STRING, true, is_wording, 0, HEAD(wording)},
    {"pack", FIELD_STRING, true, is_pack, 0, HEAD(pack)},
    {"reviewer", FIELD_STRING, true, review_is_code, 0, HEAD(reviewer)},
    {"session", FIELD_STRING, true, value_is_date, 0, HEAD(session)},
    {"saved", FIELD_STRING, true, is_moment, 0, HEAD(saved)},
    {"mode", FIELD_STRING, true, is_mode, 0, HEAD(mode)},
    {"supporter", FIELD_BOOL, false, NULL, 0, HEAD(supporter)},
    {"answers", FIELD_LIST, false, NULL, 0, HEAD(answers)},
    {"questions", FIELD_LIST, false, NULL, 0, HEAD(questions)},
    {"comment", FIELD_TEXT, false, NULL, 0, HEAD(comment)},
};

struct answer {
	const char *sentence, *hash, *words, *face, *means, *suggestion;
	const char *suggestion_by, *comment;
	json_t *hard, *picture;
};

#define ANSWER(name) offsetof(struct answer, name)
static const struct field answer_fields[] = {
    {"sentence", FIELD_STRING, true, is_id, 0, ANSWER(sentence)},
    {"hash", FIELD_STRING, true, is_hash, 0, ANSWER(hash)},
    {"words", FIELD_STRING, false, is_words, 0, ANSWER(words)},
    {"face", FIELD_STRING, false, is_face, 0, ANSWER(face)},
    {"means", FIELD_TEXT, false, NULL, 0, ANSWER(means)},
    {"hard", FIELD_LIST, false, NULL, 0, ANSWER(hard)},
    {"suggestion", FIELD_TEXT, false, NULL, 0, ANSWER(suggestion)},
    {"suggestion_by", FIELD_STRING, false, is_typist, 0, ANSWER(suggestion_by)},
    {"picture", FIELD_OBJECT, false, NULL, 0, ANSWER(picture)},
    {"comment", FIELD_TEXT, false, NULL, 0, ANSWER(comment)},
};

struct hard {
	const char *text;
	int from, to;
};

#define HARD(name) offsetof(struct hard, name)
static const struct field hard_fields[] = {
    {"text", FIELD_TEXT, true, NULL, 0, HARD(text)},
    {"from", FIELD_NUMBER, true, NULL, 1000000, HARD(from)},
    {"to", FIELD_NUMBER, true, NULL, 1000000, HARD(to)},
};

struct picture {
	const char *name, *ok, *choice, *shows;
};

#define PICTURE(name) offsetof(struct picture, name)
static const struct field picture_fields[] = {
    {"name", FIELD_STRING, false, is_picture, 0, PICTURE(name)},
    {"ok", FIELD_STRING, false, is_face, 0, PICTURE(ok)},
    {"choice", FIELD_STRING, false, is_picture, 0, PICTURE(choice)},
    {"shows", FIELD_TEXT, false, NULL, 0, PICTURE(shows)},
};

struct question {
	const char *question, *hash, *said;
	int choice;
};

#define QUESTION(name) offsetof(struct question, name)
static const struct field question_fields[] = {
    {"question", FIELD_STRING, true, is_id, 0, QUESTION(question)},
    {"hash", FIELD_STRING, true, is_hash, 0, QUESTION(hash)},
    {"choice", FIELD_NUMBER, false, NULL, 9, QUESTION(choice)},
    {"said", FIELD_TEXT, false, NULL, 0, QUESTION(said)},
};

/* FACE_NONE for NULL. */
static enum face
face_of(const char *name)
{
	enum face face = FACE_NONE;

	if (name != NULL)
		face_lookup(name, &face);
	return face;
}

static bool
take_hard(
    struct reader *r, json_t *list, struct review_answer *said, struct loc loc)
{
	struct review_hard **last = &said->hard;
	size_t i;
	json_t *value;

	if (list == NULL)
		return true;
	if (json_array_size(list) > ANSWERS_MAX_HARD)
		return mistake(r, "\"%s\" has too many parts", "hard");
	json_array_foreach(list, i, value)
	{
		struct review_hard *kept =
		    ARENA_NEW(r->arena, struct review_hard);
		struct hard hard = {0};

		if (!json_is_object(value))
			return mistake(
			    r, "\"%s\" has a value that cannot be", "hard");
		if (!TAKE(r, value, hard_fields, &hard, loc))
			return false;
		if (hard.text == NULL)
			continue;
		*kept = (struct review_hard){
		    hard.text, (unsigned)hard.from, (unsigned)hard.to, NULL};
		*last = kept;
		last = &kept->next;
	}
	return true;
}

static bool
take_picture(struct reader *r, json_t *object, struct review_answer *said,
    struct loc loc)
{
	struct picture picture = {0};

	if (object == NULL)
		return true;
	if (!TAKE(r, object, picture_fields, &picture, loc))
		return false;
	said->picture = picture.name;
	said->picture_ok = face_of(picture.ok);
	said->picture_choice = picture.choice;
	said->picture_shows = picture.shows;
	return true;
}

static bool
take_answer(struct reader *r, json_t *object, struct heard_answer *out)
{
	struct answer answer = {0};

	if (!TAKE(r, object, answer_fields, &answer, out->loc) ||
	    !take_hard(r, answer.hard, &out->said, out->loc) ||
	    !take_picture(r, answer.picture, &out->said, out->loc))
		return false;
	out->id = answer.sentence;
	out->hash = answer.hash;
	out->words = answer.words;
	out->said.face = face_of(answer.face);
	out->said.means = answer.means;
	out->said.suggestion = answer.suggestion;
	out->said.is_typed_by_supporter =
	    str_eq(answer.suggestion_by, "supporter");
	out->said.comment = answer.comment;
	out->said.choice = CHOICE_NONE;
	return true;
}

static bool
take_question(struct reader *r, json_t *object, struct heard_answer *out)
{
	struct question question = {.choice = CHOICE_NONE};

	if (!TAKE(r, object, question_fields, &question, out->loc))
		return false;
	out->is_question = true;
	out->id = question.question;
	out->hash = question.hash;
	out->said.choice = question.choice;
	out->said.said = question.said;
	return true;
}

typedef bool take_function(
    struct reader *r, json_t *object, struct heard_answer *out);

/* Returns where the next answer goes. A wrong one is told and left out. */
static struct heard_answer **
take_list(struct reader *r, json_t *list, const struct places *places,
    int which, struct heard_answer **last)
{
	static take_function *const takes[] = {take_answer, take_question};
	size_t i;
	json_t *value;

	json_array_foreach(list, i, value)
	{
		struct heard_answer *answer =
		    ARENA_NEW(r->arena, struct heard_answer);

		answer->loc = line_loc(r, element_line(places, which, i));
		r->mistake = NULL;
		if (!json_is_object(value))
			mistake(r, "it is no object%s", "");
		else if (takes[which](r, value, answer)) {
			*last = answer;
			last = &answer->next;
			continue;
		}
		if (r->private != NULL)
			break;
		diag_add(r->diags, DIAG_ANSWER_LEFT, answer->loc, r->mistake);
	}
	return last;
}

static struct heard *
make_heard(struct reader *r, const struct head *head, struct loc loc)
{
	struct heard *heard = ARENA_NEW(r->arena, struct heard);

	heard->publication = head->publication;
	heard->wording = head->wording;
	heard->loc = loc;
	heard->visit = (struct review_visit){.code = head->reviewer,
	    .session = head->session,
	    .mode = head->mode,
	    .pack = head->pack,
	    .saved = head->saved,
	    .has_supporter = head->supporter,
	    .comment = head->comment};
	return heard;
}

static bool
is_too_many(json_t *list)
{
	return list != NULL && json_array_size(list) > ANSWERS_MAX;
}

static void
take_object(struct reader *r, json_t *object, const struct places *places)
{
	struct loc loc = line_loc(r, places->line);
	struct head head = {0};
	struct heard *heard;
	struct heard_answer **last;

	r->mistake = r->private = NULL;
	if (!json_is_object(object))
		mistake(r, "it is no object%s", "");
	else if (places->depth > ANSWERS_MAX_DEPTH)
		mistake(r, "its parts are nested too deep%s", "");
	else if (TAKE(r, object, head_fields, &head, loc) &&
	         (is_too_many(head.answers) || is_too_many(head.questions)))
		mistake(r, "it has too many answers%s", "");
	if (r->mistake == NULL) {
		heard = make_heard(r, &head, loc);
		last = take_list(r, head.answers, places, 0, &heard->answers);
		if (r->private == NULL)
			take_list(r, head.questions, places, 1, last);
		if (r->private == NULL) {
			*r->last = heard;
			r->last = &heard->next;
			return;
		}
	}
	if (r->private != NULL)
		diag_add(r->diags, DIAG_ANSWERS_PRIVATE, loc, r->private);
	else
		diag_add(r->diags, DIAG_ANSWERS_REFUSED, loc, r->mistake);
}

/* ---- objects one after another ------------------------------------------ */

static unsigned
count_lines(const char *from, const char *to)
{
	unsigned n = 0;

	for (; from < to; from++)
		n += *from == '\n';
	return n;
}

/* The next line that starts an object: what a program adds a line at a time
 * may be cut off in the middle. NULL if there is none. */
static const char *
next_object(const char *at, const char *end)
{
	while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL)
		if (++at < end && *at == '{')
			return at;
	return NULL;
}

/* Read one object at `at`, on that line; *next is what stands behind it.
 * False if it is no JSON. */
static bool
read_object(struct reader *r, const char *at, unsigned line, const char **next)
{
	const char *end = r->file->bytes + r->file->len;
	json_error_t error;
	json_t *object = json_loadb(at, (size_t)(end - at),
	    JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK, &error);
	struct places places = {.line = line};
	struct loc loc;

	if (object == NULL) {
		loc = line_loc(
		    r, line + (error.line > 0 ? (unsigned)error.line - 1 : 0));
		utf8_make_valid(error.text);
		diag_add(r->diags, DIAG_ANSWERS_SYNTAX, loc, error.text);
		if (r->first != NULL) /* no more than a last line cut off */
			r->diags->items[r->diags->n - 1].level = DIAG_WARNING;
		*next = next_object(at, end);
		return false;
	}
	*next = at + error.position;
	find_places(&places, at, (size_t)error.position);
	take_object(r, object, &places);
	places_release(&places);
	json_decref(object);
	return true;
}

static void
read_objects(struct reader *r)
{
	const char *at = r->file->bytes, *end = at + r->file->len, *next;
	unsigned line = 1;
	int nbroken = 0;

	if (r->file->len >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	for (;; at = next) {
		size_t blank = 0;

		while (at + blank < end &&
		       strchr(" \t\r\n", at[blank]) != NULL &&
		       at[blank] != '\0')
			blank++;
		line += count_lines(at, at + blank);
		at += blank;
		if (at == end)
			return;
		nbroken += !read_object(r, at, line, &next);
		if (next == NULL || nbroken == MAX_BROKEN)
			return;
		line += count_lines(at, next);
	}
}

struct heard *
answers_read_json(
    struct arena *arena, const struct answers_file *file, struct diags *diags)
{
	struct reader r = {.arena = arena,
	    .file = file,
	    .diags = diags,
	    .private_words = private_open(file->known)};
	size_t before = diags->n;

	r.text = (struct answers_text){arena, r.private_words, diags};
	r.last = &r.first;
	read_objects(&r);
	private_close(r.private_words);
	if (r.first == NULL && diags->n == before)
		diag_add(diags, DIAG_ANSWERS_REFUSED, LOC_FILE(file->path),
		    "it is empty");
	return r.first;
}
