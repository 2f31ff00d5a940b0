/* libseccomp: what a confined process may ask of the kernel. */
#include "late/late.h"

#include <seccomp.h>

#define SECCOMP(type, name, parameters, arguments)                             \
	LATE(SONAME_SECCOMP, type, name, parameters, arguments)
#define SECCOMP_VOID(name, parameters, arguments)                              \
	LATE_VOID(SONAME_SECCOMP, name, parameters, arguments)

SECCOMP(scmp_filter_ctx, seccomp_init, (uint32_t action), (action));
SECCOMP(int, seccomp_rule_add_array,
    (scmp_filter_ctx filter, uint32_t action, int call, unsigned n,
        const struct scmp_arg_cmp *arguments),
    (filter, action, call, n, arguments));
SECCOMP(int, seccomp_load, (const scmp_filter_ctx filter), (filter));
SECCOMP_VOID(seccomp_release, (scmp_filter_ctx filter), (filter));
