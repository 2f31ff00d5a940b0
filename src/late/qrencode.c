/* libqrencode: the code that leads into a room. */
#include "late/late.h"

#include <qrencode.h>

LATE(SONAME_QRENCODE, QRcode *, QRcode_encodeString8bit,
    (const char *text, int version, QRecLevel level), (text, version, level));
LATE_VOID(SONAME_QRENCODE, QRcode_free, (QRcode * code), (code));
