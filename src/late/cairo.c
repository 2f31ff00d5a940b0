/* Cairo: drawing pictures. */
#include "late/late.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>

#define CAIRO(type, name, parameters, arguments)                               \
	LATE(SONAME_CAIRO, type, name, parameters, arguments)
#define CAIRO_VOID(name, parameters, arguments)                                \
	LATE_VOID(SONAME_CAIRO, name, parameters, arguments)

CAIRO(const char *, cairo_version_string, (void), ());
CAIRO(const char *, cairo_status_to_string, (cairo_status_t status), (status));

/* contexts */
CAIRO(cairo_t *, cairo_create, (cairo_surface_t * target), (target));
CAIRO_VOID(cairo_destroy, (cairo_t * cr), (cr));
CAIRO(cairo_status_t, cairo_status, (cairo_t * cr), (cr));
CAIRO_VOID(cairo_save, (cairo_t * cr), (cr));
CAIRO_VOID(cairo_restore, (cairo_t * cr), (cr));
CAIRO_VOID(cairo_scale, (cairo_t * cr, double x, double y), (cr, x, y));
CAIRO_VOID(cairo_translate, (cairo_t * cr, double x, double y), (cr, x, y));
CAIRO_VOID(cairo_transform, (cairo_t * cr, const cairo_matrix_t *matrix),
    (cr, matrix));
CAIRO_VOID(cairo_matrix_init,
    (cairo_matrix_t * matrix, double xx, double yx, double xy, double yy,
        double x0, double y0),
    (matrix, xx, yx, xy, yy, x0, y0));

/* drawing */
CAIRO_VOID(cairo_set_source_rgb,
    (cairo_t * cr, double red, double green, double blue),
    (cr, red, green, blue));
CAIRO_VOID(cairo_set_source_surface,
    (cairo_t * cr, cairo_surface_t *surface, double x, double y),
    (cr, surface, x, y));
CAIRO_VOID(cairo_arc,
    (cairo_t * cr, double x, double y, double radius, double from, double to),
    (cr, x, y, radius, from, to));
CAIRO_VOID(cairo_fill, (cairo_t * cr), (cr));
CAIRO_VOID(cairo_paint, (cairo_t * cr), (cr));
CAIRO_VOID(cairo_show_page, (cairo_t * cr), (cr));

/* surfaces */
CAIRO_VOID(cairo_surface_destroy, (cairo_surface_t * surface), (surface));
CAIRO_VOID(cairo_surface_finish, (cairo_surface_t * surface), (surface));
CAIRO_VOID(cairo_surface_flush, (cairo_surface_t * surface), (surface));
CAIRO_VOID(cairo_surface_mark_dirty, (cairo_surface_t * surface), (surface));
CAIRO(cairo_status_t, cairo_surface_status, (cairo_surface_t * surface),
    (surface));
CAIRO(cairo_status_t, cairo_surface_set_mime_data,
    (cairo_surface_t * surface, const char *type, const unsigned char *data,
        unsigned long length, cairo_destroy_func_t destroy, void *closure),
    (surface, type, data, length, destroy, closure));
CAIRO(cairo_surface_t *, cairo_image_surface_create,
    (cairo_format_t format, int width, int height), (format, width, height));
CAIRO(unsigned char *, cairo_image_surface_get_data,
    (cairo_surface_t * surface), (surface));
CAIRO(int, cairo_image_surface_get_stride, (cairo_surface_t * surface),
    (surface));
CAIRO(
    int, cairo_image_surface_get_width, (cairo_surface_t * surface), (surface));
CAIRO(int, cairo_image_surface_get_height, (cairo_surface_t * surface),
    (surface));
CAIRO(cairo_surface_t *, cairo_image_surface_create_from_png_stream,
    (cairo_read_func_t read, void *closure), (read, closure));
CAIRO(cairo_status_t, cairo_surface_write_to_png_stream,
    (cairo_surface_t * surface, cairo_write_func_t write, void *closure),
    (surface, write, closure));
CAIRO(cairo_surface_t *, cairo_svg_surface_create_for_stream,
    (cairo_write_func_t write, void *closure, double width, double height),
    (write, closure, width, height));
CAIRO(cairo_surface_t *, cairo_pdf_surface_create_for_stream,
    (cairo_write_func_t write, void *closure, double width, double height),
    (write, closure, width, height));
CAIRO_VOID(cairo_pdf_surface_set_metadata,
    (cairo_surface_t * surface, cairo_pdf_metadata_t what, const char *value),
    (surface, what, value));
