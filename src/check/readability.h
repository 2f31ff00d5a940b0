/*
 * Readability figures (rules.md section 8). They are advice: they show where
 * to look first, and never stop a build (RDB-10).
 *
 * Counted are running words: items, paragraphs, leads, quotes and what hard
 * words mean, each in the language of the document. Headings, tables and
 * what the program adds are not. What ends without a full stop is a sentence.
 * Each figure is there twice: for all words, and without names, addresses
 * and the hard words that <words> explains (RDB-11).
 */
#ifndef CHECK_READABILITY_H
#define CHECK_READABILITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "prepare/document.h"

enum measure {
#define MEASURE(id, code, column, name, easy, general, better, meaning)        \
	MEASURE_##id,
#include "check/measures.def"
#undef MEASURE
};
enum { MEASURE_COUNT = MEASURE_COLEMAN_LIAU + 1 };

struct measure_info {
	const char *code;     /* "RDB-01" */
	const char *column;   /* a short heading */
	const char *name;     /* "Flesch reading ease" */
	double easy, general; /* what to aim at; 0 = nothing */
	bool is_more_better;
	const char *meaning; /* one line */
};

const struct measure_info *measure_info(enum measure measure);
/* Is the figure as it should be? True where there is nothing to aim at. */
bool measure_is_met(enum measure measure, double figure, bool is_easy);

/* What a Dale-Chall figure stands for: "grade 5 to 6". */
const char *readability_band(double dale_chall);

/* What the formulas are made of. */
struct readability_counts {
	size_t sentences, words;
	size_t letters; /* and digits */
	size_t syllables;
	size_t polysyllables; /* words of 3 syllables or more */
	size_t fog_hard;      /* those of them that Gunning calls hard */
	size_t unfamiliar;    /* words that Dale and Chall do not list */
	size_t longer;        /* sentences of more than 15 words */
};

enum {
	READABILITY_LONG_WORDS = 15,
	SMOG_SENTENCES = 30, /* with fewer SMOG is a guess */
};

struct readability_figures {
	struct readability_counts counts;
	/* NAN: there are no words, or the formula does not know the
	 * language */
	double of[MEASURE_COUNT];
};

struct readability_part {
	const char *title; /* of the section; "" = the whole */
	int level;         /* 1 = at the top, 0 = the whole */
	struct readability_figures all, plain; /* with the sections below it */
};

struct readability_sentence {
	const struct sentence *sentence;
	size_t words, syllables;
	size_t hard;            /* words that Gunning calls hard */
	const char *hard_words; /* those, "a, b, c" */
};

enum { READABILITY_HARDEST = 10 };

struct readability {
	bool is_easy;      /* the words are easy read: which targets hold */
	bool is_english;   /* the formulas are made for English alone */
	bool is_estimated; /* no voice: syllables are counted by letters */
	struct readability_part whole;
	struct readability_part *parts; /* sections that have words, in order */
	size_t nparts;
	/*
	 * The hardest sentences. A word is one point, a hard word 3 more; most
	 * points first, then the order of the document.
	 */
	struct readability_sentence hardest[READABILITY_HARDEST];
	size_t nhardest;
};

/* Measure a document; all in arena. A word list that cannot be read is a
 * message. syllables: what readability_count() gave for the same words;
 * without it, forks once to count them (speech/syllables.h). */
struct readability *readability_measure(struct arena *arena,
    const struct document *document, struct bytes syllables,
    struct diags *diags);
/* The part of it that takes longest, ahead: to out, for this program alone. */
void readability_count(const struct document *document, struct buf *out);
/* The figures for counts. Exact formulas: RDB-01 to RDB-09. */
void readability_figure(
    const struct readability_counts *counts, double of[MEASURE_COUNT]);

#endif
