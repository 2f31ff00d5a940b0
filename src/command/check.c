/* everyread check: every message about a publication. */
#include "command/command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/job.h"
#include "base/print.h"
#include "base/str.h"
#include "command/baseline.h"
#include "command/checking.h"
#include "command/editions.h"
#include "command/explain.h"
#include "command/figures.h"
#include "command/findings.h"
#include "command/fix.h"
#include "prepare/document.h"

struct options {
	const char *profiles, *explain, *baseline, *write_baseline;
	enum findings_format format;
	bool fix, yes, figures;
};

static const char help[] =
    "usage: everyread check FILE… [options]\n"
    "       everyread check --figures FILE…\n"
    "       everyread check --explain CODE\n"
    "\n"
    "Says what is wrong with a publication, and what would make it hard to\n"
    "read: where, why, and what to do. Changes nothing without --fix.\n"
    "\n"
    "      --profile NAMES        which rules hold, and with which numbers\n"
    "      --explain CODE         all about a rule: --explain ERW-18\n"
    "      --figures              how hard it is to read: readability\n"
    "                             figures, and the ten hardest sentences\n"
    "      --format FORMAT        text, json, sarif or github\n"
    "      --fix                  show corrections that cannot change the\n"
    "                             meaning, and ask before writing them\n"
    "      --yes                  with --fix: write them without asking\n"
    "      --write-baseline FILE  keep what is found now as known\n"
    "      --baseline FILE        say nothing of what is known\n"
    "  -h, --help                 this page\n"
    "\n"
    "  error      the publication cannot be built: the exit status is 1\n"
    "  rule       a rule that must hold is broken\n"
    "  warning    a rule that should hold is broken\n"
    "  suspicion  a rule may be broken: please look\n"
    "  note       something to know\n"
    "\n"
    "The profiles:\n";

/* In a worker: a picture may make its decoder misbehave. */
static bool
load_pictures(void *arg, struct buf *result, struct diags *diags)
{
	const struct opened *opened = arg;
	const struct node *root = opened->publication->root;

	for (const struct node *n = root; n != NULL; n = node_next(n, root)) {
		const struct attr *attr = node_attr_entry(n, ATTR_PICTURE);

		if (attr != NULL && !str_eq(attr->value, "none"))
			picture_lookup(
			    opened->pictures, attr->value, attr->loc, diags);
	}
	(void)result;
	return true;
}

/* A damaged picture must be known before the day of the build. */
static void
check_pictures(struct opened *opened, struct diags *diags)
{
	const struct confine confine = {.folders = {opened->cache}};
	struct job job = {.name = "pictures",
	    .run = load_pictures,
	    .arg = opened,
	    .confine = &confine};

	jobs_run(&job, 1, 1, NULL, diags);
	buf_release(&job.result);
}

static void
check_file(const char *path, const char *profiles, struct diags *diags)
{
	char *cache = command_cache();
	struct opening opening = {
	    .path = path, .profiles = profiles, .cache = cache};
	struct opened opened;
	struct checked checked;

	if (opened_open(&opened, &opening, diags)) {
		checked_init(&checked);
		checking_run(&opened, &checked);
		diags_append(diags, &checked.diags);
		check_pictures(&opened, diags);
		checked_release(&checked);
	}
	opened_close(&opened);
	free(cache);
}

/* The exit status. */
static int
print_figures(char **paths)
{
	struct diags diags = {0};

	for (; *paths != NULL; paths++) {
		struct opening opening = {.path = *paths};
		struct opened opened;

		if (opened_open(&opened, &opening, &diags))
			figures_print(&opened, &diags);
		opened_close(&opened);
	}
	/* check itself says all that is less than an error */
	if (diags_worst(&diags) < DIAG_ERROR)
		diags_release(&diags);
	return command_report(&diags);
}

static bool
read_format(const char *name, enum findings_format *format)
{
	for (int f = 0; f < FINDINGS_COUNT; f++)
		if (str_eq(
		        findings_format_name((enum findings_format)f), name)) {
			*format = (enum findings_format)f;
			return true;
		}
	return false;
}

/* Take one option; -1 to go on, else the exit status. */
static int
take_option(struct options *o, int c)
{
	switch (c) {
	case 'p':
		o->profiles = optarg;
		return -1;
	case 'e':
		o->explain = optarg;
		return -1;
	case 'f':
		if (read_format(optarg, &o->format))
			return -1;
		return command_usage("check",
		    "--format is text, json, sarif or github, not \"%s\".",
		    optarg);
	case 'g':
		o->figures = true;
		return -1;
	case 'x':
		o->fix = true;
		return -1;
	case 'y':
		o->yes = true;
		return -1;
	case 'b':
		o->baseline = optarg;
		return -1;
	case 'w':
		o->write_baseline = optarg;
		return -1;
	case 'h':
		fputs(help, stdout);
		explain_profiles(stdout);
		return STATUS_OK;
	default: /* getopt has said what is wrong */
		return command_usage("check", "Please check the options.");
	}
}

/* -1 to go on, else the exit status. */
static int
read_options(struct options *o, int argc, char **argv)
{
	static const struct option table[] = {
	    {"profile", required_argument, NULL, 'p'},
	    {"explain", required_argument, NULL, 'e'},
	    {"format", required_argument, NULL, 'f'},
	    {"figures", no_argument, NULL, 'g'},
	    {"fix", no_argument, NULL, 'x'},
	    {"yes", no_argument, NULL, 'y'},
	    {"baseline", required_argument, NULL, 'b'},
	    {"write-baseline", required_argument, NULL, 'w'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	int c, status;

	while ((c = getopt_long(argc, argv, "h", table, NULL)) != -1) {
		status = take_option(o, c);
		if (status >= 0)
			return status;
	}
	if (o->explain != NULL)
		return explain_rule(o->explain, o->profiles);
	if (optind == argc)
		return command_usage(
		    "check", "Which publication? Name its XML file.");
	return -1;
}

static const char *
one_or_more(size_t n, const char *one, const char *more)
{
	return n == 1 ? one : more;
}

static void
print_sum(const struct diags *diags, size_t nknown)
{
	size_t errors =
	    diags_count(diags, DIAG_ERROR) + diags_count(diags, DIAG_MACHINE);
	size_t rules = diags_count(diags, DIAG_BREACH);
	size_t warnings = diags_count(diags, DIAG_WARNING);
	size_t suspicions = diags_count(diags, DIAG_SUSPICION);

	printf("%zu %s, %zu %s broken, %zu %s", errors,
	    one_or_more(errors, "error", "errors"), rules,
	    one_or_more(rules, "rule", "rules"), warnings,
	    one_or_more(warnings, "warning", "warnings"));
	if (suspicions > 0)
		printf(", %zu %s", suspicions,
		    one_or_more(suspicions, "suspicion", "suspicions"));
	if (nknown > 0)
		printf("; %zu known from the baseline", nknown);
	putchar('\n');
}

/* Say what was found. The exit status. */
static int
report(const struct options *o, struct diags *diags, size_t nknown)
{
	int status = diags_exit_status(diags);
	struct buf text = {0};

	if (o->format == FINDINGS_TEXT) {
		diags_print(diags, stderr, isatty(STDERR_FILENO) != 0);
		print_sum(diags, nknown);
	} else {
		findings_put(diags, o->format, &text);
		fputs(buf_str(&text), stdout);
		buf_release(&text);
	}
	return status;
}

int
command_check(int argc, char **argv)
{
	struct options options = {0};
	struct diags diags = {0}, trouble = {0};
	size_t nknown = 0;
	int status = read_options(&options, argc, argv);
	bool is_broken;

	if (status >= 0)
		return status;
	if (options.figures)
		return print_figures(argv + optind);
	for (int i = optind; i < argc; i++)
		check_file(argv[i], options.profiles, &diags);
	diags_sort(&diags);
	diags_unite(&diags);
	is_broken = diags_worst(&diags) >= DIAG_ERROR;
	if (options.baseline != NULL)
		baseline_apply(options.baseline, &diags, &nknown, &trouble);
	if (options.write_baseline != NULL && !is_broken)
		baseline_write(options.write_baseline, &diags, &trouble);
	if (options.fix)
		fix_offer(&diags, options.yes, &trouble);
	/* what cannot be built is no old document, and no --fix mends it */
	if (is_broken || (!options.fix && options.write_baseline == NULL))
		status = report(&options, &diags, nknown);
	diags_release(&diags);
	if (trouble.n > 0)
		return command_report(&trouble);
	return status < 0 ? STATUS_OK : status;
}
