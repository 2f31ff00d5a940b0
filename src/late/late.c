/* Loading a library. */
#include "late/late.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

enum { STATUS_MISSING = 3 }; /* as when there is no memory */

void *
late_find(const char *library, const char *function)
{
	/* never closed: it is counted, and loaded once */
	void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
	void *found = handle != NULL ? dlsym(handle, function) : NULL;

	if (found != NULL)
		return found;
	fprintf(stderr,
	    "everyread: a part of this machine is missing: %s\n"
	    "    Do:  Install the package of that library, then try again.\n",
	    dlerror());
	exit(STATUS_MISSING);
}
