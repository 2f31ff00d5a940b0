/* librsvg: drawings of SVG. */
#include "late/late.h"

#include <librsvg/rsvg.h>

#include "late/rsvg.h"

#define RSVG(type, name, parameters, arguments)                                \
	LATE(SONAME_RSVG, type, name, parameters, arguments)
#define RSVG_VOID(name, parameters, arguments)                                 \
	LATE_VOID(SONAME_RSVG, name, parameters, arguments)

RSVG(RsvgHandle *, rsvg_handle_new_from_data,
    (const guint8 *data, gsize len, GError **error), (data, len, error));
RSVG_VOID(
    rsvg_handle_set_dpi, (RsvgHandle * handle, double dpi), (handle, dpi));
RSVG(gboolean, rsvg_handle_get_intrinsic_size_in_pixels,
    (RsvgHandle * handle, gdouble *width, gdouble *height),
    (handle, width, height));
RSVG_VOID(rsvg_handle_get_intrinsic_dimensions,
    (RsvgHandle * handle, gboolean *has_width, RsvgLength *width,
        gboolean *has_height, RsvgLength *height, gboolean *has_viewbox,
        RsvgRectangle *viewbox),
    (handle, has_width, width, has_height, height, has_viewbox, viewbox));
RSVG(gboolean, rsvg_handle_render_document,
    (RsvgHandle * handle, cairo_t *cr, const RsvgRectangle *viewport,
        GError **error),
    (handle, cr, viewport, error));

void
late_rsvg_version(unsigned version[3])
{
	static const char *const names[] = {
	    "rsvg_major_version", "rsvg_minor_version", "rsvg_micro_version"};

	for (int i = 0; i < 3; i++)
		version[i] = *(const guint *)late_find(SONAME_RSVG, names[i]);
}
