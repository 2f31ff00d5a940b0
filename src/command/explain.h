/* everyread check --explain: all about a rule, and the list of profiles. */
#ifndef COMMAND_EXPLAIN_H
#define COMMAND_EXPLAIN_H

#include <stdio.h>

/* Print the rules of that code ("ERW-18": its further messages too), with
 * the level in the profiles named. The exit status. */
int explain_rule(const char *code, const char *profiles);
/* The names of the profiles that come with the program. */
void explain_profiles(FILE *out);

#endif
