/* libpng, which Cairo reads pictures with: its version. */
#include "late/late.h"

#include <png.h>

LATE(SONAME_PNG, png_uint_32, png_access_version_number, (void), ());
