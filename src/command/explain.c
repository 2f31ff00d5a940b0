/* Printing the table of rules for people. */
#include "command/explain.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "check/profile.h"
#include "command/command.h"
#include "read/xml.h"

static const char *const kinds[PROFILE_FOR_COUNT] = {
    "easy read", "plain words", "large print"};

static bool
is_wanted(const char *code, const char *wanted)
{
	size_t n = strlen(wanted);

	return strncasecmp(code, wanted, n) == 0 &&
	       (code[n] == '\0' || (code[n] >= 'b' && code[n + 1] == '\0'));
}

/* "…" where a number or a word of the text will stand. */
static void
print_text(const char *format)
{
	for (const char *p = format; *p != '\0'; p++) {
		if (*p == '%') {
			p += strspn(p + 1, "0123456789.-zlh") + 1;
			fputs(*p == '%' ? "%" : "…", stdout);
			continue;
		}
		putchar(*p);
	}
	putchar('\n');
}

static void
print_limits(const struct profile *profile, const char *code)
{
	for (int i = 0; i < LIMIT_COUNT; i++) {
		const struct limit_value *limit = &profile->limits[i];

		if (str_eq(limit_rule((enum limit)i), code))
			printf("    %s: %d (%s)\n", limit_name((enum limit)i),
			    limit->number, source_name(limit->source));
	}
}

static void
print_levels(const struct profiles *profiles, enum diag_id id)
{
	for (size_t i = 0; i < PROFILE_FOR_COUNT; i++) {
		const struct profile *profile = profiles->of[i];

		if (!profile->is_on[id])
			continue;
		printf("  %s (profile %s): %s\n", kinds[i], profile->id,
		    diag_level_name(profile->level[id]));
		print_limits(profile, diag_info(id)->code);
	}
}

static void
print_sources(const char *keys)
{
	while (*keys != '\0') {
		size_t n = strcspn(keys, ", ");
		char key[32];

		if (n > 0 && n < sizeof key) {
			memcpy(key, keys, n);
			key[n] = '\0';
			printf("  %s\n", source_name(key));
		}
		keys += n + (keys[n] != '\0');
	}
}

static void
print_advice(const struct diag_info *info)
{
	if (info->why[0] != '\0')
		printf("Why: %s\n", info->why);
	if (info->todo[0] != '\0')
		printf("Do: %s\n", info->todo);
}

static void
print_rule(const struct rule_info *rule, const struct profiles *profiles)
{
	const struct diag_info *info = diag_info(rule->id);

	printf("%s: ", info->code);
	print_text(info->text);
	print_levels(profiles, rule->id);
	print_advice(info);
	puts("From:");
	print_sources(rule->sources);
	putchar('\n');
}

/* A message that is no rule, such as FILE-01. Returns how many. */
static size_t
explain_message(const char *code)
{
	size_t found = 0;

	for (int i = 0; i < DIAG_COUNT; i++) {
		const struct diag_info *info = diag_info((enum diag_id)i);

		if (!is_wanted(info->code, code))
			continue;
		printf("%s: ", info->code);
		print_text(info->text);
		print_advice(info);
		putchar('\n');
		found++;
	}
	return found;
}

int
explain_rule(const char *code, const char *names)
{
	struct arena *arena = arena_new();
	char *templates = command_data("templates");
	struct profiles profiles = {0};
	struct diags diags = {0};
	size_t found = 0;
	bool ok =
	    profiles_read(arena, templates, ".", names, &profiles, &diags);

	for (size_t i = 0; ok && rule_at(i) != NULL; i++)
		if (is_wanted(diag_info(rule_at(i)->id)->code, code)) {
			print_rule(rule_at(i), &profiles);
			found++;
		}
	free(templates);
	arena_free(arena);
	if (!ok)
		return command_report(&diags);
	if (found == 0 && explain_message(code) == 0)
		return command_usage("check",
		    "There is no rule \"%s\". Write a code that a message "
		    "shows, such as ERW-18.",
		    code);
	return STATUS_OK;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The files of a folder that end in .xml, without that; in arena, sorted. */
static char **
list_names(struct arena *arena, const char *folder, size_t *n)
{
	DIR *dir = opendir(folder);
	char **names = NULL;
	size_t cap = 0;

	*n = 0;
	for (struct dirent *e = dir != NULL ? readdir(dir) : NULL; e != NULL;
	     e = readdir(dir)) {
		if (!str_ends(e->d_name, ".xml"))
			continue;
		ARRAY_GROW(names, *n, cap);
		names[(*n)++] = arena_strndup(
		    arena, e->d_name, strlen(e->d_name) - strlen(".xml"));
	}
	if (dir != NULL)
		closedir(dir);
	if (names != NULL)
		qsort(names, *n, sizeof *names, compare_names);
	return names;
}

void
explain_profiles(FILE *out)
{
	struct arena *arena = arena_new();
	char *templates = command_data("templates");
	char *folder = path_join(templates, "profiles");
	struct diags unsaid = {0};
	size_t n;
	char **names = list_names(arena, folder, &n);

	for (size_t i = 0; i < n; i++) {
		const struct xml_node *root = xml_read(arena,
		    arena_printf(arena, "%s/%s.xml", folder, names[i]),
		    &unsaid);
		const struct xml_node *what =
		    root != NULL ? xml_child(root, "what") : NULL;

		fprintf(out, "  %-16s %s\n", names[i],
		    what != NULL ? xml_text(arena, what) : "");
	}
	free(names);
	free(folder);
	free(templates);
	diags_release(&unsaid);
	arena_free(arena);
}
