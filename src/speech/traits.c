/* Traits of patterns, as PCRE2 finds them. */
#include "speech/traits.h"

#include <ctype.h>
#include <glib.h>
#include <string.h>

#include "base/str.h"

pcre2_code *
pattern_code(struct pattern *pattern)
{
	int error;
	PCRE2_SIZE at;

	if (pattern->code == NULL)
		pattern->code = pcre2_compile((PCRE2_SPTR)pattern->text,
		    PCRE2_ZERO_TERMINATED, PCRE2_UTF | pattern->options, &error,
		    &at, NULL);
	if (pattern->code == NULL)
		g_error("%s: error %d of PCRE2", pattern->text, error);
	return pattern->code;
}

void
pattern_release(struct pattern *pattern)
{
	pcre2_code_free(pattern->code);
	pattern->code = NULL;
}

/* What a text must have before the rule is tried, letters as small ones:
 * the last bytes of the characters of needs="", else a byte that PCRE2 found
 * in every match, else nothing. */
static const char *
needed_bytes(struct arena *arena, const pcre2_code *code, const char *needs)
{
	struct buf bytes = {0};
	uint32_t type = 0, unit = 0;
	const char *result;

	for (const char *p = needs; p != NULL && *p != '\0';) {
		utf8_next(&p);
		buf_putc(&bytes, g_ascii_tolower(p[-1]));
	}
	pcre2_pattern_info(code, PCRE2_INFO_LASTCODETYPE, &type);
	pcre2_pattern_info(code, PCRE2_INFO_LASTCODEUNIT, &unit);
	if (needs == NULL && type == 1)
		buf_putc(&bytes, g_ascii_tolower((char)unit));
	result = arena_strdup(arena, buf_str(&bytes));
	buf_release(&bytes);
	return result;
}

/* As PCRE2 found them. */
static bool
can_start(unsigned byte, uint32_t type, uint32_t unit, const uint8_t *bitmap)
{
	if (type == 1)
		return toupper((int)unit) == toupper((int)byte);
	return bitmap == NULL || (bitmap[byte / 8] >> byte % 8 & 1) != 0;
}

struct traits
traits_find(struct arena *arena, const pcre2_code *code, const char *needs)
{
	struct traits traits = {.needs = needed_bytes(arena, code, needs)};
	const uint8_t *bitmap = NULL;
	uint32_t type = 0, unit = 0;

	pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &type);
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &bitmap);
	for (unsigned byte = 0; byte < 256; byte++)
		if (can_start(byte, type, unit, bitmap))
			traits.starts[byte / 8] |= (uint8_t)(1u << byte % 8);
	return traits;
}

void
traits_put(struct buf *out, const struct traits *traits)
{
	buf_add(out, traits->starts, sizeof traits->starts);
	buf_add(out, traits->needs, strlen(traits->needs) + 1);
}

bool
traits_take(struct bytes *from, struct traits *traits)
{
	const size_t size = sizeof traits->starts;
	const char *needs, *nul;

	if (from->len <= size)
		return false;
	memcpy(traits->starts, from->at, size);
	needs = (const char *)from->at + size;
	nul = memchr(needs, '\0', from->len - size);
	if (nul == NULL)
		return false;
	traits->needs = needs;
	from->len -= (size_t)(nul + 1 - (const char *)from->at);
	from->at = nul + 1;
	return true;
}
