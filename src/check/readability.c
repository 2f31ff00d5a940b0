/*
 * Readability figures of a document: the counts of each sentence are added
 * to those of its section, of the sections around it, and of the whole.
 */
#include "check/readability.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "check/familiar.h"
#include "check/reading.h"

enum {
	MANY_SYLLABLES = 3,
	HARD_WORD_POINTS = 3,
	COMPOUND_PART_MIN = 3,
	LEFT_OUT = READING_ADDRESS | READING_NAME | READING_FOREIGN |
	           READING_EXPLAINED, /* of the plain figures (RDB-11) */
	NEVER_HARD =
	    READING_ADDRESS | READING_NAME | READING_FOREIGN | READING_NUMBER,
};

struct measuring {
	struct arena *arena;
	const struct reading *reading;
	const struct familiar *familiar;
	struct readability *out;
	GHashTable *places; /* section → its place in out->parts, from 1 */
};

/* "everyone", "newspaper": two words that children know, written as one. */
static bool
is_easy_compound(const struct familiar *familiar, const char *small)
{
	size_t len = strlen(small);

	for (size_t n = COMPOUND_PART_MIN; n + COMPOUND_PART_MIN <= len; n++) {
		char *left = g_strndup(small, n);
		bool is_easy = familiar_lists(familiar, left) &&
		               familiar_lists(familiar, small + n);

		g_free(left);
		if (is_easy)
			return true;
	}
	return false;
}

/* Has the word its last syllable only by -es, -ed or -ing? */
static bool
ends_in_a_form(const char *small)
{
	size_t len = strlen(small);

	if (str_ends(small, "ing"))
		return len > strlen("ing");
	if (len < 4)
		return false;
	if (str_ends(small, "ed"))
		return strchr("td", small[len - 3]) != NULL;
	return str_ends(small, "es") &&
	       (strchr("sxzcg", small[len - 3]) != NULL ||
	           str_ends(small, "ches") || str_ends(small, "shes"));
}

/* Gunning's hard words (RDB-04). */
static bool
is_fog_hard(const struct measuring *m, const struct reading_word *word)
{
	unsigned n = word->syllables;

	if (n < MANY_SYLLABLES || (word->flags & NEVER_HARD))
		return false;
	if (strchr(word->said, '-') != NULL &&
	    reading_longest_part(m->reading, word) < MANY_SYLLABLES)
		return false;
	if (n == MANY_SYLLABLES && ends_in_a_form(word->small))
		return false;
	return !is_easy_compound(m->familiar, word->small);
}

static bool
is_unfamiliar(const struct measuring *m, const struct reading_word *word)
{
	return !(word->flags & NEVER_HARD) &&
	       !familiar_has(m->familiar, word->small);
}

/* The counts of one sentence, without the words that have one of the flags. */
static struct readability_counts
count(const struct measuring *m, const struct reading_sentence *s,
    unsigned left_out)
{
	struct readability_counts c = {0};

	for (size_t i = 0; i < s->n; i++) {
		const struct reading_word *word = &s->words[i];

		if (word->flags & left_out)
			continue;
		c.words++;
		c.letters += word->nletters;
		c.syllables += word->syllables;
		c.polysyllables += word->syllables >= MANY_SYLLABLES;
		c.fog_hard += is_fog_hard(m, word);
		c.unfamiliar += is_unfamiliar(m, word);
	}
	c.sentences = c.words > 0;
	c.longer = c.words > READABILITY_LONG_WORDS;
	return c;
}

static void
add(struct readability_counts *to, const struct readability_counts *c)
{
	to->sentences += c->sentences;
	to->words += c->words;
	to->letters += c->letters;
	to->syllables += c->syllables;
	to->polysyllables += c->polysyllables;
	to->fog_hard += c->fog_hard;
	to->unfamiliar += c->unfamiliar;
	to->longer += c->longer;
}

/* Sections. */

static void
make_parts(struct measuring *m, const struct document *document)
{
	const struct node *root = document->root;
	size_t n = 0;

	for (const struct node *s = root; s != NULL; s = node_next(s, root))
		n += s->kind == KIND_SECTION;
	m->out->parts = ARENA_ARRAY(m->arena, struct readability_part, n + 1);
	n = 0;
	for (const struct node *s = root; s != NULL; s = node_next(s, root)) {
		const struct node *heading;

		if (s->kind != KIND_SECTION)
			continue;
		heading = node_child(s, KIND_HEADING);
		m->out->parts[n++] = (struct readability_part){
		    .title = heading != NULL ? document_words(m->arena, heading)
		                             : "",
		    .level = s->level};
		g_hash_table_insert(m->places, (void *)s, GSIZE_TO_POINTER(n));
	}
	m->out->nparts = n;
	m->out->whole.title = "";
}

static void
add_sentence(struct measuring *m, const struct reading_sentence *s)
{
	struct readability_counts all = count(m, s, 0);
	struct readability_counts plain = count(m, s, LEFT_OUT);

	add(&m->out->whole.all.counts, &all);
	add(&m->out->whole.plain.counts, &plain);
	for (const struct node *n = s->sentence->node; n; n = n->parent) {
		size_t place =
		    GPOINTER_TO_SIZE(g_hash_table_lookup(m->places, n));

		if (place == 0)
			continue;
		add(&m->out->parts[place - 1].all.counts, &all);
		add(&m->out->parts[place - 1].plain.counts, &plain);
	}
}

/* The hardest sentences. */

static const char *
hard_words(const struct measuring *m, const struct reading_sentence *s)
{
	struct buf out = {0};
	const char *result;

	for (size_t i = 0; i < s->n; i++)
		if (is_fog_hard(m, &s->words[i]))
			buf_printf(&out, "%s%s", out.len > 0 ? ", " : "",
			    s->words[i].small);
	result = arena_strdup(m->arena, buf_str(&out));
	buf_release(&out);
	return result;
}

static size_t
points(const struct readability_sentence *s)
{
	return s->words + HARD_WORD_POINTS * s->hard;
}

/* Put the sentence among the hardest, behind those of as many points. */
static void
rank(struct measuring *m, const struct reading_sentence *s)
{
	struct readability *out = m->out;
	struct readability_counts c = count(m, s, 0);
	struct readability_sentence this = {
	    s->sentence, c.words, c.syllables, c.fog_hard, ""};
	size_t at = out->nhardest;

	while (at > 0 && points(&out->hardest[at - 1]) < points(&this))
		at--;
	if (at == READABILITY_HARDEST)
		return;
	if (out->nhardest < READABILITY_HARDEST)
		out->nhardest++;
	memmove(&out->hardest[at + 1], &out->hardest[at],
	    (out->nhardest - 1 - at) * sizeof *out->hardest);
	this.hard_words = hard_words(m, s);
	out->hardest[at] = this;
}

/* Figures. */

/* The formulas that know only English. */
static void
leave_out_formulas(double of[MEASURE_COUNT])
{
	for (int i = 0; i < MEASURE_COUNT; i++)
		if (i != MEASURE_WORDS && i != MEASURE_LONG)
			of[i] = NAN;
}

static void
figure(const struct measuring *m, struct readability_part *part)
{
	readability_figure(&part->all.counts, part->all.of);
	readability_figure(&part->plain.counts, part->plain.of);
	if (!m->out->is_english) {
		leave_out_formulas(part->all.of);
		leave_out_formulas(part->plain.of);
	}
	if (!familiar_is_known(m->familiar)) {
		part->all.of[MEASURE_DALE_CHALL] = NAN;
		part->plain.of[MEASURE_DALE_CHALL] = NAN;
	}
}

static void
figure_all(struct measuring *m)
{
	struct readability *out = m->out;
	size_t n = 0;

	figure(m, &out->whole);
	for (size_t i = 0; i < out->nparts; i++) {
		if (out->parts[i].all.counts.words == 0)
			continue;
		figure(m, &out->parts[i]);
		out->parts[n++] = out->parts[i];
	}
	out->nparts = n;
}

struct readability *
readability_measure(struct arena *arena, const struct document *document,
    struct bytes syllables, struct diags *diags)
{
	struct readability *out = ARENA_NEW(arena, struct readability);
	struct familiar *familiar =
	    familiar_open(arena, document->language->folder, diags);
	struct reading *reading =
	    reading_open(arena, document, syllables, diags);
	struct measuring m = {arena, reading, familiar, out,
	    g_hash_table_new(g_direct_hash, g_direct_equal)};

	out->is_easy = document->edition->wording == WORDING_EASY_READ;
	out->is_english = g_ascii_strncasecmp(document->lang, "en", 2) == 0;
	out->is_estimated = reading->is_estimated;
	make_parts(&m, document);
	for (size_t i = 0; i < reading->n; i++) {
		add_sentence(&m, &reading->sentences[i]);
		rank(&m, &reading->sentences[i]);
	}
	figure_all(&m);
	g_hash_table_destroy(m.places);
	reading_close(reading);
	familiar_close(familiar);
	return out;
}

void
readability_count(const struct document *document, struct buf *out)
{
	struct arena *arena = arena_new();
	struct diags unsaid = {0}; /* who measures says it */
	struct reading *reading =
	    reading_open(arena, document, (struct bytes){0}, &unsaid);
	struct bytes syllables = reading_syllables(reading);

	buf_add(out, syllables.at, syllables.len);
	reading_close(reading);
	diags_release(&unsaid);
	arena_free(arena);
}
