/*
 * Finding font files, as a fontconfig configuration with our families alone.
 *
 * The folders are those that fontconfig has by default; the configuration of
 * the machine, which takes longer to read than a page to lay out, is asked for
 * others only if it may have some (local.conf, FONTCONFIG_*) or a font is not
 * found. Its other rules never count.
 */
#include "page/fontset.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"

static const char usual_folders[] = "<dir>/usr/share/fonts</dir>"
                                    "<dir>/usr/local/share/fonts</dir>"
                                    "<dir prefix=\"xdg\">fonts</dir>"
                                    "<dir>~/.fonts</dir>";

/* Pango 1.50 takes no others, and skips them without a word. */
static const char kinds[] = "<rejectfont><glob>*.woff</glob></rejectfont>"
                            "<rejectfont><glob>*.woff2</glob></rejectfont>"
                            "<rejectfont><glob>*.pcf*</glob></rejectfont>"
                            "<rejectfont><glob>*.pf?</glob></rejectfont>"
                            "<rejectfont><glob>*.t1</glob></rejectfont>";

static const char caches[] = "<cachedir>/var/cache/fontconfig</cachedir>"
                             "<cachedir prefix=\"xdg\">fontconfig</cachedir>"
                             "<cachedir>~/.fontconfig</cachedir>";

static void
put_family(struct buf *out, const char *family, int weight)
{
	char *escaped = g_markup_escape_text(family, -1);

	buf_printf(out,
	    "<acceptfont><pattern>"
	    "<patelt name=\"family\"><string>%s</string></patelt>"
	    "<patelt name=\"slant\"><int>%d</int></patelt>"
	    "<patelt name=\"width\"><int>%d</int></patelt>"
	    "<patelt name=\"weight\"><int>%d</int></patelt>"
	    "<patelt name=\"variable\"><bool>false</bool></patelt>"
	    "</pattern></acceptfont>",
	    escaped, FC_SLANT_ROMAN, FC_WIDTH_NORMAL, weight);
	g_free(escaped);
}

static void
put_families(struct buf *out, char *const *families)
{
	for (; *families != NULL; families++) {
		put_family(out, *families, FC_WEIGHT_REGULAR);
		put_family(out, *families, FC_WEIGHT_BOLD);
	}
}

/* A comma-separated list as names without blanks; g_strfreev them. */
static char **
split(const char *list)
{
	char **names = g_strsplit(list, ",", -1), **out = names;

	for (char **name = names; *name != NULL; name++) {
		if (*g_strstrip(*name) != '\0')
			*out++ = *name;
		else
			g_free(*name);
	}
	*out = NULL;
	return names;
}

/* The folders that this machine's configuration has. */
static void
put_folders(struct buf *out)
{
	FcConfig *config = FcInitLoadConfig();
	FcStrList *folders =
	    config != NULL ? FcConfigGetConfigDirs(config) : NULL;
	FcChar8 *folder;

	while (folders != NULL && (folder = FcStrListNext(folders)) != NULL) {
		char *escaped = g_markup_escape_text((const char *)folder, -1);

		buf_printf(out, "<dir>%s</dir>", escaped);
		g_free(escaped);
	}
	if (folders != NULL)
		FcStrListDone(folders);
	if (config != NULL)
		FcConfigDestroy(config);
}

static FcConfig *
open_folders(bool usual, char *const *families, char *const *others)
{
	FcConfig *config = FcConfigCreate();
	struct buf xml = {0};

	buf_puts(&xml, "<fontconfig>");
	if (usual)
		buf_puts(&xml, usual_folders);
	else
		put_folders(&xml);
	buf_printf(&xml, "%s<selectfont>%s", caches, kinds);
	buf_puts(&xml, "<rejectfont><pattern/></rejectfont>");
	put_families(&xml, families);
	put_families(&xml, others);
	buf_puts(&xml, "</selectfont></fontconfig>");
	if (!FcConfigParseAndLoadFromMemory(
	        config, (const FcChar8 *)xml.data, FcTrue) ||
	    !FcConfigBuildFonts(config)) {
		FcConfigDestroy(config);
		config = NULL;
	}
	buf_release(&xml);
	return config;
}

static bool
has_font(FcConfig *config, const char *family, int weight)
{
	FcPattern *wanted = FcPatternBuild(NULL, FC_FAMILY, FcTypeString,
	    family, FC_WEIGHT, FcTypeInteger, weight, (char *)0);
	FcObjectSet *nothing = FcObjectSetBuild(FC_FILE, (char *)0);
	FcFontSet *found = FcFontList(config, wanted, nothing);
	bool has = found != NULL && found->nfont > 0;

	if (found != NULL)
		FcFontSetDestroy(found);
	FcObjectSetDestroy(nothing);
	FcPatternDestroy(wanted);
	return has;
}

/* The first family that is not whole, and what of it is missing. */
static const char *
find_missing(FcConfig *config, char *const *families, const char **what)
{
	for (; *families != NULL; families++) {
		*what = "regular";
		if (!has_font(config, *families, FC_WEIGHT_REGULAR))
			return *families;
		*what = "bold";
		if (!has_font(config, *families, FC_WEIGHT_BOLD))
			return *families;
	}
	return NULL;
}

/* May the configuration of the machine name other folders? */
static bool
is_configured(void)
{
	return getenv("FONTCONFIG_FILE") != NULL ||
	       getenv("FONTCONFIG_PATH") != NULL ||
	       getenv("FONTCONFIG_SYSROOT") != NULL ||
	       file_exists("/etc/fonts/local.conf");
}

FcConfig *
fontset_open(
    const char *families, const char *other_scripts, struct diags *diags)
{
	char **needed = split(families), **others = split(other_scripts);
	bool usual = !is_configured();
	FcConfig *config = open_folders(usual, needed, others);
	const char *missing, *what = "regular";

	missing =
	    config != NULL ? find_missing(config, needed, &what) : families;
	if (missing != NULL && usual) {
		if (config != NULL)
			FcConfigDestroy(config);
		config = open_folders(false, needed, others);
		missing = config != NULL ? find_missing(config, needed, &what)
		                         : families;
	}
	if (missing != NULL) {
		diag_add(diags, DIAG_FONT_MISSING, LOC_NONE, missing, what);
		if (config != NULL)
			FcConfigDestroy(config);
		config = NULL;
	}
	g_strfreev(needed);
	g_strfreev(others);
	return config;
}
