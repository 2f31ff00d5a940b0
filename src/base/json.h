/* Writing JSON: strings. All else is plain enough for buf_printf(). */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"

/* A string in quotation marks, with what JSON cannot hold escaped; "<" too,
 * so that it can stand in a web page. NULL gives null. */
void json_put_string(struct buf *out, const char *text);

#endif
