/* The report in order, for those who write it down: this folder alone. */
#ifndef REPORT_FACTS_H
#define REPORT_FACTS_H

#include "report/report.h"

enum outcome {
	OUTCOME_HELD,   /* nothing was found */
	OUTCOME_WAIVED, /* all that was found is waived */
	OUTCOME_LOOK,   /* only suspicions and notes */
	OUTCOME_BROKEN,
};
enum { OUTCOME_COUNT = OUTCOME_BROKEN + 1 };

/* A rule that is on in a profile in force. */
struct report_rule {
	const struct rule_info *rule;
	enum outcome outcome;
	size_t nfound, nwaived;
};

/* A picture and how often it is used. */
struct report_picture {
	const struct picture *picture;
	size_t uses;
};

/* A line of the audit; how often the same is said for the same. */
struct report_spoken {
	const char *sentence, *text, *said, *rule;
	size_t times;
};

/* A question for people. */
struct report_question {
	const char *code, *question, *why;
};

struct report {
	const struct report_job *job;
	struct arena *arena;
	struct report_rule *rules;
	size_t nrules;
	size_t noutcomes[OUTCOME_COUNT];
	struct report_picture *pictures;
	size_t npictures;
	struct report_spoken *spoken;
	size_t nspoken;
};

const char *outcome_name(enum outcome outcome);
const struct report_question *report_questions(size_t *n);
/* The file as it is named in the report: from the publication's folder on. */
const char *report_file(const struct report *report, const char *path);
/* The names of sources for their keys "NHS, COGA", with semicolons. */
const char *report_sources(struct arena *arena, const char *keys);
/* The text of a rule with "…" for its holes. */
const char *report_rule_text(struct arena *arena, enum diag_id rule);

#endif
