/* Characters that count as others: digits of other scripts. */
#include "speech/same.h"

#include <string.h>

#include "base/str.h"

static const char *
other(const struct word_list *list, const char *p, size_t len)
{
	char key[8] = {0};

	if (list == NULL || len >= sizeof key)
		return NULL;
	memcpy(key, p, len);
	return g_hash_table_lookup(list->said, key);
}

static bool
has_others(const struct word_list *list, const char *written)
{
	for (const char *p = written; list != NULL && *p != '\0';) {
		const char *start = p;

		utf8_next(&p);
		if (other(list, start, (size_t)(p - start)) != NULL)
			return true;
	}
	return false;
}

struct same
same_make(const struct spoken *spoken, struct arena *arena, const char *written)
{
	const struct word_list *list =
	    spoken != NULL ? rules_list(spoken, "same-as") : NULL;
	size_t len = strlen(written), longest = 1;
	struct same same = {written, len, NULL, NULL};
	struct buf text = {0};

	if (!has_others(list, written))
		return same;
	for (size_t i = 0; i < list->n; i++)
		longest = MAX(longest, strlen(list->pairs[i].said));
	same.there = ARENA_ARRAY(arena, size_t, len + 1);
	same.back = ARENA_ARRAY(arena, size_t, len * longest + 1);
	for (const char *p = written; *p != '\0';) {
		const char *start = p, *as;
		size_t n = text.len;

		utf8_next(&p);
		as = other(list, start, (size_t)(p - start));
		if (as != NULL)
			buf_puts(&text, as);
		else
			buf_add(&text, start, (size_t)(p - start));
		for (const char *q = start; q < p; q++)
			same.there[q - written] = n;
		for (; n < text.len; n++)
			same.back[n] = (size_t)(start - written);
	}
	same.there[len] = text.len;
	same.back[text.len] = len;
	same.text = arena_strdup(arena, buf_str(&text));
	same.len = text.len;
	buf_release(&text);
	return same;
}

size_t
same_there(const struct same *same, size_t at)
{
	return same->there != NULL ? same->there[at] : at;
}

void
same_restore(const struct same *same, struct spoken_change *changes, size_t n)
{
	for (size_t i = 0; same->back != NULL && i < n; i++) {
		size_t end = same->back[changes[i].start + changes[i].len];

		changes[i].start = same->back[changes[i].start];
		changes[i].len = end - changes[i].start;
	}
}
