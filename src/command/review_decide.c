/* everyread review decide: what is done about what a group said. */
#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "command/command.h"
#include "command/review.h"
#include "read/values.h"
#include "review/answers.h"

static const char help[] =
    "usage: everyread review decide FILE SENTENCE changed [options]\n"
    "       everyread review decide FILE SENTENCE kept --reason WHY\n"
    "       everyread review decide FILE SENTENCE open\n"
    "\n"
    "Writes into review.xml what you do about a sentence. SENTENCE is its\n"
    "number or its id; a question is Q1, or its id.\n"
    "\n"
    "  changed            you have changed the words or the picture\n"
    "  kept               you change nothing; the group will read why\n"
    "  open               you have not decided yet\n"
    "\n"
    "      --reason WHY   why nothing is changed, in easy words\n"
    "      --now WORDS    the new words; else everyread finds the sentence\n"
    "                     that took the place of the old one\n"
    "      --by CODE      who decides: a code such as E1, no name\n"
    "      --date DAY     when: 2026-03-31 (today)\n"
    "  -h, --help         this page\n";

struct options {
	const char *publication, *sentence;
	struct review_decision decision;
};

/* -1 if words can stand in the file, else the exit status. */
static int
check_words(const char *words)
{
	size_t n = strlen(words);

	if (!str_is_blank(words) && utf8_valid_prefix(words, n) == n &&
	    answers_is_text(words))
		return -1;
	return command_usage(
	    "review decide", "Write a few words there, in quotation marks.");
}

/* -1 to go on, else the exit status. */
static int
take_option(struct options *o, int c)
{
	switch (c) {
	case 'h':
		fputs(help, stdout);
		return STATUS_OK;
	case 'r':
		o->decision.reason = optarg;
		return check_words(optarg);
	case 'n':
		o->decision.now = optarg;
		return check_words(optarg);
	case 'b':
		o->decision.by = optarg;
		return review_is_code(optarg)
		           ? -1
		           : command_usage("review decide",
		                 "--by needs a code such as E1, no name.");
	case 'd':
		o->decision.date = optarg;
		return value_is_date(optarg)
		           ? -1
		           : command_usage("review decide",
		                 "--date needs a day such as 2026-03-31.");
	default:
		return command_usage("review decide", "Please check.");
	}
}

static int
read_options(struct options *o, int argc, char **argv)
{
	static const struct option table[] = {
	    {"reason", required_argument, NULL, 'r'},
	    {"now", required_argument, NULL, 'n'},
	    {"by", required_argument, NULL, 'b'},
	    {"date", required_argument, NULL, 'd'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	int c, status;

	while ((c = getopt_long(argc, argv, "h", table, NULL)) != -1) {
		status = take_option(o, c);
		if (status >= 0)
			return status;
	}
	if (optind + 3 != argc ||
	    !decision_lookup(argv[optind + 2], &o->decision.is))
		return command_usage("review decide",
		    "Name the publication, the sentence, and one of: changed, "
		    "kept, open.");
	o->publication = argv[optind];
	o->sentence = argv[optind + 1];
	if (o->decision.is == DECISION_KEPT && str_is_blank(o->decision.reason))
		return command_usage("review decide",
		    "Say why nothing is changed: --reason \"…\"");
	return -1;
}

/* A number is that of the draft that stands now. */
static const char *
id_of(const struct review_items *items, const char *written, bool *is_question)
{
	bool asks;
	char *end;
	size_t n;

	assert(written != NULL);
	asks = *written == 'Q' || *written == 'q';
	n = (size_t)strtoul(written + asks, &end, 10);
	*is_question = asks;
	if (*end != '\0' || n == 0)
		return written;
	if (asks)
		return n <= items->nquestions ? items->questions[n - 1].id
		                              : written;
	return n <= items->n ? items->items[n - 1].sentence->id : written;
}

static void
decide(const struct options *o, struct reviewing *r, struct diags *diags)
{
	struct review *review = reviewing_load(r, diags);
	bool is_question;
	const char *id = id_of(r->items, o->sentence, &is_question);
	struct review_decision *decision;
	struct review_subject *s;
	char today[DAY_SIZE];

	if (review == NULL)
		return;
	for (s = review->subjects; s != NULL; s = s->next)
		if (str_eq(s->id, id))
			break;
	if (s == NULL) {
		diag_add(diags, DIAG_REVIEW_NO_SENTENCE, LOC_NONE, o->sentence);
		return;
	}
	decision = ARENA_NEW(r->arena, struct review_decision);
	*decision = o->decision;
	if (decision->date == NULL) {
		command_today(today);
		decision->date = arena_strdup(r->arena, today);
	}
	s->decision = decision;
	if (reviewing_save(r, review, diags))
		printf("%s: %s\n%s\n", s->id, decision_name(decision->is),
		    s->words);
}

int
review_command_decide(int argc, char **argv)
{
	struct options options = {0};
	struct reviewing reviewing;
	struct diags diags = {0};
	int status = read_options(&options, argc, argv);

	if (status >= 0)
		return status;
	if (reviewing_open(&reviewing, options.publication, &diags))
		decide(&options, &reviewing, &diags);
	status = command_report(&diags);
	reviewing_close(&reviewing);
	return status;
}
