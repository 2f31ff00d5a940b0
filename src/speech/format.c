/* The formats of a rule's parts: digits, letters, lists, plurals. */
#include "speech/format.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"

/* Digits in a run that are said before a pause: people write numbers down
 * in threes and fours. */
static size_t
group_size(size_t left, size_t total)
{
	if (total <= 5)
		return left;
	if (total == 11 && left == 11)
		return 5; /* an area code: 01268 594 350 */
	if (left == 4 || left == 8)
		return 4;
	return left < 3 ? left : 3;
}

static void
put_digit_run(const char *run, size_t len, struct buf *out)
{
	size_t left = len, group = group_size(len, len);

	for (size_t i = 0; i < len; i++) {
		if (group == 0) {
			group = group_size(left, len);
			buf_putc(out, ',');
		}
		if (i > 0)
			buf_putc(out, ' ');
		buf_putc(out, run[i]);
		group--;
		left--;
	}
}

static void
put_digits(const char *text, size_t len, struct buf *out)
{
	bool first = true;

	for (size_t i = 0; i < len;) {
		size_t n = 0;

		while (i + n < len && isdigit((unsigned char)text[i + n]))
			n++;
		if (n == 0) {
			i++;
			continue;
		}
		if (!first)
			buf_puts(out, ", ");
		put_digit_run(text + i, n, out);
		first = false;
		i += n;
	}
}

/* Digits and the decimal point; separators and leading zeros go. */
static void
put_number(const char *text, size_t len, struct buf *out)
{
	size_t start = 0;

	while (start + 1 < len && text[start] == '0' &&
	       isdigit((unsigned char)text[start + 1]))
		start++;
	for (size_t i = start; i < len; i++)
		if (isdigit((unsigned char)text[i]) || text[i] == '.')
			buf_putc(out, text[i]);
}

static void
put_listed(
    const struct word_list *list, const char *text, size_t len, struct buf *out)
{
	char key[64];
	const char *said = NULL;

	if (len < sizeof key) {
		memcpy(key, text, len);
		key[len] = '\0';
		said = g_hash_table_lookup(list->said, key);
	}
	if (said != NULL)
		buf_puts(out, said);
	else
		buf_add(out, text, len);
}

/* "pound|pounds": the first for 1, the last for all else. A language with
 * more forms has more rules. */
static void
put_plural(const char *forms, const char *text, size_t len, struct buf *out)
{
	const char *bar = strchr(forms, '|');
	bool is_one = len == 1 && text[0] == '1';

	if (bar == NULL)
		buf_puts(out, forms);
	else if (is_one)
		buf_add(out, forms, (size_t)(bar - forms));
	else
		buf_puts(out, bar + 1);
}

static void
put_lower(const char *text, size_t len, struct buf *out)
{
	char *lower = g_utf8_strdown(text, (gssize)len);

	buf_puts(out, lower);
	g_free(lower);
}

void
format_part(const struct format_context *context, const struct part *part,
    const char *text, size_t len, struct buf *out)
{
	switch (part->format) {
	case FORMAT_RAW:
		buf_add(out, text, len);
		break;
	case FORMAT_SAY:
		context->say(context->say_arg, text, len, out);
		break;
	case FORMAT_DIGITS:
		put_digits(text, len, out);
		break;
	case FORMAT_LETTERS:
		rules_spell(context->spoken, text, len, out);
		break;
	case FORMAT_NUMBER:
		put_number(text, len, out);
		break;
	case FORMAT_LOWER:
		put_lower(text, len, out);
		break;
	case FORMAT_LIST:
		put_listed(part->list, text, len, out);
		break;
	case FORMAT_PLURAL:
		put_plural(part->argument, text, len, out);
		break;
	case FORMAT_ADDRESS:
		format_address(context->spoken, part->list, text, len, out);
		break;
	}
}
