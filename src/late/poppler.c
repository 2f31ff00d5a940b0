/* Poppler: pages of a PDF as pixels. */
#include "late/late.h"

#include <poppler.h>

#define POPPLER(type, name, parameters, arguments)                             \
	LATE(SONAME_POPPLER, type, name, parameters, arguments)
#define POPPLER_VOID(name, parameters, arguments)                              \
	LATE_VOID(SONAME_POPPLER, name, parameters, arguments)

POPPLER(PopplerDocument *, poppler_document_new_from_file,
    (const char *uri, const char *password, GError **error),
    (uri, password, error));
POPPLER(int, poppler_document_get_n_pages, (PopplerDocument * document),
    (document));
POPPLER(PopplerPage *, poppler_document_get_page,
    (PopplerDocument * document, int index), (document, index));
POPPLER_VOID(poppler_page_get_size,
    (PopplerPage * page, double *width, double *height), (page, width, height));
POPPLER_VOID(
    poppler_page_render, (PopplerPage * page, cairo_t *cairo), (page, cairo));
