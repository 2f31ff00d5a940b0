/* Counting how often somebody asks. */
#include "room/limit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

static double
spent_now(const struct limit *limit, const struct left *left, double now_s)
{
	return fmax(0, left->spent - (now_s - left->since_s) * limit->a_second);
}

bool
limit_has(const struct limit *limit, const struct left *left, double now_s)
{
	return spent_now(limit, left, now_s) + 1 <= limit->at_once;
}

bool
limit_take(const struct limit *limit, struct left *left, double now_s)
{
	double spent = spent_now(limit, left, now_s);
	bool has = spent + 1 <= limit->at_once;

	*left = (struct left){has ? spent + 1 : spent, now_s};
	return has;
}

struct left *
limits_of(struct limits *limits, const char *name)
{
	size_t oldest = 0;

	for (size_t i = 0; i < limits->n; i++) {
		if (str_eq(limits->rows[i].name, name))
			return &limits->rows[i].left;
		if (limits->rows[i].left.since_s <
		    limits->rows[oldest].left.since_s)
			oldest = i;
	}
	if (limits->n < LIMIT_NAMES)
		oldest = limits->n++;
	limits->rows[oldest].left = (struct left){0};
	snprintf(limits->rows[oldest].name, LIMIT_NAME, "%s", name);
	return &limits->rows[oldest].left;
}
