/*
 * Fonts that are opened while the publication is still being read: in a
 * thread, for both take about as long. Pango searches fonts in threads of its
 * own, and one of two processors is free then; later each of these threads
 * would wait behind another worker. Whoever forks afterwards has them open.
 */
#ifndef PAGE_EARLY_H
#define PAGE_EARLY_H

#include "page/shape.h"

struct early_fonts;

/* As fonts_open() opens them. NULL if there can be no thread: then nothing is
 * early, and nothing lost. The texts must outlive it. */
struct early_fonts *early_fonts_start(
    const char *families, const char *other_scripts);
/* The language of most words, as soon as it is known; once. It must outlive it,
 * too. NULL: there will be no words. early may be NULL. */
void early_fonts_tell(struct early_fonts *early, const char *lang);
/* Then wait for them, and until this process has no other thread, so that it
 * may fork. NULL if they cannot be opened: who opens them again is told why.
 * early may be NULL. */
struct fonts *early_fonts_finish(struct early_fonts *early);

#endif
