/* Hunspell: words that nothing kept knows. */
#include "late/late.h"

#include <hunspell/hunspell.h>

#define HUNSPELL(type, name, parameters, arguments)                            \
	LATE(SONAME_HUNSPELL, type, name, parameters, arguments)

HUNSPELL(Hunhandle *, Hunspell_create, (const char *affixes, const char *words),
    (affixes, words));
LATE_VOID(
    SONAME_HUNSPELL, Hunspell_destroy, (Hunhandle * hunspell), (hunspell));
HUNSPELL(int, Hunspell_spell, (Hunhandle * hunspell, const char *word),
    (hunspell, word));
HUNSPELL(char *, Hunspell_get_dic_encoding, (Hunhandle * hunspell), (hunspell));
