/* What the decoder's clerk does for a question (decoder.h). */
#ifndef PICTURE_ANSWER_H
#define PICTURE_ANSWER_H

#include "base/buf.h"
#include "base/diag.h"

/* catalogue is a struct catalogue. From the first question on it decodes in
 * this process. */
bool answer_question(void *catalogue, const struct buf *question,
    struct buf *answer, struct diags *diags);

#endif
