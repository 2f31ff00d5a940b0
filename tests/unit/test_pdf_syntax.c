/* The PDF writer: numbers, texts and tokens. */
#include "unit.h"

#include "write/pdf/put.h"
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

int
main(void)
{
	RUN(test_numbers);
	RUN(test_strings);
	RUN(test_tokens);
	return unit_end();
}
