/* How much of everything is taken: the numbers of bounds.def. */
#ifndef BASE_BOUNDS_H
#define BASE_BOUNDS_H

enum bound {
#define BOUND(id, number, unit, what, code) BOUND_##id = number,
#include "base/bounds.def"
#undef BOUND
};

#endif
