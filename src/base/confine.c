/* Limits, Landlock and seccomp. */
#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/bounds.h"

/* ---- limits -------------------------------------------------------------- */

static const rlim_t megabyte = 1 << 20;

/* Address space that this process has, in bytes. */
static rlim_t
present_space(void)
{
	unsigned long pages = 0;
	FILE *file = fopen("/proc/self/statm", "re");

	if (file == NULL)
		return 0;
	if (fscanf(file, "%lu", &pages) != 1)
		pages = 0;
	fclose(file);
	return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static bool
lower(__rlimit_resource_t what, rlim_t most)
{
	struct rlimit limit;

	if (getrlimit(what, &limit) != 0)
		return false;
	if (limit.rlim_cur > most)
		limit.rlim_cur = most;
	if (limit.rlim_max > most)
		limit.rlim_max = most;
	return setrlimit(what, &limit) == 0;
}

static bool
limit_all(void)
{
	rlim_t space = present_space();

	return lower(RLIMIT_CORE, 0) &&
	       lower(RLIMIT_FSIZE, BOUND_WORKER_FILE_MB * megabyte) &&
	       (space == 0 ||
	           lower(RLIMIT_AS, space + BOUND_WORKER_MEMORY_MB * megabyte));
}

/* ---- Landlock -------------------------------------------------------------
 */

/* Each version of Landlock knows more ways to write. */
static const __u64 writes[] = {
    LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
        LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
        LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
        LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
        LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM,
    LANDLOCK_ACCESS_FS_REFER,
    1 << 14, /* cut a file short; newer than many a header */
};

/* All ways to write that the kernel knows; 0: it has no Landlock. */
static __u64
known_writes(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);
	__u64 known = 0;

	for (long i = 0;
	     i < version && i < (long)(sizeof writes / sizeof *writes); i++)
		known |= writes[i];
	return known;
}

static bool
allow(int rules, const char *path, __u64 access)
{
	struct landlock_path_beneath_attr beneath = {.allowed_access = access,
	    .parent_fd = open(path, O_PATH | O_CLOEXEC)};
	long status;

	if (beneath.parent_fd < 0)
		return errno == ENOENT || errno == ENOTDIR;
	status = syscall(SYS_landlock_add_rule, rules,
	    LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	close(beneath.parent_fd);
	return status == 0;
}

static bool
forbid_writing(const struct confine *confine)
{
	struct landlock_ruleset_attr all = {
	    .handled_access_fs = known_writes()};
	bool ok = true;
	int rules;

	if (all.handled_access_fs == 0)
		return true;
	rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
	if (rules < 0)
		return false;
	for (int i = 0; ok && i < CONFINE_FOLDERS; i++)
		if (confine->folders[i] != NULL)
			ok = allow(
			    rules, confine->folders[i], all.handled_access_fs);
	ok = ok && allow(rules, "/dev/null", LANDLOCK_ACCESS_FS_WRITE_FILE) &&
	     syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return ok;
}

/* ---- seccomp --------------------------------------------------------------
 */

/* Never: the network, other processes, the kernel itself. */
static const int forbidden[] = {
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendmmsg),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_tree),
    SCMP_SYS(fsopen),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(reboot),
    SCMP_SYS(swapon),
    SCMP_SYS(mknod),
    SCMP_SYS(mknodat),
};

/* Only for who runs a program. */
static const int programs[] = {
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
};

/* What Landlock has no rule for: facts about files, which need no open. */
static const int changes[] = {
    SCMP_SYS(chmod),
    SCMP_SYS(fchmodat),
    SCMP_SYS(chown),
    SCMP_SYS(lchown),
    SCMP_SYS(fchownat),
    SCMP_SYS(setxattr),
    SCMP_SYS(lsetxattr),
    SCMP_SYS(removexattr),
    SCMP_SYS(utime),
    SCMP_SYS(utimes),
};

static bool
refuse(scmp_filter_ctx filter, const int *calls, size_t n)
{
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++) /* below 0: not on this machine */
		ok = calls[i] < 0 ||
		     seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES),
		         calls[i], 0, NULL) == 0;
	return ok;
}

/* A socket of this machine can be made, for libraries that complain of it
 * otherwise; it can be joined to nothing. */
static bool
refuse_sockets(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp elsewhere = SCMP_A0(SCMP_CMP_NE, AF_UNIX, 0);

	return seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES),
	           SCMP_SYS(socket), 1, &elsewhere) == 0;
}

static bool
has_filters(void)
{
	return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}

static bool
forbid_calls(const struct confine *confine)
{
	scmp_filter_ctx filter;
	bool ok;

	if (!has_filters())
		return true;
	filter = seccomp_init(SCMP_ACT_ALLOW);
	if (filter == NULL)
		return false;
	ok =
	    refuse(filter, forbidden, sizeof forbidden / sizeof *forbidden) &&
	    refuse(filter, changes, sizeof changes / sizeof *changes) &&
	    refuse_sockets(filter) &&
	    (confine->runs_program ||
	        refuse(filter, programs, sizeof programs / sizeof *programs)) &&
	    seccomp_load(filter) == 0;
	seccomp_release(filter);
	return ok;
}

/* Valgrind does not know the calls, and coverage is written at the end. */
static bool
is_watched(void)
{
	return getenv("EVERYREAD_UNCONFINED") != NULL;
}

void
confine_prepare(void)
{
	scmp_filter_ctx filter;

	if (is_watched() || !has_filters())
		return;
	filter = seccomp_init(SCMP_ACT_ALLOW);
	if (filter != NULL)
		seccomp_release(filter);
}

bool
confine_enter(const struct confine *confine)
{
	if (is_watched())
		return limit_all();
	return limit_all() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       forbid_writing(confine) && forbid_calls(confine);
}

bool
confine_write_nowhere(void)
{
	return is_watched() || forbid_writing(&(struct confine){{NULL}, false});
}
