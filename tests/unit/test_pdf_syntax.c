/* The PDF writer: numbers, texts and tokens, and which drawings pass. */
#include "unit.h"

#include "write/pdf/check.h"
#include "write/pdf/put.h"
#include "write/pdf/scratch.h"
#include "write/pdf/token.h"

static struct slice
slice_of(const char *s)
{
	return (struct slice){s, s + strlen(s)};
}

static void
test_numbers(void)
{
	static const struct {
		double value;
		const char *written;
	} rows[] = {{0, "0"}, {-0.0001, "0"}, {12, "12"}, {0.5, ".5"},
	    {-3.25, "-3.25"}, {0.05, ".05"}, {595.2756, "595.276"},
	    {100, "100"}, {1.1, "1.1"}, {-0.001, "-.001"}, {0.9999, "1"},
	    {10.01, "10.01"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = {0};

		put_number(&out, rows[i].value);
		CHECK_STR(buf_str(&out), rows[i].written);
		buf_release(&out);
	}
}

static void
test_strings(void)
{
	struct buf out = {0};

	put_text(&out, "A (b) \\");
	put_text(&out, "\xC5\x81\xF0\x9F\x98\x80");
	put_uri(&out, "https://a.b/\xC3\xA9 x?(1)");
	CHECK_STR(buf_str(&out), "(A \\(b\\) \\\\)<FEFF0141D83DDE00>"
	                         "(https://a.b/%C3%A9%20x?\\(1\\))");
	buf_release(&out);
}

static void
test_tokens(void)
{
	struct slice in = slice_of("<</A[1 2 0 R(a\\)(b))]/B<</C /D>>"
	                           "% note\n/E 7>>rest"),
	             value, found;
	struct token token;
	long n;

	CHECK(value_next(&in, &value) && slice_is(in, "rest"));
	CHECK(dict_find(value, "/E", &found) && value_integer(found, &n) &&
	      n == 7);
	CHECK(dict_find(value, "/A", &found) &&
	      slice_is(found, "[1 2 0 R(a\\)(b))]"));
	found.p += 2;
	CHECK(value_ref(found) == 2);
	CHECK(!dict_find(value, "/C", &found));
	in = slice_of("(open");
	CHECK(!token_next(&in, &token) && token.kind == TOKEN_BAD);
	in = slice_of("<< /A [ >> ]");
	CHECK(!value_next(&in, &value));
	in = slice_of("3 0 Rx");
	CHECK(token_next(&in, &token) && token.kind == TOKEN_NUMBER);
}

/* Is a text with these operators let through? */
static bool
is_let_through(const char *contents)
{
	struct diags diags = {0};
	struct scratch scratch = {.diags = &diags};
	bool ok = check_text(&scratch, slice_of(contents),
	    slice_of("<< /Font << /f-0-0 3 0 R >> "
	             "/ExtGState << /a0 << /CA 1 /ca 1 >> >> >>"),
	    true);

	CHECK(diags.n == !ok);
	diags_release(&diags);
	return ok;
}

static void
test_text_is_checked(void)
{
	CHECK(is_let_through("1 0 0 -1 0 9 cm q 0 0 0 rg /a0 gs BT 1 0 0 1 0 0 "
	                     "Tm /f-0-0 1 Tf [(a)-3<01>]TJ (b) Tj ET Q"));
	CHECK(is_let_through(
	    "BT /f-0-0 1 Tf /Span << /ActualText <FEFF> >> BDC <01>Tj EMC ET"));
	CHECK(!is_let_through("BT /f-0-1 1 Tf (a) Tj ET"));
	CHECK(!is_let_through("q BT (a) Tj ET"));
	CHECK(!is_let_through("BT (a) Tj ET Q"));
	CHECK(!is_let_through("BT BT (a) Tj ET ET"));
	CHECK(!is_let_through("(a) Tj"));
	CHECK(!is_let_through("BT ET"));
	CHECK(!is_let_through("BT (a) Tj ET /x5 Do"));
	CHECK(!is_let_through("BT (a) Tj ET 0 0 4 9 re S"));
	CHECK(!is_let_through("/a1 gs BT (a) Tj ET"));
	CHECK(!is_let_through("BT /P << /MCID 1 >> BDC (a) Tj EMC ET"));
	CHECK(!is_let_through("BT /Span << /ActualText () /MCID 1 >> BDC (a) "
	                      "Tj EMC ET"));
	CHECK(!is_let_through("BT (a) Tj ET >>"));
}

int
main(void)
{
	RUN(test_numbers);
	RUN(test_strings);
	RUN(test_tokens);
	RUN(test_text_is_checked);
	return unit_end();
}
