/* Hunspell dictionaries. */
#include "check/dictionary.h"

#include <glib.h>
#include <glob.h>
#include <hunspell/hunspell.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "check/kept.h"

enum { AFFIX_MAX_BYTES = 16 << 20 };

struct dictionary {
	char *affix, *words; /* its files */
	struct kept *kept;   /* or NULL */
	Hunhandle *hunspell; /* NULL until it is needed */
	GIConv to;           /* its encoding; (GIConv)-1 = UTF-8 */
	char *letters;       /* NULL until they are needed */
};

/* Where dictionaries are installed. */
static const char *const folders[] = {"/usr/share/hunspell",
    "/usr/local/share/hunspell", "/usr/share/myspell/dicts"};

/* The first affix file of a folder that a pattern finds, with its words
 * beside it; g_free it. NULL if there is none. */
static char *
find_affix(const char *folder, const char *name)
{
	char *pattern = g_strdup_printf("%s/%s.aff", folder, name);
	char *found = NULL;
	glob_t paths = {0};

	if (glob(pattern, 0, NULL, &paths) == 0)
		found = g_strdup(paths.gl_pathv[0]);
	globfree(&paths);
	g_free(pattern);
	return found;
}

static char *
find_dictionary(const char *lang)
{
	char *code = g_strdelimit(g_strdup(lang), "-", '_');
	char *any = g_strdup_printf("%.*s_*", (int)strcspn(code, "_"), code);
	char *found = NULL;

	/* a code is letters, digits and _: nothing that glob takes for more */
	if (code[strspn(code, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_")] ==
	    '\0') {
		for (size_t i = 0; i < G_N_ELEMENTS(folders) && !found; i++)
			found = find_affix(folders[i], code);
		for (size_t i = 0; i < G_N_ELEMENTS(folders) && !found; i++)
			found = find_affix(folders[i], any);
	}
	g_free(any);
	g_free(code);
	return found;
}

/* What follows the word at the start of a line of the affix file, or NULL;
 * g_free it. */
static char *
find_line(const struct buf *file, const char *word)
{
	const char *at = buf_str(file);
	size_t len = strlen(word);

	while (strncmp(at, word, len) != 0) {
		at = strchr(at, '\n');
		if (at == NULL)
			return NULL;
		at++;
	}
	at += len;
	return g_strndup(at, strcspn(at, "\r\n"));
}

/* The letters of the line TRY: those that Hunspell itself would try. The line
 * SET names the encoding; ISO 8859-1 where there is none (hunspell(5)). */
static char *
read_letters(const char *affix)
{
	struct buf bytes = {0};
	struct diags ignored = {0};
	char *line = NULL, *encoding = NULL, *text = NULL;
	GString *letters = g_string_new("abcdefghijklmnopqrstuvwxyz'");

	if (file_read(affix, AFFIX_MAX_BYTES, &bytes, &ignored, LOC_NONE)) {
		line = find_line(&bytes, "TRY ");
		encoding = find_line(&bytes, "SET ");
	}
	if (line != NULL)
		text = g_convert(line, -1, "UTF-8",
		    encoding != NULL ? g_strstrip(encoding) : "ISO-8859-1",
		    NULL, NULL, NULL);
	g_free(line);
	g_free(encoding);
	for (const char *p = text; p != NULL && *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_islower(c) &&
		    g_utf8_strchr(letters->str, -1, c) == NULL)
			g_string_append_unichar(letters, c);
	}
	g_free(text);
	diags_release(&ignored);
	buf_release(&bytes);
	return g_string_free(letters, FALSE);
}

bool
dictionary_exists(const char *lang)
{
	char *affix = find_dictionary(lang);
	bool exists = affix != NULL;

	g_free(affix);
	return exists;
}

struct dictionary *
dictionary_open(const char *lang, const char *cache)
{
	char *affix = find_dictionary(lang), *name;
	struct dictionary *dictionary;

	if (affix == NULL)
		return NULL;
	dictionary = mem_alloc(sizeof *dictionary);
	*dictionary = (struct dictionary){.to = (GIConv)-1,
	    .affix = affix,
	    .words =
	        g_strdup_printf("%.*s.dic", (int)strlen(affix) - 4, affix)};
	name = g_path_get_basename(dictionary->words);
	dictionary->kept = kept_open(cache, name,
	    (const char *const[]){dictionary->affix, dictionary->words}, 2);
	g_free(name);
	return dictionary;
}

/* Have Hunspell read it, which takes longer than all other checks. */
static void
wake(struct dictionary *dictionary)
{
	const char *encoding;

	if (dictionary->hunspell != NULL)
		return;
	dictionary->hunspell =
	    Hunspell_create(dictionary->affix, dictionary->words);
	encoding = Hunspell_get_dic_encoding(dictionary->hunspell);
	if (g_ascii_strcasecmp(encoding, "UTF-8") != 0)
		dictionary->to = g_iconv_open(encoding, "UTF-8");
}

void
dictionary_close(struct dictionary *dictionary)
{
	if (dictionary == NULL)
		return;
	kept_close(dictionary->kept);
	if (dictionary->hunspell != NULL)
		Hunspell_destroy(dictionary->hunspell);
	if (dictionary->to != (GIConv)-1)
		g_iconv_close(dictionary->to);
	g_free(dictionary->letters);
	g_free(dictionary->words);
	g_free(dictionary->affix);
	free(dictionary);
}

static bool
ask_hunspell(struct dictionary *dictionary, const char *word)
{
	char *own;
	bool has;

	wake(dictionary);
	if (dictionary->to == (GIConv)-1)
		return Hunspell_spell(dictionary->hunspell, word) != 0;
	own = g_convert_with_iconv(word, -1, dictionary->to, NULL, NULL, NULL);
	/* a letter that the encoding lacks: no word of this language */
	has = own != NULL && Hunspell_spell(dictionary->hunspell, own) != 0;
	g_free(own);
	return has;
}

bool
dictionary_has(struct dictionary *dictionary, const char *word)
{
	bool yes;

	if (!kept_find(dictionary->kept, word, &yes)) {
		yes = ask_hunspell(dictionary, word);
		kept_add(dictionary->kept, word, yes);
	}
	return yes;
}

const char *
dictionary_letters(struct dictionary *dictionary)
{
	if (dictionary->letters == NULL)
		dictionary->letters = read_letters(dictionary->affix);
	return dictionary->letters;
}
