/* What librsvg tells in variables, which cannot be found late. */
#ifndef LATE_RSVG_H
#define LATE_RSVG_H

/* Its version, as it runs: 2, 54, 7. */
void late_rsvg_version(unsigned version[3]);

#endif
