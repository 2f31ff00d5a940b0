/*
 * The font files of a template: the upright regular and bold ones of its
 * families, and no others, so that nothing else that is installed can change
 * a page and Pango need not look at it.
 */
#ifndef PAGE_FONTSET_H
#define PAGE_FONTSET_H

#include <fontconfig/fontconfig.h>

#include "base/diag.h"

/* Families are comma-separated lists. The first must all be there, in regular
 * and bold; of the others there may be any. NULL after a message. */
FcConfig *fontset_open(
    const char *families, const char *other_scripts, struct diags *diags);

#endif
