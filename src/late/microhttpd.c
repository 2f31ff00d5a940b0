/* libmicrohttpd: the server of previews and of reviews in a room. */
#include "late/late.h"

#include <microhttpd.h>
#include <stdarg.h>

#define MHD(type, name, parameters, arguments)                                 \
	LATE(SONAME_MICROHTTPD, type, name, parameters, arguments)
#define MHD_VOID(name, parameters, arguments)                                  \
	LATE_VOID(SONAME_MICROHTTPD, name, parameters, arguments)

MHD(struct MHD_Daemon *, MHD_start_daemon_va,
    (unsigned flags, uint16_t port, MHD_AcceptPolicyCallback accept,
        void *accept_arg, MHD_AccessHandlerCallback handle, void *handle_arg,
        va_list options),
    (flags, port, accept, accept_arg, handle, handle_arg, options));

/* The one whose options cannot be handed on as they come. */
struct MHD_Daemon *
MHD_start_daemon(unsigned flags, uint16_t port, MHD_AcceptPolicyCallback accept,
    void *accept_arg, MHD_AccessHandlerCallback handle, void *handle_arg, ...)
{
	struct MHD_Daemon *daemon;
	va_list options;

	va_start(options, handle_arg);
	daemon = MHD_start_daemon_va(
	    flags, port, accept, accept_arg, handle, handle_arg, options);
	va_end(options);
	return daemon;
}

/* No kind of fact that we ask for takes an argument. */
MHD(const union MHD_DaemonInfo *, MHD_get_daemon_info,
    (struct MHD_Daemon * daemon, enum MHD_DaemonInfoType what, ...),
    (daemon, what));
MHD(const union MHD_ConnectionInfo *, MHD_get_connection_info,
    (struct MHD_Connection * connection, enum MHD_ConnectionInfoType what, ...),
    (connection, what));
MHD_VOID(MHD_stop_daemon, (struct MHD_Daemon * daemon), (daemon));
MHD(enum MHD_Result, MHD_run, (struct MHD_Daemon * daemon), (daemon));
MHD(enum MHD_Result, MHD_get_timeout,
    (struct MHD_Daemon * daemon, MHD_UNSIGNED_LONG_LONG *ms), (daemon, ms));
MHD_VOID(
    MHD_suspend_connection, (struct MHD_Connection * connection), (connection));
MHD_VOID(
    MHD_resume_connection, (struct MHD_Connection * connection), (connection));
MHD(const char *, MHD_lookup_connection_value,
    (struct MHD_Connection * connection, enum MHD_ValueKind kind,
        const char *key),
    (connection, kind, key));
MHD(struct MHD_Response *, MHD_create_response_from_buffer,
    (size_t len, void *bytes, enum MHD_ResponseMemoryMode mode),
    (len, bytes, mode));
MHD(struct MHD_Response *, MHD_create_response_from_callback,
    (uint64_t len, size_t block, MHD_ContentReaderCallback read, void *read_arg,
        MHD_ContentReaderFreeCallback done),
    (len, block, read, read_arg, done));
MHD(struct MHD_Response *, MHD_create_response_from_fd_at_offset64,
    (uint64_t len, int file, uint64_t offset), (len, file, offset));
MHD(enum MHD_Result, MHD_add_response_header,
    (struct MHD_Response * response, const char *name, const char *value),
    (response, name, value));
MHD(enum MHD_Result, MHD_queue_response,
    (struct MHD_Connection * connection, unsigned status,
        struct MHD_Response *response),
    (connection, status, response));
MHD_VOID(MHD_destroy_response, (struct MHD_Response * response), (response));
MHD(const char *, MHD_get_reason_phrase_for, (unsigned status), (status));
