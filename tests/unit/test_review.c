/*
 * Reviews: reading answers of many hands, merging them, comparing drafts.
 */
#include "review/answers.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "check/check.h"
#include "read/publication.h"
#include "review/csv.h"
#include "review/diff.h"
#include "review/items.h"
#include "review/merge.h"
#include "review/private.h"
#include "review/words.h"
#include "unit.h"

#define HEAD                                                                   \
	"{\"format\":\"everyread-answers-1\",\"publication\":\"t\","           \
	"\"version\":\"1\",\"wording\":\"easy-read\","                         \
	"\"pack\":\"0123456789ab\",\"reviewer\":\"R1\","                       \
	"\"session\":\"2026-03-31\",\"saved\":\"2026-03-31T10:00:00Z\","       \
	"\"mode\":\"screen\""
#define WHAT "\"sentence\":\"a-1\",\"hash\":\"0123456789abcdef\""

/* The codes of the messages with their lines: "RVW-06:2 RVW-07:3". */
static const char *
codes(const struct diags *diags)
{
	static char said[2048];
	size_t n = 0;

	said[0] = '\0';
	for (size_t i = 0; i < diags->n && n < sizeof said - 64; i++)
		n += (size_t)snprintf(said + n, sizeof said - n, "%s%s:%u",
		    i > 0 ? " " : "", diag_info(diags->items[i].id)->code,
		    diags->items[i].loc.line);
	return said;
}

/* How many answers are read from these bytes; *said is what is told. */
static size_t
read_answers(const char *bytes, size_t len, bool is_csv, const char **said)
{
	struct arena *arena = arena_new();
	struct diags diags = {0};
	struct answers_file file = {
	    "f", bytes, len, "Call 01268 594350.", NULL};
	struct heard *heard = is_csv ? answers_read_csv(arena, &file, &diags)
	                             : answers_read_json(arena, &file, &diags);
	size_t n = 0;

	for (const struct heard *h = heard; h != NULL; h = h->next)
		for (const struct heard_answer *a = h->answers; a; a = a->next)
			n++;
	*said = codes(&diags);
	diags_release(&diags);
	arena_free(arena);
	return n;
}

/* A file, how many answers it gives, what is told of it. */
struct answers_case {
	const char *bytes;
	size_t n;
	const char *said;
};

static void
check_cases(const struct answers_case *cases, size_t n, bool is_csv)
{
	for (size_t i = 0; i < n; i++) {
		const char *said;
		size_t got = read_answers(
		    cases[i].bytes, strlen(cases[i].bytes), is_csv, &said);

		if (got == cases[i].n && str_eq(said, cases[i].said))
			continue;
		printf("%s\n", cases[i].bytes);
		CHECK(got == cases[i].n);
		CHECK_STR(said, cases[i].said);
	}
}

static const struct answers_case json_cases[] = {
    /* what is right */
    {HEAD ",\"answers\":[{" WHAT ",\"face\":\"yes\"}]}", 1, ""},
    {HEAD "}", 0, ""},
    {HEAD ",\"questions\":[{\"question\":\"q\","
          "\"hash\":\"0123456789abcdef\",\"choice\":0}]}",
        1, ""},
    /* one a line, the last cut off */
    {HEAD ",\"answers\":[{" WHAT ",\"face\":\"yes\"}]}\n" HEAD
          ",\"answers\":[{" WHAT ",\"face\":\"no\"}]}\n{\"format\":\"ev",
        2, "RVW-03:3"},
    /* no JSON */
    {"", 0, "RVW-04:0"},
    {"[", 0, "RVW-03:1"},
    {"not JSON", 0, "RVW-03:1"},
    {"{\"a\":1,\"a\":2}", 0, "RVW-03:1"},
    {"{\"a\":\"\\u0000\"}", 0, "RVW-03:1"},
    {"{\"a\":\"\\ud800\"}", 0, "RVW-03:1"},
    {"{\"a\":\"\xFF\"}", 0, "RVW-03:1"},
    {"{\"a\":99999999999999999999}", 0, "RVW-03:1"},
    {"{\"a\":1e999}", 0, "RVW-03:1"},
    /* the head */
    {"[]", 0, "RVW-04:1"},
    {"{}", 0, "RVW-04:1"},
    {"{\"format\":\"everyread-answers-2\"}", 0, "RVW-04:1"},
    {HEAD ",\"extra\":1}", 0, "RVW-04:1"},
    {HEAD ",\"answers\":{}}", 0, "RVW-04:1"},
    {HEAD ",\"answers\":7}", 0, "RVW-04:1"},
    {HEAD ",\"supporter\":\"yes\"}", 0, "RVW-04:1"},
    /* names */
    {HEAD ",\"name\":\"Bob\"}", 0, "RVW-05:1"},
    {HEAD ",\"reviewer_name\":\"Bob\"}", 0, "RVW-05:1"},
    {HEAD ",\"answers\":[{" WHAT ",\"email\":\"x\"}]}", 0, "RVW-05:1"},
    /* an answer that cannot be used, at its own line */
    {HEAD ",\n\"answers\":[\n{" WHAT ",\"face\":\"yes\"},\n{" WHAT
          ",\"face\":\"maybe\"},\n7,\n{" WHAT ",\"face\":3},\n{\"face\":"
          "\"no\"}]}",
        1, "RVW-06:4 RVW-06:5 RVW-06:6 RVW-06:7"},
    {HEAD ",\"answers\":[{" WHAT ",\"hard\":[{\"text\":\"a\",\"from\":-1,"
          "\"to\":2}]}]}",
        0, "RVW-06:1"},
    {HEAD ",\"answers\":[{" WHAT ",\"hard\":[{\"text\":\"a\",\"from\":0,"
          "\"to\":99999999}]}]}",
        0, "RVW-06:1"},
    {HEAD ",\"answers\":[{\"sentence\":\"../../etc\",\"hash\":"
          "\"0123456789abcdef\"}]}",
        0, "RVW-06:1"},
    /* private words are left out, the rest stays */
    {HEAD ",\"answers\":[{" WHAT ",\"means\":\"My name is Bob\"}]}", 1,
        "RVW-07:1"},
    {HEAD ",\"answers\":[{" WHAT ",\"comment\":\"bob@example.org\"}]}", 1,
        "RVW-07:1"},
    {HEAD ",\"answers\":[{" WHAT ",\"comment\":\"I am on 07700 900123\"}]}", 1,
        "RVW-07:1"},
    /* the publication's own number is no secret */
    {HEAD ",\"answers\":[{" WHAT ",\"comment\":\"Call 01268 594350\"}]}", 1,
        ""},
};

static void
test_json(void)
{
	check_cases(json_cases, sizeof json_cases / sizeof *json_cases, false);
}

static void
test_json_codes(void)
{
	static const char *const wrong[] = {
	    "Bob", "r1", "R", "R1234", "RRRR1", "R1 ", "", "R1\\n"};
	struct buf json = {0};
	const char *said;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		const char *head = HEAD, *at = strstr(head, "R1\"");

		buf_clear(&json);
		buf_add(&json, head, (size_t)(at - head));
		buf_printf(&json, "%s%s}", wrong[i], at + 2);
		CHECK(read_answers(json.data, json.len, false, &said) == 0);
		CHECK_STR(said, "RVW-04:1");
	}
	buf_release(&json);
}

static void
test_json_deep(void)
{
	struct buf json = {0};
	const char *said;

	for (int i = 0; i < 100000; i++)
		buf_putc(&json, '[');
	CHECK(read_answers(json.data, json.len, false, &said) == 0);
	CHECK_STR(said, "RVW-03:1");
	buf_clear(&json);
	buf_puts(&json, HEAD ",\"answers\":");
	for (int i = 0; i < 20; i++)
		buf_puts(&json, "[");
	for (int i = 0; i < 20; i++)
		buf_puts(&json, "]");
	buf_putc(&json, '}');
	CHECK(read_answers(json.data, json.len, false, &said) == 0);
	CHECK_STR(said, "RVW-04:1");
	buf_release(&json);
}

static void
test_json_many(void)
{
	struct buf json = {0};
	const char *said;

	buf_puts(&json, HEAD ",\"answers\":[0");
	for (int i = 0; i < ANSWERS_MAX; i++)
		buf_puts(&json, ",0");
	buf_puts(&json, "]}");
	CHECK(read_answers(json.data, json.len, false, &said) == 0);
	CHECK_STR(said, "RVW-04:1");
	/* one text that is too long: what else was said stays */
	buf_clear(&json);
	buf_puts(&json, HEAD ",\"answers\":[{" WHAT ",\"means\":\"");
	for (int i = 0; i <= ANSWERS_MAX_TEXT; i++)
		buf_putc(&json, 'x');
	buf_puts(&json, "\"}]}");
	CHECK(read_answers(json.data, json.len, false, &said) == 1);
	CHECK_STR(said, "RVW-06:1");
	/* many lines that are no JSON: it stops to tell */
	buf_clear(&json);
	for (int i = 0; i < 1000; i++)
		buf_puts(&json, "{x\n");
	CHECK(read_answers(json.data, json.len, false, &said) == 0);
	CHECK(strlen(said) < 400);
	/* a byte 0 */
	CHECK(read_answers("{\0}", 3, false, &said) == 0);
	CHECK_STR(said, "RVW-03:1");
	buf_release(&json);
}

#define COLUMNS "pack,reviewer,session,number,face,means\n"
#define WHO "0123456789ab,R1,2026-03-31,"

static const struct answers_case csv_cases[] = {
    {COLUMNS WHO "2,yes,\n", 1, ""},
    {COLUMNS WHO "2,Not sure,\n,,,3,no,\n", 2, ""},
    {"\xEF\xBB\xBFpack;reviewer;session;number;face\r\n"
     "#0123456789ab;R1;31/03/2026;2;y\r\n",
        1, ""},
    {"face,number,session,reviewer,pack\nno,2,2026-03-31,R1,0123456789ab", 1,
        ""},
    /* quotation marks, and a line end inside: the next row is line 4 */
    {COLUMNS WHO "2,yes,\"He said \"\"yes\"\",\nthen no\"\n" WHO "3,maybe,\n",
        1, "RVW-06:4"},
    {COLUMNS WHO "2,yes,\"open\n", 0, "RVW-06:2"},
    {COLUMNS WHO "2,yes,\"a\"b\n" WHO "3,yes,\n", 1, "RVW-06:2"},
    {COLUMNS WHO "2,yes,a\"b\n", 0, "RVW-06:2"},
    {COLUMNS WHO "2,yes,\xFF\n", 0, "RVW-06:2"},
    /* nothing is typed */
    {"", 0, "RVW-04:0"},
    {COLUMNS, 0, "RVW-04:0"},
    {COLUMNS WHO "2,,\n", 0, "RVW-04:0"},
    /* no code, no day, no draft, no sentence */
    {COLUMNS "0123456789ab,Bob,2026-03-31,2,yes,\n", 0, "RVW-06:2"},
    {COLUMNS "0123456789ab,R1,31 March,2,yes,\n", 0, "RVW-06:2"},
    {COLUMNS ",R1,2026-03-31,2,yes,\n", 0, "RVW-06:2"},
    {COLUMNS WHO ",yes,\n", 0, "RVW-06:2"},
    /* columns */
    {"pack,reviewer,session,name\n", 0, "RVW-05:1"},
    {"pack,reviewer,session,colour\n", 0, "RVW-04:1"},
    {"pack,reviewer,session,face,face\n", 0, "RVW-04:1"},
    {"reviewer,session,face\n", 0, "RVW-04:1"},
    {COLUMNS WHO "2,yes,My name is Bob\n", 1, "RVW-07:2"},
};

static void
test_csv(void)
{
	static const char nul[] = COLUMNS WHO "2,yes,a\0b\n" WHO "3,no,\n";
	const char *said;

	check_cases(csv_cases, sizeof csv_cases / sizeof *csv_cases, true);
	CHECK(read_answers(nul, sizeof nul - 1, true, &said) == 1);
	CHECK_STR(said, "RVW-06:2");
}

/* What is written is read back as it was. */
static void
test_csv_round(void)
{
	static const char *const fields[] = {
	    "plain", "a,b", "say \"no\"", "two\nlines", "", "1;2", "\xC5\x82"};
	enum { N = sizeof fields / sizeof *fields };
	struct arena *arena = arena_new();
	struct buf out = {0};
	struct csv_reader reader;
	struct csv_row row;

	for (size_t i = 0; i < N; i++) {
		buf_puts(&out, i > 0 ? "," : "");
		csv_put(&out, fields[i]);
	}
	buf_puts(&out, "\r\n");
	csv_open(&reader, out.data, out.len);
	CHECK(csv_next(&reader, arena, &row));
	CHECK(row.mistake == NULL && row.n == N);
	for (size_t i = 0; i < row.n; i++)
		CHECK_STR(row.fields[i], fields[i]);
	CHECK(!csv_next(&reader, arena, &row));
	buf_clear(&out);
	csv_put(&out, "=1+1"); /* no formula */
	CHECK_STR(buf_str(&out), "'=1+1");
	buf_release(&out);
	arena_free(arena);
}

static void
test_codes(void)
{
	CHECK(review_is_code("R1"));
	CHECK(review_is_code("GRP123"));
	CHECK(!review_is_code("R1234"));
	CHECK(!review_is_code("Bob"));
	CHECK(!review_is_code("R1x"));
	CHECK(!review_is_code(""));
}

static void
test_private(void)
{
	struct private_words *p = private_open(NULL);

	CHECK_STR(private_field(p, "Name"), "a name");
	CHECK_STR(private_field(p, "e-mail"), "an email address");
	CHECK(private_field(p, "number") == NULL);
	CHECK(private_text(p, "The name of the GP is hard") == NULL);
	CHECK(private_text(p, "In 2026 there were 1,200 people") == NULL);
	CHECK_STR(private_text(p, "Name: Bob"), "a name");
	private_close(p);
}

/* ---- with a publication ------------------------------------------------- */

struct draft {
	struct arena *arena;
	struct publication *publication;
	const struct review_items *items;
};

static struct draft
draft_of(const char *sections)
{
	struct draft d = {.arena = arena_new()};
	struct diags diags = {0};
	struct buf text = {0};
	char path[] = "/tmp/everyread-review-XXXXXX";

	close(mkstemp(path));
	buf_printf(&text,
	    "<publication xmlns=\"urn:everyread:1\" id=\"t\" "
	    "xml:lang=\"en-GB\" wording=\"easy-read\"><about><title>T</title>"
	    "</about>%s</publication>",
	    sections);
	CHECK(file_write(path, text.data, text.len, &diags));
	d.publication = publication_read(path, &diags);
	d.items = review_items(d.arena,
	    check_document(d.arena, d.publication, WORDING_EASY_READ,
	        language_read(d.arena, "en-GB", "templates", &diags), &diags));
	CHECK(diags.n == 0);
	unlink(path);
	diags_release(&diags);
	buf_release(&text);
	return d;
}

static void
draft_release(struct draft *d)
{
	publication_free(d->publication);
	arena_free(d->arena);
}

#define SMALL                                                                  \
	"<section id=\"a\"><heading>Help</heading>"                            \
	"<item>You can see a GP.</item><item>Call us.</item>"                  \
	"<question id=\"q\"><ask>Who?</ask><answer right=\"yes\">A GP"         \
	"</answer><answer>A cat</answer></question></section>"

static void
test_items(void)
{
	struct draft d = draft_of(SMALL);
	char hash[REVIEW_HASH + 1];

	CHECK(d.items->n == 3 && d.items->nquestions == 1);
	CHECK_STR(d.items->items[1].sentence->text, "You can see a GP.");
	review_hash(hash, "You can see a GP.", 17);
	CHECK_STR(d.items->items[1].hash, hash);
	CHECK_STR(d.items->questions[0].after, d.items->items[2].sentence->id);
	CHECK(d.items->questions[0].choices[0].is_right);
	draft_release(&d);
}

/* An answer to come: who says what of which sentence, saved at a second. */
struct saying {
	size_t sentence;
	const char *who, *second, *said;
};

static void
add_answer(struct buf *json, const struct draft *d, const struct saying *s)
{
	const struct review_item *item = &d->items->items[s->sentence];

	buf_printf(json,
	    "{\"format\":\"everyread-answers-1\",\"publication\":\"t\","
	    "\"version\":\"\",\"wording\":\"easy-read\",\"pack\":\"%s\","
	    "\"reviewer\":\"%s\",\"session\":\"2026-03-31\","
	    "\"saved\":\"2026-03-31T10:00:%sZ\",\"mode\":\"screen\","
	    "\"answers\":[{\"sentence\":\"%s\",\"hash\":\"%s\",%s}]}\n",
	    d->items->pack, s->who, s->second, item->sentence->id, item->hash,
	    s->said);
}

static struct merged
merge_into(struct review *review, const struct draft *d, const struct buf *json,
    struct diags *diags)
{
	struct merging merging = {
	    .review = review, .items = d->items, .diags = diags};
	struct answers_file file = {"f", json->data, json->len, NULL, NULL};
	struct merged merged = {0};

	review_merge(
	    &merging, answers_read_json(review->arena, &file, diags), &merged);
	review_fit(review, d->items);
	return merged;
}

static void
test_merge_order(void)
{
	static const struct saying first[] = {
	    {1, "R1", "01", "\"face\":\"no\""},
	    {2, "R2", "01", "\"face\":\"yes\""}};
	/* the same person, later, with another mind */
	static const struct saying later = {1, "R1", "09",
	    "\"face\":\"yes\",\"hard\":[{\"text\":\"GP\",\"from\":14,"
	    "\"to\":16}]"};
	struct draft d = draft_of(SMALL);
	struct buf a = {0}, b = {0}, ab = {0}, ba = {0};
	struct diags diags = {0};
	struct review *forth = review_new(d.arena, "t");
	struct review *back = review_new(d.arena, "t");

	add_answer(&a, &d, &first[0]);
	add_answer(&a, &d, &first[1]);
	add_answer(&b, &d, &later);
	CHECK(merge_into(forth, &d, &a, &diags).answers == 2);
	CHECK(merge_into(forth, &d, &b, &diags).answers == 1);
	CHECK(merge_into(forth, &d, &a, &diags).answers == 0);
	merge_into(back, &d, &b, &diags);
	merge_into(back, &d, &a, &diags);
	review_write(forth, &ab);
	review_write(back, &ba);
	CHECK_STR(buf_str(&ab), buf_str(&ba));
	CHECK(strstr(buf_str(&ab), "<hard from=\"14\" to=\"16\">GP</hard>"));
	CHECK(diags.n == 0);
	buf_release(&a);
	buf_release(&b);
	buf_release(&ab);
	buf_release(&ba);
	draft_release(&d);
}

static bool
agree(void *arg, const char *before, const char *now)
{
	(void)before;
	(void)now;
	return *(bool *)arg;
}

/* What was said of older words does not count, unless a person agrees. */
static void
test_merge_older(void)
{
	static const struct saying saying = {
	    1, "R1", "01", "\"words\":\"You can see a GP.\",\"face\":\"no\""};
	struct draft old = draft_of(SMALL);
	struct draft now = draft_of(
	    "<section id=\"a\"><heading>Help</heading><item>You can see a "
	    "doctor.</item><item>Call us.</item></section>");
	struct buf json = {0};
	struct diags diags = {0};
	bool holds = false;
	struct review *review = review_new(now.arena, "t");
	struct merging merging = {review, now.items, &diags, agree, &holds};
	struct merged merged = {0};
	struct answers_file file = {.path = "f"};
	struct heard *heard;

	add_answer(&json, &old, &saying);
	file.bytes = json.data;
	file.len = json.len;
	heard = answers_read_json(now.arena, &file, &diags);
	review_merge(&merging, heard, &merged);
	CHECK(merged.answers == 0 && merged.left_out == 1);
	CHECK_STR(codes(&diags), "RVW-08:1");
	holds = true;
	review_merge(&merging, heard, &merged);
	CHECK(merged.answers == 1);
	CHECK_STR(review->subjects->words, "You can see a doctor.");
	CHECK_STR(review->subjects->answers->older, old.items->items[1].hash);
	diags_release(&diags);
	buf_release(&json);
	draft_release(&old);
	draft_release(&now);
}

static void
test_standing(void)
{
	static const struct review_answer likes = {
	    .by = "R1", .face = FACE_YES, .picture = "dog"};
	static const struct review_answer other_picture = {
	    .by = "R2", .picture_ok = FACE_NO, .picture = "dog"};
	static const struct review_answer other_words = {
	    .by = "R3", .face = FACE_NO, .picture = "dog"};
	static const struct review_subject like = {
	    .id = "a", .hash = "h", .words = "w"};
	struct arena *arena = arena_new();
	struct review *review = review_new(arena, "t");
	struct review_decision decision = {.is = DECISION_OPEN};
	struct review_subject *s = review_add_subject(review, &like);

	CHECK(review_standing(NULL, NULL) == STANDING_UNCHECKED);
	CHECK(review_standing(s, NULL) == STANDING_UNCHECKED);
	review_add_answer(review, s, &likes);
	CHECK(review_standing(s, "dog") == STANDING_CHECKED);
	review_add_answer(review, s, &other_picture);
	CHECK(review_standing(s, "dog") == STANDING_OPEN);
	CHECK(review_standing(s, "cat") == STANDING_CHECKED);
	s->decision = &decision;
	CHECK(review_standing(s, "dog") == STANDING_OPEN);
	decision.is = DECISION_KEPT;
	CHECK(review_standing(s, "dog") == STANDING_CHECKED);
	decision.is = DECISION_CHANGED;
	CHECK(review_standing(s, "dog") == STANDING_UNDONE);
	CHECK(review_standing(s, "cat") == STANDING_CHECKED);
	review_add_answer(review, s, &other_words);
	CHECK(review_standing(s, "dog") == STANDING_UNDONE);
	CHECK(review_standing(s, "cat") == STANDING_CHECKED);
	decision.is = DECISION_OPEN;
	CHECK(review_standing(s, "cat") == STANDING_OPEN);
	arena_free(arena);
}

/* ---- comparing drafts --------------------------------------------------- */

/* The changes as letters: s(ame) n(ew) c(hanged) p(icture) m(oved) g(one). */
static const char *
changes(const char *before, const char *now)
{
	static char letters[256];
	struct draft a = draft_of(before), b = draft_of(now);
	const struct diff *diff = diff_compare(a.arena, a.items, b.items);
	size_t n = 0;

	for (size_t i = 0; i < diff->n && n < sizeof letters - 1; i++)
		letters[n++] = *change_name(diff->entries[i].change);
	letters[n] = '\0';
	draft_release(&a);
	draft_release(&b);
	return letters;
}

#define PART(items) "<section id=\"a\"><heading>H</heading>" items "</section>"
#define ITEM(words) "<item>" words "</item>"
#define ONE ITEM("We will build a new school.")
#define TWO ITEM("The doctor sees you at home.")
#define THREE ITEM("It costs no money.")

static void
test_diff(void)
{
	CHECK_STR(changes(PART(ONE TWO THREE), PART(ONE TWO THREE)), "ssss");
	CHECK_STR(changes(PART(ONE THREE), PART(ONE TWO THREE)), "ssns");
	CHECK_STR(changes(PART(ONE TWO THREE), PART(ONE THREE)), "ssgs");
	CHECK_STR(changes(PART(ONE TWO THREE), PART(THREE ONE TWO)), "smss");
	CHECK_STR(changes(PART(ONE TWO THREE),
	              PART(ONE ITEM("The nurse sees you at home.") THREE)),
	    "sscs");
	CHECK_STR(changes(PART(ONE), PART(THREE)), "sgn");
	CHECK_STR(changes(PART("<item picture=\"dog\">A dog.</item>"),
	              PART("<item picture=\"cat\">A dog.</item>")),
	    "sp");
	/* the same words twice: one of them comes */
	CHECK_STR(changes(PART(ONE ONE), PART(ONE ONE ONE)), "sssn");
}

static void
test_diff_words(void)
{
	struct draft a = draft_of(PART(ITEM("You can see a GP at home.")));
	struct draft b =
	    draft_of(PART(ITEM("You can see a good doctor at home.")));
	const struct diff *diff = diff_compare(a.arena, a.items, b.items);
	const struct diff_entry *e = &diff->entries[1];

	CHECK(e->change == CHANGE_WORDS);
	CHECK(e->nbefore_runs == 3 && e->nnow_runs == 3);
	CHECK(!e->now_runs[0].is_other && e->now_runs[1].is_other);
	CHECK(strncmp(e->now->sentence->text + e->now_runs[1].start,
	          "good doctor", e->now_runs[1].len) == 0);
	CHECK(e->now_runs[1].len == strlen("good doctor"));
	draft_release(&a);
	draft_release(&b);
}

/* n sentences; every odd-th has another word in the middle. */
static void
add_many(struct buf *out, size_t n, size_t odd)
{
	for (size_t i = 0; i < n; i++) {
		if (i % 100 == 0)
			buf_printf(out,
			    "%s<section id=\"s%zu\"><heading>Part %zu"
			    "</heading>",
			    i > 0 ? "</section>" : "", i, i);
		buf_printf(out,
		    "<item>We a%zu see b%zu the %s c%zu of our d%zu "
		    "plan.</item>",
		    i * 7 % 613, i * 5 % 811,
		    i % odd == odd - 1 ? "new" : "old", i * 3 % 997, i);
	}
	buf_puts(out, "</section>");
}

/* Seconds of processor time; n is a multiple of odd. */
static double
compare_many(size_t n, size_t odd)
{
	struct buf before = {0}, now = {0};
	struct draft a, b;
	const struct diff *diff;
	clock_t start;
	double took;

	add_many(&before, n, n + 1);
	add_many(&now, n, odd);
	a = draft_of(buf_str(&before));
	b = draft_of(buf_str(&now));
	start = clock();
	diff = diff_compare(a.arena, a.items, b.items);
	took = (double)(clock() - start) / CLOCKS_PER_SEC;
	CHECK(diff->counts[CHANGE_WORDS] == n / odd);
	CHECK(diff->counts[CHANGE_NEW] == 0);
	CHECK(diff->counts[CHANGE_GONE] == 0);
	draft_release(&a);
	draft_release(&b);
	buf_release(&before);
	buf_release(&now);
	return took;
}

/* 3,000 sentences are compared in less than 0.2 s; the test allows for a
 * slow machine, sanitizers and valgrind. */
static void
test_diff_large(void)
{
	double some = compare_many(3000, 10), all = compare_many(3000, 1);

	printf("3,000 sentences: 300 changed %.3f s, all changed %.3f s\n",
	    some, all);
	CHECK(some < 20);
	CHECK(all < 60);
}

static void
test_alike(void)
{
	struct arena *arena = arena_new();
	const struct word_list *a = words_split(arena, "You can see a GP.");
	const struct word_list *b = words_split(arena, "you can SEE a doctor");
	const struct word_list *c = words_split(arena, "It's all-new, it is.");

	CHECK(a->n == 5 && c->n == 4);
	CHECK(words_alike(a, a) == 1);
	CHECK(words_alike(a, b) == 0.8);
	CHECK(words_alike(a, c) == 0);
	arena_free(arena);
}

int
main(void)
{
	RUN(test_json);
	RUN(test_json_codes);
	RUN(test_json_deep);
	RUN(test_json_many);
	RUN(test_csv);
	RUN(test_csv_round);
	RUN(test_codes);
	RUN(test_private);
	RUN(test_items);
	RUN(test_merge_order);
	RUN(test_merge_older);
	RUN(test_standing);
	RUN(test_diff);
	RUN(test_diff_words);
	RUN(test_diff_large);
	RUN(test_alike);
	return unit_end();
}
